package store

import (
	"database/sql"
	"fmt"
	"slices"
)

// These yield the records of one table each: those that a contact makes when it is
// put (tags, companies) by name or uid, the others in the order of their rows, so
// that a copy yields them in the same order.

const ofContact = `x.contact_id IN (SELECT value FROM json_each(?))`

func (b *Snapshot) fields(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[FieldRecord]{
		what: "custom fields", once: true,
		text: `SELECT x.id, x.key, x.label, x.type, x.class FROM custom_field x`,
		of:   `x.id IN (SELECT field_id FROM custom_value WHERE contact_id IN (SELECT value FROM json_each(?)))`,
		scan: func(r *sql.Rows, key *any, v *FieldRecord) error {
			return r.Scan(key, &v.Key, &v.Label, &v.Type, &v.Class)
		},
	}, yield)
}

func (b *Snapshot) tags(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[TagRecord]{
		what: "tags", by: "x.fold",
		text: `SELECT x.fold, x.name FROM tag x`,
		scan: func(r *sql.Rows, key *any, v *TagRecord) error { return r.Scan(key, &v.Name) },
	}, yield)
}

func (b *Snapshot) companies(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[CompanyRecord]{
		what: "companies", by: "x.uid", once: true,
		text: `SELECT x.uid, x.uid, x.name, x.industry, x.website, x.note FROM company x`,
		of:   `x.id IN (SELECT company_id FROM contact WHERE id IN (SELECT value FROM json_each(?)))`,
		scan: func(r *sql.Rows, key *any, v *CompanyRecord) error {
			return r.Scan(key, &v.UID, &v.Name, &v.Industry, &v.Website, &v.Note)
		},
	}, yield)
}

func (b *Snapshot) relations(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[RelationRecord]{
		what: "relations", once: true,
		text: `
			SELECT x.id, c.uid, o.uid, x.kind
			FROM relation x
			JOIN contact c ON c.id = x.contact_id
			JOIN contact o ON o.id = x.other_id`,
		of: `x.contact_id IN (SELECT value FROM json_each(?1)) AND x.other_id IN (SELECT value FROM json_each(?1))`,
		scan: func(r *sql.Rows, key *any, v *RelationRecord) error {
			return r.Scan(key, &v.Contact, &v.Other, &v.Kind)
		},
	}, yield)
}

func (b *Snapshot) notSame(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[NotSameRecord]{
		what: "pairs", once: true,
		text: `SELECT x.id, min(a.uid, z.uid), max(a.uid, z.uid) FROM not_same x JOIN contact a ON a.id = x.a JOIN contact z ON z.id = x.b`,
		of:   `x.a IN (SELECT value FROM json_each(?1)) AND x.b IN (SELECT value FROM json_each(?1))`,
		scan: func(r *sql.Rows, key *any, v *NotSameRecord) error { return r.Scan(key, &v.A, &v.B) },
	}, yield)
}

func (b *Snapshot) interactions(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[Interaction]{
		what: "interactions",
		text: `
			SELECT x.id, x.uid, c.uid, x.at, x.kind, x.direction, x.outcome, x.seconds, x.text
			FROM interaction x
			JOIN contact c ON c.id = x.contact_id`,
		of: ofContact,
		scan: func(r *sql.Rows, key *any, v *Interaction) error {
			return r.Scan(key, &v.UID, &v.Contact, timeText{&v.At}, &v.Kind, &v.Direction, &v.Outcome, &v.Seconds, &v.Text)
		},
	}, yield)
}

func (b *Snapshot) reminders(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[ReminderRecord]{
		what: "reminders",
		text: `
			SELECT x.id, x.uid, c.uid, x.kind, x.due_on, x.due_at, x.text, x.owed, x.rule, x.anchor, x.ahead_days, x.done_at, coalesce(x.snoozed_on, '')
			FROM reminder x
			JOIN contact c ON c.id = x.contact_id`,
		of: ofContact,
		scan: func(r *sql.Rows, key *any, v *ReminderRecord) error {
			return r.Scan(key, &v.UID, &v.Contact, &v.Kind, &v.DueOn, timeText{&v.DueAt}, &v.Text, &v.Owed, &v.Rule, &v.Anchor, &v.Ahead, timeText{&v.DoneAt}, &v.SnoozedOn)
		},
	}, yield)
}

func (b *Snapshot) deals(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[Deal]{
		what: "deals",
		text: `
			SELECT x.id, c.uid, x.uid, x.title, x.stage, x.value, x.currency, x.opened_at, coalesce(x.expected_on, ''), x.closed_at, x.outcome, x.lost_reason
			FROM deal x
			JOIN contact c ON c.id = x.contact_id`,
		of: ofContact,
		scan: func(r *sql.Rows, key *any, v *Deal) error {
			err := r.Scan(key, &v.Contact, &v.UID, &v.Title, &v.Stage, &v.Value.Minor, &v.Value.Currency,
				timeText{&v.Opened}, &v.ExpectedOn, timeText{&v.Closed}, &v.Outcome, &v.LostReason)
			v.id, _ = (*key).(int64)
			return err
		},
		more: func(b *Snapshot, list []Deal) error { return readDealChanges(b.ctx, b.q, list) },
	}, yield)
}

