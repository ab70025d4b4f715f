package store_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"crm/store"
	"crm/store/money"
	"crm/store/query"
	"crm/store/sample"
	"crm/store/storetest"
	"crm/store/when"
)

// breakdownTime is when the queries of these tests are read.
func breakdownTime(c *storetest.Clock) when.Context {
	return when.Context{Now: c.Now(), Zone: storetest.Zone}
}

// A breakdown says what counting the rows of the list one by one says.
func TestBreakdown(t *testing.T) {
	s, clock := storetest.New(t)
	if err := sample.Fill(ctx, s, 7, 400); err != nil {
		t.Fatal(err)
	}
	wc := breakdownTime(clock)
	for _, text := range []string{"", "tag:vip", "last:>30d", "last:never", "last:<7d", "an", "-tag:vip", "name:=nobody"} {
		q, err := query.Parse(text, query.Context{When: wc})
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.Breakdown(ctx, q, wc)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := s.List(ctx, store.ListOptions{Query: q})
		if err != nil {
			t.Fatal(err)
		}
		want := counted(rows, wc)
		if b.N != len(rows) || fmt.Sprint(parts(b.Stages)) != fmt.Sprint(want.stages) || fmt.Sprint(parts(b.Silent)) != fmt.Sprint(want.silent) {
			t.Errorf("%s: %+v, want %d rows, %v, %v", text, b, len(rows), want.stages, want.silent)
		}
		in := b.Elsewhere
		for i, c := range b.Cities {
			in += c.N
			if want.cities[c.Name] != c.N {
				t.Errorf("%s: %d in %s, want %d", text, c.N, c.Name, want.cities[c.Name])
			}
			if i > 0 && b.Cities[i-1].N < c.N {
				t.Errorf("%s: cities %v are not in order", text, b.Cities)
			}
		}
		if in != want.inCities || len(b.Cities) < min(4, len(want.cities)) {
			t.Errorf("%s: %d in cities, want %d", text, in, want.inCities)
		}
		for _, v := range b.Values {
			if want.values[v.Currency] != v.Units {
				t.Errorf("%s: %d %s, want %d", text, v.Units, v.Currency, want.values[v.Currency])
			}
		}
		if len(b.Values) != len(want.values) {
			t.Errorf("%s: values %v, want %v", text, b.Values, want.values)
		}
	}
}

// spreads are those of rows, counted one by one.
type spreads struct {
	stages, silent map[string]int
	cities         map[string]int
	inCities       int
	values         map[string]int64
}

func counted(rows []store.Listed, wc when.Context) spreads {
	out := spreads{map[string]int{}, map[string]int{}, map[string]int{}, 0, map[string]int64{}}
	for _, r := range rows {
		out.stages[r.Stage]++
		out.silent[silence(r, wc)]++
		if r.City != "" {
			out.cities[r.City]++
			out.inCities++
		}
		if r.Value.Minor != 0 {
			unit := int64(1)
			for range money.Digits(r.Value.Currency) {
				unit *= 10
			}
			out.values[r.Value.Currency] += r.Value.Minor / unit
		}
	}
	return out
}

func silence(r store.Listed, wc when.Context) string {
	if r.LastAt.IsZero() {
		return "never"
	}
	days := when.DateOf(r.LastAt.In(wc.Zone)).DaysUntil(wc.Today())
	for _, x := range []struct {
		name string
		days int
	}{{"<7d", 7}, {"7–30d", 30}, {"30–60d", 60}, {"60–90d", 90}} {
		if days < x.days {
			return x.name
		}
	}
	return "90d+"
}

func parts(list []store.Part) map[string]int {
	out := map[string]int{}
	for _, p := range list {
		out[p.Name] = p.N
	}
	return out
}

// The parts stand in the order in which they are shown.
func TestBreakdownOrder(t *testing.T) {
	s, clock := storetest.New(t)
	if err := sample.Fill(ctx, s, 3, 300); err != nil {
		t.Fatal(err)
	}
	b, err := s.Breakdown(ctx, nil, breakdownTime(clock))
	if err != nil {
		t.Fatal(err)
	}
	places := map[string]int{"new": 1, "contacted": 2, "quote": 3, "negotiate": 4, "won": 5, "lost": 6, "": 7, "<7d": 1, "7–30d": 2, "30–60d": 3, "60–90d": 4, "90d+": 5, "never": 6}
	inOrder := func(a, b store.Part) int { return cmp.Compare(places[a.Name], places[b.Name]) }
	if !slices.IsSortedFunc(b.Stages, inOrder) || !slices.IsSortedFunc(b.Silent, inOrder) || len(b.Stages) < 3 || len(b.Silent) < 3 {
		t.Errorf("%v, %v", b.Stages, b.Silent)
	}
}

func BenchmarkBreakdown(b *testing.B) {
	s := shared.open(b)
	wc := when.Context{Now: storetest.Start, Zone: storetest.Zone}
	for _, text := range []string{"tag:vip", "last:>30d", ""} {
		b.Run(cmp.Or(text, "all"), func(b *testing.B) {
			q, err := query.Parse(text, query.Context{When: wc})
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for b.Loop() {
				x, err := s.Breakdown(ctx, q, wc)
				if err != nil {
					b.Fatal(err)
				}
				n = x.N
			}
			b.ReportMetric(float64(n), "contacts")
		})
	}
}
