package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"crm/store/query"
	"crm/store/when"
)

// Breakdown is how the contacts that a query finds are spread.
type Breakdown struct {
	N         int
	Values    []Total // of the deals that their stages come from, the commonest currency first
	Stages    []Part  // in the order of the book; "" for who has no deal, last
	Silent    []Part  // since the last interaction, the shortest first
	Cities    []Part  // of their first addresses, the commonest
	Elsewhere int     // in other cities
}

// Part is how many of them have something in common.
type Part struct {
	Name string
	N    int
}

// Total is a sum of money in whole units of its currency.
type Total struct {
	Units    int64
	Currency string
	N        int // deals
}

// breakdownCities is how many cities a breakdown names.
const breakdownCities = 4

// silences are the lengths of silence that are told apart, in days.
var silences = [...]struct {
	name string
	days int // fewer than
}{{"<7d", 7}, {"7–30d", 30}, {"30–60d", 60}, {"60–90d", 90}, {"90d+", 1 << 16}}

// Breakdown counts the contacts that a query finds, and how they are spread. wc
// says which days are meant. A limit: of the query is not looked at. Errors: those
// of Count.
//
// They are found once and then gone over for each kind of part, since a group of
// all kinds at once would have to be sorted whole.
func (s *Store) Breakdown(ctx context.Context, q *query.Query, wc when.Context) (Breakdown, error) {
	w, err := s.compile(ctx, q)
	if err != nil {
		return Breakdown{}, err
	}
	names, err := stages(ctx, s.read)
	if err != nil {
		return Breakdown{}, err
	}
	cond, args := w.all()
	silent := make([]string, len(silences))
	for i, x := range silences {
		silent[i] = fmt.Sprintf(`count(*) FILTER (WHERE last_at >= @silent%d)`, i)
		day := wc.Today().AddDays(1 - x.days)
		start, _ := when.Bounds(day, day, s.opt.Zone)
		args = append(args, sql.Named(fmt.Sprintf("silent%d", i), formatTime(start)))
	}
	r := breakdownRows{}
	err = r.read(ctx, s, `
		WITH m AS MATERIALIZED (
			SELECT c.id AS id, s.stage AS stage, s.value AS value, s.value_currency AS currency, s.last_at AS last_at
			FROM contact c
			JOIN contact_stats s ON s.contact_id = c.id
			WHERE `+strings.Join(append(cond, deletedIs(false)), ` AND `)+`)
		SELECT 'all', json_array(count(*), count(last_at), `+strings.Join(silent, `, `)+`), '', 0, 0, 0.0 FROM m
		UNION ALL
		SELECT 'deal', stage, currency, count(*), count(value), total(value) FROM m WHERE stage IS NOT NULL GROUP BY stage, currency
		UNION ALL
		SELECT * FROM (
			SELECT 'city', a.city, '', count(*) AS n, 0, 0.0
			FROM m
			CROSS JOIN address a ON a.contact_id = m.id AND a.pos = 0
			WHERE a.city <> ''
			GROUP BY a.city
			ORDER BY n DESC, a.city)`, args)
	if err != nil {
		return Breakdown{}, fmt.Errorf("break down contacts: %w", err)
	}
	return r.breakdown(names), nil
}

// breakdownRows are the rows of the statement.
type breakdownRows struct {
	all    []int // contacts; with an interaction; silent for fewer days than silences say
	stages map[string]int
	values map[string]Total
	cities []Part
}

func (b *breakdownRows) read(ctx context.Context, s *Store, text string, args []any) error {
	b.stages, b.values = map[string]int{}, map[string]Total{}
	_, err := collect(ctx, s.read, func(r *sql.Rows, _ *struct{}) error {
		var kind, name, currency string
		var n, deals int
		var sum float64
		if err := r.Scan(&kind, &name, &currency, &n, &deals, &sum); err != nil {
			return err
		}
		switch kind {
		case "all":
			return json.Unmarshal([]byte(name), &b.all)
		case "deal":
			b.stages[name] += n
			if deals > 0 {
				t := b.values[currency]
				b.values[currency] = Total{t.Units + int64(sum/1000), currency, t.N + deals}
			}
		case "city":
			b.cities = append(b.cities, Part{name, n})
		}
		return nil
	}, text, args...)
	return err
}

// breakdown puts the parts into their order.
func (b *breakdownRows) breakdown(stages []string) Breakdown {
	out := Breakdown{N: b.all[0]}
	part := func(list *[]Part, name string, n int) {
		if n > 0 {
			*list = append(*list, Part{name, n})
		}
	}
	none := out.N
	for _, name := range stages {
		part(&out.Stages, name, b.stages[name])
		none -= b.stages[name]
	}
	part(&out.Stages, "", none)
	before := 0
	for i, x := range silences {
		part(&out.Silent, x.name, b.all[2+i]-before)
		before = b.all[2+i]
	}
	part(&out.Silent, "never", b.all[0]-b.all[1])
	for _, t := range b.values {
		out.Values = append(out.Values, t)
	}
	slices.SortFunc(out.Values, func(x, y Total) int { return cmp.Or(y.N-x.N, strings.Compare(x.Currency, y.Currency)) })
	out.Cities = b.cities[:min(len(b.cities), breakdownCities)]
	for _, c := range b.cities[len(out.Cities):] {
		out.Elsewhere += c.N
	}
	return out
}
