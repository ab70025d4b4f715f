package xlsx

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"crm/importer/table"
)

// TestWriteLimits: nothing that Excel would cut or repair is written.
func TestWriteLimits(t *testing.T) {
	begin := func(columns []Column) (*SheetWriter, error) {
		w, err := NewWriter(io.Discard, []string{"Contacts"}, WriterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return w.Sheet(columns, true)
	}
	whole := strings.Repeat("é", MaxChars)
	if got := readBack(t, fullSheet(t, nil, false, []table.Cell{text(whole)}), 0)[0]; got.Problem != nil || got.Cells[0].Text != whole {
		t.Error("a cell that is just full does not read back")
	}
	for name, tt := range map[string]struct {
		write func() error
		want  string
	}{
		"characters": {func() error {
			s, _ := begin(nil)
			return s.Write([]table.Cell{text("x"), text(whole + "x")})
		}, "sheet Contacts, column B: line 1: characters in a cell: over the limit of 32767"},
		"pairs": {func() error {
			s, _ := begin(nil)
			return s.Write([]table.Cell{text(strings.Repeat("𝝊", MaxChars/2+1))})
		}, "characters in a cell"},
		"columns": {func() error {
			s, _ := begin(nil)
			return s.Write(make([]table.Cell, MaxColumns+1))
		}, "columns: over the limit of 16384"},
		"described columns": {func() error {
			_, err := begin(make([]Column, MaxColumns+1))
			return err
		}, "columns: over the limit of 16384"},
		"rows": {func() error {
			s, _ := begin(nil)
			for range MaxRows {
				if err := s.Write(nil); err != nil {
					return fmt.Errorf("too early: %w", err)
				}
			}
			return s.Write(nil)
		}, "sheet Contacts: line 1048576: rows: over the limit of 1048576"},
		"links": {func() error {
			s, _ := begin(nil)
			s.links = make([]link, MaxLinks)
			return s.Write([]table.Cell{{Text: "x", Kind: table.Text, Link: "mailto:a@b.vn"}})
		}, "hyperlinks: over the limit of 65530"},
	} {
		t.Run(name, func(t *testing.T) {
			err := tt.write()
			var limit *table.LimitError
			if !errors.As(err, &limit) || !strings.Contains(err.Error(), tt.want) || limit.Fix == "" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestWriteNames(t *testing.T) {
	for _, names := range [][]string{
		nil, {""}, {strings.Repeat("x", 32)}, {strings.Repeat("𝝊", 16)}, {"a/b"}, {"a[b"}, {"'a"}, {"a'"}, {"History"}, {"a", "A"}, {"a\n"}, {"\ufffe"},
	} {
		if _, err := NewWriter(io.Discard, names, WriterOptions{}); err == nil {
			t.Errorf("%q are taken", names)
		}
	}
	for _, name := range []string{strings.Repeat("x", 31), "Khách hàng", "It's"} {
		if !ValidName(name) {
			t.Errorf("%q is not taken", name)
		}
	}
}

// TestWriteOrder: sheets are written one after the other, and all of them.
func TestWriteOrder(t *testing.T) {
	w, err := NewWriter(io.Discard, []string{"a", "b"}, WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := w.Sheet(nil, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Sheet(nil, false); err != nil {
		t.Fatal(err)
	}
	if err := a.Write(nil); err == nil {
		t.Error("a sheet is written to that has ended")
	}
	if _, err := w.Sheet(nil, false); err == nil {
		t.Error("there are three sheets of two")
	}
	if err := errors.Join(a.Close(), w.Close()); err != nil {
		t.Error(err)
	}
	if err := w.Close(); err == nil {
		t.Error("it closes twice")
	}
	short, err := NewWriter(io.Discard, []string{"a"}, WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := short.Close(); err == nil {
		t.Error("a sheet is missing, and nobody says so")
	}
	full := errors.New("no space left on device")
	w, err = NewWriter(failing{full}, []string{"a"}, WriterOptions{})
	if err == nil {
		var s *SheetWriter
		if s, err = w.Sheet(nil, false); err == nil {
			for range 100_000 {
				_ = s.Write([]table.Cell{text("x")})
			}
			err = w.Close()
		}
	}
	if !errors.Is(err, full) {
		t.Errorf("a full disk: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
