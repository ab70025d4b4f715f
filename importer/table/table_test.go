package table_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"crm/importer/table"
)

func TestProblemJSON(t *testing.T) {
	got, err := json.Marshal(table.Problem{Line: 17, Column: "SĐT", Value: "09O3", Reason: "letter O", Fix: "write 0"})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"line":17,"column":"SĐT","value":"09O3","reason":"letter O","fix":"write 0","rejected":false}`
	if string(got) != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestProblemString(t *testing.T) {
	for _, tt := range []struct {
		p    table.Problem
		want string
	}{
		{table.Problem{Reason: "r"}, "r"},
		{table.Problem{Line: 3, Reason: "r"}, "line 3: r"},
		{table.Problem{Line: 3, Column: "c", Reason: "r", Fix: "f"}, "line 3: c: r; f"},
	} {
		if got := tt.p.String(); got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.p, got, tt.want)
		}
	}
}

func TestLimitError(t *testing.T) {
	err := fmt.Errorf("read table: %w", &table.LimitError{
		Limit: "fields in a record", Max: 4096, Line: 9, Fix: "check the delimiter",
	})
	var limit *table.LimitError
	if !errors.As(err, &limit) || limit.Max != 4096 {
		t.Fatalf("errors.As: %v", limit)
	}
	for _, want := range []string{"line 9", "fields in a record", "4096", "check the delimiter"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("ễ", 61)
	for in, want := range map[string]string{
		"":                      "",
		"Nguyễn":                "Nguyễn",
		strings.Repeat("ễ", 60): strings.Repeat("ễ", 60),
		long:                    strings.Repeat("ễ", 60) + "…",
	} {
		if got := table.Excerpt(in); got != want {
			t.Errorf("Excerpt(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRow(t *testing.T) {
	row := table.Row{Line: 4, Cells: []table.Cell{{Text: " \t\u3000\u00a0"}, {}}, Problem: &table.Problem{}}
	if !row.Blank() {
		t.Error("a row of white space is not blank")
	}
	row.Cells[1] = table.Cell{Text: "x", Kind: table.Text}
	if row.Blank() {
		t.Error("a row with text is blank")
	}
	row.Reset()
	if row.Line != 0 || len(row.Cells) != 0 || cap(row.Cells) != 2 || row.Problem != nil {
		t.Errorf("after Reset: %+v, cap %d", row, cap(row.Cells))
	}
}

func TestKindString(t *testing.T) {
	seen := map[string]bool{}
	for k := table.Empty; k <= table.Fault; k++ {
		if s := k.String(); s == "unknown" || seen[s] {
			t.Errorf("kind %d: %q", k, s)
		} else {
			seen[s] = true
		}
	}
	if got := (table.Fault + 1).String(); got != "unknown" {
		t.Errorf("past the last kind: %q", got)
	}
}
