package query_test

import (
	"strings"
	"testing"

	"crm/store/query"
)

// A search bar leaves the unfinished end out, says so, and keeps the rest.
func TestForgive(t *testing.T) {
	for _, c := range []struct{ in, canonical, ignored string }{
		{"tag:vip last:", "tag:vip", "last:"},
		{"tag:vip last:>", "tag:vip", "last:>"},
		{"tag:vip last:>3", "tag:vip", "last:>3"},
		{"tag:vip last:>30", "tag:vip", "last:>30"},
		{"tag:vip last:>30d", "last:>30d tag:vip", ""},
		{"tag:vip last:3m", "tag:vip", "last:3m"},
		{"tag:vip last:3mo", "last:3mo tag:vip", ""},
		{"due:t", "", "due:t"}, {"due:..", "", "due:.."}, {"due:0d..f", "", "due:0d..f"},
		{"is:over", "", "is:over"}, {"tag:", "", "tag:"}, {"tag:vip,", "", "tag:vip,"}, {"#", "", "#"},
		{"x -", "x", "-"}, {"x -tag:", "x", "-tag:"}, {"x NOT", "x", "NOT"}, {"x OR", "x", "OR"}, {"x |", "x", "|"}, {"x AND", "x", "AND"},
		{"x OR last:", "x", "last:"}, {"(", "", "("}, {"x (", "x", "("}, {"(a b", "a b", ""}, {"x (a OR", "x a", "OR"},
		{`city:"Hà N`, `city:"Hà N"`, ""}, {`"công ty`, `"công ty"`, ""}, {`x "`, "x", ""},
		{"x sort:", "x", "sort:"}, {"x sort:la", "x", "sort:la"}, {"x limit:", "x", "limit:"},
	} {
		q, err := query.Forgive(c.in, monday())
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		ignored := ""
		for _, n := range q.Notes {
			if n.Ignored {
				ignored += c.in[n.Start:n.End]
			}
			if n.Ignored && !strings.HasPrefix(n.Text, "“"+c.in[n.Start:n.End]+"” is left out: ") {
				t.Errorf("%s: note %q", c.in, n.Text)
			}
		}
		if q.String() != c.canonical || ignored != c.ignored {
			t.Errorf("%s is %q without %q, want %q without %q", c.in, q, ignored, c.canonical, c.ignored)
		}
	}
}

// What more typing cannot make right is an error at once, and so is what is
// wrong before the end.
func TestForgiveHasLimits(t *testing.T) {
	for _, in := range []string{"last: x", "last:>30 x", "stgae:lead", "stgae:", "is:over x", "a)", "() x", "tag:>x", "a OR OR", "OR a", "- x", "limit:0", strings.Repeat("x ", 65)} {
		if q, err := query.Forgive(in, monday()); err == nil {
			t.Errorf("%s is %q", in, q)
		}
	}
}

// Every prefix of a right query is right enough for the search bar.
func TestForgiveEveryPrefix(t *testing.T) {
	queries := []string{
		`tag:vip last:>30d city:"Hà Nội" -tag:lost`, "(tag:a OR tag:b) due:0d..7d -is:star", "标签：vip，hot 上次:30d..", "NOT (a | b) AND c", "name:=lan,none due:fri..eow sort:-last,due limit:20",
		"calls:3..12 value:10usd..200usd", "birthday:20/12..5/1", "due:-3d..0d", "stage:new..negotiate", "last:2026-10-01..2026-10-15",
	}
	for _, x := range examples {
		queries = append(queries, x.in)
	}
	for _, in := range queries {
		for i := range in {
			if _, err := query.Forgive(in[:i], monday()); err != nil {
				t.Errorf("%s: %v", in[:i], err)
			}
		}
	}
}

