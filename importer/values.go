package importer

import (
	"strings"

	"crm/importer/field"
	"crm/store"
	"crm/store/fold"
)

// byValue maps columns whose header says nothing.
func (f *File) byValue(finder *field.Finder) {
	hadPhone := f.column(field.Phone) != nil
	for i := range f.cols {
		c := &f.cols[i]
		s := &c.seen
		if c.target.ID != "" || c.forced || s.sampled == 0 || c.named && (finder.Others(c.name) || f.entity(c)) {
			continue
		}
		switch {
		case s.share(s.emails) >= 0.6 && s.varied():
			c.set(field.Email, byValues)
		case (!hadPhone || c.dropped) && s.phones*10 >= min(s.sampled, maxPhones)*7 && s.varied() && s.dates*2 < s.sampled:
			c.set(field.Phone, byValues)
		case s.share(s.urls) >= 0.6:
			c.target, c.confidence = field.Target{ID: field.Link, Label: "web"}, byValues
		}
	}
	f.nameByValue(finder)
	f.nameParts()
}

// nameByValue takes the first column that looks like names, if no header says
// name. Without any header, words are names only beside a phone, an email or the
// like: a page of prose is no list of contacts.
func (f *File) nameByValue(finder *field.Finder) {
	for _, id := range []field.ID{field.Name, field.Given, field.Family} {
		if f.column(id) != nil {
			return
		}
	}
	if f.lay.header == nil && !f.says() {
		return
	}
	for i := range f.cols {
		c := &f.cols[i]
		s := &c.seen
		if c.target.ID == "" && !c.forced && s.share(s.words) >= 0.7 && s.varied() && s.share(s.firms) < 0.3 && !(c.named && finder.Others(c.name)) {
			c.set(field.Name, byLikeness)
			return
		}
	}
}

// nameParts finds the given and the family name beside a whole one in a table
// without a header, as Thunderbird writes it: one and the other make the name.
func (f *File) nameParts() {
	whole := f.column(field.Name)
	if f.lay.header != nil || whole == nil || f.column(field.Given) != nil || f.column(field.Family) != nil {
		return
	}
	text := func(row, col int) string {
		if cells := f.head[row].Cells; col < len(cells) {
			return store.Clean(cells[col].Text)
		}
		return ""
	}
	at := 0
	for i := range f.cols {
		if &f.cols[i] == whole {
			at = i
		}
	}
	for g := range f.cols {
		for h := range f.cols {
			if g == h || f.cols[g].target.ID != "" || f.cols[h].target.ID != "" || f.cols[g].forced || f.cols[h].forced {
				continue
			}
			fits, both := 0, 0
			for row := range f.head {
				if text(row, g) != "" && text(row, h) != "" {
					both++
					if text(row, at) == text(row, g)+" "+text(row, h) {
						fits++
					}
				}
			}
			if both > 0 && fits*5 >= both*4 {
				f.cols[g].set(field.Given, byLikeness)
				f.cols[h].set(field.Family, byLikeness)
				return
			}
		}
	}
}

// answers reports whether the answers to a question are what it seems to ask for.
func (c *column) answers() bool {
	s := &c.seen
	switch c.target.ID {
	case field.Email:
		return s.share(s.emails) >= 0.5
	case field.Phone:
		return s.share(s.digits) >= 0.5
	case field.Birthday:
		return s.dates > 0
	}
	return s.share(s.words+s.firms) >= 0.5
}

// spans gives the columns below a header that stands over several of them, as a
// merged cell does, to its field: the parts of an address.
func (f *File) spans() {
	for i := 1; i < len(f.cols); i++ {
		c, left := &f.cols[i], &f.cols[i-1]
		s := &c.seen
		if c.named || c.forced || left.target.ID != field.Formatted || f.lay.header == nil || c.target.ID != "" || s.filled == 0 {
			continue
		}
		if i < len(f.lay.header) && s.share(s.emails) < 0.1 && s.share(s.urls) < 0.1 {
			c.target, c.confidence = left.target, byLikeness
		}
	}
}

// somebodyElse takes away the fields of a second person or company in a row
// ("Contact2 Last Name", "Contact2 Mobile Phone"): they are not the contact's.
func (f *File) somebodyElse() {
	for i := range f.cols {
		c := &f.cols[i]
		switch c.target.ID {
		case field.Name, field.Given, field.Family, field.Company:
		default:
			continue
		}
		n := strings.IndexFunc(c.name, func(r rune) bool { return r >= '2' && r <= '9' })
		if c.forced || c.target.N < 2 || n < 0 {
			continue
		}
		prefix := c.name[:n+1]
		for j := range f.cols {
			if o := &f.cols[j]; !o.forced && strings.HasPrefix(o.name, prefix) {
				o.target, o.confidence, o.dropped, o.others = field.Target{}, 0, false, true
			}
		}
	}
}

// entity reports whether a header is one of several that begin with the same word
// and that nothing is known of ("Team", "Team email", "Team Website"): they tell
// of something other than the contact.
func (f *File) entity(c *column) bool {
	if c.others {
		return true
	}
	word := firstWord(c.name)
	if word == "" {
		return false
	}
	n := 0
	for i := range f.cols {
		if o := &f.cols[i]; o != c && o.named && o.target.ID == "" && firstWord(o.name) == word {
			n++
		}
	}
	return n >= 2
}

func firstWord(s string) string {
	i := strings.IndexAny(s, " -_:")
	if i < 0 {
		return fold.Key(s)
	}
	return fold.Key(s[:i])
}

// stateWords reads columns called "status" by their values: life-cycle groups in
// the words of any program, or how warm a lead is.
func (f *File) stateWords() {
	for i := range f.cols {
		c := &f.cols[i]
		s := &c.seen
		if c.target.ID != "" || c.forced || !c.named || s.sampled == 0 {
			continue
		}
		switch fold.Key(c.name) {
		case "status", "contactstatus", "customerstatus", "leadstatus", "trangthai", "tinhtrang", "moiquanhe", "trangthaikhachhang", "状态", "客户状态", "客户阶段", "type", "contacttype", "customertype", "relationship", "ステータス", "顧客区分", "estado", "estadodellead", "temperature", "leadtemperature", "dotiemnang":
		default:
			continue
		}
		switch {
		case s.share(s.lives) >= 0.8 && f.column(field.Life) == nil:
			c.set(field.Life, byValues)
		case s.share(s.ratings) >= 0.8 && f.column(field.Rating) == nil:
			c.set(field.Rating, byValues)
		}
	}
}
