// Package complete is the popup that completes a query: the search bar and the
// editor of segments have one each.
//
// A [Popup] is told after each change what stands in the line and where the
// cursor is ([Popup.Look]). What the language itself knows is there at once;
// what the book knows, with its counts, comes by the command that Look
// returns, and the next Look cancels it. The popup never changes the line: it
// says by [Popup.Take] what is to be put in place of what, and nothing is
// taken that was not asked for by Tab, or chosen with the arrows first.
//
//	change of text or cursor  cmd := p.Look(line.Value(), len(line.Left()), qc); line.Offer(p.Ghost())
//	any message               if p.Update(msg) { line.Offer(p.Ghost()) }
//	↓ ↑                       p.Move(1), p.Move(-1): false means that the key is somebody else's
//	Tab                       if e, ok := p.Take(); ok { line.Replace(e.From, e.To, e.Text) }, then Look again
//	Enter                     the same, but only if p.Chosen()
//	Esc                       if p.Shown() { p.Close() }
//	drawing                   p.Lines(st, w, h), put over the screen by Over
package complete

import (
	"context"
	"slices"
	"strings"

	"crm/store/fold"
	"crm/store/query"

	tea "charm.land/bubbletea/v2"
)

// Item is one text to offer. N is how many contacts it would find within the
// rest of the query, -1 if that was not counted.
type Item struct {
	Text string // as it is put into the query: quoted where it needs that
	Help string
	N    int
}

// Ask asks the book for at most so many items. It is called outside of Update,
// and its context ends when the line has changed again.
type Ask func(ctx context.Context, c query.Completion, most int) ([]Item, error)

// Edit is what taking an item does to the line: Text in place of the bytes
// from From up to To.
type Edit struct {
	From, To int
	Text     string
}

// Popup is what can be typed at the cursor of a query. [New] makes one.
type Popup struct {
	// Shy popups do not open by themselves at a bare word, but wait for Tab:
	// where names are typed they would lie over the people who are found, each
	// time that a name begins as some field does.
	Shy bool
	// NoRoom popups cannot be shown: the first item is then offered behind the
	// cursor, and Tab takes it.
	NoRoom bool

	ctx    context.Context // of the program: models get none in their methods
	ask    Ask
	cancel context.CancelFunc
	seq    int

	at     query.Completion
	word   bool // a bare word stands at the cursor, or nothing
	items  []Item
	chosen int  // index in items, -1 while none is
	open   bool // the popup is shown, if there is anything in it
	asked  bool // the book has not answered yet
	wanted bool // Tab was pressed before it did
	taken  bool // a value was taken: nothing is offered until the line changes
}

// most is how many items are asked for, and rows how many are shown at a time.
const (
	most = 20
	rows = 8
)

// New returns a popup without anything in it. ask may be nil: then there is
// only what the language knows.
func New(ctx context.Context, ask Ask) *Popup {
	return &Popup{ctx: ctx, ask: ask, chosen: -1}
}

// Answer is what the book knows; hand it to [Popup.Update].
type Answer struct {
	popup *Popup
	seq   int
	items []Item
	err   error
}

// Look looks at the line anew: its text, and the cursor as a byte offset.
func (p *Popup) Look(value string, cursor int, qc query.Context) tea.Cmd {
	p.stop()
	was, old := p.at, p.items
	p.at = query.Complete(value, cursor, qc)
	p.word = bare(value, p.at)
	p.chosen, p.wanted = -1, false
	p.items = narrowed(was, p.at, old)
	if len(p.items) == 0 {
		p.items = own(p.at)
	}
	p.items = worth(p.items, p.at.Typed)
	p.open = !p.taken && (!p.word || !p.Shy && p.at.Typed != "")
	p.taken = false
	if p.word && !p.open {
		return nil // nothing to see: the book is asked when it is
	}
	return p.askBook()
}

// askBook asks the book for its values.
func (p *Popup) askBook() tea.Cmd {
	if p.ask == nil {
		return nil
	}
	ctx, cancel := context.WithCancel(p.ctx)
	p.cancel, p.asked = cancel, true
	ask, c, seq := p.ask, p.at, p.seq
	return func() tea.Msg {
		items, err := ask(ctx, c, most)
		return Answer{p, seq, items, err}
	}
}

// stop ends the question under way.
func (p *Popup) stop() {
	if p.cancel != nil {
		p.cancel()
		p.cancel = nil
	}
	p.asked = false
	p.seq++
}

// Update takes the answer of the book, and reports whether it was one that
// changes what is offered. An error leaves what the language knows: the search
// that runs beside will meet the same one, and tells it.
func (p *Popup) Update(msg tea.Msg) bool {
	a, ok := msg.(Answer)
	if !ok || a.popup != p || a.seq != p.seq {
		return false
	}
	p.asked = false
	if a.err != nil {
		return true
	}
	text := ""
	if p.Chosen() {
		text = p.items[p.chosen].Text
	}
	p.items = worth(a.items, p.at.Typed)
	p.chosen = slices.IndexFunc(p.items, func(it Item) bool { return text != "" && it.Text == text })
	return true
}

