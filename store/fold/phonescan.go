package fold

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// written is a phone number as it was written, less what does not count.
type written struct {
	plus    bool
	digits  []byte
	ext     string
	problem string // why it is no number; "" if it may be one
}

// readPhone finds the digits of a phone number.
func readPhone(raw string) (w written) {
	raw = withoutArmour(raw)
	if digits, problem, ok := scientific(raw); ok {
		return written{digits: digits, problem: problem}
	}
	body := withoutLabel(raw)
	w.digits = make([]byte, 0, maxDigits)
	for i, r := range body {
		d, isDigit := digit(r)
		switch {
		case isDigit && len(w.digits) == maxDigits:
			w.problem = "too many digits for a phone number"
		case isDigit:
			w.digits = append(w.digits, d)
			continue
		case r == '+' || r == '＋':
			if len(w.digits) == 0 {
				w.plus = true
				continue
			}
			w.problem = moreThanOne
		case r == '/' && len(w.digits) >= 7 && countDigits(body[i:]) >= 7, r == '\n', r == '|', r == '、':
			w.problem = moreThanOne
			if countDigits(body[i:]) == 0 {
				w.problem = ""
				continue
			}
		case separates(r):
			continue
		default:
			w.tail(body, i, r)
		}
		break
	}
	if len(w.digits) == 0 && w.problem == "" {
		w.problem = "no digits"
	}
	return w
}

const moreThanOne = "more than one number"

