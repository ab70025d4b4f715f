package xlsx

import (
	"fmt"
	"strings"

	"crm/importer/table"
)

// The number formats of what is written. Amounts have no currency: it stands in
// its own column. Dates are in the one order that reads one way only.
const (
	formatGeneral       = "General"
	formatText          = "@"
	formatWhole         = "#,##0"
	formatCents         = "#,##0.00"
	formatMills         = "#,##0.000"
	formatDate          = "yyyy-mm-dd"
	formatMinutes       = "yyyy-mm-dd hh:mm"
	formatSeconds       = "yyyy-mm-dd hh:mm:ss"
	formatMillis        = "yyyy-mm-dd hh:mm:ss.000"
	formatElapsed       = "[h]:mm:ss"
	formatElapsedMillis = "[h]:mm:ss.000"
)

// kindFormat is the format of a column.
func kindFormat(k table.Kind) string {
	switch k {
	case table.Text:
		return formatText
	case table.Date:
		return formatDate
	case table.DateTime:
		return formatMinutes
	case table.Time:
		return formatElapsed
	}
	return formatGeneral
}

// look is how a cell is drawn.
type look uint8

const (
	plain   look = iota
	heading      // bold
	marked       // dark red on light red, both said, so that it reads in dark mode, too
)

// styleTable collects the styles of cells as they are used.
type styleTable struct {
	list  []style
	index map[style]int
	ids   map[string]int // of number formats
	own   []string       // number formats of the workbook's own, in the order of their ids
}

type style struct {
	format string
	look   look
}

const (
	firstOwn   = 164 // the first id of a format of a workbook's own (§18.8.30)
	maxFormats = 200 // Excel keeps between 200 and 250 of them
)

// newStyleTable knows the formats that every program knows, and the style of a
// cell that names none.
func newStyleTable() styleTable {
	t := styleTable{
		index: map[style]int{},
		ids:   map[string]int{formatGeneral: 0, formatWhole: 3, formatCents: 4, formatText: 49},
	}
	t.of(formatGeneral, plain)
	return t
}

// of returns the number of a style.
func (t *styleTable) of(format string, look look) int {
	key := style{format, look}
	i, ok := t.index[key]
	if !ok {
		i = len(t.list)
		t.list = append(t.list, key)
		t.index[key] = i
		if _, ok := t.ids[format]; !ok {
			t.ids[format] = firstOwn + len(t.own)
			t.own = append(t.own, format)
		}
	}
	return i
}

// room reports whether there is a place for a format.
func (t *styleTable) room(format string) bool {
	_, ok := t.ids[format]
	return ok || len(t.own) < maxFormats
}

// xml is the part with the styles (§18.8).
func (t *styleTable) xml() string {
	var b strings.Builder
	b.WriteString(`<styleSheet xmlns="` + mainNS + `">`)
	if n := len(t.own); n > 0 {
		fmt.Fprintf(&b, `<numFmts count="%d">`, n)
		for i, f := range t.own {
			fmt.Fprintf(&b, `<numFmt numFmtId="%d" formatCode="%s"/>`, firstOwn+i, appendAttr(nil, f))
		}
		b.WriteString(`</numFmts>`)
	}
	const font = `<sz val="11"/><name val="Calibri"/><family val="2"/></font>`
	b.WriteString(`<fonts count="3"><font>` + font + `<font><b/>` + font + `<font><sz val="11"/><color rgb="FF9C0006"/><name val="Calibri"/><family val="2"/></font></fonts>` +
		`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
		`<fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`)
	fmt.Fprintf(&b, `<cellXfs count="%d">`, len(t.list))
	for _, s := range t.list {
		font, fill := 0, 0
		switch s.look {
		case heading:
			font = 1
		case marked:
			font, fill = 2, 2
		}
		fmt.Fprintf(&b, `<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="0" xfId="0"`, t.ids[s.format], font, fill)
		for _, apply := range []struct {
			name string
			yes  bool
		}{{"NumberFormat", s.format != formatGeneral}, {"Font", font > 0}, {"Fill", fill > 0}} {
			if apply.yes {
				b.WriteString(` apply` + apply.name + `="1"`)
			}
		}
		b.WriteString(`/>`)
	}
	b.WriteString(`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/></styleSheet>`)
	return b.String()
}
