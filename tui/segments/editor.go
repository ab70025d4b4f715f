package segments

import (
	"strings"
	"time"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
	"crm/tui/complete"
	"crm/tui/keys"
	"crm/tui/lineedit"

	tea "charm.land/bubbletea/v2"
)

// place is a field of the editor.
type place int

// The fields, in the order in which they are walked through.
const (
	nameField place = iota
	keyField
	kindField
	aboutField
	queryField
)

// editor is the form of one segment.
type editor struct {
	m   *Model
	was store.Segment // as it is saved; without a uid it is a new one

	texts  [queryField + 1]*lineedit.Line // by place; nil for the kind
	static bool
	focus  place
	errs   map[place]safe.Text

	q     *query.Query // what is understood of the query; nil if it is empty
	wrong error        // what is wrong with it
	tell  bool         // it is time to say so
	last  [2]string    // what was read last, and what was left out of it
	edits int          // counts the readings
	pop   *complete.Popup
	facts reader
	top   int // rows of the facts that are scrolled away

	asking bool // what to do with unsaved changes
	saving bool
	cursor [2]int // of the insertion point, as drawn last; -1 if there is none
}

// silence says that nothing has been typed for a while.
type silence struct {
	editor *editor
	edits  int
}

// quietTime is how long nothing is typed before an error is told.
const quietTime = 400 * time.Millisecond

func newEditor(m *Model, g store.Segment) *editor {
	e := &editor{m: m, was: g, static: g.UID != "" && g.Static(), errs: map[place]safe.Text{}, cursor: [2]int{-1, -1}}
	e.facts = reader{opt: &m.opt}
	e.pop = complete.New(m.opt.Ctx, asker(m.opt.Store))
	for p, text := range map[place]string{nameField: g.Name, keyField: g.Hotkey, aboutField: g.Description, queryField: g.Query} {
		e.texts[p] = lineedit.New(text)
	}
	e.texts[keyField].Limit = 1
	if g.UID != "" && !e.static {
		e.focus = queryField
	}
	return e
}

// begin asks for what is told of the query as it is.
func (e *editor) begin() tea.Cmd { return e.look() }

// end leaves nothing under way.
func (e *editor) end() {
	e.facts.stop()
	e.pop.Reset()
}

// reloaded hears that the book has changed: what is typed stays, and what is
// told of it is asked for anew.
func (e *editor) reloaded() tea.Cmd { return e.read() }

func (e *editor) scope() keys.Scope {
	switch {
	case e.asking:
		return keys.Unsaved
	case e.focus == queryField && e.pop.Shown():
		return keys.SegmentPopup
	}
	return keys.SegmentForm
}

func (e *editor) can(id keys.ID) bool {
	if e.saving {
		return id == keys.Cancel
	}
	switch id {
	case keys.Cancel, keys.NextField, keys.PrevField, keys.Accept, keys.Complete, keys.Down, keys.Up, keys.Discard:
		return true
	case keys.Save, keys.Revert:
		return e.dirty()
	case keys.SaveNew:
		return e.was.UID != ""
	case keys.SegmentCopy:
		return e.command() != ""
	case keys.DetailDown:
		return e.top < len(e.facts.facts.rows)-1
	case keys.DetailUp:
		return e.top > 0
	}
	return false
}

func (e *editor) act(id keys.ID) tea.Cmd { return tea.Batch(e.do(id), e.follow()) }

func (e *editor) do(id keys.ID) tea.Cmd {
	switch id {
	case keys.Cancel:
		return e.cancel()
	case keys.Discard:
		return e.m.close()
	case keys.Save:
		e.asking = false
		return e.save(false)
	case keys.SaveNew:
		return e.save(true)
	case keys.Revert:
		return e.revert()
	case keys.SegmentCopy:
		line := e.command()
		return e.m.opt.Copy(line, safe.Sprintf("Copied %s", line))
	case keys.NextField:
		return e.move(1)
	case keys.PrevField:
		return e.move(-1)
	case keys.Complete:
		return e.complete()
	case keys.Accept:
		if !e.pop.Chosen() {
			return e.move(1)
		}
		return e.complete()
	case keys.Down:
		if !e.pop.Move(1) {
			return e.move(1)
		}
	case keys.Up:
		if !e.pop.Move(-1) {
			return e.move(-1)
		}
	case keys.DetailDown:
		e.top++
	case keys.DetailUp:
		e.top--
	}
	return nil
}