// withoutArmour drops what spreadsheets and links wrap numbers in.
func withoutArmour(raw string) string {
	s := strings.TrimFunc(raw, func(r rune) bool {
		return isGap(r) || isIgnored(r) || strings.ContainsRune(`'"=\`, r)
	})
	if len(s) > 4 && strings.EqualFold(s[:4], "tel:") {
		s = s[4:]
	}
	if whole, ok := strings.CutSuffix(s, ".0"); ok && strings.Trim(whole, "0123456789") == "" {
		return whole
	}
	return s
}

// scientific reads what a spreadsheet makes of a number in a narrow column,
// and of the CSV file saved from it: 8.4901234567E+10. Nothing is lost if
// there are as many digits after the point as the exponent says.
func scientific(s string) (digits []byte, problem string, ok bool) {
	mantissa, exponent, found := strings.Cut(s, "E")
	if !found {
		mantissa, exponent, found = strings.Cut(s, "e")
	}
	exponent = strings.TrimPrefix(exponent, "+")
	if !found || len(mantissa) < 1 || len(exponent) < 1 || len(exponent) > 2 ||
		strings.Trim(exponent, "0123456789") != "" || strings.Trim(mantissa, "0123456789.,") != "" {
		return nil, "", false
	}
	whole, fraction, _ := strings.Cut(strings.Replace(mantissa, ",", ".", 1), ".")
	places := 0
	for _, c := range exponent {
		places = places*10 + int(c-'0')
	}
	if len(whole) != 1 || len(fraction) != places || strings.Contains(fraction, ".") || places > 15 {
		return nil, "scientific notation: the last digits are lost", true
	}
	return []byte(whole + fraction), "", true
}

// withoutLabel drops words before the number, "Zalo 0901…" or "ĐT: 0901…",
// but not a single letter at the first digit, which is rather a damaged
// digit.
func withoutLabel(s string) string {
	letters := 0
	for i, r := range s {
		if _, ok := digit(r); ok || r == '+' || r == '＋' || r == '(' || r == '（' {
			if letters == 1 && attached(s[:i]) {
				return s
			}
			return s[i:]
		}
		if r == '*' || r == '#' || r == '@' {
			return s
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return s
}

// attached reports whether a label ends with its letter.
func attached(label string) bool {
	r, _ := utf8.DecodeLastRuneInString(label)
	return unicode.IsLetter(r)
}

// digit is the value of a decimal digit of any script.
func digit(r rune) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return byte(r), true
	case r < 0x660:
		return 0, false
	case r >= 0xff10 && r <= 0xff19:
		return byte(r - 0xff10 + '0'), true
	case !unicode.Is(unicode.Nd, r):
		return 0, false
	}
	// Every script has its ten digits in a row, 0 first (Unicode 4.6).
	for v := byte('0'); ; v++ {
		if r--; v == '9' || !unicode.Is(unicode.Nd, r) || startsDigits(r+1) {
			return v, true
		}
	}
}

// startsDigits is for the rows of digits that follow each other directly: the
// mathematical ones, and New Tai Lue and Tai Tham's two kinds.
func startsDigits(r rune) bool {
	switch {
	case r >= 0x1d7ce && r <= 0x1d7ff:
		return (r-0x1d7ce)%10 == 0
	case r == 0x1a90:
		return true
	}
	return false
}

func countDigits(s string) (n int) {
	for _, r := range s {
		if _, ok := digit(r); ok {
			n++
		}
	}
	return n
}

// separates reports what may stand between the digits of a number.
func separates(r rune) bool {
	switch r {
	case '.', '-', '(', ')', '[', ']', '/', '~', '\'', '"', 0x2212, 0x30fc, 0xff0e, 0xff0f, 0x30fb, 0xb7, 0x2022,
		0xff08, 0xff09, 0xff3b, 0xff3d, 0xff5e, 0x301c:
		return true
	}
	return isGap(r) || isIgnored(r) || unicode.Is(unicode.Pd, r)
}

// tail reads what comes after the number, from the rune r at byte i of body.
func (w *written) tail(body string, i int, r rune) {
	after := body[i:]
	if context, ok := strings.CutPrefix(after, ";phone-context=+"); ok {
		w.context(context)
		return
	}
	if ext, ok := extension(after); ok && len(w.digits) > 0 {
		w.ext = ext
		return
	}
	switch {
	case (r == ',' || r == ';') && countDigits(after) == 0:
	case r == ',' || r == ';':
		w.problem = moreThanOne
	case unicode.IsLetter(r) && bracketed(body[:i], after) && len(w.digits) > 0:
		// a remark: 0901234567 (vợ)
	case unicode.IsLetter(r) && len(w.digits) > 0 && countDigits(after) == 0 && followsGap(body[:i]):
		w.problem = "words after the number"
	case strings.ContainsRune("OoQ", r), strings.ContainsRune("IlL", r) && countDigits(after) > 0:
		w.problem = fmt.Sprintf("letter %c in a phone number", r)
	case unicode.IsLetter(r):
		w.problem = "letters in a phone number"
	case r == utf8.RuneError:
		w.problem = "damaged text in a phone number"
	default:
		w.problem = fmt.Sprintf("%q in a phone number", r)
	}
}

// context puts the digits of RFC 3966's phone-context before a local number.
func (w *written) context(s string) {
	s, _, _ = strings.Cut(s, ";")
	digits := make([]byte, 0, maxDigits)
	for _, r := range s {
		if d, ok := digit(r); ok {
			digits = append(digits, d)
		}
	}
	if len(digits)+len(w.digits) > maxDigits {
		w.problem = "too many digits for a phone number"
		return
	}
	w.plus = true
	w.digits = append(digits, w.digits...)
}

// bracketed reports whether after, and nothing else, is in brackets that
// before opened.
func bracketed(before, after string) bool {
	before = strings.TrimRightFunc(before, isGap)
	after = strings.TrimRightFunc(after, isGap)
	for _, pair := range [...]string{"()", "[]", "（）"} {
		_, n := utf8.DecodeRuneInString(pair)
		if strings.HasSuffix(before, pair[:n]) && strings.Index(after, pair[n:]) == len(after)-len(pair[n:]) {
			return true
		}
	}
	return false
}

func followsGap(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return isGap(r)
}

// extension reads "ext. 12", "x12", ";ext=12", "#12", "máy lẻ 12", "分机12"
// and the pause of a dialler, ",12" and "p12".
func extension(after string) (string, bool) {
	s := strings.TrimLeft(Text(after), ";, ")
	most := 4 // digits of an extension that nothing announces
	for _, word := range [...]string{
		"extension", "extn", "ext", "x", "#", "int", "poste", "anexo", "доб",
		"may le", "so le", "may nhanh", "so nhanh", "nhanh", "le", "ml", "分机", "分機", "转", "轉", "内线", "内線", "p", "w",
	} {
		if rest, ok := strings.CutPrefix(s, word); ok {
			s, most = rest, 12
			break
		}
	}
	s = strings.TrimLeft(s, " .:=-")
	s = strings.TrimRight(s, " #)")
	if s == "" || len(s) > most || strings.Trim(s, "0123456789") != "" {
		return "", false
	}
	return s, true
}
