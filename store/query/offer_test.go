package query_test

import (
	"testing"

	"pgregory.net/rapid"

	"crm/store/fold"
	"crm/store/query"
)

func TestQuoted(t *testing.T) {
	for _, c := range []struct{ field, value, want string }{
		{"tag", "vip", "vip"},
		{"tag", "follow-up", "follow-up"},
		{"tag", "none", `"none"`},
		{"tag", "a,b", `"a,b"`},
		{"city", "Hà Nội", `"Hà Nội"`},
		{"city", `5" pipe`, `"5\" pipe"`},
		{"company", "<New> Co", `"<New> Co"`},
		{"company", "=x", `"=x"`},
		{"bought", "máy", "máy"},
		{"bought", "2026", `"2026"`}, // else a year
		{"bought", "a..b", `"a..b"`},
	} {
		f, _ := query.Lookup(c.field)
		if got := monday().Quoted(f, query.Plain, c.value); got != c.want {
			t.Errorf("%s: %q is written %s, want %s", c.field, c.value, got, c.want)
		}
	}
}

// What is offered means what it says.
func TestQuotedIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringMatching(`[a-zA-Z0-9 ,.:"“\\()|<>=~^!#-]{0,3}[à-ỹ0-9a-z]{1,6}[a-z ,.:"”\\()|-]{0,3}`).Filter(func(s string) bool { return fold.Text(s) != "" }).Draw(t, "value")
		name := rapid.SampledFrom([]string{"tag", "city", "bought", "source"}).Draw(t, "field")
		op := rapid.SampledFrom([]query.Op{query.Plain, query.Equal}).Draw(t, "op")
		f, _ := query.Lookup(name)
		text := name + ":" + string(op) + monday().Quoted(f, op, value)
		q, err := query.Parse(text, monday())
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		term, ok := q.Root.(*query.Term)
		if !ok || len(term.Values) != 1 || term.Values[0].Kind != query.Word || term.Values[0].Text != value {
			t.Errorf("%s is read as %#v, want the text %q", text, q.Root, value)
		}
	})
}
