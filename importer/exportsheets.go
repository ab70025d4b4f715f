package importer

import (
	"context"
	"strconv"
	"strings"

	"crm/importer/table"
	"crm/store"
)

// historySheets are the sheets behind the contacts.
func historySheets(st *store.Store) []historySheet {
	z := clock{st.Zone()}
	return []historySheet{interactionSheet(st, z), reminderSheet(st, z), dealSheet(st, z), purchaseSheet(st)}
}

// rowsOf makes rows of what a store has of some contacts.
func rowsOf[T any](read func(context.Context, []string) (map[string][]T, error), row func(*T) []table.Cell) func(context.Context, []string) (map[string][][]table.Cell, error) {
	return func(ctx context.Context, uids []string) (map[string][][]table.Cell, error) {
		found, err := read(ctx, uids)
		if err != nil {
			return nil, err
		}
		out := make(map[string][][]table.Cell, len(found))
		for uid, list := range found {
			for i := range list {
				out[uid] = append(out[uid], row(&list[i]))
			}
		}
		return out, nil
	}
}

func interactionSheet(st *store.Store, z clock) historySheet {
	return historySheet{"Interactions", []historyColumn{
		sheetColumn("when", table.DateTime), sheetColumn("kind", table.Text), sheetColumn("direction", table.Text),
		sheetColumn("outcome", table.Text), sheetColumn("duration", table.Time), sheetColumn("text", table.Empty),
		sheetColumn("interaction id", table.Text),
	}, rowsOf(st.Timelines, func(i *store.Interaction) []table.Cell {
		return []table.Cell{
			z.cell(i.At), textCell(i.Kind), textCell(i.Direction), textCell(i.Outcome), length(i.Seconds), textCell(i.Text), textCell(i.UID),
		}
	})}
}

func reminderSheet(st *store.Store, z clock) historySheet {
	return historySheet{"Reminders", []historyColumn{
		sheetColumn("due", table.Date), sheetColumn("kind", table.Text), sheetColumn("text", table.Empty), sheetColumn("owed", table.Text),
		sheetColumn("repeats", table.Text), sheetColumn("days ahead", table.Number), sheetColumn("done", table.DateTime),
		sheetColumn("reminder id", table.Text),
	}, rowsOf(st.RemindersOf, func(r *store.Reminder) []table.Cell {
		due, ahead := dateCell(r.DueOn), table.Cell{}
		if !r.DueAt.IsZero() {
			due = z.cell(r.DueAt)
		}
		if r.Ahead != 0 {
			ahead = table.Cell{Text: strconv.Itoa(r.Ahead), Kind: table.Number}
		}
		return []table.Cell{
			due, textCell(r.Kind), textCell(r.Text), textCell(r.Owed), textCell(r.Rule), ahead, z.cell(r.DoneAt), textCell(r.UID),
		}
	})}
}

func dealSheet(st *store.Store, z clock) historySheet {
	return historySheet{"Deals", []historyColumn{
		sheetColumn("title", table.Text), sheetColumn("stage", table.Text), sheetColumn("value", table.Number), sheetColumn("currency", table.Text),
		sheetColumn("opened", table.DateTime), sheetColumn("expected", table.Date), sheetColumn("closed", table.DateTime),
		sheetColumn("outcome", table.Text), sheetColumn("lost reason", table.Text), sheetColumn("changes", table.Empty), sheetColumn("deal id", table.Text),
	}, rowsOf(st.Deals, func(d *store.Deal) []table.Cell {
		value, currency := amountCells(d.Value)
		var changes []string
		for _, c := range d.Changes {
			changes = append(changes, c.At.In(z.zone).Format("2006-01-02 15:04 ")+strings.TrimSpace(c.From+" → "+c.To))
		}
		return []table.Cell{
			textCell(d.Title), textCell(d.Stage), value, currency, z.cell(d.Opened), dateCell(d.ExpectedOn), z.cell(d.Closed),
			textCell(d.Outcome), textCell(d.LostReason), textCell(strings.Join(changes, "\n")), textCell(d.UID),
		}
	})}
}

func purchaseSheet(st *store.Store) historySheet {
	return historySheet{"Purchases", []historyColumn{
		sheetColumn("date", table.Date), sheetColumn("item", table.Text), sheetColumn("amount", table.Number), sheetColumn("currency", table.Text),
		sheetColumn("note", table.Empty), sheetColumn("deal id", table.Text), sheetColumn("purchase id", table.Text),
	}, rowsOf(st.Purchases, func(p *store.Purchase) []table.Cell {
		amount, currency := amountCells(p.Amount)
		return []table.Cell{
			dateCell(p.On), textCell(p.Item), amount, currency, textCell(p.Note), textCell(p.Deal), textCell(p.UID),
		}
	})}
}
