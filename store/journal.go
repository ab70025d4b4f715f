package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// unjournalled tables are derived from others, or are the journal itself.
var unjournalled = map[string]bool{
	"operation": true, "change": true, "cur": true,
	"contact_stats": true, "segment_seen": true, "segment_look": true,
}

// journalled lists the tables whose rows the journal records, in an order in
// which a parent comes before its children.
func journalled(ctx context.Context, q querier) ([]string, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT name
		FROM pragma_table_list
		WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
		ORDER BY name`)
	if err != nil {
		return nil, mapErr(err)
	}
	names, err := scanStrings(rows)
	if err != nil {
		return nil, err
	}
	out := names[:0]
	for _, name := range names {
		if !unjournalled[name] {
			out = append(out, name)
		}
	}
	return out, nil
}

// columns lists a table's columns in order.
func columns(ctx context.Context, q querier, table string) ([]string, error) {
	rows, err := q.QueryContext(ctx, `SELECT name FROM pragma_table_info(?) ORDER BY cid`, table)
	if err != nil {
		return nil, mapErr(err)
	}
	return scanStrings(rows)
}

// installTriggers gives every journalled table its three triggers. They are made
// from the columns as they stand, so that a migration which adds a column cannot
// forget the journal. With no operation open, (SELECT id FROM cur) is NULL and
// the write fails. A bulk import takes the insert triggers away for its own time
// and journals its rows as ranges.
func installTriggers(ctx context.Context, tx *sql.Tx) error {
	tables, err := journalled(ctx, tx)
	if err != nil {
		return err
	}
	for _, table := range tables {
		cols, err := columns(ctx, tx, table)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, triggers(table, cols)); err != nil {
			return fmt.Errorf("journal of %s: %w", table, err)
		}
	}
	return nil
}

func triggers(table string, cols []string) string {
	var differs []string
	for _, c := range cols {
		differs = append(differs, fmt.Sprintf(`OLD."%s" IS NOT NEW."%s"`, c, c))
	}
	r := strings.NewReplacer(
		"{t}", table,
		"{before}", imageOf("OLD.", cols),
		"{differs}", strings.Join(differs, " OR "),
	)
	return r.Replace(`
DROP TRIGGER IF EXISTS {t}_i;
DROP TRIGGER IF EXISTS {t}_u;
DROP TRIGGER IF EXISTS {t}_d;
CREATE TRIGGER {t}_i AFTER INSERT ON {t} BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), '{t}', NEW.id, 'i');
END;
CREATE TRIGGER {t}_u AFTER UPDATE ON {t} WHEN {differs} BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), '{t}', OLD.id, 'u', {before});
END;
CREATE TRIGGER {t}_d AFTER DELETE ON {t} BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), '{t}', OLD.id, 'd', {before});
END;
`)
}
