package store_test

import (
	"slices"
	"strings"
	"time"

	"crm/store"
	"crm/store/fold"
	"crm/store/query"
	"crm/store/when"
)

// value is what one value of a term means.
func (e evaluator) value(t *query.Term, v query.Value, p person) bool {
	switch t.Field.Type {
	case query.PastField:
		return e.past(t.Field.Name, v, p)
	case query.FutureField:
		return e.future(t.Field.Name, v, p)
	case query.NumberField:
		return e.number(t.Field.Name, v, p)
	case query.MoneyField:
		return e.money(t.Field.Name, v, p)
	case query.EnumField:
		return e.enum(t, v, p)
	case query.FlagField:
		return e.flag(v, p)
	case query.ListField:
		return e.list(t, v, p)
	case query.SetField:
		return e.text(t.Op, v, folded(p.Tags), true)
	}
	return e.textField(t, v, p)
}

func folded(texts []string) []string {
	var out []string
	for _, s := range texts {
		if s != "" {
			out = append(out, fold.Text(s))
		}
	}
	return out
}

// text compares values that a field has; whole is for labels, which are never
// compared by a part.
func (e evaluator) text(op query.Op, v query.Value, has []string, whole bool) bool {
	switch v.Kind {
	case query.None:
		return len(has) == 0
	case query.Has:
		return len(has) > 0
	}
	return slices.ContainsFunc(has, func(text string) bool {
		return slices.ContainsFunc(v.Spellings(), func(s string) bool {
			switch {
			case whole || op == query.Equal:
				return text == s
			case op == query.Prefix:
				return strings.HasPrefix(text, s)
			}
			return strings.Contains(text, s)
		})
	})
}

// textField is about a text that people make up. Of most, "contains" means words;
// of names and of what a book has few of, any part.
func (e evaluator) textField(t *query.Term, v query.Value, p person) bool {
	var has, words []string
	byWords := true
	name := t.Field.Name
	if t.Field.Custom {
		name = "custom"
	}
	switch name {
	case "name":
		has, byWords = []string{p.Name}, false
	case "source":
		has, byWords = []string{p.Source}, false
	case "lang":
		has, byWords = []string{p.Language}, false
	case "prefers":
		has, byWords = []string{p.Prefers}, false
	case "industry":
		has, byWords = []string{p.company.Industry}, false
	case "country":
		for _, a := range p.Addresses {
			has = append(has, a.Country)
		}
		byWords = false
	case "bought":
		if v.Kind == query.Range {
			return e.days(v, e.boughtOn(p))
		}
		for _, x := range p.purchases {
			has = append(has, x.Item)
		}
		byWords = false
	case "company":
		has, words = []string{p.Company}, p.cols["company"]
	case "title":
		has, words = []string{p.Title}, p.cols["title"]
	case "note":
		has, words = []string{p.Note}, p.cols["note"]
	case "interest":
		has, words = []string{p.Interests}, fold.Tokens(nil, p.Interests)
	case "need":
		has, words = []string{p.Needs}, fold.Tokens(nil, p.Needs)
	case "email":
		for _, x := range p.Emails {
			has = append(has, x.Key)
		}
		words = p.cols["email"]
	case "phone":
		for _, x := range p.Phones {
			has = append(has, x.Text)
		}
		return presence(v, len(has) > 0, slices.ContainsFunc(v.Spellings(), func(s string) bool { return hasWords(p.cols["phone"], s, v.Quoted) }))
	case "city":
		for _, a := range p.Addresses {
			has = append(has, a.City)
		}
		words = p.cols["city"]
	case "address":
		for _, a := range p.Addresses {
			has = append(has, a.Street, a.Region, a.Postcode)
		}
		words = p.cols["address"]
	case "custom":
		for _, x := range p.Custom {
			if x.Key == t.Field.Name {
				has, words = []string{x.Value}, fold.Tokens(nil, x.Value)
			}
		}
	case "log":
		for _, x := range p.log {
			has = append(has, x.Text)
		}
		words = p.cols["log"]
		if v.Kind != query.Word {
			return presence(v, len(p.log) > 0, false)
		}
	default:
		e.t.Fatalf("the evaluator does not know %s", t.Field.Name)
	}
	if byWords && v.Kind == query.Word && (t.Op == query.Plain || t.Op == query.Contains) {
		return slices.ContainsFunc(v.Spellings(), func(s string) bool { return hasWords(words, s, v.Quoted) })
	}
	return e.text(t.Op, v, folded(has), false)
}

// presence is the answer to none and any, else the other one.
func presence(v query.Value, there, else_ bool) bool {
	switch v.Kind {
	case query.None:
		return !there
	case query.Has:
		return there
	}
	return else_
}

func (e evaluator) days(v query.Value, on when.Date) bool {
	return presence(v, on != "", v.Days.Holds(on))
}

func (e evaluator) boughtOn(p person) (last when.Date) {
	for _, x := range p.purchases {
		last = max(last, when.Date(x.On))
	}
	return last
}

// newest is when the last interaction of some kinds was; of all without any.
func (e evaluator) newest(p person, kinds ...string) when.Date {
	for _, i := range p.log {
		if len(kinds) == 0 || slices.Contains(kinds, i.Kind) {
			return e.date(i.At)
		}
	}
	return ""
}

func (e evaluator) past(field string, v query.Value, p person) bool {
	var on when.Date
	switch field {
	case "last":
		on = e.newest(p)
	case "call":
		on = e.newest(p, "call")
	case "mail":
		on = e.newest(p, "email")
	case "meet":
		on = e.newest(p, "meeting", "visit")
	case "created":
		on = e.date(p.Created)
	case "updated":
		on = e.date(p.Updated)
	case "since":
		if len(p.deals) > 0 {
			on = e.date(p.deals[0].Opened)
			for _, c := range p.deals[0].Changes {
				on = e.date(c.At)
			}
		}
	default:
		e.t.Fatalf("the evaluator does not know %s", field)
	}
	return e.days(v, on)
}

