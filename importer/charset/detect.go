package charset

import (
	"errors"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ErrUnknown says that a text makes sense in no encoding that is recognised.
var ErrUnknown = errors.New("the text makes sense in no encoding that is recognised")

// Guess is what the bytes of a text say about its encoding.
type Guess struct {
	// Name is the encoding that fits best.
	Name string

	// Other is the one that reads the text otherwise and fits second best,
	// or empty if there is none.
	Other string

	// Close says that the two fit nearly as well as each other.
	Close bool
}

const (
	maxSample = 64 << 10 // bytes that Detect looks at
	maxPieces = 1500     // different words that it does

	// closeOdds is the difference of the logarithms of two likelihoods from which on
	// the better one is taken without a doubt. Both come from models that know few words,
	// so it is far more than the odds that a statistician would ask for.
	closeOdds = 9

	// mostAlike is how much the words that two encodings read alike may count.
	mostAlike = 6

	// minority is the part of the words in which two readings have to differ for
	// anybody to be asked: one of so many.
	minority = 40

	// rubbish is the cost of a letter beyond ASCII from which on a reading is no text:
	// they cost 2 to 5 in the right encoding, 6 to 12 in a wrong one.
	// For the characters of two bytes that is 6 to 8, and from 10 on.
	rubbish     = 6.4
	rubbishWide = 8.6
	// benefit is how much a reading may cost beyond that: a short text can be
	// one rare name.
	benefit = 14
)

// Detect finds the encoding of a text that is not valid UTF-8, has no mark
// and no escape sequences (Mark, Wide, Escaped).
// It is utf-8 if the text is more likely a damaged one than a whole one of another.
// It looks at the first 64 KiB of sample, which should be whole lines.
// The error is ErrUnknown.
func Detect(sample []byte) (Guess, error) {
	return newJudge().detect(sample[:min(len(sample), maxSample)])
}

func (j *judge) detect(sample []byte) (Guess, error) {
	pieces := cutPieces(sample)
	all := j.candidates(pieces)
	if len(all) == 0 {
		return Guess{}, ErrUnknown
	}
	best := likeliest(all)
	if best.cost <= best.endurable {
		g := Guess{Name: best.name}
		g.Other, g.Close = best.rival(all)
		return g, nil
	}
	// The likeliest is rubbish, as far as we can tell. What is less likely and yet makes
	// some sense, in a language with more characters, is a guess.
	some := slices.DeleteFunc(slices.Clone(all), func(c candidate) bool { return c.cost > c.endurable })
	if len(some) == 0 {
		return Guess{}, ErrUnknown
	}
	return Guess{Name: likeliest(some).name, Other: best.name, Close: true}, nil
}

// likeliest returns the candidate to which no later one is to be preferred;
// all are sorted by cost.
func likeliest(all []candidate) candidate {
	best := all[0]
	for _, c := range all[1:] {
		if c.margin(best) < 0 {
			best = c
		}
	}
	return best
}

// rival returns the best of all the others that read not nearly the same, and whether it is close.
func (c *candidate) rival(all []candidate) (name string, isClose bool) {
	least := math.Inf(1)
	for _, o := range all {
		if o.name == c.name || o.differs(*c)*minority < len(c.texts) {
			continue
		}
		if m := o.margin(*c); m < least {
			name, least = o.name, m
		}
	}
	return name, least < closeOdds
}

// endurable is the cost from which on a reading of texts is rubbish.
func endurable(e Encoding, texts []string) float64 {
	if e.UTF8() {
		return math.Inf(1) // that the bytes are characters of it at all says enough
	}
	letter := rubbish
	if e.wide() {
		letter = rubbishWide
	}
	most := float64(benefit)
	for _, s := range texts {
		for _, r := range s {
			if r < utf8.RuneSelf {
				most += costASCII
			} else {
				most += letter
			}
		}
	}
	return most
}

// candidate is one reading of a sample.
type candidate struct {
	name  string
	texts []string  // the pieces, decoded
	cost  float64   // minus the logarithm of its likelihood
	costs []float64 // that of each piece
	prior float64

	endurable float64 // cost from which on it is rubbish
}

// mostlyUTF8 reports whether b may be damaged UTF-8: most of its bytes beyond ASCII
// are in characters of it.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good += n
		}
		b = b[n:]
	}
	return good > bad
}

