package query_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"crm/store/query"
	"crm/store/when"
)

var saigon = time.FixedZone("+07", 7*3600)

// monday is the moment of the mock-ups: Monday 23 November 2026, 09:41.
func monday() query.Context {
	return query.Context{Book: book(), When: when.Context{Now: time.Date(2026, 11, 23, 9, 41, 0, 0, saigon), Zone: saigon, WeekStart: time.Monday}}
}

func book() query.Book {
	return query.Book{
		Custom:   []query.Custom{{Key: "ma_nv", Label: "Mã NV"}, {Key: "tag", Label: "Nhóm hàng"}, {Key: "size", Label: "Cỡ áo"}},
		Stages:   []string{"new", "lead", "quote", "negotiate", "won", "lost"},
		Kinds:    []string{"call", "email", "meeting", "zalo", "note"},
		Outcomes: []string{"ok", "na", "busy"},
	}
}

// Each query with its canonical form and what it means in words.
func TestReadings(t *testing.T) {
	for _, c := range append(examples, []struct{ in, canonical, say string }{
		{"", "", "everyone"},
		{"lan", "lan", "“lan”"},
		{"ánh may", "ánh may", "“ánh”, “may”"},
		{`"công ty may"`, `"công ty may"`, "“công ty may”"},
		{"tag:vip last:>30d", "last:>30d tag:vip", "tagged vip, last contact more than 30 days ago"},
		{"last:>30d tag:vip", "last:>30d tag:vip", "last contact more than 30 days ago, tagged vip"},
		{`tag:vip last:>30d city:"Hà Nội" -tag:lost`, `city:"Hà Nội" last:>30d -tag:lost tag:vip`, "tagged vip, last contact more than 30 days ago, city contains “Hà Nội”, not tagged lost"},
		{"tag:vip,hot", "tag:hot,vip", "tagged vip or hot"},
		{"tag:vip tag:hot", "tag:hot tag:vip", "tagged vip, tagged hot"},
		{"#vip", "tag:vip", "tagged vip"}, {"-#vip,hot", "-tag:hot,vip", "not tagged vip or hot"},
		{"tag:none", "tag:none", "no tag"}, {"tag:any", "tag:any", "any tag"}, {"tag:vip,none", "tag:none,vip", "tagged vip or no tag"},
		{"tag:!=vip", "-tag:vip", "not tagged vip"}, {"-tag:!=vip", "tag:vip", "tagged vip"}, {"NOT tag:vip", "-tag:vip", "not tagged vip"},
		{"nhãn:vip", "tag:vip", "tagged vip"}, {"nhan:vip", "tag:vip", "tagged vip"}, {"标签：vip，hot", "tag:hot,vip", "tagged vip or hot"},
		{"＃vip", "tag:vip", "tagged vip"}, {"上次：7d。。30d", "last:7d..30d", "last contact 7 to 30 days ago"}, {"阶段：quote．．won", "stage:quote..won", "stage Quote to Won"}, {"name：＾ng", "name:^ng", "name starts with “ng”"}, {"－标签：vip", "-tag:vip", "not tagged vip"}, {"a　b", "a b", "“a”, “b”"}, {"TAG:vip", "tag:vip", "tagged vip"},
		{"a OR b", "a OR b", "“a” or “b”"}, {"a | b", "a OR b", "“a” or “b”"}, {"tag:a|tag:b", "tag:a OR tag:b", "tagged a or tagged b"},
		{"a AND b", "a b", "“a”, “b”"}, {"a or b", "a or b", "“a”, “or”, “b”"},
		{"x (a OR b)", "(a OR b) x", "“x”, (“a” or “b”)"}, {"x a OR b", "(x a) OR b", "(“x” and “a”) or “b”"},
		{"(a b) (c)", "a b c", "“a”, “b”, “c”"}, {"-(a b)", "-(a b)", "not (“a” and “b”)"}, {"-lan", "-lan", "without “lan”"},
		{"a a OR a", "a", "“a”"}, {"--a", "a", "“a”"}, {"（a｜b） c", "(a OR b) c", "(“a” or “b”), “c”"},
		{"name:lan", "name:lan", "name contains “lan”"}, {"name:=lan", "name:=lan", "name is exactly “lan”"}, {"name:^ng", "name:^ng", "name starts with “ng”"},
		{"name:~lan", "name:lan", "name contains “lan”"}, {"name:!=lan", "-name:=lan", "name is not exactly “lan”"}, {"tên:ánh,lan", "name:lan,ánh", "name contains “ánh” or “lan”"},
		{"email:none", "email:none", "no email"}, {"email:any", "email:any", "any email"}, {"email:!=none", "-email:none", "any email"},
		{`email:"none"`, `email:"none"`, "email contains “none”"}, {"city:ha-noi", "city:ha-noi", "city contains “ha-noi”"},
		{"sđt:0912", "phone:0912", "phone contains “0912”"}, {"co:may", "company:may", "company contains “may”"},
		{"http://x.vn/a", "http://x.vn/a", "“http://x.vn/a”"}, {"9:30", "9:30", "“9:30”"}, {"http:", "http:", "“http:”"}, {"mailto:a@b", "mailto:a@b", "“mailto:a@b”"},
		{`"tag:vip"`, `"tag:vip"`, "“tag:vip”"}, {`"say \"hi\" \\ now"`, `"say \"hi\" \\ now"`, `“say "hi" \ now”`}, {`12"`, `12"`, `“12"”`},
		{"is:overdue", "is:overdue", "overdue"}, {"is:due", "is:due", "due today or overdue"}, {"is:star,today", "is:star,today", "starred or due today"}, {"-is:star", "-is:star", "not starred"},
		{"last:never", "last:none", "never contacted"}, {"last:any", "last:any", "ever contacted"}, {"last:>30d,never", "", ""},
		{"last:30d,never", "last:30d,none", "last contact 30 days ago or never contacted"},
		{"gần-nhất:>30d", "last:>30d", "last contact more than 30 days ago"}, {"上次:>30d", "last:>30d", "last contact more than 30 days ago"}, {"last:＞30d", "last:>30d", "last contact more than 30 days ago"},
		{"due:<7d", "due:<7d", "due within 7 days or overdue"}, {"hẹn:<7d", "due:<7d", "due within 7 days or overdue"}, {"跟进:<7d", "due:<7d", "due within 7 days or overdue"},
		{`due:"next week"`, `due:next-week`, "due from Mon 30 Nov to Sun 6 Dec"}, {"due:next-week", "due:next-week", "due from Mon 30 Nov to Sun 6 Dec"},
		{"sort:-last tag:vip limit:20", "tag:vip sort:-last limit:20", "tagged vip, sorted by last (turned round), the first 20"},
		{"sort:due,-added", "sort:due,-created", "everyone, sorted by due, then created (turned round)"},
		{"vip (tag:a OR tag:b) -is:star", "-is:star (tag:a OR tag:b) vip", "“vip”, (tagged a or tagged b), not starred"},
	}...) {
		q, err := query.Parse(c.in, monday())
		if c.canonical == "" && c.say == "" {
			if err == nil {
				t.Errorf("%s: no error", c.in)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		reads(t, c.in, q)
		if q.String() != c.canonical || q.Say() != c.say {
			t.Errorf("%s\n canonical %s\n want      %s\n says %s\n want %s", c.in, q, c.canonical, q.Say(), c.say)
		}
	}
}

// What dates mean, field by field and operator by operator.
func TestDays(t *testing.T) {
	for _, c := range []struct{ in, days, say string }{
		{"last:>30d", "..2026-10-23 or never", "last contact more than 30 days ago"},
		{"last:>=30d", "..2026-10-24 or never", "last contact 30 days ago or more"},
		{"last:30d..", "..2026-10-24 or never", "last contact 30 days ago or more"},
		{"last:<7d", "2026-11-17..", "last contact within the last 7 days"},
		{"last:<=7d", "2026-11-16..", "last contact at most 7 days ago"},
		{"last:..7d", "2026-11-16..", "last contact at most 7 days ago"},
		{"last:7d..30d", "2026-10-24..2026-11-16", "last contact 7 to 30 days ago"},
		{"last:30d", "2026-10-24..2026-10-24", "last contact 30 days ago"},
		{"last:=30d", "2026-10-24..2026-10-24", "last contact 30 days ago"},
		{"last:>1mo", "..2026-10-22 or never", "last contact more than 1 month ago"},
		{"last:>2w", "..2026-11-08 or never", "last contact more than 14 days ago"},
		{"last:today", "2026-11-23..2026-11-23", "last contact today"},
		{"last:0d", "2026-11-23..2026-11-23", "last contact today"},
		{"last:yesterday", "2026-11-22..2026-11-22", "last contact yesterday"},
		{"last:hôm-qua", "2026-11-22..2026-11-22", "last contact yesterday"},
		{"last:昨天", "2026-11-22..2026-11-22", "last contact yesterday"},
		{"last:fri", "2026-11-20..2026-11-20", "last contact on Fri 20 Nov"},
		{"last:mon", "2026-11-23..2026-11-23", "last contact today"},
		{"last:t6", "2026-11-20..2026-11-20", "last contact on Fri 20 Nov"},
		{"last:mon..fri", "2026-11-23..2026-11-27", "last contact from Mon 23 Nov to Fri 27 Nov"},
		{"last:2026-10", "2026-10-01..2026-10-31", "last contact in October"},
		{"last:2026", "2026-01-01..2026-12-31", "last contact in 2026"},
		{"last:last-week", "2026-11-16..2026-11-22", "last contact from Mon 16 Nov to Sun 22 Nov"},
		{"last:<2026-10-01", "..2026-09-30 or never", "last contact before Thu 1 Oct"},
		{"last:<=2026-10-01", "..2026-10-01 or never", "last contact up to Thu 1 Oct"},
		{"last:>2026-10", "2026-11-01..", "last contact after Sat 31 Oct"},
		{"last:>=2026-10", "2026-10-01..", "last contact from Thu 1 Oct"},
		{"last:<2026-10", "..2026-09-30 or never", "last contact before Thu 1 Oct"},
		{"last:2026-10..", "2026-10-01..", "last contact from Thu 1 Oct on"},
		{"last:..2026-10", "..2026-10-31 or never", "last contact up to Sat 31 Oct"},
		{"last:2026-10-01..2026-10-15", "2026-10-01..2026-10-15", "last contact from Thu 1 Oct to Thu 15 Oct"},
		{"last:23/10", "2026-10-23..2026-10-23", "last contact on Fri 23 Oct"},
		{"last:24/11", "2025-11-24..2025-11-24", "last contact on Mon 24 Nov 2025"},
		{"last:30d..yesterday", "2026-10-24..2026-11-22", "last contact from Sat 24 Oct to Sun 22 Nov"},

		{"due:<7d", "..2026-11-29", "due within 7 days or overdue"},
		{"due:<=7d", "..2026-11-30", "due in at most 7 days or overdue"},
		{"due:..7d", "..2026-11-30", "due in at most 7 days or overdue"},
		{"due:0d..7d", "2026-11-23..2026-11-30", "due in 0 to 7 days"},
		{"due:<0d", "..2026-11-22", "overdue"},
		{"due:>7d", "2026-12-01..", "due in more than 7 days"},
		{"due:7d..", "2026-11-30..", "due in 7 days or more"},
		{"due:7d", "2026-11-30..2026-11-30", "due in 7 days"},
		{"due:-3d..0d", "2026-11-20..2026-11-23", "due from Fri 20 Nov to Mon 23 Nov"},
		{"due:>-3d", "2026-11-21..", "due after 3 days ago"},
		{"due:today", "2026-11-23..2026-11-23", "due today"},
		{"due:0d", "2026-11-23..2026-11-23", "due today"},
		{"due:mai", "2026-11-24..2026-11-24", "due tomorrow"},
		{"due:>fri", "2026-11-28..", "due after Fri 27 Nov"},
		{"due:<=fri", "..2026-11-27", "due up to Fri 27 Nov"},
		{"due:this-week", "2026-11-23..2026-11-29", "due from Mon 23 Nov to Sun 29 Nov"},
		{"due:0d..fri", "2026-11-23..2026-11-27", "due from Mon 23 Nov to Fri 27 Nov"},
		{"due:20/12..5/1", "2026-12-20..2027-01-05", "due from Sun 20 Dec to Tue 5 Jan 2027"},
		{"due:2026-12", "2026-12-01..2026-12-31", "due in December"},
		{"due:dec", "2026-12-01..2026-12-31", "due in December"},
		{`due:"1 dec".."5 dec"`, "2026-12-01..2026-12-05", "due from Tue 1 Dec to Sat 5 Dec"},
		{"is:overdue", "..2026-11-22", "overdue"}, {"is:due", "..2026-11-23", "due today or overdue"}, {"is:today", "2026-11-23..2026-11-23", "due today"},
	} {
		q, err := query.Parse(c.in, monday())
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		d := q.Root.(*query.Term).Values[0].Days
		got := string(d.From + ".." + d.To)
		if d.Never {
			got += " or never"
		}
		if got != c.days || q.Say() != c.say {
			t.Errorf("%s is %s, %q\nwant %s, %q", c.in, got, q.Say(), c.days, c.say)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ in, what, hint string }{
		{"stgae:lead", `unknown field "stgae" at column 1`, `did you mean "stage"?  Type stage:lead.  All fields: crm help query`},
		{"tga:vip,hot x", `unknown field "tga" at column 1`, `did you mean "tag"?  Type tag:vip,hot.  `},
		{"xyzzy:vip", `unknown field "xyzzy" at column 1`, "quote it to look for the text.  "},
		{"x comapny:may", `unknown field "comapny" at column 3`, `did you mean "company"?  `},
		{"ánh nhản:vip nhann:x", `unknown field "nhann" at column 14`, `did you mean "tag"?  `},
		{"last:", `"last:" has no value`, `quote the query so the shell keeps ">":  crm list 'last:>30d'   or write  last:30d..`},
		{"last: tag:vip", `"last:" has no value`, "quote the query"},
		{"last:>", `"last:>" has no value`, "quote the query"},
		{"due:", `"due:" has no value`, `quote the query so the shell keeps "<":  crm list 'due:<7d'   or write  due:..7d`},
		{"tag:", `"tag:" has no value`, "write tag:vip,hot, tag:none or tag:any"},
		{"is:", `"is:" has no value`, "write is:overdue.  Flags: due overdue today cold star new customer dup trash unreachable"},
		{"tag:vip, hot", `"tag:vip," ends with a comma at column 1`, "write tag:a,b without spaces"},
		{"is:overdu", `unknown flag "overdu" at column 4`, `did you mean "overdue"?  Flags: due overdue today cold star new customer dup trash unreachable`},
		{"last:>30", `"30" is not a date at column 7`, "write a length of time (7d 2w 3mo 1y), a day"},
		{"last:>3m", `"3m" is not clear at column 7`, "did you mean 3mo (months) or 3min?"},
		{"last:31/2", `"31/2" is not a day: February has 29 days at column 6`, "type 29/2"},
		{"last:<2h", "last: counts whole days at column 7", "write today, 1d or <2d"},
		{"last:30d..7d", "the range ends before it begins at column 6", "write last:7d..30d"},
		{"due:2026-12..2026-11", `"2026-12..2026-11" ends before it begins at column 5`, "type 2026-11..2026-12"},
		{"last:..", "a range has no ends at column 6", "write last:7d..30d"},
		{"last:>7d..30d", `">" and .. stand together at column 7`, "leave one"},
		{"last:-3d", "an age cannot be negative at column 6", "write last:>3d"},
		{"last:>30d,7d", `">" compares with one value at column 1`, "write one value"},
		{"last:~7d", `last: does not take "~" at column 7`, "write last:>30d"},
		{"last:>never", `"never" cannot be compared with ">" at column 7`, "leave the operator out"},
		{"tag:>vip", `tag: does not take ">" at column 6`, "write tag:vip,hot"},
		{"name:<a", `name: does not take "<" at column 7`, "write name:lan"},
		{`tag:""`, "tag: has an empty value at column 5", "write tag:vip,hot, or tag:none"},
		{"(a", "a parenthesis is not closed at column 1", `close it with ")"`},
		{"a)", "a parenthesis closes nothing at column 2", "leave it out"},
		{"()", "a group is empty at column 1", "write something"},
		{`x "a b`, "a quote is not closed at column 3", `close it`},
		{"a OR", "OR has nothing on one side at column 3", "write both sides"},
		{"OR a", "OR has nothing on one side at column 1", "write both sides"},
		{"a OR OR b", "OR has nothing on one side at column 6", "write both sides"},
		{"a AND", "AND has nothing on one side at column 3", "a space means AND"},
		{"AND a", "AND has nothing on one side at column 1", "a space means AND"},
		{"a - b", `"-" has nothing behind it at column 3`, "write it together"},
		{"limit:0", "limit: needs a number from 1 at column 1", "write limit:20"},
		{"limit:5 limit:6", "limit: is there twice at column 9", "keep one"},
		{"sort:foo", `no order "foo" at column 6`, "sort by name, company, last, due, created, updated, stage"},
		{"sort:last sort:due", "sort: is there twice at column 11", "keep one"},
		{"(sort:last)", "sort: stands inside a group or behind a minus at column 2", "put it at the end"},
		{"-limit:5", "limit: stands inside a group or behind a minus at column 2", "put it at the end"},
		{strings.Repeat("a", 4097), "the query is longer than 4096 bytes at column 4097", "segments"},
		{strings.Repeat("(", 20) + "a" + strings.Repeat(")", 20), "more than 16 groups inside one another at column 18", "segments"},
		{strings.Repeat("-", 20) + "a", "more than 16 groups inside one another at column 18", "segments"},
		{"tag:" + strings.Repeat("a,", 64) + "b", "more than 64 terms at column 1", "segments"},
	} {
		_, err := query.Parse(c.in, monday())
		var e *query.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		if e.What != c.what || !strings.HasPrefix(e.Hint, c.hint) && c.hint != "segments" || e.Hint == "" {
			t.Errorf("%.40s: %s\nhint: %s\nwant: %s\nhint: %s", c.in, e.What, e.Hint, c.what, c.hint)
		}
	}
}
