package csv_test

import (
	"fmt"
	"strings"
	"testing"

	"crm/importer/csv"
)

// TestLongCell: a quote that closes ends a cell, however many lines it has and
// wherever the sample ends by which the delimiter is found.
func TestLongCell(t *testing.T) {
	for _, lines := range []int{1200, 6000, 49_000} {
		note := strings.Repeat("call x, then y\n", lines)
		for _, rows := range []int{0, 600} {
			var b strings.Builder
			b.WriteString("id,name,note,tags\n")
			for i := range rows {
				fmt.Fprintf(&b, "%d,Lan %d,,\n", i, i)
			}
			fmt.Fprintf(&b, "x,Long,\"%s\",vip\ny,Last,short,\n", note)
			got := show(t, b.String(), csv.Options{})
			if len(got) != rows+3 {
				t.Fatalf("%d lines after %d rows: %d rows, the first %.60q", lines, rows, len(got), got)
			}
			if want := fmt.Sprintf("%d: x|Long|%s|vip", rows+2, note); got[rows+1] != want {
				t.Errorf("%d lines after %d rows: the cell is not whole: %.60q", lines, rows, got[rows+1])
			}
		}
	}
}

// TestSwallowed: a lost quote that closes by chance, thousands of rows on, costs
// its own row and not those.
func TestSwallowed(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,name,note\n0,\"lost,\n")
	for i := 1; i <= 2000; i++ {
		fmt.Fprintf(&b, "%d,Lan %d,\n", i, i)
	}
	b.WriteString("2001,screen,24\"\n")
	got := show(t, b.String(), csv.Options{})
	if len(got) != 2003 || got[1] != `2: 0|"lost| !2 rejected` || got[2002] != `2003: 2001|screen|24"` {
		t.Errorf("%d rows: %.60q … %q", len(got), got[:2], got[len(got)-1])
	}
}
