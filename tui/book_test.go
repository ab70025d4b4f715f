package tui_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"crm/importer"
	"crm/store"
	"crm/store/entry"
	"crm/store/storetest"
	"crm/store/when"
	"crm/tui"
	"crm/tui/tuitest"

	tea "charm.land/bubbletea/v2"
)

// people are the contacts of a test's book, in the order in which they are
// added.
func people() []store.Contact {
	phone := func(text, key string) []store.Phone { return []store.Phone{{Text: text, Key: key}} }
	return []store.Contact{
		{
			Name: "Nguyễn Thị Ánh", Company: "Công ty May Hòa Bình", Title: "Trưởng phòng mua", Star: true,
			Phones:    []store.Phone{{Text: "0912345678", Key: "+84912345678"}, {Text: "028 3822 1234", Key: "+842838221234", Label: "office"}},
			Emails:    []store.Email{{Address: "anh@mayhoabinh.vn", Key: "anh@mayhoabinh.vn"}},
			Addresses: []store.Address{{City: "Hà Nội", Country: "VN"}}, Tags: []string{"vip", "áo-đồng-phục"},
			Birthday: "1986-12-02", Life: "current", Note: "Gọi trước 11 giờ.\nThích gặp tại xưởng.",
		},
		{Name: "王小明", Company: "北京云帆科技", Phones: phone("+86 138 0013 8000", "+8613800138000"), Tags: []string{"展会"}, Addresses: []store.Address{{City: "北京"}}},
		{Name: "Trần Văn Đức", Company: "FPT Telecom", Phones: phone("0903 111 222", "+84903111222")},
		{Name: "James Whitfield", Company: "Whitfield & Sons", Emails: []store.Email{{Address: "james@whitfield.example", Key: "james@whitfield.example"}}},
		{Name: "Phạm Hồng Nhung", Company: "Vinamilk", Birthday: "1986-11-25", Star: true, Tags: []string{"vip"}},
		{Name: "李娜", Company: "上海明远贸易", Phones: phone("+86 21 6288 0000", "+862162880000")},
		{Name: "Lê Hoàng Phúc", Company: "Thép Việt Đức", Phones: phone("0981549988", "+84981549988")},
		{Name: "佐藤 花子", Company: "東京デザイン"},
		{Name: "Sarah O’Connor", Company: "Blue Harbour Pte"},
		{Name: "Đặng Minh Khôi", Company: "Nội thất An Cường"},
	}
}

// world is a program over a book, and what a test looks at.
type world struct {
	*tuitest.Driver
	t      testing.TB
	app    *tui.App
	store  *store.Store
	clock  *storetest.Clock
	timers *tuitest.Clock
	ids    map[string]string // by name
	opened []string          // what was handed to another program
}

// options are those of a test: a clock that stands, no environment.
func (w *world) options() tui.Options {
	return tui.Options{
		Store: w.store, Now: w.clock.Now, When: when.Context{Zone: storetest.Zone, Order: when.DMY, WeekStart: time.Monday},
		Open:   func(kind, target string) error { w.opened = append(w.opened, kind+":"+target); return nil },
		Import: importer.Options{Zone: storetest.Zone, Region: "VN"},
		Scratch: func(ctx context.Context) (*store.Store, error) {
			return store.OpenScratch(ctx, storetest.Options(w.clock))
		},
		Tick: w.timers.Tick, Env: []string{"TERM=xterm-256color"},
	}
}

