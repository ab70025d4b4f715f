package importer

import (
	"strings"

	"crm/importer/field"
	"crm/store/fold"
)

// decideRegions settles which country the numbers of a column without a country
// code are of: the one that was asked for; else, for all columns together, one
// that the file speaks of and that has at least half of the numbers in service;
// else the configured one, unless the numbers fit another one much better.
func (f *File) decideRegions() {
	whole := f.opt.Region
	if !f.opt.RegionGiven {
		whole = f.regionOfFile()
	}
	for i := range f.cols {
		c := &f.cols[i]
		if c.target.ID != field.Phone {
			continue
		}
		c.region = whole
		if f.opt.RegionGiven || whole != "" && c.seen.regions[whole]*5 >= c.seen.national {
			continue
		}
		if r, n := likeliest(c.seen.regions); n*10 >= c.seen.national*7 && n > 0 {
			c.region = r
		}
	}
}

// regionOfFile finds the country of all numbers together: one sheet is mostly of
// one country, and few numbers fit only one.
func (f *File) regionOfFile() string {
	national, counts := 0, map[string]int{}
	for i := range f.cols {
		if c := &f.cols[i]; c.target.ID == field.Phone {
			national += c.seen.national
			for r, n := range c.seen.regions {
				counts[r] += n
			}
		}
	}
	if national == 0 {
		return f.opt.Region
	}
	best, most := "", 0
	hinted := f.hintedRegions()
	for _, r := range hinted {
		if _, seen := counts[r]; !seen {
			counts[r] = f.fit(r)
		}
		if n := counts[r]; n > most {
			best, most = r, n
		}
	}
	own := counts[f.opt.Region]
	if most*2 >= national && most > own || most*10 >= national*7 && most >= own {
		return best
	}
	if r, n := likeliest(counts); n > own && (f.opt.Region == "" || own*4 < national && n*10 >= national*7) {
		return r
	}
	return f.opt.Region
}

// fit counts the numbers among the first rows that a region has in service.
func (f *File) fit(region string) (n int) {
	f.firstRows(func(col int, text string) {
		if f.cols[col].target.ID == field.Phone && len(text) <= maxPhoneText && inService(text, region) && !saysCountry(text) {
			n++
		}
	})
	return n
}

// likeliest is the region that most numbers fit, the more usual one of two.
func likeliest(counts map[string]int) (region string, most int) {
	for _, r := range regionsToTry {
		if counts[r] > most {
			region, most = r, counts[r]
		}
	}
	return region, most
}

// maxPhoneText is longer than a phone number with its extension.
const maxPhoneText = 40

// inService reports whether a region has a number in service.
func inService(text, region string) bool {
	key, _, ok := fold.Phone(text, region)
	return ok && fold.PhoneValid(key)
}

// saysCountry reports whether a number has its country code, and says so.
func saysCountry(text string) bool {
	_, _, ok := fold.Phone(text, "")
	return ok
}

// countryRegion returns the ISO 3166 code of a country as a column of an address
// names it, "" for one that is not listed. It helps to read phone numbers without
// a country code; addresses keep their countries as written.
func countryRegion(name string) string {
	key := fold.Key(name)
	for _, c := range [...]struct{ region, names string }{
		{"VN", "vn vietnam việtnam 越南 ベトナム"},
		{"US", "us usa unitedstates unitedstatesofamerica america mỹ hoakỳ 美国 美國 アメリカ"},
		{"CN", "cn china prc trungquốc 中国 中國"},
		{"JP", "jp japan nhậtbản 日本"},
		{"TW", "tw taiwan đàiloan 台湾 台灣"},
		{"HK", "hk hongkong hồngkông 香港"},
		{"KR", "kr korea southkorea hànquốc 韩国 韓国 대한민국 한국"},
		{"DE", "de germany deutschland đức 德国 ドイツ"},
		{"FR", "fr france pháp 法国 フランス frankreich"},
		{"GB", "gb uk u.k. unitedkingdom greatbritain britain england scotland wales northernireland vereinigteskönigreich großbritannien royaumeuni angleterre reinounido anh vươngquốcanh 英国 イギリス"},
		{"TH", "th thailand tháilan 泰国 タイ ไทย ประเทศไทย"},
		{"SG", "sg singapore 新加坡 シンガポール"},
		{"MY", "my malaysia 马来西亚"},
		{"ID", "id indonesia 印度尼西亚"},
		{"PH", "ph philippines 菲律宾"},
		{"KH", "kh cambodia campuchia"},
		{"LA", "la laos lào"},
		{"IN", "in india ấnđộ 印度 インド"},
		{"AU", "au australia úc 澳大利亚 オーストラリア"},
		{"NZ", "nz newzealand"},
		{"CA", "ca canada 加拿大"},
		{"RU", "ru russia nga россия 俄罗斯 rossiya российскаяфедерация"},
		{"UA", "ua ukraine україна"},
		{"IT", "it italy italia italien ý 意大利"},
		{"ES", "es spain españa spanien tâybannha 西班牙"},
		{"PT", "pt portugal"},
		{"NL", "nl netherlands thenetherlands holland nederland hàlan"},
		{"BE", "be belgium belgique belgië"},
		{"CH", "ch switzerland schweiz suisse svizzera thụysĩ"},
		{"AT", "at austria österreich áo"},
		{"PL", "pl poland polska"},
		{"CZ", "cz czechia czechrepublic česko"},
		{"SE", "se sweden sverige thụyđiển"},
		{"NO", "no norway norge"},
		{"DK", "dk denmark danmark"},
		{"FI", "fi finland suomi"},
		{"GR", "gr greece ελλάδα ελλας"},
		{"TR", "tr turkey türkiye"},
		{"IL", "il israel ישראל"},
		{"EG", "eg egypt مصر"},
		{"SA", "sa saudiarabia السعودية المملكةالعربيةالسعودية"},
		{"AE", "ae uae unitedarabemirates الإمارات"},
		{"BR", "br brazil brasil"},
		{"MX", "mx mexico méxico"},
		{"AR", "ar argentina"},
		{"ZA", "za southafrica"},
	} {
		for n := range strings.FieldsSeq(c.names) {
			if fold.Key(n) == key {
				return c.region
			}
		}
	}
	return ""
}
