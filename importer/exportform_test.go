package importer_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"crm/importer"
	"crm/store"
)

// peopleBook is a book with somebody in it who has everything, and somebody who has
// little.
func peopleBook(t *testing.T) *store.Store {
	t.Helper()
	st := newBook(t)
	alter(t, st, func(tx *store.Tx) error {
		for _, c := range []store.Contact{
			{
				UID: "a000000000000001", Name: "Nguyễn Thị Ánh", Given: "Ánh", Family: "Nguyễn", Additional: "Thị", Nickname: "Nana", Company: "May Hòa Bình", Title: "Giám đốc",
				Department: "Sales", Source: "Fair", Birthday: "1986-12-02", Note: "=1+1", Needs: "áo", Tags: []string{"vip", "hot"}, Life: "current",
				Emails:    []store.Email{{Address: "anh@may.vn", Label: "work"}, {Address: "a@b.vn", Label: "home"}, {Address: "c@d.vn"}, {Address: "e@f.vn"}},
				Phones:    []store.Phone{{Text: "0912 345 678"}, {Text: "024 3933 1234", Label: "work"}, {Text: "0987654321", Label: "home"}, {Text: "0912000111"}, {Text: "0912000222"}, {Text: "ask her", Label: "other"}},
				Addresses: []store.Address{{Street: "12 Láng Hạ", City: "Hà Nội", Region: "Đống Đa", Postcode: "100000", Country: "Việt Nam", Label: "work"}},
				Links:     []store.Link{{Kind: "web", URL: "https://may.vn"}, {Kind: "zalo", URL: "0912345678"}},
				Custom:    []store.Custom{{Label: "Mã KH", Value: "KH01"}},
				Consents:  []store.Consent{{Channel: "email", State: "no"}},
			},
			{UID: "b000000000000001", Name: "王小明", Birthday: "--02-29", Relation: "partner"},
		} {
			if _, err := tx.AddContact(c); err != nil {
				return err
			}
		}
		for _, r := range []store.Reminder{
			{UID: "r000000000000001", Contact: "a000000000000001", Kind: "follow-up", DueOn: "2026-12-01", Text: "Gọi lại, nhé"},
			{UID: "r000000000000002", Contact: "a000000000000001", Kind: "appointment", DueOn: "2026-12-02", DueAt: now.Add(9 * 24 * time.Hour)},
			{UID: "r000000000000003", Contact: "b000000000000001", Kind: "renewal", DueOn: "2027-01-31", Ahead: 14},
			{UID: "r000000000000004", Contact: "b000000000000001", Kind: "promise", DueOn: "2026-12-05", Owed: "them", DoneAt: now},
			{UID: "r000000000000005", Contact: "b000000000000001", Kind: "follow-up", DueOn: "2027-01-30", Rule: "3mo"},
		} {
			if _, err := tx.AddReminder(r); err != nil {
				return err
			}
		}
		_, err := tx.SetValue("a000000000000001", store.Money{Minor: 15_000_000, Currency: "VND"})
		return err
	})
	return st
}

// exported is what an export writes.
func exported(t testing.TB, st *store.Store, as string, opt importer.ExportOptions) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := importer.Export(t.Context(), st, nil, as, &b, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sheetOf reads a CSV as records by header.
func sheetOf(t testing.TB, text string) (header []string, rows []map[string]string) {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, v := range r {
			row[all[0][i]] = v
		}
		rows = append(rows, row)
	}
	return all[0], rows
}

