package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"crm/store/fold"
)

// The search table is one FTS5 row a contact, of text that store/fold has folded
// and split: FTS5's own tokenizers find neither 明 in 王小明 nor Đức by duc. It is
// contentless, so that nobody's name stands in the book a second time, and it
// is written here only, in the transaction of the rows that it repeats.

// searchRow is the folded text of one contact, by column of the search table.
type searchRow struct {
	id                                             int64
	name, pinyin, company, email, phone, city, tag []byte
	title, about, address, custom, note, log       []byte
}

// fill folds what the contact's own record holds.
func (r *searchRow) fill(c *Contact) {
	join := func(dst []byte, texts ...string) []byte {
		for _, s := range texts {
			if s != "" {
				dst = fold.SearchText(dst, s) // puts a space before
			}
		}
		return dst
	}
	r.name = join(r.name[:0], c.Name, c.Nickname, c.Phonetic)
	if !strings.Contains(c.Name, c.Given) || !strings.Contains(c.Name, c.Family) {
		r.name = join(r.name, c.Given, c.Family)
	}
	r.pinyin = fold.SpellText(r.pinyin[:0], c.Name)
	for _, s := range [...]string{c.Nickname, c.Phonetic} {
		if s != "" {
			r.pinyin = fold.SpellText(r.pinyin, s)
		}
	}
	r.company = join(r.company[:0], c.Company)
	r.email, r.phone, r.city, r.tag = r.email[:0], r.phone[:0], r.city[:0], r.tag[:0]
	for i := range c.Emails {
		r.email = join(r.email, c.Emails[i].Address)
	}
	for i := range c.Phones {
		r.phone = appendPhone(r.phone, c.Phones[i])
	}
	r.address, r.custom = r.address[:0], r.custom[:0]
	for i := range c.Addresses {
		a := &c.Addresses[i]
		r.city = join(r.city, a.City)
		r.address = join(r.address, a.Street, a.Region, a.Postcode, a.Country)
	}
	for _, t := range c.Tags {
		r.tag = join(r.tag, t)
	}
	r.title = join(r.title[:0], c.Title)
	r.about = join(r.about[:0], c.Interests, c.Needs, c.Department)
	for i := range c.Custom {
		r.custom = join(r.custom, c.Custom[i].Value)
	}
	r.note = join(r.note[:0], c.Note)
	r.log = r.log[:0]
}

func appendPhone(dst []byte, p Phone) []byte {
	if p.Key != "" {
		return fold.PhoneDigits(dst, p.Key)
	}
	return fold.SearchText(dst, p.Text)
}

