package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"crm/store"
	"crm/store/entry"
	"crm/store/fold"
	"crm/store/query"
	"crm/store/sample"
	"crm/store/storetest"
)

const (
	benchPeople = 100_000
	firstRows   = 50 // what a screen shows of a list
)

// benchBook is the book that the benchmarks of a run share; making it takes half a
// minute. dir is for TestMain to remove.
type benchBook struct {
	once sync.Once
	dir  string
	s    *store.Store
	err  error
}

func (b *benchBook) open(tb testing.TB) *store.Store {
	tb.Helper()
	b.once.Do(func() {
		if b.dir, b.err = os.MkdirTemp("", "crm-bench-"); b.err != nil {
			return
		}
		opt := storetest.Options(storetest.NewClock())
		if b.s, b.err = store.Create(ctx, filepath.Join(b.dir, "crm.db"), opt); b.err == nil {
			b.err = sample.Fill(ctx, b.s, 1, benchPeople)
		}
	})
	if b.err != nil {
		tb.Fatal(b.err)
	}
	return b.s
}

func (b *benchBook) remove() {
	if b.s != nil {
		b.s.Close()
	}
	if b.dir != "" {
		os.RemoveAll(b.dir)
	}
}

var shared benchBook

// measured runs each of some actions in turn, for as long as the benchmark lasts,
// and reports the slowest of twenty.
func measured[T any](b *testing.B, list []T, do func(T) error) {
	b.Helper()
	var took []time.Duration
	worst, at := time.Duration(0), *new(T)
	for b.Loop() {
		for _, v := range list {
			start := time.Now()
			if err := do(v); err != nil {
				b.Fatal(err)
			}
			d := time.Since(start)
			took = append(took, d)
			if d > worst {
				worst, at = d, v
			}
		}
	}
	b.ReportMetric(0, "ns/op") // one op is the whole list
	b.ReportMetric(ms(percentile(took, 50)), "p50-ms")
	b.ReportMetric(ms(percentile(took, 95)), "p95-ms")
	b.ReportMetric(ms(worst), "max-ms")
	b.Logf("slowest: %v, %.2f ms", at, ms(worst))
}

// typed are the beginnings of names and companies of so many letters, as typed
// while looking for people of the book.
func typed(letters int) []string {
	var out []string
	i := 0
	for p := range sample.People(1, 2000) {
		if i++; i%20 != 0 {
			continue
		}
		words := strings.Fields(fold.Text(p.Name))
		if i%60 == 0 {
			words = strings.Fields(fold.Text(p.Company))
		}
		for _, w := range words {
			if len(w) >= letters && w[0] < 0x80 && !slices.Contains(out, w[:letters]) {
				out = append(out, w[:letters])
			}
		}
	}
	return out
}

// phonePieces are pieces of numbers, two to nine digits, some typed with spaces.
func phonePieces() []string {
	var out []string
	i := 0
	for p := range sample.People(1, 400) {
		if i++; i%10 != 0 || len(p.Phones) == 0 {
			continue
		}
		key, _, ok := fold.Phone(p.Phones[0].Text, p.Country)
		if !ok {
			continue
		}
		digits := key[len(key)-9:]
		out = append(out, digits[3:6], digits[:4], digits[4:], digits, p.Phones[0].Text, digits[3:6]+" "+digits[6:], digits[:2])
	}
	return out
}

// han are single characters of Chinese and Japanese names and companies.
func han() []string {
	var out []string
	for p := range sample.People(1, 1500) {
		for _, r := range p.Name + p.Company {
			if r >= 0x4e00 && r <= 0x9fff && !slices.Contains(out, string(r)) {
				out = append(out, string(r))
			}
		}
	}
	return out
}

// BenchmarkSearch is the time from typed text to the first rows, at 100,000
// contacts. The goal is 10 ms at the 95th percentile.
func BenchmarkSearch(b *testing.B) {
	s := shared.open(b)
	cases := []struct {
		name string
		list []string
	}{{"phone", phonePieces()}, {"han", han()}}
	for n := 1; n <= 6; n++ {
		cases = append(cases, struct {
			name string
			list []string
		}{fmt.Sprint(n, "-letters"), typed(n)})
	}
	cases = append(cases, struct {
		name string
		list []string
	}{"two-words", []string{"nguyen van", "tran thi", "le hoa binh", "vip ha noi", "duc bao gia", "a b", "n a", "ng th", "0 1"}})
	for _, c := range cases {
		b.Run(c.name, func(b *testing.B) {
			measured(b, c.list, func(text string) error {
				q, err := query.Forgive(text, query.Context{When: today(s)})
				if err != nil {
					return err
				}
				_, err = s.List(ctx, store.ListOptions{Query: q, Limit: firstRows})
				return err
			})
		})
		b.Run(c.name+"-count", func(b *testing.B) {
			measured(b, c.list, func(text string) error {
				q, err := query.Forgive(text, query.Context{When: today(s)})
				if err != nil {
					return err
				}
				_, err = s.Count(ctx, q)
				return err
			})
		})
	}
}

