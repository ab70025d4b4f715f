package importer_test

import (
	"strings"
	"testing"

	"crm/store"
)

// TestNamesInTheWrongColumn: nothing is lost of a name, and its parts are what the
// file shows them to be.
func TestNamesInTheWrongColumn(t *testing.T) {
	all, _ := twice(t, "in.csv", "First Name,Last Name,Email\n"+
		"Nguyễn Thị Minh Khai,,1@b.vn\nLê Văn Tám,,2@b.vn\nNguyễn Văn An,Nguyễn,3@b.vn\nAnna Schmidt,Schmidt,4@b.de\nMary Jane Ann,,5@b.us\n小明,王,6@b.cn\n", options())
	for i, want := range []string{"Nguyễn Thị Minh Khai||", "Lê Văn Tám||", "Nguyễn Văn An|Văn An|Nguyễn", "Anna Schmidt|Anna|Schmidt", "Mary Jane Ann|Mary Jane Ann|", "王小明|小明|王"} {
		if c := all[i]; c.Name+"|"+c.Given+"|"+c.Family != want {
			t.Errorf("%s|%s|%s, want %s", c.Name, c.Given, c.Family, want)
		}
	}
	all, _ = twice(t, "in.csv", "Name,Email\n\"Lee, Ann\",1@b.us\n\"Carter, Vaughn and Brown Inc\",2@b.us\n\"King, Jr.\",3@b.us\n\"Dr. Anna Müller, PhD\",4@b.us\nBo Ray,5@b.us\n", options())
	for i, want := range []string{"Lee, Ann|Ann|Lee", "Carter, Vaughn and Brown Inc||", "King, Jr.||", "Dr. Anna Müller, PhD||", "Bo Ray||"} {
		if c := all[i]; c.Name+"|"+c.Given+"|"+c.Family != want {
			t.Errorf("%s|%s|%s, want %s", c.Name, c.Given, c.Family, want)
		}
	}
}

// TestInventedEmails: Haravan makes an address of the phone of people without one.
func TestInventedEmails(t *testing.T) {
	all, _ := twice(t, "in.csv", "Name,Email,Phone\nAnn,0912345678@84.phone,\nBo,0912345679@84.phone,0912345670\n", options())
	if c := all[0]; len(c.Emails) != 0 || len(c.Phones) != 1 || c.Phones[0].Key != "+84912345678" {
		t.Errorf("%+v", c)
	}
	if c := all[1]; len(c.Emails) != 0 || len(c.Phones) != 1 || c.Phones[0].Key != "+84912345670" {
		t.Errorf("%+v", c)
	}
}

// TestFlags: a column for each tag, with a mark in the rows that have it.
func TestFlags(t *testing.T) {
	all, r := twice(t, "in.csv", "Name,Email,Khách sỉ,Nợ,Children\nAnn,a@b.vn,x,✓,1\nBo,b@b.vn,,,1\nCy,c@b.vn,x,,1\n", options())
	if got := strings.Join(all[0].Tags, " "); got != "Khách sỉ Nợ" || len(all[1].Tags) != 0 {
		t.Errorf("%q, %q: %+v", got, all[1].Tags, r.Mapping)
	}
	if r.Mapping[4].Field != "custom" {
		t.Errorf("a number in every row is %s", r.Mapping[4].Field)
	}
}

// TestBirthdayOfThreeColumns: as Thunderbird writes it.
func TestBirthdayOfThreeColumns(t *testing.T) {
	all, r := twice(t, "in.csv", "Display Name,Primary Email,Secondary Email,Birth Year,Birth Month,Birth Day\nAnn,a@b.vn,,1970,11,15\nBo,b@b.vn,,,2,29\nCy,c@b.vn,,1970,13,1\nDi,d@b.vn,,,,\n", options())
	for i, want := range []string{"1970-11-15", "--02-29", "", ""} {
		if all[i].Birthday != want {
			t.Errorf("%s: %q, want %q", all[i].Name, all[i].Birthday, want)
		}
	}
	if !strings.Contains(reasons(r), "not part of a date") || len(all[2].Custom) != 3 {
		t.Errorf("%+v\n%s", all[2].Custom, reasons(r))
	}
}

