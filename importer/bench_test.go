package importer_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"crm/importer"
	"crm/store"
)

const benchRows = 100_000

// people writes a CSV of 12 columns, as a sales team's spreadsheet has them.
func people(tb testing.TB, path string, n int) {
	tb.Helper()
	file, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	w := bufio.NewWriter(file)
	fmt.Fprintln(w, "Full name,Email,Phone,Company,Job title,Street,City,Postal code,Country,Birthday,Customer since,Notes")
	family := []string{"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Smith", "Müller", "García", "Dubois", "Kowalski"}
	given := []string{"Thị Ánh", "Văn Đức", "Minh Khai", "Anna", "James", "Sofía", "Jürgen", "Chloé", "Quốc Bảo", "Hồng Nhung"}
	titles := []string{"Giám đốc", "Kế toán trưởng", "Sales manager", "Buyer", "Owner"}
	cities := []string{"Hà Nội", "TP. Hồ Chí Minh", "Đà Nẵng", "Huế", "Cần Thơ"}
	for i := range n {
		fmt.Fprintf(w, "%s %s %d,person%d@example%d.vn,09%08d,Công ty %d,%s,%d Trần Phú,%s,%05d,Việt Nam,19%02d-%02d-%02d,2024-0%d-15,Gọi lại sau Tết %d\n",
			family[i%10], given[i/10%10], i/100, i, i%500, i, i%20000, titles[i%5], i%900+1, cities[i%5], i%99999, 50+i%50, i%12+1, i%28+1, i%9+1, i%1000)
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	if err := file.Close(); err != nil {
		tb.Fatal(err)
	}
}

// shell is what the C shell of SQLite does with the same rows: .import into a
// table of text, then INSERT … SELECT into the book's own tables and indexes and
// its search index, without mapping, cleaning, matching or a journal. SQLite 3.40
// knows no contentless_delete, so the index there has none.
func shell(tb testing.TB, book, csv, db string) string {
	tb.Helper()
	var b strings.Builder
	b.WriteString("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;\nBEGIN;\n")
	conn, err := sql.Open("sqlite", book)
	if err != nil {
		tb.Fatal(err)
	}
	defer conn.Close()
	rows, err := conn.Query(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND type <> 'trigger' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%' ORDER BY type = 'index', rowid`)
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			tb.Fatal(err)
		}
		b.WriteString(strings.ReplaceAll(text, "contentless_delete = 1,", "") + ";\n")
	}
	fmt.Fprintf(&b, "COMMIT;\nBEGIN;\n.mode csv\n.import '%s' raw\n", csv)
	b.WriteString(`
INSERT INTO company (uid, name, fold) SELECT lower(hex(randomblob(8))), c, lower(c) FROM (SELECT DISTINCT "Company" AS c FROM raw);
INSERT INTO custom_field (key, label) VALUES ('customersince', 'Customer since');
INSERT INTO contact (id, uid, name, sort_key, company_id, title, birthday, note, created_at, updated_at)
SELECT r.rowid, lower(hex(randomblob(8))), r."Full name", lower(r."Full name"), o.id, r."Job title", r."Birthday", r."Notes", '2026-11-23T09:00:00.000Z', '2026-11-23T09:00:00.000Z'
FROM raw r JOIN company o ON o.fold = lower(r."Company");
INSERT INTO email (contact_id, pos, address, key) SELECT rowid, 0, "Email", lower("Email") FROM raw;
INSERT INTO phone (contact_id, pos, text, key) SELECT rowid, 0, "Phone", '+84' || substr("Phone", 2) FROM raw;
INSERT INTO address (contact_id, pos, street, city, postcode, country) SELECT rowid, 0, "Street", "City", "Postal code", "Country" FROM raw;
INSERT INTO custom_value (contact_id, field_id, value) SELECT rowid, 1, "Customer since" FROM raw;
INSERT INTO contact_stats (contact_id) SELECT rowid FROM raw;
INSERT INTO search (rowid, name, pinyin, company, email, phone, city, tag, note, log)
SELECT rowid, lower("Full name"), '', lower("Company"), "Email", '84' || substr("Phone", 2) || ' ' || "Phone" || ' ' || substr("Phone", 2) || ' ' || substr("Phone", 3) || ' ' || substr("Phone", 4) || ' ' || substr("Phone", 5) || ' ' || substr("Phone", 6) || ' ' || substr("Phone", 7) || ' ' || substr("Phone", 8), "City", '', "Notes", '' FROM raw;
DROP TABLE raw;
COMMIT;
`)
	script := filepath.Join(filepath.Dir(db), "shell.sql")
	if err := os.WriteFile(script, []byte(b.String()), 0o600); err != nil {
		tb.Fatal(err)
	}
	return script
}

