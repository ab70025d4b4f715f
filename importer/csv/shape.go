package csv

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/text/transform"

	"crm/importer/table"
)

// Shapes that are turned into plain delimited text before the scanner sees them:
// doubled carriage returns, and quotes that are escaped with a backslash.

// doublesCR reports whether lines end in CR CR LF, which is what a program makes of
// CR LF that writes CR LF for each LF.
func doublesCR(head []byte) bool {
	lines := bytes.Count(head, []byte("\n"))
	return lines > 0 && bytes.Count(head, []byte("\r\r\n")) == lines && bytes.Count(head, []byte("\r")) == 2*lines
}

// singleCR drops a CR before another one that has an LF after it.
type singleCR struct{ transform.NopResetter }

func newSingleCR(r io.Reader) io.Reader { return transform.NewReader(r, singleCR{}) }

// Transform implements transform.Transformer.
func (singleCR) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		i := bytes.IndexByte(src[nSrc:], '\r')
		if i < 0 {
			i = len(src) - nSrc
		}
		n := copy(dst[nDst:], src[nSrc:nSrc+i])
		nDst, nSrc = nDst+n, nSrc+n
		switch rest := src[nSrc:]; {
		case n < i:
			return nDst, nSrc, transform.ErrShortDst
		case len(rest) == 0:
			return nDst, nSrc, nil
		case len(rest) < 3 && !atEOF:
			return nDst, nSrc, transform.ErrShortSrc
		case nDst == len(dst):
			return nDst, nSrc, transform.ErrShortDst
		case bytes.HasPrefix(rest, []byte("\r\r\n")):
			nSrc++
		default:
			dst[nDst] = '\r'
			nDst, nSrc = nDst+1, nSrc+1
		}
	}
	return nDst, nSrc, nil
}

// sniffEscapes finds out whether the text escapes with backslashes, as MySQL,
// PostgreSQL's COPY and many scripts do. They are obeyed only where that
// explains the text and RFC 4180 does not: a Windows path may end in a backslash.
func sniffEscapes(g *Guess, head []byte, whole bool) {
	delim := g.Delimiter[0]
	if bytes.Contains(head, []byte{'\\', g.quote}) {
		plain := consistency(head, whole, delim, g.quote)
		doubled, _, err := transform.Bytes(&doubledQuotes{quote: g.quote}, head)
		if escaped := consistency(doubled, whole, delim, g.quote); err == nil &&
			escaped.faults == 0 && plain.faults > 0 {
			g.backslash = true
			g.Notes = append(g.Notes, table.Problem{
				Reason: `quotes inside cells are written \"`,
				Fix:    "read so; compare a few cells with the file",
			})
		}
	}
	if nulls := nullCells(head, delim); nulls > 0 {
		g.null = true
		g.Notes = append(g.Notes, table.Problem{
			Reason: `cells without a value are written \N, as databases do`,
			Fix:    `they are read as empty, and \t, \n and \\ in cells as what they stand for`,
		})
	}
}

// nullCells counts the cells that are \N.
func nullCells(head []byte, delim byte) (n int) {
	for rest := head; ; {
		i := bytes.Index(rest, []byte(`\N`))
		if i < 0 {
			return n
		}
		at := len(head) - len(rest) + i
		before := at == 0 || head[at-1] == delim || head[at-1] == '\n' || head[at-1] == '\r'
		end := at + 2
		after := end == len(head) || head[end] == delim || head[end] == '\n' || head[end] == '\r'
		if before && after {
			n++
		}
		rest = rest[i+2:]
	}
}

// unescape returns the cell of a database's dump that s stands for.
func unescape(s string) string {
	if s == `\N` {
		return ""
	}
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	return strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\n", `\0`, "").Replace(s)
}

// doubledQuotes writes \" inside quotes as "", and \\ as \.
type doubledQuotes struct {
	quote  byte
	inside bool
}

func newDoubledQuotes(r io.Reader, quote byte) io.Reader {
	return transform.NewReader(r, &doubledQuotes{quote: quote})
}

// Reset implements transform.Transformer.
func (d *doubledQuotes) Reset() { d.inside = false }

// Transform implements transform.Transformer.
func (d *doubledQuotes) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		if len(dst)-nDst < 2 {
			return nDst, nSrc, transform.ErrShortDst
		}
		c := src[nSrc]
		if c == d.quote {
			d.inside = !d.inside
		}
		if c == '\\' && d.inside {
			if nSrc+1 == len(src) && !atEOF {
				return nDst, nSrc, transform.ErrShortSrc
			}
			if nSrc+1 < len(src) && (src[nSrc+1] == d.quote || src[nSrc+1] == '\\') {
				c = src[nSrc+1]
				nSrc++
				if c == d.quote {
					dst[nDst] = c
					nDst++
				}
			}
		}
		dst[nDst] = c
		nDst, nSrc = nDst+1, nSrc+1
	}
	return nDst, nSrc, nil
}
