package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"

	"crm/store/money"
)

// stats are the derived columns of one contact: what lists sort by and queries ask
// for. They are computed here and nowhere else, from the rows of the contact.
type stats struct {
	lastAt, lastKind             sql.NullString
	outcome                      string
	lastCall, lastMail, lastMeet sql.NullString
	calls, mails, meets, logs    int64
	tries                        int64
	nextDue, renewOn             sql.NullString
	stage, stageAt               sql.NullString
	value                        sql.NullInt64
	valueCurrency                string
	orders                       int64
	boughtOn                     sql.NullString
	spent                        sql.NullInt64
	spentCurrency                string
	coldOn                       sql.NullString
}

// statsColumns are the columns in the order of fields.
const statsColumns = `last_at, last_kind, outcome, last_call, last_mail, last_meet, calls, mails, meets, logs, tries,
	next_due, renew_on, stage, stage_at, value, value_currency, orders, bought_on, spent, spent_currency, cold_on`

// fields point at the columns, for scanning and, read, for writing.
func (s *stats) fields() []any {
	return []any{
		&s.lastAt, &s.lastKind, &s.outcome, &s.lastCall, &s.lastMail, &s.lastMeet, &s.calls, &s.mails, &s.meets, &s.logs, &s.tries,
		&s.nextDue, &s.renewOn, &s.stage, &s.stageAt, &s.value, &s.valueCurrency, &s.orders, &s.boughtOn, &s.spent, &s.spentCurrency, &s.coldOn,
	}
}

func (s *stats) args(id int64) []any {
	return []any{
		id, s.lastAt, s.lastKind, s.outcome, s.lastCall, s.lastMail, s.lastMeet, s.calls, s.mails, s.meets, s.logs, s.tries,
		s.nextDue, s.renewOn, s.stage, s.stageAt, s.value, s.valueCurrency, s.orders, s.boughtOn, s.spent, s.spentCurrency, s.coldOn,
	}
}

// statsBatch is how many contacts' statistics are made in one pass.
const statsBatch = 2000

// restatAll makes the statistics of contacts anew.
func (tx *Tx) restatAll(ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	rules, err := coldRulesOf(tx.ctx, tx)
	if err != nil {
		return err
	}
	g := &gathered{insert: `INSERT INTO contact_stats (contact_id, ` + statsColumns + `)`, width: 23, texts: map[int]string{}, tail: `
		ON CONFLICT (contact_id) DO UPDATE SET
			last_at = excluded.last_at, last_kind = excluded.last_kind, outcome = excluded.outcome,
			last_call = excluded.last_call, last_mail = excluded.last_mail, last_meet = excluded.last_meet,
			calls = excluded.calls, mails = excluded.mails, meets = excluded.meets, logs = excluded.logs, tries = excluded.tries,
			next_due = excluded.next_due, renew_on = excluded.renew_on,
			stage = excluded.stage, stage_at = excluded.stage_at, value = excluded.value, value_currency = excluded.value_currency,
			orders = excluded.orders, bought_on = excluded.bought_on, spent = excluded.spent, spent_currency = excluded.spent_currency,
			cold_on = excluded.cold_on`}
	for ids := range slices.Chunk(ids, statsBatch) {
		found, err := statsOf(tx.ctx, tx, rules, ids)
		if err != nil {
			return fmt.Errorf("update statistics: %w", err)
		}
		for _, id := range ids {
			if s := found[id]; s != nil {
				g.args = append(g.args, s.args(id)...)
			}
		}
		if err := tx.insertGathered(g); err != nil {
			return fmt.Errorf("update statistics: %w", err)
		}
	}
	return nil
}

// statsOf computes the statistics of contacts; those that are gone have none.
func statsOf(ctx context.Context, q querier, rules coldRules, ids []int64) (map[int64]*stats, error) {
	list := jsonList(ids)
	out := make(map[int64]*stats, len(ids))
	people := make(map[int64]coldFacts, len(ids))
	_, err := collect(ctx, q, func(r *sql.Rows, f *coldFacts) error {
		var id int64
		if err := r.Scan(&id, &f.relation, &f.life, &f.trashed, &f.since); err != nil {
			return err
		}
		out[id], people[id] = &stats{}, *f
		return nil
	}, `
		SELECT c.id, c.relation, c.life, c.deleted_at IS NOT NULL, c.created_at
		FROM json_each(?) j
		CROSS JOIN contact c ON c.id = j.value`, list)
	if err != nil || len(out) == 0 {
		return out, err
	}
	for _, read := range []func(context.Context, querier, string, map[int64]*stats) error{statsOfLog, statsOfReminders, statsOfDeals, statsOfPurchases} {
		if err := read(ctx, q, list, out); err != nil {
			return nil, err
		}
	}
	for id, s := range out {
		f := people[id]
		f.stage = s.stage
		if s.lastAt.Valid {
			f.since = s.lastAt.String
		}
		s.coldOn = rules.on(f)
	}
	return out, nil
}

// unanswered are the outcomes of a call that reached nobody.
func unanswered(outcome string) bool { return outcome == "na" || outcome == "vm" || outcome == "busy" }