func TestColumns(t *testing.T) {
	st := peopleBook(t)
	for columns, want := range map[string]string{
		"name,phone,email":                  "name,phone,email\nNguyễn Thị Ánh,0912 345 678,anh@may.vn\n王小明,,\n",
		"Name, phone:2 ,phone:work,email:4": "name,phone 2,work phone,email 4\nNguyễn Thị Ánh,024 3933 1234,024 3933 1234,e@f.vn\n王小明,,,\n",
		"id,stage,value,due":                "id,stage,value,due\na000000000000001,new,15000000vnd,2026-12-01\nb000000000000001,,,2026-12-05\n",
		"Mã KH,city,tags":                   "custom: Mã KH,city,tags\nKH01,Hà Nội,\"hot, vip\"\n,,\n",
		"emails":                            "emails\n\"anh@may.vn, a@b.vn, c@d.vn, e@f.vn\"\n\n",
		"sđt,họ tên":                        "phone,name\n0912 345 678,Nguyễn Thị Ánh\n,王小明\n",
	} {
		if columns == "id,stage,value,due" {
			want = strings.Replace(want, "2026-12-05", "2027-01-30", 1)
		}
		got := exported(t, st, "csv", importer.ExportOptions{NoBOM: true, Columns: strings.Split(columns, ",")})
		if strings.ReplaceAll(got, "\r\n", "\n") != want {
			t.Errorf("%s:\n%s\nwant\n%s", columns, got, want)
		}
	}
	book := exported(t, st, "xlsx", importer.ExportOptions{Columns: []string{"name", "phone"}})
	r := into(t, newBook(t), "two.xlsx", book, options())
	if len(r.Mapping) != 2 || r.Added != 2 {
		t.Errorf("%+v", r)
	}
	for _, c := range []struct {
		as   string
		opt  importer.ExportOptions
		what string
		next string
	}{
		{"csv", importer.ExportOptions{Columns: []string{"nmae"}}, `there is no field "nmae"`, "did you mean name"},
		{"csv", importer.ExportOptions{Columns: []string{"qqqqq"}}, `there is no field "qqqqq"`, "there are id, name"},
		{"csv", importer.ExportOptions{Columns: []string{" "}}, "no columns are named", "name some"},
		{"json", importer.ExportOptions{Columns: []string{"name"}}, "an export as json has no columns", "leave --columns out"},
		{"csv", importer.ExportOptions{Preset: "yahoo"}, `there is no preset "yahoo"`, "use google, outlook, hubspot or salesforce"},
		{"xlsx", importer.ExportOptions{Preset: "google"}, "a preset is the columns of a CSV", "leave --preset out"},
		{"csv", importer.ExportOptions{Preset: "google", Columns: []string{"name"}}, "a preset has columns of its own", "leave --columns or --preset out"},
		{"pdf", importer.ExportOptions{}, `there is no export as "pdf"`, "use csv"},
	} {
		var usage *importer.UsageError
		if _, err := importer.Export(t.Context(), st, nil, c.as, &bytes.Buffer{}, c.opt); !errors.As(err, &usage) || usage.What != c.what || !strings.HasPrefix(usage.Next, c.next) {
			t.Errorf("%s %+v: %v", c.as, c.opt, err)
		}
	}
}

