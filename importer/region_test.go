package importer_test

import (
	"errors"
	"strings"
	"testing"

	"crm/importer"
)

// TestRegionGiven: a region that was asked for wins over what the numbers look
// like, one that is merely configured does not.
func TestRegionGiven(t *testing.T) {
	const text = "Name,Phone\nA,0912345678\nB,0987654321\n"
	for _, tt := range []struct {
		region   string
		given    bool
		want     string
		problems int
	}{
		{"US", false, "VN", 0},
		{"US", true, "US", 2},
		{"us", true, "US", 2},
		{"vn", true, "VN", 0},
		{"VN", false, "VN", 0},
	} {
		opt := options()
		opt.Region, opt.RegionGiven = tt.region, tt.given
		st := newBook(t)
		r := bring(t, st, write(t, "in.csv", text), opt)
		if got := r.Mapping[1].Region; got != tt.want {
			t.Errorf("%s, given %v: read as of %s, want %s", tt.region, tt.given, got, tt.want)
		}
		if len(r.Problems) != tt.problems || r.Added != 2 {
			t.Errorf("%s, given %v: %d added, problems %v", tt.region, tt.given, r.Added, r.Problems)
		}
		for _, p := range r.Problems {
			if p.Reason != "not in service by the numbering plan of US" || p.Column != "Phone" || p.Rejected {
				t.Errorf("%+v", p)
			}
		}
		for _, c := range everybody(t, st) {
			if c.Phones[0].Text[0] != '0' || tt.problems > 0 && strings.HasPrefix(c.Phones[0].Key, "+84") {
				t.Errorf("%s, given %v: %+v", tt.region, tt.given, c.Phones[0])
			}
		}
	}
}

// TestRegionOfRow: the country of a row's address reads what the region does not.
func TestRegionOfRow(t *testing.T) {
	opt := options()
	opt.Region, opt.RegionGiven = "US", true
	r := bring(t, newBook(t), write(t, "in.csv", "Name,Phone,Country\nA,0912345678,Việt Nam\nB,+84 12,\nC,+1 091 234 5678,\n"), opt)
	for _, p := range r.Problems {
		if p.Line == 2 || strings.Contains(p.Reason, "service") {
			t.Errorf("%+v", p)
		}
	}
}

func TestNoRegion(t *testing.T) {
	for _, region := range []string{"ZZZ", "xx", "V", "Vietnam", "84"} {
		opt := options()
		opt.Region = region
		_, err := importer.Open(t.Context(), write(t, "in.csv", "Name\nAnn\n"), opt)
		if usage, ok := errors.AsType[*importer.UsageError](err); !ok || !strings.Contains(usage.What, strings.ToUpper(region)) {
			t.Errorf("%s: %v", region, err)
		}
	}
}
