package store

import (
	"fmt"
	"time"
)

// stamp is how times stand in the book: UTC, fixed width, milliseconds,
// so that text order is time order.
const stamp = "2006-01-02T15:04:05.000Z"

func formatTime(t time.Time) string { return t.UTC().Format(stamp) }

// nullTime is NULL for the zero time.
func nullTime(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return formatTime(t)
}

// nullText is NULL for "".
func nullText(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// timeText scans a stored time; NULL and ” are the zero time.
type timeText struct{ t *time.Time }

func (x timeText) Scan(v any) error {
	var s string
	switch v := v.(type) {
	case nil:
	case string:
		s = v
	case []byte:
		s = string(v)
	default:
		return fmt.Errorf("scan time: unexpected %T", v)
	}
	if s == "" {
		*x.t = time.Time{}
		return nil
	}
	t, err := time.Parse(stamp, s)
	if err != nil {
		return fmt.Errorf("scan time: %w", err)
	}
	*x.t = t
	return nil
}
