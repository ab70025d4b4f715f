package contact

import (
	"slices"
	"strings"
	"time"

	"crm/store"
	"crm/store/fold"
	"crm/store/money"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/cell"
	"crm/tui/match"
	"crm/tui/theme"
	"crm/tui/widget"
)

// text is a record as lines, kept until the record, the width or the day
// changes: drawing it anew for every key would cost as much as all the rest.
type text struct {
	w      int
	glyphs theme.Glyphs
	method cell.Method
	today  when.Date
	found  *match.Words

	who      []string // name to note
	timeline []string
}

// lines returns the drawn record for a width.
func (p *Pane) lines(w int) text {
	st, today := p.opt.Styles, p.opt.When().Today()
	t := &p.text
	if t.who == nil || t.w != w || t.method != st.Cell || t.glyphs != st.Glyph || t.today != today || t.found != p.found {
		b := brush{st: st, found: p.found, w: w, today: today, zone: p.opt.Store.Zone(), region: p.opt.Store.Region()}
		*t = text{w: w, glyphs: st.Glyph, method: st.Cell, today: today, found: p.found, who: b.who(p.rec), timeline: b.timeline(p.rec)}
	}
	return *t
}

// brush draws the parts of a record.
type brush struct {
	st     *theme.Styles
	found  *match.Words
	w      int
	today  when.Date
	zone   *time.Location
	region string
	out    []string
}

func (b *brush) add(lines ...string) { b.out = append(b.out, lines...) }

// mark draws a line with what was found in it.
func (b *brush) mark(line string, style theme.Style) string {
	return match.Render(line, b.found.In(line), style, b.st.Match)
}

// wrap adds a text of at most n lines (0: all).
func (b *brush) wrap(s safe.Text, style theme.Style, n int) {
	if s.String() == "" {
		return
	}
	for _, l := range b.st.Cell.Wrap(s, b.w, n) {
		b.add(b.mark(l, style))
	}
}

// field adds a label and its value, which may take some lines.
func (b *brush) field(label string, value safe.Text, style theme.Style) {
	if value.String() == "" {
		return
	}
	const col = 7
	m := b.st.Cell
	name := m.FitString(label, max(col-1, m.Width(label))) + " "
	n := m.Width(name)
	if b.w < n+8 {
		b.wrap(value, style, 3)
		return
	}
	for i, l := range m.Wrap(value, b.w-n, 6) {
		lead := cell.Spaces(n)
		if i == 0 {
			lead = b.st.Label.Render(name)
		}
		b.add(lead + style.Render(l))
	}
}

// who draws everything but the timeline.
func (b *brush) who(r *record) []string {
	b.out = nil
	c, st := r.contact, b.st
	star := ""
	if c.Star {
		star = st.Star.Render(st.Glyph.Star)
	}
	name := b.mark(st.Cell.Truncate(safe.Line(c.Display()).String(), b.w-2), st.Strong)
	b.add(widget.Spread(st, name, star, b.w))
	b.wrap(joined(" · ", c.Title, c.Department, c.Company), st.Text, 2)
	b.channels(c)
	if len(c.Tags) > 0 {
		b.wrap(safe.Line("#"+strings.Join(c.Tags, " #")), st.Tag, 3)
	}
	b.add("")
	b.field("Stage", safe.Line(c.Stage), st.Text)
	if c.Value.Minor != 0 {
		b.field("Value", safe.Line(money.Money{Amount: c.Value.Minor, Currency: c.Value.Currency}.Words()), st.Text)
	}
	b.reminders(r.reminders)
	b.facts(c)
	for len(b.out) > 0 && b.out[len(b.out)-1] == "" {
		b.out = b.out[:len(b.out)-1]
	}
	return b.out
}

// joined puts what there is of parts into one line.
func joined(sep string, parts ...string) safe.Text {
	parts = slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" })
	return safe.Line(strings.Join(parts, sep))
}

