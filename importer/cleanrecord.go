package importer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
	"crm/store/when"
)

// date reads a cell of a column of dates, and says what is doubtful about it.
// none means that the cell says there is no date.
func (cl *cleaner) date(i int, text string) (d dateValue, ok, none bool) {
	col := &cl.f.cols[i]
	if emptyDate(text) || placeholder(text) {
		return d, false, true
	}
	d, ok = parseDate(text, col.order, cl.year)
	switch {
	case !ok:
		reason := "not a date"
		if strings.Trim(text, "#") == "" {
			reason = "the spreadsheet's column was too narrow to show the date"
		}
		cl.keepText(i, text, reason)
	case d.against:
		cl.problem(i, text, "no date in the order of its column, "+orderName(col.order), "read as "+d.date())
	case d.either && col.ambiguous:
		cl.problem(i, text, "day and month could be read either way round, and no value of the column decides it",
			"read as "+d.date()+"; --dates dmy or mdy decides")
	}
	return d, ok, false
}

func (cl *cleaner) birthday(i int, text string) {
	if cl.f.own && (!cl.f.marked || exactDay(text)) { // a spreadsheet writes days its own way
		cl.d.c.Birthday = store.Clean(text)
		return
	}
	d, ok, _ := cl.date(i, text)
	if !ok {
		return
	}
	now := cl.f.opt.Now
	if d.year > 0 && time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).After(now) {
		if d.year <= now.Year()+10 && !strings.Contains(text, strconv.Itoa(d.year)) {
			d.year -= 100 // two digits: 31 is 1931
		} else {
			cl.keepText(i, text, "a birthday in the future")
			return
		}
	}
	// Apple writes birthdays without a year as 1604, khard as 1900.
	if d.year == 1604 || d.year == 1900 {
		d.year = 0
	}
	cl.d.c.Birthday = d.date()
}

// moment reads when something happened or is to happen.
func (cl *cleaner) moment(i int, text string) {
	col := &cl.f.cols[i]
	if col.target.ID == field.When {
		cl.rawDate = text
	}
	d, ok, _ := cl.date(i, text)
	if !ok {
		return
	}
	if d.year == 0 {
		cl.keepText(i, text, "a date without its year")
		return
	}
	at := d.at(cl.f.opt.Zone).UTC()
	switch col.target.ID {
	case field.When:
		cl.event.At = at
	case field.Last:
		kind := col.target.Label
		if kind == "" {
			kind = "note"
		}
		if slices.ContainsFunc(cl.d.events, func(e event) bool { return e.Kind == kind && e.At.Equal(at) }) {
			return // "last contacted" and "last activity" are often one
		}
		cl.d.events = append(cl.d.events, event{
			Interaction: store.Interaction{At: at, Kind: kind, Text: col.custom.Label},
			stamp:       at.Format(time.RFC3339),
		})
	case field.Next:
		kind := col.target.Label
		if kind == "" {
			kind = "follow-up"
		}
		cl.d.next = append(cl.d.next, appointment{kind: kind, on: d.date(), at: d})
	}
}

// record sets what only a book knows of a contact.
func (cl *cleaner) record(i int, text string) {
	c := &cl.d.c
	switch cl.f.cols[i].target.ID {
	case field.UID:
		if text = strings.ToLower(text); len(text) == 16 && store.IsUID(text) {
			c.UID = text
		} else {
			cl.custom(i, text)
		}
	case field.External:
		cl.external(i, text)
	case field.Created, field.Updated:
		t, err := time.Parse(time.RFC3339, text)
		if err != nil {
			cl.custom(i, text)
		} else if cl.f.cols[i].target.ID == field.Created {
			c.Created = t.UTC()
		} else {
			c.Updated = t.UTC()
		}
	case field.Star:
		switch fold.Text(text) {
		case "yes", "true", "1", "x", "*", "★", "y", "co":
			c.Star = true
		case "no", "false", "0", "n", "khong":
		default:
			cl.custom(i, text)
		}
	case field.Relation:
		if v := fold.Text(text); slices.Contains([]string{"customer", "partner", "supplier", "personal"}, v) {
			c.Relation = v
		} else {
			cl.custom(i, text)
		}
	case field.Life:
		switch v := life(text); {
		case v != "":
			c.Life = v
		case cl.f.own:
			cl.custom(i, text)
		default:
			cl.keepText(i, text, "no group of the life cycle")
		}
	}
}

// external reads what another system calls the contact.
func (cl *cleaner) external(i int, text string) {
	system := cl.f.cols[i].target.Label
	for _, id := range field.SplitTags(text) {
		id = strings.TrimPrefix(store.Clean(id), "'")                      // of a spreadsheet: text, not a number
		if whole, ok := strings.CutSuffix(id, ".0"); ok && digits(whole) { // an id that was a number for a while
			id = whole
		}
		if system == string(facebook) { // "l:1234"
			if _, rest, ok := strings.Cut(id, ":"); ok {
				id = rest
			}
		}
		if id != "" && !(placeholder(id) && !cl.f.own) {
			cl.d.c.External = append(cl.d.c.External, store.External{System: system, ID: id})
		}
	}
}

// timeline sets a field of the interaction that the row is.
func (cl *cleaner) timeline(i int, text string) {
	e := &cl.event
	switch cl.f.cols[i].target.ID {
	case field.Kind:
		e.Kind, _ = interactionKind(text)
	case field.Direction:
		if e.Direction = direction(text); e.Direction == "" {
			cl.custom(i, text)
		}
	case field.Outcome:
		if e.Outcome = outcome(text); e.Outcome == "" {
			cl.custom(i, text)
		}
	case field.Seconds:
		if n, err := strconv.Atoi(text); err == nil && n >= 0 {
			e.Seconds = n
		} else if d, err := when.ParseDuration(text); err == nil && d.Months == 0 && d.Days == 0 {
			e.Seconds = d.Minutes * 60
		} else {
			cl.custom(i, text)
		}
	case field.Subject:
		cl.body = slices.Insert(cl.body, 0, store.CleanBlock(text))
	case field.Body:
		cl.body = append(cl.body, store.CleanBlock(text))
	}
}

