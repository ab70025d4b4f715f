package xlsx

import (
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
	from := len(dst)
	if keep, ok := plainDecimal(v); ok {
		return append(dst, v[:keep]...), "", true
	}
	mantissa, exp, ok := splitExponent(string(v))
	if !ok {
		return dst, "", false
	}
	whole, frac, negative := decimal([]byte(mantissa))
	whole, frac = shift(whole, frac, exp)
	whole = strings.TrimLeft(whole, "0")
	frac = strings.TrimRight(frac, "0")
	if frac != "" && significant(whole+frac) > keptDigits {
		f, err := strconv.ParseFloat(string(v), 64)
		if err != nil {
			return dst, "", false
		}
		text := strconv.FormatFloat(f, 'f', -1, 64)
		whole, frac, _ = decimal([]byte(text))
		whole = strings.TrimLeft(whole, "0")
	}
	if negative && whole+frac != "" {
		dst = append(dst, '-')
	}
	if whole == "" {
		whole = "0"
	}
	dst = append(dst, whole...)
	if frac != "" {
		dst = append(append(dst, '.'), frac...)
	} else if len(whole) > keptDigits {
		return dst, noteDigits, len(dst) > from
	}
	return dst, "", true
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
func decimal(text []byte) (whole, frac string, negative bool) {
	s := string(text)
	negative = strings.HasPrefix(s, "-")
	whole, frac, _ = strings.Cut(strings.TrimLeft(s, "+-"), ".")
	return whole, frac, negative
}

// shift moves the decimal point n places to the right, or to the left if n is negative.
func shift(whole, frac string, n int) (string, string) {
	if n >= 0 {
		frac += strings.Repeat("0", max(0, n-len(frac)))
		return whole + frac[:n], frac[n:]
	}
	whole = strings.Repeat("0", max(0, -n-len(whole))) + whole
	cut := len(whole) + n
	return whole[:cut], whole[cut:] + frac
}

// round rounds to n digits behind the point, half away from zero as Excel does,
// and fills up to n.
func round(whole, frac string, n int) (string, string) {
	if len(frac) <= n {
		return whole, frac + strings.Repeat("0", n-len(frac))
	}
	up := frac[n] >= '5'
	digits := []byte("0" + whole + frac[:n])
	for i := len(digits) - 1; up && i >= 0; i-- {
		if up = digits[i] == '9'; up {
			digits[i] = '0'
		} else {
			digits[i]++
		}
	}
	cut := len(digits) - n
	return string(digits[:cut]), string(digits[cut:])
}

// significant counts the digits from the first that is not 0.
func significant(digits string) int {
	return len(strings.TrimLeft(digits, "0"))
}

// appendRounded appends the number in text with the 15 digits that Excel shows,
// if it is a fraction of more: 0.3 for 0.30000000000000004.
func appendRounded(dst, text []byte) []byte {
	if len(text) <= keptDigits+1 {
		return dst
	}
	whole, frac, negative := decimal(text)
	whole = strings.TrimLeft(whole, "0")
	if frac == "" || significant(whole+frac) <= keptDigits || len(whole) > keptDigits {
		return dst
	}
	places := keptDigits - len(whole)
	if whole == "" {
		places += len(frac) - significant(frac)
	}
	whole, frac = round(whole, frac, places)
	whole, frac = strings.TrimLeft(whole, "0"), strings.TrimRight(frac, "0")
	if negative {
		dst = append(dst, '-')
	}
	if whole == "" {
		whole = "0"
	}
	dst = append(dst, whole...)
	if frac != "" {
		dst = append(append(dst, '.'), frac...)
	}
	return dst
}
