package importer_test

import (
	"testing"

	"crm/importer"
	"crm/store"
)

// A row with a phone of somebody of another name is decided by whom it is asked.
func TestAnswerAboutARow(t *testing.T) {
	for _, test := range []struct {
		answer                         importer.OnDup
		people, added, changed, skiped int
	}{
		{importer.Merge, 1, 0, 1, 0},
		{importer.New, 2, 1, 0, 0},
		{importer.Leave, 1, 0, 0, 1},
	} {
		t.Run(string(test.answer), func(t *testing.T) {
			st := newBook(t)
			addAll(t, st, store.Contact{Name: "Trần Thị Lan", Phones: []store.Phone{{Text: "0912345678"}}})
			opt := options()
			opt.OnDup = importer.Ask
			f, err := importer.Open(t.Context(), write(t, "x.csv", "name,phone,title\nBùi Văn Hai,0912345678,CEO\n"), opt)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			plan, _, err := f.Plan(t.Context(), st)
			if err != nil || plan.Asked != 1 || len(plan.Questions) != 1 || plan.Questions[0].Contact == "" {
				t.Fatalf("%+v, %v", plan, err)
			}
			f.Answer(map[int]importer.OnDup{plan.Questions[0].Line: test.answer}, nil)
			r, err := f.Apply(t.Context(), st, nil)
			if err != nil || r.Asked != 0 || r.Added != test.added || r.Changed != test.changed || r.Skipped != test.skiped {
				t.Errorf("%+v, %v", r, err)
			}
			if all := everybody(t, st); len(all) != test.people {
				t.Errorf("%d people, want %d", len(all), test.people)
			}
		})
	}
}

// The name and company of somebody in the book are offered, and never enough alone.
func TestNameAndCompanyAreOffered(t *testing.T) {
	const row = "name,company,title\nTrần Thị Lan,May Hòa Bình,CEO\n"
	st := newBook(t)
	addAll(t, st, store.Contact{Name: "Trần Thị Lan", Company: "May Hoà Bình", Phones: []store.Phone{{Text: "0912345678"}}})
	r := bring(t, st, write(t, "x.csv", row), options())
	if r.Added != 1 || len(r.Problems) != 1 || len(everybody(t, st)) != 2 {
		t.Errorf("%+v", r)
	}
	if again := bring(t, st, write(t, "x.csv", row), options()); again.Same != 1 {
		t.Errorf("a second import: %+v", again)
	}
	st = newBook(t)
	uid := addAll(t, st, store.Contact{Name: "Trần Thị Lan", Company: "May Hoà Bình"})[0]
	opt := options()
	opt.OnDup = importer.Ask
	f, err := importer.Open(t.Context(), write(t, "x.csv", row), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	plan, _, err := f.Plan(t.Context(), st)
	if err != nil || len(plan.Questions) != 1 || plan.Questions[0].Contact != uid {
		t.Fatalf("%+v, %v", plan, err)
	}
	f.Answer(map[int]importer.OnDup{2: importer.Merge}, nil)
	if r, err := f.Apply(t.Context(), st, nil); err != nil || r.Changed != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if c, err := st.Contact(t.Context(), uid); err != nil || c.Title != "CEO" {
		t.Errorf("%+v, %v", c, err)
	}
}
