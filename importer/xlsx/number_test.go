package xlsx

import (
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestAppendNumber(t *testing.T) {
	for _, tt := range []struct {
		in, want, note string
	}{
		{"84901234500", "84901234500", ""},
		{"8.49012345E10", "84901234500", ""},
		{"8.49012345E+10", "84901234500", ""},
		{"1E-3", "0.001", ""},
		{"-1.50", "-1.5", ""},
		{"0.0", "0", ""},
		{"-0", "0", ""},
		{"-0.00", "0", ""},
		{"+5", "5", ""},
		{"007", "7", ""},
		{".5", "0.5", ""},
		{"5.", "5", ""},
		{" 12 ", "12", ""},
		{"100", "100", ""},
		{"100.00", "100", ""},
		{"1000000000000000000E-17", "10", ""},
		{"2510.5599999999999", "2510.56", ""},
		{"0.30000000000000004", "0.30000000000000004", ""},
		{"999999999999999", "999999999999999", ""},
		{"4111111111111111", "4111111111111111", noteDigits},
		{"12345678901234567890", "12345678901234567890", noteDigits},
		{"1.234567890123457E+19", "12345678901234570000", noteDigits},
		{"9.22337203685478E+19", "92233720368547800000", noteDigits},
	} {
		got, note, ok := appendNumber([]byte("x"), []byte(tt.in))
		if string(got) != "x"+tt.want || note != tt.note || !ok {
			t.Errorf("%q: got %q, %q, %v; want %q, %q", tt.in, got, note, ok, tt.want, tt.note)
		}
	}
	for _, in := range []string{"", "x", "1,5", "1.2.3", "NaN", "INF", "0x1F", "1e", "1e999", "--1", "1 2", "-", ".", "٣"} {
		if got, _, ok := appendNumber([]byte("x"), []byte(in)); ok || string(got) != "x" {
			t.Errorf("%q: got %q, want no number", in, got)
		}
	}
}

// TestAppendNumberExact writes doubles as programs do, and expects the same double
// back from text that has no exponent.
func TestAppendNumberExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Float64().Filter(func(f float64) bool { return !math.IsInf(f, 0) && !math.IsNaN(f) }).Draw(t, "f")
		verb := rapid.SampledFrom([]byte{'g', 'e', 'f', 'G'}).Draw(t, "verb")
		precision := -1
		if verb == 'G' { // as C programs print: %.17G
			precision = 17
		}
		in := strconv.FormatFloat(f, verb, precision, 64)
		got, _, ok := appendNumber(nil, []byte(in))
		if !ok {
			t.Fatalf("%q: no number", in)
		}
		for _, c := range got {
			if (c < '0' || c > '9') && c != '-' && c != '.' {
				t.Fatalf("%q: got %q, which is not plain", in, got)
			}
		}
		back, err := strconv.ParseFloat(string(got), 64)
		if err != nil || back != f {
			t.Fatalf("%q: got %q, which is %v, not %v", in, got, back, f)
		}
	})
}

func TestAppendShown(t *testing.T) {
	for _, tt := range []struct {
		code, in, want string
	}{
		{"0000000000", "901234567", "0901234567"},
		{"0000000000", "12345678901", ""},
		{"00000", "1200", "01200"},
		{"00000", "0", "00000"},
		{"(000) 000-0000", "2025550123", "(202) 555-0123"},
		{"[<=9999999]###-####;(###) ###-####", "2025550123", "(202) 555-0123"},
		{"[<=9999999]###-####;(###) ###-####", "5550123", "555-0123"},
		{`[<=9999999]###\-####;\(###\)\ ###\-####`, "2025550123", "(202) 555-0123"},
		{"000-00-0000", "12345678", "012-34-5678"},
		{"+00 000 000 000", "84901234567", "+84 901 234 567"},
		{`"KH-"0000`, "17", "KH-0017"},
		{"0%", "0.125", "13%"},
		{"0.00%", "0.125", "12.50%"},
		{"0.0%", "-0.125", "-12.5%"},
		{"0.0%", "1", "100.0%"},
		{`#,##0 "₫"`, "1500000", "1,500,000 ₫"},
		{"[$€-407] #,##0.00", "1234.5", "€ 1,234.50"},
		{`[$$-409]#,##0.00;[RED]\-[$$-409]#,##0.00`, "1999.995", "$2,000.00"},
		{`_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)`, "5", "$5.00"},
		{`#,##0.##"€"`, "1234.5", "1,234.5€"},
		{"#,##0", "1234", ""},
		{"#,##0.00", "1234.5", ""},
		{"0.00", "3", ""},
		{"#,##0;-#,##0", "-5", ""},
		{"0.00E+00", "84901234567", ""},
		{"# ?/?", "0.5", ""},
		{"0,", "1000", ""},
		{"General", "7", ""},
		{`General" pcs"`, "7", ""},
		{"@", "7", ""},
		{`0.0" kg";;`, "-1", ""},
	} {
		f := parseFormat(tt.code)
		if f.class != classNumber {
			t.Errorf("%q: class %d", tt.code, f.class)
			continue
		}
		if got := f.appendShown([]byte("x"), []byte(tt.in)); string(got) != "x"+tt.want {
			t.Errorf("%q of %s: got %q, want %q", tt.code, tt.in, got[1:], tt.want)
		}
	}
}

func TestAppendRounded(t *testing.T) {
	for in, want := range map[string]string{
		"0.30000000000000004":    "0.3",
		"-7168.9542041600025":    "-7168.95420416",
		"0.99999999999999999":    "1",
		"0.00012345678901234567": "0.000123456789012346",
		"12345678901234567":      "",
		"0.5":                    "",
		"1051527.3933333333":     "1051527.39333333",
	} {
		if got := appendRounded(nil, []byte(in)); string(got) != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}