// margin is how much more c costs than o.
// What counts is where they differ. Words that both read alike say which language it is,
// and so a little about the encoding; but only a little, since an encoding that serves
// more languages finds any word likelier.
func (c *candidate) margin(o candidate) float64 {
	differ, alike := o.prior-c.prior, 0.0
	for i := range c.texts {
		if c.texts[i] != o.texts[i] {
			differ += c.costs[i] - o.costs[i]
		} else {
			alike += c.costs[i] - o.costs[i]
		}
	}
	return differ + max(-mostAlike, min(alike, mostAlike))
}

// differs returns the number of pieces that c and o read otherwise.
func (c *candidate) differs(o candidate) (n int) {
	for i := range c.texts {
		if c.texts[i] != o.texts[i] {
			n++
		}
	}
	return n
}

// candidates returns the different readings of the pieces of a text, the likeliest first.
func (j *judge) candidates(pieces []string) []candidate {
	if len(pieces) == 0 {
		return nil
	}
	joined := []byte(strings.Join(pieces, "\n"))
	var all []candidate
	for _, e := range encodings() {
		if e.langs == "" {
			continue
		}
		if e.UTF8() && !mostlyUTF8(joined) {
			continue
		}
		c := candidate{name: e.Name, texts: decodePieces(e, joined, pieces)}
		c.costs, c.prior, c.endurable = j.costs(e, c.texts), e.prior, endurable(e, c.texts)
		for _, cost := range c.costs {
			c.cost += cost
		}
		c.cost -= e.prior
		same := func(o candidate) bool { return slices.Equal(o.texts, c.texts) }
		if i := slices.IndexFunc(all, same); i >= 0 {
			// An encoding before this one reads the same. It is named,
			// though this one may serve the language better.
			if c.cost < all[i].cost {
				c.name = all[i].name
				all[i] = c
			}
			continue
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		switch {
		case a.cost < b.cost:
			return -1
		case a.cost > b.cost:
			return 1
		}
		return 0
	})
	return all
}

// cutPieces returns the different words of a sample that are not ASCII.
// They are cut at bytes that are part of a character in no encoding:
// what is below "@", but for the digits inside four bytes of GB18030.
// A name that stands in a thousand rows says no more than in one.
func cutPieces(sample []byte) []string {
	var pieces []string
	seen := make(map[string]bool)
	for i := 0; i < len(sample) && len(pieces) < maxPieces; {
		start, high := i, false
		for ; i < len(sample); i++ {
			c := sample[i]
			if c >= utf8.RuneSelf {
				high = true
			} else if c < '@' && (c < '0' || c > '9' || i == start || sample[i-1] < utf8.RuneSelf) {
				break
			}
		}
		if piece := string(sample[start:i]); high && !seen[piece] {
			seen[piece] = true
			pieces = append(pieces, piece)
		}
		if i == start {
			i++
		}
	}
	return pieces
}

// decodePieces decodes the pieces, which are joined by line feeds in one text.
func decodePieces(e Encoding, joined []byte, pieces []string) []string {
	texts := strings.Split(norm.NFC.String(e.Decode(joined)), "\n")
	if len(texts) == len(pieces) {
		return texts
	}
	// A character that is cut took the line feed with it.
	texts = make([]string, len(pieces))
	for i, p := range pieces {
		texts[i] = norm.NFC.String(e.Decode([]byte(p)))
	}
	return texts
}

// judge says what readings cost. It makes each model once, when it is needed.
type judge struct{ models map[string]model }

// model says how unlikely a word is in a language: minus the logarithm.
type model interface{ cost(word string) float64 }

func newJudge() *judge { return &judge{models: make(map[string]model)} }

func (j *judge) model(lang string) model {
	m := j.models[lang]
	if m == nil {
		m = newModel(lang)
		j.models[lang] = m
	}
	return m
}

// costs are those of the words of a text in the language of e that suits it best,
// in which single words may be of the others.
func (j *judge) costs(e Encoding, texts []string) []float64 {
	langs := strings.Fields(e.langs)
	costs := make([][]float64, len(langs))
	best, least := 0, math.Inf(1)
	for i, lang := range langs {
		m := j.model(lang)
		costs[i] = make([]float64, len(texts))
		sum := 0.0
		for k, s := range texts {
			costs[i][k] = m.cost(s)
			sum += costs[i][k]
		}
		if sum < least {
			best, least = i, sum
		}
	}
	const foreign = 0.15 // share of words in another language
	mixed := make([]float64, len(texts))
	for k := range texts {
		p := 1 - foreign
		for i := range langs {
			p += foreign / float64(len(langs)) * math.Exp(costs[best][k]-costs[i][k])
		}
		mixed[k] = costs[best][k] - math.Log(p)
	}
	return mixed
}
