package tui_test

import (
	"fmt"
	"testing"

	"crm/store"
	"crm/store/storetest"
	"crm/tui/tuitest"
)

// crowd drives the program over a hundred thousand contacts.
func crowd(b *testing.B) *world {
	b.Helper()
	st, clock := storetest.New(b)
	x := &world{t: b, store: st, clock: clock, timers: tuitest.NewClock(storetest.Start)}
	names := people()
	storetest.Write(b, st, func(tx *store.Tx) error {
		if err := tx.BeginBulk(); err != nil {
			return err
		}
		for i := range 100_000 {
			p := names[i%len(names)]
			c := store.Contact{Name: fmt.Sprintf("%s %d", p.Name, i), Company: p.Company, Tags: p.Tags, Star: p.Star}
			if _, err := tx.AddContact(c); err != nil {
				return err
			}
		}
		return nil
	})
	x.Driver = tuitest.Drive(b, newApp(x), 120, 40)
	return x
}

// BenchmarkKey is what a key costs from its message to the new frame: looking
// it up, moving, and drawing; what it asks of the book runs beside that.
func BenchmarkKey(b *testing.B) {
	x := crowd(b)
	j, _ := tuitest.Key("j")
	k, _ := tuitest.Key("k")
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		key := j
		if n++; n%100 >= 50 {
			key = k // to and fro, within what is loaded
		}
		x.app.Update(key)
		x.app.View()
	}
}

// BenchmarkLetter is a letter of a search, to the frame that shows it.
func BenchmarkLetter(b *testing.B) {
	x := crowd(b)
	x.Keys("/")
	letter, _ := tuitest.Key("a")
	back, _ := tuitest.Key("backspace")
	b.ReportAllocs()
	for b.Loop() {
		x.app.Update(letter)
		x.app.View()
		x.app.Update(back)
		x.app.View()
	}
}

// BenchmarkSearch is a letter with all that comes of it: rows, counts, detail.
func BenchmarkSearch(b *testing.B) {
	x := crowd(b)
	x.Keys("/")
	for b.Loop() {
		x.Keys("d", "backspace")
		x.Frame()
	}
}
