package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"crm/store"
	"crm/store/query"
)

// scansWell says whether a line of a plan is no reading of a table from end to end.
// A set may be read from an index that has all of it, the rows beside it unread; the
// rows of contact_stats are as narrow.
func scansWell(text, line string, set bool) bool {
	switch {
	case strings.Contains(line, "AUTOMATIC"):
		return false // it found no index, and makes one for this query
	case !strings.HasPrefix(line, "SCAN "), strings.Contains(line, "VIRTUAL TABLE"), strings.Contains(line, "CONSTANT ROW"), strings.HasPrefix(line, "SCAN (subquery"), strings.HasSuffix(line, "COVERING INDEX company_industry"):
		return true
	}
	// Where the index is said, it has all that is asked: deleted_at, which is asked about
	// and not in it, is what it is an index of.
	if _, index, ok := strings.Cut(line, "SCAN contact USING INDEX "); ok && strings.Contains(text, "INDEXED BY "+index) {
		return set
	}
	return set && (strings.Contains(line, "COVERING INDEX") || line == "SCAN contact_stats" || line == "SCAN s") && !strings.Contains(line, "interaction")
}

// TestNoConditionScans: whatever is asked, of a contact or as a set, an index answers.
// The interactions, which are the most, are never read but of one contact.
func TestNoConditionScans(t *testing.T) {
	s := queryBook(t, 60)
	e := newEvaluator(t, s)
	all := people(t, s)
	n := 0
	for _, f := range fieldsOf(e.lang) {
		values := everyValueOf(f)
		for _, p := range all[:20] {
			for _, v := range p.own(f.Name) {
				values = append(values, quoted(v), "="+quoted(v), "^"+quoted(v))
			}
		}
		slices.Sort(values)
		for _, v := range slices.Compact(values) {
			q, err := query.Parse(f.Name+":"+v, e.lang)
			if err != nil {
				continue // an operator that the field does not take
			}
			plans, err := s.Plans(ctx, q)
			if err != nil {
				t.Fatal(f.Name, v, err)
			}
			for _, p := range plans {
				n++
				for _, line := range p.Lines {
					if !scansWell(p.Text, line, p.What == "set" || p.What == "but") {
						t.Errorf("%s:%s: the %s scans\n%s\n%s", f.Name, v, p.What, p.Text, strings.Join(p.Lines, "\n"))
					}
				}
			}
		}
	}
	if n < 500 {
		t.Errorf("%d plans", n)
	}
}

// TestNoPageScansInteractions looks at the statements that find the pages of all
// queries of the design.
func TestNoPageScansInteractions(t *testing.T) {
	s := queryBook(t, 80)
	for _, bounds := range [][3]int{{1, 1, 1}, {0, 0, 0}} {
		s.SetBounds(bounds[0], bounds[1], bounds[2])
		for _, text := range designQueries {
			sql, plan, err := s.Explain(ctx, language(t, s, text))
			if err != nil {
				t.Fatal(text, err)
			}
			if !strings.HasPrefix(sql, "SELECT ") || len(plan) == 0 {
				t.Errorf("%s: %s %v", text, sql, plan)
			}
			for _, line := range plan {
				scan := strings.HasPrefix(line, "SCAN ") && (strings.Contains(line, "interaction") || strings.Contains(line, "SCAN x") && !strings.Contains(line, "COVERING"))
				if scan || strings.Contains(line, "AUTOMATIC") {
					t.Errorf("%s: %s\n%s", text, sql, strings.Join(plan, "\n"))
				}
			}
		}
	}
}

// TestExplain: what is explained can be run, and says its parameters.
func TestExplain(t *testing.T) {
	s := queryBook(t, 30)
	text, plan, err := s.Explain(ctx, language(t, s, "tag:vip -log:~contract sort:-last"))
	if err != nil || !strings.Contains(text, "\nORDER BY ") || !strings.Contains(text, "-- @limit = 100") || len(plan) == 0 {
		t.Errorf("%s\n%v, %v", text, plan, err)
	}
	if _, _, err := s.Explain(ctx, nil); err != nil {
		t.Error(err)
	}
	var invalid *store.Invalid
	if _, _, err := s.Explain(ctx, language(t, s, "seg:nobody-has-this")); !errors.As(err, &invalid) {
		t.Error(err)
	}
}
