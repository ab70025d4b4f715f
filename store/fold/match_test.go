package fold

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// asRegexp writes a pattern in the syntax of package regexp.
func asRegexp(pattern string) string {
	return strings.NewReplacer("(", "(?:", "<", "(", ">", ")", "d", `\d`, "!", "$").Replace(pattern)
}

// TestMatchIsRegexp runs every pattern of the tables over random numbers that
// begin like real ones, beside package regexp.
func TestMatchIsRegexp(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	matched := 0
	for i := 1; i < len(regions); i++ {
		r := &regions[i]
		for _, pattern := range []string{r.general, r.valid, r.leading, r.idd, r.prefix} {
			if pattern == "" {
				continue
			}
			source := asRegexp(pattern)
			all := regexp.MustCompile("^(?:" + source + ")$")
			start := regexp.MustCompile("^(?:" + source + ")")
			for range 60 {
				digits := likely(rng, pattern)
				if got, want := matchAll(pattern, digits), all.Match(digits); got != want {
					t.Errorf("+%d: all of %s by %s: %v", r.code, digits, pattern, got)
				} else if got {
					matched++
				}
				if got, want := matchStart(pattern, digits), start.Match(digits); got != want {
					t.Errorf("+%d: start of %s by %s: %v", r.code, digits, pattern, got)
				}
				if pattern == r.prefix {
					requireSamePrefix(t, r, start, digits)
				}
			}
		}
	}
	if matched < 1000 {
		t.Errorf("only %d numbers matched", matched)
	}
}

// requireSamePrefix compares the length and the capture of a prefix.
func requireSamePrefix(t *testing.T, r *region, re *regexp.Regexp, digits []byte) {
	t.Helper()
	n, captured := matchLongest(r.prefix, digits)
	loc := re.FindSubmatchIndex(digits)
	wantN, want := 0, span{}
	if loc != nil {
		wantN = loc[1]
		if len(loc) > 2 && loc[2] >= 0 {
			want = span{loc[2], loc[3]}
		}
	}
	if n != wantN || captured != want {
		t.Errorf("+%d: prefix of %s by %s: %d %v, want %d %v", r.code, digits, r.prefix, n, captured, wantN, want)
	}
}

// likely makes digits out of those that the pattern has in it, so that many
// match.
func likely(rng *rand.Rand, pattern string) []byte {
	var from []byte
	start := rng.IntN(len(pattern))
	for i := start; i < len(pattern) && len(from) < 3; i++ {
		if c := pattern[i]; c >= '0' && c <= '9' {
			from = append(from, c)
		}
	}
	for n := 3 + rng.IntN(12); len(from) < n; {
		from = append(from, byte('0'+rng.IntN(10)))
	}
	return from
}

func TestRegionTables(t *testing.T) {
	for i := 1; i < len(regions); i++ {
		r := &regions[i]
		if r.id != "001" && regionByID(r.id) != r {
			t.Errorf("%s is not found", r.id)
		}
		main := regionByCode(int(r.code))
		if main == nil || main.code != r.code {
			t.Errorf("+%d is not found", r.code)
		}
		if r.lengths == 0 || r.general == "" {
			t.Errorf("%s +%d has no numbers", r.id, r.code)
		}
		for n := range 32 {
			if r.lengths>>n&1 != 0 && n+3 > maxDigits {
				t.Errorf("%s: numbers of %d digits are too long to match", r.id, n)
			}
		}
	}
	for _, id := range []string{"", "V", "VNM", "v\xff", "ZZ", "12", "[]"} {
		if r := regionByID(id); r != nil {
			t.Errorf("region %q is %s", id, r.id)
		}
	}
	for _, code := range []int{-1, 0, 2, 999, 1000} {
		if r := regionByCode(code); r != nil {
			t.Errorf("+%d is %s", code, r.id)
		}
	}
}