// finish makes the draft whole after its last cell.
func (cl *cleaner) finish() {
	c := &cl.d.c
	if !cl.f.own {
		wholeName(c)
		cl.reachable()
		cl.finishSales()
	}
	if c.Name == "" {
		c.Name = fullName(c)
	}
	if c.Phonetic == "" {
		c.Phonetic = phonetic(cl.sounds[0], cl.sounds[1])
	}
	compact(c)
	switch {
	case cl.f.timeline:
		cl.finishEvent()
	case len(cl.body) > 0 && len(cl.d.events) > 0:
		cl.d.events[0].Text = strings.Join(cl.body, "\n")
	case len(cl.body) > 0:
		c.Note = strings.TrimSpace(c.Note + "\n" + strings.Join(cl.body, "\n"))
	}
	if len(cl.long) > 0 {
		c.Note = strings.TrimSpace(c.Note + "\n" + strings.Join(cl.long, "\n"))
	}
	about := len(c.External) > 0 && (len(cl.d.bought)+len(cl.d.events)+len(cl.d.next) > 0 || cl.d.deal != nil) // of somebody the book may know
	if c.Name == "" && c.Nickname == "" && c.Company == "" && len(c.Emails) == 0 && len(c.Phones) == 0 && len(c.Links) == 0 && c.UID == "" && !about {
		cl.d.reject = "nothing in this row names or reaches anybody"
		if cl.f.mute {
			cl.refuse("no column says anything about a contact", "say which one does, such as --map 1=name, or check that it is the file you mean")
		}
	}
}

// refuse rejects the row.
func (cl *cleaner) refuse(reason, fix string) {
	cl.d.reject = reason
	cl.d.problems = append(cl.d.problems, table.Problem{Line: cl.d.line, Reason: reason, Fix: fix, Rejected: true})
}

func (cl *cleaner) finishEvent() {
	e := cl.event
	if e.Kind == "" {
		e.Kind = "note"
	}
	e.Text = strings.Join(cl.body, "\n")
	stamp := cl.rawDate
	if !e.At.IsZero() {
		stamp = e.At.Format(time.RFC3339)
	}
	cl.d.events = append(cl.d.events, event{Interaction: e, stamp: stamp})
}

// compact drops empty addresses and repeated channels, as the store would, so
// that what is compared with the book is what would be stored.
func compact(c *store.Contact) {
	c.Addresses = slices.DeleteFunc(c.Addresses, func(a store.Address) bool { return a == store.Address{Label: a.Label} })
	c.Emails = unique(c.Emails, func(a, b store.Email) bool { return a.Key == b.Key })
	c.Phones = unique(c.Phones, func(a, b store.Phone) bool {
		return a.Text == b.Text || a.Key != "" && a.Key == b.Key && a.Ext == b.Ext
	})
	c.Tags = unique(c.Tags, func(a, b string) bool { return fold.Text(a) == fold.Text(b) })
}

func unique[T any](list []T, same func(a, b T) bool) []T {
	out := list[:0]
	for _, v := range list {
		if !slices.ContainsFunc(out, func(o T) bool { return same(o, v) }) {
			out = append(out, v)
		}
	}
	return out
}

// interactionKind reads the kind of an interaction in four languages. What is
// none of the usual kinds stays as it is.
func interactionKind(text string) (kind string, known bool) {
	switch s := fold.Text(text); s {
	case "call", "phone", "phone call", "telephone", "goi", "goi dien", "cuoc goi", "dien thoai", "电话", "打电话", "電話":
		return "call", true
	case "email", "e-mail", "mail", "thu", "gui email", "邮件", "电子邮件", "メール":
		return "email", true
	case "meeting", "meet", "gap", "hop", "gap mat", "cuoc hop", "会议", "见面", "会議", "打合せ", "面談":
		return "meeting", true
	case "visit", "tham", "ghe tham", "拜访", "訪問":
		return "visit", true
	case "sms", "text message", "nhan tin", "tin nhan", "短信":
		return "sms", true
	case "note", "ghi chu", "备注", "メモ":
		return "note", true
	case "wechat", "微信":
		return "wechat", true
	case "zalo", "whatsapp", "line", "feedback":
		return s, true
	default:
		return s, false
	}
}

func direction(text string) string {
	switch fold.Text(text) {
	case "in", "inbound", "incoming", "received", "den", "goi den", "nhan", "呼入", "受信":
		return "in"
	case "out", "outbound", "outgoing", "sent", "di", "goi di", "gui", "呼出", "発信":
		return "out"
	}
	return ""
}

func outcome(text string) string {
	switch fold.Text(text) {
	case "ok", "answered", "connected", "completed", "done", "reached":
		return "ok"
	case "na", "no answer", "not answered", "missed", "khong nghe may", "无人接听":
		return "na"
	case "vm", "voicemail", "left voicemail":
		return "vm"
	case "busy", "may ban":
		return "busy"
	case "wrong", "wrong number", "sai so":
		return "wrong"
	case "no", "not interested":
		return "no"
	case "later", "call back":
		return "later"
	case "booked", "meeting booked":
		return "booked"
	}
	return ""
}

// likelyReason says why a row was not taken for a contact that shares a channel.
func likelyReason(what, name string) string {
	return fmt.Sprintf("%s belongs to a contact of another name, %q", what, name)
}
