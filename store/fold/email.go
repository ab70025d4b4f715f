package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Email takes an email address out of what people write: spaces, zero-width
// characters and a mailto: link go, "Name <a@b.vn>" and "<a@b.vn>" are
// unpacked, a full-width ＠ is a plain one. The address keeps its capitals,
// the key has none: local parts differ by case in theory (RFC 5321, 2.4) and
// nowhere in practice. ok is false if it is no address anyone could write to.
func Email(raw string) (address, key string, ok bool) {
	s := bareAddress(raw)
	if emailProblem(s) != "" {
		return "", "", false
	}
	return s, norm.NFC.String(strings.ToLower(s)), true
}

// EmailProblem says in words why raw is no email address, as a phrase for a
// report: "no domain after the @". It is empty if [Email] finds one.
func EmailProblem(raw string) string { return emailProblem(bareAddress(raw)) }

func emailProblem(s string) string {
	local, domain, found := strings.Cut(s, "@")
	switch {
	case s == "":
		return "nothing there"
	case !found:
		return "no @"
	case strings.Contains(domain, "@") && strings.ContainsAny(s, " ,;/|"):
		return "more than one address"
	case strings.Contains(domain, "@"):
		return "two @"
	case local == "":
		return "nothing before the @"
	case domain == "":
		return "no domain after the @"
	case strings.Contains(s, " "):
		return "a space in it"
	case len(local) > 64 || len(s) > 254:
		return "too long for an address"
	case !validLocal(local):
		return "unfit characters before the @"
	case !strings.Contains(domain, "."):
		return "no dot in the domain"
	case !validDomain(domain):
		return "no such domain can be"
	}
	return ""
}

// bareAddress strips what is around an address.
func bareAddress(raw string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case isIgnored(r):
			return -1
		case r == 0xff20:
			return '@'
		case isGap(r):
			return ' '
		case r > 0xff00 && r < 0xff5f:
			return r - 0xfee0
		}
		return r
	}, norm.NFC.String(raw))
	s = strings.Trim(s, " ,;\"'")
	if i := strings.LastIndexByte(s, '<'); i >= 0 && strings.HasSuffix(s, ">") {
		s = strings.Trim(s[i+1:len(s)-1], " ")
	}
	if before, _, ok := strings.Cut(s, " ("); ok && strings.HasSuffix(s, ")") {
		s = before // a comment: a@b.vn (work)
	}
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s, _, _ = strings.Cut(s[7:], "?")
	}
	s = strings.TrimRight(strings.Trim(s, " "), ".")
	// Around the @ a space is a slip: "lan @ x.vn".
	if local, domain, one := strings.Cut(s, "@"); one {
		s = strings.TrimRight(local, " ") + "@" + strings.TrimLeft(domain, " ")
	}
	return s
}

// validLocal takes the dot-atom of RFC 5322 with RFC 6532's letters of every
// script, as mail providers do; quoted local parts exist in test suites only.
func validLocal(s string) bool {
	if s[0] == '.' || s[len(s)-1] == '.' || strings.Contains(s, "..") {
		return false
	}
	for _, r := range s {
		switch {
		case r == utf8.RuneError:
			return false
		case r >= utf8.RuneSelf:
			if !unicode.In(r, unicode.L, unicode.M, unicode.N) {
				return false
			}
		case !isWord(r) && !strings.ContainsRune("!#$%&'*+-/=?^_`{|}~.", r):
			return false
		}
	}
	return true
}

// validDomain takes names of two labels or more.
func validDomain(s string) bool {
	labels, last := 0, ""
	for label := range strings.SplitSeq(s, ".") {
		if !validLabel(label) {
			return false
		}
		labels, last = labels+1, label
	}
	return labels >= 2 && strings.Trim(last, "0123456789") != "" && utf8.RuneCountInString(last) >= 2
}

func validLabel(s string) bool {
	if s == "" || len(s) > 63 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for _, r := range s {
		if r == utf8.RuneError || !isWord(r) && r != '-' && r != '_' {
			return false
		}
	}
	return true
}

// isWord reports letters, digits and marks of every script.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return isASCIIWord(byte(r | 0x20))
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}
