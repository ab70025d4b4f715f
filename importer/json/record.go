package json

import (
	"fmt"

	"crm/store"
)

// The records of a book that belong to no contact alone.
type (
	company struct {
		Type     string `json:"type"`
		ID       string `json:"id"`
		Name     string `json:"name"`
		Industry string `json:"industry"`
		Website  string `json:"website"`
		Note     string `json:"note"`
	}
	customField struct {
		Type  string `json:"type"`
		Key   string `json:"key"`
		Label string `json:"label"`
		Kind  string `json:"kind"` // text, number, date …
		Class string `json:"class"`
	}
	tag struct {
		Type string `json:"type"`
		Name string `json:"name"`
	}
	relation struct {
		Type    string `json:"type"`
		Contact string `json:"contact"`
		Other   string `json:"other"`
		Kind    string `json:"kind"`
	}
	notSame struct {
		Type string `json:"type"`
		A    string `json:"a"`
		B    string `json:"b"`
	}
	cadence struct {
		Type   string `json:"type"`
		Of     string `json:"of"`
		Ref    string `json:"ref"`
		Ideal  int    `json:"ideal_days"`
		Latest int    `json:"latest_days"`
	}
	segment struct {
		Type        string  `json:"type"`
		ID          string  `json:"id"`
		Name        string  `json:"name"`
		Hotkey      string  `json:"hotkey"`
		Description string  `json:"description"`
		Query       *string `json:"query"` // null for a fixed list
		Canonical   string  `json:"canonical"`
		SeenAt      string  `json:"seen_at,omitempty"`
		Removed     bool    `json:"removed,omitempty"` // new books have it, this one has it no more
	}
	member struct {
		Type    string `json:"type"`
		Segment string `json:"segment"`
		Name    string `json:"name"` // of the segment
		Contact string `json:"contact"`
	}
	setting struct {
		Type  string `json:"type"`
		Key   string `json:"key"`
		Value string `json:"value"`
	}
	profile struct {
		Type      string `json:"type"`
		Signature string `json:"signature"`
		Mapping   string `json:"mapping"`
	}
	erased struct {
		Type string `json:"type"`
		Hash string `json:"hash"`
		On   string `json:"on"`
	}
)

// Of makes a line of any record of a book; Read makes a record of the line.
func Of(r store.Record) any {
	switch r := r.(type) {
	case *store.ContactRecord:
		return ofContactRecord(r)
	case store.Interaction:
		return OfInteraction(&r)
	case store.ReminderRecord:
		out := OfReminder(&r.Reminder)
		out.Anchor, out.Snoozed = r.Anchor, r.SnoozedOn
		return out
	case store.Deal:
		return OfDeal(&r)
	case store.Purchase:
		return OfPurchase(&r)
	case store.CompanyRecord:
		return company{"company", r.UID, r.Name, r.Industry, r.Website, r.Note}
	case store.FieldRecord:
		return customField{"field", r.Key, r.Label, r.Type, r.Class}
	case store.TagRecord:
		return tag{"tag", r.Name}
	case store.RelationRecord:
		return relation{"relation", r.Contact, r.Other, r.Kind}
	case store.NotSameRecord:
		return notSame{"not_same", r.A, r.B}
	case store.CadenceRecord:
		return cadence{"cadence", r.Of, r.Ref, r.Ideal, r.Latest}
	case store.SegmentRecord:
		out := segment{"segment", r.UID, r.Name, r.Hotkey, r.Description, &r.Query, r.Canonical, stamp(r.SeenAt), r.Removed}
		if r.Fixed {
			out.Query = nil
		}
		return out
	case store.MemberRecord:
		if r.Seen {
			return member{"seen", r.Segment, r.Name, r.Contact}
		}
		return member{"member", r.Segment, r.Name, r.Contact}
	case store.SettingRecord:
		return setting{"setting", r.Key, r.Value}
	case store.Profile:
		return profile{"profile", r.Signature, r.Mapping}
	case store.ErasedRecord:
		return erased{"erased", r.Hash, r.On}
	}
	panic(fmt.Sprintf("no JSON of %T", r)) // a new record of the store: TestEveryRecord finds it
}

func ofContactRecord(r *store.ContactRecord) Contact {
	out := OfContact(&r.Contact)
	out.CompanyID, out.Extras = r.CompanyUID, r.Extras
	if !r.Deleted.IsZero() {
		out.Type, out.Deleted = "trashed", stamp(r.Deleted)
	}
	for i, on := range r.EmailVerified {
		out.Emails[i].Verified = on
	}
	for i, on := range r.PhoneVerified {
		out.Phones[i].Verified = on
	}
	for i, h := range r.Held {
		out.External[i].Checksum, out.External[i].Exported = h.Checksum, stamp(h.At)
	}
	return out
}
