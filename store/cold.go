package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A customer goes cold when nothing happened for longer than the stage allows. The
// limits are settings of the book, one a stage (coldPrefix), and one for current
// customers who are in no open deal. contact_stats.cold_on is the moment from which
// on it is too long, so that being cold is one comparison.

const (
	coldPrefix  = "cold."
	coldCurrent = "current" // the limit of current customers
	coldUsual   = 14        // days, of a stage that nobody gave a limit
	coldMost    = 3650
)

// coldDefault is the limit of a stage in a new book.
func coldDefault(stage string) int {
	switch stage {
	case "new":
		return 21
	case "contacted":
		return 14
	case "quote":
		return 10
	case "negotiate":
		return 7
	case coldCurrent:
		return 90
	}
	return coldUsual
}

// coldRules say when who goes cold.
type coldRules struct {
	first string // stage: of whoever has no deal
	days  map[string]int
}

func coldRulesOf(ctx context.Context, q querier) (coldRules, error) {
	list, err := stages(ctx, q)
	if err != nil {
		return coldRules{}, err
	}
	r := coldRules{first: list[0], days: map[string]int{coldCurrent: coldDefault(coldCurrent)}}
	for _, stage := range list {
		if !isClosing(stage) {
			r.days[stage] = coldDefault(stage)
		}
	}
	_, err = collect(ctx, q, func(rows *sql.Rows, _ *struct{}) error {
		var key, value string
		if err := rows.Scan(&key, &value); err != nil {
			return err
		}
		if n, err := strconv.Atoi(value); err == nil {
			r.days[strings.TrimPrefix(key, coldPrefix)] = n
		}
		return nil
	}, `SELECT key, value FROM setting WHERE key >= 'cold.' AND key < 'cold/'`)
	return r, wrap("read limits of silence", err)
}

// coldFacts are what decides when somebody goes cold.
type coldFacts struct {
	relation, life string
	trashed        bool
	stage          sql.NullString
	since          string // time of the last interaction, or of becoming a contact
}

// on is when somebody goes cold, if at all.
func (r coldRules) on(f coldFacts) sql.NullString {
	of := r.first
	switch current := f.life == "current"; {
	case f.trashed, f.relation != "customer", f.life == "past", f.life == "cancelled", f.stage.String == "lost":
		return sql.NullString{}
	case f.stage.String == "won" && !current:
		return sql.NullString{}
	case current && (!f.stage.Valid || f.stage.String == "won"):
		of = coldCurrent
	case f.stage.Valid:
		of = f.stage.String
	}
	days, ok := r.days[of]
	if !ok {
		days = coldUsual
	}
	since, err := time.Parse(stamp, f.since)
	if days == 0 || err != nil {
		return sql.NullString{}
	}
	return text(formatTime(since.AddDate(0, 0, days)))
}

// ColdLimits returns after how many days of silence a customer is cold, by stage,
// and for current customers without an open deal as "current". 0 is never.
func (s *Store) ColdLimits(ctx context.Context) (map[string]int, error) {
	r, err := coldRulesOf(ctx, s.read)
	return r.days, err
}

// SetColdLimit changes the limit of a stage, or of "current" customers. Error: Invalid.
func (tx *Tx) SetColdLimit(stage string, days int) error {
	list, err := stages(tx.ctx, tx)
	if err != nil {
		return err
	}
	stage = strings.ToLower(Clean(stage))
	if stage != coldCurrent && (isClosing(stage) || !slices.Contains(list, stage)) {
		open := slices.DeleteFunc(slices.Clone(list), isClosing)
		return &Invalid{"stage", `nobody goes cold in "` + stage + `": ` + strings.Join(append(open, coldCurrent), ", ")}
	}
	if days < 0 || days > coldMost {
		return &Invalid{"days", fmt.Sprintf("write 1 to %d days, or 0 for never", coldMost)}
	}
	if days == coldDefault(stage) {
		return tx.SetSetting(coldPrefix+stage, "")
	}
	return tx.SetSetting(coldPrefix+stage, strconv.Itoa(days))
}

// settingChanged marks what is derived from a setting.
func (tx *Tx) settingChanged(key string) {
	switch {
	case key == stagesKey:
		tx.restage, tx.recold = true, true
	case strings.HasPrefix(key, coldPrefix):
		tx.recold = true
	}
}

// touchStaged marks who has an open deal: the order of stages says which counts.
func (tx *Tx) touchStaged() error {
	if !tx.restage {
		return nil
	}
	_, err := tx.touchRows(staleStats, `SELECT DISTINCT contact_id FROM deal WHERE closed_at IS NULL`)
	return wrap("update statistics", err)
}

// coldBatch is how many contacts are compared with new limits in one pass.
const coldBatch = 5000

// recoldAll says anew of everybody when they go cold.
func (tx *Tx) recoldAll() error {
	if !tx.recold {
		return nil
	}
	rules, err := coldRulesOf(tx.ctx, tx)
	if err != nil {
		return err
	}
	for last, n := int64(0), coldBatch; n == coldBatch; {
		var moved [][2]any
		n = 0
		_, err := collect(tx.ctx, tx, func(r *sql.Rows, f *coldFacts) error {
			var was sql.NullString
			n++
			if err := r.Scan(&last, &f.relation, &f.life, &f.trashed, &f.stage, &f.since, &was); err != nil {
				return err
			}
			if on := rules.on(*f); on != was {
				moved = append(moved, [2]any{last, nullText(on.String)})
			}
			return nil
		}, `
			SELECT s.contact_id, c.relation, c.life, c.deleted_at IS NOT NULL, s.stage, coalesce(s.last_at, c.created_at), s.cold_on
			FROM contact_stats s
			JOIN contact c ON c.id = s.contact_id
			WHERE s.contact_id > ?
			ORDER BY s.contact_id
			LIMIT ?`, last, coldBatch)
		if err != nil {
			return fmt.Errorf("update statistics: %w", err)
		}
		err = tx.exec(`
			UPDATE contact_stats
			SET cold_on = j.value ->> 1
			FROM json_each(?) j
			WHERE contact_id = j.value ->> 0`, jsonList(moved))
		if err != nil {
			return fmt.Errorf("update statistics: %w", err)
		}
	}
	return nil
}
