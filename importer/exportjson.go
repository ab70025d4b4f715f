package importer

import (
	"context"
	"io"
	"iter"

	"crm/importer/json"
	"crm/store"
	"crm/store/query"
)

// person is a contact with everything that happened, newest first, all reminders,
// done ones too, and what was or may be sold, the oldest first.
type person struct {
	*store.Contact
	log    []store.Interaction
	todo   []store.Reminder
	deals  []store.Deal
	bought []store.Purchase
}

// histories adds what belongs to contacts, read for some hundreds at a time.
func histories(ctx context.Context, st *store.Store, all people) iter.Seq2[person, error] {
	return func(yield func(person, error) bool) {
		var batch []*store.Contact
		flush := func() bool {
			list, err := belongings(ctx, st, batch)
			if err != nil {
				yield(person{}, err)
				return false
			}
			for _, p := range list {
				if !yield(p, nil) {
					return false
				}
			}
			batch = batch[:0]
			return true
		}
		for c, err := range all {
			if err != nil {
				yield(person{}, err)
				return
			}
			if batch = append(batch, c); len(batch) == exportPage && !flush() {
				return
			}
		}
		flush()
	}
}

func belongings(ctx context.Context, st *store.Store, batch []*store.Contact) ([]person, error) {
	uids := make([]string, len(batch))
	for i, c := range batch {
		uids[i] = c.UID
	}
	log, err := st.Timelines(ctx, uids)
	if err != nil {
		return nil, err
	}
	todo, err := st.RemindersOf(ctx, uids)
	if err != nil {
		return nil, err
	}
	deals, err := st.Deals(ctx, uids)
	if err != nil {
		return nil, err
	}
	bought, err := st.Purchases(ctx, uids)
	if err != nil {
		return nil, err
	}
	out := make([]person, len(batch))
	for i, c := range batch {
		out[i] = person{c, log[c.UID], todo[c.UID], deals[c.UID], bought[c.UID]}
	}
	return out, nil
}

// exportArray writes contacts with what belongs to them inside.
func exportArray(ctx context.Context, st *store.Store, all people, w io.Writer) (int, error) {
	out := json.NewWriter(w, false)
	n := 0
	for p, err := range histories(ctx, st, all) {
		if err != nil {
			return n, err
		}
		record := json.OfContact(p.Contact)
		for i := range p.log {
			record.Interactions = append(record.Interactions, json.OfInteraction(&p.log[i]))
		}
		for i := range p.todo {
			record.Reminders = append(record.Reminders, json.OfReminder(&p.todo[i]))
		}
		for i := range p.deals {
			record.Deals = append(record.Deals, json.OfDeal(&p.deals[i]))
		}
		for i := range p.bought {
			record.Purchases = append(record.Purchases, json.OfPurchase(&p.bought[i]))
		}
		if err := out.Write(record); err != nil {
			return n, err
		}
		n++
	}
	return n, out.Close()
}

// exportLines writes the records of a book, a line each: contacts in the order in
// which they were added, which a copy of the book then has too, and what belongs to
// them. It returns how many live contacts it wrote, and how many there were at the
// moment that it shows.
func exportLines(ctx context.Context, st *store.Store, q *query.Query, w io.Writer) (n, want int, err error) {
	out := json.NewWriter(w, true)
	err = st.Snapshot(ctx, q, func(b *store.Snapshot) error {
		want = b.Len()
		for r, err := range b.Records() {
			if err != nil {
				return err
			}
			if err := out.Write(json.Of(r)); err != nil {
				return err
			}
			if c, ok := r.(*store.ContactRecord); ok && c.Deleted.IsZero() {
				n++
			}
		}
		return nil
	})
	if err != nil {
		return n, want, err
	}
	return n, want, out.Close()
}
