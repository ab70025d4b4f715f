package query_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"crm/store/fold"
	"crm/store/query"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ in, canonical, numbers, say string }{
		{"calls:3", "calls:3", "3..3", "called 3 times"}, {"calls:1", "calls:1", "1..1", "called once"}, {"calls:0", "calls:0", "0..0", "never called"}, {"-calls:0", "-calls:0", "0..0", "called at least once"},
		{"calls:none", "calls:none", "0..0", "never called"}, {"calls:any", "calls:any", "1..", "called at least once"}, {"no:calls", "calls:none", "0..0", "never called"},
		{"calls:>=3", "calls:>=3", "3..", "called 3 times or more"}, {"calls:>1", "calls:>1", "2..", "called more than once"}, {"calls:>0", "calls:>0", "1..", "called at least once"}, {"calls:<3", "calls:<3", "..2", "called fewer than 3 times"},
		{"calls:<=1", "calls:<=1", "..1", "called at most once"}, {"calls:!=2", "-calls:2", "2..2", "not called 2 times"}, {"calls:1..3", "calls:1..3", "1..3", "called 1 to 3 times"}, {"calls:3..", "calls:3..", "3..", "called 3 times or more"},
		{"calls:..3", "calls:..3", "..3", "called at most 3 times"}, {"calls:２", "calls:2", "2..2", "called 2 times"}, {"mails:>=2", "mails:>=2", "2..", "emailed 2 times or more"}, {"meets:2", "meets:2", "2..2", "met 2 times"},
		{"logs:>1000", "logs:>1000", "1001..", "logged more than 1,000 times"}, {"tries:>2", "tries:>2", "3..", "tried more than 2 times without an answer"}, {"-tries:>2", "-tries:>2", "3..", "not tried more than 2 times without an answer"},
		{"tries:0", "tries:0", "0..0", "no unanswered call"}, {"orders:1..3", "orders:1..3", "1..3", "ordered 1 to 3 times"}, {"orders:2,4", "orders:2,4", "2..2", "ordered 2 times or 4 times"},

		{"value:10tr", "value:10000000", "10000000000..10000000000", "value exactly 10,000,000 in any currency"}, {"value:>10tr", "value:>10000000", "10000000001..", "value over 10,000,000 in any currency"},
		{"giá:>=10tr", "value:>=10000000", "10000000000..", "value 10,000,000 or more in any currency"}, {"金额：<3万", "value:<30000", "..29999999", "value under 30,000 in any currency"}, {"value:<=1.5tỷ", "value:<=1500000000", "..1500000000000", "value up to 1,500,000,000 in any currency"},
		{`value:>"1,5 tỷ"`, "value:>1500000000", "1500000000001..", "value over 1,500,000,000 in any currency"}, {"value:10k..2m", "value:10000..2000000", "10000000..2000000000", "value from 10,000 to 2,000,000 in any currency"},
		{"value:>1000usd", "value:>1000usd", "1000001..", "value over 1,000 USD"}, {"value:>$1.50", "value:>1.50usd", "1501..", "value over 1.50 USD"}, {"value:1000.5", "value:1000.50", "1000500..1000500", "value exactly 1,000.50 in any currency"},
		{"value:10..20usd", "value:10usd..20usd", "10000..20000", "value from 10 USD to 20 USD"}, {"value:10usd..20", "value:10usd..20usd", "10000..20000", "value from 10 USD to 20 USD"}, {"value:..500đ", "value:..500vnd", "..500000", "value up to 500 VND"},
		{"value:none", "value:none", "..", "no value"}, {"-value:>10k", "-value:>10000", "10000001..", "value not over 10,000 in any currency"}, {"spent:>10tr", "spent:>10000000", "10000000001..", "spent over 10,000,000 in any currency"},
		{"spent:none", "spent:none", "..", "nothing spent"}, {"has:spent", "spent:any", "..", "something spent"},
	} {
		q, err := query.Parse(c.in, monday())
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		reads(t, c.in, q)
		got := ""
		walk(q.Root, func(n *query.Term) { got = numbers(n.Values[0].Numbers) })
		if got != c.numbers || q.String() != c.canonical || q.Say() != c.say {
			t.Errorf("%s is %s, %s, %q\nwant %s, %s, %q", c.in, q, got, q.Say(), c.canonical, c.numbers, c.say)
		}
	}
}

