package store_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"crm/store"
	"crm/store/sample"
	"crm/store/storetest"
)

// BenchmarkRemind runs "crm remind" as a whole process, interface linked in, and
// in turn the C shell of SQLite with the same query, on a book of 100,000
// contacts and as many reminders. ratio is the quotient of the medians; login-p95-ms
// is by how much the 95th percentile of a login shell grows with the line in its
// rc file.
func BenchmarkRemind(b *testing.B) {
	dir := b.TempDir()
	crm := filepath.Join(dir, "crm")
	if out, err := exec.Command("go", "build", "-o", crm, "crm/cmd/crm").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	book := filepath.Join(dir, "crm.db")
	s, err := store.Create(ctx, book, storetest.Options(storetest.NewClock()))
	if err != nil {
		b.Fatal(err)
	}
	if err := sample.Fill(ctx, s, 1, 100_000); err != nil {
		b.Fatal(err)
	}
	query, err := s.QueueSQL(store.QueueOptions{Limit: 12})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	rc := filepath.Join(dir, ".bash_profile")
	state := filepath.Join(dir, "state")
	env := []string{
		"XDG_STATE_HOME=" + state,
		"PATH=" + dir + ":" + os.Getenv("PATH"), "HOME=" + dir, "TZ=Asia/Ho_Chi_Minh",
		"CRM_DB=" + book, "CRM_NOW=" + storetest.Start.Format(time.RFC3339),
	}
	var ours, theirs, plain, line []time.Duration
	for b.Loop() {
		for range 20 {
			ours = append(ours, timed(b, env, "", crm, "remind", "--limit", "12"))
			theirs = append(theirs, timed(b, env, query, "sqlite3", "-readonly", book))
			write(b, rc, "")
			plain = append(plain, timed(b, env, "", "bash", "-lic", "exit 0"))
			write(b, rc, "command -v crm >/dev/null && crm remind --daily\n")
			os.RemoveAll(state) // the first login of a day is the slow one
			line = append(line, timed(b, env, "", "bash", "-lic", "exit 0"))
		}
	}
	b.ReportMetric(ms(percentile(ours, 50)), "remind-ms")
	b.ReportMetric(ms(percentile(theirs, 50)), "sqlite3-ms")
	b.ReportMetric(float64(percentile(ours, 50))/float64(percentile(theirs, 50)), "ratio")
	b.ReportMetric(ms(percentile(line, 95)-percentile(plain, 95)), "login-p95-ms")
}

func timed(b *testing.B, env []string, stdin, name string, args ...string) time.Duration {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env, cmd.Stdin, cmd.Stdout = env, bytes.NewReader([]byte(stdin)), io.Discard
	start := time.Now()
	if err := cmd.Run(); err != nil {
		b.Fatalf("%s: %v", name, err)
	}
	return time.Since(start)
}

func write(b *testing.B, path, text string) {
	b.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
}

// percentile is the value below which so many in a hundred lie.
func percentile(d []time.Duration, percent int) time.Duration {
	slices.Sort(d)
	return d[min(len(d)-1, len(d)*percent/100)]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