// Close closes the popup until the line changes.
func (p *Popup) Close() {
	p.stop()
	p.open, p.wanted, p.chosen = false, false, -1
}

// Reset forgets all that was offered: the line is left.
func (p *Popup) Reset() {
	p.Close()
	p.items, p.at, p.taken = nil, query.Completion{}, false
}

// Shown reports that the popup is open and holds something.
func (p *Popup) Shown() bool { return p.open && len(p.items) > 0 && !p.NoRoom }

// Chosen reports that an item was chosen with the arrows.
func (p *Popup) Chosen() bool { return p.Shown() && p.chosen >= 0 && p.chosen < len(p.items) }

// Any reports that Tab would do something.
func (p *Popup) Any() bool { return len(p.items) > 0 && (!p.NoRoom || p.blind()) || p.asked }

// blind reports that the first of several items is all that can be offered, and
// that something was typed to which it belongs.
func (p *Popup) blind() bool {
	return p.NoRoom && len(p.items) > 0 && (p.at.Typed != "" || !p.word)
}

// Move chooses the next item or the one before; above the first none is
// chosen. It returns false, and does nothing, if the popup is not shown or has
// none there.
func (p *Popup) Move(n int) bool {
	if !p.Shown() || p.chosen+n < -1 {
		return false
	}
	p.chosen = min(p.chosen+n, len(p.items)-1)
	return true
}

// Tab takes the item chosen, or the first. A popup that was not shown is
// opened instead if there are several, and one that waits for the book takes
// the first when that has answered: Wanted is then true after the Update.
func (p *Popup) Tab() (e Edit, ok bool, cmd tea.Cmd) {
	switch {
	case p.asked && !p.Chosen():
		p.wanted = true
		return Edit{}, false, nil
	case p.Shown() || len(p.items) == 1 || p.blind():
		e, ok = p.Take()
		return e, ok, nil
	case len(p.items) > 0 && !p.NoRoom:
		p.open = true
		return Edit{}, false, p.askBook()
	}
	return Edit{}, false, nil
}

// Wanted reports that Tab was pressed before the book had answered, and that it
// has: the caller takes the item now.
func (p *Popup) Wanted() bool { return p.wanted && !p.asked }

// Waiting reports that Tab was pressed and the book has not answered: what is
// typed now is typed behind what will then stand there, and has to wait too.
func (p *Popup) Waiting() bool { return p.wanted && p.asked }

// Take takes the item chosen, or the first. A field is taken with its colon,
// and its values are offered next; behind a value nothing is until more is
// typed.
func (p *Popup) Take() (Edit, bool) {
	p.wanted = false
	if len(p.items) == 0 {
		return Edit{}, false
	}
	it := p.items[max(0, min(p.chosen, len(p.items)-1))]
	p.taken = !strings.HasSuffix(it.Text, ":")
	e := Edit{p.at.Start, p.at.End, it.Text}
	p.Close()
	return e, true
}

// Ghost is what may be shown behind the cursor: the rest of the only item
// there is, or of the first where the popup has no room.
func (p *Popup) Ghost() string {
	known := len(p.items) == 1 && p.at.Typed != "" || p.blind()
	if !known || p.asked {
		return ""
	}
	rest, ok := strings.CutPrefix(p.items[0].Text, p.at.Typed)
	if !ok {
		return ""
	}
	return rest
}

// Anchor is the byte of the line at which the popup is to stand: where the term
// begins that it completes.
func (p *Popup) Anchor() int { return p.at.Start }

// own are the candidates of the language itself.
func own(c query.Completion) []Item {
	items := make([]Item, 0, len(c.Candidates))
	for _, x := range c.Candidates {
		items = append(items, Item{x.Text, x.Help, -1})
	}
	return items
}

// narrowed keeps, of what was offered for the same term, what goes with what
// was typed since, so that nothing flickers while the book is asked again.
func narrowed(was, now query.Completion, old []Item) []Item {
	if was.Start != now.Start || was.Field == nil || now.Field == nil || was.Field.Name != now.Field.Name ||
		was.Rest != now.Rest || !strings.HasPrefix(now.Typed, was.Typed) {
		return nil
	}
	typed := fold.Text(now.Typed)
	var items []Item
	for _, it := range old {
		if strings.HasPrefix(fold.Text(strings.Trim(it.Text, `"`)), typed) {
			items = append(items, it)
		}
	}
	return items
}

// worth is nothing if all there is stands there already.
func worth(items []Item, typed string) []Item {
	if len(items) == 1 && fold.Text(strings.Trim(items[0].Text, `"`)) == fold.Text(typed) {
		return nil
	}
	return items
}

// bare reports that the cursor is at a word that belongs to no field.
func bare(value string, c query.Completion) bool {
	word := value[:min(c.Start, len(value))]
	if i := strings.LastIndexAny(word, " \t\u3000(|"); i >= 0 {
		word = word[i:]
	}
	return c.Field == nil && !strings.ContainsAny(word, ":：")
}
