package when

import "strings"

// Range reads a point of the query language as the days it covers, both ends
// included: 2026-11 is the whole month. A date without a year is the one of
// this year, a weekday the one of this week.
func (c Context) Range(s string) (from, to Date, err error) { return c.RangeLean(s, Near) }

// RangeLean is Range for a field that looks back (Earlier) or ahead (Later):
// fri is the last or the next Friday, today counting as one.
func (c Context) RangeLean(s string, lean Lean) (from, to Date, err error) {
	return c.rangeFrom(s, lean, c.Today())
}

func (c Context) rangeFrom(s string, lean Lean, anchor Date) (from, to Date, err error) {
	t := scan(s)
	if t.plain == "" {
		return "", "", t.unknown()
	}
	return resolver{c: c, lean: lean, anchor: anchor}.point(t)
}

// Span reads "a..b" of two points, either of which may be "" for an open end.
// The second is found from the first on, so that mon..fri is one week and
// dec..feb one winter wherever today lies.
func (c Context) Span(a, b string, lean Lean) (from, to Date, err error) {
	anchor := c.Today()
	if strings.TrimSpace(a) != "" {
		if from, _, err = c.rangeFrom(a, lean, anchor); err != nil {
			return "", "", err
		}
		anchor, lean = from, Later
	}
	if strings.TrimSpace(b) != "" {
		if _, to, err = c.rangeFrom(b, lean, anchor); err != nil {
			return "", "", err
		}
	}
	if from != "" && to != "" && from > to {
		return "", "", &Error{Text: a + ".." + b, Why: "ends before it begins", Try: b + ".." + a}
	}
	return from, to, nil
}