func (b *Snapshot) purchases(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[Purchase]{
		what: "purchases",
		text: `
			SELECT x.id, x.uid, c.uid, coalesce((SELECT uid FROM deal WHERE id = x.deal_id), ''), x.on_date, x.item, x.amount, x.currency, x.note
			FROM purchase x
			JOIN contact c ON c.id = x.contact_id`,
		of: ofContact,
		scan: func(r *sql.Rows, key *any, v *Purchase) error {
			return r.Scan(key, &v.UID, &v.Contact, &v.Deal, &v.On, &v.Item, &v.Amount.Minor, &v.Amount.Currency, &v.Note)
		},
	}, yield)
}

func (b *Snapshot) cadences(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[CadenceRecord]{
		what: "cadences", once: true,
		text: `SELECT x.id, x.of, x.ref, x.ideal_days, x.latest_days FROM cadence x`,
		of:   `x.of = 'contact' AND x.ref IN (SELECT uid FROM contact WHERE id IN (SELECT value FROM json_each(?)))`,
		scan: func(r *sql.Rows, key *any, v *CadenceRecord) error {
			return r.Scan(key, &v.Of, &v.Ref, &v.Ideal, &v.Latest)
		},
	}, yield)
}

// segments yields what differs from the segments of a new book, which has those.
func (b *Snapshot) segments(yield func(Record, error) bool) bool {
	all := yield
	yield = func(r Record, err error) bool {
		g, ok := r.(SegmentRecord)
		return ok && g == (SegmentRecord{Segment: g.Segment}) && slices.Contains(readySegments[:], g.Segment) || all(r, err)
	}
	return b.removedSegments(yield) && tableRecords(b, recordTable[SegmentRecord]{
		what: "segments",
		text: `
			SELECT x.id, x.uid, x.name, x.hotkey, x.description, coalesce(x.query, ''), coalesce(x.canonical, ''), x.query IS NULL, l.at
			FROM segment x
			LEFT JOIN segment_look l ON l.segment_id = x.id`,
		scan: func(r *sql.Rows, key *any, v *SegmentRecord) error {
			return r.Scan(key, &v.UID, &v.Name, &v.Hotkey, &v.Description, &v.Query, &v.Canonical, &v.Fixed, timeText{&v.SeenAt})
		},
	}, yield)
}

// removedSegments yields those that a new book has and this one has no more: first,
// since another may have the name of one.
func (b *Snapshot) removedSegments(yield func(Record, error) bool) bool {
	there, err := collect(b.ctx, b.q, func(r *sql.Rows, uid *string) error { return r.Scan(uid) }, `SELECT uid FROM segment`)
	if err != nil {
		yield(nil, fmt.Errorf("read segments: %w", err))
		return false
	}
	for _, g := range readySegments {
		if !slices.Contains(there, g.UID) && !yield(SegmentRecord{Segment: Segment{UID: g.UID, Name: g.Name}, Removed: true}, nil) {
			return false
		}
	}
	return true
}

// members yields those of fixed lists, then who was seen in live segments. The
// second table has no row ids: it is numbered by segment and contact.
func (b *Snapshot) members(yield func(Record, error) bool) bool {
	scan := func(r *sql.Rows, key *any, v *MemberRecord) error {
		return r.Scan(key, &v.Segment, &v.Name, &v.Contact, &v.Seen)
	}
	return tableRecords(b, recordTable[MemberRecord]{
		what: "segment members", scan: scan,
		text: `
			SELECT x.id, g.uid, g.name, c.uid, false
			FROM segment_member x
			JOIN segment g ON g.id = x.segment_id
			JOIN contact c ON c.id = x.contact_id`,
	}, yield) && tableRecords(b, recordTable[MemberRecord]{
		what: "segment members", scan: scan,
		text: `
			SELECT x.id, g.uid, g.name, c.uid, true
			FROM (SELECT row_number() OVER (ORDER BY segment_id, contact_id) AS id, segment_id, contact_id FROM segment_seen) x
			JOIN segment g ON g.id = x.segment_id
			JOIN contact c ON c.id = x.contact_id`,
	}, yield)
}

func (b *Snapshot) settings(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[SettingRecord]{
		what: "settings",
		text: `SELECT x.id, x.key, x.value FROM setting x`,
		scan: func(r *sql.Rows, key *any, v *SettingRecord) error { return r.Scan(key, &v.Key, &v.Value) },
	}, yield)
}

func (b *Snapshot) profiles(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[Profile]{
		what: "import profiles",
		text: `SELECT x.id, x.signature, x.mapping FROM import_profile x`,
		scan: func(r *sql.Rows, key *any, v *Profile) error { return r.Scan(key, &v.Signature, &v.Mapping) },
	}, yield)
}

func (b *Snapshot) erased(yield func(Record, error) bool) bool {
	return tableRecords(b, recordTable[ErasedRecord]{
		what: "erased people",
		text: `SELECT x.id, x.hash, x.on_date FROM erased x`,
		scan: func(r *sql.Rows, key *any, v *ErasedRecord) error { return r.Scan(key, &v.Hash, &v.On) },
	}, yield)
}
