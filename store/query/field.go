package query

import (
	"strings"

	"crm/store/fold"
	"crm/store/when"
)

// Type is what the values of a field are.
type Type uint8

// The types of fields.
const (
	TextField   Type = iota // contains, folded; = exact
	SetField                // a set of labels
	PastField               // a day in the past, or never
	FutureField             // a day to come, or none
	FlagField               // is:
)

// Field is one row of the table of fields. A new field is a new row, and a
// case for whoever maps it to a column.
type Field struct {
	Name    string
	Aliases []string // in Vietnamese and Chinese, and short ones
	Type    Type
	Words   string // what Say calls it
	Single  bool   // a contact has at most one, so two ranges can contradict
	Help    string // an example
}

// fieldTable is never written to. It is the order of help and completion.
var fieldTable = [...]Field{
	{Name: "name", Aliases: []string{"n", "tên", "姓名"}, Type: TextField, Words: "name", Help: "name:lan"},
	{Name: "company", Aliases: []string{"co", "công-ty", "公司"}, Type: TextField, Words: "company", Help: `company:"hòa bình"`},
	{Name: "phone", Aliases: []string{"sđt", "điện-thoại", "电话"}, Type: TextField, Words: "phone", Help: "phone:0912"},
	{Name: "email", Aliases: []string{"邮箱"}, Type: TextField, Words: "email", Help: "email:none"},
	{Name: "city", Aliases: []string{"tp", "thành-phố", "城市"}, Type: TextField, Words: "city", Help: "city:ha-noi"},
	{Name: "tag", Aliases: []string{"tags", "nhãn", "标签"}, Type: SetField, Words: "tagged", Help: "tag:vip,hot"},
	{Name: "last", Aliases: []string{"gần-nhất", "上次"}, Type: PastField, Words: "last contact", Single: true, Help: "last:>30d"},
	{Name: "due", Aliases: []string{"hẹn", "跟进"}, Type: FutureField, Words: "due", Help: "due:<7d"},
	{Name: "is", Type: FlagField, Help: "is:overdue"},
}

// Fields lists the fields in the order that help shows them.
func Fields() []Field { return fieldTable[:] }

// Lookup finds a field by a name in any of the languages.
func Lookup(name string) (Field, bool) {
	key := fold.Text(name)
	for i := range fieldTable {
		f := &fieldTable[i]
		if key == f.Name {
			return *f, true
		}
		for _, a := range f.Aliases {
			if key == a || fold.Text(a) == key {
				return *f, true
			}
		}
	}
	return Field{}, false
}

// fieldNames is the list that errors end with.
func fieldNames() string {
	names := make([]string, len(fieldTable))
	for i := range fieldTable {
		names[i] = fieldTable[i].Name
	}
	return strings.Join(names, " ")
}

// Sorts lists the keys that sort: takes.
func Sorts() []string { return []string{"name", "company", "last", "due", "created"} }

// sortKey knows the keys and what else people type for them.
func sortKey(s string) (string, bool) {
	key := fold.Text(s)
	switch key {
	case "added", "age":
		return "created", true
	}
	if f, ok := Lookup(key); ok {
		key = f.Name
	}
	for _, k := range Sorts() {
		if k == key {
			return k, true
		}
	}
	return "", false
}

// flag is one value of is:.
type flag struct {
	name    string
	aliases []string
	words   string
	days    func(today when.Date) Days
}

// flagTable is never written to.
var flagTable = [...]flag{
	{"overdue", []string{"quá-hạn", "逾期"}, "overdue", func(t when.Date) Days { return Days{To: t.AddDays(-1)} }},
	{"due", []string{"đến-hạn", "到期"}, "due today or overdue", func(t when.Date) Days { return Days{To: t} }},
	{"today", []string{"hôm-nay", "今天"}, "due today", func(t when.Date) Days { return Days{From: t, To: t} }},
	{"star", []string{"starred", "sao", "星标"}, "starred", nil},
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

// Spellings are the folded forms that a value may be stored in: as typed, and
// with spaces for the hyphens of a word, because city:ha-noi saves the quotes.
func (v Value) Spellings() []string {
	s := fold.Text(v.Text)
	if v.Quoted || !strings.Contains(s, "-") {
		return []string{s}
	}
	return []string{s, fold.Text(strings.ReplaceAll(s, "-", " "))}
}
