package main

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/query"
	"crm/store/sample"
	"crm/store/storetest"
)

// inside runs the program within the test, on a book.
func inside(t *testing.T, book string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	e := env{
		args: append([]string{"--db", book}, args...), get: func(string) string { return "" },
		stdin: bufio.NewReader(strings.NewReader("")), clock: storetest.NewClock().Now, localZone: time.UTC, home: t.TempDir(),
	}
	code = run(context.Background(), e, &printer{out: bufio.NewWriter(&out), err: &errs})
	return code, out.String(), errs.String()
}

// exampleBook has what the examples of the help name.
func exampleBook(t *testing.T) string {
	t.Helper()
	book := filepath.Join(t.TempDir(), "crm.db")
	s, err := store.Create(t.Context(), book, storetest.Options(storetest.NewClock()))
	if err != nil {
		t.Fatal(err)
	}
	if err := sample.Fill(t.Context(), s, sampleSeed, 60); err != nil {
		t.Fatal(err)
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		if err := tx.SaveSegment(store.Segment{Name: "vip-hn", Query: "tag:vip city:ha-noi", Canonical: "city:ha-noi tag:vip"}, false); err != nil {
			return err
		}
		if err := tx.SaveSegment(store.Segment{Name: "hoi-cho-2026"}, false); err != nil {
			return err
		}
		_, err := tx.AddContact(store.Contact{UID: "k7f3k7f3k7f3k7f3", Name: "Lan", Custom: []store.Custom{{Key: "manv", Label: "ma_nv", Value: "NV03"}}})
		return err
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return book
}

// firstColumn is what stands before two spaces in the indented lines of a part of a
// page: its examples. A line that goes on has nothing there.
func firstColumn(t *testing.T, page, title string) []string {
	t.Helper()
	_, part, ok := strings.Cut("\n"+page, "\n"+title+"\n")
	if !ok {
		t.Fatalf("the page has no part %s", title)
	}
	part, _, _ = strings.Cut(part, "\n\n")
	var out []string
	for line := range strings.Lines(part) {
		if m := regexp.MustCompile(`^  (\S.*?)(  .*)?\n?$`).FindStringSubmatch(line); m != nil && !strings.HasPrefix(m[1], "See:") {
			out = append(out, m[1])
		}
	}
	return out
}

func helpPage(t *testing.T, name string) string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("help", name+".md"))
	if err != nil {
		t.Fatal(err)
	}
	return expandTopic(string(page))
}

// Every example of "crm help query" and "crm help dates" is asked of a book.
func TestHelpExamples(t *testing.T) {
	t.Parallel()
	book := exampleBook(t)
	asks := func(text string) {
		t.Helper()
		code, out, said := inside(t, book, "list", "--count", text)
		if _, err := strconv.Atoi(strings.TrimSpace(out)); err != nil || code != 0 {
			t.Errorf("crm list --count %q: exit %d, %q\n%s", text, code, out, said)
		}
	}
	page := helpPage(t, "query")
	n := 0
	for _, part := range []string{"TERMS", "VALUES", "DATES", "FLAGS", "EXAMPLES"} {
		for _, text := range firstColumn(t, page, part) {
			asks(strings.Trim(text, "'"))
			n++
		}
	}
	for _, f := range query.Fields() {
		asks(f.Help)
	}
	asks("ma_nv:NV03")
	days := helpPage(t, "dates")
	for _, text := range firstColumn(t, days, "was understood:") {
		asks(text)
		n++
	}
	for _, text := range strings.Fields(strings.Join(firstColumn(t, days, "DAYS"), " ")) {
		asks("due:" + text)
		n++
	}
	for _, text := range strings.Fields(strings.Join(firstColumn(t, days, "LENGTHS"), " ")) {
		if text != "2h" && text != "30min" { // of no use to a day
			asks("last:>" + text)
		}
		if code, _, said := inside(t, book, "follow", "k7f3k7f3k7f3k7f3", "+"+text, "-n"); code != 0 {
			t.Errorf("crm follow +%s: %s", text, said)
		}
	}
	for _, text := range firstColumn(t, days, "WITH A TIME OF DAY") {
		if code, _, said := inside(t, book, "follow", "k7f3k7f3k7f3k7f3", text, "-n"); code != 0 {
			t.Errorf("crm follow %s: %s", text, said)
		}
	}
	if n < 90 {
		t.Errorf("only %d examples found: are the parts of the pages still called so?", n)
	}
}

// The page names every field with all its names, and fits a terminal.
func TestHelpFields(t *testing.T) {
	t.Parallel()
	page := helpPage(t, "query")
	_, table, _ := strings.Cut(page, "\nFIELDS")
	for _, f := range query.Fields() {
		for _, name := range append([]string{f.Name, f.Help}, f.Aliases...) {
			if !regexp.MustCompile(`(?m)^  ` + regexp.QuoteMeta(f.Name) + ` .*` + regexp.QuoteMeta(strings.TrimPrefix(name, f.Name))).MatchString(table) {
				t.Errorf("the table of fields has no %s for %s", name, f.Name)
			}
		}
	}
	for _, name := range topics() {
		if name == "keys" {
			continue
		}
		for line := range strings.Lines(helpPage(t, name)) {
			if w := method.Width(strings.TrimSuffix(line, "\n")); w > helpWidth {
				t.Errorf("help on %s has a line of %d cells: %s", name, w, line)
			}
		}
	}
}
