package main

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"crm/store"
	"crm/store/safe"

	"pgregory.net/rapid"
)

func testApp() *app {
	now := time.Date(2026, 11, 23, 9, 41, 0, 0, time.FixedZone("+07", 7*60*60))
	return &app{conf: &config{}, now: func() time.Time { return now }, zone: now.Location()}
}

func TestReadPerson(t *testing.T) {
	for _, tc := range []struct {
		args          string // parted by |
		name          string
		phones, mails []string
		tags          []string
	}{
		{"Lan", "Lan", nil, nil, nil},
		{"Lan 0901 234 567 lan@x.vn #vip", "Lan", []string{"0901 234 567"}, []string{"lan@x.vn"}, []string{"vip"}},
		{"Lan|0901234567|0987 654 321|#a|#b", "Lan", []string{"0901234567", "0987 654 321"}, nil, []string{"a", "b"}},
		{"王小明 +86 138 0013 8000", "王小明", []string{"+86 138 0013 8000"}, nil, nil},
		{"Công ty 2026 12", "Công ty 2026 12", nil, nil, nil},
		{"Lan|0901 234 567 098 765 4321", "Lan", []string{"0901 234 567", "098 765 4321"}, nil, nil},
		{"# @ Lan", "# @ Lan", nil, nil, nil},
		{"name=Lan Anh|phone=0901234567", "Lan Anh", []string{"0901234567"}, nil, nil},
		{"1 + 1 = 2", "1 + 1 = 2", nil, nil, nil},
	} {
		n, err := testApp().readPerson(strings.Split(tc.args, "|"), nil)
		c := n.contact
		if err != nil {
			t.Errorf("%q: %v", tc.args, err)
			continue
		}
		if c.Name != tc.name || !slices.Equal(getPhones(&c), tc.phones) || !slices.Equal(getEmails(&c), tc.mails) || !slices.Equal(c.Tags, tc.tags) {
			t.Errorf("%q: name %q, phones %q, emails %q, tags %q", tc.args, c.Name, getPhones(&c), getEmails(&c), c.Tags)
		}
	}
}

func TestParseAssignment(t *testing.T) {
	customs := []store.Custom{{Key: "manv", Label: "Mã NV"}}
	for _, tc := range []struct {
		arg    string
		ok     bool
		field  string
		custom string
		op     byte
		value  string
		bad    bool
	}{
		{arg: "title=CEO", ok: true, field: "title", op: '=', value: "CEO"},
		{arg: "Phone+=0912", ok: true, field: "phone", op: '+', value: "0912"},
		{arg: "tag-=", ok: true, field: "tag", op: '-'},
		{arg: "note=a=b", ok: true, field: "note", op: '=', value: "a=b"},
		{arg: "custom.Cỡ áo=XL", ok: true, custom: "Cỡ áo", op: '=', value: "XL"},
		{arg: "Mã NV=7", ok: true, custom: "Mã NV", op: '=', value: "7"},
		{arg: "hello"},
		{arg: "=x"},
		{arg: "a b=c"},
		{arg: "\x1b]52;c=x"},
		{arg: "ttile=x", ok: true, op: '=', value: "x", bad: true},
		{arg: "title+=x", ok: true, field: "title", op: '+', value: "x", bad: true},
	} {
		x, ok, err := parseAssignment(tc.arg, customs)
		if ok != tc.ok || (err != nil) != tc.bad || x.field.name != tc.field || x.custom != tc.custom || ok && (x.op != tc.op || x.value != tc.value) {
			t.Errorf("%q: %v %q %q %q %q %v", tc.arg, ok, x.field.name, x.custom, x.op, x.value, err)
		}
	}
}

func TestCommandWord(t *testing.T) {
	for _, tc := range []struct {
		args string
		word string
		at   int
	}{
		{"", "", 0},
		{"list", "list", 0},
		{"--db list remind", "remind", 2},
		{"--db=list remind", "remind", 1},
		{"-q --json list", "list", 2},
		{"--now 2026-01-01 --tz UTC log x", "log", 4},
		{"--", "", 1},
	} {
		if word, at := commandWord(strings.Fields(tc.args)); word != tc.word || at != tc.at {
			t.Errorf("%q: %q at %d", tc.args, word, at)
		}
	}
}

func TestShield(t *testing.T) {
	for _, tc := range []struct{ args, shielded string }{
		{"list -tag:vip -n", "-tag:vip"},
		{"list -#vip -s -last", "-#vip"},
		{"tag k7f3 -vip +hot -q --yes", "-vip"},
		{"list -- -tag:vip", ""},
		{"-q list -due:none", "-due:none"},
		{"log k7f3 call ok -tag:cold", "-tag:cold"},
	} {
		args := strings.Fields(tc.args)
		word, at := commandWord(args)
		a := &app{env: env{args: args}}
		var got []string
		for _, arg := range a.shield(word, at) {
			if rest, ok := strings.CutPrefix(arg, shieldMark); ok {
				got = append(got, rest)
			}
		}
		if strings.Join(got, " ") != tc.shielded {
			t.Errorf("%q: %q are no flags", tc.args, got)
		}
		if back := unshield(a.shield(word, at)); !slices.Equal(back, args) {
			t.Errorf("%q comes back as %q", args, back)
		}
	}
}

