package importer

import (
	"crm/importer/field"
	"crm/store/fold"
)

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
	f.somebodyElse()
	f.stateWords()
	// Outlook calls "Mr." the title when the job has its own column.
	if title := f.byHeader("title"); title != nil {
		s := &title.seen
		if job := f.byHeader("job title", "position", "occupation", "role"); job != nil || s.sampled > 0 && s.share(s.greetings) >= 0.8 {
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

// findTimeline decides whether the rows are things that happened with people, and
// takes the fields of interactions away where they are not.
func (f *File) findTimeline() {
	marks := 0
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
	}
	who := f.column(field.Email) != nil || f.column(field.Phone) != nil || f.column(field.Name) != nil || f.column(field.UID) != nil || f.column(field.External) != nil
	date := f.column(field.When)
	f.timeline = who && date != nil && marks >= 2
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

// settle leaves each single field to one column, and makes the rest custom: to
// the one that the user named, else to the first that has something in it.
func (f *File) settle() {
	taken := map[field.ID]bool{}
	for pass := range 3 {
		for i := range f.cols {
			c := &f.cols[i]
			id := c.target.ID
			if f.turn(c) != pass || id == "" || id == field.Custom || id == field.Skip || id.Channel() || numbered(id) || id == field.Last || id == field.Next {
				continue
			}
			if id == field.Item && c.target.Label == "code" && !c.forced { // a code may stand beside the name
				continue
			}
			if taken[id] {
				c.target, c.confidence = field.Target{ID: field.Custom}, asCustom
				if pass == 2 {
					c.target, c.confidence = field.Target{ID: field.Skip}, emptyColumn
				}
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

// turn is when a column may take a field: 0 is first.
func (f *File) turn(c *column) int {
	switch {
	case c.forced:
		return 0
	case c.seen.filled > 0 || f.total == 0:
		return 1
	}
	return 2
}

// numbered fields say something about the n-th of several others.
func numbered(id field.ID) bool {
	switch id {
	case field.EmailLabel, field.EmailBounced, field.PhoneLabel, field.PhoneWrong, field.LinkKind:
		return true
	}
	return false
}