// BenchmarkQuery is the first rows of queries with fields.
func BenchmarkQuery(b *testing.B) {
	s := shared.open(b)
	for _, text := range []string{
		"tag:vip", "tag:vip last:>30d", "is:overdue", "due:<7d", "last:never", "city:ha-noi tag:vip -tag:loyal", "-tag:vip", "company:none", "nguyen due:any",
	} {
		b.Run(strings.ReplaceAll(text, " ", "+"), func(b *testing.B) {
			q := parse(b, s, text)
			measured(b, []string{text}, func(string) error {
				_, err := s.List(ctx, store.ListOptions{Query: q, Limit: firstRows})
				return err
			})
		})
	}
}

// BenchmarkList is a page at the beginning, in the middle and backward at the end
// of the whole list, in every order.
func BenchmarkList(b *testing.B) {
	s := shared.open(b)
	for _, by := range store.Sorts() {
		rows, err := s.List(ctx, store.ListOptions{Sort: by, Limit: benchPeople / 2})
		if err != nil {
			b.Fatal(err)
		}
		middle := rows[len(rows)-1].Cursor()
		b.Run(string(by), func(b *testing.B) {
			measured(b, []store.ListOptions{
				{Sort: by, Limit: 200}, {Sort: by, Limit: 200, Desc: true}, {Sort: by, Limit: 200, After: middle}, {Sort: by, Limit: 200, Before: middle},
			}, func(o store.ListOptions) error {
				_, err := s.List(ctx, o)
				return err
			})
		})
	}
}

// BenchmarkQueue is the query of "crm remind" without its process.
func BenchmarkQueue(b *testing.B) {
	s := shared.open(b)
	for name, o := range map[string]store.QueueOptions{"12": {Limit: 12}, "all": {}, "week": {Within: 7}, "counts": {Limit: 1}} {
		b.Run(name, func(b *testing.B) {
			measured(b, []store.QueueOptions{o}, func(o store.QueueOptions) error {
				_, _, err := s.Queue(ctx, o)
				return err
			})
		})
	}
}

// BenchmarkLog is a call logged with a follow-up: one operation, synced to the disk.
func BenchmarkLog(b *testing.B) {
	s := shared.open(b)
	rows, err := s.List(ctx, store.ListOptions{Limit: 50, Query: parse(b, s, "lan")})
	if err != nil {
		b.Fatal(err)
	}
	e := entry.Parse("call 15m ok: đồng ý báo giá 500 áo +3d #vip", today(s), entry.Default())
	measured(b, uids(rows), func(uid string) error {
		_, err := s.Write(ctx, store.Op{Who: "cli", What: "log"}, func(tx *store.Tx) error {
			_, err := tx.Log(uid, e, today(s))
			return err
		})
		return err
	})
}

// BenchmarkUndoImport takes an import of 100,000 people with their history back, and
// makes it again.
func BenchmarkUndoImport(b *testing.B) {
	opt := storetest.Options(storetest.NewClock())
	s, err := store.Create(ctx, filepath.Join(b.TempDir(), "crm.db"), opt)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	start := time.Now()
	if err := sample.Fill(ctx, s, 1, benchPeople); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(start).Seconds(), "fill-s")
	var undo, redo time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := s.Undo(ctx, cli, "", false); err != nil {
			b.Fatal(err)
		}
		undo += time.Since(start)
		start = time.Now()
		if _, err := s.Redo(ctx, cli, false); err != nil {
			b.Fatal(err)
		}
		redo += time.Since(start)
	}
	b.ReportMetric(undo.Seconds()/float64(b.N), "undo-s")
	b.ReportMetric(redo.Seconds()/float64(b.N), "redo-s")
	if n, err := s.Count(ctx, nil); err != nil || n != benchPeople {
		b.Errorf("%d people, %v", n, err)
	}
}
