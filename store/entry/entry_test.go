package entry_test

import (
	"bufio"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"crm/store/entry"
	"crm/store/when"
)

var update = flag.Bool("update", false, "write the readings that the tests see")

var saigon = time.FixedZone("+07", 7*3600)

// monday is the moment of the mock-ups: Monday 23 November 2026, 09:41.
func monday() when.Context {
	return when.Context{Now: time.Date(2026, 11, 23, 9, 41, 30, 0, saigon), Zone: saigon, WeekStart: time.Monday}
}

func parse(s string) entry.Entry { return entry.Parse(s, monday(), entry.Default()) }

// testdata/lines.txt holds lines as people type them, each with its canonical
// form and its preview below it, indented.
func TestReadings(t *testing.T) {
	const file = "testdata/lines.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	var line string
	n := 0
	sc := bufio.NewScanner(strings.NewReader(string(data)))
	for sc.Scan() {
		if line = sc.Text(); line == "" || strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "# ") {
			if !strings.HasPrefix(line, "\t") {
				out.WriteString(line + "\n")
			}
			continue
		}
		n++
		e := parse(line)
		out.WriteString(line + "\n\t" + e.String() + "\n")
		for _, p := range e.Preview(monday(), entry.Default(), entry.Facts{}) {
			out.WriteString("\t\t" + p + "\n")
		}
		if again := bare(parse(e.String())); !reflect.DeepEqual(again, bare(e)) {
			t.Errorf("%q prints %q, which reads as\n%+v, want\n%+v", line, e.String(), again, bare(e))
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if n < 200 {
		t.Errorf("%s has only %d lines", file, n)
	}
	got, want := strings.Split(out.String(), "\n"), strings.Split(string(data), "\n")
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("%s:%d: reads as\n%s\nwant\n%s", file, i+1, got[i], want[i])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s has %d lines, the readings %d", file, len(want), len(got))
	}
}

// bare is an entry without its problems, which belong to the line and not to
// what it says.
func bare(e entry.Entry) entry.Entry {
	e.Problems = nil
	return e
}
