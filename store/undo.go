package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Conflict is a value that a later operation changed, so that undoing the
// earlier one would lose it.
type Conflict struct {
	Contact string // uid; "" where the row belongs to no contact
	Table   string
	Field   string // "" where the whole row was deleted or added to since
	Undo    string // what the undo would put back
	Now     string // what stands there
}

// ConflictError stops an undo that would overwrite later changes.
type ConflictError struct {
	Operation Operation
	Conflicts []Conflict
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("undo %s: %d later changes would be lost", e.Operation.UID, len(e.Conflicts))
}

// Undone tells what an undo or a redo did.
type Undone struct {
	Operation Operation // the operation that the undo itself is
	Of        Operation // the one it took back
	Kept      []string  // contacts of an import that were edited since and stay whole
	// Skipped are newer operations that stay as they are, because nothing in the
	// journal can take them back: a purge of the trash.
	Skipped []Operation
}

// Undo takes one operation back, whichever process made it, and is itself an
// operation: redo is the undo of an undo. uid names the operation; "" means the
// newest that is in effect.
//
// The test is per field: only what the operation changed is put back, and a
// field that was changed again since is a conflict. An import's undo keeps the
// contacts edited since, whole. Any other stops with a ConflictError, unless
// force. Errors: ErrNothing, ErrNotFound, ErrExists when it is undone already.
func (s *Store) Undo(ctx context.Context, op Op, uid string, force bool) (Undone, error) {
	var skipped []Operation
	out, err := s.revert(ctx, op, force, func(tx *Tx) (target Operation, err error) {
		if uid != "" {
			return operationByUID(tx.ctx, tx, uid)
		}
		if target, err = lastInEffect(tx); err == nil {
			skipped, err = lasting(tx, target)
		}
		return target, err
	})
	out.Skipped = skipped
	return out, err
}

// lasting returns the operations in effect after target that left nothing in the
// journal.
func lasting(tx *Tx, target Operation) ([]Operation, error) {
	list, err := collect(tx.ctx, tx, func(r *sql.Rows, o *Operation) (err error) {
		*o, err = scanOperation(r)
		return err
	}, operationSelect+`
		WHERE o.id > ? AND o.id < ? AND o.undone_by IS NULL AND o.undoes IS NULL
		  AND NOT EXISTS (SELECT 1 FROM change WHERE operation_id = o.id)
		ORDER BY o.id`, target.id, tx.op)
	return list, wrap("read history", err)
}

// Redo takes the newest undo back. A new change since the undo ends the chance:
// ErrNothing.
func (s *Store) Redo(ctx context.Context, op Op, force bool) (Undone, error) {
	return s.revert(ctx, op, force, lastUndo)
}

// LastUndoable returns the operation that Undo with no id would take back, for
// asking first when another process made it.
func (s *Store) LastUndoable(ctx context.Context) (Operation, error) {
	return newestOperation(ctx, s.read, undoable)
}

func (s *Store) revert(ctx context.Context, op Op, force bool, pick func(*Tx) (Operation, error)) (Undone, error) {
	var out Undone
	what := op.What
	done, err := s.Write(ctx, op, func(tx *Tx) error {
		target, err := pick(tx)
		if err != nil {
			return err
		}
		if target.UndoneBy != "" {
			return fmt.Errorf("undo %s: it is undone: %w", target.UID, ErrExists)
		}
		out.Of = target
		r := &reverter{tx: tx, target: target, force: force, keep: map[int64]bool{}, tables: map[string]*tableInfo{}, refs: map[string][]ref{}}
		if err := r.run(); err != nil {
			return err
		}
		if out.Kept, err = tx.uidsOf(r.keep); err != nil {
			return err
		}
		if what == "" {
			what = revertLabel(target)
		}
		tx.SetCount(target.N - len(out.Kept))
		return tx.link(target, what)
	})
	if done.UID == "" && err == nil {
		// Everything was kept: nothing was there to take back.
		return out, nil
	}
	done.What = what
	out.Operation = done
	return out, err
}

func revertLabel(target Operation) string {
	if target.Undoes != "" {
		return "redo " + strings.TrimPrefix(target.What, "undo ")
	}
	return "undo " + target.What
}

// link records that the open operation undoes target. When target is an undo
// itself, what it had undone is in effect again.
func (tx *Tx) link(target Operation, what string) error {
	if err := tx.exec(`UPDATE operation SET undoes = ?, what = ? WHERE id = ?`, target.id, what, tx.op); err != nil {
		return fmt.Errorf("link undo: %w", err)
	}
	if err := tx.exec(`UPDATE operation SET undone_by = ? WHERE id = ?`, tx.op, target.id); err != nil {
		return fmt.Errorf("link undo: %w", err)
	}
	if err := tx.exec(`UPDATE operation SET undone_by = NULL WHERE undone_by = ?`, target.id); err != nil {
		return fmt.Errorf("link undo: %w", err)
	}
	return nil
}

const (
	// An operation in effect that is not an undo.
	undoable = `undone_by IS NULL AND undoes IS NULL`
	// An undo that is in effect: it undoes an operation which is no undo. (The
	// undo of an undo is a redo.)
	redoable = `undone_by IS NULL AND undoes IN (SELECT id FROM operation WHERE undoes IS NULL)`
)

func lastInEffect(tx *Tx) (Operation, error) { return newestOperation(tx.ctx, tx, undoable) }

func lastUndo(tx *Tx) (Operation, error) {
	last, err := newestOperation(tx.ctx, tx, redoable)
	if err != nil {
		return Operation{}, err
	}
	var written bool
	err = tx.row(`SELECT EXISTS (SELECT 1 FROM operation WHERE id > ? AND id < ? AND undoes IS NULL)`, last.id, tx.op).Scan(&written)
	if err != nil {
		return Operation{}, fmt.Errorf("find undo: %w", mapErr(err))
	}
	if written {
		return Operation{}, fmt.Errorf("redo: something was changed since the undo: %w", ErrNothing)
	}
	return last, nil
}

// newestOperation returns the newest closed operation for which cond holds.
func newestOperation(ctx context.Context, q querier, cond string) (Operation, error) {
	op, err := scanOperation(q.QueryRowContext(ctx, operationSelect+`
		WHERE o.id = (
			SELECT id
			FROM operation
			WHERE id NOT IN (SELECT id FROM cur) AND `+cond+` AND EXISTS (SELECT 1 FROM change WHERE operation_id = operation.id)
			ORDER BY id DESC
			LIMIT 1)`))
	if errors.Is(err, ErrNotFound) {
		return Operation{}, ErrNothing
	}
	return op, err
}

// operationByUID finds an operation by its id or the beginning of it.
func operationByUID(ctx context.Context, q querier, prefix string) (Operation, error) {
	uids, err := findUID(ctx, q, "operation", prefix, 2)
	switch {
	case err != nil:
		return Operation{}, err
	case len(uids) == 0:
		return Operation{}, fmt.Errorf("operation %s: %w", prefix, ErrNotFound)
	case len(uids) > 1:
		return Operation{}, fmt.Errorf("operation %s: %w", prefix, &Invalid{Field: "operation", Why: "more than one begins so: give more of its id"})
	}
	return scanOperation(q.QueryRowContext(ctx, operationSelect+` WHERE o.uid = ?`, uids[0]))
}

func (tx *Tx) uidsOf(ids map[int64]bool) ([]string, error) {
	var out []string
	for id := range ids {
		var uid string
		err := tx.row(`SELECT uid FROM contact WHERE id = ?`, id).Scan(&uid)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, mapErr(err)
		}
		out = append(out, uid)
	}
	return out, nil
}