// TestPresets: each has the program's own header and our person in it, and our own
// import knows the file again.
func TestPresets(t *testing.T) {
	st := peopleBook(t)
	for preset, want := range map[string]map[string]string{
		"google": {
			"First Name": "Ánh", "Middle Name": "Thị", "Last Name": "Nguyễn", "File As": "Nguyễn Thị Ánh", "Organization Name": "May Hòa Bình", "Organization Title": "Giám đốc",
			"Birthday": "1986-12-02", "Labels": "* myContacts ::: hot ::: vip", "E-mail 1 - Label": "work", "E-mail 4 - Value": "e@f.vn", "Phone 1 - Value": "+84912345678",
			"Phone 6 - Value": "ask her", "Address 1 - City": "Hà Nội", "Website 1 - Value": "https://may.vn", "Website 2 - Label": "zalo",
			"Custom Field 1 - Label": "Mã KH", "Custom Field 1 - Value": "KH01", "Notes": "'=1+1\nNeeds: áo",
		},
		"outlook": {
			"First Name": "Ánh", "Last Name": "Nguyễn", "E-mail 3 Address": "c@d.vn", "Mobile Phone": "+84912345678", "Primary Phone": "+84912000111", "Business Phone": "+842439331234",
			"Home Phone": "+84987654321", "Other Phone": "ask her", "Business City": "Hà Nội", "Business Country/Region": "Việt Nam", "Web Page": "https://may.vn", "Birthday": "1986-12-02",
			"Notes": "'=1+1\nNeeds: áo\nMã KH: KH01\nTags: hot, vip\nPhone: +84912000222\nEmail: e@f.vn\nLink: 0912345678 zalo",
		},
		"hubspot": {
			"First Name": "Thị Ánh", "Email": "anh@may.vn", "Phone Number": "+842439331234", "Mobile Phone Number": "+84912345678", "Company Name": "May Hòa Bình",
			"Lifecycle Stage": "Customer", "State/Region": "Đống Đa",
		},
		"salesforce": {
			"First Name": "Thị Ánh", "Last Name": "Nguyễn", "Account Name": "May Hòa Bình", "Mailing Zip/Postal Code": "100000", "Birthdate": "1986-12-02", "Email Opt Out": "1", "Do Not Call": "0",
		},
	} {
		text := exported(t, st, "csv", importer.ExportOptions{Preset: preset})
		_, rows := sheetOf(t, text)
		if len(rows) != 2 {
			t.Fatalf("%s: %d rows", preset, len(rows))
		}
		for column, value := range want {
			if rows[0][column] != value {
				t.Errorf("%s: %s is %q, want %q", preset, column, rows[0][column], value)
			}
		}
		// Who has one name has it whole; Salesforce takes nobody without a last one.
		name := "First Name"
		if preset == "salesforce" {
			name = "Last Name"
		}
		if rows[1][name] != "王小明" {
			t.Errorf("%s: %s of the second is %q", preset, name, rows[1][name])
		}
		back := newBook(t)
		if r := into(t, back, preset+".csv", text, options()); r.Added != 2 || r.Rejected > 0 {
			t.Errorf("%s comes back as %+v", preset, r)
		}
		found := everybody(t, back)
		i := slices.IndexFunc(found, func(c store.Contact) bool { return c.Family == "Nguyễn" && strings.HasSuffix(c.Given, "Ánh") })
		if i < 0 || found[i].Company != "May Hòa Bình" || !slices.ContainsFunc(found[i].Phones, func(p store.Phone) bool { return p.Key == "+84912345678" }) || !slices.ContainsFunc(found[i].Emails, func(e store.Email) bool { return e.Key == "anh@may.vn" }) {
			t.Errorf("%s comes back as %+v", preset, found)
		}
	}
}

func TestGoogleAndOutlookHeaders(t *testing.T) {
	const google = "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,Website 1 - Value"
	const outlook = "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 Address,E-mail 3 Address,Home Phone,Home Phone 2,Business Phone,Business Phone 2,Mobile Phone,Car Phone,Other Phone,Primary Phone,Pager,Business Fax,Home Fax,Other Fax,Company Main Phone,Callback,Radio Phone,Telex,TTY/TDD Phone,IMAddress,Job Title,Department,Company,Office Location,Manager's Name,Assistant's Name,Assistant's Phone,Company Yomi,Business Street,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other City,Other State,Other Postal Code,Other Country/Region,Personal Web Page,Spouse,Schools,Hobby,Location,Web Page,Birthday,Anniversary,Notes"
	for preset, want := range map[string]string{"google": google, "outlook": outlook} {
		header, _ := sheetOf(t, exported(t, newBook(t), "csv", importer.ExportOptions{Preset: preset}))
		if got := strings.Join(header, ","); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", preset, got, want)
		}
	}
}

