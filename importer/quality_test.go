package importer_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crm/importer"
	"crm/store"
)

// list is a file of which it is known what its columns are.
type list struct {
	file    string
	columns [][2]string // header, fields that are right
}

// readLists reads a table of testdata.
func readLists(t *testing.T, name string) []list {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var out, open []list
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			out, open = append(out, open...), nil
		case line[0] != '\t':
			open = append(open, list{file: line})
		default:
			header, fields, ok := strings.Cut(line[1:], "\t")
			if !ok || len(open) == 0 {
				t.Fatalf("%s: cannot read %q", name, line)
			}
			for i := range open {
				open[i].columns = append(open[i].columns, [2]string{header, fields})
			}
		}
	}
	return append(out, open...)
}

// rightField reports whether a mapping is one of those that are right. A field
// without a label stands for any label; which address it is does not matter.
func rightField(got, right string) bool {
	for want := range strings.SplitSeq(right, "|") {
		id, label, labelled := strings.Cut(want, ":")
		gotID, rest, _ := strings.Cut(got, ":")
		if id != gotID {
			continue
		}
		switch gotID {
		case "street", "city", "region", "postcode", "country", "address", "address-label":
			rest = strings.TrimRight(rest, "0123456789:")
			label = strings.TrimRight(label, "0123456789:")
			labelled = label != ""
		}
		if !labelled || rest == label || strings.HasSuffix(rest, ":"+label) || strings.HasPrefix(rest, label+":") {
			return true
		}
	}
	return false
}

// score counts what is right.
type score struct{ right, all int }

func (s *score) add(ok bool) {
	s.all++
	if ok {
		s.right++
	}
}

func (s score) percent() float64 { return 100 * float64(s.right) / float64(max(s.all, 1)) }

// mapped compares the mapping of a file with the truth, column by column.
func mapped(t *testing.T, path string, l list, opt importer.Options, s *score) []importer.Mapped {
	t.Helper()
	f, err := importer.Open(t.Context(), path, opt)
	if re, ok := errors.AsType[*importer.ReadError](err); ok && strings.Contains(re.What, "encoding") {
		t.Logf("%s: %v", l.file, err)
		return nil
	}
	if err != nil {
		t.Errorf("%s: %v", l.file, err)
		return nil
	}
	defer f.Close()
	got := f.Mapping()
	for i, want := range l.columns {
		ok := i < len(got) && (rightField(got[i].Field, want[1]) || got[i].Field == "skip" && got[i].Sample == "") ||
			i >= len(got) && want[1] == "skip" // an empty column at the end
		s.add(ok)
		switch {
		case i >= len(got):
			t.Logf("%s: there is no column %d, %q", l.file, i+1, want[0])
		case store.Clean(want[0]) != "" && store.Clean(got[i].Column) != store.Clean(want[0]):
			t.Errorf("%s: column %d is %q, want %q", l.file, i+1, got[i].Column, want[0])
		case !ok:
			t.Logf("%s: %q (%s) is %s, want %s", l.file, got[i].Column, got[i].Sample, got[i].Field, want[1])
		}
	}
	for _, m := range got[min(len(got), len(l.columns)):] { // below no header: a row that is too long
		if s.add(m.Field == "custom" || m.Field == "skip"); !strings.HasPrefix(m.Column, "Column ") {
			t.Errorf("%s: the truth lacks the column %q", l.file, m.Column)
		}
	}
	return got
}

// passed fails a test below the measures: 97 % of columns, 99.5 % of cells.
func passed(t *testing.T, columns, values score) {
	t.Helper()
	t.Logf("columns: %d of %d right, %.2f %%; cells: %d of %d right, %.2f %%",
		columns.right, columns.all, columns.percent(), values.right, values.all, values.percent())
	if columns.percent() < 97 {
		t.Errorf("%.2f %% of the columns are right, want 97 %%", columns.percent())
	}
	if values.percent() < 99.5 {
		t.Errorf("%.2f %% of the cells are right, want 99.5 %%", values.percent())
	}
}

// TestQuality: over the lists of contacts of the corpus at least 97 % of columns
// go where they belong without --map, and 99.5 % of their cells arrive there.
func TestQuality(t *testing.T) {
	root := corpus(t, "")
	var columns, values score
	for _, l := range readLists(t, "columns.txt") {
		path := filepath.Join(root, l.file)
		mapped(t, path, l, options(), &columns)
		cells(t, path, l, options(), &values)
	}
	passed(t, columns, values)
}

// TestVendors: the same for the header rows of the programs that people leave,
// over rows of our own.
func TestVendors(t *testing.T) {
	var columns, values score
	for _, l := range readLists(t, "vendors.txt") {
		opt := options()
		opt.Region = region(l.file)
		path := write(t, l.file, vendorFile(l))
		mapped(t, path, l, opt, &columns)
		cells(t, path, l, opt, &values)
	}
	passed(t, columns, values)
}
