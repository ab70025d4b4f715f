package importer

import (
	"strings"
	"unicode"

	"crm/store"
	"crm/store/fold"
)

// fullName makes the name of a contact that has none from its parts: family name
// first for Chinese, Japanese, Korean and Vietnamese, else last. The parts are
// what the file had; a whole name is never taken apart.
func fullName(c *store.Contact) string {
	given, family, middle := c.Given, c.Family, c.Additional
	switch {
	case given == "" || family == "":
		return strings.Join(strings.Fields(given+" "+middle+" "+family), " ")
	case isCJK(given) && isCJK(family):
		// One has no space in it; a Japanese name keeps one if a part has it.
		return family + middle + given
	case isVietnamese(family, middle+given):
		return strings.Join(strings.Fields(family+" "+middle+" "+given), " ")
	}
	return strings.Join(strings.Fields(given+" "+middle+" "+family), " ")
}

// wholeName brings the parts of a name into order that a file has in the wrong
// column: a Vietnamese name that stands as a whole below "First name", a family
// name that both columns have, and "Lee, Ann", which says itself what is what.
func wholeName(c *store.Contact) {
	switch {
	case c.Given != "" && c.Family != "":
		if len(strings.Fields(c.Given)) > 1 && (strings.HasPrefix(c.Given, c.Family+" ") || strings.HasSuffix(c.Given, " "+c.Family)) {
			if c.Name == "" {
				c.Name = c.Given
			}
			c.Given = strings.TrimSpace(strings.TrimPrefix(strings.TrimSuffix(c.Given, " "+c.Family), c.Family+" "))
		}
	case c.Given != "" && c.Additional == "" && c.Name == "":
		words := strings.Fields(c.Given)
		if len(words) >= 3 && (vietnameseFamily(words[0]) || isVietnamese("", c.Given) && commonFamily(words[0])) {
			c.Name, c.Given = c.Given, ""
		}
	case c.Given == "" && c.Family == "" && c.Name != "":
		family, given, ok := strings.Cut(c.Name, ", ")
		if ok && !strings.ContainsAny(given, ",&/") && len(strings.Fields(given)) <= 3 && len(strings.Fields(family)) <= 5 && !isFirm(c.Name) && !suffix(given) {
			c.Family, c.Given = strings.TrimSpace(family), strings.TrimSpace(given)
		}
	}
}

// suffix reports whether what stands behind a comma is no given name.
func suffix(s string) bool {
	switch strings.ReplaceAll(fold.Text(s), ".", "") {
	case "jr", "sr", "ii", "iii", "iv", "phd", "md", "dds", "esq", "mba", "cpa", "msc", "bsc", "pe", "rn":
		return true
	}
	return false
}

// phonetic joins how the parts of a name are read, in the order of the name.
func phonetic(family, given string) string {
	if isCJK(family + given) {
		return strings.TrimSpace(family + " " + given)
	}
	return strings.TrimSpace(given + " " + family)
}

func isCJK(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			return true
		}
	}
	return false
}

// vietnameseOnly are letters that no other language has many of.
const vietnameseOnly = "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"

// isVietnamese reports whether a family name and the rest of the name are
// Vietnamese: by their letters, or by a family name that hardly anybody else has.
func isVietnamese(family, rest string) bool {
	if strings.ContainsAny(strings.ToLower(family+rest), vietnameseOnly) {
		return true
	}
	return vietnameseFamily(family)
}

// commonFamily reports whether a word is a family name of Vietnam that others may
// have too.
func commonFamily(word string) bool {
	switch fold.Text(word) {
	case "le", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "ly", "dao", "doan", "phung", "mai", "to", "cao", "lam", "chau", "ta", "ha", "thai", "quach", "la", "luu", "kieu", "ton", "dam", "tang", "vuong", "chu", "quan":
		return true
	}
	return false
}

// vietnameseFamily reports whether a name begins with a family name of Vietnam.
func vietnameseFamily(name string) bool {
	first, _, _ := strings.Cut(fold.Text(name), " ")
	switch first {
	case "nguyen", "tran", "pham", "huynh", "hoang", "phan", "truong", "duong", "trinh", "dinh", "luong", "nghiem":
		return true
	}
	return false
}
