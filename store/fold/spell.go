package fold

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Way is how somebody types a name who does not type the name.
type Way uint8

// The ways of spelling a name, in the order in which a list shows who was found.
const (
	ByInitials Way = iota + 1 // nta: Nguyễn Thị Ánh
	ByPinyin                  // wangxiaoming, xiaoming, wxm: 王小明
	ByRomaji                  // tanakatarou, tarou, tt: タナカ タロウ
)

// Most of a name that is spelled. What has more of either is hardly a name.
const (
	spelledWords   = 12
	spelledLetters = 160 // of kana, in romaji
)

// Spellings yields what a name is typed as with nothing but plain letters, each
// one search token: the initials of its words, if it has two or more; the pinyin
// of its Han characters from each of them on, in full and as initials, with the
// readings that surnames and polyphones have; the romaji of its kana from each
// word on. The bytes that it yields are only good until it goes on.
//
// Words are typed as they stand in the name: nobody knows where a family name
// ends that stands before the given one in half of the world.
func Spellings(name string, yield func(Way, []byte)) {
	var scratch [256]byte
	text, ok := foldCommon(scratch[:0], name)
	if !ok {
		text = foldAny(name)
	}
	oneKana(text)
	s := speller{yield: yield}
	for i := 0; i < len(text); {
		kind, n := scriptOf(text[i:])
		s.next(kind, text, i, n)
		i += n
	}
	s.next(noScript, text, len(text), 0) // ends a word of kana
	s.endHan(text, len(text))
	s.finish()
}

// SpellText appends the spellings of a name to dst, each after a single space
// unless dst was empty: what goes into a column of the full-text index.
func SpellText(dst []byte, name string) []byte {
	Spellings(name, func(_ Way, token []byte) {
		if len(dst) > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, token...)
	})
	return dst
}

type script uint8

const (
	noScript   script = iota // spaces and punctuation
	letters                  // of any alphabet
	han                      // and 々
	kana                     // hiragana; katakana are hiragana by now
	apostrophe               // which divides nothing: O'Brien
)

// scriptOf says what the first character of folded text is written in.
func scriptOf(text []byte) (script, int) {
	if c := text[0]; c < utf8.RuneSelf {
		switch {
		case isASCIIWord(c):
			return letters, 1
		case c == '\'':
			return apostrophe, 1
		}
		return noScript, 1
	}
	r, n := utf8.DecodeRune(text)
	switch kind, _ := classify(text); {
	case kind == mark:
		return apostrophe, n
	case kind == divider:
		return noScript, n
	case kind == word:
		return letters, n
	case unicode.Is(unicode.Han, r):
		return han, n
	}
	return kana, n
}

// speller goes through a name, character by character.
type speller struct {
	yield func(Way, []byte)
	last  script

	initials [spelledWords * utf8.UTFMax]byte
	nInitial int // bytes
	words    int

	hanStart, hanSeen int  // where the run began; 0 characters of it: there is none
	named             bool // a run was spelled: surnames are behind us

	kana      [spelledLetters]byte // of all words of kana, one behind the other
	nKana     int
	kanaStart int               // of the word that is being read
	starts    [spelledWords]int // of the words, in kana
	kanaWords int
}

func (s *speller) next(kind script, text []byte, i, n int) {
	if kind == apostrophe {
		return
	}
	if s.last == kana && kind != kana {
		s.endKana(text[s.kanaStart:i])
	}
	if kind == letters || kind == kana {
		s.endHan(text, i)
	}
	switch {
	case kind == han && s.hanSeen == hanRun: // a run of that length is a sentence, or two names
		s.endHan(text, i)
		fallthrough
	case kind == han:
		if s.hanSeen == 0 {
			s.hanStart = i
		}
		s.hanSeen++
	case kind == letters && s.last != letters:
		s.initial(text[i : i+n])
	case kind == kana && s.last != kana:
		s.kanaStart = i
	}
	s.last = kind
}

// initial notes the first letter of a word.
func (s *speller) initial(letter []byte) {
	if letter[0] >= '0' && letter[0] <= '9' || s.words == spelledWords {
		return
	}
	s.nInitial += copy(s.initials[s.nInitial:], letter)
	s.words++
}

// endHan spells the run of Han characters that ends before i.
func (s *speller) endHan(text []byte, i int) {
	if s.hanSeen == 0 {
		return
	}
	var h hanName
	h.read(text[s.hanStart:i], !s.named)
	h.spell(s.yield)
	s.hanSeen, s.named = 0, true
}

// endKana notes the romaji of a word of kana.
func (s *speller) endKana(word []byte) {
	if s.kanaWords == spelledWords {
		return
	}
	var scratch [spelledLetters]byte
	spelled := romaji(scratch[:0], word)
	if len(spelled) == 0 || s.nKana+len(spelled) > len(s.kana) {
		return
	}
	s.starts[s.kanaWords] = s.nKana
	s.kanaWords++
	s.nKana += copy(s.kana[s.nKana:], spelled)
}

// finish yields what is spelled over the whole name.
func (s *speller) finish() {
	if s.words > 1 {
		s.yield(ByInitials, s.initials[:s.nInitial])
	}
	var scratch [spelledLetters]byte
	for _, start := range s.starts[:s.kanaWords] {
		long := s.kana[start:s.nKana]
		s.yield(ByRomaji, long)
		if short := shortRomaji(scratch[:0], long); !bytes.HasPrefix(long, short) {
			s.yield(ByRomaji, short)
		}
	}
	if s.kanaWords > 1 {
		first := scratch[:0]
		for _, start := range s.starts[:s.kanaWords] {
			first = append(first, s.kana[start])
		}
		s.yield(ByRomaji, first)
	}
}
