package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"crm/store/fold"
)

// Segment is a saved query, a live segment; or a fixed list of contacts, which has
// no query.
type Segment struct {
	UID         string
	Name        string
	Hotkey      string // one letter, or ""
	Description string
	Query       string // as typed; "" is a fixed list
	Canonical   string // as query.Query prints it
}

// Static reports that the segment is a fixed list.
func (g Segment) Static() bool { return g.Query == "" }

// text is a text of its query, NULL in a fixed list.
func (g Segment) text(s string) any {
	if g.Static() {
		return nil
	}
	return s
}

// Segments lists all segments by name.
func (s *Store) Segments(ctx context.Context) ([]Segment, error) {
	list, err := collect(ctx, s.read, scanSegment, segmentSelect+` ORDER BY fold`)
	return list, wrap("list segments", err)
}

const segmentSelect = `SELECT uid, name, hotkey, description, coalesce(query, ''), coalesce(canonical, '') FROM segment`

func scanSegment(r *sql.Rows, g *Segment) error {
	return r.Scan(&g.UID, &g.Name, &g.Hotkey, &g.Description, &g.Query, &g.Canonical)
}

// Segment finds a segment by its name, however accented or cased. Error: ErrNotFound.
func (s *Store) Segment(ctx context.Context, name string) (Segment, error) {
	list, err := collect(ctx, s.read, scanSegment, segmentSelect+` WHERE fold = ?`, fold.Text(name))
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Segment{}, fmt.Errorf("segment %q: %w", name, err)
	}
	return list[0], nil
}

// clean brings a segment into the form in which it is stored and returns the key of
// its name.
func (g *Segment) clean() (key string, err error) {
	g.Name, g.Description = Clean(g.Name), Clean(g.Description)
	g.Query, g.Canonical = strings.TrimSpace(g.Query), strings.TrimSpace(g.Canonical)
	if g.Query == "" {
		g.Canonical = ""
	}
	if key = fold.Text(g.Name); key == "" {
		return "", &Invalid{"segment", "it needs a name"}
	}
	return key, nil
}

// SaveSegment adds a segment, live or fixed, or with replace writes query and name
// over the one of that name; a fixed list is not made live so, nor the other way.
// Without a hotkey it gets its name's first letter that no other has. Errors:
// Invalid, ErrExists.
func (tx *Tx) SaveSegment(g Segment, replace bool) error {
	key, err := g.clean()
	if err != nil {
		return err
	}
	var id int64
	var fixed bool
	err = tx.row(`SELECT id, query IS NULL FROM segment WHERE fold = ?`, key).Scan(&id, &fixed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if g.Hotkey, err = tx.freeHotkey(g.Hotkey, key); err != nil {
			return err
		}
		return wrap("save segment", tx.exec(`
			INSERT INTO segment (uid, name, fold, hotkey, description, query, canonical)
			VALUES (?, ?, ?, ?, ?, ?, ?)`,
			tx.s.opt.UID(), g.Name, key, g.Hotkey, g.Description, g.text(g.Query), g.text(g.Canonical)))
	case err != nil:
		return fmt.Errorf("save segment: %w", mapErr(err))
	case !replace:
		return fmt.Errorf("segment %q: %w", g.Name, ErrExists)
	case fixed != g.Static():
		return kindStays(fixed)
	}
	return wrap("save segment", tx.exec(`UPDATE segment SET name = ?, query = ?, canonical = ? WHERE id = ?`, g.Name, g.text(g.Query), g.text(g.Canonical), id))
}

func kindStays(fixed bool) error {
	if fixed {
		return &Invalid{"segment", "it is a fixed list of contacts, which has no query: save the query under another name"}
	}
	return &Invalid{"segment", "it is a live segment: a fixed list needs another name"}
}

