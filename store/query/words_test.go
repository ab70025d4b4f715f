package query_test

import (
	"testing"

	"crm/store/query"
)

// Every kind of point that the design lists, in three languages.
func TestPoints(t *testing.T) {
	for _, c := range []struct{ in, canonical, days string }{
		{"last:2026-11-22", "last:2026-11-22", "2026-11-22..2026-11-22"}, {"last:2026-11", "last:2026-11", "2026-11-01..2026-11-30"}, {"last:2026", "last:2026", "2026-01-01..2026-12-31"},
		{"due:23/12", "due:23-dec", "2026-12-23..2026-12-23"}, {"due:23/12/2027", "due:2027-12-23", "2027-12-23..2027-12-23"}, {"last:dec", "last:dec", "2025-12-01..2025-12-31"}, {"due:may", "due:may", "2027-05-01..2027-05-31"},
		{"due:mon..sun", "due:mon..sun", "2026-11-23..2026-11-29"}, {"due:t2..cn", "due:mon..sun", "2026-11-23..2026-11-29"}, {"due:t7", "due:sat", "2026-11-28..2026-11-28"}, {"due:周一..周日", "due:mon..sun", "2026-11-23..2026-11-29"}, {"due:周三", "due:wed", "2026-11-25..2026-11-25"},
		{"last:today", "last:today", "2026-11-23..2026-11-23"}, {"last:yesterday", "last:yesterday", "2026-11-22..2026-11-22"}, {"due:tomorrow", "due:tomorrow", "2026-11-24..2026-11-24"},
		{"last:hôm-nay", "last:today", "2026-11-23..2026-11-23"}, {"last:hom-qua", "last:yesterday", "2026-11-22..2026-11-22"}, {"due:mai", "due:tomorrow", "2026-11-24..2026-11-24"}, {"last:今天", "last:today", "2026-11-23..2026-11-23"}, {"last:昨天", "last:yesterday", "2026-11-22..2026-11-22"}, {"due:明天", "due:tomorrow", "2026-11-24..2026-11-24"},
		{"due:this-week", "due:this-week", "2026-11-23..2026-11-29"}, {"last:last-week", "last:last-week", "2026-11-16..2026-11-22"}, {"due:next-week", "due:next-week", "2026-11-30..2026-12-06"}, {"due:this-month", "due:this-month", "2026-11-01..2026-11-30"}, {"last:last-month", "last:last-month", "2026-10-01..2026-10-31"},
		{"due:tuần-sau", "due:next-week", "2026-11-30..2026-12-06"}, {"due:下周", "due:next-week", "2026-11-30..2026-12-06"}, {"last:tháng-trước", "last:last-month", "2026-10-01..2026-10-31"}, {"last:上个月", "last:last-month", "2026-10-01..2026-10-31"},
		{"due:eow", "due:eow", "2026-11-29..2026-11-29"}, {"due:eom", "due:eom", "2026-11-30..2026-11-30"}, {"due:eoq", "due:eoq", "2026-12-31..2026-12-31"}, {"due:eoy", "due:eoy", "2026-12-31..2026-12-31"}, {"due:..eom", "due:..eom", "..2026-11-30"}, {"due:月底", "due:eom", "2026-11-30..2026-11-30"},
		{"last:7d", "last:7d", "2026-11-16..2026-11-16"}, {"last:2w", "last:14d", "2026-11-09..2026-11-09"}, {"last:3mo", "last:3mo", "2026-08-23..2026-08-23"}, {"last:1y", "last:1y", "2025-11-23..2025-11-23"}, {"last:30-ngày", "last:30d", "2026-10-24..2026-10-24"}, {"last:3个月", "last:3mo", "2026-08-23..2026-08-23"}, {"last:３０天", "last:30d", "2026-10-24..2026-10-24"},
		{"bought:<90d", "bought:<90d", "2026-08-26.."}, {"bought:>90d", "bought:>90d", "..2026-08-24"}, {"bought:2026-10", "bought:2026-10", "2026-10-01..2026-10-31"}, {"bought:last-month", "bought:last-month", "2026-10-01..2026-10-31"}, {"bought:7d..30d", "bought:7d..30d", "2026-10-24..2026-11-16"},
		// A machine, a name, a month that is none, a brand, a number: items.
		{"bought:may", "bought:may", ".."}, {"bought:mai", "bought:mai", ".."}, {"bought:3m", "bought:3m", ".."}, {"bought:100", "bought:100", ".."}, {`bought:"2026"`, `bought:"2026"`, ".."}, {"bought:sun", "bought:sun", ".."}, {"bought:next-week", "bought:next-week", ".."}, {"bought:11/23", `bought:"11/23"`, ".."},
	} {
		q, err := query.Parse(c.in, monday())
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		reads(t, c.in, q)
		d := q.Root.(*query.Term).Values[0].Days
		if got := string(d.From + ".." + d.To); got != c.days || q.String() != c.canonical {
			t.Errorf("%s is %s, %s\nwant %s, %s", c.in, q, got, c.canonical, c.days)
		}
	}
}

