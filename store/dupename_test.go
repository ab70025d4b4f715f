package store

import (
	"testing"

	"pgregory.net/rapid"
)

func TestCompareNames(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want nameMatch
	}{
		{"Nguyễn Thị Ánh", "nguyen thi anh", namesEqual},
		{"Ánh Nguyễn Thị", "Nguyễn Thị Ánh", namesEqual},
		{"J. Becker", "Julien Becker", namesAgree},
		{"T. Lê", "Lê Thị Cường", namesAgree},
		{"J. B.", "Julien Becker", namesApart},
		{"", "Julien Becker", namesAgree},
		{"Lan", "Nguyễn Thị Lan", namesAgree},
		{"Lan", "Minh", namesApart},
		{"Chị Hoa", "Nguyễn Thị Hoa", namesNear},
		{"Mr John Smith", "John Smith", namesAgree},
		{"Pauline Lemaire", "Pauline Lemair", namesNear},
		{"Jon Smyth", "Jon Smith", namesNear},
		{"Anna Huber", "Anna Hubre", namesNear},
		{"Nguyễn Văn Thanh", "Nguyễn Văn Khánh", namesApart},
		{"Hans Müller", "Anna Müller", namesApart},
		{"Ann Lee", "Ann Li", namesApart},
		{"王小明", "小明王", namesEqual},
		{"王小明", "王明", namesApart},
		{"小明", "王小明", namesAgree},
		{"王", "王小明", namesAgree},
		{"明", "王小明", namesApart},
		{"山田 太郎", "山田太郎", namesEqual},
		{"山田", "山田太郎", namesAgree},
		{"王小", "王小明", namesApart},
		{"王总", "王小明", namesNear},
		{"王小明", "王小明 David", namesAgree},
	} {
		if got := compareNames(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := compareNames(c.b, c.a); got != c.want {
			t.Errorf("%q, %q: %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

func TestCompareNamesIsSymmetric(t *testing.T) {
	words := rapid.SampledFrom([]string{"nguyen", "Nguyễn", "văn", "An", "a.", "J", "Julien", "Juliene", "Becker", "王", "小明", "さん", "Mr", "-"})
	rapid.Check(t, func(t *rapid.T) {
		name := func(label string) string {
			s := ""
			for _, w := range rapid.SliceOfN(words, 0, 4).Draw(t, label) {
				s += " " + w
			}
			return s
		}
		a, b := name("a"), name("b")
		if x, y := compareNames(a, b), compareNames(b, a); x != y {
			t.Fatalf("%q, %q: %d, the other way %d", a, b, x, y)
		}
		if m := compareNames(a, a); m < namesAgree {
			t.Fatalf("%q is not itself: %d", a, m)
		}
	})
}

func TestAccentsApart(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Nguyễn Thị Ánh", "Nguyễn Thị Anh", true},
		{"Nguyễn Thị Ánh", "Nguyen Thi Anh", false},
		{"Trần Văn Hùng", "Trần Văn Hưng", true},
		{"Lê Hoà", "Lê Hòa", false},
		{"Ánh Nguyễn", "NGUYỄN Thị Ánh", false},
		{"René Lucas", "Rene Lucas", false},
		{"王小明", "王小明", false},
	} {
		if got := accentsApart(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %v", c.a, c.b, got)
		}
	}
}

func TestOwnLocal(t *testing.T) {
	for _, c := range []struct {
		email, want string
		name        []string
	}{
		{"lan.nguyen@fpt.vn", "", []string{"nguyen", "lan"}},
		{"lan.nguyen88@fpt.vn", "lan.nguyen88", []string{"nguyen", "lan"}},
		{"jbecker@x.de", "", []string{"julien", "becker"}},
		{"info@x.de", "", []string{"julien", "becker"}},
		{"sunshine+crm@x.de", "sunshine", []string{"julien", "becker"}},
		{"jo@x.de", "", []string{"julien", "becker"}},
	} {
		if got := ownLocal(c.email, c.name); got != c.want {
			t.Errorf("%s: %q, want %q", c.email, got, c.want)
		}
	}
}

func TestMailbox(t *testing.T) {
	for email, want := range map[string]string{
		"an+crm@x.vn": "an@x.vn", "a.n@gmail.com": "an@gmail.com", "a.n+x@googlemail.com": "an@gmail.com", "a.n@x.vn": "a.n@x.vn",
	} {
		if got := mailbox(email); got != want {
			t.Errorf("%s: %s, want %s", email, got, want)
		}
	}
	for email, want := range map[string]bool{
		"info@x.vn": true, "sales2@x.vn": true, "kinh.doanh@x.vn": true, "cskh@x.vn": true, "lan@x.vn": false, "infos.lan@x.vn": false,
	} {
		if got := roleMailbox(email); got != want {
			t.Errorf("%s: %v", email, got)
		}
	}
}