func TestNotes(t *testing.T) {
	for in, want := range map[string]string{
		"last:<7d last:>30d":                    "last:<7d last:>30d can never match — use OR",
		"last:never last:today":                 "last:none last:today can never match — use last:none,today",
		"last:never last:>30d":                  "",
		"last:>30d last:<60d":                   "",
		"last:today,yesterday last:2026":        "",
		"tag:vip -tag:vip":                      "tag:vip -tag:vip can never match — leave one of them out",
		"-lan lan":                              "-lan lan can never match — leave one of them out",
		"tag:none tag:vip":                      "tag:none tag:vip can never match — use tag:none,vip",
		"tag:none,hot tag:vip":                  "",
		"due:none due:<7d":                      "due:none due:<7d can never match — use OR",
		"due:<0d due:>7d":                       "", // one person may have several reminders
		"tag:a tag:b":                           "",
		"email:none email:x":                    "email:none email:x can never match — use email:none,x",
		"x OR (tag:vip -tag:vip)":               "tag:vip -tag:vip can never match — leave one of them out",
		"tag:a or tag:b":                        "“or” is looked for as a word; between alternatives write OR",
		"stage:lead stage:quote":                "stage:lead stage:quote can never match — use stage:lead,quote",
		"stage:lead (x OR stage:quote)":         "",
		"stage:>=quote stage:lead":              "stage:>=quote stage:lead can never match — use OR",
		"stage:>=quote stage:won":               "",
		"stage:new..lead stage:>lead":           "stage:new..lead stage:>lead can never match — use OR",
		"stage:demo stage:>lead":                "stage:demo stage:>lead can never match — use OR",
		"stage:>demo stage:lead":                "", // who knows where demo stands
		"stage:none stage:lead":                 "stage:none stage:lead can never match — use stage:lead,none",
		"life:past life:!=past":                 "life:past -life:past can never match — leave one of them out",
		"relation:customer relation:khách-hàng": "",
		"rating:hot rating:<=warm":              "rating:hot rating:<=warm can never match — use OR",
		"calls:3 calls:5":                       "calls:3 calls:5 can never match — use calls:3,5",
		"calls:>3 calls:<3":                     "calls:>3 calls:<3 can never match — use OR",
		"calls:0 calls:any":                     "calls:0 calls:any can never match — leave one of them out",
		"calls:none calls:<2":                   "",
		"value:>10k value:<5k":                  "value:>10000 value:<5000 can never match — use OR",
		"value:>10usd value:>10eur":             "value:>10usd value:>10eur can never match — use OR",
		"value:>10 value:<20usd":                "",
		"spent:>10k spent:<5k":                  "", // in one currency, and in another
		"source:=a source:=b":                   "source:=a source:=b can never match — use source:=a,b",
		"source:a source:b":                     "",
		"city:=a city:=b":                       "", // somebody may live in two
		"ma_nv:=a ma_nv:=b":                     "ma_nv:=a ma_nv:=b can never match — use ma_nv:=a,b",
		"birthday:dec birthday:jan":             "birthday:dec birthday:jan can never match — use birthday:dec,jan",
		"birthday:20/12..5/1 birthday:jan":      "",
		"id:k7 id:m2":                           "id:k7 id:m2 can never match — use id:k7,m2",
		"id:k7 id:k7f3":                         "",
		"has:phone no:phone":                    "phone:any phone:none can never match — leave one of them out",
		"created:<7d created:>30d":              "created:<7d created:>30d can never match — use OR",
		"since:today since:yesterday":           "since:today since:yesterday can never match — use since:today,yesterday",
		"tag:a or tag:b or tag:c":               "“or” is looked for as a word; between alternatives write OR",
		"last:<2026-01-01 last:2026-11-20":      "last:<2026-01-01 last:2026-11-20 can never match — use OR",
	} {
		q, err := query.Parse(in, monday())
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		got := ""
		for _, n := range q.Notes {
			got += n.Text
		}
		if got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// Spans are bytes, columns are characters.
func TestSpans(t *testing.T) {
	in := "ánh nhãn:vip,王 (a OR b)"
	q, err := query.Parse(in, monday())
	if err != nil {
		t.Fatal(err)
	}
	nodes := q.Root.(*query.All).Nodes
	for i, want := range []struct {
		text     string
		col, end int
	}{{"ánh", 1, 4}, {"nhãn:vip,王", 5, 15}, {"a OR b", 17, 23}} {
		at := nodes[i].At()
		if in[at.Start:at.End] != want.text || at.Col != want.col || at.EndCol != want.end {
			t.Errorf("node %d is %q at %d to %d, want %q at %d to %d", i, in[at.Start:at.End], at.Col, at.EndCol, want.text, want.col, want.end)
		}
	}
	v := nodes[1].(*query.Term).Values[1].At()
	if in[v.Start:v.End] != "王" || v.Col != 14 {
		t.Errorf("the second value is %q at %d", in[v.Start:v.End], v.Col)
	}
	// A letter and its accent typed apart are one character.
	q, err = query.Parse("a\u0301nh x", monday())
	if err != nil || q.Root.(*query.All).Nodes[1].At().Col != 5 {
		t.Errorf("%+v, %v", q, err)
	}
}

func TestArgs(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"tag:vip", "last:30d.."}, "tag:vip last:30d.."},
		{[]string{"Nguyễn Thị Ánh"}, "Nguyễn Thị Ánh"},
		{[]string{`tag:vip last:>30d city:"Hà Nội" -tag:lost`}, `tag:vip last:>30d city:"Hà Nội" -tag:lost`},
		{[]string{"last:", "tag:vip"}, "last: tag:vip"},
		{[]string{"A - B (HCM"}, "A B HCM"},
		{[]string{"Lan )", "tag:vip"}, "Lan tag:vip"},
		{[]string{"a OR b", "c"}, "a OR b c"},
		{[]string{"OR we win"}, `"OR" we win`},
		{[]string{"stgae:lead x"}, "stgae:lead x"},
		{[]string{"see http://x.vn/a b"}, "see http://x.vn/a b"},
		{[]string{"", " ", "x"}, "x"},
		{nil, ""},
	} {
		if got := query.Args(c.args); got != c.want {
			t.Errorf("%q is %q, want %q", c.args, got, c.want)
		}
	}
	if _, err := query.Parse(query.Args([]string{"last:", "tag:vip"}), monday()); err == nil || err.Error() != `"last:" has no value` {
		t.Errorf("the eaten operator: %v", err)
	}
}

func TestIsNegated(t *testing.T) {
	for arg, want := range map[string]bool{
		"-tag:lost": true, "-nhãn:vip": true, "-last:>30d": true, "-#lost": true, "-(a OR b)": true, "-is:star": true, "-n:lan": true, `-"old shop"`: true,
		"-ma_nv:NV03": true, "-mã-nv:NV03": true, "-stgae:lead": true, "-（a）": true, "-标签：vip": true, "-calls:3": true, "-size2:xl": true,
		"-t": false, "--json": false, "-s": false, "-": false, "tag:vip": false, "-vip": false, "--tag:vip": false, "-1": false, "": false,
		`-oC:\x`: false, "-t9:30": false, "-uhttp://x.vn": false, "-f/tmp/a:b": false, "-x:y": false, "-s=a:b": false, "-http://x": false,
	} {
		if query.IsNegated(arg) != want {
			t.Errorf("IsNegated(%q) = %v", arg, !want)
		}
	}
}
