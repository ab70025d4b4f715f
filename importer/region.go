package importer

import (
	"strings"

	"crm/store/fold"
)

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
		{"GB", "gb uk unitedkingdom greatbritain england anh vươngquốcanh 英国 イギリス"},
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
