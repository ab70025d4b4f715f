package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode"

	"crm/store/fold"
	"crm/store/query"
)

// vocabulary is where the values of a field stand, as pieces of SQL: each has an
// index that holds the values in order with the contacts that have them, so that
// values are listed by jumping from one to the next, and counted without reading
// a row of a table.
type vocabulary struct {
	values  string // the FROM clause of the table whose index has the values in order
	ref     string // a value in it, an expression that the index is on
	cond    string // which of its rows
	rows    string // JOIN of the rows of contacts behind it, where they are another table
	contact string // the contact of such a row
	of      string // JOIN of the rows and of ref, behind a contact r.id
	text    string // what people see of v.ref, as an expression
	many    bool   // a contact may have several rows
	live    bool   // cond leaves out those in the trash
	folded  bool   // ref is folded, and text is how it is written
}

// vocabularyOf returns where the values of a field stand; not every field has any.
func vocabularyOf(f query.Field) (vocabulary, bool) {
	if f.Custom {
		return vocabulary{
			values: `custom_value x`, ref: `x.value`, cond: `x.field_id = (SELECT id FROM custom_field WHERE key = @field)`,
			contact: `x.contact_id`, of: `JOIN custom_value x ON x.contact_id = r.id`, text: `v.ref`,
		}, true
	}
	switch f.Name {
	case "tag":
		return vocabulary{
			values: `tag x`, ref: `x.fold`, cond: `1`, rows: `CROSS JOIN contact_tag y ON y.tag_id = x.id`, contact: `y.contact_id`,
			of:   `CROSS JOIN contact_tag y ON y.contact_id = r.id CROSS JOIN tag x ON x.id = y.tag_id`,
			text: `(SELECT name FROM tag WHERE fold = v.ref)`, folded: true,
		}, true
	case "company":
		return vocabulary{
			values: `company x`, ref: `x.fold`, cond: `1`, rows: `CROSS JOIN contact y ON y.company_id = x.id`, contact: `y.id`,
			of:   `CROSS JOIN contact y ON y.id = r.id CROSS JOIN company x ON x.id = y.company_id`,
			text: `(SELECT name FROM company WHERE fold = v.ref ORDER BY id LIMIT 1)`, folded: true,
		}, true
	case "industry":
		return vocabulary{
			values: `company x`, ref: `x.industry`, cond: `x.industry <> ''`, rows: `CROSS JOIN contact y ON y.company_id = x.id`, contact: `y.id`,
			of:   `CROSS JOIN contact y ON y.id = r.id CROSS JOIN company x ON x.id = y.company_id`,
			text: `v.ref`,
		}, true
	case "city", "country":
		return vocabulary{
			values: `address x`, ref: `x.` + f.Name, cond: `x.` + f.Name + ` <> ''`, contact: `x.contact_id`,
			of: `CROSS JOIN address x ON x.contact_id = r.id`, text: `v.ref`, many: true,
		}, true
	case "bought":
		return vocabulary{
			values: `purchase x`, ref: `x.item`, cond: `x.item <> ''`, contact: `x.contact_id`,
			of: `CROSS JOIN purchase x ON x.contact_id = r.id`, text: `v.ref`, many: true,
		}, true
	case "title", "source", "prefers", "life", "rating", "relation":
		return contactColumn(f.Name), true
	case "lang":
		return contactColumn("language"), true
	case "stage":
		return statsColumn("stage", `x.stage IS NOT NULL`), true
	case "type":
		return statsColumn("last_kind", `x.last_kind IS NOT NULL`), true
	case "outcome":
		return statsColumn("outcome", `x.outcome <> ''`), true
	}
	return vocabulary{}, false
}

func contactColumn(column string) vocabulary {
	return vocabulary{
		values: `contact x`, ref: `x.` + column, cond: `x.` + column + ` <> '' AND x.deleted_at IS NULL`, contact: `x.id`,
		of: `CROSS JOIN contact x ON x.id = r.id`, text: `v.ref`, live: true,
	}
}

// statsColumn has the condition of the index, which must not be another bound of
// the column: SQLite takes only one to jump to the next value.
func statsColumn(column, cond string) vocabulary {
	return vocabulary{
		values: `contact_stats x`, ref: `x.` + column, cond: cond, contact: `x.contact_id`,
		of: `CROSS JOIN contact_stats x ON x.contact_id = r.id`, text: `v.ref`,
	}
}

// The bounds of what is looked at for one completion.
const (
	mostValues  = 2000  // different values of a field
	mostWithin  = 5000  // contacts within which values are counted one contact at a time
	mostProbed  = 5000  // rows of values that are compared with the rest of the query, when more contacts match that
	mostTrashed = 20000 // contacts in the trash that are taken off a count
)

// written is a value as it stands in the book.
type written struct{ ref, text string }

// listValues returns the values of a vocabulary that match what was typed, in order.
func (s *Store) listValues(ctx context.Context, v vocabulary, field, typed string) ([]written, error) {
	scan := func(r *sql.Rows, w *written) error { return r.Scan(&w.ref, &w.text) }
	args := []any{sql.Named("field", field), sql.Named("most", mostValues)}
	key := spaced(typed)
	var all []written
	var err error
	if v.folded && key != "" {
		// A book of many companies: only those with such a word.
		all, err = collect(ctx, s.read, scan, `
			SELECT v.ref, `+v.text+`
			FROM (SELECT DISTINCT `+v.ref+` AS ref FROM `+v.values+` WHERE `+v.cond+` AND instr(replace(`+v.ref+`, '-', ' '), @typed) > 0 LIMIT @most) v`,
			append(args, sql.Named("typed", key))...)
	} else {
		all, err = collect(ctx, s.read, scan, v.listSQL(), args...)
	}
	if err != nil {
		return nil, fmt.Errorf("list values of %s: %w", field, err)
	}
	out := all[:0]
	for _, w := range all {
		if beginsWord(fold.Text(w.text), key) && !strings.ContainsFunc(w.text, unicode.IsControl) {
			out = append(out, w)
		}
	}
	return out, nil
}

// listSQL lists the values in order, each found by jumping behind the one before.
func (v vocabulary) listSQL() string {
	return `
		WITH RECURSIVE v(ref) AS (
			SELECT (SELECT min(` + v.ref + `) FROM ` + v.values + ` WHERE ` + v.cond + `)
			UNION ALL
			SELECT (SELECT min(` + v.ref + `) FROM ` + v.values + ` WHERE ` + v.cond + ` AND ` + v.ref + ` > v.ref) FROM v WHERE v.ref IS NOT NULL
			LIMIT @most
		)
		SELECT v.ref, ` + v.text + ` FROM v WHERE v.ref IS NOT NULL`
}

// countSQL counts the contacts of each value of @refs, those in the trash too.
func (v vocabulary) countSQL() string {
	return `
		SELECT j.value, (SELECT count(DISTINCT ` + v.contact + `) FROM ` + v.values + ` ` + v.rows + ` WHERE ` + v.ref + ` = j.value AND ` + v.cond + `)
		FROM json_each(@refs) j`
}

// spaced is what was typed as it compares with a value: folded, and with spaces
// for the hyphens that save the quotes of city:ha-noi.
func spaced(typed string) string {
	return fold.Text(strings.ReplaceAll(typed, "-", " "))
}