// cancel peels one layer: the completion, then the editor, unless something is
// not saved.
func (e *editor) cancel() tea.Cmd {
	switch {
	case e.asking:
		e.asking = false // a second esc, by reflex, keeps editing
	case e.focus == queryField && e.pop.Shown():
		e.pop.Close()
	case e.dirty():
		e.asking = true
	default:
		return e.m.close()
	}
	return nil
}

// lineOf is the text of a field.
func (e *editor) lineOf(p place) *lineedit.Line { return e.texts[p] }

// fields are those that there are: a list that is one has no query.
func (e *editor) fields() []place {
	out := []place{nameField, keyField, kindField, aboutField}
	if e.asks() {
		out = append(out, queryField)
	}
	return out
}

// asks reports that there is a query to type: of a live segment, and for whom a
// list begins with.
func (e *editor) asks() bool { return !e.static || !e.fixed() }

// fixed reports that it is saved as a list.
func (e *editor) fixed() bool { return e.was.UID != "" && e.was.Static() }

// move goes n fields on, round the ends.
func (e *editor) move(n int) tea.Cmd {
	list := e.fields()
	at := 0
	for i, p := range list {
		if p == e.focus {
			at = i
		}
	}
	e.pop.Close()
	e.texts[queryField].Offer("")
	e.focus = list[((at+n)%len(list)+len(list))%len(list)]
	return nil
}

// complete takes what the popup offers.
func (e *editor) complete() tea.Cmd {
	edit, ok, cmd := e.pop.Tab()
	if !ok {
		return cmd
	}
	e.texts[queryField].Replace(edit.From, edit.To, edit.Text)
	return tea.Batch(cmd, e.suggest())
}

// update is what is typed, and the answers to what was asked.
func (e *editor) update(msg tea.Msg) tea.Cmd { return tea.Batch(e.hear(msg), e.follow()) }

func (e *editor) hear(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return e.edit(msg)
	case silence:
		if msg.editor == e && msg.edits == e.edits {
			e.tell = true
		}
	case complete.Answer:
		if !e.pop.Update(msg) {
			return nil
		}
		e.texts[queryField].Offer(e.pop.Ghost())
		if e.pop.Wanted() {
			return e.complete()
		}
	}
	return nil
}

func (e *editor) edit(msg tea.Msg) tea.Cmd {
	if e.saving || e.asking {
		return nil
	}
	if e.focus == kindField {
		return e.toggle(msg)
	}
	line := e.texts[e.focus]
	was, at := line.Value(), len(line.Left())
	if e.focus == keyField {
		e.typeKey(msg)
	} else {
		line.Update(msg)
	}
	if line.Value() != was {
		delete(e.errs, e.focus)
	}
	if e.focus == queryField && (line.Value() != was || len(line.Left()) != at) {
		return e.suggest()
	}
	return nil
}

// typeKey puts the letter typed in place of the one that is there: there is
// room for one.
func (e *editor) typeKey(msg tea.Msg) {
	line := e.texts[keyField]
	if k, ok := msg.(tea.KeyPressMsg); ok && k.Text != "" {
		line.SelectAll()
	}
	line.Update(msg)
	s := keys.Plain("'", strings.ToLower(strings.TrimSpace(line.Value())))
	if len(s) != 1 || s[0] < 'a' || s[0] > 'z' {
		s = ""
	}
	if s != line.Value() {
		line.SetValue(s)
	}
}

// toggle changes between live and static.
func (e *editor) toggle(msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch key.String() {
	case "space", "left", "right", "h", "l":
		e.static = !e.static
		clear(e.errs)
		return e.look()
	}
	return nil
}
