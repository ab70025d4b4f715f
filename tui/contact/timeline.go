package contact

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

// timeline draws what happened, the newest first, each with its text in at
// most three lines.
func (b *brush) timeline(r *record) []string {
	b.out = nil
	if len(r.timeline) == 0 {
		b.wrap(safe.Line("No calls or notes yet.  L log · c call"), b.st.Soft, 0)
		return b.out
	}
	for _, i := range r.timeline {
		b.event(i)
	}
	if r.older {
		b.add(b.st.Soft.Render("…"))
	}
	return b.out
}

// event draws an interaction: date, sign, direction, length and outcome, then
// the text, hanging under its own start where there is room for that.
func (b *brush) event(i store.Interaction) {
	m, st := b.st.Cell, b.st
	head := m.FitString(day(i.At.In(b.zone), b.today), 6) + " " + kindSign(st, i.Kind)
	for _, s := range []string{direction(i), length(i.Seconds), safe.Line(i.Outcome).String()} {
		if s != "" {
			head += " " + s
		}
	}
	text := safe.Block(i.Text)
	const hang = 21
	if b.w < 2*hang {
		if i.Text == "" {
			b.add(m.Truncate(head, b.w))
			return
		}
		lines := m.Wrap(safe.Block(head+"  "+text.String()), b.w, 3)
		b.add(lines...)
		return
	}
	lead := m.FitString(head, max(hang-1, min(m.Width(head), b.w/2))) + " "
	n := m.Width(lead)
	lines := m.Wrap(text, b.w-n, 3)
	if len(lines) == 0 {
		lines = []string{""}
	}
	for k, l := range lines {
		if k > 0 {
			lead = cell.Spaces(hang)
			if n != hang {
				lead = cell.Spaces(n)
			}
		}
		b.add(strings.TrimRight(lead+l, " "))
	}
}

// day is a date in six cells.
func day(t time.Time, today when.Date) string {
	d := when.DateOf(t)
	switch {
	case d == today:
		return t.Format("15:04")
	case d.Year() == today.Year():
		return t.Format("02 Jan")
	}
	return t.Format("Jan 06")
}

// kindSign is the sign of a kind; one without a sign is named.
func kindSign(st *theme.Styles, kind string) string {
	switch kind {
	case "call":
		return st.Glyph.Call
	case "email":
		return st.Glyph.Mail
	case "note":
		return st.Glyph.Note
	case "meeting", "visit":
		return st.Glyph.Meeting + " " + kind
	}
	return st.Glyph.Dot + " " + safe.Line(kind).String()
}

func direction(i store.Interaction) string {
	if i.Kind == "note" {
		return ""
	}
	return i.Direction
}

// length says how long something took.
func length(seconds int) string {
	switch {
	case seconds <= 0:
		return ""
	case seconds < 60:
		return fmt.Sprintf("%ds", seconds)
	case seconds < 3600:
		return fmt.Sprintf("%dm", (seconds+30)/60)
	}
	return fmt.Sprintf("%dh%02d", seconds/3600, seconds%3600/60)
}
