package fold

// A region is the numbering plan of a country or territory, or of a country
// code that belongs to none (id "001"). Patterns are in the notation of
// match.go.
type region struct {
	id      string // ISO 3166, two letters
	code    uint16 // country calling code
	lengths uint32 // bit n: a national number may have n digits
	local   uint32 // bit n: n digits can be dialled, but only from near by
	trunk   string // what is dialled before a national number, mostly "0"
	prefix  string // pattern of the trunk prefix and carrier codes before a number as written
	rule    string // what a number becomes when prefix captured something
	idd     string // pattern of what is dialled before a country code, mostly "00"
	leading string // pattern of the first digits that tell the regions of a code apart
	general string // pattern of all national numbers
	valid   string // pattern of the national numbers that are in service
	formats string // how to group digits; see writeFormats in gen.go
}

// regionByID finds a region by its ISO code, in either case; nil if there is
// none.
func regionByID(id string) *region {
	if len(id) != 2 {
		return nil
	}
	a, b := id[0]|0x20, id[1]|0x20
	if a < 'a' || a > 'z' || b < 'a' || b > 'z' {
		return nil
	}
	if i := byRegion[int(a-'a')*26+int(b-'a')]; i != 0 {
		return &regions[i]
	}
	return nil
}

// Region reports whether a code, in either case, is that of a country or
// territory with a numbering plan: one that [Phone] takes for a region.
func Region(code string) bool { return regionByID(code) != nil }

// regionByCode finds the main region of a country code; nil if there is none.
func regionByCode(code int) *region {
	if code < 0 || code >= len(byCode) || byCode[code] == 0 {
		return nil
	}
	return &regions[byCode[code]]
}

// splitCode finds the country code that a number starts with. Codes are
// prefix-free, so the first that is one is the one.
func splitCode(digits []byte) (r *region, national []byte) {
	code := 0
	for i := 0; i < len(digits) && i < 3; i++ {
		code = code*10 + int(digits[i]-'0')
		if r := regionByCode(code); r != nil {
			return r, digits[i+1:]
		}
		if code == 0 {
			break
		}
	}
	return nil, nil
}
