package vcard_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// fact is what the MANIFEST says of a file of cards.
type fact struct {
	path, expected string
}

func corpusFacts(t *testing.T) []fact {
	t.Helper()
	root := os.Getenv("CRM_CORPUS")
	if root == "" {
		t.Skip("CRM_CORPUS names no folder")
	}
	var out []fact
	for _, at := range []string{"", "made"} {
		text, err := os.ReadFile(filepath.Join(root, at, "MANIFEST.tsv"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) > 8 && strings.HasSuffix(f[2], ".vcf") {
				out = append(out, fact{filepath.Join(root, at, f[2]), f[8]})
			} else if len(f) == 8 && strings.HasSuffix(f[2], ".vcf") {
				out = append(out, fact{filepath.Join(root, at, f[2]), f[7]})
			}
		}
	}
	if len(out) < 90 {
		t.Fatalf("%d files of cards in the MANIFEST", len(out))
	}
	return out
}

// The number of cards is that of the BEGINs; the first name is that of the MANIFEST.
func TestCorpus(t *testing.T) {
	begin := regexp.MustCompile(`(?mi)^BEGIN:VCARD\s*$`)
	name := regexp.MustCompile(`; FN: ([^|;…]+?)(?: \||;|$)`)
	// No FN of an AGENT, and the MANIFEST took bytes of 1250 for 1252.
	other := map[string]string{"roundcubemail__thebat.vcf": "Piotr Iksiński"}
	for _, f := range corpusFacts(t) {
		t.Run(filepath.Base(f.path), func(t *testing.T) {
			b, err := os.ReadFile(f.path)
			if err != nil {
				t.Fatal(err)
			}
			cards, err := readAll(b)
			if filepath.Base(f.path) == "nest_10000.vcf" {
				if err == nil || !strings.Contains(err.Error(), "cards in cards") {
					t.Errorf("%d cards, error %v", len(cards), err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			plain := b
			if bytes.Contains(b, []byte("B\x00E\x00")) {
				plain = bytes.ReplaceAll(bytes.TrimPrefix(b, []byte("\xff\xfe")), []byte{0}, nil)
			}
			want := len(begin.FindAll(bytes.ReplaceAll(plain, []byte("\r"), nil), -1))
			want -= bytes.Count(bytes.ReplaceAll(plain, []byte("\r"), nil), []byte("AGENT:\nBEGIN:VCARD"))
			whole := 0
			for _, c := range cards {
				if len(c.Notes) == 0 || c.Notes[0].Reason != "no BEGIN:VCARD before this line" {
					whole++
				}
			}
			if whole != want {
				t.Errorf("%d cards, want %d", whole, want)
			}
			m := name.FindStringSubmatch(f.expected)
			if m == nil {
				return
			}
			first := strings.NewReplacer(`\\,`, ",", `\\\\`, `\\`).Replace(strings.TrimSpace(m[1]))
			if o, ok := other[filepath.Base(f.path)]; ok {
				first = o
			}
			got := ""
			for _, c := range cards {
				for i := range c.Props {
					if got == "" && c.Props[i].Name == "FN" {
						got = c.Props[i].Text()
					}
				}
			}
			if strings.Contains(first, "Î²") || strings.Contains(first, `\\`) {
				return // the MANIFEST quotes bytes
			}
			if !strings.HasPrefix(got, first) && !strings.HasPrefix(strings.ReplaceAll(got, ", ", ","), first) {
				t.Errorf("the first FN is %q, want %q", got, first)
			}
		})
	}
}
