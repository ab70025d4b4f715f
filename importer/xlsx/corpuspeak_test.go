package xlsx

import (
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"testing"
)

// TestHostilePeak is the other process of TestCorpusHostilePeak: it reads every
// hostile file, one after the other, whatever comes of it.
func TestHostilePeak(t *testing.T) {
	if os.Getenv(peakFile) != "hostile" {
		t.Skip("it is run by TestCorpusHostilePeak")
	}
	for _, name := range corpusFiles(t, "hostile/*", "made/hostile/*") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_ = readErr(data, newLimits(), t.TempDir()) // what it is, TestCorpusHostile says
	}
	printPeak(t)
}

// TestCorpusHostilePeak: no file, hostile as it may be, takes 300 MB, not all of
// them together.
func TestCorpusHostilePeak(t *testing.T) {
	corpus(t)
	if info, ok := debug.ReadBuildInfo(); ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Skip("the race detector takes memory of its own")
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestHostilePeak$")
	cmd.Env = append(os.Environ(), peakFile+"=hostile")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	mb := peakOf(string(out))
	if mb > 300 {
		t.Errorf("%.0f MB at the peak", mb)
	}
	t.Logf("%.0f MB at the peak", mb)
}
