package importer

import (
	"fmt"
	"strconv"
	"strings"

	"crm/importer/field"
	"crm/store"
	"crm/store/fold"
	"crm/store/when"
)

// How sure a guess by the values is.
const (
	byValues    = 0.8
	byLikeness  = 0.6
	asCustom    = 0.5
	emptyColumn = 1.0
)

// mapColumns decides where each column goes: what the user says, else what the
// header says if the values do not contradict it, else what the values say, else
// a custom field.
func (f *File) mapColumns(finder *field.Finder) error {
	for i := range f.cols {
		c := &f.cols[i]
		if t, conf, ok := finder.Find(c.name); ok && c.named {
			c.target, c.confidence = t, conf
		}
	}
	f.own = f.wroteIt()
	f.skipReport()
	if err := f.applyMap(finder); err != nil {
		return err
	}
	if !f.own {
		f.contradictions()
		f.resolveNames()
		f.byValue(finder)
	}
	f.findTimeline(finder)
	f.settle()
	f.numberAddresses()
	f.nameCustoms()
	f.decideDates()
	f.decideRegions()
	return nil
}

// wroteIt reports whether crm exported the file: it has a column of our ids.
func (f *File) wroteIt() bool {
	for i := range f.cols {
		c := &f.cols[i]
		if c.target.ID == field.UID && c.seen.filled > 0 && c.seen.uids == c.seen.sampled {
			return true
		}
	}
	return false
}

// skipReport passes over the two columns that --report added, when the rows come
// back mended.
func (f *File) skipReport() {
	n := len(f.cols)
	if n > 2 && f.cols[n-2].name == "line" && f.cols[n-1].name == "reason" {
		f.cols[n-2].set(field.Skip, 1)
		f.cols[n-1].set(field.Skip, 1)
		f.cols[n-1].forced = true
		f.cols[n-2].forced = true
	}
}

// applyMap obeys --map COL=FIELD. A column is meant by its name or its number.
func (f *File) applyMap(finder *field.Finder) error {
	for _, m := range f.opt.Map {
		eq := strings.LastIndexByte(m, '=')
		if eq <= 0 {
			return &UsageError{fmt.Sprintf("cannot read --map %q", m), "write COLUMN=FIELD, such as \"SĐT=phone\""}
		}
		target, err := finder.Parse(m[eq+1:])
		if err != nil {
			return &UsageError{err.Error(), "or custom, or skip"}
		}
		i := f.findColumn(m[:eq])
		if i < 0 {
			return &UsageError{fmt.Sprintf("there is no column %q", m[:eq]), "the columns are " + f.columnNames()}
		}
		f.cols[i].target, f.cols[i].confidence, f.cols[i].forced = target, 1, true
	}
	return nil
}

func (f *File) findColumn(name string) int {
	for i := range f.cols {
		if f.cols[i].name == name {
			return i
		}
	}
	for i := range f.cols {
		if key := fold.Key(name); key != "" && fold.Key(f.cols[i].name) == key {
			return i
		}
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "#")); err == nil && n >= 1 && n <= len(f.cols) {
		return n - 1
	}
	return -1
}

func (f *File) columnNames() string {
	var names []string
	for i := range f.cols {
		if f.cols[i].named {
			names = append(names, strconv.Quote(f.cols[i].name))
		}
	}
	if len(names) == 0 {
		return fmt.Sprintf("numbered from 1 to %d", len(f.cols))
	}
	if len(names) > 40 {
		names = append(names[:40], "…")
	}
	return strings.Join(names, ", ")
}

// contradictions drops what a header says when the values say otherwise.
func (f *File) contradictions() {
	for i := range f.cols {
		c := &f.cols[i]
		s := &c.seen
		if c.forced || s.sampled == 0 {
			continue
		}
		drop := false
		switch c.target.ID {
		case field.Skip:
			drop = s.share(s.integers) < 0.9 && !strings.Contains(fold.Key(c.name), "donotmodify")
		case field.UID:
			drop = s.share(s.uids) < 0.9
		case field.Phone:
			drop = s.share(s.digits) < 0.2 && s.sampled >= 5
		case field.Name, field.Given, field.Family:
			drop = s.share(s.emails) > 0.8 || s.share(s.phones) > 0.8
		case field.Email:
			drop = s.share(s.emails) < 0.1 && s.sampled >= 5
		case field.Created, field.Updated:
			drop = true // another program's moments, not this book's
		case field.Language, field.Rating, field.Relation, field.Life, field.Star:
			drop = s.share(s.digits) > 0.5
		}
		if drop {
			c.target, c.confidence, c.dropped = field.Target{}, 0, true
		}
	}
}

// column returns the first column of a field that is not forced elsewhere.
func (f *File) column(id field.ID) *column {
	for i := range f.cols {
		if f.cols[i].target.ID == id {
			return &f.cols[i]
		}
	}
	return nil
}

