package importer

import (
	"slices"
	"strings"
	"unicode"

	"crm/importer/field"
	"crm/store/fold"
)

// hintedRegions are the countries that the file speaks of beside its numbers, the
// plainest sign first: a column of countries, the language of the header, the
// encoding, the script of the rows, numbers with a country code. Each is a hint:
// the numbers without a country code have the last word.
func (f *File) hintedRegions() []string {
	var out []string
	for _, list := range [][]string{f.countriesOfRows(), f.regionsOfHeader(), encodingRegions(f.src), f.regionsOfScript(), f.regionsOfCodes()} {
		for _, r := range list {
			if !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// firstRows calls see with the cells of each column among the first rows of data.
func (f *File) firstRows(see func(col int, text string)) {
	for i := range f.head {
		row := &f.head[i]
		if !f.lay.data(row) {
			continue
		}
		for j := range min(len(row.Cells), len(f.cols)) {
			if text := strings.TrimSpace(beginning(row.Cells[j].Text)); text != "" {
				see(j, text)
			}
		}
	}
}

// most returns the key that at least half of all were, if there is one.
func most(counts map[string]int) []string {
	all, best := 0, ""
	for k, n := range counts {
		if all += n; n > counts[best] || n == counts[best] && k < best {
			best = k
		}
	}
	if best == "" || counts[best]*2 < all {
		return nil
	}
	return []string{best}
}

func (f *File) countriesOfRows() []string {
	counts := map[string]int{}
	f.firstRows(func(col int, text string) {
		if f.cols[col].target.ID == field.Country && len(text) <= maxWord {
			if r := countryRegion(text); r != "" {
				counts[r]++
			}
		}
	})
	return most(counts)
}

func (f *File) regionsOfCodes() []string {
	counts := map[string]int{}
	f.firstRows(func(col int, text string) {
		if f.cols[col].target.ID != field.Phone || len(text) > maxPhoneText {
			return
		}
		if key, _, ok := fold.Phone(text, ""); ok && fold.PhoneValid(key) {
			if r := codeRegion(key); r != "" {
				counts[r]++
			}
		}
	})
	return most(counts)
}

// codeRegion is the country that most numbers with the country code of a key are
// of, "" for one that is not listed. No code begins like another (ITU-T E.164).
func codeRegion(key string) string {
	for _, c := range strings.Fields("84VN 1US 86CN 81JP 49DE 33FR 44GB 82KR 66TH 886TW 852HK 65SG 61AU 60MY 62ID 63PH 855KH 856LA 91IN 64NZ 7RU 380UA 39IT 34ES 351PT 31NL 32BE 41CH 43AT 48PL 420CZ 46SE 47NO 45DK 358FI 30GR 90TR 972IL 20EG 966SA 971AE 55BR 52MX 54AR 27ZA") {
		if n := len(c) - 2; strings.HasPrefix(key[1:], c[:n]) {
			return c[n:]
		}
	}
	return ""
}

// encodingRegions are the countries that an encoding was made for.
func encodingRegions(src *source) []string {
	if src == nil {
		return nil
	}
	switch strings.ToLower(src.info.Encoding) {
	case "shift_jis", "euc-jp", "iso-2022-jp":
		return []string{"JP"}
	case "gb18030", "gbk", "gb2312":
		return []string{"CN"}
	case "big5":
		return []string{"TW", "HK"}
	case "euc-kr", "cp949", "iso-2022-kr":
		return []string{"KR"}
	case "windows-874", "tis-620":
		return []string{"TH"}
	case "windows-1258", "tcvn3", "vni", "viscii":
		return []string{"VN"}
	case "windows-1251", "koi8-r":
		return []string{"RU", "UA"}
	case "windows-1253", "iso-8859-7":
		return []string{"GR"}
	case "windows-1254", "iso-8859-9":
		return []string{"TR"}
	case "windows-1255", "iso-8859-8":
		return []string{"IL"}
	}
	return nil
}

// regionsOfHeader are the countries of the language of the header. Words count
// that one language only has in its address books.
func (f *File) regionsOfHeader() []string {
	var all strings.Builder
	words := map[string]bool{}
	for i := range f.cols {
		if f.cols[i].named {
			all.WriteString(f.cols[i].name + "\n")
			words[fold.Key(f.cols[i].name)] = true
		}
	}
	header := all.String()
	if r := scriptRegions(header); r != nil {
		return r
	}
	for _, l := range [...]struct{ words, regions string }{
		{"họ|họ tên|họ và tên|tên|điện thoại|sđt|số điện thoại|di động|địa chỉ|công ty", "VN"},
		{"vorname|nachname|anrede|firma|handy|plz|straße|ort|telefonnummer|telefon geschäftlich|telefon (geschäftlich)|rufnummer", "DE AT CH"},
		{"prénom|nom de famille|société|entreprise|courriel|portable|code postal|ville|adresse e-mail", "FR BE CH"},
		{"apellido|apellidos|correo|correo electrónico|móvil|código postal|empresa|ciudad", "ES MX AR"},
		{"cognome|azienda|cellulare|indirizzo|città", "IT"},
		{"sobrenome|celular|endereço|cidade|cep|telemóvel", "BR PT"},
		{"voornaam|achternaam|telefoonnummer|bedrijf", "NL BE"},
		{"imię|nazwisko|miasto", "PL"},
		{"förnamn|efternamn", "SE"},
		{"soyad|soyadı|adı soyadı", "TR"},
		{"nama|nomor telepon|telepon", "ID"},
	} {
		for w := range strings.SplitSeq(l.words, "|") {
			if words[fold.Key(w)] {
				return strings.Fields(l.regions)
			}
		}
	}
	return nil
}

// regionsOfScript are the countries of the script that most rows have text in.
func (f *File) regionsOfScript() []string {
	rows, counts := 0, map[string]int{}
	for i := range f.head {
		row := &f.head[i]
		if !f.lay.data(row) {
			continue
		}
		rows++
		for j := range row.Cells {
			if r := scriptRegions(beginning(row.Cells[j].Text)); r != nil {
				counts[strings.Join(r, " ")]++
				break
			}
		}
	}
	for regions, n := range counts {
		if n*2 > rows {
			return strings.Fields(regions)
		}
	}
	return nil
}

// scriptRegions are the countries of a script. Chinese characters are of
// three of them, and a few words tell which.
func scriptRegions(text string) []string {
	han := false
	for _, r := range text {
		switch {
		case r < 0x370:
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return []string{"JP"}
		case unicode.Is(unicode.Hangul, r):
			return []string{"KR"}
		case unicode.Is(unicode.Thai, r):
			return []string{"TH"}
		case unicode.Is(unicode.Khmer, r):
			return []string{"KH"}
		case unicode.Is(unicode.Lao, r):
			return []string{"LA"}
		case unicode.Is(unicode.Greek, r):
			return []string{"GR"}
		case unicode.Is(unicode.Hebrew, r):
			return []string{"IL"}
		case unicode.Is(unicode.Cyrillic, r):
			if strings.ContainsAny(text, "іїєґІЇЄҐ") {
				return []string{"UA"}
			}
			return []string{"RU"}
		case unicode.Is(unicode.Han, r):
			han = true
		}
	}
	switch {
	case !han:
		return nil
	case containsAny(text, "氏名", "会社", "携帯", "番号", "株式", "様", "役職", "郵便", "備考", "住所", "県", "区分"):
		return []string{"JP"}
	case containsAny(text, "手機", "聯", "郵遞", "電郵", "職", "備註", "統一編號", "公司電話"):
		return []string{"TW", "HK"}
	case containsAny(text, "手机", "电", "邮", "联", "单位", "职", "备注", "编", "户", "称", "业", "号"):
		return []string{"CN"}
	}
	return []string{"CN"}
}

func containsAny(text string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}
