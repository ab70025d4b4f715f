package field_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crm/importer/field"
	"crm/store"
)

func TestFind(t *testing.T) {
	f := field.NewFinder()
	for header, want := range map[string]string{
		"Name": "name", "Full name": "name", "Họ và tên": "name", "姓名": "name", "氏名": "name", "الاسم": "name",
		"First name": "given", "FirstName": "given", "Last Name": "family", "Primary Contact First Name": "given",
		"Secondary Contact First Name": "",
		"E-mail 1 - Value":             "email", "E-mail 2 - Value": "email:2", "E-mail 2 Address": "email:2", "Email Address": "email", "Email 2": "email:2",
		"E-mail 1 - Label": "email-label", "Phone 2 - Type": "phone-label:2",
		"Email Secondary": "email:2", "Person - Email - Work": "email:work", "Person - Phone - Home": "phone:home", "Contact email": "email",
		"Customer email": "email", "Work email": "email:work", "会社E-mail": "email:work",
		"Mobile Phone": "phone:mobile", "Home Phone 2": "phone:home:2", "Business Fax": "phone:fax", "Phone (number)": "phone", "SĐT": "phone",
		"Số điện thoại": "phone", "Điện thoại": "phone", "手机": "phone:mobile", "携帯電話": "phone:mobile", "TEL会社": "phone:work", "Phone 1": "phone",
		"Mailing City": "city:mailing", "MailingStreet": "street:mailing", "Mailing State/Province": "region:mailing",
		"Business Country/Region": "country:work", "Home Street 2": "street:home:2", "Address 1 - Formatted": "address", "Address 2 - City": "city:2",
		"Address 1: Street 1": "street", "Address 1: ZIP/Postal Code": "postcode", "Địa chỉ": "address", "住所": "address", "郵便番号": "postcode",
		"Company": "company", "Account Name": "company", "Công ty": "company", "会社名": "company", "Organization 1 - Name": "company",
		"Job title": "title", "Chức vụ": "title", "职务": "title", "Ngày sinh": "birthday", "Sinh": "birthday", "Năm sinh": "birthday", "DOB": "birthday", "D.O.B.": "birthday", "Born": "birthday",
		"出生": "birthday", "生日期": "birthday", "出生年月": "birthday", "Sinh viên": "", "Nơi sinh": "", "Birth place": "", "生年月日": "birthday",
		"Notes": "note", "Ghi chú": "note", "备注": "note", "Labels": "tags", "Group Membership": "tags", "Nhóm khách hàng": "tags",
		"Next Follow Up Date": "next", "Ngày hẹn": "next", "最近沟通时间": "last", "Last call (datetime)": "last:call",
		"STT": "skip", "#": "skip", "序号": "skip", "id": "id", "Customer ID": "external:customer", "Mã KH": "external:customer", "Contact owner": "", "Manager's Name": "",
		"(Do Not Modify) Contact": "external:dynamics", "external: abc": "external:abc", "custom: Email": "custom",
		"Doanh thu (VNĐ)": "", "Customer since": "", "Lead Source": "source", "Эл. почта": "email", "Τηλέφωνο": "phone", "อีเมล": "email",
		"Telegram": "link:telegram", "Contact Type": "", "フリガナ": "phonetic", "": "", "—": "",
	} {
		got, conf, ok := f.Find(header)
		if !ok {
			got = field.Target{}
		}
		if ok != (want != "") || got.String() != want {
			t.Errorf("Find(%q) = %q, %v, want %q", header, got, ok, want)
		}
		if ok && (conf <= 0 || conf > 1) {
			t.Errorf("Find(%q): confidence %v", header, conf)
		}
	}
}

func TestOthers(t *testing.T) {
	f := field.NewFinder()
	for header, want := range map[string]bool{
		"Contact owner": true, "Owner email": true, "Người phụ trách": true, "归属人": true, "Email": false, "Phone": false,
	} {
		if got := f.Others(header); got != want {
			t.Errorf("Others(%q) = %v", header, got)
		}
	}
}

func TestEveryAliasIsFoundAsItself(t *testing.T) {
	f := field.NewFinder()
	for _, id := range field.Names() {
		got, err := f.Parse(id)
		if err != nil || string(got.ID) != id {
			t.Errorf("Parse(%q) = %v, %v", id, got, err)
		}
	}
}

