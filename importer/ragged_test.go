package importer_test

import (
	"slices"
	"strings"
	"testing"

	"crm/store"
)

// TestRaggedRows: cells beyond the header are kept, and listed with line and value;
// a column without a name is listed once.
func TestRaggedRows(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want []string // line, column, value
		kept string
	}{
		"a row too long": {
			"Name,Email,Phone\nAnn\nBo,b@x.vn,0912345678\nCy,c@x.vn,0912345679,extra,more\nDi,d@x.vn,0912345670\n",
			[]string{"line 4: Column 4 = extra | more"}, "extra more",
		},
		"a header too short": {
			"Name,Email\nBo,b@x.vn,blue\nCy,c@x.vn,red\nDi,d@x.vn,red\n",
			[]string{"line 1: Column 3 = blue"}, "blue red red",
		},
		"blank columns of the header": {"Name,Email,\nBo,b@x.vn,blue\n", nil, "blue"},
		"no header":                   {"Bo,b@x.vn\nCy,c@x.vn,red\n", nil, "red"},
	} {
		t.Run(name, func(t *testing.T) {
			st := newBook(t)
			r := bring(t, st, write(t, "in.csv", tt.text), options())
			var got, kept []string
			for _, p := range r.Problems {
				where, _, _ := strings.Cut(p.String(), ": ")
				got = append(got, where+": "+p.Column+" = "+p.Value)
			}
			for _, p := range persons(t, st) {
				kept = append(kept, customs(p.Contact)...)
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("problems %q, want %q", got, tt.want)
			}
			slices.Sort(kept)
			if strings.Join(kept, " ") != tt.kept {
				t.Errorf("kept %q, want %q", kept, tt.kept)
			}
		})
	}
}

func customs(c store.Contact) []string {
	var out []string
	for _, v := range c.Custom {
		out = append(out, v.Value)
	}
	return out
}
