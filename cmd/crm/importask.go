package main

import (
	"context"
	"fmt"
	"strings"

	"crm/importer"
	"crm/store"
	"crm/store/safe"
)

// asks reports whether an import may ask.
func (a *app) asks() bool {
	return a.interactive() && !a.flags.yes && !a.noInput() && !a.flags.dryRun && a.flags.json == ""
}

// openImport opens the file. If two encodings fit it nearly as well, it asks on a
// terminal which reading is right; elsewhere the report says it.
func (a *app) openImport(ctx context.Context, path string, o *importOptions) (*importer.File, error) {
	f, err := importer.Open(ctx, path, o.Options)
	if err != nil {
		return nil, err
	}
	doubt := f.Info().Doubt
	if doubt == nil || o.Encoding != "" || !a.asks() {
		return f, nil
	}
	a.out.sayf("%s can be read in two encodings:", o.Name)
	a.out.sayf("1  %s: %s", doubt.Encoding, doubt.Sample)
	a.out.sayf("2  %s: %s", doubt.Other, doubt.OtherSample)
	if a.answer(safe.Line("Which one is right (1 or 2, else 1)?")) != "2" {
		return f, nil
	}
	o.Encoding = doubt.Other
	if err := f.Close(); err != nil {
		return nil, err
	}
	return importer.Open(ctx, path, o.Options)
}

// askDates asks about columns whose dates read in two orders. Where nobody can
// be asked, the configured order is taken, and the report says so.
func (a *app) askDates(f *importer.File) error {
	if !a.asks() {
		return nil
	}
	for _, m := range f.Mapping() {
		if !m.Ambiguous || m.Dates == "" {
			continue
		}
		if err := a.confirm(fmt.Sprintf("The dates of %q read two ways, like %q. Take them for %s (else: --dates)?", m.Column, m.Sample, m.Dates)); err != nil {
			return err
		}
	}
	return nil
}

// maxAsked is how many questions are put one by one; the rest stays as it is.
const maxAsked = 50

// askRows plans an import that has something to ask, and asks it: who is who with
// --on-dup ask, and whose value stands in a cell that was changed in an export and
// in the book.
func (a *app) askRows(ctx context.Context, f *importer.File, s *store.Store, o importOptions) error {
	if !a.asks() || o.OnDup != importer.Ask && !f.Marked() {
		return nil
	}
	plan, _, err := f.Plan(ctx, s)
	if err != nil {
		return err
	}
	rows, cells := map[int]importer.OnDup{}, map[importer.At]importer.Side{}
	for i, q := range plan.Questions {
		if i == maxAsked {
			a.out.sayf("… %s left as they are, and listed", counts(len(plan.Questions)-i, "more question is", "more questions are"))
			break
		}
		if q.Column == "" {
			how, err := a.askPerson(ctx, s, q)
			if err != nil {
				return err
			}
			if how != "" {
				rows[q.Line] = how
			}
			continue
		}
		if side := a.askCell(q); side != "" {
			cells[importer.At{Line: q.Line, Column: q.Column}] = side
		}
	}
	f.Answer(rows, cells)
	return nil
}

// askPerson asks what to do with a row that may be about somebody of the book; ""
// leaves it out and lists it.
func (a *app) askPerson(ctx context.Context, s *store.Store, q importer.Question) (importer.OnDup, error) {
	ways := "new, skip"
	if q.Contact != "" {
		c, err := s.Contact(ctx, q.Contact)
		if err != nil {
			return "", err
		}
		var phones, emails []string
		for _, p := range c.Phones {
			phones = append(phones, p.Text)
		}
		for _, e := range c.Emails {
			emails = append(emails, e.Address)
		}
		a.out.sayf("  in the book: %s", strings.Join(filled(c.Display(), c.Company, strings.Join(phones, ", "), strings.Join(emails, ", ")), " · "))
		ways = "merge, new, skip"
	}
	answer := a.answer(safe.Sprintf("Line %d, %s: %s. What to do: %s (else it is left out and listed)?", q.Line, q.Row, q.Reason, ways))
	switch {
	case answer == "":
		return "", nil
	case strings.HasPrefix("merge", answer) && q.Contact != "":
		return importer.Merge, nil
	case strings.HasPrefix("new", answer):
		return importer.New, nil
	case strings.HasPrefix("skip", answer):
		return importer.Leave, nil
	}
	return "", nil
}

// askCell asks whose value a cell gets; "" keeps the book's and lists the cell.
func (a *app) askCell(q importer.Question) importer.Side {
	a.out.sayf("Line %d, %s: %s was %s.", q.Line, q.Row, q.Column, q.Reason)
	a.out.sayf("  file: %s", orNothing(q.File))
	a.out.sayf("  book: %s", orNothing(q.Book))
	switch answer := a.answer(safe.Line("Take file or book (else the book's stays and the cell is listed)?")); {
	case answer == "":
	case strings.HasPrefix("file", answer):
		return importer.FileSide
	case strings.HasPrefix("book", answer):
		return importer.BookSide
	}
	return ""
}

// answer asks for a word.
func (a *app) answer(question safe.Text) string {
	a.out.ask(question)
	text, _ := a.stdin.ReadString('\n') // the end of input answers nothing
	return strings.ToLower(strings.TrimSpace(text))
}

// tellCells says what differs between an edited export and the book.
func (a *app) tellCells(cells []importer.Cell) {
	for i, c := range cells {
		if i == maxProblems {
			a.out.sayf("… %d more cells: --json lists them", len(cells)-i)
			return
		}
		text := fmt.Sprintf("line %d: %s, %s: ", c.Line, c.Name, c.Column)
		switch c.Changed {
		case "file":
			text += fmt.Sprintf("%s → %s", orNothing(c.Book), orNothing(c.File))
		case "book":
			text += fmt.Sprintf("%s stays (changed in the book; the file has %s)", orNothing(c.Book), orNothing(c.File))
		default:
			text += fmt.Sprintf("changed in both: file %s, book %s", orNothing(c.File), orNothing(c.Book))
		}
		a.out.say(safe.Line(text))
	}
}
