// Package charset finds out how the bytes of a text are to be read, and reads them.
//
// # Naming
//
// Find knows an encoding by its IANA name and by what people call it.
//
// # Detecting
//
// Text that says nothing about its encoding is decoded in every one it may be in,
// and the reading that is the likeliest text wins (Detect).
// How likely a reading is comes from a model of each language an encoding serves:
// for alphabets the letters and their neighbours, for Chinese, Japanese and Korean
// the characters that people use most. The models are made, when they are needed,
// from the names, places and column headers in lang/, which is what contact lists
// consist of. Since every candidate reads the same bytes, their likelihoods can be
// compared, and the difference says how sure the answer is:
// two readings that come close are both named, and a person decides.
package charset

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"
)

// Encoding is a way to write text as bytes.
type Encoding struct {
	// Name is the IANA name in lower case, or the usual one if it has none.
	Name string

	aliases string // other names, separated by spaces, in the form of plainName
	langs   string // languages that it is recognised by, separated by spaces
	prior   float64
	decode  func() transform.Transformer // nil for UTF-8
}

// UTF8 reports whether text in the encoding is UTF-8 already.
func (e Encoding) UTF8() bool { return e.decode == nil }

// wide reports whether most characters of e have two bytes.
func (e Encoding) wide() bool {
	switch e.langs {
	case "hans hant", "hant", "ja", "ko":
		return true
	}
	return false
}

// NewReader returns the text of r as UTF-8.
// Bytes that are no characters of the encoding become U+FFFD;
// those of UTF-8 pass as they are, valid or not.
func (e Encoding) NewReader(r io.Reader) io.Reader {
	if e.decode == nil {
		return r
	}
	return transform.NewReader(r, e.decode())
}

// Decode returns b as valid UTF-8.
func (e Encoding) Decode(b []byte) string {
	if e.decode == nil {
		return string([]rune(string(b))) // U+FFFD for each bad byte
	}
	s, _, err := transform.Bytes(e.decode(), b)
	if err != nil { // of no decoder here: they replace what they cannot read
		return string(b)
	}
	return string(s)
}

func decoderOf(enc encoding.Encoding) func() transform.Transformer {
	return func() transform.Transformer { return enc.NewDecoder() }
}

// UnknownError says that there is no encoding of that name.
type UnknownError struct{ Name string }

// Error implements error.
func (e *UnknownError) Error() string { return fmt.Sprintf("there is no encoding %q", e.Name) }

// Find returns the encoding of that name, in any usual spelling:
// "cp1258", "Windows-1258", "x-sjis", "Latin 1".
// The error is an *UnknownError.
func Find(name string) (Encoding, error) {
	plain := plainName(name)
	for _, e := range encodings() {
		if plain == plainName(e.Name) {
			return e, nil
		}
		for alias := range strings.FieldsSeq(e.aliases) {
			if plain == alias {
				return e, nil
			}
		}
	}
	return Encoding{}, &UnknownError{name}
}

// Names returns the names of all encodings, the usual ones first.
func Names() []string {
	all := encodings()
	names := make([]string, len(all))
	for i, e := range all {
		names[i] = e.Name
	}
	return names
}

// plainName drops what people write differently: case, "-", "_", spaces,
// the "x-" of names that are not registered, and which word goes before
// the number of a code page.
func plainName(s string) string {
	s = strings.NewReplacer("-", "", "_", "", " ", "", ".", "", ":", "").Replace(strings.TrimPrefix(strings.ToLower(s), "x-"))
	for _, word := range []string{"windows", "win", "ibm", "ms", "codepage", "cp", "oem", "dos"} {
		number, ok := strings.CutPrefix(s, word)
		if ok && len(number) >= 3 && strings.Trim(number, "0123456789") == "" {
			return "cp" + number
		}
	}
	return s
}

