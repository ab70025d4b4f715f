package store_test

import (
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"crm/store"
	"crm/store/storetest"
)

const stampOf = "2006-01-02T15:04:05.000Z"

// naive computes the derived columns of one contact in the plainest way, from what
// the store reads of it.
type naive struct {
	limits map[string]int
	stages []string
	log    []store.Interaction // the oldest first
	due    []store.Reminder
	deals  []store.Deal
	bought []store.Purchase
}

func (n naive) row(c store.Contact) string {
	cols := []string{"last_at=", "last_kind=", "outcome=", "last_call=", "last_mail=", "last_meet="}
	newest := func(kinds ...string) (at string, count int) {
		for _, i := range n.log {
			if len(kinds) == 0 || slices.Contains(kinds, i.Kind) {
				at, count = i.At.UTC().Format(stampOf), count+1
			}
		}
		return at, count
	}
	last, logs := newest()
	call, calls := newest("call")
	mail, mails := newest("email")
	meet, meets := newest("meeting", "visit")
	cols[0] += last
	if logs > 0 {
		i := n.log[logs-1]
		cols[1] += i.Kind
		cols[2] += i.Outcome
	}
	cols[3], cols[4], cols[5] = cols[3]+call, cols[4]+mail, cols[5]+meet
	tries := 0
	for i := logs - 1; i >= 0; i-- {
		x := n.log[i]
		if x.Kind == "note" {
			continue
		}
		if x.Kind != "call" || !slices.Contains([]string{"na", "vm", "busy"}, x.Outcome) {
			break
		}
		tries++
	}
	due, renew := "", ""
	for _, r := range n.due {
		switch {
		case !r.DoneAt.IsZero():
		case r.Kind == "renewal":
			renew = earlier(renew, r.DueOn)
		default:
			due = earlier(due, r.DueOn)
		}
	}
	cols = append(cols, fmt.Sprintf("%d %d %d %d %d due=%s renew=%s", calls, mails, meets, logs, tries, due, renew))
	stage, deal := n.deal()
	orders, on, spent := n.spent()
	cols = append(cols, deal, fmt.Sprintf("%d %s %s", orders, on, spent), "cold="+n.cold(c, stage, last))
	return strings.Join(cols, " ")
}

func earlier(a, b string) string {
	if a == "" || b < a {
		return b
	}
	return a
}

func (n naive) deal() (stage, text string) {
	var best *store.Deal
	for i := range n.deals {
		d := &n.deals[i]
		switch {
		case best == nil, best.Closed.IsZero() != d.Closed.IsZero() && d.Closed.IsZero():
			best = d
		case !best.Closed.IsZero() && !d.Closed.IsZero() && !d.Closed.Before(best.Closed),
			best.Closed.IsZero() && d.Closed.IsZero() && slices.Index(n.stages, d.Stage) > slices.Index(n.stages, best.Stage):
			best = d
		}
	}
	if best == nil {
		return "", "none"
	}
	at := best.Opened
	for i, c := range best.Changes {
		if i == 0 || c.At.After(at) {
			at = c.At
		}
	}
	value := ""
	if best.Value.Minor != 0 {
		value = fmt.Sprint(inThousandths(best.Value), " ", best.Value.Currency)
	}
	return best.Stage, best.Stage + " " + at.UTC().Format(stampOf) + " " + value
}

func inThousandths(m store.Money) int64 {
	if m.Currency == "VND" {
		return m.Minor * 1000
	}
	return m.Minor * 10
}

func (n naive) spent() (orders int, on, text string) {
	sums := map[string]int64{}
	for _, p := range n.bought {
		orders++
		on = max(on, p.On)
		if p.Amount.Minor != 0 {
			sums[p.Amount.Currency] += inThousandths(p.Amount)
		}
	}
	currencies := slices.Collect(maps.Keys(sums))
	switch {
	case orders == 0:
	case len(sums) == 0:
		text = "0"
	case len(sums) > 1:
		text = "*"
	default:
		text = strings.TrimSpace(fmt.Sprint(sums[currencies[0]], " ", currencies[0]))
	}
	return orders, on, text
}