func (b *brush) channels(c store.Contact) {
	g := b.st.Glyph
	var pieces []string
	for _, p := range c.Phones {
		s := g.Call + " " + p.Text
		if p.Key != "" {
			s = g.Call + " " + fold.PhoneFormat(p.Key, b.region)
		}
		if p.Ext != "" {
			s += " ext " + p.Ext
		}
		pieces = append(pieces, s+remark(p.Label, p.Wrong, "wrong number"))
	}
	for _, e := range c.Emails {
		pieces = append(pieces, g.Mail+" "+e.Address+remark(e.Label, e.Bounced, "bounced"))
	}
	for _, l := range c.Links {
		pieces = append(pieces, strings.TrimSpace(l.Kind+" "+l.URL))
	}
	b.flow(pieces)
	for _, a := range c.Addresses {
		b.wrap(joined(", ", a.Street, a.City, a.Region, a.Postcode, a.Country), b.st.Text, 2)
	}
}

// remark is what stands in brackets behind a channel.
func remark(label string, bad bool, why string) string {
	if bad {
		return " (" + why + ")"
	}
	if label == "" || label == "mobile" || label == "work" {
		return ""
	}
	return " (" + label + ")"
}

// flow adds pieces, as many to a line as there is room for.
func (b *brush) flow(pieces []string) {
	const gap = "   "
	m, line := b.st.Cell, ""
	for _, p := range pieces {
		p = m.Truncate(safe.Line(p).String(), b.w)
		hits := b.found.In(p)
		if strings.HasPrefix(p, b.st.Glyph.Call+" ") {
			hits = b.found.InPhone(p)
		}
		p = match.Render(p, hits, b.st.Text, b.st.Match)
		switch {
		case line == "":
			line = p
		case m.Width(line)+len(gap)+m.Width(p) <= b.w:
			line += gap + p
		default:
			b.add(line)
			line = p
		}
	}
	if line != "" {
		b.add(line)
	}
}

// reminders draws what is to be done: the first three.
func (b *brush) reminders(list []store.Reminder) {
	for i, r := range list {
		if i == 3 {
			b.field("", safe.Sprintf("and %d more", len(list)-3), b.st.Soft)
			return
		}
		label := "Next"
		if r.Kind == "renewal" {
			label = "Renew"
		} else if i > 0 {
			label = ""
		}
		on := when.Date(r.DueOn)
		at := when.Full(on, b.today)
		if !r.DueAt.IsZero() {
			at += " " + r.DueAt.In(b.zone).Format("15:04")
		}
		glyph, style := due(b.st, on, b.today)
		if glyph != "" {
			glyph += " "
		}
		what := r.Text
		if what == "" {
			what = r.Kind
		}
		b.field(label, safe.Sprintf("%s%s — %s, %s", glyph, what, at, when.Away(on, b.today)), style)
	}
}

// due returns the sign and the style of a date: never colour alone.
func due(st *theme.Styles, on, today when.Date) (glyph string, style theme.Style) {
	switch {
	case on < today:
		return st.Glyph.Overdue, st.Overdue
	case on == today:
		return st.Glyph.Today, st.Today
	}
	return "", st.Text
}

func (b *brush) facts(c store.Contact) {
	st := b.st
	if on, err := when.ParseDate(c.Birthday); err == nil {
		b.field("Born", safe.Line(time.Date(on.Year(), on.Month(), on.Day(), 0, 0, 0, 0, time.UTC).Format("2 Jan 2006")), st.Text)
	} else if on, err := time.Parse("--01-02", c.Birthday); err == nil {
		b.field("Born", safe.Line(on.Format("2 Jan")), st.Text)
	}
	for _, f := range [][2]string{
		{"Nick", c.Nickname}, {"Group", notUsual(c.Life, "potential")}, {"Is", notUsual(c.Relation, "customer")}, {"Rating", c.Rating},
		{"Likes", c.Prefers}, {"Source", c.Source}, {"Needs", c.Needs}, {"Hobby", c.Interests},
	} {
		b.field(f[0], safe.Line(f[1]), st.Text)
	}
	for _, f := range c.Custom {
		b.field(safe.Line(f.Label).String(), safe.Line(f.Value), st.Text)
	}
	if c.Note != "" {
		b.add("")
		b.wrap(safe.Block(c.Note), st.Text, 8)
	}
}

// notUsual is a value that is worth a line: what nearly all are is not.
func notUsual(value, usual string) string {
	if value == usual {
		return ""
	}
	return value
}
