package importer

import (
	"hash/maphash"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
	"crm/store/when"
)

// column is a column of the table: its name, what its values are, and where they go.
type column struct {
	name       string // as in the header, or "Column 3"
	named      bool   // the header names it
	target     field.Target
	confidence float64
	forced     bool         // not a guess: by --map, or by what wrote the file
	said       bool         // by --map, now or in an earlier import
	sure       bool         // the program that wrote the file is known to mean it
	others     bool         // it is about somebody else than the contact
	dropped    bool         // its values are not what its header says
	custom     store.Custom // of a Custom: key and label
	order      when.Order
	ambiguous  bool   // its dates read in both orders, and nothing decides
	region     string // of its phone numbers without a country code
	amounts    bool   // the header says that these may be amounts of money
	money      moneyStyle
	seen       seen
	exported   field.Target // what the column is in an export that carries marks
}

// maxSampled is how many values of a column are looked at closely. Dates are all
// looked at: the one value that decides the order may be the last.
const maxSampled = 1000

// maxPhones is how many of them decide whether they are phone numbers, and of
// which country.
const maxPhones = 100

// maxWord is longer than any word for a yes, a group or a greeting.
const maxWord = 64

// seen counts what the values of a column look like.
type seen struct {
	filled    int
	sampled   int
	sample    string // the first value
	emails    int
	phones    int // numbers in service somewhere, written as phone numbers are
	digits    int // values with five digits or more
	integers  int
	figures   int // values with a digit
	urls      int
	uids      int
	words     int // names as people have them
	firms     int // values with the words of companies
	kinds     int // kinds of interactions
	bools     int // yes, no, true, false
	marks     int // ticks: x, ✓
	ones      int // the number 1
	lives     int // life-cycle groups, in words of any program
	ratings   int // hot, warm, cold
	greetings int // Mr., Ms., Anh
	money     moneySeen
	distinct  map[uint64]struct{}
	dates     int
	both      int // dates that read in two orders
	orders    orders
	national  int            // phone numbers without a country code, maybe
	regions   map[string]int // those of them that are in service in a region
}

var regionsToTry = [...]string{"VN", "US", "CN", "JP", "DE", "FR", "GB", "KR", "TH", "TW", "SG", "AU"}

// lookBytes is how much of a text is looked at to learn what it is.
const lookBytes = 4 << 10

// beginning is the part of a text that is looked at.
func beginning(text string) string {
	if len(text) <= lookBytes {
		return text
	}
	end := lookBytes
	for end > lookBytes-utf8.UTFMax && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// see counts one value. Region is the one that was given, maybe "".
func (s *seen) see(c *table.Cell, seed maphash.Seed, region string) {
	text := strings.TrimSpace(beginning(c.Text))
	if text == "" || c.Kind == table.Fault {
		return
	}
	s.filled++
	if s.sample == "" {
		s.sample = table.Excerpt(store.Clean(text))
	}
	s.seeDate(c, text)
	if tick, one := mark(text); tick {
		s.marks++
	} else if one {
		s.ones++
	}
	if s.sampled >= maxSampled {
		return
	}
	s.sampled++
	if s.distinct == nil {
		s.distinct, s.regions = map[uint64]struct{}{}, map[string]int{}
	}
	s.distinct[maphash.String(seed, text)] = struct{}{}
	if strings.ContainsRune(text, '@') || strings.ContainsRune(text, '＠') || strings.HasPrefix(c.Link, "mailto:") {
		s.emails++
		return
	}
	s.seePhone(text, region)
	s.seeText(text)
}

func (s *seen) seeDate(c *table.Cell, text string) {
	switch {
	case c.Kind == table.Date || c.Kind == table.DateTime:
		s.dates++
	case c.Kind == table.Text && len(text) <= maxDateText && strings.IndexFunc(text, unicode.IsDigit) >= 0:
		// Only three numbers with slashes or dashes can read two ways.
		if strings.ContainsAny(text, "/-") {
			if s.orders.see(text) {
				s.both++
			}
		}
		if s.sampled < maxSampled {
			if _, ok := parseDate(text, when.DMY, 2000); ok {
				s.dates++
			}
		}
	}
}

func (s *seen) seePhone(text, region string) {
	n := 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			n++
		}
	}
	if n >= 5 {
		s.digits++
	}
	if n < 7 || len(text) > maxPhoneText || s.sampled > maxPhones {
		return
	}
	if key, _, ok := fold.Phone(text, ""); ok { // it says its country
		if fold.PhoneValid(key) && dialled(text) {
			s.phones++
		}
		return
	}
	if n <= maxPhoneDigits {
		s.national++
	}
	hit := region != "" && inService(text, region)
	if hit {
		s.regions[region]++
	}
	for _, r := range regionsToTry {
		if r != region && inService(text, r) {
			s.regions[r]++
			hit = true
		}
	}
	if hit && dialled(text) {
		s.phones++
	}
}

