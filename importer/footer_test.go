package importer_test

import (
	"slices"
	"strings"
	"testing"

	"crm/importer"
)

// TestNobodyLost: words of headers and of footers stand in the rows of real tables,
// too. Every row of a contact comes in, and what is left out is said.
func TestNobodyLost(t *testing.T) {
	for name, tt := range map[string]struct {
		text   string
		header int
		people string   // who comes in
		out    []string // the values of the notes about what does not
	}{
		"words of fields in a row": {
			"Tên,Kênh,Sản phẩm quan tâm,Ghi nhận\nAn,Zalo,A,0905111001\nBi,Phone,B,0905111002\nCu,Email,Website,Facebook\nDu,Zalo,C,0905111003\n",
			1, "An Bi Cu Du", nil,
		},
		"them in the first row": {
			"Tên,Kênh,Sản phẩm quan tâm,Ghi nhận\nCu,Email,Website,Facebook\nDu,Zalo,C,0905111003\nAn,Zalo,A,0905111001\n",
			1, "An Cu Du", nil,
		},
		"more of them than in a strange header": {
			"Név,Telefonszám,Csatorna,Típus\nAnna,+36 20 123 4567,SMS,új\nBéla,+36 20 123 4568,SMS,régi\nÉva,+36 20 123 4569,Email,Company\nGéza,+36 20 123 4570,SMS,új\n",
			1, "Anna Béla Géza Éva", nil,
		},
		"a header of names of which one is known": {
			"Kunde,Name,Kontaktweg,Rolle im Haus,Zimmer\nA,Hans Groß,E-Mail,Title,Etage\nB,Eva Klein,Telefon,Firma,Keller\n",
			1, "Eva Klein Hans Groß", nil,
		},
		"a header in quotes as a whole": {
			"\"Name;Phone;Email\"\nA;0905123456;x@a.vn\nG;0905123457;g@x.vn\nH;84905123462;nomail\n",
			1, "A G H", nil,
		},
		"companies that begin like totals": {
			"Tên khách hàng,Điện thoại,Doanh số\nAn,0905111001,5\nTổng công ty ABC,0905111002,3\nTổng Công ty XYZ,,4\nTotal Energies,,7\n",
			1, "An Total Energies Tổng Công ty XYZ Tổng công ty ABC", nil,
		},
		"a total with a telephone": {
			"Tên khách hàng,Điện thoại\nAn,0905111001\nTotal,0905111002\nCopyright Agency,0905111003\n",
			1, "An Copyright Agency Total", nil,
		},
		"a total in the middle": {
			"Tên,Điện thoại,Doanh số\nAn,0905111001,5\nTổng cộng,,5\nBi,0905111002,7\n",
			1, "An Bi Tổng cộng", nil,
		},
		"somebody below a total": {
			"Tên,Điện thoại,Doanh số\nAn,0905111001,5\nTổng cộng,,5\nBi,,7\nCopyright © 2026 Acme,,\n",
			1, "An Bi", []string{"Tổng cộng 5", "Copyright © 2026 Acme"},
		},
		"sums without a header for them": {
			"DANH SÁCH,,\nSTT,Họ tên,SĐT,Doanh thu\n1,An,0905111001,500000000\n2,Bi,0905111002,600000000\nTổng cộng: 2 khách hàng,,,1100000000\n",
			2, "An Bi", []string{"DANH SÁCH", "Tổng cộng: 2 khách hàng 1100000000"},
		},
		"a title and no header": {
			"Danh sách khách hàng,\nAn Lê,0905111001\nBi Trần,0905111002\n",
			0, "An Lê Bi Trần", []string{"Danh sách khách hàng"},
		},
		"somebody alone and no header": {
			"Cu Phạm,\nAn Lê,0905111001\nBi Trần,0905111002\n",
			0, "An Lê Bi Trần Cu Phạm", nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			st := newBook(t)
			r := bring(t, st, write(t, "in.csv", tt.text), options())
			var people, out []string
			for _, p := range persons(t, st) {
				people = append(people, p.Name)
			}
			for _, p := range r.Problems {
				if strings.Contains(p.Fix, "left out") {
					if out = append(out, p.Value); p.Line == 0 {
						t.Errorf("%v has no line", p)
					}
				}
			}
			if got := strings.Join(slices.Sorted(slices.Values(people)), " "); got != tt.people {
				t.Errorf("%s come in, want %s", got, tt.people)
			}
			if strings.Join(out, "|") != strings.Join(tt.out, "|") {
				t.Errorf("%q are left out, want %q", out, tt.out)
			}
			if r.HeaderLine != tt.header {
				t.Errorf("header in line %d, want %d", r.HeaderLine, tt.header)
			}
		})
	}
}

// TestTotalsTeachNothing: a total below a column of numbers does not make it text.
func TestTotalsTeachNothing(t *testing.T) {
	f, err := importer.Open(t.Context(), write(t, "in.csv", "STT,Họ tên,SĐT\n1,An,0905111001\n2,Bi,0905111002\nTổng cộng,2,\n"), options())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if m := f.Mapping(); m[0].Field != "skip" {
		t.Errorf("%q is %s, want skip", m[0].Column, m[0].Field)
	}
}
