package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Dump lists all rows of all tables but the journal and the search shadow
// tables, and what the search index holds, as text.
func (s *Store) Dump(ctx context.Context) (string, error) {
	rows, err := s.write.QueryContext(ctx, `
		SELECT name
		FROM pragma_table_list
		WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('operation', 'change', 'cur')
		ORDER BY name`)
	if err != nil {
		return "", err
	}
	tables, err := scanStrings(rows)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for _, table := range tables {
		cols, err := columns(ctx, s.write, table)
		if err != nil {
			return "", err
		}
		rows, err := s.write.QueryContext(ctx, `SELECT json_array("`+strings.Join(cols, `", "`)+`") FROM `+table+` ORDER BY 1`)
		if err != nil {
			return "", err
		}
		lines, err := scanStrings(rows)
		if err != nil {
			return "", err
		}
		for _, line := range lines {
			fmt.Fprintf(&out, "%s %s\n", table, line)
		}
	}
	words, err := s.words(ctx)
	return out.String() + words, err
}

// Journal is all that the journal holds, as text.
func (s *Store) Journal(ctx context.Context) (string, error) {
	lines, err := collect(ctx, s.write, func(r *sql.Rows, line *string) error { return r.Scan(line) },
		`SELECT tbl || ' ' || row_id || ' ' || act || ' ' || coalesce(before, '') FROM change ORDER BY id`)
	return strings.Join(lines, "\n"), err
}

func (s *Store) words(ctx context.Context) (string, error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return "", err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)`); err != nil {
		return "", err
	}
	rows, err := tx.QueryContext(ctx, `SELECT printf('search %d %s %d %s', doc, col, "offset", term) FROM temp.words`)
	if err != nil {
		return "", err
	}
	lines, err := scanStrings(rows)
	sort.Strings(lines)
	return strings.Join(lines, "\n"), err
}

// SchemaDump is the schema as text, for comparing with the checked-in one.
func (s *Store) SchemaDump(ctx context.Context) (string, error) {
	rows, err := s.write.QueryContext(ctx, `
		SELECT sql || ';'
		FROM sqlite_schema
		WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%'
		ORDER BY type <> 'table', tbl_name, name`)
	if err != nil {
		return "", err
	}
	lines, err := scanStrings(rows)
	return strings.Join(lines, "\n") + "\n", err
}

// Exec runs SQL behind the store's back.
func (s *Store) Exec(text string) error {
	_, err := s.write.Exec(text)
	return err
}

// Sum is a short name for a dump.
func Sum(dump string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(dump)))[:12] }

// QueueSQL is the statement that Queue runs, its parameters written out.
func (s *Store) QueueSQL(o QueueOptions) (string, error) {
	args, err := s.queueArgs(o)
	if err != nil {
		return "", err
	}
	query := queueSelect
	for _, a := range args {
		n := a.(sql.NamedArg)
		value := fmt.Sprint(n.Value)
		if text, ok := n.Value.(string); ok {
			value = "'" + strings.ReplaceAll(text, "'", "''") + "'"
		}
		query = strings.ReplaceAll(query, "@"+n.Name, value)
	}
	return query + ";\n", nil
}

// ShortByPass is how ShortIDs shortens very many ids.
func (s *Store) ShortByPass(ctx context.Context, uids []string) (map[string]string, error) {
	return shortByPass(ctx, s.read, uids)
}

// SearchConfig is how the search index is set up.
func (s *Store) SearchConfig(ctx context.Context) (string, error) {
	rows, err := s.write.QueryContext(ctx, `SELECT printf('%s=%s;', k, v) FROM search_config WHERE k <> 'version' ORDER BY k`)
	if err != nil {
		return "", err
	}
	lines, err := scanStrings(rows)
	return strings.Join(lines, ""), err
}

// Pragma reads a setting of the writing connection.
func (s *Store) Pragma(name string) (string, error) {
	var v string
	err := s.write.QueryRow("PRAGMA " + name).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return v, err
}

// AddedToOthers tells whether a bulk import began with contacts in the book.
func (tx *Tx) AddedToOthers() bool { return !tx.bulk.empty }

// StatsRows is the derived row of every contact, by uid.
func (s *Store) StatsRows(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	_, err := collect(ctx, s.read, func(r *sql.Rows, _ *struct{}) error {
		var uid, text string
		err := r.Scan(&uid, &text)
		out[uid] = text
		return err
	}, `
		SELECT c.uid, printf('last_at=%s last_kind=%s outcome=%s last_call=%s last_mail=%s last_meet=%s %d %d %d %d %d due=%s renew=%s %s %d %s %s cold=%s',
			last_at, last_kind, outcome, last_call, last_mail, last_meet, calls, mails, meets, logs, tries, next_due, renew_on,
			iif(stage IS NULL, 'none', stage || ' ' || stage_at || ' ' || coalesce(value || ' ' || value_currency, '')),
			orders, bought_on, iif(spent_currency = '*', '*', coalesce(trim(spent || ' ' || spent_currency), '')), cold_on)
		FROM contact c
		JOIN contact_stats s ON s.contact_id = c.id`)
	return out, err
}

// Columns lists the columns of a table.
func (s *Store) Columns(ctx context.Context, table string) ([]string, error) {
	return columns(ctx, s.read, table)
}
