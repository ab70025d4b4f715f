package store_test

import (
	"fmt"
	"strings"
	"testing"

	"crm/store"
	"crm/store/query"
	"crm/store/storetest"
)

func TestWhyNone(t *testing.T) {
	s, _ := storetest.New(t)
	for range 3 {
		storetest.Add(t, s, store.Contact{Name: "Nguyễn Thị Ánh", Tags: []string{"vip"}, Addresses: []store.Address{{City: "Hà Nam"}}})
	}
	storetest.Add(t, s, store.Contact{Name: "Bình", Tags: []string{"hot"}, Company: "May Bình"})
	for _, c := range []struct{ text, want string }{
		{"tag:vpi", "tag vpi vip 3"},
		{"tag:vip tag:hot", ""}, // each is there, only not together
		{"tag:vpi,hto last:>30d", "tag vpi vip 3; tag hto hot 1"},
		{"-tag:vpi tag:none", ""},
		{`city:"Ha Nim"`, "city Ha Nim Hà Nam 3"},
		{"company:=binh", "company binh May Bình 1"},
		{"tag:xyzxyz", "tag xyzxyz  0"},
		{"zzzz", " zzzz  0"},
		{"name:binj", "name binj Bình 0"},
	} {
		q, err := query.Parse(c.text, reading(t, s))
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.WhyNone(ctx, q)
		if err != nil {
			t.Fatalf("%s: %v", c.text, err)
		}
		var got []string
		for _, m := range list {
			if c.text[m.Start:m.End] == "" || !strings.Contains(c.text[m.Start:m.End], strings.Fields(m.Value)[0]) {
				t.Errorf("%s: %q stands at %q", c.text, m.Value, c.text[m.Start:m.End])
			}
			got = append(got, fmt.Sprintf("%s %s %s %d", m.Field, m.Value, m.Nearest, m.N))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %q, want %q", c.text, strings.Join(got, "; "), c.want)
		}
	}
}
