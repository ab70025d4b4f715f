package query

import (
	"strings"

	"crm/store/fold"
)

// offers are the values of a field that the language itself has. upper says
// that they end a range.
func (p *parser) offers(f Field, op Op, typed string, upper bool) []Candidate {
	compared := compares(op) || upper
	var out []Candidate
	switch f.Type {
	case FlagField:
		for i := range flagTable {
			out = append(out, Candidate{flagTable[i].name, flagTable[i].words})
		}
		return out
	case PresenceField:
		for i := range fieldTable {
			if g := &fieldTable[i]; g.hasPresence() {
				out = append(out, Candidate{g.Name, g.presence(f.Name == "has")})
			}
		}
		for i := range p.book.Custom {
			g := p.book.custom(i)
			out = append(out, Candidate{g.print(), g.presence(f.Name == "has")})
		}
		return out
	case ListField:
		return nil
	case EnumField:
		for _, v := range p.book.list(f) {
			out = append(out, Candidate{Text: rangePiece(v)})
		}
	case NumberField:
		out = numbers(compared)
	case MoneyField:
		out = amounts(typed)
	case PastField, FutureField:
		out = f.days(typed, compared)
	case TextField:
		if f.Dated && compared {
			out = f.days(typed, compared)
		}
	}
	if !compared && op != Prefix {
		out = append(out, Candidate{"none", f.presence(false)}, Candidate{"any", f.presence(true)})
	}
	return out
}

// numbers are round numbers of times.
func numbers(compared bool) []Candidate {
	if compared {
		return []Candidate{{"1", ""}, {"2", ""}, {"3", ""}, {"5", ""}, {"10", ""}}
	}
	return []Candidate{{"0", "not once"}, {"1", "once"}, {"1..", "once or more"}, {"3..", "3 times or more"}, {"1..3", "1 to 3 times"}}
}

// amounts are round amounts, or what a typed number may become.
func amounts(typed string) []Candidate {
	if isDigits(typed) {
		return []Candidate{{typed + "k", "thousand"}, {typed + "tr", "million"}, {typed + "tỷ", "thousand million"}, {typed + "万", "ten thousand"}, {typed + "usd", ""}, {typed + "eur", ""}, {typed + "cny", ""}}
	}
	return []Candidate{{"1tr", "1,000,000"}, {"10tr", "10,000,000"}, {"50tr", "50,000,000"}, {"100tr", "100,000,000"}, {"1tỷ", "1,000,000,000"}, {"1000usd", "1,000 USD"}, {"1万", "10,000"}}
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// days are points and lengths of time that a field of dates is asked for.
func (f Field) days(typed string, compared bool) []Candidate {
	if isDigits(typed) {
		return []Candidate{{typed + "d", count(typed, "day")}, {typed + "w", count(typed, "week")}, {typed + "mo", count(typed, "month")}, {typed + "y", count(typed, "year")}}
	}
	ages := []Candidate{{"7d", "7 days"}, {"14d", "14 days"}, {"30d", "30 days"}, {"60d", "60 days"}, {"3mo", "3 months"}, {"1y", "1 year"}}
	if compared {
		return ages
	}
	out := []Candidate{{"today", ""}, {"this-week", ""}, {"this-month", ""}}
	switch {
	case f.Yearly:
		out = append(out, []Candidate{{"tomorrow", ""}, {"next-week", ""}, {"next-month", ""}, {"..7d", "in at most 7 days"}, {"..30d", "in at most 30 days"}}...)
		for _, m := range [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"} {
			out = append(out, Candidate{Text: m})
		}
	case f.Type == FutureField:
		out = append(out, []Candidate{{"tomorrow", ""}, {"next-week", ""}, {"next-month", ""}, {"..7d", "in at most 7 days or overdue"}, {"0d..7d", "in 0 to 7 days"}, {"eow", "the last day of this week"}, {"eom", "the last day of this month"}}...)
	default:
		out = append(out, []Candidate{{"yesterday", ""}, {"last-week", ""}, {"last-month", ""}, {"30d..", "30 days ago or more"}, {"..7d", "at most 7 days ago"}}...)
		if f.Name == "last" || f.Name == "call" || f.Name == "mail" || f.Name == "meet" {
			out = append(out, Candidate{"never", f.presence(false)})
		}
	}
	return out
}

func count(n, unit string) string {
	if n != "1" {
		unit += "s"
	}
	return n + " " + unit
}

// aliasBegins reports that another word for a value begins as typed, folded.
func aliasBegins(value, key string) bool {
	for i := range enumWords {
		if w := &enumWords[i]; w.name == value {
			for _, a := range w.aliases {
				if strings.HasPrefix(a, hyphened(key)) {
					return true
				}
			}
		}
	}
	for i := range flagTable {
		if f := &flagTable[i]; f.name == value {
			for _, a := range f.aliases {
				if strings.HasPrefix(fold.Text(a), key) {
					return true
				}
			}
		}
	}
	if f := builtin(value); f != nil && f.Name == value {
		return f.startsWith(key)
	}
	return false
}
