package html

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"golang.org/x/text/unicode/norm"

	"crm/importer/table"
)

// parser walks through the tags of a page or of Excel's XML
// and knows which tables, rows and cells are open.
type parser struct {
	z       *html.Tokenizer
	xml     bool
	tables  int          // how many began
	open    []*grid      // innermost last
	deeper  int          // tables that are too deep to be looked at
	silent  string       // element whose text is none: script, style, …
	sheet   string       // name of the worksheet
	comment bool         // inside a comment of a cell of the XML
	want    int          // number of the table whose text is wanted, 0 for all
	queue   []event      // rows that ended and were not returned
	given   []table.Cell // of the row that was returned last
	spare   []table.Cell // memory for the next row
}

// event is the end of a row.
type event struct {
	table int // number of the table, from 1
	name  string
	row   int
	cells []table.Cell
	fault string
}

func newParser(r io.Reader, xml bool, want int) *parser {
	z := html.NewTokenizer(r)
	z.SetMaxBuf(maxToken)
	if xml {
		z.AllowCDATA(true)
	}
	return &parser{z: z, xml: xml, want: want}
}

// row goes on to the next end of a row, of any table.
// The cells of what it returns are valid until the next call.
// The error is io.EOF at the end, a *table.LimitError, or that of the source.
func (p *parser) row() (event, error) {
	p.spare = p.given
	for {
		if len(p.queue) > 0 {
			e := p.queue[0]
			p.queue = p.queue[1:]
			p.given = e.cells
			return e, nil
		}
		kind := p.z.Next()
		switch kind {
		case html.ErrorToken:
			err := p.z.Err()
			if errors.Is(err, html.ErrBufferExceeded) {
				return event{}, &table.LimitError{Limit: "bytes of one tag or text", Max: maxToken, Fix: "save the table as .xlsx or .csv"}
			}
			if !errors.Is(err, io.EOF) {
				return event{}, err
			}
			for len(p.open) > 0 { // a page that was cut
				p.closeTable()
			}
			if len(p.queue) == 0 {
				return event{}, io.EOF
			}
		case html.TextToken:
			if p.silent == "" && len(p.open) > 0 {
				p.text(string(p.z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, attrs := p.tag()
			if p.xml {
				p.z.NextIsNotRawText() // <Style/> is no style of a page
				p.startXML(name, attrs, kind == html.SelfClosingTagToken)
			} else {
				p.start(name, attrs)
			}
		case html.EndTagToken:
			name, _ := p.z.TagName()
			if p.xml {
				p.endXML(local(string(name)))
			} else {
				p.end(string(name))
			}
		}
	}
}

// tag returns the name of the tag, without a prefix in XML, and its attributes.
func (p *parser) tag() (string, map[string]string) {
	raw, more := p.z.TagName()
	name := string(raw)
	if p.xml {
		name = local(name)
	}
	if !more || !hasAttributes(name) {
		return name, nil
	}
	attrs := make(map[string]string, 8)
	for more {
		var key, value []byte
		key, value, more = p.z.TagAttr()
		k := string(key)
		if p.xml {
			k = local(k)
		}
		attrs[k] = string(value)
	}
	return name, attrs
}

// hasAttributes reports whether those of the element matter.
func hasAttributes(name string) bool {
	switch name {
	case "td", "th", "a", "worksheet", "row", "cell", "data":
		return true
	}
	return false
}

// local returns a name without its prefix.
func local(name string) string {
	if i := strings.LastIndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

func (p *parser) top() *grid {
	if len(p.open) == 0 || p.deeper > 0 {
		return nil
	}
	return p.open[len(p.open)-1]
}

// text adds to the cell that is open, and to those around it.
func (p *parser) text(s string) {
	for _, g := range p.open {
		if g.cell != nil && (p.want == 0 && g == p.top() || g.number == p.want) {
			if p.xml {
				g.cell.writeAsIs(s)
			} else {
				g.cell.write(s)
			}
		}
	}
}

func (p *parser) lineEnd(always bool) {
	for _, g := range p.open {
		if g.cell != nil && (p.want == 0 || g.number == p.want) {
			g.cell.lineEnd(always)
		}
	}
}

func (p *parser) openTable(name string) {
	if len(p.open) == maxDepth {
		p.deeper++
		return
	}
	p.tables++
	p.open = append(p.open, &grid{number: p.tables, name: name})
}

func (p *parser) closeTable() {
	if p.deeper > 0 {
		p.deeper--
		return
	}
	if g := p.top(); g != nil {
		p.closeRow(g)
		p.open = p.open[:len(p.open)-1]
	}
}

func (p *parser) closeRow(g *grid) {
	if g.inRow {
		g.closeRow()
		p.queue = append(p.queue, event{g.number, g.name, g.row, g.cells, g.fault})
		g.cells, p.spare = p.spare, nil
	}
}

// start is a start tag of a page.
func (p *parser) start(name string, attrs map[string]string) {
	switch name {
	case "script", "style", "title", "noframes":
		p.silent = name
		return
	case "table":
		p.lineEnd(false)
		p.openTable("")
		return
	}
	g := p.top()
	if g == nil {
		return
	}
	switch name {
	case "tr":
		p.closeRow(g)
		g.openRow()
	case "thead", "tbody", "tfoot":
		p.closeRow(g)
	case "td", "th":
		for _, around := range p.open[:len(p.open)-1] {
			if around.cell != nil {
				around.cell.space = true
			}
		}
		g.openCell(newCell(attrs), name == "th")
	case "br":
		p.lineEnd(true)
	case "p", "div", "li", "h1", "h2", "h3", "h4", "ul", "ol":
		p.lineEnd(false)
	case "a":
		if g.cell != nil && g.cell.link == "" {
			g.cell.link = clean(strings.TrimSpace(attrs["href"]))
		}
	}
}

// end is an end tag of a page.
func (p *parser) end(name string) {
	if name == p.silent {
		p.silent = ""
		return
	}
	if name == "table" {
		p.closeTable()
		return
	}
	g := p.top()
	if g == nil {
		return
	}
	switch name {
	case "tr", "thead", "tbody", "tfoot":
		p.closeRow(g)
	case "td", "th":
		g.closeCell()
	case "p", "div", "li", "h1", "h2", "h3", "h4":
		p.lineEnd(false)
	}
}

func newCell(attrs map[string]string) *cell {
	return &cell{
		columns: span(attrs["colspan"], maxCells),
		rows:    span(attrs["rowspan"], maxSpan),
		exact:   strings.TrimSpace(attrs["x:str"]),
		number:  strings.TrimSpace(attrs["x:num"]),
	}
}

// span returns a number of columns or rows.
func span(s string, most int) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, most)
}

// clean returns valid UTF-8 in NFC without zero bytes.
func clean(s string) string {
	return norm.NFC.String(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD"))
}
