package sample

import (
	"fmt"
	"time"

	"crm/store"
)

// life is what happened with people, and what is to do, around a moment.
type life struct {
	seed uint64
	now  time.Time // in the book's zone
	d    *dice
	plan map[int]event
}

func newLife(seed uint64, now time.Time) *life {
	l := &life{seed: seed, now: now, d: newDice(), plan: map[int]event{}}
	for i, e := range morning {
		l.plan[firstPlanned+i*planStep] = e
	}
	return l
}

// event is a reminder, or a birthday, so many days from now.
type event struct {
	kind  string
	days  int
	clock string // "" for all day
}

// morning is what the first 200 people have to do with today: a Monday of an
// ordinary week. Everything else of theirs lies far enough away to stay out of it.
var morning = [...]event{
	{"follow-up", -3, ""}, {"birthday", 2, ""}, {"follow-up", 0, ""}, {"appointment", 0, "14:00"}, {"renewal", 4, ""},
	{"follow-up", -4, ""}, {"follow-up", 0, ""}, {"promise", -5, ""}, {"appointment", 0, "10:30"}, {"renewal", 11, ""},
	{"birthday", 5, ""}, {"promise", 0, ""}, {"follow-up", 1, ""}, {"appointment", 2, "09:00"}, {"follow-up", 3, ""},
}

const (
	planned      = 200 // people whose present is the table above
	firstPlanned = 4   // the place of its first row, and the distance of the others
	planStep     = 13
	quietDays    = 15 // further than the queue looks, for renewals the furthest
)

// shares of people, in a hundred thousand, behind the first 200: one reminder a
// person all in all, of which few are due at any moment.
var shares = []struct {
	event
	n    int
	span int // days, from event.days on, over which they are spread
}{
	{event{"follow-up", -20, ""}, 60, 20},
	{event{"follow-up", 0, ""}, 30, 1},
	{event{"appointment", 0, "15:00"}, 10, 1},
	{event{"renewal", 1, ""}, 50, 14},
	{event{"follow-up", 1, ""}, 68_000, 365},
	{event{"appointment", 1, "11:00"}, 9_000, 120},
	{event{"promise", 1, ""}, 7_000, 60},
	{event{"renewal", quietDays, ""}, 15_850, 350},
}

// add stores a person with all that belongs to them.
func (l *life) add(tx *store.Tx, i int, p Person) error {
	l.d.person(l.seed, i, history)
	e, due := l.event(i)
	p.Birthday = l.birthday(i, p.Birthday, e)
	past := l.past(p)
	p.Created = l.officeTime(l.d.IntN(900) + 30)
	if len(past) > 0 && past[0].At.Before(p.Created) {
		p.Created = past[0].At
	}
	p.Updated = p.Created
	uid, err := tx.AddContact(p.Contact)
	if err != nil {
		return err
	}
	for _, it := range past {
		it.Contact = uid
		if _, err := tx.AddInteraction(it); err != nil {
			return err
		}
	}
	if due {
		r := l.reminder(p, e)
		r.Contact = uid
		if _, err := tx.AddReminder(r); err != nil {
			return err
		}
	}
	return l.deal(tx, uid, p)
}

// event picks what a person's reminder is.
func (l *life) event(i int) (event, bool) {
	if e, ok := l.plan[i]; ok {
		return e, e.kind != "birthday"
	}
	at := l.d.IntN(100_000)
	for _, s := range shares {
		if at -= s.n; at < 0 {
			e := s.event
			e.days += l.d.IntN(s.span)
			if i < planned && e.days < quietDays {
				e.days = quietDays + l.d.IntN(60)
			}
			return e, true
		}
	}
	return event{}, false
}

// birthday moves the birthdays of the first people in or out of the days that
// the queue shows.
func (l *life) birthday(i int, born string, e event) string {
	if e.kind == "birthday" {
		day := l.now.AddDate(0, 0, e.days)
		return fmt.Sprintf("%d-%s", day.Year()-40, day.Format("01-02"))
	}
	if i >= planned || born == "" {
		return born
	}
	for n := range quietDays {
		if l.now.AddDate(0, 0, n).Format("01-02") == born[len(born)-5:] {
			return born[:len(born)-5] + l.now.AddDate(0, 0, n+60).Format("01-02")
		}
	}
	return born
}

