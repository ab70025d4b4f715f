package csv

import (
	"bytes"
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

	"crm/importer/table"
)

// codec is an encoding that can be read.
type codec struct {
	name    string
	aliases string // other names, separated by spaces, in the form of plainName
	enc     encoding.Encoding

	// score says how much text in no Unicode encoding makes sense in this one:
	// 0 is rubbish, 1 cannot be doubted. With no score an encoding is taken
	// only if the caller names it.
	score func(raw []byte, text string) float64
}

// enough is the score from which on an encoding is believed.
const enough = 0.5

// codecs returns every encoding that can be read.
// To detect one more, give its line a score.
func codecs() []codec {
	return []codec{
		{"utf-8", "utf8 unicode", nil, nil},
		{"utf-16le", "utf16 utf16le unicodefffe", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), nil},
		{"utf-16be", "utf16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), nil},
		{"utf-32le", "utf32 utf32le", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), nil},
		{"utf-32be", "utf32be", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), nil},
		{"gb18030", "gbk gb2312 cp936 ms936 euccn", simplifiedchinese.GB18030, scoreChinese},
		{"windows-1252", "cp1252 ansi latin1 iso88591 l1", charmap.Windows1252, scoreWestern},
		{"big5", "cp950 ms950 big5hkscs", traditionalchinese.Big5, nil},
		{"shift_jis", "sjis cp932 ms932 windows31j", japanese.ShiftJIS, nil},
		{"euc-jp", "eucjp", japanese.EUCJP, nil},
		{"iso-2022-jp", "jis", japanese.ISO2022JP, nil},
		{"euc-kr", "cp949 uhc ks56011987", korean.EUCKR, nil},
		{"windows-1250", "cp1250", charmap.Windows1250, nil},
		{"windows-1251", "cp1251", charmap.Windows1251, nil},
		{"windows-1253", "cp1253", charmap.Windows1253, nil},
		{"windows-1254", "cp1254 latin5 iso88599", charmap.Windows1254, nil},
		{"windows-1255", "cp1255", charmap.Windows1255, nil},
		{"windows-1256", "cp1256", charmap.Windows1256, nil},
		{"windows-1257", "cp1257", charmap.Windows1257, nil},
		{"windows-1258", "cp1258", charmap.Windows1258, nil},
		{"windows-874", "cp874 tis620 iso885911", charmap.Windows874, nil},
		{"iso-8859-2", "latin2", charmap.ISO8859_2, nil},
		{"iso-8859-5", "", charmap.ISO8859_5, nil},
		{"iso-8859-7", "", charmap.ISO8859_7, nil},
		{"iso-8859-15", "latin9", charmap.ISO8859_15, nil},
		{"koi8-r", "", charmap.KOI8R, nil},
		{"koi8-u", "", charmap.KOI8U, nil},
		{"macintosh", "macroman mac", charmap.Macintosh, nil},
		{"ibm437", "cp437", charmap.CodePage437, nil},
		{"ibm850", "cp850", charmap.CodePage850, nil},
		{"ibm866", "cp866", charmap.CodePage866, nil},
	}
}

// plainName drops what people write differently: case, "-", "_", spaces.
func plainName(s string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(s))
}

// findCodec returns the encoding of that name.
func findCodec(name string) (codec, error) {
	plain := plainName(name)
	for _, c := range codecs() {
		if plain == plainName(c.name) {
			return c, nil
		}
		for alias := range strings.FieldsSeq(c.aliases) {
			if plain == alias {
				return c, nil
			}
		}
	}
	return codec{}, &Error{ErrOption, fmt.Sprintf("there is no encoding %q", name), "the encodings are " + strings.Join(Encodings(), ", ")}
}

// Encodings returns the names that Options.Encoding takes.
func Encodings() []string {
	all := codecs()
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = c.name
	}
	return names
}

