package importer

import (
	"bufio"
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"

	"crm/importer/json"
)

// jsonReport is a report of JSON as NDJSON: the records as they stand in the file,
// each on one line, with the line and the reason as members behind their own, and
// what a table has beside those (textReport) unless crm wrote them. It reads the
// file once more for them: a record is more than the cells of its row, and a damaged
// one has none.
type jsonReport struct {
	f     *File
	w     *bufio.Writer
	split *json.Splitter
	old   *regexp.Regexp // the members of an earlier report
	begun bool           // a line is written
	held  []byte         // damaged lines before it: a reader tells by the first line what the file is
}

// maxDamaged is how much of damaged lines waits for a whole one.
const maxDamaged = 16 << 20

func newJSONReport(w io.Writer, f *File) *jsonReport {
	const text = `"(?:[^"\\]|\\.)*"`
	return &jsonReport{
		f: f, w: bufio.NewWriter(w), split: json.Split(io.NewSectionReader(f.src, 0, f.src.size)),
		old: regexp.MustCompile(`,"line":\d+,"reason":` + text + `(?:,"was":` + text + `,"contact id":` + text + `)?\}$`),
	}
}

func (j *jsonReport) write(row reportRow) error {
	line, err := strconv.Atoi(row.line)
	if err != nil {
		return nil // the header: each record has its keys
	}
	rec, err := j.record(line)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	switch {
	case rec.Err != nil:
		b.WriteString("{")
	case stdjson.Compact(&b, rec.Text) != nil || b.Bytes()[0] != '{':
		return j.damaged(rec.Text)
	default:
		text := j.old.ReplaceAll(b.Bytes(), []byte("}"))
		b.Truncate(len(text) - 1)
		copy(b.Bytes(), text)
		if b.Len() > 1 {
			b.WriteString(",")
		}
	}
	fmt.Fprintf(&b, `"line":%d,"reason":%s`, line, quoted(row.reason))
	if _, records := j.f.src.content.(*recordContent); !records {
		was := wasText(row.cells, row.bad, func(i int) string { return j.f.cols[i].name })
		fmt.Fprintf(&b, `,"was":%s,"contact id":%s`, quoted(was), quoted(row.contact))
	}
	b.WriteString("}\n")
	if _, err := j.w.Write(b.Bytes()); err != nil {
		return err
	}
	return j.release()
}

// record finds a record that stands behind the last one.
func (j *jsonReport) record(line int) (json.Record, error) {
	for {
		rec, err := j.split.Next()
		if err != nil && errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF // the file changed since
		}
		if err != nil || rec.Line == line {
			return rec, err
		}
	}
}

// damaged adds a text that is no object, as it is.
func (j *jsonReport) damaged(text []byte) error {
	j.held = append(append(j.held, bytes.ReplaceAll(text, []byte("\n"), []byte(" "))...), '\n')
	if j.begun || len(j.held) > maxDamaged {
		return j.release()
	}
	return nil
}

func (j *jsonReport) release() error {
	j.begun = true
	_, err := j.w.Write(j.held)
	j.held = nil
	return err
}

func (j *jsonReport) close() error {
	if err := j.release(); err != nil {
		return err
	}
	return j.w.Flush()
}

// quoted is a text as JSON.
func quoted(s string) []byte {
	text, err := stdjson.Marshal(s)
	if err != nil {
		return []byte(`""`) // no string is without
	}
	return text
}

// reportLast puts the members that a report adds behind all other columns, where a
// table has them: a key that its first record lacks comes after them else.
func reportLast(columns []string) []string {
	added := []string{lineHeader, reasonHeader, wasHeader, contactIDHeader}
	for _, name := range added {
		if !slices.Contains(columns, name) {
			return columns
		}
	}
	rest := slices.DeleteFunc(slices.Clone(columns), func(name string) bool { return slices.Contains(added, name) })
	return append(rest, added...)
}
