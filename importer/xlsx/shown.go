package xlsx

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// section is one section of a number format: how it shows a number.
// Only what says more than the number is rendered:
// leading zeros, phone masks, percent, currencies.
type section struct {
	cond    string // "<", "<=", ">", ">=", "=", "<>", or empty
	than    float64
	parts   []mask
	whole   int  // places for digits before the decimal point
	places  int  // and behind it
	percent int  // percent signs
	group   bool // thousands are separated
	fixed   bool // a place behind the decimal point always shows a digit
	unable  bool // it has something that is not rendered here
}

// mask is one part of a section: a literal, or a place for a digit.
type mask struct {
	lit   string
	place byte // '0', '#', '?', or '.' for the decimal point; 0 for a literal
}

// parseSection reads a section of a format code that is not of dates.
func parseSection(code string) section {
	var s section
	point := false
	comma := false // seen since the last place
	lit := func(text string) { s.parts = append(s.parts, mask{lit: text}) }
	for i := 0; i < len(code); {
		c := code[i]
		_, size := utf8.DecodeRuneInString(code[i:])
		switch {
		case c == '0', c == '#', c == '?':
			s.parts = append(s.parts, mask{place: c})
			if point {
				s.places++
				s.fixed = s.fixed || c == '0'
			} else {
				s.whole++
			}
			s.group = s.group || comma && !point
			comma = false
		case c == '.':
			if point || s.whole == 0 {
				s.unable = true
			}
			point = true
			s.parts = append(s.parts, mask{place: '.'})
		case c == ',':
			comma = s.whole > 0
			s.unable = s.unable || s.whole == 0
		case c == '%':
			s.percent++
			lit("%")
		case c == '"':
			end := skipQuoted(code, i)
			lit(strings.Trim(code[i:end+1], `"`))
			size = end + 1 - i
		case c == '[':
			end := skipQuoted(code, i)
			s.bracket(strings.Trim(code[i:end+1], "[]"), lit)
			size = end + 1 - i
		case c == '\\', c == '_', c == '*':
			size = escaped(code[i:], lit)
		case c >= utf8.RuneSelf, strings.IndexByte(" $-+():!^&'~{}<>=", c) >= 0:
			lit(code[i : i+size])
		default:
			s.unable = true // General, E+, fractions, @, letters
		}
		i += size
	}
	s.unable = s.unable || comma || s.whole == 0 // a comma at the end divides by a thousand
	return s
}

// escaped takes a backslash, underscore or star with the character behind it:
// that character, a space as wide as it, or a filling with it, which is none here.
func escaped(code string, lit func(string)) (size int) {
	_, n := utf8.DecodeRuneInString(code[1:])
	if n == 0 {
		return 1
	}
	switch code[0] {
	case '\\':
		lit(code[1 : 1+n])
	case '_':
		lit(" ")
	}
	return 1 + n
}

// bracket takes what stands in brackets: a condition, a currency, or what does not matter.
func (s *section) bracket(inner string, lit func(string)) {
	if currency, ok := strings.CutPrefix(inner, "$"); ok {
		currency, _, _ = strings.Cut(currency, "-")
		if currency != "" {
			lit(currency)
		}
		return
	}
	op := strings.TrimRight(inner, "0123456789.+-eE ")
	switch op {
	case "<", "<=", ">", ">=", "=", "<>":
		if than, err := strconv.ParseFloat(strings.TrimSpace(inner[len(op):]), 64); err == nil {
			s.cond, s.than = op, than
		}
	}
}

// says reports whether any section could say more than the number does.
func says(sections []section) bool {
	for _, s := range sections {
		if s.unable {
			continue
		}
		zeros := 0
		for _, m := range s.parts {
			if strings.TrimSpace(m.lit) != "" {
				return true
			}
			if m.place == '0' {
				zeros++
			}
		}
		if zeros-s.places > 1 {
			return true
		}
	}
	return false
}

// holds reports whether the condition of a section lets v in.
func (s *section) holds(v float64) bool {
	switch s.cond {
	case "<":
		return v < s.than
	case "<=":
		return v <= s.than
	case ">":
		return v > s.than
	case ">=":
		return v >= s.than
	case "=":
		return v == s.than
	case "<>":
		return v != s.than
	}
	return true
}

// section returns the section for the number in text, or nil if there is nothing to say:
// for a negative in a section of its own, which shows it in its own way, too.
func (f *format) section(text []byte) *section {
	if f.conditions {
		v, err := strconv.ParseFloat(string(text), 64)
		if err != nil {
			return nil
		}
		for i := range f.sections {
			if f.sections[i].holds(v) {
				return &f.sections[i]
			}
		}
		return nil
	}
	switch {
	case text[0] == '-' && len(f.sections) > 1, string(text) == "0" && len(f.sections) > 2:
		return nil
	}
	return &f.sections[0]
}

// appendShown appends the number as its format shows it, if that says more than text does.
// The arithmetic is on decimal digits, so nothing is lost but what the format rounds away.
func (f *format) appendShown(dst []byte, text []byte) []byte {
	if f.sections == nil {
		return dst
	}
	s := f.section(text)
	if s == nil || s.unable {
		return dst
	}
	whole, frac, negative := decimal(text)
	whole, frac = shift(whole, frac, 2*s.percent)
	whole, frac = round(whole, frac, s.places)
	whole = leadingZeros(whole)
	from := len(dst)
	if negative && (len(whole) > 0 || len(trailingZeros(frac)) > 0) {
		dst = append(dst, '-')
	}
	dst = s.render(dst, whole, frac)
	shown := bytes.Trim(dst[from:], " ")
	if !saysMore(shown, text) {
		return dst[:from]
	}
	return append(dst[:from], shown...)
}

// render puts the digits into the places of the section.
func (s *section) render(dst []byte, whole, frac []byte) []byte {
	place, point := 0, false
	fraction := s.fixed || len(trailingZeros(frac)) > 0
	digit := func(left int) { // the whole digit that has left digits behind it
		dst = append(dst, whole[len(whole)-1-left])
		if s.group && left > 0 && left%3 == 0 {
			dst = append(dst, ',')
		}
	}
	for _, m := range s.parts {
		switch {
		case m.place == 0:
			dst = append(dst, m.lit...)
		case m.place == '.':
			point = true
			if fraction {
				dst = append(dst, '.')
			}
		case point:
			if d := frac[0]; m.place == '0' || len(trailingZeros(frac)) > 0 {
				dst = append(dst, d)
			}
			frac = frac[1:]
		default:
			left := s.whole - 1 - place
			if place == 0 {
				for i := len(whole) - 1; i > left; i-- {
					digit(i)
				}
			}
			if left < len(whole) {
				digit(left)
			} else if m.place == '0' {
				dst = append(dst, '0')
				if s.group && left > 0 && left%3 == 0 {
					dst = append(dst, ',')
				}
			} else if m.place == '?' {
				dst = append(dst, ' ')
			}
			place++
		}
	}
	return dst
}

// saysMore reports whether shown has signs that text has not, or zeros before it;
// separators of thousands and rounding say nothing.
func saysMore(shown, text []byte) bool {
	if len(shown) == 0 || bytes.Equal(shown, text) {
		return false
	}
	number := bytes.TrimPrefix(shown, []byte("-"))
	for _, c := range number {
		if (c < '0' || c > '9') && c != ',' && c != '.' {
			return true
		}
	}
	return len(number) > 1 && number[0] == '0' && number[1] != '.'
}
