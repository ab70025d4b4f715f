package importer

import (
	"slices"

	"crm/importer/field"
	"crm/store"
	"crm/store/fold"
)

// take gives the contact the value of a cell of the file, or takes the value away
// if the cell was emptied.
func (rec *reconciling) take(t field.Target, name, text, before string) {
	rec.changes = append(rec.changes, Change{name, before, text})
	i := max(t.N, 1) - 1
	switch t.ID {
	case field.Star:
		rec.now.Star = rec.d.c.Star
	case field.Custom:
		rec.takeCustom(t.Label, name, text)
	case field.Consent:
		rec.takeConsent(t)
	case field.Email, field.EmailLabel, field.EmailBounced:
		rec.takeEmail(t.ID, i, text)
	case field.Phone, field.PhoneLabel, field.PhoneWrong:
		rec.takePhone(t.ID, i, text)
	case field.Link, field.LinkKind:
		rec.takeLink(t.ID, i, text)
	case field.Note:
		rec.now.Note = store.CleanBlock(text)
	case field.Birthday, field.Relation, field.Life:
		clean, _ := field.Text(&rec.d.c, t.ID)
		field.SetText(&rec.now, t.ID, clean)
	default:
		if t.ID.Address() {
			rec.now.Addresses = slices.Clone(rec.now.Addresses)
			field.SetPart(&rec.now, i+1, t.ID, store.Clean(text))
			return
		}
		field.SetText(&rec.now, t.ID, store.Clean(text))
	}
}

func (rec *reconciling) takeCustom(key, label, text string) {
	rec.now.Custom = slices.Clone(rec.now.Custom)
	j := slices.IndexFunc(rec.now.Custom, func(v store.Custom) bool { return v.Key == key })
	text = store.CleanBlock(text)
	switch {
	case j < 0:
		rec.now.Custom = append(rec.now.Custom, store.Custom{Key: key, Label: label, Value: text})
	case text == "":
		rec.now.Custom = slices.Delete(rec.now.Custom, j, j+1)
	default:
		rec.now.Custom[j].Value = text
	}
}

func (rec *reconciling) takeConsent(t field.Target) {
	same := func(v store.Consent) bool { return v.Channel == t.Label }
	rec.now.Consents = slices.DeleteFunc(slices.Clone(rec.now.Consents), same)
	if i := slices.IndexFunc(rec.d.c.Consents, same); i >= 0 {
		rec.now.Consents = append(rec.now.Consents, rec.d.c.Consents[i])
	}
}

func (rec *reconciling) takeEmail(id field.ID, i int, text string) {
	text = store.Clean(text)
	if i >= len(rec.now.Emails) {
		if id != field.Email {
			return // a label of nothing
		}
		i = len(rec.now.Emails)
		rec.now.Emails = append(slices.Clip(rec.now.Emails), store.Email{})
	}
	rec.now.Emails = slices.Clone(rec.now.Emails)
	e := &rec.now.Emails[i]
	switch id {
	case field.EmailLabel:
		e.Label = text
	case field.EmailBounced:
		e.Bounced = text != ""
	default:
		if text == "" {
			rec.dropMail = append(rec.dropMail, i)
			return
		}
		e.Address, e.Key = text, text
		if address, key, ok := fold.Email(text); ok {
			e.Address, e.Key = address, key
		}
	}
}

func (rec *reconciling) takePhone(id field.ID, i int, text string) {
	text = store.Clean(text)
	if i >= len(rec.now.Phones) {
		if id != field.Phone {
			return
		}
		i = len(rec.now.Phones)
		rec.now.Phones = append(slices.Clip(rec.now.Phones), store.Phone{})
	}
	rec.now.Phones = slices.Clone(rec.now.Phones)
	p := &rec.now.Phones[i]
	switch id {
	case field.PhoneLabel:
		p.Label = text
	case field.PhoneWrong:
		p.Wrong = text != ""
	default:
		if text == "" {
			rec.dropTel = append(rec.dropTel, i)
			return
		}
		p.Text = text
		p.Key, p.Ext, _ = fold.Phone(text, rec.r.f.opt.Region)
	}
}

func (rec *reconciling) takeLink(id field.ID, i int, text string) {
	text = store.Clean(text)
	if i >= len(rec.now.Links) {
		if id != field.Link {
			return
		}
		i = len(rec.now.Links)
		rec.now.Links = append(slices.Clip(rec.now.Links), store.Link{Kind: "web"})
	}
	rec.now.Links = slices.Clone(rec.now.Links)
	switch {
	case id == field.LinkKind:
		rec.now.Links[i].Kind = text
	case text == "":
		rec.dropLink = append(rec.dropLink, i)
	default:
		rec.now.Links[i].URL = text
	}
}

// finish removes what was emptied, and keeps what could not be read as its column
// holds: those cells stand in the draft as custom fields.
func (rec *reconciling) finish() {
	rec.now.Emails = without(rec.now.Emails, rec.dropMail)
	rec.now.Phones = without(rec.now.Phones, rec.dropTel)
	rec.now.Links = without(rec.now.Links, rec.dropLink)
	if len(rec.changes) > 0 {
		compact(&rec.now)
	}
	for _, v := range rec.d.c.Custom {
		i := slices.IndexFunc(rec.r.f.cols, func(c column) bool { return c.custom.Key == v.Key })
		if i < 0 || rec.r.f.cols[i].exported.ID == field.Custom || slices.Contains(rec.now.Custom, v) {
			continue
		}
		rec.takeCustom(v.Key, v.Label, v.Value)
		rec.changes = append(rec.changes, Change{v.Label, "", v.Value})
	}
}

// without is a list without the values at some places.
func without[T any](list []T, drop []int) []T {
	if len(drop) == 0 {
		return list
	}
	var out []T
	for i, v := range list {
		if !slices.Contains(drop, i) {
			out = append(out, v)
		}
	}
	return out
}