// What terms say, and what their opposites do.
func TestWords(t *testing.T) {
	for _, c := range []struct{ in, say, not string }{
		{"stage:quote", "stage Quote", "stage not Quote"}, {"stage:lead,quote", "stage Lead or Quote", "stage not Lead or Quote"}, {"stage:>quote", "stage after Quote", "stage not after Quote"}, {"stage:<quote", "stage before Quote", "stage not before Quote"}, {"stage:<=quote", "stage Quote or earlier", "stage not Quote or earlier"},
		{"stage:quote..won", "stage Quote to Won", "stage not Quote to Won"}, {"stage:..quote", "stage Quote or earlier", "stage not Quote or earlier"}, {"stage:none", "no stage", "any stage"}, {"rating:>=warm", "rating warm or higher", "rating not warm or higher"}, {"rating:<hot", "rating below hot", "rating not below hot"},
		{"life:tiềm-năng", "life group potential", "life group not potential"}, {"type:zalo", "last contact by zalo", "last contact not by zalo"}, {"type:none", "never contacted", "ever contacted"}, {"outcome:na,busy", "last outcome na or busy", "last outcome not na or busy"},
		{"bought:máy", "bought “máy”", "did not buy “máy”"}, {"bought:máy,giấy", "bought “máy” or “giấy”", "did not buy “máy” or “giấy”"}, {"bought:=máy", "bought exactly “máy”", "did not buy exactly “máy”"}, {"bought:^máy", "bought what starts with “máy”", "did not buy what starts with “máy”"},
		{"bought:>90d", "last purchase more than 90 days ago", "last purchase not more than 90 days ago"}, {"bought:never", "never bought anything", "bought something"}, {"bought:máy,2026-10", "bought “máy” or last purchase in October", "not (bought “máy” or last purchase in October)"},
		{"last:>30d", "last contact more than 30 days ago", "last contact not more than 30 days ago"}, {"last:never", "never contacted", "ever contacted"}, {"call:>30d", "last call more than 30 days ago", "last call not more than 30 days ago"}, {"call:never", "never called", "ever called"}, {"mail:never", "never emailed", "ever emailed"}, {"meet:today", "last meeting today", "last meeting not today"},
		{"created:today", "added today", "not added today"}, {"updated:<7d", "changed within the last 7 days", "not changed within the last 7 days"}, {"since:>14d", "in their stage for more than 14 days", "not in their stage for more than 14 days"}, {"since:<7d", "in their stage for less than 7 days", "not in their stage for less than 7 days"},
		{"since:7d..30d", "in their stage for 7 to 30 days", "not in their stage for 7 to 30 days"}, {"since:<2026-10-01", "in their stage since before Thu 1 Oct", "not in their stage since before Thu 1 Oct"}, {"since:yesterday", "in their stage since yesterday", "not in their stage since yesterday"}, {"since:2026-10-01", "in their stage since Thu 1 Oct", "not in their stage since Thu 1 Oct"},
		{"due:<7d", "due within 7 days or overdue", "not due within 7 days or overdue"}, {"due:<0d", "overdue", "not overdue"}, {"due:none", "nothing due", "something due"}, {"renew:<60d", "renewal within 60 days or overdue", "no renewal within 60 days or overdue"}, {"renew:<0d", "renewal overdue", "no renewal overdue"}, {"renew:none", "no renewal", "any renewal"}, {"renew:today", "renewal today", "no renewal today"},
		{"birthday:<7d", "birthday within 7 days", "birthday not within 7 days"}, {"birthday:none", "no birthday", "any birthday"}, {"is:star", "starred", "not starred"}, {"is:star,cold", "starred or going cold", "not (starred or going cold)"}, {"is:customer", "a customer", "not a customer"},
		{"seg:vip-hn", "in segment “vip-hn”", "not in segment “vip-hn”"}, {"in:a,b", "in list “a” or “b”", "not in list “a” or “b”"}, {"id:k7f3", "id k7f3", "id not k7f3"}, {"has:phone", "any phone", "no phone"}, {"no:email", "no email", "any email"},
		{"name:lan", "name contains “lan”", "name does not contain “lan”"}, {"city:=hue", "city is exactly “hue”", "city is not exactly “hue”"}, {"log:^a", "log starts with “a”", "log does not start with “a”"}, {"tag:vip,none", "tagged vip or no tag", "not (tagged vip or no tag)"}, {"tag:none,any", "no tag or any tag", "not (no tag or any tag)"},
		{"ma_nv:NV03", "Mã NV contains “NV03”", "Mã NV does not contain “NV03”"}, {"no:ma_nv", "no Mã NV", "any Mã NV"}, {"calls:0,3", "called 3 times or never called", "not (called 3 times or never called)"},
	} {
		for in, want := range map[string]string{c.in: c.say, "-" + c.in: c.not} {
			q, err := query.Parse(in, monday())
			if err != nil || q.Say() != want {
				t.Errorf("%s says %q, %v\nwant %q", in, q.Say(), err, want)
			}
		}
	}
	q, err := query.Parse("lan (tag:a OR tag:b) sort:-last limit:5", monday())
	if got := q.Words(); err != nil || len(got) != 4 || got[1] != "(tagged a or tagged b)" || got[3] != "the first 5" {
		t.Errorf("%q, %v", got, err)
	}
}
