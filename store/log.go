package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"crm/store/entry"
	"crm/store/fold"
	"crm/store/when"
)

// Logged is what one log line made.
type Logged struct {
	Interaction Interaction
	Reminder    *Reminder  // the follow-up that it set; nil for none
	Closed      []Reminder // what it settled
	Promises    []Reminder // what one of the two owes the other from now on
}

// Lists returns the words of this book: kinds, outcomes and stages.
func (s *Store) Lists(ctx context.Context) (entry.Lists, error) { return lists(ctx, s.read) }

func lists(ctx context.Context, q querier) (entry.Lists, error) {
	l := entry.Default()
	names, err := stages(ctx, q)
	if err != nil {
		return l, err
	}
	known := l
	l.Stages = nil
	for _, name := range names {
		l.Stages = append(l.Stages, known.Stage(name))
	}
	return l, nil
}

// LogFacts tells what only the book knows about an entry before it is made, for
// its preview: nothing happens that the preview did not say.
func (s *Store) LogFacts(ctx context.Context, contact string, e entry.Entry, wc when.Context) (entry.Facts, error) {
	c, err := s.Contact(ctx, contact)
	if err != nil {
		return entry.Facts{}, err
	}
	open, err := s.Reminders(ctx, contact, false)
	if err != nil {
		return entry.Facts{}, err
	}
	l, err := s.Lists(ctx)
	if err != nil {
		return entry.Facts{}, err
	}
	f := entry.Facts{Kind: kindFor(e, c.Stats.LastKind), Tries: c.Stats.Tries, Tags: c.Tags, Stage: c.Stage}
	for _, r := range settles(withKind(e, f.Kind), l, open, wc.Today()) {
		f.Closes = append(f.Closes, r.Text)
	}
	tags, err := s.Tags(ctx)
	if err != nil {
		return entry.Facts{}, err
	}
	for _, name := range e.AddTags {
		if !slices.ContainsFunc(tags, func(t TagCount) bool { return fold.Text(t.Name) == fold.Text(name) }) {
			f.NewTags = append(f.NewTags, name)
		}
	}
	return f, nil
}

// kindFor is the kind of an entry that does not say one: what was used last with
// the person; with an outcome, which a note has not, a call.
func kindFor(e entry.Entry, last string) string {
	switch {
	case e.Kind != "":
		return e.Kind
	case e.Outcome != "" && (last == "" || last == "note"):
		return "call"
	case last == "":
		return "note"
	}
	return last
}

func withKind(e entry.Entry, kind string) entry.Entry {
	e.Kind = kind
	return e
}

// settles returns the open reminders that an entry closes: follow-ups that are
// due, and today's appointments, when the person was reached. A call without an
// answer closes nothing, its retry moves the follow-up; a note neither.
// "+none" closes every follow-up.
func settles(e entry.Entry, l entry.Lists, open []Reminder, today when.Date) []Reminder {
	none := e.Follow != nil && e.Follow.None
	reached := e.Kind != "note" && e.Kind != "feedback" && (e.Outcome == "" || l.Outcome(e.Outcome).Reached)
	var out []Reminder
	for _, r := range open {
		due := r.DueOn <= string(today)
		switch {
		case r.Kind == "follow-up" && (none || reached && due),
			r.Kind == "appointment" && reached && due:
			out = append(out, r)
		}
	}
	return out
}

// Log makes what an entry says, all of it in this operation: the interaction,
// its follow-up, stage, tags and value; and closes what it settles.
func (tx *Tx) Log(contact string, e entry.Entry, wc when.Context) (Logged, error) {
	c, err := tx.Contact(contact)
	if err != nil {
		return Logged{}, err
	}
	l, err := lists(tx.ctx, tx)
	if err != nil {
		return Logged{}, err
	}
	e = withKind(e, kindFor(e, c.Stats.LastKind))
	var out Logged
	if out.Interaction, err = tx.logInteraction(contact, e, l); err != nil {
		return Logged{}, err
	}
	open, err := tx.Reminders(contact, false)
	if err != nil {
		return Logged{}, err
	}
	out.Closed = settles(e, l, open, wc.Today())
	for _, r := range out.Closed {
		if err := tx.Finish(r.UID); err != nil {
			return Logged{}, err
		}
	}
	if f := e.FollowUp(wc, l, c.Stats.Tries); f != nil {
		// A retry keeps the reason for which we call.
		text := ""
		if e.Follow != nil {
			text = firstLine(e.Text)
		}
		r, err := tx.Follow(contact, DueOf(f.When), text)
		if err != nil {
			return Logged{}, err
		}
		out.Reminder = &r
	}
	if out.Promises, err = tx.promise(contact, e.Promises); err != nil {
		return Logged{}, err
	}
	return out, tx.logRest(contact, e)
}

func (tx *Tx) promise(contact string, list []entry.Promise) ([]Reminder, error) {
	var out []Reminder
	for _, p := range list {
		due := DueOf(p.When)
		r := Reminder{Contact: contact, Kind: "promise", Owed: p.Owed, Text: Clean(p.Text), DueOn: due.On, DueAt: due.At}
		var err error
		if r.UID, err = tx.AddReminder(r); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func (tx *Tx) logInteraction(contact string, e entry.Entry, l entry.Lists) (Interaction, error) {
	i := Interaction{
		Contact: contact, Kind: e.Kind, Direction: e.Direction, Outcome: e.Outcome, Seconds: e.Seconds, Text: e.Text,
		At: tx.now,
	}
	if i.Direction == "" && l.Kind(e.Kind).Directed {
		i.Direction = "out"
	}
	if !e.At.IsZero() {
		i.At = momentTime(e.At, tx.s.opt.Zone)
	}
	var err error
	i.UID, err = tx.AddInteraction(i)
	i.Text = CleanBlock(i.Text)
	return i, err
}

func (tx *Tx) logRest(contact string, e entry.Entry) error {
	if e.Stage != "" {
		if _, err := tx.SetStage(contact, e.Stage); err != nil {
			return err
		}
	}
	if e.Value != nil {
		if _, err := tx.SetValue(contact, Money{Minor: e.Value.Amount, Currency: e.Value.Currency}); err != nil {
			return err
		}
	}
	_, err := tx.Tag(contact, e.AddTags, e.DropTags)
	return wrap("log", err)
}

// DueOf turns a moment that a person typed into what a reminder stores.
func DueOf(m when.Moment) Due { return Due{On: string(m.Date), At: m.At} }

// momentTime is a moment as an instant; a day without a clock is its noon, which
// is that day in every zone that is near.
func momentTime(m when.Moment, zone *time.Location) time.Time {
	if !m.At.IsZero() {
		return m.At
	}
	return m.Date.Time(zone).Add(12 * time.Hour)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	if r := []rune(line); len(r) > 200 {
		return fmt.Sprintf("%s…", string(r[:199]))
	}
	return line
}
