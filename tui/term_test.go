package tui_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
	"crm/tui"
	"crm/tui/tuitest"
)

// journey is a program in a terminal in memory.
type journey struct {
	*tuitest.Terminal
	*world
	t *testing.T
}

// Send, Paste: those of the terminal, not of the driver, which there is none of.
func (j *journey) Send(keys ...string) { j.Terminal.Send(keys...) }

// pass lets time pass.
func (j *journey) pass(d time.Duration) {
	j.clock.Add(d)
	for _, msg := range j.timers.Advance(d) {
		j.Msg(msg)
	}
}

// start runs the program over the people.
func start(t *testing.T, w, h int) *journey {
	t.Helper()
	st, clock := storetest.New(t)
	x := &world{t: t, store: st, clock: clock, timers: tuitest.NewClock(storetest.Start)}
	x.ids = fill(t, st)
	o := x.options()
	o.Start = "contacts"
	x.app = tui.New(context.Background(), o)
	j := &journey{tuitest.Start(t, x.app, w, h, tuitest.Options{}), x, t}
	j.Await("[2 Contacts 10]")
	j.Await("王小明")
	return j
}

// startEmpty runs the program without a book.
func startEmpty(t *testing.T, w, h int) *journey {
	t.Helper()
	x := &world{t: t, clock: storetest.NewClock(), timers: tuitest.NewClock(storetest.Start)}
	path := filepath.Join(t.TempDir(), "crm.db")
	made := make(chan *store.Store, 2)
	o := x.options()
	o.Create = func(ctx context.Context) (*store.Store, error) {
		st, err := store.Create(ctx, path, storetest.Options(x.clock))
		made <- st
		return st, err
	}
	o.Fill = func(_ context.Context, st *store.Store) error {
		made <- st
		fill(t, st)
		return nil
	}
	// After the terminal, whose end ends the program: cleanups run backwards.
	t.Cleanup(func() {
		for len(made) > 0 {
			if err := (<-made).Close(); err != nil {
				t.Error(err)
			}
		}
	})
	x.app = tui.New(context.Background(), o)
	j := &journey{tuitest.Start(t, x.app, w, h, tuitest.Options{}), x, t}
	j.Await("No contacts yet.")
	return j
}

