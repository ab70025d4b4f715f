package fold

import (
	"net/mail"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEmail(t *testing.T) {
	for _, tt := range []struct{ raw, address, key string }{
		{"lan@x.vn", "lan@x.vn", "lan@x.vn"},
		{" Lan.Anh@Cong-Ty.VN ", "Lan.Anh@Cong-Ty.VN", "lan.anh@cong-ty.vn"},
		{"Lan <Lan@x.vn>", "Lan@x.vn", "lan@x.vn"},
		{`"Trần, Lan" <lan@x.vn>`, "lan@x.vn", "lan@x.vn"},
		{"<lan@x.vn>", "lan@x.vn", "lan@x.vn"},
		{"mailto:lan@x.vn?subject=hi", "lan@x.vn", "lan@x.vn"},
		{"MAILTO:lan@x.vn", "lan@x.vn", "lan@x.vn"},
		{"lan＠x．vn", "lan@x.vn", "lan@x.vn"},
		{"ｌａｎ@x.vn", "lan@x.vn", "lan@x.vn"},
		{"la\u200bn@x.vn\ufeff", "lan@x.vn", "lan@x.vn"},
		{"\u00a0lan @ x.vn\t", "lan@x.vn", "lan@x.vn"},
		{"lan@x.vn (work)", "lan@x.vn", "lan@x.vn"},
		{"lan@x.vn;", "lan@x.vn", "lan@x.vn"},
		{"lan@x.vn.", "lan@x.vn", "lan@x.vn"},
		{"a+tag_1%x@mail.example.co.uk", "a+tag_1%x@mail.example.co.uk", "a+tag_1%x@mail.example.co.uk"},
		{"Nguyễn@Ví-Dụ.example", "Nguyễn@Ví-Dụ.example", "nguyễn@ví-dụ.example"},
		{"nguye\u0302\u0303n@x.vn", "nguyễn@x.vn", "nguyễn@x.vn"},
		{"李明@例子.中国", "李明@例子.中国", "李明@例子.中国"},
	} {
		address, key, ok := Email(tt.raw)
		if !ok || address != tt.address || key != tt.key {
			t.Errorf("Email(%q) = %q, %q, %v; want %q, %q", tt.raw, address, key, ok, tt.address, tt.key)
		}
		if why := EmailProblem(tt.raw); why != "" {
			t.Errorf("%q: %s", tt.raw, why)
		}
	}
}

func TestEmailProblem(t *testing.T) {
	for _, tt := range []struct{ raw, want string }{
		{"", "nothing there"},
		{"n/a", "no @"},
		{"foo@", "no domain after the @"},
		{"@x.vn", "nothing before the @"},
		{"two@@x.vn", "two @"},
		{"a@x.vn, b@x.vn", "more than one address"},
		{"a@x.vn/b@x.vn", "more than one address"},
		{"lan anh@x.vn", "a space in it"},
		{"lan@x vn", "a space in it"},
		{"user@localhost", "no dot in the domain"},
		{"user@example,com", "no dot in the domain"},
		{"user@x..vn", "no such domain can be"},
		{"user@-x.vn", "no such domain can be"},
		{"user@192.0.2.1", "no such domain can be"},
		{"user@x.v", "no such domain can be"},
		{".user@x.vn", "unfit characters before the @"},
		{"a..b@x.vn", "unfit characters before the @"},
		{"us(er@x.vn", "unfit characters before the @"},
		{"us\xffer@x.vn", "unfit characters before the @"},
		{strings.Repeat("x", 65) + "@x.vn", "too long for an address"},
	} {
		if got := EmailProblem(tt.raw); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.raw, got, tt.want)
		}
		if _, _, ok := Email(tt.raw); ok {
			t.Errorf("%q is an address", tt.raw)
		}
	}
}

func FuzzEmail(f *testing.F) {
	for _, s := range []string{"lan@x.vn", "Lan <a@b.vn>", "mailto:a@b.vn?x", "a＠b．vn", "a@b@c.vn", "İ@x.vn", "a@x.vn (b)", "<<a@b.vn>>", " . @ . "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		address, key, ok := Email(raw)
		if !ok {
			return
		}
		if !utf8.ValidString(address) || !utf8.ValidString(key) {
			t.Errorf("%q: not UTF-8", raw)
		}
		if a, k, ok := Email(address); !ok || a != address || k != key {
			t.Errorf("%q is %q, and that is %q %q %v", raw, address, a, k, ok)
		}
		if _, k, ok := Email(key); !ok || k != key {
			t.Errorf("%q has the key %q, and that has %q %v", raw, key, k, ok)
		}
		// What we pass to a mail program must mean the same to it.
		if a, err := mail.ParseAddress(address); err != nil || a.Address != address {
			t.Errorf("%q is %q, to net/mail %v %v", raw, address, a, err)
		}
	})
}
