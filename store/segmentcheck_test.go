package store_test

import (
	"errors"
	"testing"

	"crm/store"
	"crm/store/query"
	"crm/store/storetest"
)

// A segment cannot become a part of itself, by itself or by way of another.
func TestCheckSegment(t *testing.T) {
	t.Parallel()
	s, _ := storetest.New(t)
	storetest.Write(t, s, func(tx *store.Tx) error {
		for _, g := range []store.Segment{{Name: "One", Query: "tag:a"}, {Name: "two", Query: "tag:b -seg:one"}, {Name: "three", Query: "seg:two OR city:hue"}} {
			if err := tx.SaveSegment(g, false); err != nil {
				return err
			}
		}
		return nil
	})
	for _, c := range []struct{ name, text, want string }{
		{"one", "tag:a", ""},
		{"one", "", ""},
		{"four", "seg:three seg:one", ""},
		{"three", "seg:one seg:two", ""},
		{"one", "seg:one", "query: segment “One” would be part of itself: One → One"},
		{"one", "tag:x (city:hue OR -seg:two)", "query: segment “One” would be part of itself: One → two → One"},
		{"ONE", "seg:three", "query: segment “One” would be part of itself: One → three → two → One"},
		{"four", "seg:thre", "query: there is no segment “thre”: did you mean “three”?"},
	} {
		q, err := query.Parse(c.text, query.Context{})
		if err != nil {
			t.Fatal(err)
		}
		err = s.CheckSegment(t.Context(), c.name, q)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if _, ok := errors.AsType[*store.Invalid](err); got != c.want || ok != (c.want != "") {
			t.Errorf("%s = %s: %q, want %q", c.name, c.text, got, c.want)
		}
	}
}
