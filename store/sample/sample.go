// Package sample makes up people: for the demonstration, for benchmarks, and for
// tests that need a book like a real one.
//
// Person i of a seed is the same whatever number is asked for, and depends on
// no clock. What happened with them, and what is to do, lies around the book's
// own clock, so that a demonstration is a Monday morning on any day.
//
// Nobody is real. Emails are under example.com, example.net and example.org
// (RFC 2606). Phone numbers are from the ranges kept for fiction where a country
// has them (Ofcom's 07700 900xxx, ARCEP's 06 39 98 xxxx, BNetzA's 0171 39200xx);
// Vietnam, China, Japan, Spain and Poland have none, and one range is soon used
// up: those numbers only have the shape of one.
package sample

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"crm/store"
)

// Person is somebody made up.
type Person struct {
	store.Contact
	Country string // ISO 3166: what region their phone is written for

	nation *nation
	latin  string // the name in plain letters, for an address
}

// People yields the first n people of a seed.
func People(seed uint64, n int) iter.Seq[Person] {
	return func(yield func(Person) bool) {
		m := newMaker(seed)
		for i := range n {
			if !yield(m.person(i)) {
				return
			}
		}
	}
}

// Columns are the headings of Row.
func Columns() []string {
	return []string{"Name", "Phone", "Email", "Company", "Title", "City", "Country", "Tags", "Birthday", "Source", "Group", "Note"}
}

// Row is a person as a row of a spreadsheet, one cell for each of Columns.
func (p Person) Row() []string {
	phone, email := "", ""
	if len(p.Phones) > 0 {
		phone = p.Phones[0].Text
	}
	if len(p.Emails) > 0 {
		email = p.Emails[0].Address
	}
	return []string{
		p.Name, phone, email, p.Company, p.Title, p.Addresses[0].City, p.Addresses[0].Country,
		strings.Join(p.Tags, ", "), p.Birthday, p.Source, p.Life, p.Note,
	}
}

// Fill adds the first n people of a seed to a book, with their history, deals
// and reminders, as one operation.
func Fill(ctx context.Context, s *store.Store, seed uint64, n int) error {
	op := store.Op{Who: "import", What: "sample people"}
	_, err := s.Write(ctx, op, func(tx *store.Tx) error {
		if err := tx.BeginBulk(); err != nil {
			return err
		}
		l := newLife(seed, tx.Now().In(s.Zone()))
		i := 0
		for p := range People(seed, n) {
			if err := l.add(tx, i, p); err != nil {
				return fmt.Errorf("person %d: %w", i, err)
			}
			i++
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("add sample people: %w", err)
	}
	return nil
}

// dice are the chances of one person: the same for the same seed and number.
type dice struct {
	rand.Rand
	src *rand.PCG
}

func newDice() *dice {
	src := rand.NewPCG(0, 0)
	return &dice{Rand: *rand.New(src), src: src}
}

// stream is which of a person's chances are drawn, so that a new detail of a
// history changes nobody's name.
type stream uint64

const (
	profile stream = iota
	history
	streams
)

func (d *dice) person(seed uint64, i int, s stream) {
	d.src.Seed(seed, mix(uint64(i)*uint64(streams)+uint64(s)))
}

// mix is the finalizer of SplitMix64 (Steele, Lea and Flood, 2014): neighbours in a
// list would else begin with much the same numbers.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// in tells whether something happens that does so n times in a thousand.
func (d *dice) in(n int) bool { return d.IntN(1000) < n }

func (d *dice) one(list []string) string { return list[d.IntN(len(list))] }

// weighed draws an index with the given weights.
func (d *dice) weighed(weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	at := d.IntN(sum)
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}
