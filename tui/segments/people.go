package segments

import (
	"fmt"
	"strings"
	"time"

	"crm/store"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/cell"
	"crm/tui/theme"
)

// people lists who matches, the first of them in room lines at most, and says
// how many there are beyond those.
func (b *brush) people(rows []store.Listed, all, room int) {
	all = max(all, len(rows))
	if len(rows) == 0 || room < 3 {
		return
	}
	cols := b.columns()
	b.add(b.st.Header.Render(b.cells(cols, func(c column) safe.Text { return safe.Line(c.title) })))
	room--
	if all > min(room, len(rows)) {
		rows = rows[:min(room-1, len(rows))]
	}
	for _, l := range rows {
		b.add(b.person(cols, l))
	}
	if left := all - len(rows); left > 0 {
		b.add(b.st.Soft.Render(fmt.Sprintf("  … %s more", thousands(left))))
	}
}

// column is one of the columns of who matches.
type column struct {
	title string
	w     int
	right bool
	text  func(store.Listed) safe.Text
	style func(store.Listed) theme.Style
}

// columns are those that there is room for.
func (b *brush) columns() []column {
	text := func(f func(store.Listed) string) func(store.Listed) safe.Text {
		return func(l store.Listed) safe.Text { return safe.Line(f(l)) }
	}
	cols := []column{{title: "NAME", text: text(func(l store.Listed) string { return l.Name })}}
	room := b.w - 2 - 12
	if b.w >= 60 {
		cols = append(cols, column{title: "COMPANY", text: text(func(l store.Listed) string { return l.Company })})
	}
	if b.w >= 50 {
		cols = append(cols, column{title: "STAGE", w: 10, text: text(func(l store.Listed) string { return l.Stage })})
		room -= 11
	}
	if b.w >= 44 {
		cols = append(cols, column{title: "LAST", w: 5, right: true, text: b.last})
		room -= 6
	}
	cols = append(cols, column{title: "  DUE", w: 10, text: b.due, style: b.dueStyle})
	name := room
	if len(cols) > 1 && cols[1].title == "COMPANY" {
		name = min(28, room/2)
		cols[1].w = min(34, room-name-1)
	}
	cols[0].w = min(34, name)
	return cols
}

func (b *brush) cells(cols []column, text func(column) safe.Text) string {
	var s strings.Builder
	s.WriteString("  ")
	for i, c := range cols {
		if i > 0 {
			s.WriteByte(' ')
		}
		if c.right {
			s.WriteString(b.st.Cell.FitRight(text(c), c.w))
		} else {
			s.WriteString(b.st.Cell.Fit(text(c), c.w))
		}
	}
	return s.String()
}

func (b *brush) person(cols []column, l store.Listed) string {
	out := cell.Spaces(2)
	for i, c := range cols {
		if i > 0 {
			out += " "
		}
		t, style := c.text(l), b.st.Text
		if c.style != nil {
			style = c.style(l)
		}
		if c.right {
			out += style.Render(b.st.Cell.FitRight(t, c.w))
		} else {
			out += style.Render(b.st.Cell.Fit(t, c.w))
		}
	}
	return out
}

// last is how many days ago there was contact.
func (b *brush) last(l store.Listed) safe.Text {
	if l.LastAt.IsZero() {
		return safe.Line("—")
	}
	days := when.DateOf(l.LastAt.In(b.when.Zone)).DaysUntil(b.when.Today())
	return safe.Sprintf("%dd", max(0, days))
}

// due is the next step, with a sign that tells it without its colour.
func (b *brush) due(l store.Listed) safe.Text {
	g := b.st.Glyph
	if l.NextDue == "" {
		return safe.Line(g.None + " none")
	}
	today, on := b.when.Today(), when.Date(l.NextDue)
	words := when.Say(on, today)
	if len(words) > len("30 Nov") && on.Year() > today.Year() {
		words = on.Time(time.UTC).Format("Jan 2006") // the day does not matter yet
	}
	switch {
	case on < today:
		return safe.Line(g.Overdue + " " + words)
	case on == today:
		return safe.Line(g.Today + " " + words)
	}
	return safe.Line("  " + words)
}

func (b *brush) dueStyle(l store.Listed) theme.Style {
	today := string(b.when.Today())
	switch {
	case l.NextDue == "":
		return b.st.None
	case l.NextDue < today:
		return b.st.Overdue
	case l.NextDue == today:
		return b.st.Today
	}
	return b.st.Text
}

// moves says who came and went since the segment was opened last.
func (b *brush) moves(m store.Movement) {
	if m.Since.IsZero() {
		return
	}
	since := when.DateOf(m.Since.In(b.when.Zone))
	if m.NEntered+m.NLeft == 0 {
		b.add(b.st.Soft.Render("nobody came or went since " + when.Full(since, b.when.Today())))
		return
	}
	var parts []string
	if m.NEntered > 0 {
		parts = append(parts, thousands(m.NEntered)+" new")
	}
	if m.NLeft > 0 {
		parts = append(parts, thousands(m.NLeft)+" left")
	}
	b.add(b.st.Strong.Render(strings.Join(parts, ", ")) + b.st.Text.Render(" since "+when.Full(since, b.when.Today())))
	b.labelled("  +", who(m.Entered, m.NEntered), b.st.Text, 2)
	b.labelled("  -", who(m.Left, m.NLeft), b.st.Text, 2)
}

func who(list []store.Listed, n int) safe.Text {
	var names []string
	for i, l := range list {
		if i == 6 {
			break
		}
		names = append(names, l.Name)
	}
	s := strings.Join(names, ", ")
	if rest := n - len(names); rest > 0 && len(names) > 0 {
		s += fmt.Sprintf(" and %s more", thousands(rest))
	}
	return safe.Line(s)
}
