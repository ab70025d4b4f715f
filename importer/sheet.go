package importer

import (
	"fmt"
	"strconv"
	"strings"

	"crm/importer/xlsx"
	"crm/store/fold"
)

// chooseSheet takes the sheet that is asked for, or the one that looks most like
// a list of contacts. Hidden ones are taken only by name.
func (s *source) chooseSheet() error {
	sheets := s.book.Sheets()
	if s.opt.Sheet != "" {
		return s.namedSheet(sheets)
	}
	best, most, visible := -1, -1, 0
	for i, sh := range sheets {
		if sh.Hidden {
			continue
		}
		visible++
		score, err := s.sheetScore(i)
		if err != nil {
			return err
		}
		if score > most {
			best, most = i, score
		}
	}
	if best < 0 {
		return &ReadError{What: "all sheets of the workbook are hidden", Next: "name one with --sheet: " + sheetNames(sheets)}
	}
	s.sheet, s.info.Sheet = best, sheets[best].Name
	if visible > 1 {
		s.note(fmt.Sprintf("the workbook has %d sheets; %q is read", visible, sheets[best].Name), "name another one with --sheet: "+sheetNames(sheets))
	}
	return nil
}

func (s *source) namedSheet(sheets []xlsx.Sheet) error {
	n, _ := strconv.Atoi(s.opt.Sheet)
	for i, sh := range sheets {
		if fold.Text(sh.Name) == fold.Text(s.opt.Sheet) {
			n = i + 1
			break
		}
	}
	if n < 1 || n > len(sheets) {
		return &UsageError{fmt.Sprintf("the workbook has no sheet %q", s.opt.Sheet), "it has " + sheetNames(sheets)}
	}
	s.sheet, s.info.Sheet = n-1, sheets[n-1].Name
	return nil
}

func sheetNames(sheets []xlsx.Sheet) string {
	names := make([]string, len(sheets))
	for i, sh := range sheets {
		names[i] = strconv.Quote(sh.Name)
	}
	return strings.Join(names, ", ")
}

// sheetScore says how much the top of a sheet looks like a list of contacts.
func (s *source) sheetScore(i int) (int, error) {
	s.sheet = i
	rd, err := s.rows(s.ctx)
	if err != nil {
		return 0, err
	}
	defer rd.Close()
	head, err := readHeadRows(rd, 30)
	if err != nil {
		return 0, nil // said when the sheet is read, if it is the one
	}
	return contactScore(head), nil
}
