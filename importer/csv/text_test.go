package csv

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// TestIsSettled tries every character: those that are taken for NFC at a glance
// are unchanged by NFC and do not compose with what stands before them.
func TestIsSettled(t *testing.T) {
	settled := 0
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) || !isSettled([]byte(string(r))) {
			continue
		}
		settled++
		s := string(r)
		if norm.NFC.String(s) != s || !norm.NFC.PropertiesString(s).BoundaryBefore() {
			t.Errorf("%U is not settled", r)
		}
	}
	if settled < 25000 {
		t.Errorf("only %d characters are settled", settled)
	}
	for _, s := range []string{"Nguyễn Thị Ánh", "王小明", "“Đức” – 5 €", "１２３"} {
		if !isSettled([]byte(s)) {
			t.Errorf("%q is not settled", s)
		}
	}
	for _, s := range []string{"e\u0301", "\xff", "\xc3", "a\xe4\xb8", "\xc0\x80", "\xe4\x80", "\u2000"} {
		if isSettled([]byte(s)) {
			t.Errorf("%q is settled", s)
		}
	}
}

func TestIsASCII(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOfN(rapid.SampledFrom([]byte("ab\x00\x7f\x80\xff")), 0, 40).Draw(t, "b")
		want := true
		for _, c := range b {
			want = want && c < utf8.RuneSelf
		}
		if got := isASCII(b); got != want {
			t.Fatalf("isASCII(%q) = %v", b, got)
		}
	})
}

// TestValidUTF8 puts a character on every place of the border of a chunk.
func TestValidUTF8(t *testing.T) {
	for shift := range 5 {
		pad := strings.Repeat("x", chunkSize-shift)
		for s, want := range map[string]bool{"ễ": true, "😀": true, "\xe1\xbb": false, "😀\xff": false, "": true} {
			got, err := validUTF8(strings.NewReader(pad + s))
			if err != nil || got != want {
				t.Errorf("%q %d bytes before the border: %v, %v", s, shift, got, err)
			}
		}
	}
}