func TestParseNow(t *testing.T) {
	zone := time.FixedZone("+07", 7*60*60)
	for s, want := range map[string]string{
		"2026-11-23T09:41:00+07:00": "2026-11-23T02:41:00Z",
		"2026-11-23T09:41+07:00":    "2026-11-23T02:41:00Z",
		"2026-11-23T09:41:00Z":      "2026-11-23T09:41:00Z",
		"2026-11-23 09:41":          "2026-11-23T02:41:00Z",
		"2026-11-23":                "2026-11-22T17:00:00Z",
		"noon":                      "",
		"2026-02-30":                "",
	} {
		got, err := parseNow(s, zone)
		if (err == nil) != (want != "") || err == nil && got.UTC().Format(time.RFC3339) != want {
			t.Errorf("%q: %v %v", s, got, err)
		}
	}
}

func TestDays(t *testing.T) {
	for s, want := range map[string]int{"7": 7, "7d": 7, "2w": 14, "1mo": 30, "0": 0, "-1": -1, "2h": -1, "soon": -1, "9y": -1} {
		if n, ok := days(s); ok != (want >= 0) || ok && n != want {
			t.Errorf("%q: %d %t", s, n, ok)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"list", "list", 0}, {"lsit", "list", 1}, {"lst", "list", 1}, {"stgae", "stage", 1}, {"", "abc", 3}, {"tên", "ten", 1}} {
		if got := distance(tc.a, tc.b); got != tc.want || distance(tc.b, tc.a) != tc.want {
			t.Errorf("%q %q: %d", tc.a, tc.b, got)
		}
	}
}

func TestShrink(t *testing.T) {
	for _, tc := range []struct {
		sizes []int
		width int
		want  []int
	}{
		{[]int{4, 20}, 80, []int{4, 20}},
		{[]int{4, 100}, 80, []int{4, 74}},
		{[]int{50, 50, 0}, 80, []int{39, 39, 0}},
		{[]int{30, 30, 30}, 10, []int{8, 8, 8}},
	} {
		got := slices.Clone(tc.sizes)
		shrink(got, tc.width)
		if !slices.Equal(got, tc.want) {
			t.Errorf("%v in %d cells: %v", tc.sizes, tc.width, got)
		}
	}
}

func TestTemplateFields(t *testing.T) {
	s := sheet{fields: []string{"name", "last", "undone_by"}}
	for _, tc := range []struct {
		text string
		want string
		bad  bool
	}{
		{"{{.Name}} .Nmae", "name", false},
		{"{{.Name | pad 24}}{{.Last | timeago}}{{.Name}}", "name last", false},
		{`{{printf "%s.Nmae" .Undone_by}}`, "undone_by", false},
		{"{{.Nmae}}", "", true},
		{"plain", "", false},
	} {
		got, err := templateFields(s, tc.text)
		if (err != nil) != tc.bad || strings.Join(got, " ") != tc.want {
			t.Errorf("%q: %q %v", tc.text, got, err)
		}
	}
}

func TestParseSheet(t *testing.T) {
	c := store.Contact{Name: "Lan: A", Note: "one\ntwo", Tags: []string{"a", "b"}, Custom: []store.Custom{{Key: "x", Label: "Mã", Value: "7"}}}
	values, _, err := parseSheet(sheetText(&c))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{"name": {"Lan: A"}, "note": {"one\ntwo"}, "tag": {"a", "b"}, "phone": {""}, "custom.Mã": {"7"}, "star": {"no"}} {
		if !reflect.DeepEqual(values[name], want) {
			t.Errorf("%s: %q, want %q", name, values[name], want)
		}
	}
	if _, _, err := parseSheet("name Lan"); err == nil {
		t.Error("a line without a colon was read")
	}
	// A text saved as it was opened changes nothing.
	if _, err := testApp().sheetChange(sheetText(&c), sheetText(&c)); err != errNoChange {
		t.Errorf("no change: %v", err)
	}
}

// JSON reads back exactly and has nothing in it that a terminal would obey.
func TestEncodeIsHarmless(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringOfN(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\x1b\x07\u009b\u202e\u2066\ufeff\x7f\U000e0041\n\"\\<ánh明"))), 0, 30, -1).Draw(t, "in")
		b, err := encode(in, "")
		if err != nil {
			t.Fatal(err)
		}
		var out string
		if err := json.Unmarshal(b, &out); err != nil || out != strings.ToValidUTF8(in, string(utf8.RuneError)) {
			t.Fatalf("%q is %s, which reads %q (%v)", in, b, out, err)
		}
		if line := strings.TrimSuffix(string(b), "\n"); safe.Line(line).String() != line {
			// Clusters of marks are cut by the printer's rule; they move nothing.
			for _, r := range line {
				if safe.Line(string(r)).String() != string(r) {
					t.Fatalf("%q has %U in %s", in, r, b)
				}
			}
		}
	})
}
