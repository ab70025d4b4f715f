package importer

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"crm/importer/ics"
	"crm/store"
	"crm/store/when"
)

// The calendar of an export has what is to do with its contacts, and their
// birthdays: appointments, renewals and all that repeats as events, follow-ups and
// promises as to-dos. What is done stays in the book.

const (
	calendarProduct = "-//crm//crm//EN"
	meetingLength   = time.Hour        // the book does not say how long an appointment takes
	meetingAlarm    = 15 * time.Minute // before what has a time of day
)

// exportICS writes one calendar.
func exportICS(ctx context.Context, st *store.Store, all people, w io.Writer) (int, error) {
	out := ics.NewWriter(w, calendarProduct, st.Now())
	n := 0
	for p, err := range histories(ctx, st, all) {
		if err != nil {
			return n, err
		}
		for _, it := range itemsOf(&p) {
			if err := out.Write(it); err != nil {
				return n, err
			}
		}
		n++
	}
	return n, out.Close()
}

// splitICS writes a calendar for each item into a folder, as programs keep them
// (vdir: khal, todoman, vdirsyncer).
func splitICS(ctx context.Context, st *store.Store, all people, dir string) (int, error) {
	n := 0
	for p, err := range histories(ctx, st, all) {
		if err != nil {
			return n, err
		}
		for _, it := range itemsOf(&p) {
			name := strings.TrimSuffix(it.UID, "@crm") + ".ics"
			err := writeWhole(filepath.Join(dir, name), func(w *os.File) error {
				out := ics.NewWriter(w, calendarProduct, st.Now())
				if err := out.Write(it); err != nil {
					return err
				}
				return out.Close()
			})
			if err != nil {
				return n, err
			}
		}
		n++
	}
	return n, nil
}

// itemsOf are the birthday of a contact and what is to do with it.
func itemsOf(p *person) []ics.Item {
	var out []ics.Item
	if it, ok := birthday(p.Contact); ok {
		out = append(out, it)
	}
	for i := range p.todo {
		if p.todo[i].DoneAt.IsZero() {
			out = append(out, itemOf(p.Contact, &p.todo[i]))
		}
	}
	return out
}

// birthday repeats each year, from the day of birth, or where its year is not known
// from one that had a 29 February.
func birthday(c *store.Contact) (ics.Item, bool) {
	if c.Birthday == "" {
		return ics.Item{}, false
	}
	on, year := c.Birthday, ""
	if rest, ok := strings.CutPrefix(on, "--"); ok {
		on = "2000-" + rest
	} else {
		year = fmt.Sprintf(" (born %s)", on[:4])
	}
	return ics.Item{
		UID: c.UID + "-birthday@crm", Summary: "Birthday of " + c.Display() + year, Description: reach(c),
		Categories: []string{"birthday"}, On: on, Rule: ics.Rule{Years: 1}, Free: true,
	}, true
}

func itemOf(c *store.Contact, r *store.Reminder) ics.Item {
	it := ics.Item{
		UID: r.UID + "@crm", Summary: c.Display(), Description: reach(c), Categories: []string{r.Kind},
		On: r.DueOn, At: r.DueAt, Alarm: time.Duration(r.Ahead) * 24 * time.Hour,
	}
	if r.Text != "" {
		it.Summary += ": " + r.Text
	}
	if r.Kind == "promise" && r.Owed != "" {
		it.Description = strings.TrimSpace("Owed by " + r.Owed + "\n" + it.Description)
	}
	if d, err := when.ParseDuration(r.Rule); err == nil {
		it.Rule = ics.Rule{Months: d.Months, Days: d.Days}
	}
	if r.Kind == "renewal" && it.Rule == (ics.Rule{}) {
		it.Rule = ics.Rule{Years: 1}
	}
	it.Todo = (r.Kind == "follow-up" || r.Kind == "promise") && it.Rule == (ics.Rule{})
	if !r.DueAt.IsZero() {
		it.Length = meetingLength
		if it.Alarm == 0 {
			it.Alarm = meetingAlarm
		}
	}
	it.Free = !it.Todo && r.DueAt.IsZero()
	return it
}

// reach is how to reach a contact, a line each.
func reach(c *store.Contact) string {
	var out []string
	if c.Company != "" && c.Company != c.Display() {
		out = append(out, c.Company)
	}
	for _, p := range c.Phones {
		if !p.Wrong {
			out = append(out, p.Text)
		}
	}
	for _, e := range c.Emails {
		if !e.Bounced {
			out = append(out, e.Address)
		}
	}
	return strings.Join(out, "\n")
}
