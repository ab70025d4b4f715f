package fold

import "math/bits"

// Phone returns the key of a phone number as people write it: E.164 with its
// plus sign, and the extension apart. Region is the ISO code of the country
// that numbers without a country code are in, "" if it is not known.
//
// Any spaces, dots, dashes and brackets may be in it, digits of any script, a
// label before it ("Tel: …"), the armour of spreadsheets (='…', a lost
// leading zero, 84901234567.0), a tel: scheme, the trunk 0 after a country
// code, a country code without its plus if the number is too long or unknown
// at home otherwise, and a remark in brackets behind it. Vietnamese numbers of
// before September 2018 become those that replaced them.
//
// ok is false if no telephone could have the number; [PhoneProblem] says why.
// A possible number may still not be in service: see [PhoneValid]. A key is
// its own key: Phone(key, any) == key.
func Phone(raw, region string) (key, ext string, ok bool) {
	w := readPhone(raw)
	if w.problem != "" {
		return "", "", false
	}
	n := resolve(&w, regionByID(region))
	if n.length() != fits {
		return "", "", false
	}
	return n.key(), w.ext, true
}

// PhoneValid reports whether the numbering plan has the number of a key in
// service, as far as the first digits tell.
func PhoneValid(key string) bool {
	n, ok := parseKey(key)
	return ok && n.inService()
}

// number is a phone number taken apart.
type number struct {
	plan     *region // main region of the country code; nil: none was found
	national []byte  // digits after the country code, without trunk prefix
}

// parseKey takes a key apart.
func parseKey(key string) (number, bool) {
	if len(key) < 4 || len(key) > 1+maxDigits || key[0] != '+' {
		return number{}, false
	}
	digits := []byte(key[1:])
	for _, c := range digits {
		if c < '0' || c > '9' {
			return number{}, false
		}
	}
	r, national := splitCode(digits)
	return number{r, national}, r != nil
}

// key returns E.164.
func (n number) key() string {
	b := make([]byte, 0, 20)
	b = append(b, '+')
	b = appendCode(b, n.plan.code)
	return string(append(b, n.national...))
}

// appendCode appends a country code, of three digits at most.
func appendCode(b []byte, code uint16) []byte {
	if code >= 100 {
		b = append(b, byte('0'+code/100))
	}
	if code >= 10 {
		b = append(b, byte('0'+code/10%10))
	}
	return append(b, byte('0'+code%10))
}

// How long a number is, compared with what its region has.
type length uint8

const (
	fits     length = iota
	tooShort        // or the number lacks its area code
	tooLong
	between // shorter than the longest, longer than the shortest, but not right
	noPlan
)

// inService reports whether one of the regions of the country code has the
// number.
func (n number) inService() bool {
	if n.length() != fits {
		return false
	}
	for i := int(byCode[n.plan.code]); i < len(regions) && regions[i].code == n.plan.code; i++ {
		r := &regions[i]
		if (r.leading == "" || matchStart(r.leading, n.national)) && matchAll(r.valid, n.national) {
			return true
		}
	}
	return false
}

func (n number) length() length {
	if n.plan == nil {
		return noPlan
	}
	return n.plan.length(n.national)
}

// length compares the count of digits with the plan's.
func (r *region) length(national []byte) length {
	n := len(national)
	switch {
	case n >= bits.Len32(r.lengths):
		return tooLong
	case r.lengths>>n&1 != 0:
		return fits
	case r.local>>n&1 != 0, n < bits.TrailingZeros32(r.lengths):
		return tooShort
	}
	return between
}

// resolve finds out which country the digits belong to, in the order that
// libphonenumber has: a plus sign, a prefix for dialling abroad, the country
// code of home without either, home.
func resolve(w *written, home *region) number {
	n := resolveOnce(w.digits, w.plus, home)
	d := w.digits
	if w.plus || len(d) < 5 || d[0] != '0' || d[1] != '0' || d[2] == '0' || n.inService() {
		return n
	}
	// People write 00 for the plus sign in countries that dial something
	// else, too.
	abroad := resolveOnce(d[2:], true, nil)
	if abroad.inService() || n.length() != fits && abroad.length() == fits {
		return abroad
	}
	return n
}

