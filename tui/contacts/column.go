package contacts

import (
	"fmt"
	"time"

	"crm/store"
	"crm/store/money"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/theme"
	"crm/tui/widget"
)

// newGrid makes the list. Columns are dropped by rank, never squeezed below
// what can be read.
func newGrid(m *Model) *widget.Grid[store.Listed] {
	o := m.opt
	plain := func(f func(store.Listed) string) func(store.Listed) widget.Cell {
		return func(l store.Listed) widget.Cell { return widget.Cell{Text: safe.Line(f(l))} }
	}
	found := func(f func(store.Listed) string, in func(string) []widget.Hit) func(store.Listed) widget.Cell {
		return func(l store.Listed) widget.Cell {
			t := safe.Line(f(l))
			return widget.Cell{Text: t, Hits: in(o.Styles.Cell.Show(t.String()))}
		}
	}
	words := func(s string) []widget.Hit { return m.words.In(s) }
	digits := func(s string) []widget.Hit { return m.words.InPhone(s) }
	return widget.NewGrid(widget.GridOptions[store.Listed]{
		ID: func(l store.Listed) string { return l.UID },
		Columns: []widget.Column[store.Listed]{
			{ID: "name", Title: "NAME", Min: 16, Max: 30, Grow: 3, Cell: found(func(l store.Listed) string { return l.Name }, words)},
			{ID: "star", Title: "", Min: 1, Max: 1, Rank: 5, From: 56, Cell: func(l store.Listed) widget.Cell { return star(o.Styles, l) }},
			{ID: "company", Title: "COMPANY", Min: 13, Max: 30, Grow: 5, Rank: 4, From: 56, Cell: found(func(l store.Listed) string { return l.Company }, words)},
			{ID: "stage", Title: "STAGE", Min: 9, Max: 9, Rank: 3, From: 56, Cell: plain(func(l store.Listed) string { return l.Stage })},
			{ID: "city", Title: "CITY", Min: 10, Max: 18, Grow: 1, Rank: 7, From: 90, Cell: found(func(l store.Listed) string { return l.City }, words)},
			{ID: "phone", Title: "PHONE", Min: 14, Max: 17, Grow: 1, Rank: 6, From: 90, Cell: found(func(l store.Listed) string { return l.Phone }, digits)},
			{ID: "value", Title: "VALUE", Min: 9, Max: 14, Grow: 1, Rank: 8, From: 100, Right: true, Cell: value},
			{ID: "last", Title: "LAST", Min: 5, Max: 5, Rank: 2, From: 50, Right: true, Cell: func(l store.Listed) widget.Cell { return last(o, l) }},
			{ID: "due", Title: "  DUE", Min: 10, Max: 10, Rank: 1, Cell: func(l store.Listed) widget.Cell { return due(o, l) }},
		},
	})
}

func star(st *theme.Styles, l store.Listed) widget.Cell {
	if !l.Star {
		return widget.Cell{}
	}
	return widget.Cell{Text: safe.Line(st.Glyph.Star), Style: &st.Star}
}

func value(l store.Listed) widget.Cell {
	if l.Value.Minor == 0 {
		return widget.Cell{}
	}
	m := money.Money{Amount: l.Value.Minor, Currency: l.Value.Currency}
	return widget.Cell{Text: safe.Line(m.Words()), Cut: widget.CutNumber}
}

// last is how many days ago there was contact.
func last(o Options, l store.Listed) widget.Cell {
	if l.LastAt.IsZero() {
		return widget.Cell{Text: safe.Line("—"), Cut: widget.CutRight}
	}
	wc := o.When()
	days := when.DateOf(l.LastAt.In(wc.Zone)).DaysUntil(wc.Today())
	return widget.Cell{Text: safe.Line(fmt.Sprintf("%dd", max(0, days))), Cut: widget.CutRight}
}

// due is the next step: a sign, words and a colour, each of which tells it.
func due(o Options, l store.Listed) widget.Cell {
	st := o.Styles
	if l.NextDue == "" {
		return widget.Cell{Text: safe.Line(st.Glyph.None + " none"), Style: &st.None}
	}
	today, on := o.When().Today(), when.Date(l.NextDue)
	words := when.Say(on, today)
	if len(words) > len("30 Nov") && on.Year() > today.Year() {
		words = on.Time(time.UTC).Format("Jan 2006") // the day does not matter yet
	}
	switch {
	case on < today:
		return widget.Cell{Text: safe.Line(st.Glyph.Overdue + " " + words), Style: &st.Overdue}
	case on == today:
		return widget.Cell{Text: safe.Line(st.Glyph.Today + " " + words), Style: &st.Today}
	}
	return widget.Cell{Text: safe.Line("  " + words)}
}
