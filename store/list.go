package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"crm/store/query"
)

// Listed is a contact as a row of a list: no more than lists show.
type Listed struct {
	UID      string
	Name     string // what to call them: never empty
	Company  string
	Title    string
	Phone    string // the first
	PhoneKey string
	Email    string // the first
	City     string
	Life     string
	Tags     []string
	Star     bool
	Stage    string
	Value    Money
	LastAt   time.Time
	LastKind string
	Tries    int
	NextDue  string // a date, or ""
	Created  time.Time
	Updated  time.Time

	at Cursor
}

// Cursor is a place in a list that stays right when rows come and go.
type Cursor struct {
	set   bool
	class int    // of a search: see place
	key   string // of an ordered list, the values that it is ordered by, as JSON; or when somebody found was last contacted
	id    int64
}

// Cursor returns the row's place.
func (l Listed) Cursor() Cursor { return l.at }

// Sort is an order of lists.
type Sort string

// The orders that a list can have. ByDefault is by name, except that a search is
// ranked: see rankpage.go.
const (
	ByDefault Sort = ""
	ByName    Sort = "name"
	ByCompany Sort = "company"
	ByLast    Sort = "last"
	ByDue     Sort = "due"
	ByCreated Sort = "created"
	ByUpdated Sort = "updated"
	ByStage   Sort = "stage"
	ByValue   Sort = "value"
	BySince   Sort = "since"
	BySpent   Sort = "spent"
	ByOrders  Sort = "orders"
	ByTries   Sort = "tries"
	ByRenew   Sort = "renew"
)

// Sorts lists the names that -s takes.
func Sorts() []Sort {
	return []Sort{
		ByName, ByCompany, ByLast, ByDue, ByCreated, ByUpdated, ByStage, ByValue, BySince, BySpent, ByOrders, ByTries, ByRenew,
	}
}

// ListOptions say which contacts, in which order, and which page of them.
type ListOptions struct {
	Query  *query.Query // nil means all
	Sort   Sort
	Desc   bool
	Sorts  []query.Key // several orders, each within the one before; instead of Sort and Desc
	Trash  bool        // those in the trash instead; they are not searched
	Limit  int         // rows at most; 0 means all
	After  Cursor      // the page behind this row
	Before Cursor      // or the page before it
}

const listedColumns = `
	c.id, c.uid, c.name, c.nickname, coalesce((SELECT name FROM company WHERE id = c.company_id), ''), c.title,
	coalesce((SELECT json_array(text, key) FROM phone WHERE contact_id = c.id ORDER BY pos, id LIMIT 1), '["",""]'),
	coalesce((SELECT address FROM email WHERE contact_id = c.id ORDER BY pos, id LIMIT 1), ''),
	coalesce((SELECT city FROM address WHERE contact_id = c.id ORDER BY pos, id LIMIT 1), ''),
	c.life, c.star,
	(SELECT group_concat(t.name, char(31) ORDER BY t.fold) FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id WHERE ct.contact_id = c.id),
	coalesce(s.stage, ''), coalesce(s.value, 0), s.value_currency,
	s.last_at, s.last_kind, s.tries, s.next_due, c.created_at, c.updated_at`

func scanListed(rows *sql.Rows, l *Listed) error {
	var nickname, phone string
	var tags, lastKind, nextDue, key sql.NullString
	var value int64
	err := rows.Scan(&l.at.id, &l.UID, &l.Name, &nickname, &l.Company, &l.Title, &phone, &l.Email, &l.City, &l.Life, &l.Star, &tags,
		&l.Stage, &value, &l.Value.Currency,
		timeText{&l.LastAt}, &lastKind, &l.Tries, &nextDue, timeText{&l.Created}, timeText{&l.Updated}, &key)
	if err != nil {
		return err
	}
	l.LastKind, l.NextDue = lastKind.String, nextDue.String
	l.at.key, l.at.set = key.String, true
	l.Value.Minor = value / thousandths(Money{Minor: 1, Currency: l.Value.Currency})
	if err := json.Unmarshal([]byte(phone), &[]any{&l.Phone, &l.PhoneKey}); err != nil {
		return fmt.Errorf("scan phone: %w", err)
	}
	if tags.Valid {
		l.Tags = strings.Split(tags.String, "\x1f")
	}
	l.Name = display(l.Name, nickname, l.Company, l.Phone, l.Email)
	return nil
}

// List returns one page of contacts. Pages are by key, never by offset: any page
// costs the same. Errors: Invalid for an order that does not exist.
func (s *Store) List(ctx context.Context, o ListOptions) ([]Listed, error) {
	w, err := s.compile(ctx, o.Query)
	if err != nil {
		return nil, err
	}
	if o.Limit <= 0 {
		o.Limit = 1 << 40
	}
	if w.match != "" && o.Sort == ByDefault && len(o.Sorts) == 0 && !o.Trash && !w.trash {
		return s.listMatches(ctx, o, w)
	}
	return s.listSorted(ctx, o, w)
}

func deletedIs(trash bool) string {
	if trash {
		return `c.deleted_at IS NOT NULL`
	}
	return `c.deleted_at IS NULL`
}

// page runs a list query; @limit is bound here.
func (s *Store) page(ctx context.Context, text string, limit int, back bool, args []any) ([]Listed, error) {
	args = append(args, sql.Named("limit", limit))
	rows, err := collect(ctx, s.read, scanListed, text, args...)
	if err != nil {
		return nil, fmt.Errorf("list contacts: %w", err)
	}
	if back {
		slices.Reverse(rows)
	}
	return rows, nil
}
