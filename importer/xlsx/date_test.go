package xlsx

import (
	"testing"
	"time"

	"crm/importer/table"
)

// formatClasses are format codes and what they mean.
func formatClasses() map[string]class {
	return map[string]class{
		"General":                        classNumber,
		"general":                        classNumber,
		`G/通用格式"元"`:                      classNumber,
		"0":                              classNumber,
		"#,##0.00":                       classNumber,
		"0.00E+00":                       classNumber,
		"[Red]0":                         classNumber,
		"[Red]":                          classNumber,
		"@":                              classNumber,
		`0" days"`:                       classNumber,
		`0\d`:                            classNumber,
		"_-d0_-":                         classNumber,
		"[$USD] 0":                       classNumber,
		"":                               classNumber,
		"dd/mm/yyyy":                     classDate,
		"DD.MM.YYYY":                     classDate,
		"[$-409]mmm d, yyyy;@":           classDate,
		"[$-1042A]dd/mm/yyyy":            classDate,
		`yyyy"年"m"月"d"日"`:                classDate,
		"yyyy年m月d日":                      classDate,
		"mm-yy":                          classDate,
		"mmm":                            classDate,
		`[=0]"";dd/mm/yyyy`:              classDate,
		"[$-F800]dddd, mmmm dd, yyyy":    classDate,
		"[$-411]ggge年m月d日":               classDate,
		"TT.MM.JJJJ":                     classDate,
		"jj/mm/aaaa":                     classDate,
		"ДД.ММ.ГГГГ":                     classDate,
		"ว/ด/ปปปป":                       classDate,
		"[$-107041E]d mmm bbbb":          classDate,
		"dd/mm/yyyy hh:mm":               classDateTime,
		"yyyy-mm-dd hh:mm:ss.000":        classDateTime,
		"m/d/yy h:mm AM/PM":              classDateTime,
		"h:mm":                           classTime,
		"h:mm:ss AM/PM":                  classTime,
		"hh:mm A/P":                      classTime,
		"mm:ss":                          classTime,
		"mm:ss.0":                        classTime,
		`上午/下午h"时"mm"分"`:                 classTime,
		"[$-F400]h:mm:ss AM/PM":          classTime,
		"[h]:mm":                         classElapsed,
		"[HH]:MM:SS":                     classElapsed,
		"[mm]:ss":                        classElapsed,
		"[ss].00":                        classElapsed,
		`d "days" h "hours"`:             classDateTime,
		`[>=1]d "days";h:mm`:             classDate,
		`#,##0_);[Red](#,##0)`:           classNumber,
		`"Due: "0;"late"`:                classNumber,
		`_-* #,##0 "đ"_-`:                classNumber,
		"yyyy\\-mm\\-dd\\Thh:mm:ss\\Z":   classDateTime,
		`[DBNum1][$-804]yyyy"年"m"月"`:     classDate,
		"[$-1000000]h:mm;@":              classTime,
		`dd/mm/yyyy;"no date";"no date"`: classDate,
	}
}

func TestClasses(t *testing.T) {
	for code, want := range formatClasses() {
		if got := parseFormat(code).class; got != want {
			t.Errorf("%q: class %d, want %d", code, got, want)
		}
	}
}

func TestBuiltin(t *testing.T) {
	for id, want := range map[int]class{
		0: classNumber, 1: classNumber, 9: classNumber, 11: classNumber, 14: classDate, 17: classDate,
		18: classTime, 21: classTime, 22: classDateTime, 27: classDate, 31: classDate, 32: classTime,
		34: classEither, 36: classDate, 37: classNumber, 45: classTime, 46: classElapsed, 47: classTime,
		48: classNumber, 49: classNumber, 50: classDate, 56: classEither, 58: classDate, 59: classNumber,
		71: classDate, 77: classDateTime, 79: classElapsed, 81: classDate, 200: classNumber, -1: classNumber,
	} {
		if got := builtin(id).class; got != want {
			t.Errorf("%d: class %d, want %d", id, got, want)
		}
	}
}

