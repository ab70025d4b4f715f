package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Operation is one change of the book, as the journal tells it.
type Operation struct {
	UID      string
	At       time.Time
	Who      string // tui, cli or import
	What     string // in words; contacts as Ref writes them
	N        int    // contacts it is about
	Source   string // the file that an import read
	Undoes   string // uid of the operation that this one took back
	UndoneBy string // uid of the operation that took this one back

	id int64
}

const operationSelect = `
	SELECT o.id, o.uid, o.at, o.who, o.what, o.n, o.source, coalesce(u.uid, ''), coalesce(b.uid, '')
	FROM operation o
	LEFT JOIN operation u ON u.id = o.undoes
	LEFT JOIN operation b ON b.id = o.undone_by`

func scanOperation(row scanner) (Operation, error) {
	var o Operation
	err := row.Scan(&o.id, &o.UID, timeText{&o.At}, &o.Who, &o.What, &o.N, &o.Source, &o.Undoes, &o.UndoneBy)
	if err != nil {
		return Operation{}, fmt.Errorf("read operation: %w", mapErr(err))
	}
	return o, nil
}

// HistoryOptions narrow a history.
type HistoryOptions struct {
	Since time.Time // zero for all
	Who   string    // "" for all
	Limit int       // 0 for all
}

// History lists operations, the newest first. What says contacts by their
// present names.
func (s *Store) History(ctx context.Context, o HistoryOptions) ([]Operation, error) {
	since := ""
	if !o.Since.IsZero() {
		since = formatTime(o.Since)
	}
	if o.Limit <= 0 {
		o.Limit = -1
	}
	ops, err := collect(ctx, s.read, func(r *sql.Rows, op *Operation) (err error) {
		*op, err = scanOperation(r)
		return err
	}, operationSelect+`
		WHERE o.at >= ? AND (? = '' OR o.who = ?2)
		ORDER BY o.id DESC
		LIMIT ?`, since, o.Who, o.Limit)
	if err != nil {
		return nil, fmt.Errorf("read history: %w", err)
	}
	for i := range ops {
		if ops[i].What, err = s.Words(ctx, ops[i].What); err != nil {
			return nil, err
		}
	}
	return ops, nil
}

// Operation finds an operation by its id or the beginning of it. Errors: ErrNotFound, Invalid.
func (s *Store) Operation(ctx context.Context, prefix string) (Operation, error) {
	return operationByUID(ctx, s.read, prefix)
}

// SeenFile returns the newest import in effect of a file with that hash; the
// zero Operation when it was never imported.
func (s *Store) SeenFile(ctx context.Context, sha256 string) (Operation, error) {
	ops, err := collect(ctx, s.read, func(r *sql.Rows, op *Operation) (err error) {
		*op, err = scanOperation(r)
		return err
	}, operationSelect+` WHERE o.source_sha256 = ? AND o.source_sha256 <> '' AND o.undone_by IS NULL ORDER BY o.id DESC LIMIT 1`, sha256)
	if err != nil || len(ops) == 0 {
		return Operation{}, wrap("read history", err)
	}
	return ops[0], nil
}

// Words puts names in the place of the contacts that a label refers to.
func (s *Store) Words(ctx context.Context, what string) (string, error) {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(what, "@")
		out.WriteString(before)
		if !found {
			return out.String(), nil
		}
		if len(after) < uidLen || !IsUID(after[:uidLen]) {
			out.WriteByte('@')
			what = after
			continue
		}
		name, err := s.nameOf(ctx, after[:uidLen])
		if err != nil {
			return "", err
		}
		out.WriteString(name)
		what = after[uidLen:]
	}
}

func (s *Store) nameOf(ctx context.Context, uid string) (string, error) {
	names, err := collect(ctx, s.read, func(r *sql.Rows, name *string) error {
		var nickname, company, phone, email string
		err := r.Scan(name, &nickname, &company, &phone, &email)
		*name = display(*name, nickname, company, phone, email)
		return err
	}, `
		SELECT c.name, c.nickname, coalesce(o.name, ''),
		       coalesce((SELECT text FROM phone WHERE contact_id = c.id ORDER BY pos, id LIMIT 1), ''),
		       coalesce((SELECT address FROM email WHERE contact_id = c.id ORDER BY pos, id LIMIT 1), '')
		FROM contact c
		LEFT JOIN company o ON o.id = c.company_id
		WHERE c.uid = ?`, uid)
	if err != nil {
		return "", fmt.Errorf("read name: %w", err)
	}
	if len(names) == 0 {
		name, err := s.formerName(ctx, uid)
		return cmp.Or(name, "somebody deleted"), err
	}
	return names[0], nil
}

