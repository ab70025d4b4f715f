package store

import (
	"context"
	"database/sql"
	"strings"

	"crm/store/fold"
)

// phoneNumber is by what a number compares: its key, or without one its digits.
func phoneNumber(key, text string) string {
	if key != "" {
		return key
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, fold.Text(text))
	if len(digits) < 7 {
		return ""
	}
	return digits
}

// Show writes a number as a person of the region reads it, with its extension.
func (p Phone) Show(region string) string {
	text := p.Text
	if p.Key != "" {
		text = fold.PhoneFormat(p.Key, region)
	}
	if p.Key != "" && p.Ext != "" {
		text += " ext " + p.Ext
	}
	return text
}

// accountKey is a person's account as it compares; "" for a web page, which is
// mostly the company's.
func accountKey(l Link) string {
	if l.Kind == "web" {
		return ""
	}
	url := strings.ToLower(l.URL)
	for _, head := range []string{"https://", "http://", "www."} {
		url = strings.TrimPrefix(url, head)
	}
	return l.Kind + " " + strings.TrimRight(url, "/")
}

// monthDay is the part of a birthday that every birthday has.
func monthDay(birthday string) string {
	if len(birthday) < 5 {
		return ""
	}
	return birthday[len(birthday)-5:]
}

// namesOf reads the names of the live ones of some contacts.
func namesOf(ctx context.Context, q querier, ids []int64) (map[int64]string, error) {
	out := make(map[int64]string, len(ids))
	_, err := collect(ctx, q, func(r *sql.Rows, _ *struct{}) error {
		var id int64
		var name string
		err := r.Scan(&id, &name)
		out[id] = name
		return err
	}, `
		SELECT c.id, c.name
		FROM json_each(?) j
		CROSS JOIN contact c ON c.id = j.value
		WHERE c.deleted_at IS NULL`, jsonList(ids))
	return out, wrap("find duplicates", err)
}