// EditSegment writes every field of a segment. Errors: ErrNotFound, Invalid; and
// ErrExists, which says by whom, for a name or a hotkey that another has.
func (tx *Tx) EditSegment(uid string, g Segment) error {
	key, err := g.clean()
	if err != nil {
		return err
	}
	if g.Hotkey = strings.ToLower(Clean(g.Hotkey)); g.Hotkey != "" && (utf8.RuneCountInString(g.Hotkey) != 1 || g.Hotkey < "a" || g.Hotkey > "z") {
		return &Invalid{"hotkey", `"` + g.Hotkey + `" is not one of the letters a to z`}
	}
	var id int64
	var fixed bool
	err = tx.row(`SELECT id, query IS NULL FROM segment WHERE uid = ?`, uid).Scan(&id, &fixed)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("segment %s: %w", uid, ErrNotFound)
	}
	if err != nil {
		return fmt.Errorf("edit segment: %w", mapErr(err))
	}
	if fixed != g.Static() {
		return kindStays(fixed)
	}
	for _, c := range [...]struct{ query, value, what string }{
		{`SELECT name FROM segment WHERE fold = ? AND id <> ?`, key, "the name is that of"},
		{`SELECT name FROM segment WHERE hotkey = ? AND hotkey <> '' AND id <> ?`, g.Hotkey, "the key " + g.Hotkey + " opens"},
	} {
		var other string
		err := tx.row(c.query, c.value, id).Scan(&other)
		if err == nil {
			return fmt.Errorf("segment %q: %s %q: %w", g.Name, c.what, other, ErrExists)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("edit segment: %w", mapErr(err))
		}
	}
	return wrap("edit segment", tx.exec(`
		UPDATE segment
		SET name = ?, fold = ?, hotkey = ?, description = ?, query = ?, canonical = ?
		WHERE id = ?`, g.Name, key, g.Hotkey, g.Description, g.text(g.Query), g.text(g.Canonical), id))
}

func (tx *Tx) freeHotkey(want, key string) (string, error) {
	for _, r := range want + key {
		if r < 'a' || r > 'z' {
			continue
		}
		var taken bool
		if err := tx.row(`SELECT EXISTS (SELECT 1 FROM segment WHERE hotkey = ?)`, string(r)).Scan(&taken); err != nil {
			return "", fmt.Errorf("save segment: %w", mapErr(err))
		}
		if !taken {
			return string(r), nil
		}
	}
	return "", nil
}

// DeleteSegment removes a segment, not the contacts in it. Error: ErrNotFound.
func (tx *Tx) DeleteSegment(name string) error {
	id, _, err := tx.segmentID(name)
	if err != nil {
		return err
	}
	return wrap("delete segment", tx.deleteSegment(id))
}

func (tx *Tx) deleteSegment(id int64) error {
	if err := tx.exec(`DELETE FROM segment_member WHERE segment_id = ?`, id); err != nil {
		return err
	}
	return tx.exec(`DELETE FROM segment WHERE id = ?`, id)
}

// segmentID finds a segment by its name, and tells whether it is a fixed list.
func (tx *Tx) segmentID(name string) (id int64, fixed bool, err error) {
	err = tx.row(`SELECT id, query IS NULL FROM segment WHERE fold = ?`, fold.Text(strings.TrimSpace(name))).Scan(&id, &fixed)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, fmt.Errorf("segment %q: %w", name, ErrNotFound)
	}
	return id, fixed, wrap("find segment", mapErr(err))
}

// AddMembers puts contacts on a fixed list and returns how many were not on it.
// Errors: ErrNotFound, Invalid for a live segment.
func (tx *Tx) AddMembers(segment string, contacts []string) (added int, err error) {
	return tx.changeMembers(segment, contacts, `
		INSERT INTO segment_member (segment_id, contact_id)
		SELECT ?1, ?2
		WHERE NOT EXISTS (SELECT 1 FROM segment_member WHERE segment_id = ?1 AND contact_id = ?2)`)
}

// RemoveMembers takes contacts off a fixed list and returns how many were on it.
// Errors: ErrNotFound, Invalid for a live segment.
func (tx *Tx) RemoveMembers(segment string, contacts []string) (removed int, err error) {
	return tx.changeMembers(segment, contacts, `DELETE FROM segment_member WHERE segment_id = ? AND contact_id = ?`)
}

func (tx *Tx) changeMembers(segment string, contacts []string, query string) (n int, err error) {
	id, fixed, err := tx.segmentID(segment)
	if err != nil {
		return 0, err
	}
	if !fixed {
		return 0, &Invalid{"segment", `"` + segment + `" is a live segment: who is in it follows from its query`}
	}
	for _, uid := range contacts {
		contact, err := tx.contactID(uid)
		if err != nil {
			return 0, err
		}
		did, err := tx.write(query, id, contact)
		if err != nil {
			return 0, fmt.Errorf("change members: %w", err)
		}
		if did {
			tx.touch(contact, 0)
			n++
		}
	}
	return n, nil
}
