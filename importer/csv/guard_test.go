package csv_test

import (
	"testing"

	"pgregory.net/rapid"

	"crm/importer/csv"
)

func TestGuard(t *testing.T) {
	for in, want := range map[string]string{
		"":                  "",
		"Ann":               "Ann",
		"=1+1":              "'=1+1",
		"=cmd|'/C calc'!A0": "'=cmd|'/C calc'!A0",
		"+cmd|'/C calc'!A0": "'+cmd|'/C calc'!A0",
		"@SUM(1+1)":         "'@SUM(1+1)",
		"-2+3":              "'-2+3",
		"- later":           "'- later",
		"\t=1":              "'\t=1",
		"\r=1":              "'\r=1",
		"\nx":               "'\nx",
		"  =1":              "'  =1",
		"\u00a0\u3000=1":    "'\u00a0\u3000=1",
		" \t=1":             "' \t=1",
		"＝1+1":              "'＝1+1",
		"＋1":                "'＋1",
		"－1":                "'－1",
		"＠x":                "'＠x",
		"'=1":               "''=1",
		"''=1":              "'''=1",
		"'x":                "'x",
		"'":                 "'",
		"-":                 "-",
		"-12.5":             "-12.5",
		"-1.234.567,89":     "-1.234.567,89",
		"-12.":              "'-12.",
		"-1e5":              "'-1e5",
		"+84 912 345 678":   "+84 912 345 678",
		"+1 (202) 555-0100": "+1 (202) 555-0100",
		"+84.912.345.678":   "+84.912.345.678",
		"'+84 912":          "'+84 912",
		"+":                 "'+",
		"+84 ext 5":         "'+84 ext 5",
		"a=1":               "a=1",
		"a@b.c":             "a@b.c",
	} {
		if got := csv.Guard(in); got != want {
			t.Errorf("Guard(%q) = %q, want %q", in, got, want)
		}
		if got := csv.Unguard(csv.Guard(in)); got != in {
			t.Errorf("Unguard(Guard(%q)) = %q", in, got)
		}
	}
}

// genRisky makes short texts of what the guard looks at.
func genRisky() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune("'=+-@＝＠ \u00a0\t\n\",;ab15.()é")), 0, 8, -1)
}

func TestGuardProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(genRisky(), rapid.String()).Draw(t, "s")
		guarded := csv.Guard(s)
		if got := csv.Unguard(guarded); got != s {
			t.Fatalf("Unguard(%q) = %q, want %q", guarded, got, s)
		}
		if guarded != s && guarded != "'"+s {
			t.Fatalf("Guard(%q) = %q", s, guarded)
		}
	})
}

func FuzzGuard(f *testing.F) {
	for _, s := range []string{"=1", "'=1", "''", "+84 1", "\xff=", " \u3000'="} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := csv.Unguard(csv.Guard(s)); got != s {
			t.Errorf("%q comes back as %q", s, got)
		}
	})
}