func (f *File) byHeader(keys ...string) *column {
	for i := range f.cols {
		for _, k := range keys {
			if f.cols[i].named && !f.cols[i].forced && !f.cols[i].dropped && fold.Key(f.cols[i].name) == fold.Key(k) {
				return &f.cols[i]
			}
		}
	}
	return nil
}

func (c *column) set(id field.ID, confidence float64) {
	c.target, c.confidence = field.Target{ID: id}, confidence
}

// resolveNames decides headers that mean different things beside others.
func (f *File) resolveNames() {
	if c := f.byHeader("tên"); c != nil { // the given name, or the whole one
		if f.column(field.Family) != nil {
			c.set(field.Given, field.Bracketed)
		} else if f.column(field.Name) == nil {
			c.set(field.Name, field.Qualified)
		}
	}
	if c := f.byHeader("nom", "nombre", "nome", "name"); c != nil {
		given, family := f.column(field.Given), f.column(field.Family)
		switch {
		case given != nil && given != c && family == nil && f.byHeader("vorname", "prénom", "cognome") != nil:
			c.set(field.Family, field.Qualified)
		case family != nil && given == nil && f.byHeader("apellidos", "apellido", "cognome") != nil:
			c.set(field.Given, field.Qualified)
		case f.column(field.Name) == nil && given == nil:
			c.set(field.Name, field.Qualified)
		}
	}
	// A customer with a contact person is a company.
	customer := f.byHeader("客户名称", "客户", "tên khách hàng", "khách hàng", "customer name", "customer", "client", "client name")
	person := f.byHeader("联系人", "联系人姓名", "联络人", "người liên hệ", "tên người liên hệ", "contact name", "contact person", "contact", "primary contact", "担当者名")
	switch {
	case customer != nil && person != nil && customer != person:
		person.set(field.Name, field.Bracketed)
		if f.column(field.Company) == nil {
			customer.set(field.Company, field.Qualified)
		} else {
			customer.target = field.Target{}
		}
	case customer != nil && customer.target.ID == "" && f.column(field.Name) == nil:
		customer.set(field.Name, field.Qualified)
	}
	f.secondName()
	// Outlook calls "Mr." the title when the job has its own column.
	if title := f.byHeader("title"); title != nil {
		if job := f.byHeader("job title", "position", "occupation", "role"); job != nil {
			title.target = field.Target{}
		}
	}
}

// secondName makes a company of a second column of names if it holds such.
func (f *File) secondName() {
	first := f.column(field.Name)
	for i := range f.cols {
		c := &f.cols[i]
		if c.target.ID == field.Name && c != first && !c.forced && f.column(field.Company) == nil && c.seen.share(c.seen.firms) >= 0.3 {
			c.set(field.Company, byLikeness)
		}
	}
}

// byValue maps columns whose header says nothing.
func (f *File) byValue(finder *field.Finder) {
	hadPhone := f.column(field.Phone) != nil
	for i := range f.cols {
		c := &f.cols[i]
		s := &c.seen
		if c.target.ID != "" || c.forced || s.sampled == 0 || c.named && finder.Others(c.name) {
			continue
		}
		switch {
		case s.share(s.emails) >= 0.6 && s.varied():
			c.set(field.Email, byValues)
		case !hadPhone && s.share(s.phones) >= 0.7 && s.varied() && s.dates*2 < s.sampled:
			c.set(field.Phone, byValues)
		case s.share(s.urls) >= 0.6:
			c.target, c.confidence = field.Target{ID: field.Link, Label: "web"}, byValues
		}
	}
	f.nameByValue(finder)
}

