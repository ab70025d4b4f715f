package csv_test

import (
	"bytes"
	"slices"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"crm/importer/csv"
)

// TestSniff: what is known is told apart from what is likely,
// and a guess comes with a note.
func TestSniff(t *testing.T) {
	for _, tt := range []struct {
		name  string
		data  []byte
		opt   csv.Options
		sure  bool
		notes int
	}{
		{"ascii", []byte("a,b\n1,2\n"), csv.Options{}, true, 0},
		{"mark", []byte("\xEF\xBB\xBFa,b\n"), csv.Options{}, true, 0},
		{"utf-16 without mark", []byte("a\x00,\x00b\x00\n\x00"), csv.Options{}, false, 0},
		{"windows-1252", encode(t, charmap.Windows1252, sampleFr), csv.Options{}, false, 1},
		{"windows-1252, named", encode(t, charmap.Windows1252, sampleFr), csv.Options{Encoding: "latin1"}, true, 0},
	} {
		g, err := csv.Sniff(bytes.NewReader(tt.data), int64(len(tt.data)), tt.opt)
		if err != nil || g.Sure != tt.sure || len(g.Notes) != tt.notes {
			t.Errorf("%s: %+v, %v", tt.name, g, err)
		}
	}
}

// TestEncodingNames: every name that is listed is known, and only once.
func TestEncodingNames(t *testing.T) {
	names := csv.Encodings()
	if !slices.Contains(names, "gb18030") || len(names) < 20 {
		t.Errorf("names %v", names)
	}
	for _, name := range names {
		g, err := csv.Sniff(bytes.NewReader([]byte("a,b\n1,2\n")), 8, csv.Options{Encoding: name})
		if err != nil || g.Encoding != name {
			t.Errorf("%q is read as %q, %v", name, g.Encoding, err)
		}
	}
}