func numbers(n query.Numbers) string {
	var b strings.Builder
	if n.HasFrom {
		b.WriteString(strconv.FormatInt(n.From, 10))
	}
	b.WriteString("..")
	if n.HasTo {
		b.WriteString(strconv.FormatInt(n.To, 10))
	}
	return b.String()
}

// Every alias finds its field, and no two fields share one.
func TestNames(t *testing.T) {
	seen := map[string]string{}
	fields := query.Fields()
	for _, extra := range []string{"has", "no"} {
		f, ok := query.Lookup(extra)
		if !ok {
			t.Errorf("%s is not known", extra)
		}
		fields = append(fields[:len(fields):len(fields)], f)
	}
	for _, f := range fields {
		if f.Means == "" || f.Help == "" || len(f.Aliases) < 2 {
			t.Errorf("%s is not explained, or has no other names", f.Name)
		}
		if _, err := query.Parse(f.Help, monday()); err != nil {
			t.Errorf("the example %s: %v", f.Help, err)
		}
		for _, name := range append([]string{f.Name, strings.ToUpper(f.Name)}, f.Aliases...) {
			if got, ok := query.Lookup(name); !ok || got.Name != f.Name {
				t.Errorf("%s finds %q, want %s", name, got.Name, f.Name)
			}
			if other := seen[name]; other != "" && other != f.Name {
				t.Errorf("%s is %s and %s", name, other, f.Name)
			}
			seen[name] = f.Name
			// Without its accents it finds the field too, or one that is called so.
			if got, ok := query.Lookup(fold.Text(name)); !ok || got.Name != f.Name && fold.Text(name) != "co" {
				t.Errorf("%s without accents finds %q, want %s", name, got.Name, f.Name)
			}
		}
	}
}

// A field of the book is found by key and label, and hides none of the language.
func TestCustomFields(t *testing.T) {
	for in, want := range map[string]string{
		"ma_nv:NV03": "ma_nv:NV03", "MA_NV:x": "ma_nv:x", "mã-nv:x": "ma_nv:x", "ma-nv:x": "ma_nv:x", "has:mã-nv": "ma_nv:any", "no:ma_nv": "ma_nv:none", "ma_nv:=a,b": "ma_nv:=a,b",
		"tag:x": "tag:x", "nhóm-hàng:x": "Nhóm-hàng:x", "nhom-hang:^x": "Nhóm-hàng:^x", "cỡ-áo:xl": "size:xl", "size:xl": "size:xl",
	} {
		q, err := query.Parse(in, monday())
		if err != nil || q.String() != want {
			t.Errorf("%s is %v, %v, want %s", in, q, err, want)
			continue
		}
		reads(t, in, q)
		if f := q.Root.(*query.Term).Field; f.Custom != (in != "tag:x") || f.Custom && f.Name != map[string]string{"m": "ma_nv", "N": "tag", "s": "size"}[want[:1]] {
			t.Errorf("%s is a term of %q, custom %v", in, f.Name, f.Custom)
		}
	}
	ctx := monday()
	ctx.Book.Custom = []query.Custom{{Key: "Ma", Label: "x"}, {Key: "a b", Label: "Số đo"}, {Key: "9/x", Label: ""}, {Key: "x", Label: "y"}}
	for in, want := range map[string]string{"x:1": "x:1", "a-b:1": "a-b:1", "số-đo:1": "a-b:1", "y:1": "x:1", "ma:1": "id:1"} {
		if q, err := query.Parse(in, ctx); err != nil || q.String() != want {
			t.Errorf("%s is %v, %v, want %s", in, q, err, want)
		}
	}
}