// nameByValue takes the first column that looks like names, if no header says name.
func (f *File) nameByValue(finder *field.Finder) {
	for _, id := range []field.ID{field.Name, field.Given, field.Family} {
		if c := f.column(id); c != nil {
			return
		}
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

// findTimeline decides whether the rows are things that happened with people, and
// takes the fields of interactions away where they are not.
func (f *File) findTimeline(finder *field.Finder) {
	marks, buys := 0, 0
	for i := range f.cols {
		c := &f.cols[i]
		switch c.target.ID {
		case field.Kind:
			if c.seen.share(c.seen.kinds) >= 0.5 {
				marks++
			}
			marks++
		case field.Direction, field.Subject, field.Body, field.Outcome, field.Seconds:
			marks++
		}
		if c.named && finder.Purchase(c.name) {
			buys++
		}
	}
	who := f.column(field.Email) != nil || f.column(field.Phone) != nil || f.column(field.Name) != nil || f.column(field.UID) != nil
	date := f.column(field.When)
	f.timeline = who && date != nil && (marks >= 2 || buys >= 2)
	if f.timeline {
		if c := f.column(field.Note); c != nil && f.column(field.Body) == nil && !c.forced {
			c.set(field.Body, c.confidence)
		}
		return
	}
	last := f.column(field.Last)
	for i := range f.cols {
		c := &f.cols[i]
		if c.target.ID.Timeline() && !c.forced && (c.target.ID != field.Body || last == nil) {
			c.target, c.confidence = field.Target{}, 0
		}
	}
}

// settle leaves each single field to one column, and makes the rest custom.
func (f *File) settle() {
	taken := map[field.ID]bool{}
	for _, sure := range []bool{true, false} { // those that the user named come first
		for i := range f.cols {
			c := &f.cols[i]
			id := c.target.ID
			if c.forced != sure || id == "" || id == field.Custom || id == field.Skip || id.Channel() || numbered(id) || id == field.Last || id == field.Next {
				continue
			}
			if taken[id] {
				c.target, c.confidence = field.Target{ID: field.Custom}, asCustom
				continue
			}
			taken[id] = true
		}
	}
	for i := range f.cols {
		c := &f.cols[i]
		switch {
		case c.seen.filled == 0 && f.total > 0 && !c.forced && c.target.ID == "":
			c.target, c.confidence = field.Target{ID: field.Skip}, emptyColumn
		case c.target.ID == "":
			c.target, c.confidence = field.Target{ID: field.Custom}, asCustom
		}
	}
}

// numbered fields say something about the n-th of several others.
func numbered(id field.ID) bool {
	switch id {
	case field.EmailLabel, field.EmailBounced, field.PhoneLabel, field.PhoneWrong, field.LinkKind:
		return true
	}
	return false
}

// numberAddresses gives each group of address columns a place: those with the
// same label and number belong together.
func (f *File) numberAddresses() {
	type group struct {
		label string
		n     int
	}
	place := map[group]int{}
	for i := range f.cols {
		t := &f.cols[i].target
		if !t.ID.Address() {
			continue
		}
		// "Street 2" and "Home Street 3" are lines of the same address, unless
		// that number has a city of its own.
		g := group{t.Label, max(t.N, 1)}
		if t.N > 1 && t.ID == field.Street && !f.hasCity(t.Label, t.N) {
			g.n = 1
		}
		if place[g] == 0 {
			place[g] = len(place) + 1
		}
		t.N = place[g]
	}
}

func (f *File) hasCity(label string, n int) bool {
	for i := range f.cols {
		t := f.cols[i].target
		if (t.ID == field.City || t.ID == field.Country || t.ID == field.Postcode) && t.Label == label && t.N == n {
			return true
		}
	}
	return false
}

// nameCustoms gives every column a custom field to keep values in that do not fit
// its own: the header, made unique.
func (f *File) nameCustoms() {
	used := map[string]bool{}
	for _, custom := range []bool{true, false} { // those that are custom fields keep their names
		for i := range f.cols {
			if c := &f.cols[i]; (c.target.ID == field.Custom) == custom {
				c.nameCustom(i, used)
			}
		}
	}
}

func (c *column) nameCustom(i int, used map[string]bool) {
	label := store.Clean(c.name)
	if n := len(field.CustomPrefix); len(label) > n && strings.EqualFold(label[:n], field.CustomPrefix) {
		label = strings.TrimSpace(label[n:])
	}
	if fold.Key(label) == "" {
		label = fmt.Sprintf("Column %d", i+1)
	}
	base := label
	for n := 2; used[fold.Key(label)]; n++ {
		label = fmt.Sprintf("%s %d", base, n)
	}
	used[fold.Key(label)] = true
	c.custom = store.Custom{Key: fold.Key(label), Label: label}
}

// decideDates settles the order of each column of dates.
func (f *File) decideDates() {
	forced, isForced := parseOrder(f.opt.Dates)
	for i := range f.cols {
		c := &f.cols[i]
		o := c.seen.orders
		switch {
		case isForced:
			c.order = forced
		case o.dmy > o.mdy:
			c.order = when.DMY
		case o.mdy > o.dmy:
			c.order = when.MDY
		default:
			c.order = f.opt.Order
			c.ambiguous = c.seen.both > 0 && isDate(c.target.ID)
		}
	}
}

func isDate(id field.ID) bool {
	switch id {
	case field.Birthday, field.Last, field.Next, field.When:
		return true
	}
	return false
}

// decideRegions settles which country the numbers of a column without a country
// code are of: the configured one, unless they are in service in another one only.
func (f *File) decideRegions() {
	for i := range f.cols {
		c := &f.cols[i]
		if c.target.ID != field.Phone {
			continue
		}
		c.region = f.opt.Region
		most := 0
		if c.region != "" {
			if c.seen.regions[c.region]*5 > c.seen.digits {
				continue
			}
			most = min(c.seen.digits, 100) * 7 / 10
		}
		for _, r := range regionsToTry {
			if n := c.seen.regions[r]; n > most {
				c.region, most = r, n
			}
		}
	}
}