func (n naive) cold(c store.Contact, stage, last string) string {
	if !c.Deleted.IsZero() || c.Relation != "customer" || c.Life == "past" || c.Life == "cancelled" || stage == "lost" {
		return ""
	}
	key := stage
	switch {
	case stage == "won" && c.Life != "current":
		return ""
	case stage == "won", stage == "" && c.Life == "current":
		key = "current"
	case stage == "":
		key = n.stages[0]
	}
	days, ok := n.limits[key]
	if !ok {
		days = 14
	}
	if days == 0 {
		return ""
	}
	from := c.Created
	if last != "" {
		from, _ = time.Parse(stampOf, last)
	}
	return from.UTC().Add(time.Duration(days) * 24 * time.Hour).Format(stampOf)
}

// expectStats compares the derived columns of all contacts with naive ones.
func expectStats(t rapid.TB, s *store.Store) {
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	limits, err := s.ColdLimits(ctx)
	must(err)
	stages, err := s.Stages(ctx)
	must(err)
	got, err := s.StatsRows(ctx)
	must(err)
	uids := slices.Sorted(maps.Keys(got))
	logs, err := s.Timelines(ctx, uids)
	must(err)
	due, err := s.RemindersOf(ctx, uids)
	must(err)
	deals, err := s.Deals(ctx, uids)
	must(err)
	bought, err := s.Purchases(ctx, uids)
	must(err)
	for _, uid := range uids {
		c, err := s.Contact(ctx, uid)
		must(err)
		log := logs[uid]
		slices.Reverse(log)
		n := naive{limits, stages, log, due[uid], deals[uid], bought[uid]}
		if want := n.row(c); got[uid] != want {
			t.Fatalf("%s:\n%s\nwant\n%s", c.Name, got[uid], want)
		}
	}
}

// The further actions of the machine: what sales are made of.

func (m *machine) Buy(t *rapid.T) {
	uid := m.pick(t)
	p := store.Purchase{Contact: uid, On: someDates.Draw(t, "on"), Item: "áo", Amount: store.Money{
		Minor: rapid.Int64Range(0, 3).Draw(t, "amount"), Currency: rapid.SampledFrom([]string{"VND", "USD", ""}).Draw(t, "currency"),
	}}
	m.write(t, func(tx *store.Tx) error { _, err := tx.AddPurchase(p); return err })
}

func (m *machine) Renew(t *rapid.T) {
	uid := m.pick(t)
	r := store.Reminder{Contact: uid, Kind: rapid.SampledFrom([]string{"renewal", "promise"}).Draw(t, "kind"), DueOn: someDates.Draw(t, "due"), Owed: "me"}
	m.write(t, func(tx *store.Tx) error { _, err := tx.AddReminder(r); return err })
}

func (m *machine) FinishAny(t *rapid.T) {
	uid := m.pick(t)
	m.write(t, func(tx *store.Tx) error {
		open, err := tx.Reminders(uid, false)
		if err != nil || len(open) == 0 {
			return err
		}
		return tx.Finish(open[0].UID)
	})
}

func (m *machine) Meet(t *rapid.T) {
	uid := m.pick(t)
	i := store.Interaction{
		Contact: uid, Kind: rapid.SampledFrom([]string{"meeting", "visit", "call", "email", "note", "zalo"}).Draw(t, "kind"),
		Outcome: rapid.SampledFrom([]string{"", "na", "vm", "ok"}).Draw(t, "outcome"),
		At:      m.clock.Now().Add(-time.Duration(rapid.IntRange(0, 99).Draw(t, "hours")) * time.Hour),
	}
	m.write(t, func(tx *store.Tx) error { _, err := tx.AddInteraction(i); return err })
}

