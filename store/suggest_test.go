package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crm/store"
	"crm/store/fold"
	"crm/store/query"
	"crm/store/sample"
	"crm/store/storetest"
)

// suggested is a book of sample people, with values that are written in several
// ways, some of whom are in the trash.
func suggested(t *testing.T) (*store.Store, []store.Contact) {
	t.Helper()
	s, _ := storetest.New(t)
	if err := sample.Fill(ctx, s, 7, 150); err != nil {
		t.Fatal(err)
	}
	uids, err := s.UIDs(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		for i, uid := range uids {
			c, err := tx.Contact(uid)
			if err != nil {
				return err
			}
			switch i % 11 {
			case 0:
				c.Addresses = []store.Address{{City: "Ha Noi", Country: "VN"}, {City: "HÀ NỘI", Country: "Việt Nam"}}
			case 1:
				c.Tags = append(c.Tags, `5" pipe`, "Follow-up", "none")
				c.Title = "(Acting) Head, Sales"
			case 2:
				c.Custom = append(c.Custom, store.Custom{Key: "ma_nv", Label: "Mã NV", Value: fmt.Sprintf("NV%02d", i%4)})
				c.Rating, c.Relation = "hot", "partner"
			case 3:
				c.Company = "Công ty “Ánh Sáng”, chi nhánh 2"
			}
			if err := tx.SaveContact(c); err != nil {
				return err
			}
			if i%3 == 0 {
				if _, err := tx.AddPurchase(store.Purchase{Contact: uid, On: "2026-10-01", Item: []string{"máy may", "Máy May", "2026", "bảo hành"}[i%4]}); err != nil {
					return err
				}
			}
			if i%13 == 0 {
				if err := tx.Trash(uid); err != nil {
					return err
				}
			}
		}
		return nil
	})
	uids, err = s.UIDs(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	var people []store.Contact
	for _, uid := range uids {
		c, err := s.Contact(ctx, uid)
		if err != nil {
			t.Fatal(err)
		}
		people = append(people, c)
	}
	return s, people
}

// valuesOf are the values of a field that a person has, from the record itself.
func valuesOf(field string, c store.Contact) []string {
	switch field {
	case "tag":
		return c.Tags
	case "city", "country":
		var out []string
		for _, a := range c.Addresses {
			out = append(out, map[string]string{"city": a.City, "country": a.Country}[field])
		}
		return out
	case "ma_nv":
		for _, x := range c.Custom {
			if x.Key == "ma_nv" {
				return []string{x.Value}
			}
		}
		return nil
	}
	return []string{map[string]string{
		"company": c.Company, "title": c.Title, "source": c.Source, "lang": c.Language, "life": c.Life,
		"relation": c.Relation, "rating": c.Rating, "prefers": c.Prefers,
	}[field]}
}

var judgedFields = []string{"tag", "city", "country", "company", "title", "source", "lang", "life", "relation", "rating", "prefers", "ma_nv"}

// recordsWith counts the values of a field as a person would: one contact after the other.
func recordsWith(people []store.Contact, field string, within []string) map[string]int {
	n := map[string]int{}
	for _, c := range people {
		if !slices.Contains(within, c.UID) {
			continue
		}
		var mine []string
		for _, v := range valuesOf(field, c) {
			if key := fold.Text(v); key != "" && !slices.Contains(mine, key) {
				mine = append(mine, key)
				n[key]++
			}
		}
	}
	return n
}

