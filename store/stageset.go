package store

import (
	"fmt"
	"slices"
	"strings"
)

// SetStages says which stages a deal goes through, in order. won and lost close a
// deal: both are in every list, and added behind it where they are left out. A
// stage in which open deals are cannot be left out. Error: Invalid.
func (tx *Tx) SetStages(names []string) error {
	old, err := stages(tx.ctx, tx)
	if err != nil {
		return err
	}
	var list []string
	for _, name := range names {
		if name, err = cleanStage(name); err != nil {
			return err
		}
		if slices.Contains(list, name) {
			return &Invalid{"stage", `"` + name + `" is there twice`}
		}
		list = append(list, name)
	}
	for _, name := range []string{"won", "lost"} {
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	if isClosing(list[0]) { // or there is no other
		return &Invalid{"stage", "the first stage is that of new deals: won and lost come after it"}
	}
	for _, name := range old {
		if slices.Contains(list, name) {
			continue
		}
		n, err := tx.dealsIn(name)
		if err != nil {
			return err
		}
		if n > 0 {
			deals := "1 open deal is"
			if n > 1 {
				deals = fmt.Sprint(n, " open deals are")
			}
			return &Invalid{"stage", deals + ` in "` + name + `": move what is in it to another stage first, or rename it`}
		}
		if err := tx.SetSetting(coldPrefix+name, ""); err != nil {
			return err
		}
	}
	return tx.saveStages(list)
}

// RenameStage gives a stage another name, and returns how many open deals were in
// it. What deals went through stays as it was written. Errors: ErrNotFound,
// ErrExists, Invalid.
func (tx *Tx) RenameStage(from, to string) (n int, err error) {
	list, err := stages(tx.ctx, tx)
	if err != nil {
		return 0, err
	}
	from = strings.ToLower(Clean(from))
	if to, err = cleanStage(to); err != nil {
		return 0, err
	}
	at := slices.Index(list, from)
	switch {
	case at < 0:
		return 0, fmt.Errorf("stage %q: %w", from, ErrNotFound)
	case isClosing(from):
		return 0, &Invalid{"stage", from + " closes a deal: its name stays"}
	case from == to:
		return 0, nil
	case slices.Contains(list, to):
		return 0, fmt.Errorf("stage %q: %w", to, ErrExists)
	}
	list = slices.Clone(list)
	list[at] = to
	rules, err := coldRulesOf(tx.ctx, tx)
	if err != nil {
		return 0, err
	}
	if n, err = tx.touchRows(staleStats, `SELECT contact_id FROM deal WHERE stage = ? AND closed_at IS NULL`, from); err != nil {
		return 0, fmt.Errorf("rename stage: %w", err)
	}
	if err := tx.exec(`UPDATE deal SET stage = ?2 WHERE stage = ?1 AND closed_at IS NULL`, from, to); err != nil {
		return 0, fmt.Errorf("rename stage: %w", err)
	}
	if err := tx.moveRule("stage", from, to); err != nil {
		return 0, fmt.Errorf("rename stage: %w", err)
	}
	if err := tx.SetSetting(coldPrefix+from, ""); err != nil {
		return 0, err
	}
	if err := tx.saveStages(list); err != nil {
		return 0, err
	}
	return n, tx.SetColdLimit(to, rules.days[from])
}

func (tx *Tx) saveStages(list []string) error {
	if slices.Equal(list, defaultStages[:]) {
		return tx.SetSetting(stagesKey, "")
	}
	return tx.SetSetting(stagesKey, strings.Join(list, ","))
}

func (tx *Tx) dealsIn(stage string) (n int, err error) {
	err = tx.row(`SELECT count(*) FROM deal WHERE stage = ? AND closed_at IS NULL`, stage).Scan(&n)
	return n, wrap("count deals", mapErr(err))
}

// cleanStage is a stage as it stands in the book: one word for the query language
// and the log line.
func cleanStage(s string) (string, error) {
	name := strings.ToLower(Clean(s))
	switch {
	case name == "":
		return "", &Invalid{"stage", "it needs a name"}
	case strings.ContainsAny(name, ", \"'():<>=|"):
		return "", &Invalid{"stage", `"` + name + `": write one word, as site-visit`}
	case slices.Contains([]string{coldCurrent, "none", "any", "never"}, name):
		return "", &Invalid{"stage", `"` + name + `" means something else in queries`}
	}
	return name, nil
}