func resolveOnce(digits []byte, plus bool, home *region) number {
	if home != nil && !plus {
		if n, _ := matchLongest(home.idd, digits); n > 0 && n < len(digits) && digits[n] != '0' {
			digits, plus = digits[n:], true
		}
	}
	if plus {
		r, national := splitCode(digits)
		return settle(r, national)
	}
	if home == nil {
		return number{national: digits}
	}
	if national, ok := withoutHomeCode(digits, home); ok {
		return settle(regionByCode(int(home.code)), national)
	}
	n := settle(home, digits)
	if main := regionByCode(int(home.code)); main != home {
		// Keys are read by the plan of the code's main region, which may see
		// a trunk prefix where home does not.
		return settle(main, n.national)
	}
	return n
}

// withoutHomeCode takes home's country code off a number that has it without
// a plus sign. A number that is right as it stands is left alone.
func withoutHomeCode(digits []byte, home *region) ([]byte, bool) {
	var code [3]byte
	c := appendCode(code[:0], home.code)
	if len(digits) <= len(c) || string(digits[:len(c)]) != string(c) {
		return nil, false
	}
	rest := home.withoutTrunk(digits[len(c):])
	if home.length(digits) == tooLong {
		return rest, true
	}
	return rest, !matchAll(home.general, digits) && matchAll(home.general, rest)
}

// settle takes the trunk prefix off, as long as the rest has a length that
// the region knows, and puts dead Vietnamese prefixes right.
func settle(r *region, digits []byte) number {
	if r == nil {
		return number{national: digits}
	}
	// Again while the rest is a number and has a prefix itself: a key must be
	// its own key.
	for {
		rest := r.withoutTrunk(digits)
		l := r.length(rest)
		if string(rest) == string(digits) || l == tooShort || l == between {
			break
		}
		digits = rest
		if l == tooLong {
			break
		}
	}
	if r.code == 84 {
		digits = migrateVN(digits)
	}
	return number{plan: r, national: digits}
}

// withoutTrunk takes off what is dialled before a national number, if the
// number is none with it, or still one without it. Some rules do not shorten
// the number but put an area code or a mobile digit in.
func (r *region) withoutTrunk(digits []byte) []byte {
	n, captured := matchLongest(r.prefix, digits)
	if n == 0 {
		return digits
	}
	rest := digits[n:]
	if captured.end > 0 {
		rest = expand(r.rule, digits[captured.start:captured.end], rest)
	}
	if matchAll(r.general, digits) && !matchAll(r.general, rest) {
		return digits
	}
	return rest
}

// expand puts the captured digits into a rule like "9$1".
func expand(rule string, captured, rest []byte) []byte {
	b := make([]byte, 0, maxDigits)
	for i := 0; i < len(rule); i++ {
		if rule[i] == '$' {
			i++ // the number of the group: gen.go keeps one
			b = append(b, captured...)
			continue
		}
		b = append(b, rule[i])
	}
	return append(b, rest...)
}

// migrateVN changes the Vietnamese mobile numbers of eleven digits (ten, less
// the trunk 0) into those of ten that replaced them on 15 September 2018; the
// old ones were cut off on 30 June 2019. The last seven digits stayed. (Plan
// of the Ministry of Information and Communications, decision 798/QĐ-BTTTT of
// May 2018.)
func migrateVN(national []byte) []byte {
	if len(national) != 10 || national[0] != '1' {
		return national
	}
	prefix := migratedVN(string(national[:3]))
	if prefix == "" {
		return national
	}
	return append([]byte(prefix), national[3:]...)
}

func migratedVN(old string) string {
	switch old {
	case "120", "121", "122", "126", "128": // MobiFone
		return [...]string{"70", "79", "77", 6: "76", 8: "78"}[old[2]-'0']
	case "123", "124", "125", "127", "129": // VinaPhone
		return [...]string{3: "83", 4: "84", 5: "85", 7: "81", 9: "82"}[old[2]-'0']
	case "162", "163", "164", "165", "166", "167", "168", "169": // Viettel
		return "3" + old[2:]
	case "186", "188": // Vietnamobile
		return "5" + old[2:]
	case "199": // Gmobile
		return "59"
	}
	return ""
}