// What is wrong with a value says so, and what to type.
func TestValueErrors(t *testing.T) {
	for _, c := range []struct{ in, what, hint string }{
		{"calls:x", `calls: "x" is not a whole number at column 7`, "write calls:>=3, calls:2 or calls:1..3"}, {"calls:5..1", "the range ends before it begins at column 7", "write calls:1..5"},
		{"calls:>1..3", `">" and .. stand together at column 8`, "leave one"}, {"calls:~3", `calls: does not take "~" at column 8`, "write calls:>=3"}, {"calls:", `"calls:" has no value`, `quote the query so the shell keeps ">":  crm list 'calls:>=3'   or write  calls:3..`},
		{"value:>x", `"x" is no amount: it needs a number at column 8`, "type 12k"}, {"value:1.500tr", `"1.500tr" is no amount: the "." may group thousands or start a fraction at column 7`, "type digits, as 1500tr"},
		{"value:1usd..2eur", "USD and EUR do not compare at column 7", "write both ends in one currency"}, {"value:¥5", `"¥5" is no amount: ¥ is yuan and yen at column 7`, "type 3000cny"}, {"value:..", "a range has no ends at column 7", "write value:10k..2m"},
		{"stage:quote..new", "the range ends before it begins at column 7", "write stage:new..quote"}, {"stage:~q", `stage: does not take "~" at column 8`, "write stage:>=quote, or several"}, {"life:>past", `life: does not take ">" at column 7`, "write life:past"},
		{"life:a..b", `life: does not take ".." at column 6`, "write life:past"}, {"stage:..", "a range has no ends at column 7", "write stage:new..lost"}, {"stage:", `"stage:" has no value`, `quote the query so the shell keeps ">":  crm list 'stage:>=quote'   or write  stage:quote..`},
		{"has:phnoe", `has: knows no field "phnoe" at column 5`, `did you mean "phone"?  Type has:phone`}, {"no:xyzzy", `no: knows no field "xyzzy" at column 4`, "write no:email"}, {"has:is", `has: knows no field "is" at column 5`, "write has:phone"}, {"has:>phone", `has: does not take ">" at column 6`, "write has:phone"},
		{"no:", `"no:" has no value`, "write no:email"}, {"seg:", `"seg:" has no value`, "write seg:vip-hn"}, {"seg:~x", `seg: does not take "~" at column 6`, "write seg:vip-hn"},
		{"birthday:2026", "birthday: has no year at column 10", "write birthday:dec"}, {"birthday:1986-12-02", "birthday: has no year at column 10", "write birthday:12-02"}, {"birthday:this-year", "birthday: has no year at column 10", "write birthday:dec"},
		{"birthday:<0d", "the next birthday is from today to a year from now at column 11", "write birthday:<7d"}, {"birthday:7d..3d", "the range ends before it begins at column 10", "write birthday:0d..7d"}, {"birthday:31/2", `"31/2" is not a day: February has 29 days at column 10`, "type 29/2"},
		{"is:cusotmer", `unknown flag "cusotmer" at column 4`, `did you mean "customer"?`}, {"bought:<", `"bought:<" has no value`, "write bought:máy"},
		{"ma_nv:<x", `ma_nv: does not take "<" at column 8`, "write ma_nv:none"}, {"lsat:>30d", `unknown field "lsat" at column 1`, `did you mean "last"?  Type last:>30d`}, {"sort:lsat", `no order "lsat" at column 6`, `did you mean "last"?  sort by name`},
		{"last:>3m", `"3m" is not clear at column 7`, "did you mean 3mo (months) or 3min?"},
	} {
		_, err := query.Parse(c.in, monday())
		var e *query.Error
		if !errors.As(err, &e) || e.What != c.what || !strings.HasPrefix(e.Hint, c.hint) {
			t.Errorf("%s: %#v\nwant %s\nhint: %s", c.in, err, c.what, c.hint)
		}
	}
}