// statsOfLog reads the interactions. Tries are the calls without an answer since the
// person was last reached, or anything else happened between us; a note is nothing
// that happens between us.
func statsOfLog(ctx context.Context, q querier, list string, out map[int64]*stats) error {
	reached := map[int64]string{}
	missed := map[int64][]string{}
	_, err := collect(ctx, q, func(r *sql.Rows, _ *struct{}) error {
		var id int64
		var at, kind, outcome string
		if err := r.Scan(&id, &at, &kind, &outcome); err != nil {
			return err
		}
		s := out[id]
		when := text(at)
		s.lastAt, s.lastKind, s.outcome = when, text(kind), outcome
		s.logs++
		switch kind {
		case "call":
			s.lastCall, s.calls = when, s.calls+1
		case "email":
			s.lastMail, s.mails = when, s.mails+1
		case "meeting", "visit":
			s.lastMeet, s.meets = when, s.meets+1
		}
		switch {
		case kind == "call" && unanswered(outcome):
			missed[id] = append(missed[id], at)
		case kind != "note":
			reached[id] = at
		}
		return nil
	}, `
		SELECT i.contact_id, i.at, i.kind, i.outcome
		FROM json_each(?) j
		CROSS JOIN interaction i ON i.contact_id = j.value
		ORDER BY i.contact_id, i.at, i.id`, list)
	for id, times := range missed {
		for _, at := range times {
			if at > reached[id] {
				out[id].tries++
			}
		}
	}
	return err
}

func statsOfReminders(ctx context.Context, q querier, list string, out map[int64]*stats) error {
	_, err := collect(ctx, q, func(r *sql.Rows, _ *struct{}) error {
		var id int64
		var due, renew sql.NullString
		if err := r.Scan(&id, &due, &renew); err != nil {
			return err
		}
		out[id].nextDue, out[id].renewOn = due, renew
		return nil
	}, `
		SELECT r.contact_id, min(iif(r.kind IN `+dueKinds+`, r.due_on, NULL)), min(iif(r.kind = 'renewal', r.due_on, NULL))
		FROM json_each(?) j
		CROSS JOIN reminder r ON r.contact_id = j.value
		WHERE r.done_at IS NULL
		GROUP BY r.contact_id`, list)
	return err
}

// statsOfDeals reads the deal that gives the stage. It is in it since its last step,
// whatever that stage was called then, or since it was opened.
func statsOfDeals(ctx context.Context, q querier, list string, out map[int64]*stats) error {
	deals, err := stageDeals(ctx, q, list)
	if err != nil || len(deals) == 0 {
		return err
	}
	ids, owner := make([]int64, 0, len(deals)), make(map[int64]int64, len(deals))
	for contact, d := range deals {
		s := out[contact]
		s.stage, s.stageAt = text(d.Stage), text(formatTime(d.Opened))
		if d.Value.Minor != 0 {
			s.value, s.valueCurrency = sql.NullInt64{Int64: thousandths(d.Value), Valid: true}, d.Value.Currency
		}
		ids, owner[d.id] = append(ids, d.id), contact
	}
	_, err = collect(ctx, q, func(r *sql.Rows, _ *struct{}) error {
		var deal int64
		var at string
		err := r.Scan(&deal, &at)
		out[owner[deal]].stageAt = text(at)
		return err
	}, `
		SELECT x.deal_id, max(x.at)
		FROM json_each(?) j
		CROSS JOIN deal_change x ON x.deal_id = j.value
		GROUP BY x.deal_id`, jsonList(ids))
	return err
}

// statsOfPurchases sums up the purchases. One without an amount says nothing of the
// currency.
func statsOfPurchases(ctx context.Context, q querier, list string, out map[int64]*stats) error {
	_, err := collect(ctx, q, func(r *sql.Rows, _ *struct{}) error {
		var id int64
		var on string
		var amount Money
		if err := r.Scan(&id, &on, &amount.Minor, &amount.Currency); err != nil {
			return err
		}
		s := out[id]
		s.orders++
		s.boughtOn = text(max(on, s.boughtOn.String))
		switch {
		case s.spentCurrency == severalCurrencies:
		case amount.Minor == 0:
			s.spent.Valid = true
		case s.spent.Int64 == 0 && s.spentCurrency == "":
			s.spent, s.spentCurrency = sql.NullInt64{Int64: thousandths(amount), Valid: true}, amount.Currency
		case s.spentCurrency != amount.Currency:
			s.spent, s.spentCurrency = sql.NullInt64{}, severalCurrencies
		default:
			s.spent.Int64 = saturated(s.spent.Int64, thousandths(amount))
		}
		return nil
	}, `
		SELECT p.contact_id, p.on_date, p.amount, p.currency
		FROM json_each(?) j
		CROSS JOIN purchase p ON p.contact_id = j.value
		ORDER BY p.contact_id, p.id`, list)
	return err
}

// severalCurrencies stands where purchases are in more than one.
const severalCurrencies = "*"

// thousandths is an amount in a unit that all currencies share: of the major one.
func thousandths(m Money) int64 {
	n := m.Minor
	for range 3 - money.Digits(m.Currency) {
		switch {
		case n > math.MaxInt64/10:
			return math.MaxInt64
		case n < math.MinInt64/10:
			return math.MinInt64
		}
		n *= 10
	}
	return n
}

// saturated adds, and stays at the end of what an integer holds.
func saturated(a, b int64) int64 {
	switch sum := a + b; {
	case a > 0 && b > 0 && sum < 0:
		return math.MaxInt64
	case a < 0 && b < 0 && sum >= 0:
		return math.MinInt64
	default:
		return sum
	}
}

func text(s string) sql.NullString { return sql.NullString{String: s, Valid: true} }
