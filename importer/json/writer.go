package json

import (
	"bufio"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
)

// Writer writes records: one a line, or as one array.
type Writer struct {
	w     *bufio.Writer
	enc   *stdjson.Encoder
	lines bool
	n     int
	err   error
}

// NewWriter returns a writer of lines, or of an array.
func NewWriter(w io.Writer, lines bool) *Writer {
	b := bufio.NewWriterSize(w, 64<<10)
	enc := stdjson.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return &Writer{w: b, enc: enc, lines: lines}
}

// Write adds a record: a Contact, an Interaction or a Reminder.
func (w *Writer) Write(record any) error {
	if w.err != nil {
		return w.err
	}
	if !w.lines {
		sep := ","
		if w.n == 0 {
			sep = "["
		}
		w.w.WriteString(sep) // errors stay in the bufio.Writer
		if w.n == 0 {
			w.w.WriteByte('\n')
		}
	}
	w.n++
	if err := w.enc.Encode(record); err != nil {
		w.err = fmt.Errorf("write JSON: %w", err)
	}
	return w.err
}

// Close ends the array and writes what is in memory. The output is whole only if
// it returns nil.
func (w *Writer) Close() error {
	if w.err != nil {
		return w.err
	}
	if !w.lines {
		if w.n == 0 {
			w.w.WriteByte('[')
		}
		w.w.WriteString("]\n")
	}
	if err := w.w.Flush(); err != nil {
		w.err = fmt.Errorf("write JSON: %w", err)
	}
	err := w.err
	if err == nil {
		w.err = errClosed
	}
	return err
}

var errClosed = errors.New("the writer is closed")
