package fold

import (
	"bytes"
	"unicode/utf8"
)

// Search sees one kana where people write two: hiragana and katakana are the same,
// and the long vowel mark is the vowel that hiragana spells it with, so that たろう
// finds タロー. [Text], whose results are stored as keys, keeps them apart.

const (
	kanaFirst = 'ぁ' // the hiragana that have a katakana, kanaShift behind
	kanaLast  = 'ゖ'
	kanaShift = 'ァ' - 'ぁ'
	longVowel = 'ー'
)

// kanaVowels tells the vowel that each hiragana from kanaFirst on ends in; ん has
// none.
const kanaVowels = "aaiiuueeoo" + "aaiiuueeoo" + "aaiiuueeoo" + "aaiiuuueeoo" + "aiueo" +
	"aaaiiiuuueeeooo" + "aiueo" + "aauuoo" + "aiueo" + "aaieo" + "-uae"

// oneKana makes the kana of folded text hiragana, in place: all of them, and what
// stands for the long vowel mark, take three bytes.
func oneKana(text []byte) {
	i := bytes.IndexByte(text, 0xe3) // U+3000 to U+3FFF
	if i < 0 {
		return
	}
	vowel := byte('-')
	for i < len(text) {
		if text[i] < utf8.RuneSelf {
			vowel = '-'
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		was := r
		switch {
		case r == longVowel:
			r = prolonged(vowel)
		case r >= kanaFirst+kanaShift && r <= kanaLast+kanaShift, r == 'ヽ', r == 'ヾ':
			r -= kanaShift
		}
		if r != was {
			utf8.EncodeRune(text[i:i+n], r)
		}
		if !isMark(r) {
			vowel = vowelOf(r)
		}
		i += n
	}
}

// vowelOf is the vowel that a hiragana ends in, '-' for any other character.
func vowelOf(r rune) byte {
	if r < kanaFirst || r > kanaLast {
		return '-'
	}
	return kanaVowels[r-kanaFirst]
}

// prolonged is what hiragana writes for the long vowel mark behind a vowel.
func prolonged(vowel byte) rune {
	switch vowel {
	case 'a':
		return 'あ'
	case 'i', 'e':
		return 'い'
	case 'u', 'o':
		return 'う'
	}
	return longVowel
}

// hepburn spells each hiragana from kanaFirst on, padded to three letters. The
// small っ doubles what follows it.
const hepburn = "a  a  i  i  u  u  e  e  o  o  ka ga ki gi ku gu ke ge ko go sa za shiji su zu se ze so zo " +
	"ta da chiji    tsuzu te de to do na ni nu ne no ha ba pa hi bi pi fu bu pu he be pe ho bo po " +
	"ma mi mu me mo ya ya yu yu yo yo ra ri ru re ro wa wa i  e  o  n  vu ka ke "

// romaji appends the Hepburn spelling of a word of hiragana, as input methods
// take it: every vowel written (tarou, yuuko). Other characters are left out.
func romaji(dst []byte, word []byte) []byte {
	start := len(dst)
	double := false
	for len(word) > 0 {
		r, n := utf8.DecodeRune(word)
		word = word[n:]
		switch {
		case r < kanaFirst || r > kanaLast:
			continue
		case r == 'っ':
			double = true
			continue
		}
		at := int(r-kanaFirst) * 3
		s := bytes.TrimRight([]byte(hepburn[at:at+3]), " ")
		if small(r) && len(dst) > start {
			dst = joinSmall(dst, start, r, s)
			continue
		}
		if double && s[0] == 'c' {
			dst = append(dst, 't')
		} else if double && !bytes.ContainsAny(s[:1], "aiueon") {
			dst = append(dst, s[0])
		}
		double = false
		dst = append(dst, s...)
	}
	return dst
}

// small reports the kana that change the vowel of the one before: きゃ, ふぁ, てぃ.
func small(r rune) bool {
	switch r {
	case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'ゃ', 'ゅ', 'ょ':
		return true
	}
	return false
}

// joinSmall puts a small kana, spelled s, behind the syllable that dst ends in.
func joinSmall(dst []byte, start int, r rune, s []byte) []byte {
	end := len(dst) - 1
	vowel := dst[end]
	if bytes.IndexByte([]byte("aiueo"), vowel) < 0 {
		return append(dst, s...)
	}
	before := dst[start:end]
	switch {
	case len(before) == 0 || bytes.IndexByte([]byte("aiueo"), before[len(before)-1]) >= 0:
		// A vowel alone: うぃ is wi, いぇ is ye; あぁ is no more than a long one.
		if vowel == 'u' && s[0] != 'u' && s[0] != 'y' {
			return append(dst[:end], append([]byte("w"), s...)...)
		}
		if vowel == 'i' && s[0] == 'e' {
			return append(dst[:end], "ye"...)
		}
		return append(dst, s...)
	case s[0] == 'y' && (bytes.HasSuffix(before, []byte("sh")) || bytes.HasSuffix(before, []byte("ch")) || before[len(before)-1] == 'j'):
		return append(dst[:end], s[1:]...) // sha, cha, ja
	case s[0] == vowel:
		return append(dst, s...)
	}
	return append(dst[:end], s...)
}

// shortRomaji appends the spelling of passports: no second vowel after o and u,
// and m before b, m and p (Taro, Yuko, Namba).
func shortRomaji(dst []byte, long []byte) []byte {
	for i, c := range long {
		switch {
		case i > 0 && long[i-1] == 'o' && (c == 'o' || c == 'u'), i > 0 && long[i-1] == 'u' && c == 'u':
			continue
		case c == 'n' && i+1 < len(long) && (long[i+1] == 'b' || long[i+1] == 'm' || long[i+1] == 'p'):
			c = 'm'
		}
		dst = append(dst, c)
	}
	return dst
}
