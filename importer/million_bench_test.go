//go:build unix

package importer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"crm/importer"
	"crm/store"
)

// spent is what something cost: how long it took, and how long processors worked
// on it, which other work on the machine changes less.
type spent struct{ wall, cpu time.Duration }

func (s *spent) add(o spent) { s.wall, s.cpu = s.wall+o.wall, s.cpu+o.cpu }

// spending runs do in this process.
func spending(tb testing.TB, do func()) spent {
	tb.Helper()
	used := func() time.Duration {
		var r syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
			tb.Fatal(err)
		}
		return time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	start, before := time.Now(), used()
	do()
	return spent{time.Since(start), used() - before}
}

// BenchmarkMillion imports 100,000 and 1,000,000 contacts into a new book, and lets
// the C shell of SQLite load the same rows in the same run, as BenchmarkImport
// does. Goals at 1,000,000: ratio 2, peak 150 MB.
func BenchmarkMillion(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			csv := filepath.Join(dir, "people.csv")
			people(b, csv, n)
			var ours, theirs spent
			var peak uint64
			for i := 0; b.Loop(); i++ {
				book, db := filepath.Join(dir, fmt.Sprintf("book%d.db", i)), filepath.Join(dir, fmt.Sprintf("c%d.db", i))
				stop := watchMemory()
				ours.add(spending(b, func() { importFile(b, csv, book, n) }))
				peak = max(peak, stop())
				theirs.add(shellFile(b, book, csv, db, n))
				for _, path := range []string{book, db} {
					if err := os.Remove(path); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(0, "ns/op") // the shell's time is in it
			b.ReportMetric(ours.wall.Seconds()/float64(b.N), "s")
			b.ReportMetric(ours.cpu.Seconds()/float64(b.N), "cpu-s")
			b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
			if theirs.wall > 0 {
				b.ReportMetric(theirs.wall.Seconds()/float64(b.N), "shell-s")
				b.ReportMetric(float64(ours.wall)/float64(theirs.wall), "ratio")
				b.ReportMetric(float64(ours.cpu)/float64(theirs.cpu), "cpu-ratio")
			}
		})
	}
}

func importFile(tb testing.TB, csv, book string, n int) {
	tb.Helper()
	st, err := store.Create(context.Background(), book, storeOptions())
	if err != nil {
		tb.Fatal(err)
	}
	defer st.Close()
	r, err := applyFile(context.Background(), st, csv)
	if err != nil || r.Added != n {
		tb.Fatalf("%+v, %v", r, err)
	}
}

func applyFile(ctx context.Context, st *store.Store, csv string) (*importer.Report, error) {
	f, err := importer.Open(ctx, csv, options())
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Apply(ctx, st, nil)
}

// shellFile is nothing spent where there is no sqlite3.
func shellFile(tb testing.TB, book, csv, db string, n int) spent {
	tb.Helper()
	program, err := exec.LookPath("sqlite3")
	if err != nil {
		return spent{}
	}
	input, err := os.Open(shell(tb, book, csv, db))
	if err != nil {
		tb.Fatal(err)
	}
	defer input.Close()
	cmd := exec.Command(program, "-bail", db)
	cmd.Stdin = input
	start := time.Now()
	out, err := cmd.CombinedOutput()
	took := spent{time.Since(start), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if err != nil {
		tb.Fatalf("sqlite3: %v: %s", err, out)
	}
	got, err := exec.Command(program, db, "SELECT count(*) FROM contact").Output()
	if err != nil || strings.TrimSpace(string(got)) != fmt.Sprint(n) {
		tb.Fatalf("sqlite3 has %s rows: %v", got, err)
	}
	return took
}

// BenchmarkAgain imports 100,000 contacts into a book that holds as many others, and
// then once more, where every row is found and nothing changes. "other-ratio" and
// "again-ratio" are the processors' time of these over that of the first import.
func BenchmarkAgain(b *testing.B) {
	const n = 100_000
	dir := b.TempDir()
	first, other := filepath.Join(dir, "first.csv"), filepath.Join(dir, "other.csv")
	people(b, first, n)
	text, err := os.ReadFile(first)
	if err != nil {
		b.Fatal(err)
	}
	text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte(",person"), []byte(",other")), []byte(".vn,09"), []byte(".vn,03"))
	if err := os.WriteFile(other, text, 0o600); err != nil {
		b.Fatal(err)
	}
	var took [3]spent
	for i := 0; b.Loop(); i++ {
		st, err := store.Create(context.Background(), filepath.Join(dir, fmt.Sprintf("book%d.db", i)), storeOptions())
		if err != nil {
			b.Fatal(err)
		}
		for k, path := range []string{first, other, other} {
			took[k].add(spending(b, func() {
				r, err := applyFile(context.Background(), st, path)
				if err != nil || k < 2 && r.Added != n || k == 2 && r.Same != n {
					b.Fatalf("%+v, %v", r, err)
				}
			}))
		}
		if err := st.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(took[0].cpu.Seconds()/float64(b.N), "first-cpu-s")
	b.ReportMetric(float64(took[1].cpu)/float64(took[0].cpu), "other-ratio")
	b.ReportMetric(float64(took[2].cpu)/float64(took[0].cpu), "again-ratio")
}

// BenchmarkStop cancels an import of 100,000 contacts in thirty places, while rows
// are added, while indexes are made and while the end is written, and reports the
// longest time until the import was over and the book as before. Goal: 0.2 s.
func BenchmarkStop(b *testing.B) {
	const n, places = 100_000, 30
	dir := b.TempDir()
	csv := filepath.Join(dir, "people.csv")
	people(b, csv, n)
	st, err := store.Create(context.Background(), filepath.Join(dir, "book.db"), storeOptions())
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	whole := spending(b, func() { importFile(b, csv, filepath.Join(dir, "whole.db"), n) }).wall
	var worst, at time.Duration
	for b.Loop() {
		for i := range places {
			ctx, cancel := context.WithCancel(context.Background())
			var asked time.Time
			after := whole * time.Duration(i+1) / (places + 1)
			timer := time.AfterFunc(after, func() { asked = time.Now(); cancel() })
			_, err := applyFile(ctx, st, csv)
			if timer.Stop() || err == nil {
				b.Logf("it was over before %v", after)
				if _, err := st.Undo(context.Background(), store.Op{Who: "cli"}, "", false); err != nil {
					b.Fatal(err)
				}
				cancel()
				continue
			}
			if took := time.Since(asked); took > worst {
				worst, at = took, after
			}
			if !errors.Is(err, context.Canceled) {
				b.Fatal(err)
			}
			if left, err := st.Count(context.Background(), nil); err != nil || left != 0 {
				b.Fatalf("%d contacts are left, %v", left, err)
			}
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(worst.Microseconds())/1000, "worst-ms")
	b.Logf("slowest after %v of %v", at, whole)
}
