package query_test

// examples is every query of the design, with its canonical form and its words.
var examples = []struct{ in, canonical, say string }{
	// Bare text.
	{"ánh may", "ánh may", "“ánh”, “may”"},
	{"0912", "0912", "“0912”"},
	{`"công ty may"`, `"công ty may"`, "“công ty may”"},
	{`"exact words in this order"`, `"exact words in this order"`, "“exact words in this order”"},

	// Texts.
	{`city:"Hà Nội"`, `city:"Hà Nội"`, "city contains “Hà Nội”"},
	{"city:ha-noi", "city:ha-noi", "city contains “ha-noi”"},
	{"email:none", "email:none", "no email"},
	{"source:=facebook", "source:=facebook", "source is exactly “facebook”"},
	{"name:ánh", "name:ánh", "name contains “ánh”"},
	{"n:ánh", "name:ánh", "name contains “ánh”"},
	{"title:^giám", "title:^giám", "title starts with “giám”"},
	{"address:any", "address:any", "any address"},

	// Tags.
	{"tag:vip,hot", "tag:hot,vip", "tagged vip or hot"},
	{"tag:vip tag:hot", "tag:hot tag:vip", "tagged vip, tagged hot"},
	{"-tag:lost", "-tag:lost", "not tagged lost"},
	{"tag:none", "tag:none", "no tag"},
	{"#vip", "tag:vip", "tagged vip"},

	// Lists and what people are.
	{"life:past", "life:past", "life group past"},
	{`industry:"bảo hiểm"`, `industry:"bảo hiểm"`, "industry contains “bảo hiểm”"},
	{"relation:supplier", "relation:supplier", "relation supplier"},
	{"rating:hot", "rating:hot", "rating hot"},

	// Purchases.
	{`bought:máy -bought:"bảo hành"`, `-bought:"bảo hành" bought:máy`, "bought “máy”, did not buy “bảo hành”"},
	{"bought:<90d", "bought:<90d", "last purchase within the last 90 days"},
	{"spent:>10tr", "spent:>10000000", "spent over 10,000,000 in any currency"},
	{"orders:>=3", "orders:>=3", "ordered 3 times or more"},

	// Deals.
	{"stage:lead,quote", "stage:lead,quote", "stage Lead or Quote"},
	{"stage:>=quote", "stage:>=quote", "stage Quote or later"},
	{"value:>1000", "value:>1000", "value over 1,000 in any currency"},
	{"value:10k..2m", "value:10000..2000000", "value from 10,000 to 2,000,000 in any currency"},
	{"value:>15tr", "value:>15000000", "value over 15,000,000 in any currency"},
	{"value:>3万", "value:>30000", "value over 30,000 in any currency"},
	{"value:>1000usd", "value:>1000usd", "value over 1,000 USD"},

	// The past.
	{"last:>30d", "last:>30d", "last contact more than 30 days ago"},
	{"call:never", "call:none", "never called"},
	{"last:<7d", "last:<7d", "last contact within the last 7 days"},
	{"last:2026-10", "last:2026-10", "last contact in October"},
	{"last:never", "last:none", "never contacted"},
	{"last:<2026-10-01", "last:<2026-10-01", "last contact before Thu 1 Oct"},
	{"created:<7d", "created:<7d", "added within the last 7 days"},
	{"since:>14d", "since:>14d", "in their stage for more than 14 days"},

	// What is to come.
	{"due:<7d", "due:<7d", "due within 7 days or overdue"},
	{"due:today", "due:today", "due today"},
	{"due:none", "due:none", "nothing due"},
	{"due:0d..7d", "due:0d..7d", "due in 0 to 7 days"},
	{"due:<0d", "due:<0d", "overdue"},
	{"due:>fri", "due:>fri", "due after Fri 27 Nov"},
	{"renew:..60d", "renew:..60d", "renewal in at most 60 days or overdue"},
	{"birthday:dec", "birthday:dec", "birthday in December"},

	// Numbers, and the last interaction.
	{"calls:>=3", "calls:>=3", "called 3 times or more"},
	{"tries:>2", "tries:>2", "tried more than 2 times without an answer"},
	{"outcome:na", "outcome:na", "last outcome na"},
	{"type:zalo", "type:zalo", "last contact by zalo"},
	{`log:"báo giá"`, `log:"báo giá"`, "log contains “báo giá”"},
	{"log:~contract", "log:contract", "log contains “contract”"},

	// How they stand.
	{"is:due", "is:due", "due today or overdue"},
	{"is:overdue", "is:overdue", "overdue"},
	{"is:today", "is:today", "due today"},
	{"is:cold", "is:cold", "going cold"},
	{"is:star", "is:star", "starred"},
	{"is:new", "is:new", "added within the last 7 days"},
	{"is:customer", "is:customer", "a customer"},
	{"is:dup", "is:dup", "a possible duplicate"},
	{"is:archived", "is:trash", "in the trash"},
	{"is:trash", "is:trash", "in the trash"},
	{"is:unreachable", "is:unreachable", "without phone and email"},
	{"has:phone no:email no:due", "due:none email:none phone:any", "any phone, no email, nothing due"},

	// Segments, lists, ids, and the book's own fields.
	{"seg:vip-hn -in:hoi-cho-2026", "-in:hoi-cho-2026 seg:vip-hn", "in segment “vip-hn”, not in list “hoi-cho-2026”"},
	{`seg:"name with spaces"`, `seg:"name with spaces"`, "in segment “name with spaces”"},
	{"id:k7f3,m2p9", "id:k7f3,m2p9", "id k7f3 or m2p9"},
	{"ma_nv:NV03", "ma_nv:NV03", "Mã NV contains “NV03”"},
	{"mã-nv:NV03", "ma_nv:NV03", "Mã NV contains “NV03”"},

	// The issue's own, and the design's other lines.
	{`tag:vip city:"Hà Nội" last:30d..`, `city:"Hà Nội" last:30d.. tag:vip`, "tagged vip, city contains “Hà Nội”, last contact 30 days ago or more"},
	{`tag:vip last:>30d city:"Hà Nội" -tag:lost`, `city:"Hà Nội" last:>30d -tag:lost tag:vip`, "tagged vip, last contact more than 30 days ago, city contains “Hà Nội”, not tagged lost"},
	{"tag:vip (stage:lead OR stage:quote) last:>30d -tag:lost", "last:>30d -tag:lost tag:vip (stage:lead OR stage:quote)", "tagged vip, (stage Lead or stage Quote), last contact more than 30 days ago, not tagged lost"},
	{"stage:lead,quote due:..7d", "due:..7d stage:lead,quote", "stage Lead or Quote, due in at most 7 days or overdue"},
	{"tag:vip sort:-last limit:20", "tag:vip sort:-last limit:20", "tagged vip, sorted by last (turned round), the first 20"},
	{"tag:vip sort:-last,name limit:50", "tag:vip sort:-last,name limit:50", "tagged vip, sorted by last (turned round), then name, the first 50"},
	{"NOT (tag:lost | is:star) AND lan", "-(is:star OR tag:lost) lan", "not (tagged lost or starred), “lan”"},
	{"http://may.vn 9:30", "http://may.vn 9:30", "“http://may.vn”, “9:30”"},
}