func (l *life) reminder(p Person, e event) store.Reminder {
	t := p.nation.talk
	texts := map[string][]string{"follow-up": t.next, "appointment": t.meeting, "renewal": t.renewal, "promise": t.promise}[e.kind]
	k := l.d.IntN(len(texts))
	day := l.now.AddDate(0, 0, e.days)
	r := store.Reminder{Kind: e.kind, DueOn: day.Format(time.DateOnly), Text: texts[k]}
	if e.kind == "promise" {
		r.Owed = [...]string{"me", "them"}[k%2] // as the texts stand
	}
	if e.kind == "renewal" {
		r.Rule, r.Ahead = "1y", 14
	}
	if e.clock != "" {
		at, err := time.ParseInLocation("2006-01-02 15:04", r.DueOn+" "+e.clock, l.now.Location())
		if err == nil {
			r.DueAt = at
		}
	}
	return r
}

// past makes up to six interactions, the oldest first.
func (l *life) past(p Person) []store.Interaction {
	d := l.d
	n := d.weighed([]int{14, 24, 22, 16, 11, 8, 5})
	out := make([]store.Interaction, 0, n)
	days := 0
	for range n {
		// Some yesterday, some last year: each lies further back than the one after it.
		days += 1 + []int{d.IntN(5), d.IntN(30), d.IntN(120), d.IntN(400)}[d.weighed([]int{20, 40, 28, 12})]
		out = append(out, l.interaction(p, days))
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

func (l *life) interaction(p Person, days int) store.Interaction {
	d, t := l.d, p.nation.talk
	it := store.Interaction{At: l.officeTime(days), Direction: "out"}
	if d.in(250) {
		it.Direction = "in"
	}
	switch d.weighed([]int{50, 20, 10, 15, 5}) {
	case 0:
		it.Kind, it.Outcome = "call", "ok"
		if d.in(350) {
			it.Direction, it.Outcome, it.Text = "out", d.one([]string{"na", "na", "busy", "vm"}), d.one(t.missed)
			return it
		}
		it.Seconds, it.Text = 60*(1+d.IntN(25)), d.one(t.call)
	case 1:
		it.Kind, it.Text = "email", d.one(t.mail)
	case 2:
		it.Kind, it.Direction, it.Seconds, it.Text = "meeting", "", 1800*(1+d.IntN(3)), d.one(t.meet)
	case 3:
		it.Kind, it.Text = p.nation.messenger, d.one(t.chat)
	default:
		it.Kind, it.Direction, it.Text = "note", "", d.one(t.about)
	}
	return it
}

// officeTime is a moment of a working day, so many days ago or a little more.
func (l *life) officeTime(days int) time.Time {
	day := l.now.AddDate(0, 0, -days)
	switch day.Weekday() {
	case time.Saturday:
		day = day.AddDate(0, 0, -1)
	case time.Sunday:
		day = day.AddDate(0, 0, -2)
	}
	y, m, n := day.Date()
	return time.Date(y, m, n, 8, 30+l.d.IntN(9*60), 0, 0, l.now.Location())
}

// deal gives some people a possible sale, and some customers a sale that was.
func (l *life) deal(tx *store.Tx, uid string, p Person) error {
	d := l.d
	stage := ""
	switch {
	case p.Life == "potential" && d.in(200):
		stage = d.one([]string{"new", "contacted", "contacted", "quote", "quote", "negotiate"})
	case p.Life == "current" && d.in(80):
		stage = d.one([]string{"quote", "negotiate", "won"})
	case p.Life == "cancelled" && d.in(300):
		stage = "lost"
	}
	if stage == "" {
		return nil
	}
	if _, err := tx.SetStage(uid, "new"); err != nil {
		return err
	}
	if _, err := tx.SetValue(uid, value(d, p.Country)); err != nil {
		return err
	}
	_, err := tx.SetStage(uid, stage)
	return err
}

// value is a round amount in the money of the country, in its minor units.
func value(d *dice, country string) store.Money {
	n := int64(5 + d.IntN(195))
	switch country {
	case "VN":
		return store.Money{Minor: n * 1_000_000, Currency: "VND"}
	case "CN":
		return store.Money{Minor: n * 1_000_00, Currency: "CNY"}
	case "JP":
		return store.Money{Minor: n * 10_000, Currency: "JPY"}
	case "GB":
		return store.Money{Minor: n * 100_00, Currency: "GBP"}
	case "PL":
		return store.Money{Minor: n * 500_00, Currency: "PLN"}
	}
	return store.Money{Minor: n * 100_00, Currency: "EUR"}
}