func TestParse(t *testing.T) {
	f := field.NewFinder()
	for _, s := range []string{"phone", "phone:work", "email:home:2", "custom", "skip", "next:appointment"} {
		got, err := f.Parse(s)
		if err != nil || got.String() != s {
			t.Errorf("Parse(%q) = %q, %v", s, got, err)
		}
	}
	if got, err := f.Parse("SĐT"); err != nil || got.ID != field.Phone {
		t.Errorf("Parse of an alias: %v, %v", got, err)
	}
	if _, err := f.Parse("shoe size"); err == nil {
		t.Error("an unknown field is accepted")
	}
}

// TestNames: each field is listed once, and each listed one can be asked for.
func TestNames(t *testing.T) {
	f := field.NewFinder()
	seen := map[string]bool{}
	for _, name := range field.Names() {
		if seen[name] {
			t.Errorf("%s is listed twice", name)
		}
		seen[name] = true
		if got, err := f.Parse(name); err != nil || string(got.ID) != name {
			t.Errorf("Parse(%q) = %v, %v", name, got, err)
		}
	}
}

func TestNearest(t *testing.T) {
	for name, want := range map[string]string{
		"bogus": "", "phon": "phone when phonetic", "emial": "email", "Tag": "tags",
		"birthdate": "birthday", "nam": "name", "compnay": "company", "": "", "x": "",
	} {
		if got := strings.Join(field.Nearest(name), " "); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestTagsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tag := rapid.StringMatching(`[a-zễ明,;|、":][a-z ễ明,;|，":\n]{0,6}[a-zễ明,;|；":]`)
		tags := rapid.SliceOfN(tag, 0, 5).Draw(t, "tags")
		got := field.SplitTags(field.JoinTags(tags))
		if len(got) != len(tags) {
			t.Fatalf("%q became %q", tags, got)
		}
		for i := range tags {
			if got[i] != tags[i] {
				t.Fatalf("%q became %q", tags, got)
			}
		}
	})
}

func TestSplitTags(t *testing.T) {
	for in, want := range map[string]int{
		"": 0, "lead;hot": 2, "* myContacts ::: Navy": 2, `"a" ::: b`: 2, `":::"`: 1, ":::a:::": 1, "a, b": 2, `"a, b", c`: 2, `"open`: 1, "甲、乙，丙": 3, " , ; ": 0,
	} {
		if got := field.SplitTags(in); len(got) != want {
			t.Errorf("SplitTags(%q) = %q", in, got)
		}
	}
}

func TestAddPart(t *testing.T) {
	var c store.Contact
	field.AddPart(&c, 2, field.City, "Huế")
	field.AddPart(&c, 2, field.Region, "Quận 1")
	field.AddPart(&c, 2, field.Region, "TP. HCM")
	field.AddPart(&c, 2, field.Region, "Quận 1")
	if len(c.Addresses) != 2 || c.Addresses[1].Region != "Quận 1, TP. HCM" {
		t.Errorf("%+v", c.Addresses)
	}
	if got := field.Take(&c, field.Target{ID: field.City, N: 2}); got != "Huế" {
		t.Errorf("Take: %q", got)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("E-mail 1 - Value")
	f.Add("Mailing (City)")
	f.Add("会社電話 2")
	finder := field.NewFinder()
	f.Fuzz(func(t *testing.T, header string) {
		if target, _, ok := finder.Find(header); ok && target.ID == "" {
			t.Errorf("%q means nothing and is found", header)
		}
	})
}

func FuzzSplitTags(f *testing.F) {
	f.Add(`"a""b", c ::: d`)
	f.Fuzz(func(t *testing.T, s string) {
		for _, tag := range field.SplitTags(s) {
			if tag == "" {
				t.Errorf("an empty tag of %q", s)
			}
		}
	})
}

// TestEveryFieldIsAHeader: the exports call their columns by the names of fields.
func TestEveryFieldIsAHeader(t *testing.T) {
	f := field.NewFinder()
	for _, id := range field.Singles() {
		if got, _, ok := f.Find(string(id)); !ok || got.ID != id {
			t.Errorf("Find(%q) = %v, %v", id, got, ok)
		}
	}
}
