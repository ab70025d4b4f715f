package csv

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A spreadsheet that opens delimited text runs a cell like =HYPERLINK(…),
// however it got there: a contact can be named so by whoever fills in a form.
// The guard is OWASP's: one "'" in front, which makes the cell text
// (https://owasp.org/www-community/attacks/CSV_Injection).
// Ours comes off again without loss: a value that already looks guarded
// is guarded once more, so that Unguard(Guard(s)) == s for every s.

// Guard returns s as it is to stand in delimited text:
// with one "'" in front if a spreadsheet would run it, else as it is.
// A phone number such as "+84 912 345 678" and a number such as "-12.5"
// stay readable.
func Guard(s string) string {
	if needsGuard(s) {
		return "'" + s
	}
	return s
}

// Unguard takes off the "'" that Guard put before s.
// An apostrophe before anything else is part of the text and stays.
func Unguard(s string) string {
	if strings.HasPrefix(s, "'") && needsGuard(s[1:]) {
		return s[1:]
	}
	return s
}

// needsGuard reports whether s would run, or looks like something guarded.
func needsGuard(s string) bool {
	s = strings.TrimLeft(s, "'")
	// Spreadsheets look at the first character after spaces,
	// and at these control characters themselves.
	s = strings.TrimLeftFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) && r != '\t' && r != '\r' && r != '\n'
	})
	switch first, _ := utf8.DecodeRuneInString(s); first {
	case '=', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠':
		return true
	case '+':
		return !isPhone(s[1:])
	case '-':
		return s != "-" && !isNumber(s[1:])
	}
	return false
}

// isPhone reports whether s, what follows a "+", is digits as people group them.
func isPhone(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r != ' ' && r != '\u00a0' && r != '(' && r != ')' && r != '-' && r != '.':
			return false
		}
	}
	return digits > 0
}

// isNumber reports whether s, what follows a "-", is digits
// with separators between them.
func isNumber(s string) bool {
	digit := false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digit = true
		case (r == '.' || r == ',') && digit:
			digit = false
		default:
			return false
		}
	}
	return digit
}
