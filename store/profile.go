package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// Profile is a mapping of columns that was settled once, for files with the same
// header.
type Profile struct {
	Signature string // of the header
	Mapping   string // the importer's JSON
}

const profileSelect = `SELECT signature, mapping FROM import_profile`

func scanProfile(r *sql.Rows, p *Profile) error { return r.Scan(&p.Signature, &p.Mapping) }

// Profiles lists all profiles, the oldest first.
func (s *Store) Profiles(ctx context.Context) ([]Profile, error) {
	list, err := collect(ctx, s.read, scanProfile, profileSelect+` ORDER BY id`)
	return list, wrap("list import profiles", err)
}

// Profile finds the profile of a header; false when there is none.
func (s *Store) Profile(ctx context.Context, signature string) (Profile, bool, error) {
	list, err := collect(ctx, s.read, scanProfile, profileSelect+` WHERE signature = ?`, signature)
	if err != nil || len(list) == 0 {
		return Profile{}, false, wrap("read import profile", err)
	}
	return list[0], true, nil
}

// SaveProfile remembers a profile, in place of one for the same header. Error: Invalid.
func (tx *Tx) SaveProfile(p Profile) error {
	if p.Signature == "" {
		return &Invalid{"profile", "it needs the signature of a header"}
	}
	if !json.Valid([]byte(p.Mapping)) {
		return &Invalid{"profile", "its mapping is not JSON"}
	}
	err := tx.exec(`
		INSERT INTO import_profile (signature, mapping)
		VALUES (?, ?)
		ON CONFLICT (signature) DO UPDATE SET mapping = excluded.mapping WHERE mapping <> excluded.mapping`, p.Signature, p.Mapping)
	return wrap("save import profile", err)
}

// DeleteProfile forgets a profile. Error: ErrNotFound.
func (tx *Tx) DeleteProfile(signature string) error {
	var there bool
	if err := tx.row(`SELECT EXISTS (SELECT 1 FROM import_profile WHERE signature = ?)`, signature).Scan(&there); err != nil {
		return fmt.Errorf("delete import profile: %w", mapErr(err))
	}
	if !there {
		return fmt.Errorf("import profile: %w", ErrNotFound)
	}
	return wrap("delete import profile", tx.exec(`DELETE FROM import_profile WHERE signature = ?`, signature))
}
