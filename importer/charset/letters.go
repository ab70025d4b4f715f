package charset

import (
	"embed"
	"math"
	"strings"
	"unicode"
)

// The words that the models are made of, one file a language.
// The first line of an alphabet is its letters beyond ASCII;
// that of hans, hant, ja and ko is whole words, what follows are characters by frequency.
//
//go:embed lang/*.txt
var words embed.FS

func newModel(lang string) model {
	data, err := words.ReadFile("lang/" + lang + ".txt")
	if err != nil {
		panic("charset: " + err.Error()) // the table of encodings names a file that is not there
	}
	first, rest, _ := strings.Cut(string(data), "\n")
	switch lang {
	case "hans", "hant", "ja", "ko":
		return newCharacters(lang, strings.Fields(first), rest)
	}
	return newLetters(first, rest)
}

// What things cost that are no letters of a language, as minus the logarithm of a likelihood.
// The likelihood of a letter comes from the model; most cost 1 to 6.
const (
	costASCII    = 3.0  // a digit, a sign, a letter where the model knows none
	costSign     = 6.5  // “ ” « » – € and their like
	costInWord   = 4.0  // more for one of those between two letters
	costAlien    = 10.5 // a letter of another language in the same script
	costScript   = 13.0 // a letter of another script
	costOddity   = 12.5 // any other character
	costBroken   = 17.0 // no character at all
	costMixed    = 6.0  // more for a letter next to one of another script
	costCapital  = 6.0  // more for a capital after a small letter
	costLoneMark = 6.0  // more for a combining mark that combines with nothing
)

// signs are the characters beyond ASCII, no letters, that contact lists have.
const signs = "“”‘’„‚–—…«»‹›€£¥©®™•·°º ª§±×½¼¾²³¹№\u00a0\u200b\u200e\u200f\u00ad،؛؟ฯ฿״׳−"

// letters is the model of a language with an alphabet:
// how likely a letter is after another one.
type letters struct {
	index map[rune]int // from 1; 0 is the border of a word
	n     int
	latin bool
	after []float64 // cost of letter i after letter j at i + n*j
}

// newLetters makes a model out of words.
func newLetters(alphabet, text string) *letters {
	l := &letters{index: make(map[rune]int), n: 1}
	add := func(r rune) {
		if l.index[r] == 0 {
			l.index[r] = l.n
			l.n++
		}
	}
	for _, r := range alphabet {
		l.latin = l.latin || unicode.Is(unicode.Latin, r)
		add(r)
	}
	if l.latin {
		for r := 'a'; r <= 'z'; r++ {
			add(r)
		}
	}
	pairs, single := make([]float64, l.n*l.n), make([]float64, l.n)
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return l.index[unicode.ToLower(r)] == 0 }) {
		before := 0
		for _, r := range word {
			i := l.index[unicode.ToLower(r)]
			pairs[before*l.n+i]++
			single[i]++
			before = i
		}
		pairs[before*l.n]++
		single[0]++
	}
	l.smooth(pairs, single)
	return l
}

// smooth sets the costs. What stands after a letter is as counted; the fewer were
// counted, the more it is as after any letter, and every letter may stand somewhere
// (Witten and Bell's method, with a constant weight).
func (l *letters) smooth(pairs, single []float64) {
	const seen, weight = 0.6, 6
	total := 0.0
	for i := range single {
		single[i] += seen
		total += single[i]
	}
	l.after = make([]float64, l.n*l.n)
	for j := range l.n {
		row := pairs[j*l.n : (j+1)*l.n]
		count := 0.0
		for _, c := range row {
			count += c
		}
		for i, c := range row {
			l.after[j*l.n+i] = -math.Log((c + weight*single[i]/total) / (count + weight))
		}
	}
}

// cost implements model.
func (l *letters) cost(word string) float64 {
	sum, before := 0.0, 0
	var last rune
	for k, r := range word {
		lower := r
		if r >= 'A' && r <= 'Z' {
			lower = r + 'a' - 'A'
		} else if r >= 0x80 {
			lower = unicode.ToLower(r)
		}
		i := l.index[lower]
		if i > 0 {
			sum += l.after[before*l.n+i]
			if r != lower && unicode.IsLower(last) {
				sum += costCapital
			}
			if before == 0 && k > 0 && unicode.IsLetter(last) {
				sum += costMixed
			}
		} else {
			sum += l.end(before) + l.strange(r, last, word[k:])
		}
		before, last = i, r
	}
	return sum + l.end(before)
}

// end is the cost of a border after a letter; between two signs there is none.
func (l *letters) end(before int) float64 {
	if before == 0 {
		return 0
	}
	return l.after[before*l.n]
}

// strange is the cost of a character that is no letter of the language;
// rest begins with it.
func (l *letters) strange(r, last rune, rest string) float64 {
	switch {
	case r < 0x80:
		if l.index[unicode.ToLower(last)] > 0 && unicode.IsLetter(r) {
			return costASCII + costMixed
		}
		return costASCII
	case r == unicode.ReplacementChar || r < 0xA0 || r >= 0xE000 && r < 0xF900:
		return costBroken
	case strings.ContainsRune(signs, r):
		if r != '’' && r != '·' && unicode.IsLetter(last) && startsWithLetter(rest[len(string(r)):]) {
			return costSign + costInWord
		}
		return costSign
	case unicode.Is(unicode.Mn, r):
		return costAlien + costLoneMark
	case !unicode.IsLetter(r):
		return costOddity
	case l.latin == unicode.Is(unicode.Latin, r):
		return costAlien
	}
	return costScript
}

func startsWithLetter(s string) bool {
	for _, r := range s {
		return unicode.IsLetter(r)
	}
	return false
}