// BenchmarkImport imports 100,000 contacts into a new book, and lets the C shell
// of SQLite load the same rows in the same run. "ratio" is ours over theirs.
func BenchmarkImport(b *testing.B) {
	dir := b.TempDir()
	csv := filepath.Join(dir, "people.csv")
	people(b, csv, benchRows)
	var ours, theirs time.Duration
	var peak uint64
	for i := 0; b.Loop(); i++ {
		book := filepath.Join(dir, fmt.Sprintf("book%d.db", i))
		stop := watchMemory()
		start := time.Now()
		importOnce(b, csv, book)
		ours += time.Since(start)
		peak = max(peak, stop())
		b.StopTimer()
		theirs += shellOnce(b, book, csv, filepath.Join(dir, fmt.Sprintf("c%d.db", i)))
		b.StartTimer()
	}
	b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
	if theirs > 0 {
		b.ReportMetric(float64(ours)/float64(theirs), "ratio")
	}
}

func importOnce(b *testing.B, csv, book string) {
	b.Helper()
	st, err := store.Create(context.Background(), book, storeOptions())
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	f, err := importer.Open(context.Background(), csv, options())
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	r, err := f.Apply(context.Background(), st, nil)
	if err != nil {
		b.Fatal(err)
	}
	if r.Added != benchRows {
		b.Fatalf("%+v", r)
	}
}

func shellOnce(b *testing.B, book, csv, db string) time.Duration {
	b.Helper()
	program, err := exec.LookPath("sqlite3")
	if err != nil {
		return 0
	}
	script := shell(b, book, csv, db)
	input, err := os.Open(script)
	if err != nil {
		b.Fatal(err)
	}
	defer input.Close()
	cmd := exec.Command(program, "-bail", db)
	cmd.Stdin = input
	start := time.Now()
	out, err := cmd.CombinedOutput()
	took := time.Since(start)
	if err != nil {
		b.Fatalf("sqlite3: %v: %s", err, out)
	}
	n, err := exec.Command(program, db, "SELECT count(*) FROM contact").Output()
	if err != nil || strings.TrimSpace(string(n)) != fmt.Sprint(benchRows) {
		b.Fatalf("sqlite3 has %s rows: %v: %s", n, err, out)
	}
	return took
}

// watchMemory samples what the Go runtime has from the system, and returns a
// function that stops and says the most. SQLite's own memory is in it: modernc's
// allocator takes it from mmap, so the resident set of the process is read too.
func watchMemory() func() uint64 {
	runtime.GC()
	var most atomic.Uint64
	done := make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			most.Store(max(most.Load(), resident()))
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	}()
	return func() uint64 {
		close(done)
		<-ended
		return most.Load()
	}
}

// resident is the resident set of this process, or the Go heap where there is no /proc.
func resident() uint64 {
	data, err := os.ReadFile("/proc/self/statm")
	var total, rss uint64
	if err == nil {
		if _, err := fmt.Sscan(string(data), &total, &rss); err == nil {
			return rss * uint64(os.Getpagesize())
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys
}