// encodings returns every encoding that is known.
//
// Those with languages are recognised. Of two that read a text alike the first is named,
// so the one in use today stands before its predecessors; the prior, in the unit of
// logarithms, is for what hardly anybody has today.
func encodings() []Encoding {
	const latin = "fr de es pt it nl sv da fi"
	const all = latin + " is ca et vi hans hant ja ko ru uk bg pl cs sk hu ro hr el tr he ar lt lv th"
	return []Encoding{
		{"utf-8", "utf8 unicode cp65001 utf8bom utf8sig", all, 0, nil},
		{"utf-16le", "utf16 utf16le unicodefffe cp1200 ucs2 unicodelittle", "", 0, decoderOf(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))},
		{"utf-16be", "utf16be cp1201 unicodefeff unicodebig", "", 0, decoderOf(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))},
		{"utf-32le", "utf32 utf32le ucs4 cp12000", "", 0, decoderOf(utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM))},
		{"utf-32be", "utf32be cp12001", "", 0, decoderOf(utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM))},
		{"gb18030", "gbk gb2312 gb231280 cp936 cp54936 euccn gb", "hans hant", 0, decoderOf(simplifiedchinese.GB18030)},
		{"windows-1252", "cp1252 ansi latin1 iso88591 l1 ascii usascii cp819 msansi", latin + " is ca et", 0, decoderOf(charmap.Windows1252)},
		{"windows-1258", "cp1258 vietnamese", "vi", 0, decoderOf(charmap.Windows1258)},
		{"big5", "cp950 big5hkscs big5eten bigfive", "hant", 0, decoderOf(traditionalchinese.Big5)},
		{"shift_jis", "sjis cp932 shiftjis mskanji windows31j csshiftjis", "ja", 0, decoderOf(japanese.ShiftJIS)},
		{"euc-jp", "eucjp ujis cp51932 cp20932", "ja", -1, decoderOf(japanese.EUCJP)},
		{"iso-2022-jp", "jis csiso2022jp cp50220", "", 0, decoderOf(japanese.ISO2022JP)},
		{"euc-kr", "euckr cp949 uhc ksc5601 ksc56011987 ksx1001 cp51949 korean", "ko", 0, decoderOf(korean.EUCKR)},
		{"windows-1251", "cp1251 cyrillic", "ru uk bg", 0, decoderOf(charmap.Windows1251)},
		{"windows-1250", "cp1250", "pl cs sk hu ro hr de", 0, decoderOf(charmap.Windows1250)},
		{"windows-1253", "cp1253 greek", "el", 0, decoderOf(charmap.Windows1253)},
		{"windows-1254", "cp1254 turkish", "tr de", 0, decoderOf(charmap.Windows1254)},
		{"windows-1255", "cp1255 hebrew", "he", 0, decoderOf(charmap.Windows1255)},
		{"windows-1256", "cp1256 arabic", "ar", 0, decoderOf(charmap.Windows1256)},
		{"windows-1257", "cp1257 baltic", "lt lv et", 0, decoderOf(charmap.Windows1257)},
		{"windows-874", "cp874 tis620 iso885911 thai", "th", 0, decoderOf(charmap.Windows874)},
		{"koi8-r", "koi8r koi8 cp20866", "ru", -1, decoderOf(charmap.KOI8R)},
		{"koi8-u", "koi8u cp21866", "uk ru", -2, decoderOf(charmap.KOI8U)},
		{"macintosh", "macroman mac cp10000 macosroman", latin, -2, decoderOf(charmap.Macintosh)},
		{"x-mac-cyrillic", "maccyrillic macukrainian cp10007", "ru uk bg", -3, decoderOf(charmap.MacintoshCyrillic)},
		{"iso-8859-2", "iso88592 latin2 l2", "pl cs sk hu ro hr", -3, decoderOf(charmap.ISO8859_2)},
		{"iso-8859-4", "iso88594 latin4 l4", "", 0, decoderOf(charmap.ISO8859_4)},
		{"iso-8859-5", "iso88595", "ru uk bg", -2, decoderOf(charmap.ISO8859_5)},
		{"iso-8859-6", "iso88596", "ar", -2, decoderOf(charmap.ISO8859_6)},
		{"iso-8859-7", "iso88597", "el", -1, decoderOf(charmap.ISO8859_7)},
		{"iso-8859-8", "iso88598 iso88598i iso88598e", "he", -2, decoderOf(charmap.ISO8859_8)},
		{"iso-8859-9", "iso88599 latin5 l5", "", 0, decoderOf(charmap.ISO8859_9)},
		{"iso-8859-13", "iso885913 latin7", "", 0, decoderOf(charmap.ISO8859_13)},
		{"iso-8859-15", "iso885915 latin9 l9", latin, -2, decoderOf(charmap.ISO8859_15)},
		{"iso-8859-16", "iso885916 latin10", "", 0, decoderOf(charmap.ISO8859_16)},
		{"ibm437", "cp437", "", 0, decoderOf(charmap.CodePage437)},
		{"ibm850", "cp850 cp858", latin, -3, decoderOf(charmap.CodePage850)},
		{"ibm852", "cp852", "pl cs sk hu ro hr", -3, decoderOf(charmap.CodePage852)},
		{"ibm862", "cp862", "he", -4, decoderOf(charmap.CodePage862)},
		{"ibm866", "cp866", "ru uk bg", -2, decoderOf(charmap.CodePage866)},
		{"viscii", "viscii11 csviscii", "vi", -1, func() transform.Transformer { return newByteTable(highVISCII, lowVISCII()) }},
		{"tcvn", "tcvn5712 tcvn57121 tcvn571211993 tcvn3 abc vntime", "vi", -1, func() transform.Transformer { return newByteTable(highTCVN, lowTCVN()) }},
		{"vni", "vniwin vniwindows", "vi", -1, newVNI},
	}
}