// Change is one field of one row that an operation changed.
type Change struct {
	Contact string // uid of the contact it belongs to; "" for none
	Table   string
	Act     string // added, changed or deleted
	Field   string
	Before  string
	After   string
}

// Changes tells what an operation did, field by field, up to limit fields. The
// rows of a bulk import are told as counts.
func (s *Store) Changes(ctx context.Context, op Operation, limit int) ([]Change, error) {
	rows, err := collect(ctx, s.read, func(r *sql.Rows, c *journalRow) error {
		return r.Scan(&c.id, &c.table, &c.row, &c.end, &c.act, &c.before)
	}, `
		SELECT id, tbl, row_id, coalesce(row_end, row_id), act, coalesce(before, '')
		FROM change
		WHERE operation_id = ?
		ORDER BY id
		LIMIT ?`, op.id, limit)
	if err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	var out []Change
	for _, c := range rows {
		list, err := s.explain(ctx, c)
		if err != nil {
			return nil, fmt.Errorf("read changes: %w", err)
		}
		out = append(out, list...)
		if len(out) >= limit {
			break
		}
	}
	return out[:min(limit, len(out))], nil
}

type journalRow struct {
	id, row, end       int64
	table, act, before string
}

// explain finds the after of a change: what the next change of the row holds as
// before, else the row as it stands.
func (s *Store) explain(ctx context.Context, c journalRow) ([]Change, error) {
	if c.act == "r" {
		return []Change{{Table: c.table, Act: "added", Field: "rows", After: fmt.Sprint(c.end - c.row + 1)}}, nil
	}
	before, err := decodeImage(c.before)
	if err != nil {
		return nil, err
	}
	after, err := s.imageAfter(ctx, c)
	if err != nil {
		return nil, err
	}
	cols, err := columns(ctx, s.read, c.table)
	if err != nil {
		return nil, err
	}
	contact, err := s.ownerOf(ctx, c, before, after)
	if err != nil {
		return nil, err
	}
	act := map[string]string{"i": "added", "u": "changed", "d": "deleted"}[c.act]
	var out []Change
	for _, col := range cols {
		if hidden(col) || c.act == "u" && sameField(before, after, col) {
			continue
		}
		ch := Change{Contact: contact, Table: c.table, Act: act, Field: col}
		if c.act != "i" {
			ch.Before = before.text(col)
		}
		if c.act != "d" {
			ch.After = after.text(col)
		}
		if ch.Before != ch.After {
			out = append(out, ch)
		}
	}
	return out, nil
}

// hidden columns mean nothing to people.
func hidden(col string) bool {
	return slices.Contains([]string{"id", "uid", "fold", "key", "sort_key", "updated_at", "created_at", "contact_id", "pos"}, col)
}

func (s *Store) imageAfter(ctx context.Context, c journalRow) (image, error) {
	if c.act == "d" {
		return nil, nil
	}
	next, err := collect(ctx, s.read, func(r *sql.Rows, t *string) error { return r.Scan(t) }, `
		SELECT coalesce(before, '')
		FROM change
		WHERE tbl = ? AND row_id = ? AND id > ?
		ORDER BY id
		LIMIT 1`, c.table, c.row, c.id)
	if err != nil {
		return nil, err
	}
	if len(next) > 0 {
		return decodeImage(next[0])
	}
	cols, err := columns(ctx, s.read, c.table)
	if err != nil {
		return nil, err
	}
	return rowImage(ctx, s.read, c.table, cols, c.row)
}

func (s *Store) ownerOf(ctx context.Context, c journalRow, before, after image) (string, error) {
	var id json.RawMessage
	for _, m := range []image{before, after} {
		switch {
		case c.table == "contact":
			if m["uid"] != nil {
				return m.text("uid"), nil
			}
		case m["contact_id"] != nil:
			id = m["contact_id"]
		}
	}
	if id == nil {
		return "", nil
	}
	uids, err := collect(ctx, s.read, func(r *sql.Rows, t *string) error { return r.Scan(t) },
		`SELECT uid FROM contact WHERE id = ?`, string(id))
	if err != nil || len(uids) == 0 {
		return "", err
	}
	return uids[0], nil
}

// rowImage reads a row as the journal would image it; nil when it is not there.
func rowImage(ctx context.Context, q querier, table string, cols []string, id int64) (image, error) {
	parts := make([]string, len(cols))
	for i, c := range cols {
		parts[i] = `'` + c + `', "` + c + `"`
	}
	texts, err := collect(ctx, q, func(r *sql.Rows, t *string) error { return r.Scan(t) },
		`SELECT json_object(`+strings.Join(parts, ", ")+`) FROM `+table+` WHERE id = ?`, id)
	if err != nil || len(texts) == 0 {
		return nil, err
	}
	return decodeImage(texts[0])
}