// write puts a file for an import into a folder of the test.
func write(t testing.TB, name string, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func customers(t testing.TB) string {
	return write(t, "khách.csv",
		"Họ và tên,SĐT,Email,Công ty,Nhãn",
		"Nguyễn Thị Ánh,0912 345 678,anh@mayhoabinh.vn,Công ty May Hòa Bình,vip",
		"Trần Văn Đức,0903111222,,FPT Telecom,",
		"王小明,+86 138 0013 8000,xm@yunfan.cn,北京云帆科技,展会",
		"Phạm Hồng Nhung,không có,nhung@vinamilk.vn,Vinamilk,",
	)
}

// A spreadsheet goes in, a person is found, the call is logged with a
// follow-up, which shows in Today; undo takes it back, redo makes it again.
func TestJourneyImportSearchLogUndoRedo(t *testing.T) {
	j := startEmpty(t, 120, 36)
	j.Send("I")
	j.Await("Import a file")
	j.Paste(customers(t))
	j.Send("enter")
	j.Await("4 new")
	j.Await("the first rows, as they would stand")
	j.Await("Họ và tên → name")
	j.Send("y")
	j.Await("Imported khách.csv: 4 new")
	j.Send("esc")
	j.Gone("Esc closes")
	j.Await("[2 Contacts 4]")
	j.Send("/", "anh hoa binh")
	j.Await("1 of 4")
	j.Send("enter", "L", "call 12m ok: gửi mẫu vải +3d")
	j.Await("→ follow-up Thu 26 Nov (in 3 days)")
	j.Send("enter")
	j.Await("Logged call · reached, Nguyễn Thị Ánh · follow-up Thu 26 Nov")
	j.Await("gửi mẫu vải")
	j.Await("u undo")
	j.Send("u")
	j.Await("Undone: log call with Nguyễn Thị Ánh")
	j.Gone("gửi mẫu vải")
	j.Send("U")
	j.Await("Redone: log call with Nguyễn Thị Ánh")
	j.Await("gửi mẫu vải")
	j.Send("q")
	if _, err := j.Finish(); err != nil {
		t.Error(err)
	}
}

// What is done leaves Today, and undo brings it back under the cursor.
func TestJourneyToday(t *testing.T) {
	j := start(t, 120, 36)
	j.Send("1")
	j.Await("! OVERDUE  2")
	j.Send("x")
	j.Await("Done, Nguyễn Thị Ánh")
	j.Await("! OVERDUE  1")
	j.Await("▌ ! James Whitfield")
	j.Send("u")
	j.Await("! OVERDUE  2")
	j.Await("▌ ! Nguyễn Thị Ánh")
	j.Send("j", "f", "7")
	j.Await("Follow-up Mon 30 Nov (in 7 days), James Whitfield")
	j.Await("! OVERDUE  1")
	j.Await("[1 Today 4]")
}

func TestJourneyNoAnswerInTwoKeys(t *testing.T) {
	j := start(t, 80, 24)
	j.Send("/", "tran van duc", "enter")
	j.Await("1 of 10")
	j.Send("o")
	j.Await("no answer")
	j.Send("n")
	j.Await("Logged call · no answer, Trần Văn Đức · follow-up")
}

func TestJourneyTags(t *testing.T) {
	j := start(t, 120, 36)
	j.Send("/", "小明", "enter")
	j.Await("1 of 10")
	j.Send("t")
	j.Await("1 vip")
	j.Send("1")
	j.Await("Tagged +vip, 王小明")
	j.Await("#vip #展会")
	j.Send("t", "khách-mới -展会")
	j.Await("adds #khách-mới (new tag) · takes #展会 away")
	j.Send("enter")
	j.Await("#khách-mới #vip")
}

func TestJourneyAddOpenEditTrash(t *testing.T) {
	j := start(t, 80, 24)
	j.Send("a", "Lan Nguyễn 0901 234 567 lan@x.vn #vip")
	j.Await("Lan Nguyễn · 0901 234 567 · lan@x.vn · #vip")
	j.Send("enter")
	j.Await("Added Lan Nguyễn")
	j.WaitFor("the cursor on the new contact", func(s string) bool { return strings.Contains(s, "▌  Lan Nguyễn") })
	j.Send("enter")
	j.Await("─ Timeline")
	j.Send("e")
	j.Await("Edit · Lan Nguyễn")
	j.Send("tab", "tab", "tab", "Vinamilk", "esc")
	j.Await("Unsaved: Enter save · d discard · Esc keep editing")
	j.Send("esc", "tab", "Kế toán", "ctrl+s")
	j.Await("Saved Lan Nguyễn")
	j.Await("Kế toán · Vinamilk")
	j.Send("D")
	j.Await("In the trash for 30 days: Lan Nguyễn")
	j.Await("[2 Contacts 10]")
	j.Send("u")
	j.Await("[2 Contacts 11]")
}

func TestJourneyMarks(t *testing.T) {
	j := start(t, 120, 36)
	j.Send("space", "space")
	j.Await("2 marked")
	j.Send("t", "hội-chợ", "enter")
	j.Await("Tagged +hội-chợ, 2 contacts")
	j.Send("*")
	j.Await("10 marked")
	j.Send("D")
	j.Await("Put 10 contacts into the trash?")
	j.Send("y") // typed ahead: not an answer yet
	j.pass(time.Second)
	j.Send("n")
	j.Gone("Put 10 contacts")
	j.Send("D")
	j.Await("Put 10 contacts")
	j.pass(time.Second)
	j.Send("y")
	j.Await("No contacts yet.")
	j.Send("u")
	j.Await("[2 Contacts 10]")
}

func TestJourneySegments(t *testing.T) {
	j := start(t, 120, 36)
	j.Send("/", "tag:vip")
	j.Await("2 of 10")
	j.Send("enter", "S", "Khách VIP")
	j.Await("tagged vip")
	j.Send("enter")
	j.Await("' k opens it")
	j.Send("esc")
	j.Gone("2 of 10")
	j.Send("'")
	j.Await("Khách VIP")
	j.Send("k")
	j.Await("2 of 10")
	j.Send("'", "'")
	j.Await("李娜")
	j.Send("'", "'")
	j.Await("2 of 10")
	j.Send("-")
	j.Await("李娜")
}

// Another process's change is on the screen within a second, and undoing it
// asks first.
func TestJourneyAnotherProcess(t *testing.T) {
	j := start(t, 120, 36)
	j.Send("j", "j")
	j.Await("▌  Lê Hoàng Phúc")
	j.pass(500 * time.Millisecond) // the first look
	other, err := store.Open(context.Background(), j.store.Path(), otherOptions(j.clock))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Write(context.Background(), store.Op{Who: "cli", What: "add " + store.Ref("x")}, func(tx *store.Tx) error {
		_, err := tx.AddContact(store.Contact{Name: "Bùi Quốc Bảo"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for range 4 { // a second: the look, and its answer, and again
		j.pass(250 * time.Millisecond)
	}
	j.Await("Bùi Quốc Bảo")
	j.Await("▌  Lê Hoàng Phúc")
	j.Send("u")
	j.Await("Undo what was not done here?")
	j.pass(time.Second)
	j.Send("y")
	j.Gone("Bùi Quốc Bảo")
}

// Verbs typed ahead act on what the search finds and on whom is next, not on
// the row that was under the cursor when they were typed.
func TestJourneyTypedAhead(t *testing.T) {
	j := start(t, 120, 36)
	j.Send("/", "phuc", "enter", "L", "c ok đặt lịch", "enter", "esc", "1", "o", "n", "o", "n", "o", "n")
	j.Await("Logged call · no answer, 王小明")
	for name, want := range map[string]int{
		"Lê Hoàng Phúc": 1, "Nguyễn Thị Ánh": 4, "James Whitfield": 2, "王小明": 2, "Trần Văn Đức": 1,
	} {
		list, err := j.store.Timeline(context.Background(), j.ids[name], time.Time{}, 0)
		if err != nil || len(list) != want {
			t.Errorf("%s has %d interactions, want %d (%v)", name, len(list), want, err)
		}
	}
}

// otherOptions are those of another process, whose ids are others.
func otherOptions(c *storetest.Clock) store.Options {
	o := storetest.Options(c)
	o.UID = storetest.UIDs(2)
	return o
}
