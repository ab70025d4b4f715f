package importer_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
	"pgregory.net/rapid"

	"crm/importer"
	"crm/store"
	"crm/store/storetest"
)

// phoneCells collects the cells of the phone columns of a file of the corpus.
func phoneCells(t *testing.T, path string, l list) []string {
	t.Helper()
	f, err := importer.Open(t.Context(), path, options())
	if _, ok := errors.AsType[*importer.ReadError](err); ok {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	mapping := f.Mapping()
	for _, r := range dataRows(t, path, f) {
		for i, c := range r.cells {
			if i < len(mapping) && (mapping[i].Field == "phone" || strings.HasPrefix(mapping[i].Field, "phone:")) && c.Text != "" {
				out = append(out, c.Text)
			}
		}
	}
	return out
}

// judgePhone is the key that libphonenumber finds for a text in a region, "" for
// no number in service.
func judgePhone(text, region string) string {
	n, err := phonenumbers.Parse(text, region)
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return ""
	}
	return phonenumbers.Format(n, phonenumbers.E164)
}

// ours are the keys that an import gives numbers.
func ours(t *testing.T, numbers []string, region string) map[string][]store.Phone {
	t.Helper()
	var b strings.Builder
	b.WriteString("Name\tPhone\n")
	for i, n := range numbers {
		fmt.Fprintf(&b, "P%d\t%s\n", i, n)
	}
	opt := options()
	opt.Region, opt.RegionGiven, opt.OnDup, opt.Map = region, true, importer.New, []string{"2=phone"}
	in := storeOptions()
	in.Region = region
	st, err := store.OpenScratch(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	bring(t, st, write(t, "phones.tsv", b.String()), opt)
	out := map[string][]store.Phone{}
	for i, p := range persons(t, st) {
		out[numbers[i]] = p.Phones
	}
	return out
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// oldMobile reports whether digits are a mobile number of Vietnam from before 2018,
// with or without the zero.
func oldMobile(digits string) bool {
	digits = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(digits, "00"), "84"), "0")
	return len(digits) == 10 && strings.ContainsAny(digits[1:2], "2689") && digits[0] == '1'
}

// why explains a difference from libphonenumber, "" if nothing does.
func why(text, region string, got []store.Phone) string {
	digits := onlyDigits(text)
	plain := text // without what an extension adds
	if i := strings.IndexAny(text, "x;"); i > 0 {
		plain = text[:i]
	}
	number := digits[:min(len(digits), len(onlyDigits(plain)))]
	switch {
	case len(got) > 1:
		return "several numbers in one cell are told apart"
	case strings.Contains(text, "E+") || strings.HasSuffix(text, ".0"):
		return "a spreadsheet's damage is undone"
	case strings.ContainsAny(text, "O") && len(got) == 1 && got[0].Key == "":
		return "a letter among the digits is refused"
	case region == "VN" && oldMobile(number):
		return "Vietnam's mobile numbers lost a digit in 2018, and spreadsheets their zero"
	case region == "VN" && len(number) == 9:
		return "the zero that a spreadsheet took is given back"
	case strings.HasPrefix(number, "00"):
		return "00 is read as the sign of a country code everywhere"
	case judgePhone("+"+number, region) != "" && len(got) == 1 && got[0].Key == "+"+number:
		return "a country code is known without its plus"
	case strings.Contains(text, " ("):
		return "a remark in brackets is left out"
	case strings.ContainsAny(text, "wp"):
		return "a pause is no extension"
	}
	return ""
}

// TestPhonesOfTheCorpus: where libphonenumber finds a number in service we have
// its key, and where it finds none we have none in service either; what differs is
// explained and counted.
func TestPhonesOfTheCorpus(t *testing.T) {
	root := corpus(t, "")
	seen := map[string]bool{}
	var numbers []string
	for _, l := range readLists(t, "columns.txt") {
		for _, n := range phoneCells(t, filepath.Join(root, l.file), l) {
			if n = strings.ReplaceAll(strings.ReplaceAll(store.Clean(n), "\t", " "), `"`, ""); n != "" && !seen[n] {
				seen[n] = true
				numbers = append(numbers, n)
			}
		}
	}
	for _, region := range []string{"VN", "US"} {
		same, explained := 0, map[string]int{}
		for n, got := range ours(t, numbers, region) {
			want, key := judgePhone(n, region), ""
			if len(got) == 1 {
				key = got[0].Key
			}
			if key == want || want == "" && judgePhone(key, region) == "" {
				same++
				continue
			}
			if reason := why(n, region, got); reason != "" {
				explained[reason]++
				continue
			}
			t.Errorf("%s: %q is %+v, libphonenumber says %q", region, n, got, want)
		}
		t.Logf("%s: %d of %d numbers agree; %v", region, same, len(numbers), explained)
	}
}

// TestGeneratedPhones: numbers of libphonenumber's own examples, in the spellings
// that people have for them.
func TestGeneratedPhones(t *testing.T) {
	storetest.Cases(t, 10)
	regions := []string{"VN", "US", "CN", "JP", "DE", "FR", "GB", "KR", "TH", "TW", "SG", "AU", "IN", "BR", "IT"}
	rapid.Check(t, func(rt *rapid.T) {
		region := rapid.SampledFrom(regions).Draw(rt, "region")
		kind := rapid.SampledFrom([]phonenumbers.PhoneNumberType{phonenumbers.MOBILE, phonenumbers.FIXED_LINE}).Draw(rt, "kind")
		n := phonenumbers.GetExampleNumberForType(region, kind)
		key := phonenumbers.Format(n, phonenumbers.E164)
		spellings := []string{
			key, phonenumbers.Format(n, phonenumbers.INTERNATIONAL), phonenumbers.Format(n, phonenumbers.NATIONAL), phonenumbers.Format(n, phonenumbers.RFC3966),
			strings.ReplaceAll(phonenumbers.Format(n, phonenumbers.NATIONAL), " ", "."), "00" + key[1:], "(" + key + ")", key + " ext. 7",
			strings.ReplaceAll(key, "+", "＋"),
		}
		if region == "US" {
			spellings[5] = "011" + key[1:]
		}
		if region == "AU" || region == "BR" || region == "KR" || region == "TH" || region == "TW" || region == "SG" || region == "JP" {
			spellings[5] = key // they dial out with other prefixes
		}
		for text, got := range ours(t, spellings, region) {
			if len(got) != 1 || got[0].Key != key {
				rt.Errorf("%s: %q is %+v, want %s", region, text, got, key)
			}
		}
	})
}
