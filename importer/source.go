package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"crm/importer/csv"
	"crm/importer/html"
	"crm/importer/table"
	"crm/importer/xlsx"
)

// source is an open file that can be read several times.
type source struct {
	file    *os.File
	content content
	ctx     context.Context // of the pass that reads: its end ends the reading, even in the middle of a row
	size    int64
	sha     string
	info    table.Info
	book    *xlsx.Book                   // nil for text
	read    func() (table.Reader, error) // opens the table from its beginning
	columns []string                     // the keys of JSON objects; nil for text
	sheet   int
	opt     Options
	notes   []table.Problem
}

// headBytes is how much of a file is looked at to name it.
const headBytes = 64 << 10

func openSource(ctx context.Context, path string, opt Options) (*source, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open file: %w", err)
	}
	s := &source{file: file, ctx: ctx, opt: opt, content: tableContent{}}
	if err := s.open(path); err != nil {
		file.Close()
		return nil, err
	}
	return s, nil
}

// ReadAt implements io.ReaderAt.
func (s *source) ReadAt(p []byte, off int64) (int, error) {
	if err := s.stop(); err != nil {
		return 0, err
	}
	return s.file.ReadAt(p, off)
}

func (s *source) stop() error { return s.ctx.Err() }

func (s *source) open(path string) error {
	info, err := s.file.Stat()
	if err != nil {
		return fmt.Errorf("open file: %w", err)
	}
	if info.IsDir() {
		return &ReadError{What: s.opt.Name + " is a folder", Next: "name a file in it"}
	}
	if info.Mode()&fs.ModeType != 0 {
		return &ReadError{What: s.opt.Name + " is no regular file", Next: "save it to a file and import that"}
	}
	s.size = info.Size()
	head := make([]byte, min(headBytes, s.size))
	if _, err := s.file.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read file: %w", err)
	}
	if s.size == 0 {
		return &ReadError{What: s.opt.Name + " is empty", Next: "check that the export finished"}
	}
	if err := s.hash(); err != nil {
		return err
	}
	kind, err := s.kind(head)
	if err != nil {
		return err
	}
	switch kind {
	case "xlsx":
		return s.openBook(path)
	case "vcf":
		return s.openCards(path)
	case "json":
		return s.openJSON()
	case "html":
		return s.openPage(path)
	}
	if err := refuse(head); err != nil {
		return err
	}
	return s.openText(path)
}

func (s *source) hash() error {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(s, 0, s.size)); err != nil {
		return fmt.Errorf("read file: %w", err)
	}
	s.sha = hex.EncodeToString(h.Sum(nil))
	return nil
}

func (s *source) openText(path string) error {
	if s.opt.Sheet != "" {
		return &UsageError{s.opt.Name + " has no sheets: it is delimited text", "leave --sheet out"}
	}
	opt := csv.Options{Encoding: s.opt.Encoding, Delimiter: s.opt.Delimiter, Unguard: true}
	rd, info, err := csv.Open(s, s.size, opt)
	if err != nil {
		return explain(err)
	}
	if opt.Verbatim = wroteCSV(rd); opt.Verbatim {
		if rd, info, err = csv.Open(s, s.size, opt); err != nil {
			return explain(err)
		}
	}
	rd.Close()
	s.info = info
	s.notes = append(s.notes, info.Notes...)
	s.read = func() (table.Reader, error) {
		// In the encoding that was found: no pass takes it for another one.
		opt.Encoding = info.Encoding
		rd, _, err := csv.Open(s, s.size, opt)
		return rd, err
	}
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".xlsx", ".xls", ".xlsm", ".vcf", ".ods", ".numbers":
		s.note("the name ends in "+ext+", the content is delimited text", "it is read as text")
	}
	return nil
}

// openPage takes the file as a web page or the XML of Excel 2003, which programs
// write and call .xls.
func (s *source) openPage(path string) error {
	n := 0
	if s.opt.Sheet != "" {
		var err error
		if n, err = strconv.Atoi(s.opt.Sheet); err != nil || n < 1 {
			return &UsageError{"the tables of a web page have no names", "give --sheet the number of one, from 1"}
		}
	}
	opt := html.Options{Encoding: s.opt.Encoding, Table: n}
	rd, info, err := html.Open(s, s.size, opt)
	if err != nil {
		return explain(err)
	}
	rd.Close()
	s.info = info
	s.notes = append(s.notes, info.Notes...)
	s.read = func() (table.Reader, error) {
		rd, _, err := html.Open(s, s.size, opt)
		return rd, err
	}
	s.wrongName(path, "a web page or the XML of Excel 2003", ".html", ".htm", ".xml")
	return nil
}

// wrongName says that the name of a file does not fit what it is.
func (s *source) wrongName(path, what string, right ...string) {
	ext := strings.ToLower(filepath.Ext(path))
	if ext != "" && !slices.Contains(right, ext) && !strings.HasPrefix(s.opt.Name, "standard input") {
		s.note(fmt.Sprintf("the name ends in %q, the content is %s", ext, what), "it is read as one")
	}
}

func (s *source) note(reason, fix string) {
	s.notes = append(s.notes, table.Problem{Reason: reason, Fix: fix})
}

func (s *source) openBook(path string) error {
	book, err := xlsx.Open(s, s.size, xlsx.Options{TempDir: s.opt.TempDir, Stop: s.stop})
	if err != nil {
		return explain(err)
	}
	s.book = book
	s.read = func() (table.Reader, error) { return book.Rows(s.sheet) }
	s.info = table.Info{Format: "xlsx", Encoding: "utf-8"}
	if err := s.chooseSheet(); err != nil {
		book.Close()
		return err
	}
	s.wrongName(path, "an Excel workbook", ".xlsx", ".xlsm")
	return nil
}

// rows opens the table from its beginning, for a pass that ends with ctx.
func (s *source) rows(ctx context.Context) (table.Reader, error) {
	s.ctx = ctx
	rd, err := s.read()
	if err != nil {
		return nil, explain(err)
	}
	return rd, nil
}

// explain tells an error of the disk from one of the content.
func explain(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if _, isPath := errors.AsType[*fs.PathError](err); isPath {
		return fmt.Errorf("read file: %w", err)
	}
	if format, ok := errors.AsType[*xlsx.FormatError](err); ok {
		return &ReadError{What: "this is " + format.What, Next: format.Next, Err: err}
	}
	if text, ok := errors.AsType[*csv.Error](err); ok {
		if errors.Is(text, csv.ErrOption) {
			return &UsageError{text.What(), text.Next}
		}
		return &ReadError{What: text.What(), Next: text.Next, Err: err}
	}
	if limit, ok := errors.AsType[*table.LimitError](err); ok {
		return &ReadError{What: limit.What(), Next: limit.Fix, Err: err}
	}
	if page, ok := errors.AsType[*html.Error](err); ok {
		if errors.Is(page, html.ErrOption) {
			return &UsageError{page.What(), page.Next}
		}
		return &ReadError{What: page.What(), Next: page.Next, Err: err}
	}
	if damage, ok := errors.AsType[*xlsx.DamageError](err); ok {
		return &ReadError{What: damage.What(), Next: damage.Next(), Err: err}
	}
	return &ReadError{What: err.Error(), Next: "save the table anew as .xlsx or .csv", Err: err}
}

// Close closes the file.
func (s *source) Close() error {
	var err error
	if s.book != nil {
		err = s.book.Close()
	}
	return errors.Join(err, s.file.Close())
}