// maxPhoneDigits is how many digits a number has at most (ITU-T E.164).
const maxPhoneDigits = 15

// dialled reports whether a number is written as phone numbers are and other
// numbers are not: with a prefix, or in groups.
func dialled(text string) bool {
	if _, err := strconv.ParseFloat(text, 64); err == nil && strings.ContainsAny(text, ".-") {
		return false // a decimal or a signed number: a longitude
	}
	return strings.ContainsRune("+0(", rune(text[0])) || strings.Count(text, "-")+strings.Count(text, ".")+strings.Count(text, " ") >= 2
}

func (s *seen) seeText(text string) {
	letters, numbers, others := 0, 0, 0
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			letters++
		case unicode.IsDigit(r):
			numbers++
		case !unicode.IsSpace(r) && r != '.' && r != '\'' && r != '’' && r != '-':
			others++
		}
	}
	if numbers > 0 {
		s.figures++
	}
	switch {
	case numbers > 0 && letters == 0 && others == 0 && !strings.ContainsAny(text, ".- "):
		s.integers++
	case strings.Contains(text, "://") || strings.HasPrefix(strings.ToLower(text), "www."):
		s.urls++
	case len(text) == 16 && store.IsUID(text):
		s.uids++
	}
	if numbers == 0 && others == 0 && letters >= 2 && len(strings.Fields(text)) <= 6 && letters <= 60 {
		s.words++
	}
	if isFirm(text) {
		s.firms++
	}
	if _, known := interactionKind(text); known {
		s.kinds++
	}
	if len(text) > maxWord {
		return
	}
	if _, ok := yesNo(text); ok && numbers == 0 {
		s.bools++
	}
	if life(text) != "" {
		s.lives++
	}
	if rating(text) != "" {
		s.ratings++
	}
	if greeting(text) {
		s.greetings++
	}
}

// isFirm reports whether text has a word that companies have in their names.
func isFirm(text string) bool {
	for _, w := range strings.Fields(fold.Text(text)) {
		switch strings.Trim(w, ".,()") {
		case "inc", "llc", "ltd", "plc", "gmbh", "ag", "corp", "co", "group", "sarl", "sa", "sas", "kg", "pte", "jsc", "tnhh", "cty", "cp", "company", "sons", "bv", "oy", "ab", "spa", "srl", "holdings":
			return true
		}
	}
	for _, w := range []string{"有限公司", "公司", "集团", "株式会社", "有限会社", "合同会社", "công ty", "Công ty", "cửa hàng", "Cửa hàng"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// share is n out of the values that were looked at.
func (s *seen) share(n int) float64 {
	if s.sampled == 0 {
		return 0
	}
	return float64(n) / float64(s.sampled)
}

// varied reports whether the values tell people apart.
func (s *seen) varied() bool { return s.sampled < 4 || len(s.distinct)*2 > s.sampled }

func (c *column) mapped() Mapped {
	m := Mapped{
		Column: c.name, Field: c.target.String(), Confidence: c.confidence, Sample: c.seen.sample,
		Ambiguous: c.ambiguous,
	}
	switch c.target.ID {
	case field.Birthday, field.Last, field.Next, field.When, field.Bought, field.Expected, field.DealClosed:
		if c.seen.orders != (orders{}) || c.seen.both > 0 {
			m.Dates = orderName(c.order)
		}
	case field.Phone:
		m.Region = c.region
	case field.Spent, field.Price, field.Value:
		m.Money = c.money.String()
	}
	return m
}
