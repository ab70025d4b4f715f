package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"crm/store/fold"
)

// Segment is a saved query. (Fixed lists share the table: their Query is NULL.)
type Segment struct {
	UID         string
	Name        string
	Hotkey      string // one letter, or ""
	Description string
	Query       string // as typed
	Canonical   string // as query.Query prints it
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

// SaveSegment adds a segment, or with replace writes over the one of that name.
// Without a hotkey it gets its name's first letter that no other has. Errors:
// Invalid, ErrExists.
func (tx *Tx) SaveSegment(g Segment, replace bool) error {
	g.Name = Clean(g.Name)
	key := fold.Text(g.Name)
	if key == "" {
		return &Invalid{"segment", "it needs a name"}
	}
	var id int64
	var hotkey string
	err := tx.row(`SELECT id, hotkey FROM segment WHERE fold = ?`, key).Scan(&id, &hotkey)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if g.Hotkey, err = tx.freeHotkey(g.Hotkey, key); err != nil {
			return err
		}
		return wrap("save segment", tx.exec(`
			INSERT INTO segment (uid, name, fold, hotkey, description, query, canonical)
			VALUES (?, ?, ?, ?, ?, ?, ?)`,
			tx.s.opt.UID(), g.Name, key, g.Hotkey, Clean(g.Description), g.Query, g.Canonical))
	case err != nil:
		return fmt.Errorf("save segment: %w", mapErr(err))
	case !replace:
		return fmt.Errorf("segment %q: %w", g.Name, ErrExists)
	}
	return wrap("save segment", tx.exec(`UPDATE segment SET name = ?, query = ?, canonical = ? WHERE id = ?`, g.Name, g.Query, g.Canonical, id))
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
	var id int64
	err := tx.row(`SELECT id FROM segment WHERE fold = ?`, fold.Text(strings.TrimSpace(name))).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("segment %q: %w", name, ErrNotFound)
	}
	if err != nil {
		return fmt.Errorf("delete segment: %w", mapErr(err))
	}
	if err := tx.exec(`DELETE FROM segment_member WHERE segment_id = ?`, id); err != nil {
		return fmt.Errorf("delete segment: %w", err)
	}
	return wrap("delete segment", tx.exec(`DELETE FROM segment WHERE id = ?`, id))
}
