package store_test

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
)

var kills = flag.Int("kills", 4, "how often the kill test kills")

// Every fifth operation of roleWrite is an import of so many contacts.
const (
	importEvery = 5
	importRows  = 40
)

// roleWrite changes a book until it is killed. Each operation notes its number in
// the book, and it says the number when the operation is acknowledged.
func roleWrite(args []string) error {
	opt := storetest.Options(storetest.NewClock())
	opt.UID = store.RandomUID
	s, err := store.Open(ctx, args[0], opt)
	if err != nil {
		return err
	}
	from, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	for n := from; ; n++ {
		op := store.Op{Who: "cli", What: "write"}
		if n%importEvery == 0 {
			op.Who = "import"
		}
		if _, err := s.Write(ctx, op, func(tx *store.Tx) error { return oneOf(tx, n) }); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// oneOf is the n-th operation: a contact with all that belongs to one, or many.
func oneOf(tx *store.Tx, n int) error {
	rows := 1
	if n%importEvery == 0 {
		rows = importRows
		if err := tx.BeginBulk(); err != nil {
			return err
		}
	}
	for i := range rows {
		uid, err := tx.AddContact(store.Contact{
			Name: fmt.Sprintf("Nguyễn Văn %d", n), Company: "Hòa Bình", Tags: []string{"vip"},
			Phones: []store.Phone{{Text: fmt.Sprintf("09%04d%04d", n%10000, i)}},
		})
		if err != nil {
			return err
		}
		if _, err := tx.AddInteraction(store.Interaction{Contact: uid, Kind: "call", Text: "báo giá"}); err != nil {
			return err
		}
		if _, err := tx.Follow(uid, store.Due{On: "2026-11-30"}, "gọi lại"); err != nil {
			return err
		}
	}
	return tx.SetSetting("n", strconv.Itoa(n))
}

// contactsAfter is how many contacts the operations 1 to n make.
func contactsAfter(n int) int {
	imports := n / importEvery
	return n - imports + imports*importRows
}

// TestKill kills a writing process again and again: what it had acknowledged is
// there, nothing is there by half, and all of it can still be undone.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "crm.db")
	opt := storetest.Options(storetest.NewClock())
	s, err := store.Create(ctx, path, opt)
	if err != nil {
		t.Fatal(err)
	}
	start := dump(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	last := 0
	for round := range *kills {
		acked := killOnce(t, path, last+1)
		last = checkKilled(t, path, round, max(acked, last))
	}
	if s, err = store.Open(ctx, path, opt); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range last {
		if _, err := s.Undo(ctx, cli, "", false); err != nil {
			t.Fatal(err)
		}
	}
	if got := dump(t, s); got != start {
		t.Errorf("after undoing %d operations:\n%s", last, got)
	}
}

// killOnce runs a writer from operation n on, kills it at a random moment and
// returns the last operation that it had acknowledged, 0 for none.
func killOnce(t *testing.T, path string, n int) (acked int) {
	cmd := process(t, "write", path, strconv.Itoa(n))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines, moment := bufio.NewScanner(out), time.Duration(rand.IntN(20_000))*time.Microsecond
	for range 1 + rand.IntN(12) {
		if !lines.Scan() {
			t.Fatalf("the writer stopped by itself: %v", cmd.Wait())
		}
		acked, _ = strconv.Atoi(lines.Text())
	}
	timer := time.AfterFunc(moment, func() { cmd.Process.Kill() })
	defer timer.Stop()
	for lines.Scan() {
		acked, _ = strconv.Atoi(lines.Text())
	}
	cmd.Wait() // always an error: it was killed
	return acked
}

// checkKilled opens the book after a kill and returns the last operation in it.
func checkKilled(t *testing.T, path string, round, acked int) int {
	s, err := store.Open(ctx, path, storetest.Options(storetest.NewClock()))
	if err != nil {
		t.Fatalf("kill %d: %v", round, err)
	}
	defer s.Close()
	if wrong, err := s.Check(ctx, true); err != nil || len(wrong) > 0 {
		t.Fatalf("kill %d: %v, %v", round, wrong, err)
	}
	text, err := s.Setting(ctx, "n")
	if err != nil {
		t.Fatal(err)
	}
	last, _ := strconv.Atoi(text)
	// One more than acknowledged: killed between the commit and the word of it.
	if last != acked && last != acked+1 {
		t.Fatalf("kill %d: %d operations were acknowledged, %d are there", round, acked, last)
	}
	people, err := s.Count(ctx, nil)
	if err != nil || people != contactsAfter(last) {
		t.Fatalf("kill %d: %d contacts after %d operations, want %d, %v", round, people, last, contactsAfter(last), err)
	}
	_, counts, err := s.Queue(ctx, store.QueueOptions{Within: 7, Limit: 1})
	if err != nil || counts[store.DueToday] != people {
		t.Fatalf("kill %d: %d reminders for %d contacts, %v", round, counts[store.DueToday], people, err)
	}
	return last
}
