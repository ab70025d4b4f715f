package query

import (
	"strings"

	"crm/store/fold"
	"crm/store/when"
)

// flag is one value of is:.
//
// overdue, due and today are about the next step, new about the day that the
// contact was added; their Days say which. cold is silent for longer than the
// limit of the stage, customer is the relation, dup may be in the book twice,
// trash is deleted and may come back, unreachable has neither a phone nor an
// email.
type flag struct {
	name    string
	aliases []string
	words   string
	days    func(today when.Date) Days
}

// newDays is how long a contact is new.
const newDays = 7

// flagTable is never written to.
var flagTable = [...]flag{
	{"due", []string{"đến-hạn", "到期"}, "due today or overdue", func(t when.Date) Days { return Days{To: t} }},
	{"overdue", []string{"quá-hạn", "逾期"}, "overdue", func(t when.Date) Days { return Days{To: t.AddDays(-1)} }},
	{"today", []string{"hôm-nay", "今天"}, "due today", func(t when.Date) Days { return Days{From: t, To: t} }},
	{"cold", []string{"nguội", "冷淡"}, "going cold", nil},
	{"star", []string{"starred", "sao", "星标"}, "starred", nil},
	{"new", []string{"mới", "新"}, "added within the last 7 days", func(t when.Date) Days { return Days{From: t.AddDays(1 - newDays)} }},
	{"customer", []string{"khách", "khách-hàng", "客户"}, "a customer", nil},
	{"dup", []string{"duplicate", "trùng", "重复"}, "a possible duplicate", nil},
	{"trash", []string{"archived", "deleted", "đã-xóa", "回收站"}, "in the trash", nil},
	{"unreachable", []string{"mất-liên-lạc", "失联"}, "without phone and email", nil},
}

func lookupFlag(s string) (*flag, bool) {
	key := fold.Text(s)
	for i := range flagTable {
		f := &flagTable[i]
		if key == f.name {
			return f, true
		}
		for _, a := range f.aliases {
			if fold.Text(a) == key {
				return f, true
			}
		}
	}
	return nil, false
}

func flagNames() string {
	names := make([]string, len(flagTable))
	for i := range flagTable {
		names[i] = flagTable[i].name
	}
	return strings.Join(names, " ")
}

// flag reads a value of is:.
func (p *parser) flag(op Op, v *Value) error {
	if op != Plain && op != Equal && op != NotEqual {
		return errorf(v.Span, "write is:overdue", "is: does not take %q", string(op))
	}
	f, ok := lookupFlag(v.Text)
	if !ok {
		hint := "Flags: " + flagNames()
		if near := nearestFlag(v.Text); near != "" {
			hint = "did you mean " + `"` + near + `"?  ` + hint
		}
		return errorf(v.Span, hint, "unknown flag %q", v.Text).soon()
	}
	v.Kind, v.Text, v.Quoted, v.words = Flag, f.name, false, f.words
	if f.days != nil {
		v.Days = f.days(p.today)
	}
	return nil
}
