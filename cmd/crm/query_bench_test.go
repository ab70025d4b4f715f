package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/sample"
	"crm/store/storetest"
)

// countQueries are asked of 100,000 contacts: one of each kind of field.
func countQueries() []string {
	return []string{
		"tag:vip last:>30d city:ha-noi -tag:lost", "a", "明", "zzzzqq", "stage:lead,quote due:..7d", "is:cold", "value:>15tr",
		"bought:máy -bought:bảo-hành", "call:never phone:any", "birthday:dec", "log:~contract", "tries:>2 outcome:na", "seg:loyal OR tag:vip",
	}
}

// BenchmarkQueryCommand runs whole processes on a book of 100,000 contacts:
// "crm list QUERY --count", of which worst-ms is the highest 95th percentile among
// the queries, and one change of everybody by tag, stage and edit each.
func BenchmarkQueryCommand(b *testing.B) {
	dir := b.TempDir()
	crm, book := filepath.Join(dir, "crm"), filepath.Join(dir, "crm.db")
	if out, err := exec.Command("go", "build", "-o", crm, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	s, err := store.Create(b.Context(), book, storetest.Options(storetest.NewClock()))
	if err != nil {
		b.Fatal(err)
	}
	if err := sample.Fill(b.Context(), s, sampleSeed, 100_000); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	env := []string{"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "TZ=UTC", "CRM_DB=" + book, "CRM_NOW=" + storetest.Start.Format(time.RFC3339)}
	b.Run("Count", func(b *testing.B) {
		worst, all := time.Duration(0), []time.Duration(nil)
		for b.Loop() {
			for _, q := range countQueries() {
				var took []time.Duration
				for range 20 {
					took = append(took, ran(b, env, crm, "list", "--count", q))
				}
				slices.Sort(took)
				b.Logf("%6.1f ms median, %6.1f ms p95: %s", millis(took[10]), millis(took[18]), q)
				worst, all = max(worst, took[18]), append(all, took...)
			}
		}
		slices.Sort(all)
		b.ReportMetric(millis(all[len(all)/2]), "median-ms")
		b.ReportMetric(millis(worst), "worst-ms")
	})
	for _, change := range []string{"tag limit:100000 +everybody", "stage limit:100000 quote", "edit limit:100000 title=x"} {
		b.Run(strings.Fields(change)[0], func(b *testing.B) {
			for b.Loop() {
				took := ran(b, env, crm, append(strings.Fields(change), "--yes")...)
				b.ReportMetric(took.Seconds(), "change-s")
				b.ReportMetric(ran(b, env, crm, "undo").Seconds(), "undo-s")
			}
		})
	}
}

func ran(b *testing.B, env []string, name string, args ...string) time.Duration {
	b.Helper()
	var said bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Env, cmd.Stderr = env, &said
	start := time.Now()
	if err := cmd.Run(); err != nil {
		b.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, said.String())
	}
	return time.Since(start)
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
