package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"crm/importer"
	"crm/importer/table"
	"crm/store"
	"crm/store/safe"
)

// brokenImport is the report of an import that failed, as far as it came.
type brokenImport struct {
	importer.Report
	Error importFault `json:"error"`
}

type importFault struct {
	What string `json:"what"`
	Hint string `json:"hint"`
}

// take notes what is known of the file once it was understood.
func (b *brokenImport) take(f *importer.File) {
	info := f.Info()
	b.Format, b.Encoding, b.Delimiter, b.Sheet = info.Format, info.Encoding, info.Delimiter, info.Sheet
	b.HeaderLine, b.Mapping = f.HeaderLine(), f.Mapping()
}

// importError puts an error into JSON too, as a report: whatever happens, standard
// output has one object. Errors of flags come before --json may have been read.
func (a *app) importError(err error) error {
	asked := a.flags.json != "" || slices.ContainsFunc(a.args, func(s string) bool { return s == "--json" || strings.HasPrefix(s, "--json=") })
	if _, said := errors.AsType[silent](err); err == nil || said || !asked {
		return err
	}
	b := a.importing
	b.Schema, b.DryRun = schema, a.flags.dryRun
	b.Error.What, b.Error.Hint, _ = explain(err)
	if b.Mapping == nil {
		b.Mapping = []importer.Mapped{}
	}
	b.Problems = []table.Problem{}
	return errors.Join(err, a.out.json(b))
}

func (a *app) printReport(ctx context.Context, s *store.Store, r *importer.Report, o importOptions) error {
	short := ""
	if r.Operation != "" {
		// The report may shorten it; JSON has ids in full.
		op, err := s.Operation(ctx, r.Operation)
		if err != nil {
			return err
		}
		if short, err = s.ShortID(ctx, op.UID); err != nil {
			return err
		}
		r.Operation = op.UID
	}
	if a.flags.json != "" {
		if err := a.out.json(r); err != nil {
			return err
		}
	} else {
		a.tellReport(r)
	}
	verb := importVerbs(r)
	switch {
	case r.DryRun:
		a.out.sayf("Would %s.", verb)
	case r.Operation == "":
		a.out.sayf("Nothing to change: %s.", verb)
	default:
		a.out.sayf("Imported %s: %s. Undo: crm undo %s", r.File, verb, short)
	}
	if o.Report != "" && r.Rejected+r.Asked > 0 {
		a.out.sayf("Wrote the rows to look at to %s.", o.Report)
	}
	if r.Rejected+r.Asked > 0 {
		return silent(exitPartly)
	}
	return nil
}

// importVerbs is the sentence of counts: add 1130, merge 61, …
func importVerbs(r *importer.Report) string {
	parts := []string{fmt.Sprintf("add %d", r.Added)}
	keep := "keep %d as they are"
	if r.Same == 1 {
		keep = "keep %d as it is"
	}
	for _, c := range []struct {
		words string
		n     int
	}{{"merge %d", r.Changed}, {keep, r.Same}, {"skip %d", r.Skipped}, {"ask about %d", r.Asked}} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf(c.words, c.n))
		}
	}
	parts = append(parts, fmt.Sprintf("reject %d", r.Rejected))
	return strings.Join(parts, ", ") + " of " + counts(r.Rows, "row", "rows")
}

// maxProblems are listed at once for people; the report has them all.
const maxProblems = 20

// tellReport says what was understood of the file, and what was wrong in it.
func (a *app) tellReport(r *importer.Report) {
	what := []string{r.Format, r.Encoding}
	if r.Sheet != "" {
		what = append(what, fmt.Sprintf("sheet %q", r.Sheet))
	}
	if r.HeaderLine > 0 {
		what = append(what, fmt.Sprintf("header in line %d", r.HeaderLine))
	}
	a.out.sayf("%s: %s", r.File, strings.Join(filled(what...), ", "))
	for _, m := range r.Mapping {
		text := fmt.Sprintf("  %s → %s", m.Column, m.Field)
		if m.Dates != "" {
			text += " (" + m.Dates + ")"
		}
		if m.Sample != "" {
			text += "  " + m.Sample
		}
		a.out.say(safe.Line(method.Truncate(safe.Line(text).String(), a.wideOr(defaultWide))))
	}
	a.tellCells(r.Cells)
	for i, p := range r.Problems {
		if i == maxProblems {
			a.out.sayf("… %d more problems: --json lists them, --report FILE keeps the rows", len(r.Problems)-i)
			break
		}
		a.out.say(safe.Line(p.String()))
	}
}
