package xlsx

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestSpill gives shared strings less memory than they need.
func TestSpill(t *testing.T) {
	const n = 20_000
	items := make([]string, n)
	want := make([]string, n)
	for i := range items {
		want[i] = fmt.Sprintf("Đức %d %s", i, strings.Repeat("x", i%50))
		items[i] = "<t>" + want[i] + "</t>"
	}
	want[n-1] = strings.Repeat("lễng ", 6_500) // over several pages
	items[n-1] = "<t>" + want[n-1] + "</t>"
	want[n-2] = "bell\a"
	items[n-2] = "<t>bell_x0007_</t>"
	var xml strings.Builder
	for i := range n {
		fmt.Fprintf(&xml, `<row><c t="s"><v>%d</v></c><c t="s"><v>%d</v></c></row>`, i, i*7919%n)
	}
	for name, memory := range map[string]int64{"disk only": 0, "half": 400 << 10, "memory only": 20 << 20} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			lim := newLimits()
			lim.memory = memory
			data := rows(xml.String()).strings(items...).bytes(t)
			b, err := open(strings.NewReader(string(data)), int64(len(data)), Options{TempDir: dir}, lim)
			if err != nil {
				t.Fatal(err)
			}
			got, err := read(b, 0)
			if err != nil || len(got) != n {
				t.Fatalf("%d rows, %v", len(got), err)
			}
			if spilled := b.strings.disk != nil; spilled != (memory < 1<<20) {
				t.Errorf("on disk: %v", spilled)
			}
			for i, row := range got {
				if row.Cells[0].Text != want[i] || row.Cells[1].Text != want[i*7919%n] {
					t.Fatalf("row %d: got %.40q and %.40q", i, row.Cells[0].Text, row.Cells[1].Text)
				}
			}
			if note := got[n-2].Cells[0].Note; note != doubtControl.note() {
				t.Errorf("the doubt is lost: %q", note)
			}
			if err := b.Close(); err != nil {
				t.Error(err)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("left in the folder: %v, %v", left, err)
			}
		})
	}
}

func TestSpillMode(t *testing.T) {
	s, err := newSpill(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}()
	info, err := s.texts.Stat()
	if err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestSpillNowhere(t *testing.T) {
	lim := newLimits()
	lim.memory = 0
	data := rows(`<row><c t="s"><v>0</v></c></row>`).strings(`<t>a</t>`).bytes(t)
	err := readErr(data, lim, t.TempDir()+"/missing")
	if err == nil || !strings.Contains(err.Error(), "create file for shared strings") {
		t.Errorf("got %v", err)
	}
}
