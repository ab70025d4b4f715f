package tui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"crm/store"
	"crm/store/storetest"
	"crm/tui/cell"
	"crm/tui/tuitest"

	tea "charm.land/bubbletea/v2"
)

// again puts some people a second time into the book of a test.
func again(t testing.TB, x *world) {
	t.Helper()
	for _, c := range []store.Contact{
		{
			Name: "nguyen thi anh", Company: "May Hoà Bình", Title: "Giám đốc mua hàng", Department: "Mua hàng", Note: "Gặp ở hội chợ.", Tags: []string{"hội-chợ"},
			Phones: []store.Phone{{Text: "+84 912 345 678"}, {Text: "0987 654 321", Label: "zalo"}}, Emails: []store.Email{{Address: "anh.nguyen@gmail.com"}},
		},
		{Name: "Đặng Minh Khôi", Company: "Nội thất An Cường", Emails: []store.Email{{Address: "khoi@ancuong.vn"}}},
		{Name: "Chị Nhung", Company: "Vinamilk", Phones: []store.Phone{{Text: "0905 111 222"}}},
		{Name: "Trần V. Đức", Phones: []store.Phone{{Text: "0903111222"}}, Emails: []store.Email{{Address: "duc@fpt.vn"}}},
	} {
		x.ids[c.Name+" 2"] = storetest.Add(t, x.store, c)
	}
	storetest.Write(t, x.store, func(tx *store.Tx) error {
		_, err := tx.AddInteraction(store.Interaction{Contact: x.ids["nguyen thi anh 2"], Kind: "call", Text: "gọi từ số khác"})
		return err
	})
}

// openTwice drives the program over a book in which some people are twice.
func openTwice(t testing.TB, w, h int) *world {
	t.Helper()
	st, clock := storetest.New(t)
	x := &world{t: t, store: st, clock: clock, timers: tuitest.NewClock(storetest.Start)}
	x.ids = fill(t, st)
	again(t, x)
	x.Driver = tuitest.Drive(t, newApp(x), w, h)
	return x
}

// hides fails if the frame has a text.
func (x *world) hides(text string) {
	x.t.Helper()
	if strings.Contains(x.plain(), text) {
		x.t.Errorf("“%s” in\n%s", text, x.plain())
	}
}

func (x *world) people() int {
	x.t.Helper()
	n, err := x.store.Count(context.Background(), nil)
	if err != nil {
		x.t.Fatal(err)
	}
	return n
}

var dupeSizes = [][2]int{{120, 36}, {80, 24}, {40, 10}}

func TestDupesGolden(t *testing.T) {
	frames := map[string][]string{
		"dupes":        {"g", "p"},
		"merge":        {"g", "p", "enter", "j", "j"},
		"merge_choice": {"g", "p", "enter", "j", "j", "right", "j", "j", "j", "j"},
	}
	for name, keys := range frames {
		x := openTwice(t, 100, 30)
		x.Keys(keys...)
		for _, size := range dupeSizes {
			x.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			tuitest.Golden(t, fmt.Sprintf("%s_%dx%d", name, size[0], size[1]), x.Frame())
		}
	}
}

func TestDupesFit(t *testing.T) {
	for name, keys := range map[string][]string{
		"dupes": {"g", "p", "j"}, "merge": {"g", "p", "enter", "G", "j"}, "rest": {"g", "p", "enter", "pgdown", "pgdown", "pgdown"}, "all": {"g", "p", "A"},
	} {
		x := openTwice(t, 120, 36)
		x.Keys(keys...)
		step := 3
		if slow {
			step = 40
		}
		for w := 40; w <= 300; w += step + w/40 {
			for _, h := range []int{10, 12, 14, 18, 24, 50} {
				x.Send(tea.WindowSizeMsg{Width: w, Height: h})
				checkFrame(t, fmt.Sprintf("%s at %d×%d", name, w, h), x.app.View(), w, h, cell.WcWidth)
			}
		}
	}
}

