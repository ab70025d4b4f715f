package sample_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/fold"
	"crm/store/sample"
	"crm/store/storetest"
)

var ctx = context.Background()

func people(seed uint64, n int) []sample.Person { return slices.Collect(sample.People(seed, n)) }

func rows(list []sample.Person) (out []string) {
	for _, p := range list {
		out = append(out, strings.Join(p.Row(), "\t"))
	}
	return out
}

func TestPeopleAreTheSame(t *testing.T) {
	few, many := rows(people(1, 200)), rows(people(1, 2000))
	if !slices.Equal(few, many[:200]) {
		t.Error("the first 200 of 2,000 are not the 200")
	}
	if slices.Equal(few, rows(people(2, 200))) {
		t.Error("another seed gives the same people")
	}
}

// TestPeopleCanBeReached holds every number and address against the readers that
// an import uses, and no two people may look like one.
func TestPeopleCanBeReached(t *testing.T) {
	const n = 20_000
	seen := map[string]int{}
	for i, p := range people(1, n) {
		if p.Name == "" || len(p.Phones)+len(p.Emails) == 0 || len(p.Row()) != len(sample.Columns()) {
			t.Fatalf("person %d: %v", i, p.Row())
		}
		for _, e := range p.Emails {
			_, key, ok := fold.Email(e.Address)
			if !ok || !strings.Contains(key, "@example.") {
				t.Errorf("person %d: email %q", i, e.Address)
			}
			if other, taken := seen[key]; taken {
				t.Errorf("people %d and %d have the email %q", other, i, key)
			}
			seen[key] = i
		}
		for _, ph := range p.Phones {
			key, _, ok := fold.Phone(ph.Text, p.Country)
			if !ok || !fold.PhoneValid(key) && !fiction(key) {
				t.Errorf("person %d: phone %q of %s is %q, %t", i, ph.Text, p.Country, key, ok)
			}
			if other, taken := seen[key]; taken {
				t.Errorf("people %d and %d have the phone %q", other, i, key)
			}
			seen[key] = i
		}
	}
}

// fiction tells the numbers that no plan has in service because they are kept for
// films and books.
func fiction(key string) bool {
	return strings.HasPrefix(key, "+447700900") || strings.HasPrefix(key, "+3363998") || strings.HasPrefix(key, "+4917139200")
}

func TestNamesHaveTheirOrder(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range people(1, 500) {
		seen[p.Language] = true
		first, last := p.Given, p.Family
		if p.Language == "vi" || p.Language == "zh" || p.Language == "ja" {
			first, last = last, first
		}
		if !strings.HasPrefix(p.Name, first) || !strings.HasSuffix(p.Name, last) {
			t.Errorf("%s: %q is not %q … %q", p.Language, p.Name, first, last)
		}
	}
	if len(seen) < 8 {
		t.Errorf("languages: %v", seen)
	}
}

func TestFillIsAMondayMorning(t *testing.T) {
	for _, seed := range []uint64{1, 2, 7} {
		s, _ := storetest.New(t)
		if err := sample.Fill(ctx, s, seed, 200); err != nil {
			t.Fatal(err)
		}
		items, counts, err := s.Queue(ctx, store.QueueOptions{})
		if err != nil {
			t.Fatal(err)
		}
		want := store.Counts{store.Overdue: 3, store.DueToday: 5, store.Renew: 2, store.Birthday: 2}
		for section, n := range want {
			if counts[section] != n {
				t.Errorf("seed %d: %d %s, want %d: %+v", seed, counts[section], section, n, items)
			}
		}
		if wrong, err := s.Check(ctx, true); err != nil || len(wrong) > 0 {
			t.Errorf("seed %d: %v, %v", seed, wrong, err)
		}
	}
}

func TestFillHasAPast(t *testing.T) {
	s, clock := storetest.New(t)
	if err := sample.Fill(ctx, s, 1, 200); err != nil {
		t.Fatal(err)
	}
	list, err := s.List(ctx, store.ListOptions{})
	if err != nil || len(list) != 200 {
		t.Fatalf("%d people, %v", len(list), err)
	}
	var recent, old, never, deals int
	for _, l := range list {
		past, err := s.Timeline(ctx, l.UID, time.Time{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(past) > 6 {
			t.Errorf("%s: %d interactions", l.Name, len(past))
		}
		for _, it := range past {
			if it.At.After(clock.Now()) || it.At.Before(l.Created) {
				t.Errorf("%s: %s at %s, created %s", l.Name, it.Kind, it.At, l.Created)
			}
		}
		switch {
		case len(past) == 0:
			never++
		case clock.Now().Sub(past[0].At) < 30*24*time.Hour:
			recent++
		case clock.Now().Sub(past[0].At) > 90*24*time.Hour:
			old++
		}
		if l.Stage != "" {
			deals++
			if l.Value.Minor <= 0 || l.Value.Currency == "" {
				t.Errorf("%s: a deal of %v", l.Name, l.Value)
			}
		}
	}
	if recent < 50 || old < 10 || never < 10 || deals < 10 {
		t.Errorf("recent %d, old %d, never %d, deals %d", recent, old, never, deals)
	}
}

func TestFillIsOneUndo(t *testing.T) {
	s, _ := storetest.New(t)
	if err := sample.Fill(ctx, s, 1, 300); err != nil {
		t.Fatal(err)
	}
	ops, err := s.History(ctx, store.HistoryOptions{})
	if err != nil || len(ops) != 1 || ops[0].Who != "import" || ops[0].What != "sample people" || ops[0].N != 300 {
		t.Fatalf("%+v, %v", ops, err)
	}
	if _, err := s.Undo(ctx, store.Op{Who: "cli"}, "", false); err != nil {
		t.Fatal(err)
	}
	n, err := s.Count(ctx, nil)
	if err != nil || n != 0 {
		t.Errorf("%d people are left, %v", n, err)
	}
}

func BenchmarkFill(b *testing.B) {
	for b.Loop() {
		s, _ := storetest.New(b)
		if err := sample.Fill(ctx, s, 1, 10_000); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/10_000, "µs/person")
}