// fill puts the people into a book, with something that happened and something
// to do.
func fill(t testing.TB, st *store.Store) map[string]string {
	t.Helper()
	lists, err := st.Lists(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	storetest.Write(t, st, func(tx *store.Tx) error {
		for _, c := range people() {
			id, err := tx.AddContact(c)
			if err != nil {
				return err
			}
			ids[c.Name] = id
		}
		return errors.Join(happened(tx, ids, lists), planned(tx, ids))
	})
	return ids
}

// happened logs what happened, each with the days since.
func happened(tx *store.Tx, ids map[string]string, lists entry.Lists) error {
	for _, i := range []struct {
		name string
		ago  int
		line string
	}{
		{"Nguyễn Thị Ánh", 52, "visit 45m: Gặp tại xưởng, Hoài Đức. Quyết định: giám đốc (anh Hòa). >quote $180tr"},
		{"Nguyễn Thị Ánh", 34, "call 12m ok: Hỏi giá 500 áo, cần mẫu vải. Gửi báo giá trước thứ sáu, gọi lại khi có mẫu mới về kho."},
		{"Nguyễn Thị Ánh", 36, "mail in: “Chị cần báo giá gấp…”"},
		{"王小明", 41, "wechat: 确认演示时间 >new"},
		{"Trần Văn Đức", 33, "call na"},
		{"James Whitfield", 71, "mail: Sent quote v2 >quote $9200"},
	} {
		wc := when.Context{Now: storetest.Start.AddDate(0, 0, -i.ago), Zone: storetest.Zone}
		e := entry.Parse(i.line, wc, lists)
		e.At = when.Moment{Date: when.DateOf(wc.Now), At: wc.Now}
		if _, err := tx.Log(ids[i.name], e, wc); err != nil {
			return err
		}
	}
	return nil
}

// planned sets what is to be done.
func planned(tx *store.Tx, ids map[string]string) error {
	for _, r := range []struct{ name, on, at, text string }{
		{"Nguyễn Thị Ánh", "2026-11-21", "", "Gọi lại báo giá 500 áo"},
		{"James Whitfield", "2026-11-22", "", "Send revised quote v3"},
		{"王小明", "2026-11-23", "10:00", "确认演示时间"},
		{"Trần Văn Đức", "2026-11-23", "", "Gọi lần 3"},
		{"李娜", "2026-11-26", "", "续签年度合同"},
	} {
		due := store.Due{On: r.on}
		if r.at != "" {
			at, err := time.ParseInLocation("2006-01-02 15:04", r.on+" "+r.at, storetest.Zone)
			if err != nil {
				return err
			}
			due.At = at
		}
		if _, err := tx.Follow(ids[r.name], due, r.text); err != nil {
			return err
		}
	}
	return nil
}

// open drives the program over the people.
func open(t testing.TB, w, h int) *world {
	t.Helper()
	st, clock := storetest.New(t)
	x := &world{t: t, store: st, clock: clock, timers: tuitest.NewClock(storetest.Start)}
	x.ids = fill(t, st)
	x.Driver = tuitest.Drive(t, newApp(x), w, h)
	return x
}

// newApp makes the program of a world, beginning with the contacts.
func newApp(x *world) *tui.App {
	o := x.options()
	o.Start = "contacts"
	return appOf(x, o)
}

func appOf(x *world, o tui.Options) *tui.App {
	x.app = tui.New(context.Background(), o)
	return x.app
}

// unmade drives the program without a book.
func unmade(t testing.TB, w, h int) *world {
	t.Helper()
	x := &world{t: t, clock: storetest.NewClock(), timers: tuitest.NewClock(storetest.Start)}
	path := filepath.Join(t.TempDir(), "crm.db")
	o := x.options()
	o.Create = func(ctx context.Context) (*store.Store, error) {
		st, err := store.Create(ctx, path, storetest.Options(x.clock))
		x.store = st
		return st, err
	}
	o.Fill = func(ctx context.Context, st *store.Store) error {
		x.store = st
		fill(t, st)
		return nil
	}
	t.Cleanup(func() {
		if x.store != nil {
			if err := x.store.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	x.app = tui.New(context.Background(), o)
	x.Driver = tuitest.Drive(t, x.app, w, h)
	return x
}

// wait lets time pass, and what was waiting for it happen.
func (x *world) wait(d time.Duration) {
	x.t.Helper()
	x.clock.Add(d)
	x.Send(x.timers.Advance(d)...)
}

// plain is the frame as it is read.
func (x *world) plain() string { return tuitest.Plain(x.Frame()) }

// contact reads a contact of the book by its name.
func (x *world) contact(name string) store.Contact {
	x.t.Helper()
	c, err := x.store.Contact(context.Background(), x.ids[name])
	if err != nil {
		x.t.Fatal(err)
	}
	return c
}

var _ tea.Model = (*tui.App)(nil)