// TestLifeByValues: what other programs call the groups of a life cycle.
func TestLifeByValues(t *testing.T) {
	all, r := twice(t, "in.csv", "Name,Email,Lifecycle Stage,Trạng thái\nAnn,a@b.vn,Customer,on\nBo,b@b.vn,Marketing Qualified Lead,on\nCy,c@b.vn,Other,on\nDi,d@b.vn,,on\n", options())
	for i, want := range []string{"current", "potential", "potential", "potential"} {
		if all[i].Life != want {
			t.Errorf("%s: %q, want %q", all[i].Name, all[i].Life, want)
		}
	}
	if !preserved(&all[2], "Other") || !strings.Contains(reasons(r), "no group of the life cycle") {
		t.Errorf("%+v", all[2].Custom)
	}
	all, r = twice(t, "in.csv", "Tên,SĐT,Mối quan hệ\nAnn,0912345678,Tiềm năng\nBo,0912345679,Khách hàng\n", options())
	if r.Mapping[2].Field != "life" || all[1].Life != "current" {
		t.Errorf("%+v", r.Mapping)
	}
}

// TestIDsOfOthers: an id of another system finds its contact again, and does not
// make one person of two.
func TestIDsOfOthers(t *testing.T) {
	st := newBook(t)
	bring(t, st, write(t, "a.csv", "Mã KH,Họ tên,SĐT\nKH1,Nguyễn Văn A,0912345678\n"), options())
	r := bring(t, st, write(t, "b.csv", "Mã KH,Họ tên,SĐT\nKH1,Nguyễn Văn A,0987654321\nKH1,Trần B,0987654322\n"), options())
	all := persons(t, st)
	if r.Changed != 1 || r.Added != 1 || len(all[0].Phones) != 2 || !preserved(&all[1], "KH1") || len(all[1].External) != 0 {
		t.Errorf("%+v\n%+v", r, all)
	}
	again := bring(t, st, write(t, "b.csv", "Mã KH,Họ tên,SĐT\nKH1,Nguyễn Văn A,0987654321\nKH1,Trần B,0987654322\n"), options())
	if again.Same != 2 {
		t.Errorf("again: %+v", again)
	}
}

// TestLeadForm: Facebook's lead forms are UTF-16 with tabs, and mark ids and phones.
func TestLeadForm(t *testing.T) {
	text := "id\tcreated_time\tad_id\tform_id\tplatform\tfull_name\tphone_number\nl:123\t2024-03-05T10:20:30+07:00\tag:1\tf:2\tfb\tNguyễn Văn A\tp:+84912345678\n"
	wide := []byte{0xff, 0xfe}
	for _, r := range text {
		wide = append(wide, byte(r), byte(r>>8))
	}
	all, _ := twice(t, "leads.csv", string(wide), options())
	c := all[0]
	if c.Name != "Nguyễn Văn A" || c.Source != "fb" || c.Phones[0].Text != "+84912345678" || c.External[0] != (store.External{System: "facebook", ID: "123"}) {
		t.Errorf("%+v", c)
	}
}

// TestGuardedColumns: Dynamics exports begin with three columns that nobody is to
// touch, in the language of its user.
func TestGuardedColumns(t *testing.T) {
	all, r := twice(t, "in.csv", "(Nicht ändern) Kontakt,(Nicht ändern) Zeilenprüfsumme,(Nicht ändern) Geändert am, Vollständiger Name,E-Mail\n"+
		"11111111-1111-1111-1111-111111111111,rZ8x==,22.06.2026 10:00,Anna Schmidt,a@b.de\n", options())
	if c := all[0]; c.Name != "Anna Schmidt" || c.External[0].System != "dynamics" || len(c.Custom) != 0 {
		t.Errorf("%+v: %+v", c, r.Mapping)
	}
}
