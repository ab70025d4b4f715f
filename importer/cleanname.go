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
	first, _, _ := strings.Cut(fold.Text(family), " ")
	switch first {
	case "nguyen", "tran", "pham", "huynh", "hoang", "phan", "truong", "duong", "trinh", "dinh", "luong", "nghiem":
		return true
	}
	return false
}
