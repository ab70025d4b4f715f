package csv

import (
	"strings"
	"unicode"
)

// scoreChinese says how much a text decoded as GB18030 is Chinese.
//
// Nearly every pair of high bytes is some character of GB18030,
// so that decoding succeeds proves nothing.
// But writers of Chinese use a few hundred characters for most of what they
// write, while the bytes of Japanese, Korean, Cyrillic or French land anywhere:
// measured on names and addresses, 85 % of Chinese and at most 35 % of the
// others are common characters.
func scoreChinese(_ []byte, text string) float64 {
	common := make(map[rune]bool, len(commonHan)/3)
	for _, r := range commonHan {
		common[r] = true
	}
	var han, known, kana, other, broken int
	for _, r := range text {
		switch {
		case r < 0x80, r >= 0x3000 && r < 0x3040, r >= 0xFF00 && r < 0xFFF0, r >= 0x2010 && r < 0x2030:
			// ASCII and punctuation say nothing.
		case r >= 0x4E00 && r < 0xA000, r >= 0x3400 && r < 0x4DC0, r >= 0x20000 && r < 0x32000:
			han++
			if common[r] {
				known++
			}
		case r >= 0x3040 && r < 0x3100:
			kana++
		case r == unicode.ReplacementChar, r >= 0xE000 && r < 0xF900:
			broken++
		default:
			other++
		}
	}
	all := han + kana + other + broken
	if han == 0 || broken*50 > all || kana*10 > all || other*4 > all {
		return 0
	}
	return float64(known) / float64(han)
}

// westernLetters returns the letters beyond ASCII of the languages that are written
// in Windows-1252, one language a line, lower case only.
// The special letters of Icelandic are left out on purpose:
// in practice they are Turkish or Vietnamese in another code page,
// and a refused Icelandic file is better than a garbled Turkish one.
func westernLetters() []string {
	return []string{
		"àâæçéèêëîïôœùûüÿ", // French
		"äöüßé",            // German
		"áéíñóúü",          // Spanish, Irish
		"áâãàçéêíóôõúü",    // Portuguese
		"àèéìîòóù",         // Italian
		"àçèéíïòóúü",       // Catalan
		"åäöéü",            // Swedish, Finnish
		"æøåéèêóòôöäü",     // Danish, Norwegian
		"ëïéèêüöáóíú",      // Dutch
		"ãõäöü",            // Estonian without its loan letters
	}
}

// westernSigns are the other characters of Windows-1252 that texts have.
// They stand at the border of a word, never inside.
const westernSigns = "€‚„…‘’“”•–—™\u00a0¡£©ª«®°²³´·º»½¼¾¿§±×¢¥¹µ"

// scoreWestern says how much a text decoded as Windows-1252 is western European.
//
// Every byte is some character of Windows-1252, so it has to be the text
// that convinces: accented letters stand singly in words of plain ones,
// in the case of their neighbours, and all those of a word belong to one
// language. Cyrillic, Greek and Thai come out as runs of accented letters,
// Polish and Czech as letters that no one language has, DOS, Macintosh and old
// Vietnamese code pages as signs and capitals in the middle of words.
// The result is steep: 0.9 of the characters must be in order to reach enough.
func scoreWestern(_ []byte, text string) float64 {
	langs := make(map[rune]uint, 64)
	for i, letters := range westernLetters() {
		for _, r := range letters {
			langs[r] |= 1 << i
		}
	}
	good, bad := 0, 0
	for _, field := range strings.FieldsFunc(text, func(r rune) bool {
		return r < 0x80 && !unicode.IsLetter(r)
	}) {
		g, b := scoreWord([]rune(field), langs)
		good, bad = good+g, bad+b
	}
	if good == 0 {
		return 0
	}
	return max(0, 1-5*float64(bad)/float64(good+bad))
}

// scoreWord counts the characters beyond ASCII in w that are in order and those
// that are not. w is a run of letters and of anything beyond ASCII.
func scoreWord(w []rune, langs map[rune]uint) (good, bad int) {
	all, run := ^uint(0), 0
	for i, r := range w {
		if r < 0x80 {
			run = 0
			continue
		}
		letterBefore := i > 0 && unicode.IsLetter(w[i-1])
		letterAfter := i+1 < len(w) && unicode.IsLetter(w[i+1])
		mask := langs[unicode.ToLower(r)]
		switch {
		case r == '’' || r == '‘' || r == '·':
			good++
		case mask == 0 && strings.ContainsRune(westernSigns, r) && !(letterBefore && letterAfter):
			good++
		case mask == 0:
			bad++
		case unicode.IsUpper(r) && letterBefore && unicode.IsLower(w[i-1]):
			bad++
		default:
			good++
			all &= mask
			run++
		}
		if run > 2 {
			all = 0
		}
	}
	if all == 0 {
		return 0, good + bad
	}
	return good, bad
}