// A pair of the list becomes one contact, and u makes two of it again.
func TestMergeInTheList(t *testing.T) {
	x := openTwice(t, 120, 36)
	before := x.people()
	x.Keys("g", "p")
	x.shows("Possible duplicates  2 sure · 1 likely")
	x.shows("same phone 0912 345 678")
	x.Keys("enter")
	x.shows("stays: Nguyễn Thị Ánh")
	x.shows("goes: nguyen thi anh")
	x.shows("1 interaction")
	x.Keys("j", "j", "right")
	x.shows("title Trưởng phòng mua")
	x.Keys("enter")
	x.hides("Merge two contacts")
	x.shows("Merged nguyen thi anh into Nguyễn Thị Ánh")
	x.shows("1 sure · 1 likely")
	c := x.contact("Nguyễn Thị Ánh")
	if x.people() != before-1 || c.Title != "Giám đốc mua hàng" || len(c.Phones) != 3 || c.Department != "Mua hàng" {
		t.Errorf("%d people, %+v", x.people(), c)
	}
	x.Keys("u")
	x.shows("2 sure · 1 likely")
	if c := x.contact("Nguyễn Thị Ánh"); x.people() != before || c.Title != "Trưởng phòng mua" {
		t.Errorf("%d people, %+v", x.people(), c)
	}
}

// Who stays can be swapped, a note taken from one or both; esc leaves all as it was.
func TestMergeChoices(t *testing.T) {
	x := openTwice(t, 120, 36)
	x.Keys("g", "p", "enter", "s")
	x.shows("stays: nguyen thi anh")
	x.Keys("s")
	for range 12 {
		x.Keys("j")
		if strings.Contains(x.plain(), "Gọi trước 11 giờ. Thích gặp tại xưởng. Gặp ở hội chợ.") {
			break
		}
	}
	x.shows("Gọi trước 11 giờ. Thích gặp tại xưởng. Gặp ở hội chợ.")
	x.Keys("left")
	x.shows("note Gặp ở hội chợ.")
	x.Keys("b")
	x.hides("note Gặp ở hội chợ.")
	x.Keys("esc")
	x.shows("2 sure · 1 likely")
	x.Keys("esc")
	x.hides("Possible duplicates")
	if n, err := x.store.History(context.Background(), store.HistoryOptions{Who: "tui"}); err != nil || len(n) != 0 {
		t.Errorf("%v, %v", n, err)
	}
}

// Two people who are not the same leave the list, and come back by u.
func TestNotTheSame(t *testing.T) {
	x := openTwice(t, 80, 24)
	x.Keys("g", "p", "n")
	x.shows("1 sure · 1 likely")
	x.Keys("u")
	x.shows("2 sure · 1 likely")
	x.Keys("enter", "n")
	x.hides("Merge two contacts")
	x.shows("1 sure · 1 likely")
	x.shows("Two people:")
}

// All sure pairs become one each, after a question and as one change.
func TestMergeAllSure(t *testing.T) {
	x := openTwice(t, 80, 24)
	before := x.people()
	x.Keys("g", "p", "A")
	x.shows("2 contacts would become part of 2 others")
	x.wait(1e9)
	x.Keys("y")
	x.shows("0 sure · 1 likely")
	if x.people() != before-2 {
		t.Errorf("%d people of %d", x.people(), before)
	}
	x.Keys("u")
	if x.people() != before {
		t.Errorf("%d people after undo", x.people())
	}
	x.shows("2 sure · 1 likely")
}

// M merges the two that are marked: the one under the cursor stays.
func TestMergeMarked(t *testing.T) {
	x := openTwice(t, 120, 36)
	x.Keys("M")
	x.shows("Mark two contacts with space, then M merges them")
	x.Keys("/", "nhung", "enter", "space", "space", "k", "M")
	x.shows("stays: Phạm Hồng Nhung")
	x.shows("goes: Chị Nhung")
	x.Keys("enter")
	x.shows("Merged Chị Nhung into Phạm Hồng Nhung")
	x.hides("marked")
	if c := x.contact("Phạm Hồng Nhung"); len(c.Phones) != 1 || c.External[0].ID != x.ids["Chị Nhung 2"] {
		t.Errorf("%+v", c)
	}
}

// A contact that another process takes away ends the dialog with a word.
func TestMergeOfNobody(t *testing.T) {
	x := openTwice(t, 80, 24)
	x.Keys("g", "p", "enter")
	storetest.Write(t, x.store, func(tx *store.Tx) error { return tx.Trash(x.ids["nguyen thi anh 2"]) })
	x.Keys("enter")
	x.shows("in the trash")
	if x.contact("Nguyễn Thị Ánh").Department != "" {
		t.Error("it was merged all the same")
	}
}

// In a book without a pair the list says so.
func TestNoDupes(t *testing.T) {
	x := open(t, 80, 24)
	x.Keys("g", "p")
	x.shows("Nobody seems to be in the book twice.")
	x.Keys("esc")
	x.shows("[2 Contacts")
}
