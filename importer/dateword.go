package importer

import (
	"strings"

	"crm/store/when"
)

// monthWord reads a word of a date: the number of a month, 0 for a word that says
// nothing (a weekday, "of", "tháng"), or ok false for a word that is in no date.
// Words are folded.
func monthWord(w string) (month int, ok bool) {
	w = strings.TrimSuffix(w, ".")
	for i, names := range [...]string{
		"jan january janvier janv januar enero ene janeiro gennaio января",
		"feb february fevrier fevr februar febrero fevereiro febbraio февраля",
		"mar march mars marz maerz mrz marzo marco марта",
		"apr april avril avr abril abr aprile апреля",
		"may mai mayo maio maggio мая",
		"jun june juin juni junio junho giugno июня",
		"jul july juillet juil juli julio julho luglio июля",
		"aug august aout agosto ago августа",
		"sep sept september septembre septiembre setembro settembre сентября",
		"oct october octobre oktober okt octubre outubro ottobre октября",
		"nov november novembre noviembre novembro ноября",
		"dec december decembre dezember dez diciembre dic dezembro dicembre декабря",
	} {
		for name := range strings.FieldsSeq(names) {
			if w == name {
				return i + 1, true
			}
		}
	}
	for name := range strings.FieldsSeq("st nd rd th of de le den der am ngay thang thg nam mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday t г") {
		if w == name {
			return 0, true
		}
	}
	return 0, false
}

// emptyDate reports whether a cell says that there is no date, as Outlook
// (0/0/00) and MySQL (0000-00-00) do.
func emptyDate(s string) bool {
	zeros := 0
	for _, r := range s {
		switch r {
		case '0':
			zeros++
		case '/', '-', '.', ' ', ':':
		default:
			return false
		}
	}
	return zeros >= 3
}

// orders says in which orders of day and month a text is a date.
type orders struct{ dmy, mdy int }

// see adds the evidence of one value: only values that read one way count.
func (o *orders) see(s string) (both bool) {
	d, ok := parseDate(s, when.DMY, 2000)
	m, mok := parseDate(s, when.MDY, 2000)
	switch {
	case !ok || !mok:
		return false
	case d.either && m.either:
		return true
	case d.against && !m.against:
		o.mdy++
	case m.against && !d.against:
		o.dmy++
	}
	return false
}

// parseOrder reads the value of --dates.
func parseOrder(s string) (when.Order, bool) {
	switch s {
	case "dmy":
		return when.DMY, true
	case "mdy":
		return when.MDY, true
	case "ymd":
		return when.YMD, true
	}
	return when.DMY, false
}

func orderName(o when.Order) string {
	switch o {
	case when.MDY:
		return "mdy"
	case when.YMD:
		return "ymd"
	}
	return "dmy"
}
