package store

import (
	"cmp"
	"slices"
)

// pending are search rows of the last contacts of a bulk import. They are written
// many at a time, because almost any statement between two of them makes FTS5 write
// out all that it has gathered: one flush a row is half of an import's time. Their
// texts lie one behind the other, so that a long one leaves no long buffer behind.
type pending struct {
	rows    []pendingRow
	text    []byte
	size    int // of text and of the logs
	scratch searchRow
}

type pendingRow struct {
	id    int64
	start int
	ends  [12]int // of the fields of own
	log   []byte
}

// They are written when there are so many, or so much text.
const (
	pendingRows = 6000
	pendingSize = 4 << 20
)

func (p *pending) add(id int64, c *Contact) {
	p.scratch.fill(c)
	r := pendingRow{id: id, start: len(p.text)}
	for i, field := range p.scratch.own() {
		p.text = append(p.text, *field...)
		r.ends[i] = len(p.text)
		if cap(*field) > 1<<16 {
			*field = nil
		}
	}
	p.size += len(p.text) - r.start
	p.rows = append(p.rows, r)
}

func (p *pending) full() bool { return len(p.rows) >= pendingRows || p.size >= pendingSize }

// addLog adds to the log of a contact, and tells whether its row is there.
func (p *pending) addLog(id int64, text string) bool {
	at, found := slices.BinarySearchFunc(p.rows, id, func(r pendingRow, id int64) int { return cmp.Compare(r.id, id) })
	if !found {
		return false
	}
	r := searchRow{log: p.rows[at].log}
	r.addLog(text)
	p.size += len(r.log) - len(p.rows[at].log)
	p.rows[at].log = r.log
	return true
}

// searchRow returns the i-th row; it stands until the next.
func (p *pending) searchRow(i int) *searchRow {
	r, from := &p.rows[i], p.rows[i].start
	out := &searchRow{id: r.id, log: r.log}
	for k, field := range out.own() {
		*field = p.text[from:r.ends[k]]
		from = r.ends[k]
	}
	return out
}

func (p *pending) clear() {
	clear(p.rows)
	p.rows, p.text, p.size = p.rows[:0], p.text[:0], 0
}

// own are the fields that fill fills.
func (r *searchRow) own() [12]*[]byte {
	return [...]*[]byte{&r.name, &r.pinyin, &r.company, &r.email, &r.phone, &r.city, &r.tag, &r.title, &r.about, &r.address, &r.custom, &r.note}
}
