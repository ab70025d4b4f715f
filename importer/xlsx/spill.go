package xlsx

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
)

// spill keeps the texts that memory has no room for:
// one file with the texts, one with the offset of each.
// Both are readable by nobody else, and gone from their folder as soon as the
// system allows: at once on Unix, on close elsewhere.
type spill struct {
	texts, offsets *os.File
	w, index       *bufio.Writer
	size           int64
	n              int
	pages, entries pager
}

// newSpill creates the files in dir, or in the system's folder if dir is empty.
func newSpill(dir string) (*spill, error) {
	s := &spill{}
	for _, f := range []**os.File{&s.texts, &s.offsets} {
		file, err := os.CreateTemp(dir, "crm-xlsx-*") // 0600 by its contract
		if err != nil {
			return nil, errors.Join(fmt.Errorf("create file for shared strings: %w", err), s.close())
		}
		_ = os.Remove(file.Name()) // Windows refuses while it is open; close tries again
		*f = file
	}
	s.w = bufio.NewWriterSize(s.texts, pageSize)
	s.index = bufio.NewWriterSize(s.offsets, pageSize)
	return s, nil
}

// flagShift is where an offset carries the doubt about its text.
const flagShift = 56

// add appends a text.
func (s *spill) add(text []byte, d doubt) error {
	entry := binary.LittleEndian.AppendUint64(s.index.AvailableBuffer(), uint64(s.size)|uint64(d)<<flagShift)
	if _, err := s.index.Write(entry); err != nil {
		return fmt.Errorf("write shared strings: %w", err)
	}
	if _, err := s.w.Write(text); err != nil {
		return fmt.Errorf("write shared strings: %w", err)
	}
	s.size += int64(len(text))
	s.n++
	return nil
}

// finish ends the adding; at works from now on.
func (s *spill) finish() error {
	entry := binary.LittleEndian.AppendUint64(s.index.AvailableBuffer(), uint64(s.size))
	_, err := s.index.Write(entry)
	if err = errors.Join(err, s.index.Flush(), s.w.Flush()); err != nil {
		return fmt.Errorf("write shared strings: %w", err)
	}
	s.pages, s.entries = newPager(s.texts), newPager(s.offsets)
	return nil
}

// at appends text i to dst.
func (s *spill) at(dst []byte, i int) ([]byte, doubt, error) {
	var pair [16]byte
	span, err := s.entries.appendAt(pair[:0], int64(i)*8, 16)
	if err != nil {
		return dst, 0, fmt.Errorf("read shared strings: %w", err)
	}
	from := binary.LittleEndian.Uint64(span)
	d := doubt(from >> flagShift)
	from &= 1<<flagShift - 1
	to := binary.LittleEndian.Uint64(span[8:]) & (1<<flagShift - 1)
	dst, err = s.pages.appendAt(dst, int64(from), int(to-from))
	if err != nil {
		return dst, 0, fmt.Errorf("read shared strings: %w", err)
	}
	return dst, d, nil
}

// close removes the files.
func (s *spill) close() error {
	var errs []error
	for _, f := range []*os.File{s.texts, s.offsets} {
		if f == nil {
			continue
		}
		errs = append(errs, f.Close())
		if err := os.Remove(f.Name()); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// pager reads from a file by pages, of which it keeps some:
// a sheet asks for its strings nearly in the order of the file.
type pager struct {
	f     *os.File
	pages []page
}

type page struct {
	number int64 // from 1; 0 is no page
	data   []byte
}

const (
	pageSize  = 32 << 10
	pageSlots = 32
)

func newPager(f *os.File) pager { return pager{f: f, pages: make([]page, pageSlots)} }

// appendAt appends n bytes of the file to dst.
func (p *pager) appendAt(dst []byte, off int64, n int) ([]byte, error) {
	for n > 0 {
		data, err := p.page(off / pageSize)
		if err != nil {
			return dst, err
		}
		from := int(off % pageSize)
		if from >= len(data) {
			return dst, errors.New("the file became shorter")
		}
		part := data[from:min(len(data), from+n)]
		dst = append(dst, part...)
		off += int64(len(part))
		n -= len(part)
	}
	return dst, nil
}

// page returns a page of the file; the last one is shorter.
func (p *pager) page(i int64) ([]byte, error) {
	slot := &p.pages[i%pageSlots]
	if slot.number == i+1 {
		return slot.data, nil
	}
	if slot.data == nil {
		slot.data = make([]byte, pageSize)
	}
	slot.number = 0
	slot.data = slot.data[:pageSize]
	n, err := p.f.ReadAt(slot.data, i*pageSize)
	if n == 0 && err != nil {
		return nil, err
	}
	slot.data = slot.data[:n]
	slot.number = i + 1
	return slot.data, nil
}
