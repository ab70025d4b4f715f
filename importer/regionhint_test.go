package importer_test

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
)

// TestRegionHints: what a file says beside its numbers decides their country.
func TestRegionHints(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		enc        encoding.Encoding
		want       []string // the keys of the first contact
	}{
		{"country of the row", "Name,Phone,Country\nMary,020 7946 0018,UK\n", nil, []string{"+442079460018"}},
		{"country spelled out", "Name,Phone,Country\nMary,020 7946 0018,United Kingdom\nHung,0912345678,Vietnam\nLan,0912345679,Vietnam\n", nil, []string{"+442079460018"}},
		{"country of most rows", "Name,Phone,Country\nMary,020 7946 0018,\nJo,020 7946 0019,England\n", nil, []string{"+442079460018"}},
		{"a home number abroad", "Name,Phone,Country\nHung,0912345678,UK\nLan,0912345679,Vietnam\n", nil, []string{"+84912345678"}},
		{"euc-jp", "氏名,電話番号\n佐藤太郎,090-1234-5678\n鈴木花子,090-1234-5679\n", japanese.EUCJP, []string{"+819012345678"}},
		{"shift_jis", "氏名,電話番号\n佐藤太郎,090-1234-5678\nサトウ花子,090-1234-5679\n", japanese.ShiftJIS, []string{"+819012345678"}},
		{"cp949", "이름,전화번호\n김민수,010-1234-5678\n이영희,010-1234-5679\n", korean.EUCKR, []string{"+821012345678"}},
		{"japanese without its zero", "氏名,携帯電話\n佐藤太郎,9012345678\n", nil, []string{"+819012345678"}},
		{"japanese landline", "会社名,氏名,電話\n青田商事,佐藤太郎,03-1234-5678\n", nil, []string{"+81312345678"}},
		{"french, one row", "Nom;Prénom;Téléphone\nDupont;Hélène;01 23 45 67 89\n", charmap.Windows1252, []string{"+33123456789"}},
		{"columns of one sheet", "姓名,手机,电话\n王小明,13812345678,021-62345678\n李静,13812345679,021-62345679\n", nil, []string{"+8613812345678", "+862162345678"}},
		{"codes of another column", "First Name,Last Name,Business Phone,Home Phone\nJürgen,Müller,+49 30 1234567,(030) 1234567\nAnna,Roth,+49 30 1234568,(030) 1234568\n", nil, []string{"+49301234567"}},
		{"home in a foreign header", "姓名,电话\n王小明,0912345678\n李静,0912345679\n", nil, []string{"+84912345678"}},
		{"home", "Họ tên,Điện thoại\nLan,0912345678\n", nil, []string{"+84912345678"}},
	} {
		text := tt.text
		if tt.enc != nil {
			var err error
			if text, err = tt.enc.NewEncoder().String(text); err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join(t.TempDir(), "in.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		st := newBook(t)
		r := bring(t, st, path, options())
		var got []string
		all := everybody(t, st)
		for _, p := range all[0].Phones {
			got = append(got, p.Key)
		}
		if len(got) < len(tt.want) {
			t.Errorf("%s: %v, want %v (%+v)", tt.name, got, tt.want, r.Mapping)
			continue
		}
		for i, want := range tt.want {
			if got[i] != want {
				t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
			}
		}
		opt := options()
		opt.RegionGiven = true
		st = newBook(t)
		for _, m := range bring(t, st, path, opt).Mapping {
			if m.Region != "" && m.Region != "VN" {
				t.Errorf("%s: read as of %s, though VN was asked for", tt.name, m.Region)
			}
		}
	}
}
