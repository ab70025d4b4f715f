package importer_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"crm/importer"
	"crm/store"
	samplebook "crm/store/sample"
	"crm/store/storetest"
)

// add writes contacts into a book.
func add(t rapid.TB, st *store.Store, people []store.Contact) {
	t.Helper()
	_, err := st.Write(context.Background(), store.Op{Who: "cli", What: "add"}, func(tx *store.Tx) error {
		for _, c := range people {
			if _, err := tx.AddContact(c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// comesBack exports a book as a workbook, imports that into an empty book and into
// the book itself, and checks that nothing is lost and nothing changes.
func comesBack(t rapid.TB, ours *store.Store, path string) {
	t.Helper()
	want := byUID(everyone(t, ours))
	if n, err := importer.ExportFile(context.Background(), ours, nil, "xlsx", path, importer.ExportOptions{}); err != nil || n != len(want) {
		t.Fatalf("%d of %d exported: %v", n, len(want), err)
	}
	f, err := importer.Open(context.Background(), path, options())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if sheet := f.Info().Sheet; sheet != "Contacts" {
		t.Fatalf("the sheet %q is read", sheet)
	}
	theirs, err := store.OpenScratch(context.Background(), storeOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	r, err := f.Apply(context.Background(), theirs, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Added != len(want) {
		t.Fatalf("%+v", r)
	}
	got := byUID(everyone(t, theirs))
	for i := range want {
		// What a contact has been through stands on the other sheets.
		for _, c := range []*store.Contact{&want[i], &got[i]} {
			c.Stats, c.Stage, c.Value = store.Stats{}, "", store.Money{}
		}
		if a, b := plain(want[i]), plain(got[i]); a != b {
			t.Fatal(differ(a, b))
		}
	}
	again, err := f.Apply(context.Background(), ours, nil)
	if err != nil {
		t.Fatal(err)
	}
	if again.Same != len(want) || again.Operation != "" {
		t.Fatalf("into the book that it came from: %+v", again)
	}
}

// everyone is everybody for a property.
func everyone(t rapid.TB, st *store.Store) []store.Contact {
	t.Helper()
	list, err := st.List(context.Background(), store.ListOptions{Sort: store.ByCreated})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]store.Contact, len(list))
	for i, l := range list {
		if out[i], err = st.Contact(context.Background(), l.UID); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestExportWorkbook(t *testing.T) {
	storetest.Cases(t, 10)
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		ours, err := store.OpenScratch(t.Context(), storeOptions())
		if err != nil {
			rt.Fatal(err)
		}
		defer ours.Close()
		add(rt, ours, rapid.SliceOfN(rapid.Custom(drawContact), 1, 4).Draw(rt, "people"))
		comesBack(rt, ours, filepath.Join(dir, "export.xlsx"))
	})
}

// TestExportSample takes people with a history out and back.
func TestExportSample(t *testing.T) {
	st := newBook(t)
	if err := samplebook.Fill(t.Context(), st, 7, 120); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "book.xlsx")
	comesBack(t, st, path)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	x, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	var uids []string
	for _, c := range everybody(t, st) {
		uids = append(uids, c.UID)
	}
	for sheet, count := range map[string]func() (int, error){
		"Contacts":     func() (int, error) { return len(uids), nil },
		"Interactions": func() (int, error) { m, err := st.Timelines(t.Context(), uids); return entries(m), err },
		"Reminders":    func() (int, error) { m, err := st.RemindersOf(t.Context(), uids); return entries(m), err },
		"Deals":        func() (int, error) { m, err := st.Deals(t.Context(), uids); return entries(m), err },
		"Purchases":    func() (int, error) { m, err := st.Purchases(t.Context(), uids); return entries(m), err },
	} {
		rows, err := x.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := count(); err != nil || len(rows)-1 != n {
			t.Errorf("%s has %d rows, the book %d (%v)", sheet, len(rows)-1, n, err)
		}
	}
}

func entries[T any](m map[string][]T) (n int) {
	for _, list := range m {
		n += len(list)
	}
	return n
}

// TestExportSheets is what stands in the sheets behind the contacts, as excelize
// shows it.
func TestExportSheets(t *testing.T) {
	hanoi := time.FixedZone("Hanoi", 7*3600)
	opt := storeOptions()
	opt.Zone = hanoi
	st, err := store.OpenScratch(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	long := strings.Repeat("é", 32_760) + strings.Repeat("𝝊", 10)
	var uid string
	_, err = st.Write(t.Context(), store.Op{Who: "cli", What: "add"}, func(tx *store.Tx) error {
		if uid, err = tx.AddContact(store.Contact{Name: "=Ánh", Birthday: "1986-12-02", Phones: []store.Phone{{Text: "0912345678"}}}); err != nil {
			return err
		}
		if _, err := tx.AddContact(store.Contact{Name: "Bo", Birthday: "--02-29"}); err != nil {
			return err
		}
		at := time.Date(2026, 1, 5, 20, 30, 0, 0, time.UTC)
		for _, text := range []string{"short", long} {
			if _, err := tx.AddInteraction(store.Interaction{Contact: uid, At: at, Kind: "call", Direction: "out", Outcome: "ok", Seconds: 905, Text: text}); err != nil {
				return err
			}
			at = at.Add(-time.Hour)
		}
		if _, err := tx.AddReminder(store.Reminder{Contact: uid, Kind: "renewal", DueOn: "2026-12-01", Ahead: 30, Text: "thuê"}); err != nil {
			return err
		}
		deal, err := tx.AddDeal(store.Deal{Contact: uid, Title: "Máy in", Stage: "quote", Value: store.Money{Minor: 5, Currency: "EUR"}, ExpectedOn: "2026-12-24"})
		if err != nil {
			return err
		}
		_, err = tx.AddPurchase(store.Purchase{Contact: uid, Deal: deal, On: "2026-02-03", Item: "Giấy", Amount: store.Money{Minor: 1_500_000, Currency: "VND"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if n, err := importer.Export(t.Context(), st, nil, "xlsx", &b, importer.ExportOptions{}); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	x, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	shows := func(sheet string, row int, want ...string) {
		t.Helper()
		rows, err := x.GetRows(sheet)
		if err != nil || len(rows) <= row {
			t.Fatalf("%s has %d rows: %v", sheet, len(rows), err)
		}
		for len(rows[row]) < len(want) {
			rows[row] = append(rows[row], "")
		}
		for i, w := range want {
			if w != "*" && rows[row][i] != w {
				t.Errorf("%s row %d column %d shows %.80q, want %.80q", sheet, row+1, i+1, rows[row][i], w)
			}
		}
	}
	shows("Interactions", 0, "contact id", "name", "when", "kind", "direction", "outcome", "duration", "text", "interaction id")
	shows("Interactions", 1, uid, "=Ánh", "2026-01-06 03:30", "call", "out", "ok", "0:15:05", "short", "*")
	shows("Interactions", 2, uid, "=Ánh", "2026-01-06 02:30", "call", "out", "ok", "0:15:05", strings.Repeat("é", 32_760)+"𝝊𝝊𝝊", "*")
	shows("Interactions", 3, uid, "=Ánh", "2026-01-06 02:30", "call", "out", "ok", "0:15:05", "𝝊𝝊𝝊𝝊𝝊𝝊𝝊", "*")
	shows("Reminders", 1, uid, "=Ánh", "2026-12-01", "renewal", "thuê", "", "", "30", "")
	shows("Deals", 1, uid, "=Ánh", "Máy in", "quote", "0.05", "EUR", "2026-11-23 16:00", "2026-12-24", "", "", "", "*", "*")
	shows("Purchases", 1, uid, "=Ánh", "2026-02-03", "Giấy", "1,500,000", "VND", "", "*", "*")
	header, err := x.GetRows("Contacts")
	if err != nil {
		t.Fatal(err)
	}
	birthday := slices.Index(header[0], "birthday")
	for row, want := range map[int]excelize.CellType{2: excelize.CellTypeUnset, 3: excelize.CellTypeInlineString} {
		ref, _ := excelize.CoordinatesToCellName(birthday+1, row)
		if kind, err := x.GetCellType("Contacts", ref); kind != want || err != nil {
			t.Errorf("the birthday in row %d is of type %v, want %v: %v", row, kind, want, err)
		}
	}
	for _, sheet := range x.GetSheetList() {
		if visible, err := x.GetColVisible(sheet, "A"); visible || err != nil {
			t.Errorf("%s shows its ids: %v", sheet, err)
		}
	}
}

// TestExportTooLong: what a cell cannot hold is an error that says what to do.
func TestExportTooLong(t *testing.T) {
	st := newBook(t)
	add(t, st, []store.Contact{{Name: "Ann", Note: strings.Repeat("x", 40_000)}})
	_, err := importer.Export(t.Context(), st, nil, "xlsx", io.Discard, importer.ExportOptions{})
	failed, ok := errors.AsType[*importer.WriteError](err)
	if !ok || !strings.Contains(failed.What, "32767") || !strings.Contains(failed.Next, "csv") {
		t.Errorf("%v", err)
	}
}

// TestEditedWorkbook: a workbook that was edited in a spreadsheet changes what was
// edited, a date as the date that it is.
func TestEditedWorkbook(t *testing.T) {
	st := newBook(t)
	add(t, st, []store.Contact{
		{Name: "Ann", Birthday: "1986-12-02", Phones: []store.Phone{{Text: "0912345678"}}},
		{Name: "Bo", Birthday: "--02-29", Phones: []store.Phone{{Text: "0912345679"}}},
	})
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if _, err := importer.ExportFile(t.Context(), st, nil, "xlsx", path, importer.ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	rows, err := x.GetRows("Contacts")
	if err != nil {
		t.Fatal(err)
	}
	edit := func(header string, row int, v any) {
		t.Helper()
		ref, err := excelize.CoordinatesToCellName(slices.Index(rows[0], header)+1, row)
		if err == nil {
			err = x.SetCellValue("Contacts", ref, v)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	edit("birthday", 2, 31750) // a date cell keeps its format
	edit("title", 3, "Boss")
	if err := x.Save(); err != nil {
		t.Fatal(err)
	}
	if r := bring(t, st, path, options()); r.Changed != 2 || r.Rows != 2 {
		t.Errorf("%+v", r)
	}
	for _, c := range everybody(t, st) {
		if c.Name == "Ann" && (c.Birthday != "1986-12-04" || c.Title != "") || c.Name == "Bo" && (c.Birthday != "--02-29" || c.Title != "Boss") {
			t.Errorf("%s: born %s, %q", c.Name, c.Birthday, c.Title)
		}
		if len(c.Phones) != 1 {
			t.Errorf("%s has %v", c.Name, c.Phones)
		}
	}
}
