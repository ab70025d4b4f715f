package imports

import (
	"fmt"
	"strings"

	"crm/importer"
	"crm/store/fold"
	"crm/store/safe"
	"crm/tui/keys"
	"crm/tui/widget"
)

// View draws the dialog.
func (d *Dialog) View(w, h int) widget.Lines {
	switch d.state {
	case asking:
		return d.viewPath(w, h)
	case reading:
		return d.box(w, "Import", "Esc stops", widget.Lines{"", d.opt.Styles.Text.Render("reading the file…"), ""})
	case writing:
		return d.viewProgress(w)
	}
	return d.viewReport(w, h)
}

// Cursor is the cell of the insertion point in the path.
func (d *Dialog) Cursor() (x, y int, ok bool) { return d.cursor, 1, d.state == asking }

func (d *Dialog) box(w int, title, hint string, body widget.Lines) widget.Lines {
	return widget.Box{Title: safe.Line(title), Hint: safe.Line(hint)}.Lines(d.opt.Styles, body, min(w, 100))
}

func (d *Dialog) viewPath(w, h int) widget.Lines {
	st := d.opt.Styles
	box := widget.Box{Title: safe.Line("Import a file"), Hint: safe.Line("Enter shows what would come in · Esc closes")}
	inner := box.Inner(w)
	body := widget.Lines{st.Key.Render(st.Glyph.Prompt+" ") + d.line.View(max(1, inner-2), st)}
	d.cursor = 4 + d.line.Cursor()
	if d.wrong.String() != "" {
		for _, l := range st.Cell.Wrap(safe.Sprintf("! %s", d.wrong), inner, 3) {
			body = append(body, st.Error.Render(l))
		}
	} else if h > 6 {
		body = append(body, st.Soft.Render(st.Cell.FitString("the path of a CSV or Excel file; Tab completes it, or drop the file here", inner)))
	}
	return box.Lines(st, body, w)
}

func (d *Dialog) viewProgress(w int) widget.Lines {
	st := d.opt.Styles
	done, total := int(d.progress.done.Load()), int(d.progress.total.Load())
	inner := widget.Box{}.Inner(min(w, 100))
	line := safe.Line("importing…")
	if total > 0 {
		line = safe.Sprintf("%s of %s rows · %d %%", thousands(done), thousands(total), done*100/total)
	}
	return d.box(w, "Importing "+d.report.File, "Esc stops, and nothing is written", widget.Lines{
		"", st.Cell.Fit(line, inner), widget.Bar(st, done, total, inner), "",
	})
}

// viewReport draws the plan, or afterwards what was to look at.
func (d *Dialog) viewReport(w, h int) widget.Lines {
	st := d.opt.Styles
	title, hint := "Import "+d.report.File, "y imports · j k scroll · Esc closes, nothing is imported"
	switch {
	case d.state == told:
		title, hint = "Imported "+d.report.File, "Esc closes"
	case !d.Can(keys.Yes):
		hint = "nothing to import · Esc closes"
	}
	inner := widget.Box{}.Inner(min(w, 100))
	text := d.text(inner)
	body := d.scroll.Lines(st, text, inner, min(len(text), max(1, h-2)))
	return d.box(w, title, hint, body)
}

// text is the plan in lines: how much, how it was read, the first rows, what
// is doubtful.
func (d *Dialog) text(w int) []string {
	st, r := d.opt.Styles, d.report
	var out []string
	add := func(t safe.Text) { out = append(out, st.Cell.Wrap(t, w, 3)...) }
	head := func(s string) { out = append(out, "", widget.Rule(st, s, w)) }
	out = append(out, st.Strong.Render(st.Cell.FitString(counts(r), w)))
	about := []string{fmt.Sprintf("%s rows", thousands(r.Rows)), r.Format}
	for _, s := range []string{r.Sheet, r.Encoding} {
		if s != "" {
			about = append(about, s)
		}
	}
	add(safe.Line(strings.Join(about, " · ")))
	if d.state == showing {
		head("columns")
		out = append(out, d.mapping(w)...)
		head("the first rows, as they would stand")
		out = append(out, d.rows(w)...)
	}
	if len(r.Problems) > 0 {
		head(plural(len(r.Problems), "remark"))
		for i, p := range r.Problems {
			if i == 200 {
				add(safe.Sprintf("… and %d more", len(r.Problems)-i))
				break
			}
			add(safe.Line(p.String()))
		}
	}
	return out
}

// mapping says what each column is taken for, two in a line if there is room.
func (d *Dialog) mapping(w int) []string {
	st := d.opt.Styles
	var cells []string
	for _, m := range d.report.Mapping {
		field := m.Field
		if field == "" {
			field = "(left out)"
		}
		cells = append(cells, safe.Sprintf("%s %s %s", m.Column, st.Glyph.Arrow, field).String())
	}
	per, cw := 1, w
	if w >= 70 {
		per, cw = 2, w/2
	}
	var out []string
	for i := 0; i < len(cells); i += per {
		line := ""
		for _, c := range cells[i:min(i+per, len(cells))] {
			line += st.Cell.FitString(c, cw-1) + " "
		}
		out = append(out, line)
	}
	return out
}

// rows draws the first rows of the plan.
func (d *Dialog) rows(w int) []string {
	st, m := d.opt.Styles, d.opt.Styles.Cell
	var out []string
	for _, p := range d.previews[:min(len(d.previews), 8)] {
		phone, email := "", ""
		if len(p.Contact.Phones) > 0 {
			phone = p.Contact.Phones[0].Text
			if key := p.Contact.Phones[0].Key; key != "" {
				phone = fold.PhoneFormat(key, d.opt.Import.Region)
			}
		}
		if len(p.Contact.Emails) > 0 {
			email = p.Contact.Emails[0].Address
		}
		name := max(12, w*3/10)
		line := sign(p.Outcome) + " " + m.Fit(safe.Line(p.Contact.Display()), name) + " " + m.Fit(safe.Line(phone), 16) + " "
		if room := w - m.Width(line) - 10; room >= 12 {
			line += m.FitMiddle(safe.Line(email), room) + " "
		}
		line += string(p.Outcome)
		out = append(out, st.Text.Render(m.Truncate(line, w)))
	}
	return out
}

func sign(o importer.Outcome) string {
	switch o {
	case importer.Added:
		return "+"
	case importer.Changed:
		return "~"
	case importer.Same, importer.Skipped:
		return "="
	case importer.Asked:
		return "?"
	}
	return "x"
}

// counts says in words how many rows become what.
func counts(r *importer.Report) string {
	var parts []string
	for _, c := range []struct {
		n    int
		word string
	}{
		{r.Added, "new"}, {r.Changed, "changed"}, {r.Same, "the same"}, {r.Skipped, "skipped"}, {r.Asked, "to ask about"}, {r.Rejected, "rejected"},
	} {
		if c.n > 0 {
			parts = append(parts, thousands(c.n)+" "+c.word)
		}
	}
	if len(parts) == 0 {
		return "nothing to import"
	}
	return strings.Join(parts, " · ")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return thousands(n) + " " + what + "s"
}

// thousands writes a number with its thousands apart.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