func (e evaluator) future(field string, v query.Value, p person) bool {
	var days []when.Date
	switch field {
	case "due", "renew":
		for _, r := range p.open {
			if (r.Kind == "renewal") == (field == "renew") {
				days = append(days, when.Date(r.DueOn))
			}
		}
	case "birthday":
		if p.Birthday == "" {
			return presence(v, false, false)
		}
		day := when.Date(p.Birthday[len(p.Birthday)-5:])
		d := v.Days
		if d.From > d.To && d.To != "" {
			return presence(v, true, day >= d.From || day <= d.To)
		}
		return presence(v, true, d.Holds(day))
	default:
		e.t.Fatalf("the evaluator does not know %s", field)
	}
	return presence(v, len(days) > 0, slices.ContainsFunc(days, v.Days.Holds))
}

func (e evaluator) number(field string, v query.Value, p person) bool {
	count := func(kinds ...string) (n int) {
		for _, i := range p.log {
			if len(kinds) == 0 || slices.Contains(kinds, i.Kind) {
				n++
			}
		}
		return n
	}
	n := map[string]int{
		"calls": count("call"), "mails": count("email"), "meets": count("meeting", "visit"), "logs": count(),
		"tries": p.Stats.Tries, "orders": len(p.purchases),
	}
	if _, ok := n[field]; !ok {
		e.t.Fatalf("the evaluator does not know %s", field)
	}
	return presence(v, n[field] > 0, v.Numbers.Holds(int64(n[field])))
}

func (e evaluator) money(field string, v query.Value, p person) bool {
	holds := func(n int64, currency string) bool {
		return v.Numbers.Holds(n) && (v.Currency == "" || v.Currency == currency)
	}
	if field == "value" {
		return presence(v, p.Value.Minor != 0, p.Value.Minor != 0 && holds(thousandths(p.Value), p.Value.Currency))
	}
	sums := map[string]int64{}
	for _, x := range p.purchases {
		sums[x.Amount.Currency] += thousandths(x.Amount)
	}
	any := false
	for currency, n := range sums {
		any = any || holds(n, currency)
	}
	return presence(v, len(sums) > 0, any)
}

func (e evaluator) enum(t *query.Term, v query.Value, p person) bool {
	has, order := "", t.Field.Enum
	switch t.Field.Name {
	case "life":
		has = p.Life
	case "relation":
		has = p.Relation
	case "rating":
		has = p.Rating
	case "stage":
		has, order = p.Stage, e.lang.Book.Stages
	case "outcome", "type":
		if len(p.log) > 0 {
			has = map[string]string{"outcome": p.log[0].Outcome, "type": p.log[0].Kind}[t.Field.Name]
		}
	default:
		e.t.Fatalf("the evaluator does not know %s", t.Field.Name)
	}
	at := func(s string) int { return slices.Index(order, s) }
	known := func(list ...string) bool {
		return !slices.ContainsFunc(list, func(s string) bool { return s != "" && at(s) < 0 })
	}
	switch {
	case v.Kind != query.Word:
		return presence(v, has != "", false)
	case v.Ranged():
		return has != "" && known(has, v.Text, v.Upper()) && (v.Text == "" || at(has) >= at(v.Text)) && (v.Upper() == "" || at(has) <= at(v.Upper()))
	case t.Op == query.Plain || t.Op == query.Equal:
		return has != "" && slices.Contains(v.Spellings(), fold.Text(has))
	}
	if has == "" || !known(has, v.Text) {
		return false
	}
	d := at(has) - at(v.Text)
	return map[query.Op]bool{query.Less: d < 0, query.AtMost: d <= 0, query.More: d > 0, query.AtLeast: d >= 0}[t.Op]
}

func (e evaluator) flag(v query.Value, p person) bool {
	today := when.DateOf(e.now)
	due := func(f func(when.Date) bool) bool {
		return slices.ContainsFunc(p.open, func(r store.Reminder) bool { return r.Kind != "renewal" && f(when.Date(r.DueOn)) })
	}
	switch v.Text {
	case "star":
		return p.Star
	case "due":
		return due(func(d when.Date) bool { return d <= today })
	case "overdue":
		return due(func(d when.Date) bool { return d < today })
	case "today":
		return due(func(d when.Date) bool { return d == today })
	case "new":
		return e.date(p.Created) > when.DateOf(e.now.AddDate(0, 0, -7))
	case "customer":
		return p.Relation == "customer"
	case "cold":
		return e.isCold(p)
	case "dup":
		return p.twin
	case "trash":
		return p.Deleted != time.Time{}
	case "unreachable":
		return !slices.ContainsFunc(p.Emails, func(x store.Email) bool { return !x.Bounced }) && !slices.ContainsFunc(p.Phones, func(x store.Phone) bool { return !x.Wrong })
	}
	e.t.Fatalf("the evaluator does not know is:%s", v.Text)
	return false
}

func (e evaluator) list(t *query.Term, v query.Value, p person) bool {
	if t.Field.Name == "id" {
		id := strings.ToLower(v.Text)
		return p.UID == id || t.Op != query.Equal && strings.HasPrefix(p.UID, id)
	}
	g, ok := e.segment(v)
	if !ok {
		e.t.Fatalf("no segment %s", v.Text)
	}
	if g.Static() {
		return slices.Contains(p.lists, fold.Text(g.Name))
	}
	return e.node(e.parse(g).Root, p)
}
