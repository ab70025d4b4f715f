package charset

import (
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// characters is the model of a language with thousands of characters.
//
// A word that column headers have costs little as a whole. Else a character costs
// by its rank among those in use, which follow Zipf's law; one that is not listed
// by the plane of the standard that it stands in, since the first planes of
// GB 2312, Big 5, JIS X 0208 and KS X 1001 are the characters in use.
type characters struct {
	words  map[string]bool
	rank   map[rune]float64 // cost
	kana   bool
	planes planes
	level  map[rune]float64 // cost of characters met that are not in rank
}

// planes is how a national standard tells common characters from rare ones.
type planes struct {
	enc         encoding.Encoding
	low, high   byte // first bytes of the common ones
	common      float64
	rare        float64
	script      func(rune) bool // the characters that texts consist of
	foreignCost float64         // of an ideograph where that is not the script
}

const (
	listed      = 0.88 // share of the characters that are listed
	costWord    = 7.5
	longestWord = 7
)

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

func planesOf(lang string) planes {
	// The number of characters in the first plane, and of those beyond it.
	share := func(share, of float64) float64 { return -math.Log(share / of) }
	switch lang {
	case "hant":
		return planes{traditionalchinese.Big5, 0xA4, 0xC6, share(0.11, 5401), share(0.008, 7652), han, 0}
	case "ja":
		return planes{japanese.EUCJP, 0xB0, 0xCF, share(0.11, 2965), share(0.008, 3390), han, 0}
	case "ko":
		return planes{korean.EUCKR, 0xB0, 0xC8, share(0.11, 2350), share(0.004, 8822), func(r rune) bool { return unicode.Is(unicode.Hangul, r) }, 11}
	}
	return planes{simplifiedchinese.GBK, 0xB0, 0xD7, share(0.11, 3755), share(0.008, 17000), han, 0}
}

func newCharacters(lang string, whole []string, byRank string) *characters {
	c := &characters{
		words:  make(map[string]bool, len(whole)),
		rank:   make(map[rune]float64, 1500),
		kana:   lang == "ja",
		planes: planesOf(lang),
		level:  make(map[rune]float64),
	}
	for _, w := range whole {
		c.words[w] = true
	}
	n, sum := 0, 0.0
	for _, r := range byRank {
		if r > 0x80 {
			n++
			sum += zipf(n)
			c.rank[r] = float64(n)
		}
	}
	for r, n := range c.rank {
		c.rank[r] = -math.Log(listed * zipf(int(n)) / sum)
	}
	return c
}

// zipf is the frequency of the n-th character, but for a factor.
// The constant is large because names are more evenly spread than prose.
func zipf(n int) float64 { return 1 / (float64(n) + 60) }

// cost implements model.
func (c *characters) cost(word string) float64 {
	runes := []rune(word)
	sum := 0.0
	for i := 0; i < len(runes); {
		if n := c.wordAt(runes[i:]); n > 0 {
			sum += costWord
			i += n
			continue
		}
		var last rune
		if i > 0 {
			last = runes[i-1]
		}
		sum += c.costOf(runes[i], last)
		i++
	}
	return sum
}

// wordAt returns the length of the word of column headers that s begins with.
func (c *characters) wordAt(s []rune) int {
	if len(s) < 2 || s[0] < 0x80 {
		return 0
	}
	for n := min(longestWord, len(s)); n > 1; n-- {
		if c.words[string(s[:n])] {
			return n
		}
	}
	return 0
}

func (c *characters) costOf(r, last rune) float64 {
	if r < 0x80 {
		return costASCII
	}
	if cost, ok := c.rank[r]; ok {
		return cost
	}
	cost, ok := c.level[r]
	if !ok {
		cost = c.planeCost(r)
		c.level[r] = cost
	}
	if halfKana(r) && c.kana && halfKana(last) {
		return 4.3 // the rest of a word
	}
	return cost
}

func halfKana(r rune) bool { return r >= 0xFF61 && r < 0xFFA0 }

// planeCost is the cost of a character that is not listed.
func (c *characters) planeCost(r rune) float64 {
	switch {
	case r == unicode.ReplacementChar || r < 0xA0 || r >= 0xE000 && r < 0xF900:
		return costBroken
	case strings.ContainsRune("　、。・（）：；，「」『』【】／＆－", r):
		return 6
	case r >= 0xFF01 && r < 0xFF5F || r >= 0x3000 && r < 0x3040:
		return 8
	case c.kana && halfKana(r):
		return 8.5
	case c.kana && r >= 0x3040 && r < 0x3100:
		return 7
	case r >= 0x3040 && r < 0x3100 || halfKana(r):
		return 11
	case c.planes.script(r):
		b, err := c.planes.enc.NewEncoder().String(string(r))
		if err == nil && len(b) == 2 && b[0] >= c.planes.low && b[0] <= c.planes.high {
			if b[1] >= 0xA1 || c.planes.low == 0xA4 {
				return c.planes.common
			}
		}
		return c.planes.rare
	case han(r) && c.planes.foreignCost > 0:
		return c.planes.foreignCost
	case strings.ContainsRune(signs, r):
		return 9
	}
	return costScript
}