func (m *machine) Group(t *rapid.T) {
	uid := m.pick(t)
	c, err := m.s.Contact(ctx, uid)
	if err != nil {
		t.Fatal(err)
	}
	c.Life = rapid.SampledFrom([]string{"potential", "current", "past", "cancelled"}).Draw(t, "life")
	c.Relation = rapid.SampledFrom([]string{"customer", "customer", "partner"}).Draw(t, "relation")
	m.write(t, func(tx *store.Tx) error { return tx.SaveContact(c) })
}

func (m *machine) NewDeal(t *rapid.T) {
	uid := m.pick(t)
	list, err := m.s.Stages(ctx)
	if err != nil {
		t.Fatal(err)
	}
	stage := rapid.SampledFrom(list).Draw(t, "stage")
	value := store.Money{Minor: rapid.Int64Range(0, 9).Draw(t, "value"), Currency: rapid.SampledFrom([]string{"USD", "VND"}).Draw(t, "currency")}
	m.write(t, func(tx *store.Tx) error {
		if value.Minor%2 == 0 {
			_, err := tx.AddDeal(store.Deal{Contact: uid, Stage: stage, Value: value})
			return err
		}
		if _, err := tx.SetStage(uid, stage); err != nil {
			return err
		}
		_, err := tx.SetValue(uid, value)
		return err
	})
}

func (m *machine) Cold(t *rapid.T) {
	list, err := m.s.Stages(ctx)
	if err != nil {
		t.Fatal(err)
	}
	of := rapid.SampledFrom(append(slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "won" || s == "lost" }), "current")).Draw(t, "of")
	days := rapid.SampledFrom([]int{0, 1, 21, 90}).Draw(t, "days")
	m.write(t, func(tx *store.Tx) error { return tx.SetColdLimit(of, days) })
}

func (m *machine) Stages(t *rapid.T) {
	list, err := m.s.Stages(ctx)
	if err != nil {
		t.Fatal(err)
	}
	open := slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "won" || s == "lost" })
	if rapid.Bool().Draw(t, "rename") {
		from := rapid.SampledFrom(open).Draw(t, "from")
		to := fmt.Sprintf("s%d", rapid.IntRange(0, math.MaxInt32).Draw(t, "to"))
		m.write(t, func(tx *store.Tx) error { _, err := tx.RenameStage(from, to); return err })
		return
	}
	order := rapid.Permutation(open).Draw(t, "order")
	m.write(t, func(tx *store.Tx) error { return tx.SetStages(order) })
}

// TestStatsAreThoseOfTheRows: whatever happens, undone and redone, every derived
// column is what its rows give.
func TestStatsAreThoseOfTheRows(t *testing.T) {
	storetest.Cases(t, 6) // each is some 100 transactions, each of them synced
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		clock := storetest.NewClock()
		s, err := store.Create(ctx, filepath.Join(dir, fmt.Sprintf("%d.db", n)), storetest.Options(clock))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		m := &machine{s: s, clock: clock}
		t.Repeat(map[string]func(*rapid.T){
			"":    func(t *rapid.T) { expectStats(t, s) },
			"add": m.Add, "log": m.Log, "meet": m.Meet, "follow": m.Follow, "finish": m.Finish, "finishAny": m.FinishAny, "renew": m.Renew,
			"deal": m.NewDeal, "buy": m.Buy, "group": m.Group, "trash": m.Trash, "import": m.Import, "merge": m.Merge,
			"cold": m.Cold, "stages": m.Stages,
		})
		undone := 0
		for ; err == nil; undone++ {
			_, err = s.Undo(ctx, cli, "", false)
			expectStats(t, s)
		}
		for range undone - 1 {
			if _, err := s.Redo(ctx, cli, false); err != nil {
				t.Fatal(err)
			}
			expectStats(t, s)
		}
		if wrong, err := s.Check(ctx, true); err != nil || len(wrong) > 0 {
			t.Fatal(wrong, err)
		}
	})
}