func TestSerials(t *testing.T) {
	type result struct {
		text string
		kind table.Kind
		note string
	}
	for _, tt := range []struct {
		code string
		v    float64
		want result
	}{
		{"yyyy-mm-dd", 33523, result{"1991-10-12", table.Date, ""}},
		{"yyyy-mm-dd", 1, result{"1900-01-01", table.Date, ""}},
		{"yyyy-mm-dd", 59, result{"1900-02-28", table.Date, ""}},
		{"yyyy-mm-dd", 60, result{"1900-02-28", table.Date, noteLeap}},
		{"yyyy-mm-dd", 61, result{"1900-03-01", table.Date, ""}},
		{"yyyy-mm-dd", 2958465, result{"9999-12-31", table.Date, ""}},
		{"yyyy-mm-dd", 2958466, result{"", table.Number, noteZero}},
		{"yyyy-mm-dd", 0, result{"", table.Number, noteZero}},
		{"yyyy-mm-dd", -1, result{"", table.Number, noteZero}},
		{"yyyy-mm-dd", 45000.5, result{"2023-03-15T12:00:00", table.DateTime, ""}},
		{"yyyy-mm-dd", 45000.9999999, result{"2023-03-16", table.Date, ""}},
		{"yyyy-mm-dd hh:mm", 45000, result{"2023-03-15T00:00:00", table.DateTime, ""}},
		{"yyyy-mm-dd hh:mm", 44927.000011516204, result{"2023-01-01T00:00:01", table.DateTime, ""}},
		{"yyyy-mm-dd hh:mm", 44927.354166666664, result{"2023-01-01T08:30:00", table.DateTime, ""}},
		{"yyyy-mm-dd hh:mm:ss.000", 44927.000004629626, result{"2023-01-01T00:00:00.400", table.DateTime, ""}},
		{"yyyy-mm-dd hh:mm", 0.5, result{"12:00:00", table.Time, ""}},
		{"h:mm", 0.34375, result{"08:15:00", table.Time, ""}},
		{"h:mm", 0, result{"00:00:00", table.Time, ""}},
		{"h:mm", 1.5, result{"12:00:00", table.Time, noteHidden}},
		{"h:mm", 45000.5, result{"2023-03-15T12:00:00", table.DateTime, ""}},
		{"h:mm", 0.999999999, result{"00:00:00", table.Time, noteHidden}},
		{"[h]:mm", 1.5, result{"36:00:00", table.Time, ""}},
		{"[h]:mm", 0, result{"00:00:00", table.Time, ""}},
		{"[h]:mm", -0.5, result{"-12:00:00", table.Time, ""}},
		{"[h]:mm", 1e300, result{"", table.Number, noteZero}},
	} {
		got, kind, note := parseFormat(tt.code).appendSerial(nil, tt.v, false)
		if (result{string(got), kind, note}) != tt.want {
			t.Errorf("%q of %v: got %q, %v, %q; want %v", tt.code, tt.v, got, kind, note, tt.want)
		}
	}
	for v, want := range map[float64]string{0: "1904-01-01", 1: "1904-01-02", 32061: "1991-10-12", 60: "1904-03-01"} {
		if got, kind, note := parseFormat("d/m/y").appendSerial(nil, v, true); string(got) != want || kind != table.Date || note != "" {
			t.Errorf("1904, %v: got %q, %v, %q; want %q", v, got, kind, note, want)
		}
	}
}

func TestEither(t *testing.T) {
	f := builtin(34)
	if got, kind, _ := f.appendSerial(nil, 0.5, false); string(got) != "12:00:00" || kind != table.Time {
		t.Errorf("got %q, %v", got, kind)
	}
	if got, kind, _ := f.appendSerial(nil, 45000, false); string(got) != "2023-03-15" || kind != table.Date {
		t.Errorf("got %q, %v", got, kind)
	}
}

func TestISO(t *testing.T) {
	date, general := parseFormat("d/m/y"), &format{}
	for _, tt := range []struct {
		f        *format
		in, want string
		kind     table.Kind
	}{
		{general, "2024-02-29", "2024-02-29", table.Date},
		{date, "2024-02-29T00:00:00", "2024-02-29", table.Date},
		{general, "2024-02-29T00:00:00", "2024-02-29T00:00:00", table.DateTime},
		{general, "2024-02-29T09:30:00.4Z", "2024-02-29T09:30:00", table.DateTime},
		{general, "09:30", "09:30:00", table.Time},
		{general, "2024-02-30", "", table.Text},
		{general, "yesterday", "", table.Text},
	} {
		if got, kind := tt.f.appendISO(nil, tt.in); string(got) != tt.want || kind != tt.kind {
			t.Errorf("%q: got %q, %v; want %q, %v", tt.in, got, kind, tt.want, tt.kind)
		}
	}
}

// TestAppendDay compares every day with package time.
func TestAppendDay(t *testing.T) {
	date := time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	for day := 1; date.Year() < 10_000; day++ {
		if got, want := string(appendDay(nil, day)), date.Format(time.DateOnly); got != want {
			t.Fatalf("day %d: %s, want %s", day, got, want)
		}
		date = date.AddDate(0, 0, 1)
	}
}