// TestTemplate: the example is never a contact, and what is written below it is.
func TestTemplate(t *testing.T) {
	for _, as := range importer.TemplateFormats() {
		path := filepath.Join(t.TempDir(), "template."+as)
		if err := importer.TemplateFile(t.Context(), as, path, importer.ExportOptions{}); err != nil {
			t.Fatal(err)
		}
		st := newBook(t)
		f, err := importer.Open(t.Context(), path, options())
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		r, err := f.Apply(t.Context(), st, nil)
		if err != nil {
			t.Fatal(err)
		}
		if r.Rows != 0 || len(r.Problems) == 0 || r.Problems[0].Fix != "it is left out" {
			t.Errorf("%s: %+v", as, r)
		}
		for _, m := range r.Mapping {
			if m.Field == "custom" {
				t.Errorf("%s: the column %s is a custom field", as, m.Column)
			}
		}
	}
	var b bytes.Buffer
	if err := importer.Template("csv", &b, importer.ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	st := newBook(t)
	r := into(t, st, "filled.csv", b.String()+"Trần Văn Đức,,,,0987654321\r\n", options())
	if r.Rows != 1 || r.Added != 1 || everybody(t, st)[0].Name != "Trần Văn Đức" {
		t.Errorf("%+v", r)
	}
	// Who writes over the example means it.
	edited := strings.Replace(b.String(), "Nguyễn Thị Ánh (example)", "Nguyễn Thị Ánh", 1)
	if r := into(t, newBook(t), "edited.csv", edited, options()); r.Rows != 1 || r.Added != 1 {
		t.Errorf("%+v", r)
	}
	if err := importer.Template("json", &b, importer.ExportOptions{}); err == nil {
		t.Error("a template as JSON")
	}
}

func TestCalendar(t *testing.T) {
	st := peopleBook(t)
	text := strings.ReplaceAll(exported(t, st, "ics", importer.ExportOptions{}), "\r\n", "\n")
	for _, part := range []string{
		"UID:a000000000000001-birthday@crm\nDTSTAMP:20261123T090000Z\nDTSTART;VALUE=DATE:19861202\nRRULE:FREQ=YEARLY\nSUMMARY:Birthday of Nguyễn Thị Ánh (born 1986)\n",
		"DTSTART;VALUE=DATE:20000229\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\nSUMMARY:Birthday of 王小明\n",
		"BEGIN:VTODO\nUID:r000000000000001@crm\nDTSTAMP:20261123T090000Z\nDUE;VALUE=DATE:20261201\nSUMMARY:Nguyễn Thị Ánh: Gọi lại\\, nhé\n",
		"BEGIN:VEVENT\nUID:r000000000000002@crm\nDTSTAMP:20261123T090000Z\nDTSTART:20261202T090000Z\nDURATION:PT1H\n",
		"TRIGGER:-PT15M", "TRIGGER:-P14D", "DTSTART;VALUE=DATE:20270131\nRRULE:FREQ=YEARLY\n",
		"DTSTART;VALUE=DATE:20270130\nRRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30;BYSETPOS=-1\n",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("no\n%s\nin\n%s", part, text)
		}
	}
	if strings.Contains(text, "r000000000000004") || strings.Count(text, "BEGIN:VEVENT") != 5 || strings.Count(text, "BEGIN:VTODO") != 1 {
		t.Errorf("what is in it is wrong:\n%s", text)
	}
	dir := filepath.Join(t.TempDir(), "new", "calendar")
	n, err := importer.ExportSplit(t.Context(), st, nil, "ics", dir, importer.ExportOptions{})
	if err != nil || n != 2 {
		t.Fatal(n, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 6 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil || bytes.Count(data, []byte("BEGIN:V")) < 2 || bytes.Count(data, []byte("UID:")) != 1 {
			t.Errorf("%s: %s, %v", f.Name(), data, err)
		}
		if info, _ := f.Info(); info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", f.Name(), info.Mode())
		}
	}
	if _, err := importer.ExportSplit(t.Context(), st, nil, "csv", dir, importer.ExportOptions{}); err == nil {
		t.Error("a CSV is split")
	}
}

// TestExportOfNamesakes: two people of an export who share a number are two people
// in another book as well.
func TestExportOfNamesakes(t *testing.T) {
	st := newBook(t)
	alter(t, st, func(tx *store.Tx) error {
		for _, uid := range []string{"a000000000000001", "b000000000000001"} {
			if _, err := tx.AddContact(store.Contact{UID: uid, Name: "Nguyễn Văn A", Phones: []store.Phone{{Text: "0901234567"}}}); err != nil {
				return err
			}
		}
		return nil
	})
	for _, as := range []string{"csv", "xlsx", "ndjson", "json"} {
		if r := into(t, newBook(t), "two."+as, exported(t, st, as, importer.ExportOptions{}), options()); r.Added != 2 {
			t.Errorf("%s: %+v", as, r)
		}
	}
}