// sniffEncoding finds the encoding, or checks and takes the one that is named.
func sniffEncoding(r io.ReaderAt, size int64, name string) (Guess, error) {
	var g Guess
	head, err := readHead(r, size)
	if err != nil {
		return g, err
	}
	if size <= headSize && len(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")))) == 0 {
		return g, &Error{ErrEmpty, "", "check that the export finished"}
	}
	if err := checkText(head); err != nil {
		return g, err
	}
	g.Sure = true
	for _, b := range boms() {
		if bytes.HasPrefix(head, []byte(b.mark)) {
			g.Encoding, g.bom = b.encoding, int64(len(b.mark))
			break
		}
	}
	switch {
	case name != "":
		c, err := findCodec(name)
		if err != nil {
			return g, err
		}
		if plainName(name) == "utf16" && g.Encoding == "utf-16be" {
			return g, nil // the mark knows the byte order, the name does not
		}
		if c.name != g.Encoding {
			g.Encoding, g.bom = c.name, 0
		}
		return g, nil
	case g.Encoding != "" && g.Encoding != "utf-8":
		return g, nil
	}
	return g, g.decide(r, size, head)
}

// decide finds the encoding of text which has no byte order mark but perhaps that of UTF-8.
func (g *Guess) decide(r io.ReaderAt, size int64, head []byte) error {
	marked := g.Encoding == "utf-8"
	if !marked {
		if g.Encoding = guessUTF16(head); g.Encoding != "" {
			g.Sure = false
			return nil
		}
	}
	sv, err := takeSurvey(r, g.bom, size)
	if err != nil {
		return err
	}
	if err := checkBinary(head, sv.valid); err != nil {
		return err
	}
	g.Encoding = "utf-8"
	if sv.valid {
		return checkEscapes(head)
	}
	if marked || sv.good > sv.bad {
		g.noteDamage(sv)
		return nil
	}
	name, err := bestLegacy(sv.sample)
	// Lines of both encodings get into one file when people paste.
	// No text in Windows-1252 has “Ã©” in it by chance, and in the double-byte
	// encodings, where such pairs are common, hardly a line has nothing else.
	if name == "windows-1252" && sv.good > 0 || err != nil && sv.whole*3 >= sv.lines {
		g.noteDamage(sv)
		return nil
	}
	if err != nil {
		return err
	}
	g.Encoding, g.Sure = name, false
	g.Notes = append(g.Notes, table.Problem{
		Reason: fmt.Sprintf("the file does not say its encoding; %s fits best", name),
		Fix:    "look at the sample; --encoding names another one",
	})
	return nil
}

func (g *Guess) noteDamage(sv survey) {
	g.Notes = append(g.Notes, table.Problem{
		Reason: fmt.Sprintf("%d bytes of the file are not UTF-8, the rest is", sv.bad),
		Fix:    "those are read as windows-1252; each row they stand in is listed",
	})
}

// checkEscapes refuses ISO-2022-JP, which is pure ASCII to the eye of a program:
// its characters stand between escape sequences, and would all be shown as such.
func checkEscapes(head []byte) error {
	for _, esc := range []string{"\x1b$B", "\x1b$@", "\x1b(J"} {
		if bytes.Contains(head, []byte(esc)) {
			return &Error{ErrEncoding, "it seems to be iso-2022-jp", "read it with --encoding iso-2022-jp"}
		}
	}
	return nil
}

// bestLegacy returns the encoding in which the sample makes the most sense.
func bestLegacy(sample []byte) (string, error) {
	best, name := 0.0, ""
	for _, c := range codecs() {
		if c.score == nil {
			continue
		}
		text, err := c.enc.NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		if s := c.score(sample, string(text)); s > best {
			best, name = s, c.name
		}
	}
	if best < enough {
		return "", &Error{
			ErrEncoding, "it is not UTF-8 and makes no sense in another that is recognised",
			"name it with --encoding (shift_jis, big5, euc-kr, windows-1251, windows-1258, …) or save it as “CSV UTF-8”",
		}
	}
	return name, nil
}

// decoded returns the text of r as UTF-8, without its byte order mark.
// Text that is called UTF-8 already passes as it is, valid or not.
func decoded(r io.ReaderAt, size int64, g Guess) (io.Reader, error) {
	raw := io.NewSectionReader(r, g.bom, size-g.bom)
	c, err := findCodec(g.Encoding)
	if err != nil || c.enc == nil {
		return raw, err
	}
	return c.enc.NewDecoder().Reader(raw), nil
}

// decodedHead returns the beginning of the text, and whether it is all of it.
func decodedHead(r io.ReaderAt, size int64, g Guess) (head []byte, whole bool, err error) {
	src, err := decoded(r, size, g)
	if err != nil {
		return nil, false, err
	}
	head, err = io.ReadAll(io.LimitReader(src, headSize))
	return head, len(head) < headSize, err
}
