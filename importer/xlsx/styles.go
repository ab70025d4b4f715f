package xlsx

import (
	"strconv"
)

// styles is what the reader needs of styles.xml: the number format of each cell style.
type styles struct {
	cells   []*format
	general format // shows a number as it is
}

// format returns the number format of a cell style; that of unknown styles is General.
func (s *styles) format(style int) *format {
	if style >= 0 && style < len(s.cells) {
		return s.cells[style]
	}
	return &s.general
}

// readStyles reads the part of that name.
func (a *archive) readStyles(name string) (*styles, error) {
	s, rc, err := a.scan(name, a.lim.part, false)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	st := &styles{}
	formats := map[int]*format{}
	inCells := false
	for {
		switch tok, err := s.next(); {
		case err != nil:
			return nil, err
		case tok == tokEOF:
			return st, nil
		case tok == tokEnd && string(s.name) == "cellXfs":
			inCells = false
		case tok == tokStart:
			switch string(s.name) {
			case "cellXfs":
				inCells = s.depth() == 2
			case "numFmt":
				if id, code, err := s.numFmt(); err != nil {
					return nil, err
				} else if s.depth() == 3 { // deeper ones belong to conditional formats
					formats[id] = parseFormat(code)
				}
			case "xf":
				if inCells && s.depth() == 3 {
					st.cells = append(st.cells, formatByID(formats, s.intAttr("numFmtId")))
				}
			}
		}
	}
}

// formatByID returns the format of an id, and remembers it.
// A file may give a built-in id a code of its own.
func formatByID(formats map[int]*format, id int) *format {
	f, ok := formats[id]
	if !ok {
		f = builtin(id)
		formats[id] = f
	}
	return f
}

// numFmt returns the attributes of a number format.
func (s *scanner) numFmt() (id int, code string, err error) {
	for {
		name, value, ok := s.attr()
		if !ok {
			return id, code, s.bad
		}
		switch string(name) {
		case "numFmtId":
			id = number(value)
		case "formatCode":
			text, err := s.appendText(nil, value, false)
			if err != nil {
				return 0, "", err
			}
			code = string(text)
		}
	}
}

// intAttr returns the attribute of that name as a number; 0 if there is none.
func (s *scanner) intAttr(want string) int {
	for {
		name, value, ok := s.attr()
		if !ok {
			return 0
		}
		if string(name) == want {
			return number(value)
		}
	}
}

// number returns an attribute value as a number; -1 if it is none.
func number(value []byte) int {
	n, err := strconv.Atoi(string(value))
	if err != nil {
		return -1
	}
	return n
}
