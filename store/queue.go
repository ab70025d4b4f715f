package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The sections of the queue, in order.
const (
	Overdue  = "overdue"
	DueToday = "due"
	Renew    = "renew"
	Birthday = "birthday"
)

// Sections lists the sections of the queue, in order.
func Sections() []string { return []string{Overdue, DueToday, Renew, Birthday} }

// Item is one thing to do now, and why.
type Item struct {
	Section  string
	Contact  string // uid
	Name     string
	Company  string
	Phone    string
	PhoneKey string
	Email    string
	Star     bool
	Kind     string // the reminder's kind, or birthday
	Reminder string // uid; "" for a birthday
	Reason   string // the reminder's text; what to call a birthday is the screen's business
	DueOn    string
	DueAt    time.Time // set when it has a time of day
	Turns    int       // the age at a birthday; 0 without a year
}

// QueueOptions say what is asked of the queue. Zero values are its defaults.
type QueueOptions struct {
	Sections  []string // none means all
	Within    int      // days ahead that due items are shown; 0 is today only
	Renewals  int      // days ahead that renewals are shown; default 14
	Birthdays int      // days ahead that birthdays are shown; default 7
	Limit     int      // items at most; 0 means all
}

// Counts is how many items each section has.
type Counts map[string]int

// Total is the sum of all sections.
func (c Counts) Total() (n int) {
	for _, v := range c {
		n += v
	}
	return n
}

// queueFrom is the queue as one indexed query: open reminders up to a date, and
// birthdays on some days of the year. Days are compared as text.
const queueFrom = `
	SELECT r.due_on >= @today AS section,
	       r.due_on AS on_date, coalesce(r.due_at, '~') AS at, r.id AS reminder, r.contact_id AS contact
	FROM reminder r
	WHERE r.done_at IS NULL AND r.kind <> 'renewal' AND r.due_on <= @until
	  AND r.contact_id NOT IN (SELECT id FROM contact WHERE deleted_at IS NOT NULL)
	UNION ALL
	SELECT 2, r.due_on, coalesce(r.due_at, '~'), r.id, r.contact_id
	FROM reminder r
	WHERE r.done_at IS NULL AND r.kind = 'renewal' AND r.due_on <= @renew
	  AND r.contact_id NOT IN (SELECT id FROM contact WHERE deleted_at IS NOT NULL)
	UNION ALL
	SELECT 3, d.value ->> 1, '~', NULL, c.id
	FROM json_each(@days) d
	JOIN contact c ON substr(c.birthday, -5) = d.value ->> 0
	WHERE c.birthday <> '' AND c.deleted_at IS NULL`

const queueSelect = `
	WITH queue AS MATERIALIZED (
		SELECT * FROM (` + queueFrom + `) WHERE section IN (SELECT value FROM json_each(@sections))),
	top AS (SELECT * FROM queue ORDER BY section, on_date, at, reminder, contact LIMIT @limit)
	SELECT (SELECT json_group_array(n) FROM (SELECT count(q.section) AS n FROM json_each('[0,1,2,3]') d LEFT JOIN queue q ON q.section = d.value GROUP BY d.value ORDER BY d.value)),
	       q.section, q.on_date, c.uid, c.name, c.nickname, coalesce(co.name, ''), c.star, c.birthday,
	       coalesce((SELECT text FROM phone WHERE contact_id = c.id ORDER BY pos, id LIMIT 1), ''),
	       coalesce((SELECT key FROM phone WHERE contact_id = c.id ORDER BY pos, id LIMIT 1), ''),
	       coalesce((SELECT address FROM email WHERE contact_id = c.id ORDER BY pos, id LIMIT 1), ''),
	       coalesce(r.uid, ''), coalesce(r.kind, 'birthday'), coalesce(r.text, ''), r.due_at
	FROM top q
	JOIN contact c ON c.id = q.contact
	LEFT JOIN company co ON co.id = c.company_id
	LEFT JOIN reminder r ON r.id = q.reminder
	ORDER BY q.section, q.on_date, q.at, q.reminder, q.contact`

// Queue returns what is due now: overdue first, the oldest before the others;
// then today's by time of day; renewals; birthdays. It is one query.
func (s *Store) Queue(ctx context.Context, o QueueOptions) ([]Item, Counts, error) {
	args, err := s.queueArgs(o)
	if err != nil {
		return nil, nil, err
	}
	counts := Counts{}
	items, err := collect(ctx, s.read, func(r *sql.Rows, i *Item) error { return scanItem(r, i, counts) }, queueSelect, args...)
	if err != nil {
		return nil, nil, fmt.Errorf("read queue: %w", err)
	}
	return items, counts, nil
}

func scanItem(r *sql.Rows, i *Item, counts Counts) error {
	var section int
	var n, nickname, birthday string
	err := r.Scan(&n, &section, &i.DueOn, &i.Contact, &i.Name, &nickname, &i.Company, &i.Star, &birthday,
		&i.Phone, &i.PhoneKey, &i.Email, &i.Reminder, &i.Kind, &i.Reason, timeText{&i.DueAt})
	if err != nil {
		return err
	}
	i.Section = Sections()[section]
	if len(counts) == 0 {
		var all []int
		if err := json.Unmarshal([]byte(n), &all); err != nil {
			return err
		}
		for section, n := range all {
			if n > 0 {
				counts[Sections()[section]] = n
			}
		}
	}
	i.Name = display(i.Name, nickname, i.Company, i.Phone, i.Email)
	if i.Section == Birthday && len(birthday) == len(time.DateOnly) {
		born, _ := strconv.Atoi(birthday[:4])
		turns, _ := strconv.Atoi(i.DueOn[:4])
		i.Turns = turns - born
	}
	return nil
}

func (s *Store) queueArgs(o QueueOptions) (args []any, err error) {
	if o.Renewals == 0 {
		o.Renewals = 14
	}
	if o.Birthdays == 0 {
		o.Birthdays = 7
	}
	if o.Limit <= 0 {
		o.Limit = -1
	}
	var wanted []string
	for i, name := range Sections() {
		if len(o.Sections) == 0 || slices.Contains(o.Sections, name) {
			wanted = append(wanted, strconv.Itoa(i))
		}
	}
	for _, name := range o.Sections {
		if !slices.Contains(Sections(), name) {
			return nil, &Invalid{"section", fmt.Sprintf("there is no %q: %s", name, strings.Join(Sections(), ", "))}
		}
	}
	now := s.Now()
	day := func(n int) string { return now.AddDate(0, 0, n).Format(time.DateOnly) }
	var days []string
	for n := range o.Birthdays + 1 {
		on := day(n)
		days = append(days, fmt.Sprintf(`["%s","%s"]`, on[5:], on))
		if on[5:] == "03-01" && now.AddDate(0, 0, n-1).Day() == 28 {
			// Born on 29 February: in a common year the day is 1 March.
			days = append(days, fmt.Sprintf(`["02-29","%s"]`, on))
		}
	}
	return []any{
		sql.Named("today", day(0)), sql.Named("until", day(o.Within)), sql.Named("renew", day(o.Renewals)),
		sql.Named("days", "["+strings.Join(days, ",")+"]"), sql.Named("sections", "["+strings.Join(wanted, ",")+"]"),
		sql.Named("limit", o.Limit),
	}, nil
}
