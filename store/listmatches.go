package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"crm/store/fold"
	"crm/store/query"
)

// matchAll makes one FTS5 expression of words that must all match. Neighbours
// that are pieces of a number (549 988) are looked up as one number, too.
func matchAll(words []*query.Text) (match, nameMatch string) {
	var exprs, names []string
	for i := 0; i < len(words); {
		n := numberRun(words[i:])
		var each []string
		for _, t := range words[i : i+n] {
			expr := matchTerm(t.Words, t.Quoted)
			if expr == "" {
				return "", ""
			}
			each = append(each, expr)
			names = append(names, `{name} : `+expr)
		}
		expr := strings.Join(each, ` AND `)
		if n > 1 {
			elsewhere := make([]string, n)
			for j := range each {
				elsewhere[j] = `- {phone} : ` + each[j]
			}
			expr = `(({phone} : ` + matchTerm(joinWords(words[i:i+n]), false) + `) OR (` + strings.Join(elsewhere, ` AND `) + `))`
		}
		exprs = append(exprs, expr)
		i += n
	}
	return strings.Join(exprs, ` AND `), strings.Join(names, ` AND `)
}

// numberRun counts the leading words that could be pieces of one number; 1 when
// the first is none.
func numberRun(words []*query.Text) int {
	n := 0
	for n < len(words) && !words[n].Quoted && len(fold.PhoneQuery(words[n].Words)) > 0 {
		n++
	}
	return max(n, 1)
}

func joinWords(words []*query.Text) string {
	var b strings.Builder
	for _, t := range words {
		b.WriteString(t.Words)
	}
	return b.String()
}

// listMatches lists what a search found: those whose name matched, then the
// others, each in the order in which they were added. FTS5 yields rows in that
// order without sorting: ranking 60,000 matches of one letter would take 100 times
// as long as reading the first page of them.
func (s *Store) listMatches(ctx context.Context, o ListOptions, w where) ([]Listed, error) {
	at, back := o.After, false
	if o.Before.set {
		at, back = o.Before, true
	}
	classes := []int{0, 1}
	if back {
		classes = []int{1, 0}
	}
	var out []Listed
	for _, class := range classes {
		if at.set && (class < at.class != back) && class != at.class {
			continue
		}
		rows, err := s.matchPage(ctx, w, class, at, back, o.Limit-len(out))
		if err != nil {
			return nil, err
		}
		if back {
			out = append(rows, out...)
		} else {
			out = append(out, rows...)
		}
		if len(out) >= o.Limit {
			break
		}
	}
	return out, nil
}

func (s *Store) matchPage(ctx context.Context, w where, class int, at Cursor, back bool, limit int) ([]Listed, error) {
	cond, args := slices.Clone(w.cond), slices.Clone(w.args)
	cond = append(cond, `search MATCH @match`, `c.deleted_at IS NULL`)
	match := w.nameMatch
	if class == 1 {
		match = `(` + w.match + `) NOT (` + w.nameMatch + `)`
	}
	args = append(args, sql.Named("match", match))
	dir, cmp := "ASC", ">"
	if back {
		dir, cmp = "DESC", "<"
	}
	if at.set && at.class == class {
		cond = append(cond, `search.rowid `+cmp+` @id`)
		args = append(args, sql.Named("id", at.id))
	}
	rows, err := s.page(ctx, `
		SELECT `+listedColumns+`, ''
		FROM search
		CROSS JOIN contact c ON c.id = search.rowid
		CROSS JOIN contact_stats s ON s.contact_id = c.id
		WHERE `+strings.Join(cond, ` AND `)+`
		ORDER BY search.rowid `+dir+`
		LIMIT @limit`, limit, back, args)
	for i := range rows {
		rows[i].at.class = class
	}
	return rows, err
}
