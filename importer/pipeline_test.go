package importer_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crm/importer"
	"crm/store"
	"crm/store/storetest"
)

// fields says what each column of a text is taken for.
func fields(t *testing.T, text string, opt importer.Options) string {
	t.Helper()
	f, err := importer.Open(t.Context(), write(t, "in.csv", text), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for _, m := range f.Mapping() {
		out = append(out, m.Field)
	}
	return strings.Join(out, " ")
}

func TestMapping(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"vietnamese":       {"STT,Họ và tên,SĐT,Email,Ngày sinh,Doanh thu\n1,Nguyễn Thị Ánh,0912345678,anh@may.vn,02/12/1986,5\n", "skip name phone email birthday custom"},
		"chinese company":  {"客户名称,联系人,手机,备注\n七喜公司,艾柳,13800000104,x\n", "company name phone:mobile note"},
		"chinese customer": {"客户名称,手机\n王小明,13800000104\n", "name phone:mobile"},
		"japanese":         {"会社名,氏名,電話番号,メールアドレス\n青田,中村 明美,03-0000-0106,a@b.jp\n", "company name phone email"},
		"linkedin":         {"Notes:\n\"When exporting your connection data, you may notice that some are missing.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAnn,Lee,https://www.linkedin.com/in/ann,,Acme,Buyer,12 Mar 2024\n", "given family link:web email company title custom"},
		"hubspot":          {"Record ID - Contact,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status\n51,Ann,Lee,a@b.vn,0912345678,Boss,New\n", "external:hubspot given family email phone custom custom"},
		"google":           {"First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - City\nAnn,Lee,* myContacts ::: Navy,* Work,a@b.vn,Mobile,0912345678,Huế\n", "given family tags email-label email phone-label phone city"},
		"title beside job": {"Title,First Name,Last Name,Job Title\nMr.,Ann,Lee,Buyer\n", "custom given family title"},
		"given alone":      {"Tên,SĐT\nNguyễn Văn A,0912345678\n", "name phone"},
		"given and family": {"Họ,Tên,SĐT\nNguyễn,Văn A,0912345678\n", "family given phone"},
		"owner's email":    {"Name,Email,Owner email\nA,a@b.vn,boss@b.vn\nB,b@b.vn,boss@b.vn\nC,c@b.vn,boss@b.vn\nD,d@b.vn,boss@b.vn\n", "name email custom"},
		"values disagree":  {"Name,Phone\na@b.vn,x\nb@b.vn,y\nc@b.vn,z\nd@b.vn,u\ne@b.vn,v\n", "email custom"},
		"no header":        {"Ann Lee,ann@b.vn,0912345678\nBob Ray,bob@b.vn,0912345679\n", "name email phone"},
		"strange header":   {"Jméno,Nějaký e\nAnn Lee,ann@b.vn\nBob Ray,bob@b.vn\n", "name email"},
		"two rows":         {"Person,,Contact,\nName,Surname,Mobile,E-mail\nAnn,Lee,0912345678,a@b.vn\n", "name family phone:mobile email"},
		"not a timeline":   {"Name,Email,Date,Type\nA,a@b.vn,2024-01-02,big\nB,b@b.vn,2024-01-02,small\n", "name email custom custom"},
		"a timeline":       {"Date,Contact email,Type,Direction,Subject,Body\n2024-01-21 03:00,a@b.vn,meeting,in,x,y\n", "when email kind direction subject body"},
		"empty column":     {"Name,Email,Thing\nA,a@b.vn,\n", "name email skip"},
		"ids of others":    {"id,name\n1,Ann\n2,Bob\n", "custom name"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fields(t, c.text, options()); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

func TestMapOption(t *testing.T) {
	text := "Who,Thing\nAnn,0912345678\n"
	opt := options()
	opt.Map = []string{"thing=phone:work", "1=company"}
	if got := fields(t, text, opt); got != "company phone:work" {
		t.Errorf("%s", got)
	}
	for _, bad := range []string{"thing", "=phone", "nothing=phone", "thing=shoe"} {
		opt.Map = []string{bad}
		_, err := importer.Open(t.Context(), write(t, "in.csv", text), opt)
		if _, ok := errors.AsType[*importer.UsageError](err); !ok {
			t.Errorf("--map %s: %v", bad, err)
		}
	}
}

// TestUsageWords: the error says what is wrong, the hint what to do.
func TestUsageWords(t *testing.T) {
	path := write(t, "in.csv", "Name,Lạ\nAnn,1\n")
	for _, tt := range []struct {
		change     func(*importer.Options)
		what, next string
	}{
		{func(o *importer.Options) { o.Map = []string{"Lạ=bogus"} }, `there is no field "bogus"`, "the fields are name, given"},
		{func(o *importer.Options) { o.Map = []string{"Lạ=emial"} }, `there is no field "emial"`, "did you mean email? the fields are "},
		{func(o *importer.Options) { o.Sheet = "X" }, "in.csv has no sheets: it is delimited text", "leave --sheet out"},
	} {
		opt := options()
		tt.change(&opt)
		_, err := importer.Open(t.Context(), path, opt)
		if usage, ok := errors.AsType[*importer.UsageError](err); !ok || usage.What != tt.what || !strings.HasPrefix(usage.Next, tt.next) {
			t.Errorf("%v, want %s", err, tt.what)
		}
	}
}

func TestBadOptions(t *testing.T) {
	path := write(t, "in.csv", "Name\nAnn\n")
	for _, change := range []func(*importer.Options){
		func(o *importer.Options) { o.OnDup = "maybe" },
		func(o *importer.Options) { o.Dates = "dym" },
		func(o *importer.Options) { o.Encoding = "klingon" },
	} {
		opt := options()
		change(&opt)
		if _, err := importer.Open(t.Context(), path, opt); err == nil {
			t.Errorf("%+v is accepted", opt)
		}
	}
}

func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"empty.csv": "", "none.json": "[]\n",
		"page.xls": "<html><table></table></html>", "book.db": "SQLite format 3\x00 …", "blank.csv": "\n \n,,\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := importer.Open(t.Context(), path, options())
		if re, ok := errors.AsType[*importer.ReadError](err); !ok || re.What == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := importer.Open(t.Context(), dir, options()); err == nil {
		t.Error("a folder is read")
	}
	if _, err := importer.Open(t.Context(), filepath.Join(dir, "none.csv"), options()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

func TestNames(t *testing.T) {
	st := newBook(t)
	bring(t, st, write(t, "in.csv", "First name,Middle name,Last name,Email\n明,,王,1@b.cn\nVăn A,,Nguyễn,2@b.vn\nAnna,Maria,Schmidt,3@b.de\nMinh Khai,Thị,Tran,4@b.vn\n민수,,김,5@b.kr\nOnly,,,6@b.vn\n"), options())
	var got []string
	for _, c := range everybody(t, st) {
		got = append(got, c.Name)
	}
	want := []string{"王明", "Nguyễn Văn A", "Anna Maria Schmidt", "Tran Thị Minh Khai", "김민수", "Only"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestChannels(t *testing.T) {
	st := newBook(t)
	bring(t, st, write(t, "in.csv", "Name,Phone,Email,Country\n"+
		"A,0901234567 / 028 3822 1234,\"a@b.vn, A Two <a2@b.vn>\",\n"+
		"B,n/a,none,\n\"Roe, J\",,\"Roe, Jane <jane@b.vn>; x@b.vn\",\nC,see notes,c@@b,\nD,(202) 555-0123,d@b.vn,United States\nE,912345678,0901@84.phone,\n"), options())
	all := everybody(t, st)
	keys := func(c store.Contact) string {
		var s []string
		for _, p := range c.Phones {
			s = append(s, p.Key)
		}
		for _, e := range c.Emails {
			s = append(s, e.Key)
		}
		for _, v := range c.Custom {
			s = append(s, v.Label+"="+v.Value)
		}
		return strings.Join(s, " ")
	}
	for i, want := range []string{
		"+84901234567 +842838221234 a@b.vn a2@b.vn", "", "jane@b.vn x@b.vn", "Phone=see notes Email=c@@b", "+12025550123 d@b.vn", "+84912345678",
	} {
		if got := keys(all[i]); got != want {
			t.Errorf("%s: %q, want %q", all[i].Name, got, want)
		}
	}
}

func TestDateOrder(t *testing.T) {
	for name, c := range map[string]struct{ values, flag, want, column string }{
		"day first":   {"03/04/1990 25/12/1991", "", "1990-04-03 1991-12-25", "dmy"},
		"month first": {"03/04/1990 12/25/1991", "", "1990-03-04 1991-12-25", "mdy"},
		"either way":  {"03/04/1990 05/06/1991", "", "1990-04-03 1991-06-05", "dmy ambiguous"},
		"by the flag": {"03/04/1990 05/06/1991", "mdy", "1990-03-04 1991-05-06", "mdy"},
		"iso":         {"1990-04-03 1991/6/5", "", "1990-04-03 1991-06-05", ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := "Name,Birthday\n"
			for i, v := range strings.Fields(c.values) {
				text += fmt.Sprintf("P%d,%s\n", i, v)
			}
			opt := options()
			opt.Dates = c.flag
			st := newBook(t)
			r := bring(t, st, write(t, "in.csv", text), opt)
			var got []string
			for _, p := range everybody(t, st) {
				got = append(got, p.Birthday)
			}
			column := r.Mapping[1].Dates
			if r.Mapping[1].Ambiguous {
				column += " ambiguous"
				if len(r.Problems) != 2 {
					t.Errorf("doubtful dates are not listed: %v", r.Problems)
				}
			}
			if s := strings.Join(got, " "); s != c.want || column != c.column {
				t.Errorf("%s, %q; want %s, %q", s, column, c.want, c.column)
			}
		})
	}
}

func TestPolicies(t *testing.T) {
	for _, c := range []struct {
		policy importer.OnDup
		counts string // added changed same skipped asked
		title  string
		n      int
	}{
		{importer.Merge, "1 1 0 0 0", "Boss", 2}, {importer.Fill, "1 1 0 0 0", "Buyer", 2}, {importer.Leave, "1 0 0 1 0", "Buyer", 2},
		{importer.New, "2 0 0 0 0", "Buyer", 3}, {importer.Ask, "0 0 0 0 2", "Buyer", 1},
	} {
		t.Run(string(c.policy), func(t *testing.T) {
			st := newBook(t)
			bring(t, st, write(t, "old.csv", "Name,Email,Phone,Title\nAnn Lee,ann@b.vn,0912345678,Buyer\n"), options())
			opt := options()
			opt.OnDup = c.policy
			r := bring(t, st, write(t, "new.csv", "Name,Email,Phone,Title,Company\nAnn Lee,ANN@b.vn,,Boss,Acme\nBob Ray,,0912345678,,\n"), opt)
			if got := fmt.Sprint(r.Added, r.Changed, r.Same, r.Skipped, r.Asked); got != c.counts {
				t.Errorf("counts %s, want %s", got, c.counts)
			}
			all := everybody(t, st)
			if len(all) != c.n || all[0].Title != c.title {
				t.Errorf("%d contacts, the first is %q", len(all), all[0].Title)
			}
			if (c.policy == importer.Merge || c.policy == importer.Fill) && (all[0].Company != "Acme" || !strings.Contains(fmt.Sprint(r.Problems), "another name")) {
				t.Errorf("%+v\n%v", all[0], r.Problems)
			}
		})
	}
}

func TestPlanIsWhatApplyDoes(t *testing.T) {
	st := newBook(t)
	bring(t, st, write(t, "old.csv", "Name,Email,Title\nAnn Lee,ann@b.vn,Buyer\n"), options())
	f, err := importer.Open(t.Context(), write(t, "new.csv", "Name,Email,Title\nAnn Lee,ann@b.vn,Boss\nBob,bob@b.vn,\n,,x\n"), options())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	plan, previews, err := f.Plan(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(everybody(t, st)); n != 1 {
		t.Fatalf("the plan left %d contacts", n)
	}
	if len(previews) != 3 || previews[0].Outcome != importer.Changed || previews[0].Changes[0] != (importer.Change{Field: "title", Before: "Buyer", After: "Boss"}) || previews[2].Outcome != importer.Rejected {
		t.Errorf("%+v", previews)
	}
	done, err := f.Apply(t.Context(), st, nil)
	if err != nil {
		t.Fatal(err)
	}
	if done.Operation == "" || plan.Operation != "" || !plan.DryRun {
		t.Errorf("operations %q, %q", plan.Operation, done.Operation)
	}
	done.Operation, done.DryRun = "", true
	a, _ := json.Marshal(plan)
	b, _ := json.Marshal(done)
	if string(a) != string(b) {
		t.Errorf("planned %s\ndone %s", a, b)
	}
}

func TestReportFile(t *testing.T) {
	st := newBook(t)
	opt := options()
	opt.Report = filepath.Join(t.TempDir(), "look.csv")
	bring(t, st, write(t, "in.csv", "Name,Phone,City\nAnn,0912345678,Huế\n,,Huế\n=1+1,09O1234567,\n"), opt)
	data, err := os.ReadFile(opt.Report)
	if err != nil {
		t.Fatal(err)
	}
	id := ""
	for _, c := range everybody(t, st) {
		if c.Name == "=1+1" {
			id = c.UID
		}
	}
	want := "\uFEFFName,Phone,City,line,reason,was,contact id\r\n,,Huế,3,nothing in this row names or reaches anybody,,\r\n" +
		"\"'=1+1\",09O1234567,,4,Phone: letter O in a phone number,\"{\"\"1\"\":\"\"09O1234567\"\"}\"," + id + "\r\n"
	if string(data) != want {
		t.Errorf("%q\nwant %q", data, want)
	}
	if info, err := os.Stat(opt.Report); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if got := fields(t, string(data), options()); got != "name phone city skip skip skip id" {
		t.Errorf("the report comes back as %s", got)
	}
	opt.Report += "2"
	bring(t, newBook(t), write(t, "in.csv", "Name\nAnn\n"), opt)
	if _, err := os.Stat(opt.Report); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a report without rows: %v", err)
	}
}

func TestTimelineColumns(t *testing.T) {
	st := newBook(t)
	path := write(t, "in.csv", "Name,Email,Last contact,Next follow up\nAnn,ann@b.vn,2026-01-05,2026-12-01\n")
	bring(t, st, path, options())
	c := everybody(t, st)[0]
	if c.Stats.NextDue != "2026-12-01" || c.Stats.LastAt.Format("2006-01-02") != "2026-01-05" {
		t.Errorf("%+v", c.Stats)
	}
	if r := bring(t, st, path, options()); r.Same != 1 || r.Operation != "" {
		t.Errorf("again: %+v", r)
	}
	bring(t, st, write(t, "in2.csv", "Name,Email,Next follow up\nAnn,ann@b.vn,2026-12-24\n"), options())
	if open, err := st.Reminders(t.Context(), c.UID, false); err != nil || len(open) != 1 || open[0].DueOn != "2026-12-24" {
		t.Errorf("%+v, %v", open, err)
	}
}

func TestCancelLeavesNothing(t *testing.T) {
	st := newBook(t)
	f, err := importer.Open(t.Context(), write(t, "in.csv", "Name,Email\n"+strings.Repeat("Ann,ann@b.vn\n", 2000)), options())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx, cancel := context.WithCancel(t.Context())
	_, err = f.Apply(ctx, st, func(done, total int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	if n := len(everybody(t, st)); n != 0 {
		t.Errorf("%d contacts are left", n)
	}
}

// TestTwiceChangesNothing: whatever a file holds, its second import finds every
// row that the first took.
func TestTwiceChangesNothing(t *testing.T) {
	storetest.Cases(t, 10)
	cell := func(values ...string) *rapid.Generator[string] { return rapid.SampledFrom(values) }
	row := rapid.Custom(func(t *rapid.T) string {
		return strings.Join([]string{
			cell("Ann Lee", "Lee Ann", "A. Lee", "Ann", "Bob Ray", "Nguyễn Văn A", "Nguyen Van A", "").Draw(t, "name"),
			cell("", "a@b.vn", "A@b.vn", "b@b.vn", "a@b.vn;b@b.vn", "bad@").Draw(t, "email"),
			cell("", "0912345678", "+84 912 345 678", "0912345679", "0912345678 / 0912345679", "113", "none").Draw(t, "phone"),
			cell("", "Acme", "ACME", "Beta").Draw(t, "company"),
			cell("", "02/12/1986", "31/31/31").Draw(t, "birthday"),
			cell("", "vip", "vip;new").Draw(t, "tags"),
			cell("", "Huế", "Hà Nội").Draw(t, "city"),
			cell("", "2026-12-01", "1/2/2027").Draw(t, "next"),
			cell("", "x", "y").Draw(t, "thing"),
		}, ",")
	})
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		st, err := store.OpenScratch(t.Context(), storeOptions())
		if err != nil {
			rt.Fatal(err)
		}
		defer st.Close()
		text := "Name,Email,Phone,Company,Birthday,Tags,City,Next follow up,Thing\n" + strings.Join(rapid.SliceOfN(row, 1, 8).Draw(rt, "rows"), "\n") + "\n"
		path := filepath.Join(dir, "in.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			rt.Fatal(err)
		}
		f, err := importer.Open(t.Context(), path, options())
		if err != nil {
			rt.Fatal(err)
		}
		defer f.Close()
		first, err := f.Apply(t.Context(), st, nil)
		if err != nil {
			rt.Fatal(err)
		}
		accounted(t, first)
		second, err := f.Apply(t.Context(), st, nil)
		if err != nil {
			rt.Fatal(err)
		}
		if second.Same != second.Rows-second.Rejected || second.Operation != "" {
			rt.Fatalf("%s\nfirst %+v\nsecond %+v", text, first, second)
		}
	})
}
