package store_test

import (
	"fmt"
	"slices"
	"testing"

	"crm/store"
	"crm/store/query"
	"crm/store/storetest"
	"crm/store/when"
)

// today is what the queries of a test mean by today.
func today(s *store.Store) when.Context {
	return when.Context{Now: s.Now(), Zone: s.Zone(), WeekStart: 1}
}

func parse(t testing.TB, s *store.Store, text string) *query.Query {
	t.Helper()
	q, err := query.Parse(text, query.Context{When: today(s)})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return q
}

// search returns who a query finds, and holds Count against the list.
func search(t testing.TB, s *store.Store, text string) []string {
	t.Helper()
	q := parse(t, s, text)
	rows, err := s.List(ctx, store.ListOptions{Query: q})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	n, err := s.Count(ctx, q)
	if err != nil || n != len(rows) {
		t.Errorf("%s: counts %d, lists %d, %v", text, n, len(rows), err)
	}
	var uids []string
	for _, r := range rows {
		uids = append(uids, r.UID)
	}
	return uids
}

func dumpContact(c store.Contact) string {
	return fmt.Sprintf("%+v", c)
}

// searchBook is the book that the table of TestSearch is about, by nickname.
func searchBook(t *testing.T) (*store.Store, map[string]string) {
	s, _ := storetest.New(t)
	uids := map[string]string{}
	for key, c := range map[string]store.Contact{
		"duc": {
			Name: "Nguyễn Văn Đức", Company: "Công ty May Hòa Bình", Tags: []string{"VIP", "khách sỉ"},
			Phones: []store.Phone{{Text: "0981 549 988"}}, Emails: []store.Email{{Address: "Duc.Nguyen@Example.com"}},
			Addresses: []store.Address{{City: "Hà Nội"}}, Note: "Thích cà phê trứng",
		},
		"ming": {
			Name: "王小明", Company: "北京云帆科技有限公司", Tags: []string{"重点客户"}, Phones: []store.Phone{{Text: "+86 138 0013 8000"}},
			Custom: []store.Custom{{Label: "编号", Value: "XK-778"}},
		},
		"yamada": {Name: "山田 太郎", Nickname: "Taro", Phonetic: "ヤマダ タロー", Title: "部長", Interests: "golf"},
		"zoe":    {Name: "Zoë Weiß-O’Connor", Company: "Straße & Söhne", Emails: []store.Email{{Address: "zoe@example.org"}}},
		"phone":  {Phones: []store.Phone{{Text: "028 3822 1234"}}},
		"other":  {Name: "Trần Thị Lan", Phones: []store.Phone{{Text: "0912 345 678"}}},
	} {
		uids[key] = storetest.Add(t, s, c)
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		_, err := tx.AddInteraction(store.Interaction{Contact: uids["other"], Kind: "call", Text: "Đã gửi báo giá 500 áo, 客户满意"})
		return err
	})
	return s, uids
}

func TestSearch(t *testing.T) {
	s, uids := searchBook(t)
	for text, want := range map[string][]string{
		"duc":               {"duc"},
		"đức":               {"duc"},
		"ĐỨC":               {"duc"},
		"nguyen van":        {"duc"},
		"Nguyễn Văn":        {"duc"},
		"van nguyen":        {"duc"},
		"ngu":               {"duc"},
		"hoa binh":          {"duc"},
		"may hòa":           {"duc"},
		"vip":               {"duc"},
		"khach si":          {"duc"},
		"ha noi":            {"duc"},
		"ca phe trung":      {"duc"},
		"duc.nguyen@exam":   {"duc"},
		"549 988":           {"duc"},
		"549988":            {"duc"},
		"0981549988":        {"duc"},
		"+84981549988":      {"duc"},
		"84981549988":       {"duc"},
		"0981 549":          {"duc"},
		"0981.549.988":      {"duc"},
		"9988":              {"duc"},
		"小明":                {"ming"},
		"明":                 {"ming"},
		"王小明":               {"ming"},
		"王":                 {"ming"},
		"云帆":                {"ming"},
		"重点":                {"ming"},
		"13800138000":       {"ming"},
		"0013 8000":         {"ming"},
		"xk-778":            {"ming"},
		"太郎":                {"yamada"},
		"部長":                {"yamada"},
		"golf":              {"yamada"},
		"zoe":               {"zoe"},
		"weiss":             {"zoe"},
		"oconnor":           nil,
		"connor":            {"zoe"},
		"strasse":           {"zoe"},
		"example.org":       {"zoe"},
		"38221234":          {"phone"},
		"báo giá":           {"other"},
		"bao gia 500":       {"other"},
		"满意":                {"other"},
		"duc lan":           nil,
		"duc OR lan":        {"duc", "other", "yamada"}, // 郎 is lang
		"wangxiaoming":      {"ming"},
		"wang xiaoming":     {"ming"},
		"xiaoming wang":     {"ming"},
		"wxm":               {"ming"},
		"xm":                {"ming"},
		"nvd":               {"duc"},
		"nvđ":               {"duc"},
		"やまだ":               {"yamada"},
		"yamada":            {"yamada"},
		"taro":              {"yamada"},
		"taroyamada":        nil,
		"nobody":            nil,
		`"van duc"`:         {"duc"},
		`"duc van"`:         nil,
		"...":               nil,
		"duc -vip":          nil,
		"-duc company:none": {"yamada", "phone", "other"},
		"công":              {"duc"},
		"科技 北京":             {"ming"},
	} {
		var names []string
		for _, uid := range search(t, s, text) {
			for name, u := range uids {
				if u == uid {
					names = append(names, name)
				}
			}
		}
		slices.Sort(names)
		slices.Sort(want)
		if !slices.Equal(names, want) {
			t.Errorf("%s: found %v, want %v", text, names, want)
		}
	}
}

