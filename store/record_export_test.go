package store

import (
	"context"
	"fmt"
	"sort"
	"strings"
)

// content is every table of a book with uids and keys where rows refer to rows, and
// without row ids: what a copy must have, whatever its rows are numbered.
var content = map[string]string{
	"company": `SELECT json_array(uid, name, fold, industry, website, note) FROM company`,
	"contact": `
		SELECT json_array(c.uid, c.name, given, family, additional, nickname, phonetic, sort_key, o.uid, title, department, relation, life, source,
			prefers, rating, language, birthday, interests, needs, c.note, star, created_at, updated_at, deleted_at)
		FROM contact c LEFT JOIN company o ON o.id = c.company_id`,
	"contact_stats": `SELECT json_array(c.uid, last_at, last_kind, outcome, last_call, last_mail, last_meet, calls, mails, meets, logs, tries, next_due, renew_on,
		stage, stage_at, value, value_currency, orders, bought_on, spent, spent_currency, cold_on) FROM contact_stats s JOIN contact c ON c.id = s.contact_id`,
	"email":        `SELECT json_array(c.uid, pos, label, address, key, bounced, verified_on) FROM email x JOIN contact c ON c.id = x.contact_id`,
	"phone":        `SELECT json_array(c.uid, pos, label, text, key, ext, wrong, verified_on) FROM phone x JOIN contact c ON c.id = x.contact_id`,
	"address":      `SELECT json_array(c.uid, pos, label, street, city, region, postcode, country) FROM address x JOIN contact c ON c.id = x.contact_id`,
	"link":         `SELECT json_array(c.uid, pos, kind, url) FROM link x JOIN contact c ON c.id = x.contact_id`,
	"relation":     `SELECT json_array(c.uid, o.uid, kind) FROM relation x JOIN contact c ON c.id = x.contact_id JOIN contact o ON o.id = x.other_id`,
	"tag":          `SELECT json_array(name, fold) FROM tag`,
	"contact_tag":  `SELECT json_array(c.uid, t.fold) FROM contact_tag x JOIN contact c ON c.id = x.contact_id JOIN tag t ON t.id = x.tag_id`,
	"custom_field": `SELECT json_array(row_number() OVER (ORDER BY id), key, label, type, class) FROM custom_field`,
	"custom_value": `SELECT json_array(c.uid, f.key, value) FROM custom_value x JOIN contact c ON c.id = x.contact_id JOIN custom_field f ON f.id = x.field_id`,
	// Those of a contact keep their order: it decides between equal moments.
	"interaction": `
		SELECT json_array(c.uid, row_number() OVER (PARTITION BY c.id ORDER BY x.id), x.uid, at, kind, direction, outcome, seconds, text)
		FROM interaction x JOIN contact c ON c.id = x.contact_id`,
	"reminder": `
		SELECT json_array(c.uid, row_number() OVER (PARTITION BY c.id ORDER BY x.id), x.uid, kind, due_on, due_at, text, owed, rule, anchor, ahead_days, done_at, snoozed_on)
		FROM reminder x JOIN contact c ON c.id = x.contact_id`,
	"cadence": `SELECT json_array(of, ref, ideal_days, latest_days) FROM cadence`,
	"deal": `
		SELECT json_array(c.uid, row_number() OVER (PARTITION BY c.id ORDER BY x.id), x.uid, x.title, stage, value, currency, opened_at, expected_on, closed_at, outcome, lost_reason)
		FROM deal x JOIN contact c ON c.id = x.contact_id`,
	"deal_change": `SELECT json_array(d.uid, at, "from", "to") FROM deal_change x JOIN deal d ON d.id = x.deal_id`,
	"purchase": `
		SELECT json_array(c.uid, row_number() OVER (PARTITION BY c.id ORDER BY x.id), x.uid, d.uid, on_date, item, amount, x.currency, x.note)
		FROM purchase x JOIN contact c ON c.id = x.contact_id LEFT JOIN deal d ON d.id = x.deal_id`,
	"segment":        `SELECT json_array(uid, name, fold, hotkey, description, query, canonical) FROM segment`,
	"segment_member": `SELECT json_array(g.uid, c.uid) FROM segment_member x JOIN segment g ON g.id = x.segment_id JOIN contact c ON c.id = x.contact_id`,
	"segment_seen":   `SELECT json_array(g.uid, c.uid) FROM segment_seen x JOIN segment g ON g.id = x.segment_id JOIN contact c ON c.id = x.contact_id`,
	"segment_look":   `SELECT json_array(g.uid, x.at) FROM segment_look x JOIN segment g ON g.id = x.segment_id`,
	"consent":        `SELECT json_array(c.uid, channel, state, x.source, on_date, x.note) FROM consent x JOIN contact c ON c.id = x.contact_id`,
	"external_id":    `SELECT json_array(c.uid, system, ext_id, checksum, exported_at) FROM external_id x JOIN contact c ON c.id = x.contact_id`,
	"vcard_extra":    `SELECT json_array(c.uid, row_number() OVER (PARTITION BY c.id ORDER BY x.id), line) FROM vcard_extra x JOIN contact c ON c.id = x.contact_id`,
	"not_same":       `SELECT json_array(min(a.uid, z.uid), max(a.uid, z.uid)) FROM not_same x JOIN contact a ON a.id = x.a JOIN contact z ON z.id = x.b`,
	"import_profile": `SELECT json_array(signature, mapping) FROM import_profile`,
	"erased":         `SELECT json_array(hash, on_date) FROM erased`,
	"setting":        `SELECT json_array(key, value) FROM setting`,
}

// Content lists what a book holds, whatever its rows are numbered: every table but
// the journal, and the words of the search index.
func (s *Store) Content(ctx context.Context) (string, error) {
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
	var out []string
	for _, table := range tables {
		text, ok := content[table]
		if !ok {
			return "", fmt.Errorf("no content of table %s", table)
		}
		rows, err := s.write.QueryContext(ctx, text)
		if err != nil {
			return "", fmt.Errorf("%s: %w", table, err)
		}
		lines, err := scanStrings(rows)
		if err != nil {
			return "", err
		}
		for _, line := range lines {
			out = append(out, table+" "+line)
		}
	}
	words, err := s.contentWords(ctx)
	out = append(out, words...)
	sort.Strings(out)
	return strings.Join(out, "\n"), err
}

func (s *Store) contentWords(ctx context.Context) ([]string, error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)`); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT printf('search %s %s %d %s', c.uid, col, "offset", term)
		FROM temp.words w JOIN contact c ON c.id = w.doc`)
	if err != nil {
		return nil, err
	}
	return scanStrings(rows)
}
