package xlsx

import (
	"strings"

	"crm/importer/table"
)

// stringTable is the shared strings of a workbook: the texts that its cells
// refer to by number. The first of them lie in memory, in chunks of which the
// cells' texts are slices; what is beyond limits.memory lies on disk.
type stringTable struct {
	lim    *limits
	dir    string // for the files
	chunks []string
	chunk  strings.Builder
	spans  [][]span // the strings in memory, spansPerBlock each
	inMem  int
	used   int64
	disk   *spill // nil while all fits into memory
}

// span is where a string in memory lies.
type span struct {
	chunk uint32
	off   uint32
	size  uint32 // with the doubt about it in the top byte
}

const (
	chunkSize     = 256 << 10
	spansPerBlock = 16 << 10
	spanBytes     = 12
	sizeBits      = 24
)

// readStrings reads the part of that name.
func (a *archive) readStrings(name, dir string) (*stringTable, error) {
	t := &stringTable{lim: a.lim, dir: dir}
	if name == "" {
		return t, nil
	}
	s, rc, err := a.scan(name, a.lim.sheet, true)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	if err := t.read(s); err != nil {
		_ = t.close()
		return nil, err
	}
	return t, nil
}

func (t *stringTable) read(s *scanner) error {
	var text []byte
	for {
		quick := false
		if s.depth() == 1 {
			text, quick = s.quickString(text[:0])
		}
		if !quick {
			tok, err := s.next()
			if err != nil {
				return err
			}
			if tok == tokEOF {
				return t.finish()
			}
			if tok != tokStart || s.depth() != 2 || string(s.name) != "si" {
				continue
			}
			if text, err = s.richText(text[:0]); err != nil {
				return err
			}
		}
		text, d := clean(text, 0)
		text, d = curb(text, 0, d)
		if err := t.add(text, d); err != nil {
			return err
		}
	}
}

// richText appends the text of the element whose start tag was the last token (CT_Rst):
// its t, or the t of its runs. Phonetic runs say how the text is read aloud, and are dropped.
func (s *scanner) richText(dst []byte) ([]byte, error) {
	from := len(dst)
	for depth := s.depth(); ; {
		tok, err := s.next()
		if err != nil {
			return dst, err
		}
		switch {
		case tok == tokEnd && s.depth() < depth:
			return dst, nil
		case tok != tokStart:
		case string(s.name) == "rPh":
			err = s.skip()
		case string(s.name) == "t":
			dst, err = s.content(dst)
		}
		if err != nil {
			return dst, err
		}
		if len(dst)-from > s.lim.text {
			return dst, s.tooLong()
		}
	}
}

// content appends the text of the element whose start tag was the last token,
// with its escapes replaced.
func (s *scanner) content(dst []byte) ([]byte, error) {
	from := len(dst)
	for depth := s.depth(); ; {
		tok, err := s.next()
		if err != nil {
			return dst, err
		}
		switch {
		case tok == tokEnd && s.depth() < depth:
			return unescape(dst, from), nil
		case tok == tokText:
			if dst, err = s.appendText(dst, s.text, s.cdata); err != nil {
				return dst, err
			}
			if len(dst)-from > s.lim.text {
				return dst, s.tooLong()
			}
		}
	}
}

// add appends a string.
func (t *stringTable) add(text []byte, d doubt) error {
	if t.len() >= t.lim.strings {
		return &table.LimitError{Limit: "shared strings", Max: int64(t.lim.strings), Fix: anew}
	}
	if t.disk == nil && t.used+int64(len(text))+spanBytes > t.lim.memory {
		disk, err := newSpill(t.dir)
		if err != nil {
			return err
		}
		t.disk = disk
	}
	if t.disk != nil {
		return t.disk.add(text, d)
	}
	if t.chunk.Cap() == 0 || t.chunk.Cap()-t.chunk.Len() < len(text) {
		t.endChunk()
		t.chunk.Grow(max(chunkSize, len(text)))
	}
	if t.inMem%spansPerBlock == 0 {
		t.spans = append(t.spans, make([]span, 0, spansPerBlock))
	}
	last := len(t.spans) - 1
	t.spans[last] = append(t.spans[last], span{
		chunk: uint32(len(t.chunks)),
		off:   uint32(t.chunk.Len()),
		size:  uint32(len(text)) | uint32(d)<<sizeBits,
	})
	t.chunk.Write(text)
	t.inMem++
	t.used += int64(len(text)) + spanBytes
	return nil
}

// endChunk makes the chunk a string without copying it.
func (t *stringTable) endChunk() {
	if t.chunk.Cap() > 0 {
		t.chunks = append(t.chunks, t.chunk.String())
		t.chunk = strings.Builder{}
	}
}

// finish ends the adding.
func (t *stringTable) finish() error {
	t.endChunk()
	if t.disk != nil {
		return t.disk.finish()
	}
	return nil
}

// len is the number of strings.
func (t *stringTable) len() int {
	if t.disk != nil {
		return t.inMem + t.disk.n
	}
	return t.inMem
}

// inMemory returns string i if it lies in memory.
func (t *stringTable) inMemory(i int) (string, doubt, bool) {
	if i >= t.inMem {
		return "", 0, false
	}
	sp := t.spans[i/spansPerBlock][i%spansPerBlock]
	size := sp.size & (1<<sizeBits - 1)
	return t.chunks[sp.chunk][sp.off : sp.off+size], doubt(sp.size >> sizeBits), true
}

// appendFromDisk appends string i, which lies on disk.
func (t *stringTable) appendFromDisk(dst []byte, i int) ([]byte, doubt, error) {
	return t.disk.at(dst, i-t.inMem)
}

// close removes what lies on disk.
func (t *stringTable) close() error {
	if t.disk == nil {
		return nil
	}
	return t.disk.close()
}
