// Package storetest opens books for tests: real SQLite files in a folder of the
// test, a clock that stands until it is moved, ids from a seed.
package storetest

import (
	"context"
	"flag"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"crm/store"
)

// Start is when a test's clock begins: Monday 23 November 2026, 09:41 in Hanoi.
var Start = time.Date(2026, 11, 23, 9, 41, 0, 0, Zone)

// Zone is the zone of a test's days.
var Zone = time.FixedZone("+07", 7*60*60)

// Clock is a clock that a test moves.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock that stands at Start.
func NewClock() *Clock { return &Clock{now: Start} }

// Now is the moment at which the clock stands.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Add moves the clock.
func (c *Clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// UIDs returns a generator of ids that gives the same ones for the same seed.
func UIDs(seed uint64) func() string {
	const first, rest = "abcdefghjkmnpqrstvwxyz", "0123456789abcdefghjkmnpqrstvwxyz"
	var mu sync.Mutex
	r := rand.New(rand.NewPCG(seed, 0))
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		b := make([]byte, 16)
		b[0] = first[r.IntN(len(first))]
		for i := 1; i < len(b); i++ {
			b[i] = rest[r.IntN(len(rest))]
		}
		return string(b)
	}
}

// Options are a test book's: the clock, Zone, seeded ids, region VN.
func Options(c *Clock) store.Options {
	return store.Options{Now: c.Now, Zone: Zone, UID: UIDs(1), Region: "VN"}
}

// New makes an empty book in a folder of the test and closes it at its end.
func New(tb testing.TB) (*store.Store, *Clock) {
	tb.Helper()
	c := NewClock()
	s, err := store.Create(context.Background(), filepath.Join(tb.TempDir(), "crm.db"), Options(c))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s, c
}

// Write runs one operation of a test.
func Write(tb testing.TB, s *store.Store, fn func(*store.Tx) error) store.Operation {
	tb.Helper()
	op, err := s.Write(context.Background(), store.Op{Who: "cli", What: "test"}, fn)
	if err != nil {
		tb.Fatal(err)
	}
	return op
}

// Add stores a contact and returns its uid.
func Add(tb testing.TB, s *store.Store, c store.Contact) string {
	tb.Helper()
	var uid string
	Write(tb, s, func(tx *store.Tx) (err error) {
		uid, err = tx.AddContact(c)
		return err
	})
	return uid
}

// Cases makes rapid try n cases of the property that is tested, each of which is
// costly, instead of its default of 100, unless the command line says how many. A
// short run tries a fifth of them, as of every property, but at least two.
func Cases(t testing.TB, n int) {
	t.Helper()
	f := flag.Lookup("rapid.checks")
	if f.Value.String() != f.DefValue {
		return
	}
	if testing.Short() {
		n = max(n, 10) // rapid tries a fifth of them
	}
	if err := flag.Set("rapid.checks", strconv.Itoa(n)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { flag.Set("rapid.checks", f.DefValue) })
}
