package importer_test

import (
	"slices"
	"testing"

	"crm/importer"
	"crm/store"
)

// remembering are options that look profiles up in a book.
func remembering(t testing.TB, st *store.Store) importer.Options {
	opt := options()
	opt.Remembered = importer.RememberedBy(t.Context(), st)
	return opt
}

// What was said of a file once holds for the next one with its header.
func TestProfileIsRemembered(t *testing.T) {
	st := newBook(t)
	first := remembering(t, st)
	first.Map, first.Dates = []string{"Ký hiệu=nickname"}, "mdy"
	bring(t, st, write(t, "tháng 1.csv", "Họ tên,Ký hiệu,Ngày sinh\nAn,X1,03/04/1990\n"), first)
	profiles, err := st.Profiles(t.Context())
	if err != nil || len(profiles) != 1 {
		t.Fatalf("%d profiles: %v", len(profiles), err)
	}
	p, err := importer.ParseProfile(profiles[0])
	if err != nil || p.Name != "tháng 1" || p.Dates != "mdy" || !slices.Equal(p.Columns, []importer.ProfileColumn{{Column: "Ký hiệu", Field: "nickname"}}) {
		t.Errorf("%+v, %v", p, err)
	}
	r := bring(t, st, write(t, "tháng 2.csv", "HỌ TÊN,ký hiệu,Ngày Sinh\nBình,X2,05/06/1991\n"), remembering(t, st))
	all := everybody(t, st)
	if got := all[len(all)-1]; got.Nickname != "X2" || got.Birthday != "1991-05-06" {
		t.Errorf("%+v: %+v", got, r.Problems)
	}
	if len(r.Problems) == 0 {
		t.Error("nothing says that a profile was used")
	}
}

// --map goes before what is remembered, and is remembered instead.
func TestProfileIsOverruled(t *testing.T) {
	st := newBook(t)
	const header = "Họ tên,Ký hiệu\n"
	for i, to := range []string{"nickname", "title", ""} {
		opt := remembering(t, st)
		if to != "" {
			opt.Map = []string{"Ký hiệu=" + to}
		}
		bring(t, st, write(t, "x.csv", header+string(rune('A'+i))+",K\n"), opt)
	}
	all := everybody(t, st)
	if got := all[2]; got.Title != "K" || got.Nickname != "" {
		t.Errorf("%+v", got)
	}
	if list, err := st.Profiles(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%d profiles, %v", len(list), err)
	}
}

// A file about which nobody decides anything leaves nothing behind, and a plan no more.
func TestProfileOfNothing(t *testing.T) {
	st := newBook(t)
	bring(t, st, write(t, "x.csv", "Họ tên\nAn\n"), remembering(t, st))
	opt := remembering(t, st)
	opt.Map = []string{"Họ tên=nickname"}
	f, err := importer.Open(t.Context(), write(t, "x.csv", "Họ tên\nAn\n"), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, _, err := f.Plan(t.Context(), st); err != nil {
		t.Fatal(err)
	}
	if list, err := st.Profiles(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%d profiles, %v", len(list), err)
	}
}