// Every value that fits what is typed is offered, with the number of those who
// have it within the rest of the query, and is read back as itself.
func TestSuggestAgreesWithTheRecords(t *testing.T) {
	s, people := suggested(t)
	qc := reading(t, s)
	var all []string
	for _, c := range people {
		all = append(all, c.UID)
	}
	storetest.Cases(t, 150)
	rapid.Check(t, func(t *rapid.T) {
		field := rapid.SampledFrom(judgedFields).Draw(t, "field")
		rest := rapid.SampledFrom([]string{"", "", "tag:vip", "-tag:vip", "last:>30d", "nguyen", "city:ha-noi", "due:any tag:vip", "(is:star OR tag:vip)", "tag:nobody", "n"}).Draw(t, "rest")
		negated := rapid.SampledFrom([]string{"", "-"}).Draw(t, "minus")
		known := recordsWith(people, field, all)
		typed := ""
		if keys := sortedKeys(known); len(keys) > 0 && rapid.Bool().Draw(t, "typed") {
			word := rapid.SampledFrom(strings.FieldsFunc(rapid.SampledFrom(keys).Draw(t, "value"), notWord)).Draw(t, "word")
			typed = string([]rune(word)[:rapid.IntRange(1, len([]rune(word))).Draw(t, "letters")])
		}
		text := strings.TrimSpace(rest + " " + negated + field + ":" + typed)
		c := query.Complete(text, len(text), qc)
		out, err := s.Suggest(ctx, c, 1000)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		q, err := query.Parse(rest, qc)
		if err != nil {
			t.Fatal(err)
		}
		within, err := s.UIDs(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		want := recordsWith(people, field, within)
		seen := map[string]bool{}
		last := 1 << 30
		for _, x := range out {
			if x.N < 0 {
				continue // a word of the language
			}
			line := text[:c.Start] + x.Text + text[c.End:]
			key := fold.Text(readBack(t, line, qc))
			if seen[key] || x.N != want[key] {
				t.Errorf("%s offers %s with %d, they are %d (offered before: %t)", text, x.Text, x.N, want[key], seen[key])
			}
			if seen[key] = true; x.N > last {
				t.Errorf("%s offers %s with %d behind one with %d", text, x.Text, x.N, last)
			}
			last = x.N
		}
		for key, n := range want {
			fits := slices.ContainsFunc(strings.FieldsFunc(key, notWord), func(w string) bool { return strings.HasPrefix(w, typed) })
			if fits && !seen[key] {
				t.Errorf("%s does not offer %q, which %d have", text, key, n)
			}
		}
	})
}

func notWord(r rune) bool { return strings.ContainsRune(" -()“”,.&\"'’/", r) }

func sortedKeys(m map[string]int) []string {
	var out []string
	for k := range m {
		if len(strings.FieldsFunc(k, notWord)) > 0 {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// readBack is the last value of a query.
func readBack(t *rapid.T, text string, qc query.Context) string {
	q, err := query.Parse(text, qc)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	n := q.Root
	if all, ok := n.(*query.All); ok {
		n = all.Nodes[len(all.Nodes)-1]
	}
	if not, ok := n.(*query.Not); ok {
		n = not.Node
	}
	term, ok := n.(*query.Term)
	if !ok || term.Values[0].Kind != query.Word {
		t.Fatalf("%s is read as %#v", text, n)
	}
	return term.Values[0].Text
}

// reading is what queries of a book are read with.
func reading(t testing.TB, s *store.Store) query.Context {
	t.Helper()
	book, err := s.Language(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return query.Context{When: today(s), Book: book}
}

// offered is what is suggested at the end of a text, with its counts.
func offered(t testing.TB, s *store.Store, text string) []string {
	t.Helper()
	return offeredUpTo(t, s, text, 50)
}

func offeredUpTo(t testing.TB, s *store.Store, text string, most int) []string {
	t.Helper()
	list, err := s.Suggest(ctx, query.Complete(text, len(text), reading(t, s)), most)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	var out []string
	for _, x := range list {
		if x.N >= 0 {
			out = append(out, fmt.Sprintf("%s %d", x.Text, x.N))
		} else {
			out = append(out, x.Text)
		}
	}
	return out
}

func TestSuggest(t *testing.T) {
	s, _ := storetest.New(t)
	for _, c := range []store.Contact{
		{Name: "Nguyễn Thị Ánh", Tags: []string{"vip", "Hội chợ"}, Addresses: []store.Address{{City: "Hà Nội"}}, Company: "May Hòa Bình",
			Phones: []store.Phone{{Text: "0912 345 678"}}, Emails: []store.Email{{Address: "anh@example.com"}}},
		{Name: "Trần Bình", Tags: []string{"vip"}, Addresses: []store.Address{{City: "Ha Noi"}}, Company: "May Hòa Bình"},
		{Name: "王小明", Tags: []string{"展会"}, Addresses: []store.Address{{City: "上海"}}},
		{Name: "Gone", Tags: []string{"vip", "lost"}, Addresses: []store.Address{{City: "Hà Nội"}}},
	} {
		storetest.Add(t, s, c)
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		gone, err := s.UIDs(ctx, parse(t, s, "gone"))
		if err != nil {
			return err
		}
		return tx.Trash(gone[0])
	})
	storetest.Write(t, s, func(tx *store.Tx) error {
		return tx.SaveSegment(store.Segment{Name: "Khách VIP", Query: "tag:vip", Canonical: "tag:vip"}, false)
	})
	for _, c := range []struct {
		text string
		want []string // the first of what is offered
	}{
		{"tag:v", []string{"vip 2"}},
		{"tag:ch", []string{`"Hội chợ" 1`}}, // any word of it, however accented
		{"tag:会", []string{"展会 1"}},
		{"tag:l", []string{"lost 0"}},
		{"city:ha", []string{`"Hà Nội" 2`}}, // one city, as most write it
		{"city:ha-n", []string{`"Hà Nội" 2`}},
		{`city:"hà n`, []string{`"Hà Nội" 2`}},
		{"tag:vip,ho", []string{`"Hội chợ" 1`}},
		{"tag:hội-chợ city:", []string{`"Hà Nội" 1`, "上海 0"}},
		{"company:b", []string{`"May Hòa Bình" 2`}},
		{"name:an", []string{`"Nguyễn Thị Ánh"`}},
		{"phone:0912", []string{"0912345678"}},
		{"email:an", []string{"anh@example.com"}},
		{"vi", []string{"tag:vip 2"}},
		{"ha", []string{"has:", `city:"Hà Nội" 2`}},
		{"tag:hội-chợ vi", []string{"tag:vip 1"}},
	} {
		got := offered(t, s, c.text)
		// At the start of a term fields whose names in other tongues begin so stand there, too.
		got = slices.DeleteFunc(got, func(x string) bool { return strings.HasSuffix(x, ":") && !slices.Contains(c.want, x) })
		if len(got) < len(c.want) || !slices.Equal(got[:len(c.want)], c.want) {
			t.Errorf("%s offers %q, want %q first", c.text, got, c.want)
		}
	}
	if got := offeredUpTo(t, s, "tag:", 2); !slices.Equal(got, []string{"vip 2", `"Hội chợ" 1`}) {
		t.Errorf("two tags are %q", got)
	}
	if got := offeredUpTo(t, s, "", 20); !slices.Contains(got, "tag:vip 2") || got[0] != "name:" {
		t.Errorf("at the start %q is offered", got)
	}
}

// A count that would take too long is left out; none is wrong.
func TestSuggestLeavesOutCounts(t *testing.T) {
	s, people := suggested(t)
	qc := reading(t, s)
	for _, text := range []string{"-tag:nobody tag:", "-tag:nobody city:", "last:>1d company:"} {
		c := query.Complete(text, len(text), qc)
		q, err := query.Parse(c.Rest, qc)
		if err != nil {
			t.Fatal(err)
		}
		within, err := s.UIDs(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		want := recordsWith(people, c.Field.Name, within)
		for _, limits := range [][2]int{{1000, 1000}, {10, 1000}, {10, 20}, {10, 0}} {
			out, err := store.SuggestWithin(ctx, s, c, 1000, limits[0], limits[1])
			if err != nil {
				t.Fatal(err)
			}
			counted := 0
			for _, x := range out {
				if x.N < 0 {
					continue
				}
				counted++
				v := strings.Trim(x.Text, `"`)
				if n := want[fold.Text(strings.ReplaceAll(v, `\`, ""))]; x.N != n {
					t.Errorf("%s offers %s with %d, they are %d", text, x.Text, x.N, n)
				}
			}
			switch all := counted >= len(want); {
			case limits[1] == 1000 && !all:
				t.Errorf("%s within %v counts %d of %d", text, limits, counted, len(want))
			case limits[1] == 20 && (all || counted == 0):
				t.Errorf("%s within %v counts %d of %d: some are affordable", text, limits, counted, len(want))
			}
		}
	}
}

// Somebody who goes on typing is not waited for.
func TestSuggestEndsWithItsContext(t *testing.T) {
	s, _ := suggested(t)
	done, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Suggest(done, query.Complete("tag:", 4, reading(t, s)), 10); err == nil {
		t.Error("a cancelled completion goes on")
	}
}

// Values are listed and counted from indexes alone, and nothing reads the interactions.
func TestSuggestReadsIndexes(t *testing.T) {
	s, _ := storetest.New(t)
	plans, err := store.SuggestPlans(ctx, s)
	if err != nil || len(plans) != 17 {
		t.Fatalf("%d plans, %v", len(plans), err)
	}
	for field, plan := range plans {
		for _, step := range plan {
			reads := strings.HasPrefix(step, "SCAN x") || strings.HasPrefix(step, "SCAN y") || strings.HasPrefix(step, "SEARCH x") || strings.HasPrefix(step, "SEARCH y")
			// SQLite does not call a partial index covering whose condition names other columns.
			jumps := strings.Contains(step, "COVERING INDEX") || strings.HasPrefix(step, "SEARCH x USING INDEX contact_")
			if reads && !jumps || strings.Contains(step, "interaction") {
				t.Errorf("%s: %s", field, step)
			}
		}
	}
}
