package xlsx

import (
	"bytes"
	"strconv"
	"strings"
)

// Notes of numbers.
const (
	noteDigits = "more than the 15 digits that Excel keeps: the last ones may be wrong"
	noteNumber = "the cell should hold a number"
)

// keptDigits is how many significant digits Excel keeps.
const keptDigits = 15

// appendNumber appends the number in the cell value v as plain decimal digits,
// without exponent and without zeros that say nothing.
//
// Whole numbers keep the digits that stand in the file, even those a float64 cannot:
// an id written by another program is better than its nearest double.
// Fractions of more than 15 digits are doubles that were printed in full,
// and become the shortest text that reads back as the same double.
// OK is false if v is no number.
func appendNumber(dst, v []byte) (out []byte, note string, ok bool) {
	if keep, ok := plainDecimal(v); ok {
		return append(dst, v[:keep]...), "", true
	}
	mantissa, exp, ok := splitExponent(string(v))
	if !ok {
		return dst, "", false
	}
	whole, frac, negative := decimal([]byte(mantissa))
	whole, frac = shift(whole, frac, exp)
	whole, frac = leadingZeros(whole), trailingZeros(frac)
	if len(frac) > 0 && significant(whole, frac) > keptDigits {
		f, err := strconv.ParseFloat(mantissa+"e"+strconv.Itoa(exp), 64)
		if err != nil {
			return dst, "", false
		}
		whole, frac, _ = decimal(strconv.AppendFloat(nil, f, 'f', -1, 64))
		whole = leadingZeros(whole)
	}
	if len(frac) == 0 && len(whole) > keptDigits {
		note = noteDigits
	}
	return appendDecimal(dst, whole, frac, negative), note, true
}

// plainDecimal reports how much of v to keep if it is written as we would write it
// but for zeros at its end, which nearly all numbers of a sheet are.
func plainDecimal(v []byte) (keep int, ok bool) {
	i := 0
	if len(v) > 1 && v[0] == '-' {
		i = 1
	}
	if len(v)-i > keptDigits || i == len(v) || v[i] == '0' && len(v) > i+1 && v[i+1] != '.' {
		return 0, false
	}
	point := -1
	nonzero := false
	for j, c := range v[i:] {
		switch {
		case c == '.' && point < 0 && j > 0:
			point = i + j
		case c < '0' || c > '9':
			return 0, false
		default:
			nonzero = nonzero || c != '0'
		}
	}
	keep = len(v)
	if point >= 0 {
		for v[keep-1] == '0' {
			keep--
		}
		if keep == point+1 {
			keep = point
		}
	}
	return keep, nonzero || i == 0
}

// splitExponent splits a number into its decimal mantissa and its power of ten.
// A double reaches from 1e-324 to 1e308.
func splitExponent(v string) (mantissa string, exp int, ok bool) {
	v = strings.Trim(v, " \t\r\n")
	mantissa = v
	if i := strings.IndexAny(v, "eE"); i >= 0 {
		n, err := strconv.Atoi(v[i+1:])
		if err != nil || n > 400 || n < -400 {
			return "", 0, false
		}
		mantissa, exp = v[:i], n
	}
	digits, points := 0, 0
	for i, c := range []byte(mantissa) {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '.':
			points++
		case i > 0 || c != '-' && c != '+':
			return "", 0, false
		}
	}
	return mantissa, exp, digits > 0 && points <= 1 && digits <= 1000
}

// decimal splits decimal text into the digits before and behind the point.
func decimal(text []byte) (whole, frac []byte, negative bool) {
	if len(text) > 0 && (text[0] == '-' || text[0] == '+') {
		negative = text[0] == '-'
		text = text[1:]
	}
	if i := bytes.IndexByte(text, '.'); i >= 0 {
		return text[:i], text[i+1:], negative
	}
	return text, nil, negative
}

// shift moves the decimal point n places to the right, or to the left if n is negative.
func shift(whole, frac []byte, n int) (newWhole, newFrac []byte) {
	if n == 0 {
		return whole, frac
	}
	cut := len(whole) + n
	digits := make([]byte, 0, len(whole)+len(frac)+max(n, -n))
	digits = appendZeros(digits, -cut)
	digits = append(append(digits, whole...), frac...)
	digits = appendZeros(digits, cut-len(digits))
	cut = max(cut, 0)
	return digits[:cut], digits[cut:]
}

// round rounds to n digits behind the point, half away from zero as Excel does,
// and fills up to n.
func round(whole, frac []byte, n int) (newWhole, newFrac []byte) {
	if len(frac) == n {
		return whole, frac
	}
	digits := make([]byte, 1, len(whole)+n+1)
	digits[0] = '0'
	digits = append(append(digits, whole...), frac[:min(n, len(frac))]...)
	digits = appendZeros(digits, n-len(frac))
	up := len(frac) > n && frac[n] >= '5'
	for i := len(digits) - 1; up && i >= 0; i-- {
		if up = digits[i] == '9'; up {
			digits[i] = '0'
		} else {
			digits[i]++
		}
	}
	cut := len(digits) - n
	return digits[:cut], digits[cut:]
}

// appendZeros appends n zeros, none if n is negative.
func appendZeros(dst []byte, n int) []byte {
	for ; n > 0; n-- {
		dst = append(dst, '0')
	}
	return dst
}

// leadingZeros and trailingZeros drop what says nothing.
func leadingZeros(b []byte) []byte {
	for len(b) > 0 && b[0] == '0' {
		b = b[1:]
	}
	return b
}

func trailingZeros(b []byte) []byte {
	for len(b) > 0 && b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return b
}

// significant counts the digits from the first that is not 0.
func significant(whole, frac []byte) int {
	if whole = leadingZeros(whole); len(whole) > 0 {
		return len(whole) + len(frac)
	}
	return len(leadingZeros(frac))
}

// appendDecimal appends a number with those digits; whole has no leading zeros,
// and frac none at its end.
func appendDecimal(dst, whole, frac []byte, negative bool) []byte {
	if negative && len(whole)+len(frac) > 0 {
		dst = append(dst, '-')
	}
	if len(whole) == 0 {
		dst = append(dst, '0')
	}
	dst = append(dst, whole...)
	if len(frac) > 0 {
		dst = append(append(dst, '.'), frac...)
	}
	return dst
}

// appendRounded appends the number in text with the 15 digits that Excel shows,
// if it is a fraction of more: 0.3 for 0.30000000000000004.
func appendRounded(dst, text []byte) []byte {
	if len(text) <= keptDigits+1 {
		return dst
	}
	whole, frac, negative := decimal(text)
	whole = leadingZeros(whole)
	if len(frac) == 0 || significant(whole, frac) <= keptDigits || len(whole) > keptDigits {
		return dst
	}
	places := keptDigits - len(whole)
	if len(whole) == 0 {
		places += len(frac) - len(leadingZeros(frac))
	}
	whole, frac = round(whole, frac, places)
	return appendDecimal(dst, leadingZeros(whole), trailingZeros(frac), negative)
}
