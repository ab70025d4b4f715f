package segments

import (
	"fmt"
	"strings"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/cell"
	"crm/tui/theme"
	"crm/tui/widget"
)

// brush draws what there is to tell of a query, line by line, w cells wide.
type brush struct {
	st   *theme.Styles
	when when.Context
	w    int
	out  []string
}

func (b *brush) add(lines ...string) { b.out = append(b.out, lines...) }

// gap adds an empty line, but never two.
func (b *brush) gap() {
	if n := len(b.out); n > 0 && b.out[n-1] != "" {
		b.out = append(b.out, "")
	}
}

// labelled adds a text behind a label, over as many lines as it needs.
func (b *brush) labelled(label string, text safe.Text, style theme.Style, most int) {
	if text.String() == "" {
		return
	}
	const col = 8
	lead := b.st.Cell.FitString(label, col)
	for _, l := range b.st.Cell.Wrap(text, max(1, b.w-col), most) {
		b.add(b.st.Label.Render(lead) + style.Render(l))
		lead = cell.Spaces(col)
	}
}

// wrap adds a text over at most some lines.
func (b *brush) wrap(text safe.Text, style theme.Style, most int) {
	for _, l := range b.st.Cell.Wrap(text, max(1, b.w), most) {
		b.add(style.Render(l))
	}
}

// means says a query in words, a condition a line.
func (b *brush) means(q *query.Query) {
	label := "means"
	for _, c := range conditions(q) {
		b.labelled(label, safe.Line(c), b.st.Text, 3)
		label = "and"
	}
	for _, n := range q.Notes {
		label, style := "!", b.st.Warn
		if n.Ignored {
			label, style = "…", b.st.Soft
		}
		b.labelled(label, safe.Line(n.Text), style, 2)
	}
}

// conditions are the words of what must hold, one by one.
func conditions(q *query.Query) []string {
	all, ok := q.Root.(*query.All)
	if !ok {
		return []string{q.Say()}
	}
	var out []string
	for _, n := range all.Nodes {
		out = append(out, (&query.Query{Root: n}).Say())
	}
	if rest := (&query.Query{Sort: q.Sort, Limit: q.Limit}); len(q.Sort) > 0 || q.Limit > 0 {
		out = append(out, strings.TrimPrefix(rest.Say(), "everyone, "))
	}
	return out
}

// numbers says how many match, of how many, and what they are worth.
func (b *brush) numbers(f *facts, all int) {
	n := f.n()
	if n < 0 {
		b.add(b.st.Soft.Render("counting…"))
		return
	}
	if n == 0 {
		b.wrap(none(f), b.st.Warn, 4)
		return
	}
	left := b.st.Strong.Render(matches(n))
	if all > 0 {
		left += b.st.Soft.Render(fmt.Sprintf("  of %s %s %.1f%%", thousands(all), b.st.Glyph.Dot, 100*float64(n)/float64(all)))
	}
	worth := sums(f.stat.Values)
	if worth != "" && b.st.Cell.Width(left)+b.st.Cell.Width(worth)+9 > b.w {
		b.add(left)
		left, worth = b.st.Label.Render("value ")+b.st.Text.Render(b.st.Cell.Truncate(worth, b.w-6)), ""
	}
	if worth != "" {
		worth = b.st.Label.Render("value ") + b.st.Text.Render(worth)
	}
	b.add(widget.Spread(b.st, left, worth, b.w))
}

func matches(n int) string {
	if n == 1 {
		return "1 contact matches"
	}
	return thousands(n) + " contacts match"
}

// none says why nobody matches, as far as that is known.
func none(f *facts) safe.Text {
	if len(f.missing) == 0 {
		return safe.Line("0 match now.")
	}
	var parts []string
	for _, m := range f.missing {
		s := m.Field + ":" + m.Value
		if m.Field == "" {
			s = "“" + m.Value + "”"
		}
		if m.Nearest != "" {
			s += " (did you mean " + m.Nearest + ", " + thousands(m.N) + "?)"
		}
		parts = append(parts, s)
	}
	terms := len(conditions(f.q))
	return safe.Sprintf("0 match now. %d of %d %s nothing: %s", len(f.missing), max(terms, len(f.missing)), termsMatch(terms), strings.Join(parts, ", "))
}

