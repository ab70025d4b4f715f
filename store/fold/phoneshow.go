package fold

import "strings"

// PhoneFormat returns a key as a person reads it: numbers of the region's own
// country code with the trunk prefix and grouped as is usual there
// ("0912 345 678"), others in the international form ("+86 138 0013 8000").
// What is not a key comes back as it is.
func PhoneFormat(key, region string) string {
	n, ok := parseKey(key)
	if !ok {
		return key
	}
	home := regionByID(region)
	if home != nil && home.code == n.plan.code {
		return n.layOut(layoutHome)
	}
	b := appendCode(append(make([]byte, 0, 24), '+'), n.plan.code)
	b = append(b, ' ')
	return string(append(b, n.layOut(layoutAbroad)...))
}

// The fields of a line of region.formats.
const (
	layoutLead = iota
	layoutGroups
	layoutAbroad
	layoutHome
	layoutFields
)

// layOut groups the national number by the first format that it fits. Without
// one it is a row of digits.
func (n number) layOut(layout int) string {
	for line := range strings.Lines(n.plan.formats) {
		var f [layoutFields]string
		rest := strings.TrimSuffix(line, "\n")
		for i := range f {
			f[i], rest, _ = strings.Cut(rest, "\t")
		}
		if f[layout] == "-" || f[layoutLead] != "" && !matchStart(f[layoutLead], n.national) {
			continue
		}
		if groups, ok := split(n.national, f[layoutGroups]); ok {
			return fill(f[layout], groups)
		}
	}
	if layout == layoutHome && n.plan.trunk != "" {
		return n.plan.trunk + string(n.national)
	}
	return string(n.national)
}

// maxGroups is the most groups that a format has.
const maxGroups = 6

// split cuts digits into groups like "2 3-4 4", the first ones as long as
// they may be. ok is false if they do not add up.
func split(digits []byte, groups string) (out [maxGroups][]byte, ok bool) {
	var least, most [maxGroups]int
	n, rest := 0, 0
	for g := range strings.SplitSeq(groups, " ") {
		if n == maxGroups {
			return out, false
		}
		lo, hi, ranged := strings.Cut(g, "-")
		if !ranged {
			hi = lo
		}
		least[n], most[n] = smallInt(lo), smallInt(hi)
		rest += least[n]
		n++
	}
	for i := range n {
		rest -= least[i]
		size := min(most[i], len(digits)-rest)
		if size < least[i] {
			return out, false
		}
		out[i], digits = digits[:size], digits[size:]
	}
	return out, len(digits) == 0
}

func smallInt(s string) (n int) {
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// fill puts the groups into a layout like "0$1 $2".
func fill(layout string, groups [maxGroups][]byte) string {
	b := make([]byte, 0, 24)
	for i := 0; i < len(layout); i++ {
		if layout[i] != '$' {
			b = append(b, layout[i])
			continue
		}
		i++
		b = append(b, groups[layout[i]-'1']...)
	}
	return string(b)
}

// minFragment is how many digits of a number's end are still a token. Shorter
// ends would add tokens to every number, and be found in every one.
const minFragment = 3

// PhoneDigits appends the search tokens of a phone key to dst: its digits,
// every end of them of three digits or more, and the national form with its
// trunk prefix; so every piece of the number is the beginning of a token.
// Tokens are separated, also from what is in dst, by single spaces.
func PhoneDigits(dst []byte, key string) []byte {
	digits := strings.TrimPrefix(key, "+")
	if strings.Trim(digits, "0123456789") != "" {
		return dst
	}
	for i := 0; i == 0 && len(digits) > 0 || i <= len(digits)-minFragment; i++ {
		dst = appendToken(dst, digits[i:])
	}
	// In North America the trunk prefix is the country code.
	if n, ok := parseKey(key); ok && n.plan.trunk != "" && n.plan.code != 1 {
		dst = appendToken(dst, n.plan.trunk)
		dst = append(dst, n.national...)
	}
	return dst
}

func appendToken(dst []byte, token string) []byte {
	if len(dst) > 0 {
		dst = append(dst, ' ')
	}
	return append(dst, token...)
}

// minStripped is how much of a number has to be left when its trunk 0 is
// taken off in a search: with less, every number with those digits in it
// would be found, and the form with the 0 is in the index anyway.
const minStripped = 6

// PhoneQuery returns the beginnings of tokens to look for when the search
// term is digits and what people write between them: the digits, and also
// those without a prefix that stored digits may not have. It is nil if the
// term is nothing like a phone number.
func PhoneQuery(term string) []string {
	digits := make([]byte, 0, maxDigits)
	plus := false
	for _, r := range term {
		d, ok := digit(r)
		switch {
		case ok && len(digits) == maxDigits:
			return nil
		case ok:
			digits = append(digits, d)
		case (r == '+' || r == '＋') && len(digits) == 0:
			plus = true
		case !separates(r):
			return nil
		}
	}
	if len(digits) == 0 {
		return nil
	}
	alternatives := []string{string(digits)}
	add := func(s string) {
		for _, a := range alternatives {
			if a == s {
				return
			}
		}
		alternatives = append(alternatives, s)
	}
	s := alternatives[0]
	switch {
	case plus:
		// +84 (0)981… and the like
		if key, _, ok := Phone("+"+s, ""); ok {
			add(key[1:])
		}
	case strings.HasPrefix(s, "00") && len(s) >= 2+minFragment:
		add(s[2:])
		if key, _, ok := Phone("+"+s[2:], ""); ok {
			add(key[1:])
		}
	case s[0] == '0' && len(s) > minStripped:
		add(s[1:])
	}
	return alternatives
}
