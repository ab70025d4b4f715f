package xlsx

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"crm/importer/table"
)

// TestLongTexts: Excel keeps 32,767 UTF-16 units in a cell. A row with more than
// that in one is rejected, wherever the text lies, and does not carry it along.
func TestLongTexts(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		reject     bool
	}{
		{"the limit", strings.Repeat("x", maxChars), false},
		{"one more", strings.Repeat("x", maxChars+1), true},
		{"three bytes a unit", strings.Repeat("ế", maxChars), false},
		{"three bytes a unit, one more", strings.Repeat("ế", maxChars+1), true},
		{"two units a rune", strings.Repeat("😀", maxChars/2), false},
		{"two units a rune, one more", strings.Repeat("😀", maxChars/2+1), true},
	} {
		for kind, xml := range map[string]string{
			"shared": `<c r="B1" t="s"><v>0</v></c>`,
			"inline": `<c r="B1" t="inlineStr"><is><t>` + tt.text + `</t></is></c>`,
		} {
			for where, memory := range map[string]int64{"memory": 20 << 20, "disk": 0} {
				t.Run(fmt.Sprintf("%s %s %s", tt.name, kind, where), func(t *testing.T) {
					lim := newLimits()
					lim.memory = memory
					data := rows(`<row r="1"><c r="A1"><v>1</v></c>` + xml + `</row>`).strings("<t>" + tt.text + "</t>").bytes(t)
					b, err := open(strings.NewReader(string(data)), int64(len(data)), Options{TempDir: t.TempDir()}, lim)
					if err != nil {
						t.Fatal(err)
					}
					defer b.Close()
					got, err := read(b, 0)
					if err != nil || len(got) != 1 {
						t.Fatalf("%d rows, %v", len(got), err)
					}
					cell, p := got[0].Cells[1].Text, got[0].Problem
					if !tt.reject {
						if p != nil || cell != tt.text {
							t.Errorf("%d bytes, %+v", len(cell), p)
						}
						return
					}
					if p == nil || !p.Rejected || !strings.Contains(p.Reason, "column B") || !strings.Contains(p.Reason, "32,767") {
						t.Errorf("problem %+v", p)
					}
					if len(cell) > keptBytes || !strings.HasPrefix(tt.text, cell) || cell == "" {
						t.Errorf("%d bytes are kept", len(cell))
					}
				})
			}
		}
	}
}

// TestSharedRow: texts that cells share count for the length of a row like others.
func TestSharedRow(t *testing.T) {
	lim := newLimits()
	lim.row = 1000
	err := readErr(rows(`<row>`+strings.Repeat(`<c t="s"><v>0</v></c>`, 11)+`</row>`).
		strings("<t>"+strings.Repeat("x", 100)+"</t>").bytes(t), lim, t.TempDir())
	if limit, ok := errors.AsType[*table.LimitError](err); !ok || limit.Max != 1000 {
		t.Errorf("got %v", err)
	}
}

func TestColumnName(t *testing.T) {
	for col, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := columnName(col); got != want {
			t.Errorf("column %d is %s, want %s", col, got, want)
		}
	}
}