func termsMatch(n int) string {
	if n == 1 {
		return "term matches"
	}
	return "terms match"
}

// spread draws how those who match are spread over stages, silence and cities.
func (b *brush) spread(s *store.Breakdown) {
	if s == nil || s.N == 0 {
		return
	}
	stages := append([]store.Part(nil), s.Stages...)
	for i := range stages {
		if stages[i].Name == "" {
			stages[i].Name = "no deal"
		}
	}
	cities := append([]store.Part(nil), s.Cities...)
	if s.Elsewhere > 0 {
		cities = append(cities, store.Part{Name: "other", N: s.Elsewhere})
	}
	if b.w < 72 {
		b.bars("stage", stages, b.w)
		b.bars("silent", s.Silent, b.w)
		b.bars("city", cities, b.w)
		return
	}
	half := (b.w - 3) / 2
	left, right := brush{st: b.st, w: half}, brush{st: b.st, w: half}
	left.bars("stage", stages, half)
	left.bars("silent", s.Silent, half)
	right.bars("city", cities, half)
	for i := range max(len(left.out), len(right.out)) {
		line := ""
		if i < len(left.out) {
			line = left.out[i]
		}
		line = b.st.Cell.FitStyled(line, half+3)
		if i < len(right.out) {
			line += right.out[i]
		}
		b.add(line)
	}
}

// bars draws one kind of spread: the longest bar takes the room that there is.
func (b *brush) bars(title string, parts []store.Part, w int) {
	if len(parts) == 0 {
		return
	}
	m, name, most := b.st.Cell, 0, 1
	for _, p := range parts {
		name = max(name, m.TextWidth(safe.Line(p.Name)))
		most = max(most, p.N)
	}
	name = min(name, 14)
	const label = 8
	digits := len(thousands(most))
	room := min(26, w-label-name-2-digits)
	for _, p := range parts {
		bar := ""
		if room >= 4 {
			bar = strings.Repeat(b.st.Glyph.Full, max(1, p.N*room/most)) + " "
		}
		b.add(b.st.Label.Render(m.FitString(title, label)) + b.st.Text.Render(m.Fit(safe.Line(p.Name), name)+" ") +
			b.st.Bar.Render(bar) + b.st.Text.Render(thousands(p.N)))
		title = ""
	}
}

// sums are amounts for people, short: 1.42 tỷ₫ + ¥96k + $31k.
func sums(list []store.Total) string {
	var parts []string
	for _, t := range list {
		parts = append(parts, amount(t))
	}
	return strings.Join(parts, " + ")
}

// amount is a sum with three figures, in the words of its currency.
func amount(t store.Total) string {
	if t.Currency == "VND" {
		return scaled(t.Units, []unit{{1e9, " tỷ"}, {1e6, "tr"}, {1e3, "k"}}) + "₫"
	}
	n := scaled(t.Units, []unit{{1e9, "bn"}, {1e6, "m"}, {1e3, "k"}})
	switch t.Currency {
	case "USD":
		return "$" + n
	case "CNY", "JPY":
		if t.Currency == "JPY" {
			return n + " JPY" // ¥ is yuan here
		}
		return "¥" + n
	case "EUR":
		return "€" + n
	case "GBP":
		return "£" + n
	}
	return strings.TrimSpace(n + " " + t.Currency)
}

type unit struct {
	size int64
	word string
}

func scaled(n int64, units []unit) string {
	for _, u := range units {
		if n < u.size {
			continue
		}
		whole, digits := float64(n)/float64(u.size), 0
		switch {
		case whole < 10:
			digits = 2
		case whole < 100:
			digits = 1
		}
		s := fmt.Sprintf("%.*f", digits, whole)
		if digits > 0 {
			s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
		}
		return s + u.word
	}
	return fmt.Sprint(n)
}
