package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// The encodings that Vietnam used before Unicode and that golang.org/x/text lacks.
//
// VISCII is RFC 1456. TCVN is TCVN 5712-1:1993; the fonts called .VnTime have the
// lower-case letters of it, and capitals in fonts of their own (.VnTimeH),
// so a text typed in them reads right but in lower case.
// Both tables are those of glibc. VNI is no encoding but a way of typing: the letter,
// then a Latin-1 letter that the font draws as its marks.

// highVISCII and highTCVN are the characters of the bytes from 0x80 on.
const (
	highVISCII = "" +
		"ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ" +
		"ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ" +
		"ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư" +
		"àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"

	highTCVN = "" +
		"ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ" +
		"\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ" +
		"ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò" +
		"ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)

// lowVISCII and lowTCVN are the letters that stand in the place of control characters.
func lowVISCII() map[byte]rune {
	return map[byte]rune{0x02: 'Ẳ', 0x05: 'Ẵ', 0x06: 'Ẫ', 0x14: 'Ỷ', 0x19: 'Ỹ', 0x1E: 'Ỵ'}
}

func lowTCVN() map[byte]rune {
	return map[byte]rune{0x01: 'Ú', 0x02: 'Ụ', 0x04: 'Ừ', 0x05: 'Ử', 0x06: 'Ữ', 0x11: 'Ứ', 0x12: 'Ự', 0x13: 'Ỳ', 0x14: 'Ỷ', 0x15: 'Ỹ', 0x16: 'Ý', 0x17: 'Ỵ'}
}

// byteTable decodes an encoding of one byte a character.
type byteTable struct {
	transform.NopResetter
	runes [256]rune
}

func newByteTable(high string, low map[byte]rune) transform.Transformer {
	t := &byteTable{}
	for i := range t.runes[:0x80] {
		t.runes[i] = rune(i)
	}
	for b, r := range low {
		t.runes[b] = r
	}
	i := 0x80
	for _, r := range high {
		t.runes[i] = r
		i++
	}
	return t
}

// Transform implements transform.Transformer.
func (t *byteTable) Transform(dst, src []byte, _ bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		if len(dst)-nDst < utf8.UTFMax {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], t.runes[src[nSrc]])
		nSrc++
	}
	return nDst, nSrc, nil
}

// vniMarks are the Latin-1 letters that the fonts of VNI draw as marks on the letter
// before them, each with the marks that it is.
func vniMarks() map[rune]string {
	const acute, grave, hook, tilde, dot, hat, breve = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323", "\u0302", "\u0306"
	return map[rune]string{
		'ù': acute, 'ø': grave, 'û': hook, 'õ': tilde, 'ï': dot,
		'â': hat, 'á': hat + acute, 'à': hat + grave, 'å': hat + hook, 'ã': hat + tilde, 'ä': hat + dot,
		'ê': breve, 'é': breve + acute, 'è': breve + grave, 'ú': breve + hook, 'ü': breve + tilde, 'ë': breve + dot,
	}
}

// vni decodes text that was typed in the fonts of VNI.
type vni struct {
	transform.NopResetter
	marks map[rune]string // by the letter that draws them, in lower case
	alone *strings.Replacer
}

func newVNI() transform.Transformer {
	return &vni{marks: vniMarks(), alone: strings.NewReplacer(
		"ñ", "đ", "Ñ", "Đ", "ô", "ơ", "Ô", "Ơ", "ö", "ư", "Ö", "Ư",
		"æ", "ỉ", "Æ", "Ỉ", "ó", "ĩ", "Ó", "Ĩ", "ò", "ị", "Ò", "Ị", "î", "ỵ", "Î", "Ỵ",
	)}
}

// Transform implements transform.Transformer.
func (t *vni) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		r := charmap.Windows1252.DecodeByte(src[nSrc])
		shown, n := t.alone.Replace(string(r)), 1
		if strings.ContainsRune("aeouyôö", unicode.ToLower(r)) {
			if nSrc+1 == len(src) && !atEOF {
				return nDst, nSrc, transform.ErrShortSrc
			}
			if nSrc+1 < len(src) {
				next := charmap.Windows1252.DecodeByte(src[nSrc+1])
				if marks := t.marks[unicode.ToLower(next)]; vniCarries(r, marks) {
					shown, n = norm.NFC.String(shown+marks), 2
				}
			}
		}
		if len(dst)-nDst < len(shown) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += copy(dst[nDst:], shown)
		nSrc += n
	}
	return nDst, nSrc, nil
}

// vniCarries reports whether a Vietnamese letter r can have the marks.
func vniCarries(r rune, marks string) bool {
	switch {
	case marks == "":
		return false
	case strings.HasPrefix(marks, "\u0306"):
		return r == 'a' || r == 'A'
	case strings.HasPrefix(marks, "\u0302"):
		return strings.ContainsRune("aeoAEO", r)
	}
	return true
}