// TestSearchFollowsTheRows edits, logs, trashes and erases, and searches again.
func TestSearchFollowsTheRows(t *testing.T) {
	s, uids := searchBook(t)
	expect := func(when, text string, want ...string) {
		t.Helper()
		if got := search(t, s, text); !slices.Equal(got, want) {
			t.Errorf("%s: %s finds %v, want %v", when, text, got, want)
		}
	}
	duc := uids["duc"]
	edit(t, s, duc, func(c *store.Contact) {
		c.Name, c.Company, c.Phones = "Phạm Quang Minh", "", []store.Phone{{Text: "0905 000 111"}}
	})
	expect("edited", "duc.nguyen", duc)
	expect("edited", "nguyễn văn")
	expect("edited", "hoa binh")
	expect("edited", "549988")
	expect("edited", "quang minh", duc)
	expect("edited", "905000111", duc)
	storetest.Write(t, s, func(tx *store.Tx) error {
		_, err := tx.AddInteraction(store.Interaction{Contact: duc, Kind: "call", Text: "hẹn gặp thứ sáu"})
		return err
	})
	expect("logged", "thu sau", duc)
	storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.Tag(duc, []string{"nóng"}, []string{"vip"}); return err })
	expect("tagged", "nong", duc)
	expect("tagged", "vip")
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(duc) })
	expect("trashed", "quang minh")
	expect("trashed", "tag:nóng")
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Restore(duc) })
	expect("restored", "quang minh", duc)
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(duc) })
	storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.Purge(duc); return err })
	expect("purged", "quang minh")
	whole(t, s)
}

// TestSearchPutsNamesFirst: who is called so comes before whose notes say so.
func TestSearchPutsNamesFirst(t *testing.T) {
	s, _ := storetest.New(t)
	note := storetest.Add(t, s, store.Contact{Name: "Lê An", Note: "bạn của Lan"})
	company := storetest.Add(t, s, store.Contact{Name: "Vũ Bình", Company: "Hoa Lan"})
	name := storetest.Add(t, s, store.Contact{Name: "Trần Lan"})
	if got := search(t, s, "lan"); !slices.Equal(got, []string{name, note, company}) {
		t.Errorf("%v, want %v", got, []string{name, note, company})
	}
}

// TestHostileSearches: nothing typed is syntax for FTS5.
func TestHostileSearches(t *testing.T) {
	s, _ := searchBook(t)
	for _, text := range []string{`"`, `'`, `*`, `name:*`, `a"b`, `NEAR(a b)`, `{name}`, `^duc`, `duc*`, `a AND`, `col : x`, "a\x00b", `%`, `_`, `\`, `; DROP TABLE contact`, "🙂", "\xff"} {
		q, err := query.Forgive(text, query.Context{When: today(s)})
		if err != nil {
			continue
		}
		if _, err := s.List(ctx, store.ListOptions{Query: q}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if _, err := s.Count(ctx, q); err != nil {
			t.Errorf("count %q: %v", text, err)
		}
		if _, err := s.Find(ctx, text, q); err == nil {
			t.Logf("%q finds somebody", text)
		}
	}
}
