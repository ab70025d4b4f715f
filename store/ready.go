package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"crm/store/fold"
)

// readySegments are in every new book, as its own: they can be changed and deleted
// like any other. They are part of making the book and not an operation, so nothing
// undoes them. Their uids are the same in all books, so that a book which is put
// into a new one finds them there, whatever they are called by then.
var readySegments = [...]Segment{
	{"ready00000000001", "potential", "p", "customers who may buy", "life:potential", "life:potential"},
	{"ready00000000002", "current", "c", "customers who buy from us", "life:current", "life:current"},
	{"ready00000000003", "past", "a", "customers who no longer buy", "life:past", "life:past"},
	{"ready00000000004", "cancelled", "x", "customers who left", "life:cancelled", "life:cancelled"},
	{"ready00000000005", "VIP", "v", "whoever has the tag vip", "tag:vip", "tag:vip"},
	{"ready00000000006", "loyal", "l", "whoever has the tag loyal", "tag:loyal", "tag:loyal"},
	{"ready00000000007", "silent too long", "s", "no word for longer than the stage allows", "is:cold", "is:cold"},
	{"ready00000000008", "no next step", "n", "potential and current customers with nothing planned", "due:none life:potential,current", "due:none life:current,potential"},
	{"ready00000000009", "no phone", "h", "nobody can call them", "no:phone", "phone:none"},
	{"ready0000000000a", "birthdays this month", "b", "to congratulate", "birthday:this-month", "birthday:this-month"},
	{"ready0000000000b", "renewals in 60 days", "r", "contracts to renew, those overdue too", "renew:..60d", "renew:..60d"},
}

// ReadySegments returns the segments that a new book has.
func ReadySegments() []Segment { return slices.Clone(readySegments[:]) }

func addReadySegments(ctx context.Context, tx *sql.Tx) error {
	for _, g := range readySegments {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO segment (uid, name, fold, hotkey, description, query, canonical)
			VALUES (?, ?, ?, ?, ?, ?, ?)`,
			g.UID, g.Name, fold.Text(g.Name), g.Hotkey, g.Description, g.Query, g.Canonical)
		if err != nil {
			return fmt.Errorf("add segment %s: %w", g.Name, mapErr(err))
		}
	}
	return nil
}
