package xlsx

import (
	"net/url"
	"path"
	"strings"

	"crm/importer/table"
)

// relation is a relationship of one part to another, or to an address outside.
type relation struct {
	kind     string // last element of its type: "worksheet", "hyperlink"
	target   string // part name, or the address if external
	external bool
}

// relations reads the relationships of a part: none if it has no such part.
// The transitional and the strict types differ in all but their last element.
func (a *archive) relations(from string, max int64) (map[string]relation, error) {
	name := path.Join(path.Dir(from), "_rels", path.Base(from)+".rels")
	if from == "" {
		name = "_rels/.rels"
	}
	rels := map[string]relation{}
	if !a.has(name) {
		return rels, nil
	}
	s, rc, err := a.scan(name, max, false)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	for {
		tok, err := s.next()
		if err != nil {
			return nil, err
		}
		if tok == tokEOF {
			return rels, nil
		}
		if tok != tokStart || string(s.name) != "Relationship" {
			continue
		}
		attrs, err := s.texts("Id", "Type", "Target", "TargetMode")
		if err != nil {
			return nil, err
		}
		r := relation{kind: path.Base(attrs[1]), target: attrs[2], external: attrs[3] == "External"}
		if !r.external {
			r.target = a.resolve(from, attrs[2])
		}
		if rels[attrs[0]] = r; len(rels) > a.lim.links {
			return nil, &table.LimitError{Part: name, Limit: "relationships of a part", Max: int64(a.lim.links), Fix: anew}
		}
	}
}

// resolve returns the part that a target means.
// Targets are references of a URL, so a space may be %20.
func (a *archive) resolve(from, to string) string {
	to, _, _ = strings.Cut(to, "#")
	name := target(from, to)
	if !a.has(name) {
		if plain, err := url.PathUnescape(name); err == nil && a.has(plain) {
			return plain
		}
	}
	return name
}

// texts returns the attributes of those names, decoded; empty if they are missing.
func (s *scanner) texts(names ...string) ([]string, error) {
	out := make([]string, len(names))
	for {
		name, value, ok := s.attr()
		if !ok {
			return out, s.bad
		}
		for i, want := range names {
			if string(name) != want {
				continue
			}
			text, err := s.appendText(nil, value, false)
			if err != nil {
				return nil, err
			}
			text, _ = clean(text, 0)
			out[i] = string(text)
		}
	}
}

// findWorkbook returns the name of the workbook part.
func (a *archive) findWorkbook() (string, error) {
	rels, err := a.relations("", a.lim.part)
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.kind == "officeDocument" && !r.external {
			if strings.HasSuffix(strings.ToLower(r.target), ".xml") && a.has(r.target) {
				return r.target, nil
			}
		}
	}
	if a.has("xl/workbook.xml") {
		return "xl/workbook.xml", nil
	}
	return "", a.identify()
}

// sheetPart is a sheet and where it lies.
type sheetPart struct {
	Sheet
	part string // empty: the workbook does not say where
}

// workbook is what workbook.xml and its relationships say.
type workbook struct {
	sheets    []sheetPart
	epoch1904 bool
	strings   string // part names; empty if the workbook has none
	styles    string
}

// readWorkbook reads the list of sheets and finds the other parts.
func (a *archive) readWorkbook(name string) (*workbook, error) {
	rels, err := a.relations(name, a.lim.part)
	if err != nil {
		return nil, err
	}
	w := &workbook{}
	dir := path.Dir(name)
	w.strings = a.part(rels, "sharedStrings", path.Join(dir, "sharedStrings.xml"))
	w.styles = a.part(rels, "styles", path.Join(dir, "styles.xml"))
	s, rc, err := a.scan(name, a.lim.part, false)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	if err := w.read(s, rels); err != nil {
		return nil, err
	}
	if len(w.sheets) == 0 {
		return nil, &FormatError{
			What: "a workbook without a sheet of cells",
			Next: "open it in a spreadsheet program and see whether anything is in it",
		}
	}
	return w, nil
}

// part returns the part of a kind: the one related, or the one in its usual place.
func (a *archive) part(rels map[string]relation, kind, usual string) string {
	for _, r := range rels {
		if r.kind == kind && !r.external && a.has(r.target) {
			return r.target
		}
	}
	if a.has(usual) {
		return usual
	}
	return ""
}

func (w *workbook) read(s *scanner, rels map[string]relation) error {
	active := 0         // tab that is in front
	all := 0            // sheets of every kind, as activeTab counts them
	at := map[int]int{} // from those to w.sheets
	for {
		tok, err := s.next()
		if err == nil && tok == tokEOF {
			if i, ok := at[active]; ok {
				w.sheets[i].Active = true
			}
			return nil
		}
		if err != nil {
			return err
		}
		if tok != tokStart || s.depth() > 3 {
			continue // deeper, Excel puts other things of the same names into extLst
		}
		switch string(s.name) {
		case "workbookPr":
			attrs, err := s.texts("date1904")
			if err != nil {
				return err
			}
			w.epoch1904 = attrs[0] == "1" || attrs[0] == "true"
		case "workbookView":
			active = s.intAttr("activeTab")
		case "sheet":
			attrs, err := s.texts("name", "id", "state")
			if err != nil {
				return err
			}
			if w.add(attrs[0], attrs[2], rels[attrs[1]]) {
				at[all] = len(w.sheets) - 1
			}
			if all++; all > s.lim.sheets {
				return &table.LimitError{Part: s.part, Limit: "sheets", Max: int64(s.lim.sheets), Fix: anew}
			}
		}
	}
}

// add adds a sheet, unless it is one without cells: a chart, a dialogue, a macro.
func (w *workbook) add(name, state string, r relation) bool {
	switch r.kind {
	case "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet":
		return false
	}
	sheet := Sheet{Name: name, Index: len(w.sheets), Hidden: state == "hidden" || state == "veryHidden"}
	w.sheets = append(w.sheets, sheetPart{Sheet: sheet, part: r.target})
	return true
}