func (tx *Tx) insertSearch(id int64, r *searchRow) error {
	st, err := tx.prepared(`
		INSERT INTO search (rowid, name, pinyin, company, email, phone, city, tag, title, about, address, custom, note, log)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return fmt.Errorf("index contact: %w", err)
	}
	// Not a short statement: FTS5 writes out what it has gathered, now and then.
	_, err = st.ExecContext(tx.ctx, id, string(r.name), string(r.pinyin), string(r.company), string(r.email), string(r.phone),
		string(r.city), string(r.tag), string(r.title), string(r.about), string(r.address), string(r.custom), string(r.note), string(r.log))
	return wrap("index contact", mapErr(err))
}

// indexBatch is how many contacts are read at a time to make their search rows.
const indexBatch = 500

// reindex writes the search rows of contacts anew; one in the trash, or gone, has
// none. The ids are in order.
func (tx *Tx) reindex(ids []int64) error {
	if len(ids) < heavy {
		return tx.index(ids, false)
	}
	// A row deleted between two that are written makes FTS5 write out what it has
	// gathered. Of very many the deletions come first, and of most rows of the book
	// all are made anew: 100,000 take a sixth of the time.
	var rows int
	if err := tx.row(`SELECT count(*) FROM search_docsize`).Scan(&rows); err != nil {
		return fmt.Errorf("index contacts: %w", mapErr(err))
	}
	if err := tx.widenSearch(); err != nil {
		return fmt.Errorf("index contacts: %w", err)
	}
	if len(ids) > rows/2 {
		return tx.indexAll()
	}
	for ids := range slices.Chunk(ids, indexBatch) {
		if err := tx.exec(`DELETE FROM search WHERE rowid IN (SELECT value FROM json_each(?))`, jsonList(ids)); err != nil {
			return fmt.Errorf("index contacts: %w", err)
		}
	}
	return tx.index(ids, true)
}

// indexAll makes the search table anew.
func (tx *Tx) indexAll() error {
	if err := tx.exec(`INSERT INTO search (search) VALUES ('delete-all')`); err != nil {
		return fmt.Errorf("index contacts: %w", err)
	}
	ids, err := collect(tx.ctx, tx, func(r *sql.Rows, id *int64) error { return r.Scan(id) },
		`SELECT id FROM contact WHERE deleted_at IS NULL ORDER BY id`)
	if err != nil {
		return fmt.Errorf("index contacts: %w", err)
	}
	return tx.index(ids, true)
}

// index is reindex; of an empty table nothing needs to be deleted before.
func (tx *Tx) index(ids []int64, empty bool) error {
	for ids := range slices.Chunk(ids, indexBatch) {
		rows, err := searchRows(tx.ctx, tx, ids)
		if err != nil {
			return fmt.Errorf("index contacts: %w", err)
		}
		for _, id := range ids {
			if !empty {
				if err := tx.exec(`DELETE FROM search WHERE rowid = ?`, id); err != nil {
					return fmt.Errorf("index contact: %w", err)
				}
			}
			if r := rows[id]; r != nil {
				if err := tx.insertSearch(id, r); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// searchRows folds the records and the logs of the live ones among contacts. It
// reads no more of them than a search row holds.
func searchRows(ctx context.Context, q querier, ids []int64) (map[int64]*searchRow, error) {
	list := jsonList(ids)
	found, err := collect(ctx, q, func(r *sql.Rows, c *foundContact) error {
		return r.Scan(&c.id, &c.Name, &c.Nickname, &c.Phonetic, &c.Given, &c.Family, &c.Company,
			&c.Note, &c.Title, &c.Department, &c.Interests, &c.Needs)
	}, `
		SELECT c.id, c.name, c.nickname, c.phonetic, c.given, c.family, coalesce(o.name, ''),
		       c.note, c.title, c.department, c.interests, c.needs
		FROM json_each(?) j
		CROSS JOIN contact c ON c.id = j.value
		LEFT JOIN company o ON o.id = c.company_id
		WHERE c.deleted_at IS NULL`, list)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	byID := make(map[int64]*Contact, len(found))
	for i := range found {
		byID[found[i].id] = &found[i].Contact
	}
	if err := readParts(ctx, q, searchedParts[:], list, byID); err != nil {
		return nil, err
	}
	out := make(map[int64]*searchRow, len(found))
	for i := range found {
		r := &searchRow{id: found[i].id}
		r.fill(&found[i].Contact)
		out[r.id] = r
	}
	_, err = collect(ctx, q, func(rows *sql.Rows, _ *struct{}) error {
		var id int64
		var text string
		err := rows.Scan(&id, &text)
		if r := out[id]; r != nil {
			r.addLog(text)
		}
		return err
	}, `
		SELECT contact_id, text
		FROM interaction
		WHERE contact_id IN (SELECT value FROM json_each(?)) AND text <> ''
		ORDER BY contact_id, id`, list)
	return out, err
}

func (r *searchRow) addLog(text string) {
	if text == "" {
		return
	}
	if len(r.log) > 0 {
		r.log = append(r.log, ' ')
	}
	r.log = fold.SearchText(r.log, text)
}

// matchTerm makes an FTS5 expression for one typed word or quoted text; "" when
// nothing in it can be looked up. Tokens are quoted, so no user text is syntax.
// The last token is a prefix unless the text was quoted.
func matchTerm(text string, quoted bool) string {
	tokens := fold.Tokens(nil, text)
	if len(tokens) == 0 {
		return ""
	}
	expr := `"` + strings.Join(tokens, " ") + `"`
	if !quoted {
		expr += `*`
	}
	phones := fold.PhoneQuery(text)
	if quoted || len(phones) == 0 {
		return expr
	}
	for _, digits := range phones {
		expr += ` OR "` + digits + `"*`
	}
	return `(` + expr + `)`
}

// sum adds up the row's words as checkIndex adds up those of the index.
func (r *searchRow) sum() (n uint64) {
	for _, f := range []struct {
		col  string
		text []byte
	}{
		{"name", r.name}, {"pinyin", r.pinyin}, {"company", r.company}, {"email", r.email}, {"phone", r.phone},
		{"city", r.city}, {"tag", r.tag}, {"title", r.title}, {"about", r.about},
		{"address", r.address}, {"custom", r.custom}, {"note", r.note}, {"log", r.log},
	} {
		for _, word := range strings.Fields(string(f.text)) {
			n += wordSum(word, f.col)
		}
	}
	return n
}
