package xlsx

import "strings"

// class is what a number format makes of a number.
type class uint8

const (
	classNumber   class = iota // a number, General too
	classDate                  // a day
	classDateTime              // a day and a time
	classTime                  // a time of day
	classElapsed               // a duration: [h]:mm
	classEither                // a day or a time, by the language of Excel: see builtin
)

// format is a number format, taken apart once per workbook.
type format struct {
	class    class
	fraction bool      // it shows fractions of a second
	sections []section // how it shows numbers; nil if it says no more than the number

	conditions bool // a section has one
}

// letters that mean dates in format codes, in the spelling of the English Excel.
// Files hold English codes, but some writers put localised ones:
// TT.MM.JJJJ, jj/mm/aaaa, ДД.ММ.ГГГГ, ว/ด/ปปปป.
func dateLetter(r rune) rune {
	switch r {
	case 'y', 'd', 'm', 'h', 's':
		return r
	case 'e', 'g', 'b', 'j', 'a', 'å', 'г', 'ป': // e, g, b: years of an era
		return 'y'
	case 't', 'д', 'ว':
		return 'd'
	case 'м', 'ด':
		return 'm'
	case 'ч', 'ช':
		return 'h'
	case 'с', 'ท':
		return 's'
	case 'น':
		return 'n' // minutes, never months
	}
	return 0
}

// maxFormat bounds a format code, which is gone through for each cell; Excel allows 255.
const maxFormat = 1024

// parseFormat takes a format code apart (ECMA-376 part 1, §18.8.31).
func parseFormat(code string) *format {
	f := &format{}
	if len(code) > maxFormat {
		return f
	}
	sections := splitSections(code)
	for i, s := range sections {
		if i == 3 {
			break // the fourth is for text
		}
		c, fraction, blank := classify(s)
		if c != classNumber {
			return &format{class: c, fraction: fraction}
		}
		if !blank {
			break // numbers: the later sections are of negatives and zeros
		}
	}
	for _, s := range sections[:min(len(sections), 3)] {
		section := parseSection(s)
		f.sections = append(f.sections, section)
		f.conditions = f.conditions || section.cond != ""
	}
	if !says(f.sections) {
		f.sections = nil
	}
	return f
}

// splitSections splits a code at its semicolons that are not quoted.
func splitSections(code string) []string {
	var out []string
	from := 0
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '\\', '_', '*':
			i++
		case '"', '[':
			i = skipQuoted(code, i)
		case ';':
			out = append(out, code[from:i])
			from = i + 1
		}
	}
	return append(out, code[from:])
}

// skipQuoted returns the index of what closes the quote or bracket at i.
func skipQuoted(code string, i int) int {
	closing := byte('"')
	if code[i] == '[' {
		closing = ']'
	}
	if n := strings.IndexByte(code[i+1:], closing); n >= 0 {
		return i + 1 + n
	}
	return len(code) - 1
}

// classify says what one section of a code makes of a number.
// Blank is a section with literals only.
func classify(code string) (c class, fraction, blank bool) {
	lower := strings.ToLower(code)
	for _, general := range []string{"general", "g/通用格式", "standard"} {
		lower = strings.ReplaceAll(lower, general, "0")
	}
	runs, digits, fraction, elapsed := dateRuns(lower)
	if digits {
		return classNumber, false, false
	}
	if elapsed {
		return classElapsed, fraction, false
	}
	var day, clock bool
	for i, r := range runs {
		switch r {
		case 'y', 'd':
			day = true
		case 'h', 's', 'n':
			clock = true
		case 'm':
			// Minutes follow hours or precede seconds; all else are months.
			if i > 0 && runs[i-1] == 'h' || i+1 < len(runs) && runs[i+1] == 's' {
				clock = true
			} else {
				day = true
			}
		}
	}
	switch {
	case day && clock:
		return classDateTime, fraction, false
	case day:
		return classDate, false, false
	case clock:
		return classTime, fraction, false
	}
	return classNumber, false, true
}

// dateRuns returns the date letters of a section, one for each run of the same,
// and whether it has places for digits, fractions of a second and [h].
func dateRuns(code string) (runs []rune, digits, fraction, elapsed bool) {
	last := rune(0)
	rs := []rune(code)
	for i := 0; i < len(rs); i++ {
		r := rs[i]
		switch r {
		case '\\', '_', '*':
			i++
		case '"':
			for i++; i < len(rs) && rs[i] != '"'; i++ {
			}
		case '[':
			from := i + 1
			for i++; i < len(rs) && rs[i] != ']'; i++ {
			}
			if inner := rs[from:i]; isElapsed(inner) {
				elapsed = true
				runs = append(runs, dateLetter(inner[0]))
			}
		case '.':
			if last != 0 && len(runs) > 0 && runs[len(runs)-1] == 's' && i+1 < len(rs) && rs[i+1] == '0' {
				for fraction = true; i+1 < len(rs) && rs[i+1] == '0'; i++ {
				}
			}
		case '0', '#', '?', '@':
			digits = true
		case 'e':
			if i+1 < len(rs) && (rs[i+1] == '+' || rs[i+1] == '-') {
				digits = true // scientific
				continue
			}
			fallthrough
		default:
			if n := ampm(rs[i:]); n > 0 {
				i += n - 1
				continue
			}
			if d := dateLetter(r); d != 0 && r != last {
				runs = append(runs, d)
			}
			last = r
			continue
		}
		last = r
	}
	return runs, digits, fraction, elapsed
}

// isElapsed reports whether a bracket holds hours, minutes or seconds of a duration.
func isElapsed(inner []rune) bool {
	if len(inner) == 0 {
		return false
	}
	for _, r := range inner {
		if r != inner[0] {
			return false
		}
	}
	switch dateLetter(inner[0]) {
	case 'h', 'm', 's', 'n':
		return true
	}
	return false
}

// ampm is how many runes AM/PM or A/P take at the beginning of rs.
func ampm(rs []rune) int {
	for _, s := range []string{"am/pm", "a/p"} {
		if len(rs) >= len(s) && string(rs[:len(s)]) == s {
			return len(s)
		}
	}
	return 0
}

// builtin returns the format of an id that needs no code in the file
// (ECMA-376 part 1, §18.8.30), with those of the East Asian and Thai versions.
// Ids 34, 35, 55 and 56 are times in Chinese and days in Japanese and Korean,
// and the file does not say which, so the value decides.
func builtin(id int) *format {
	switch {
	case id == 9:
		return parseFormat("0%")
	case id == 10:
		return parseFormat("0.00%")
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36,
		id >= 50 && id <= 54, id == 57, id == 58, id >= 71 && id <= 74, id == 81:
		return &format{class: classDate}
	case id == 22, id == 77:
		return &format{class: classDateTime}
	case id >= 18 && id <= 21, id == 32, id == 33, id == 45, id == 75, id == 76, id == 78:
		return &format{class: classTime}
	case id == 47, id == 80:
		return &format{class: classTime, fraction: true}
	case id == 46, id == 79:
		return &format{class: classElapsed}
	case id == 34, id == 35, id == 55, id == 56:
		return &format{class: classEither}
	}
	return &format{}
}
