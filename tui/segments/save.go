package segments

import (
	"context"
	"errors"
	"slices"
	"strings"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// saved answers the write of an editor.
type saved struct {
	editor *editor
	err    error
}

// value is what stands in a field.
func (e *editor) value(p place) string { return strings.TrimSpace(e.texts[p].Value()) }

// changed reports that a field is not as it is saved.
func (e *editor) changed(p place) bool {
	switch p {
	case nameField:
		return e.value(p) != e.was.Name
	case keyField:
		return e.value(p) != e.was.Hotkey
	case aboutField:
		return e.value(p) != e.was.Description
	case kindField:
		return e.static != e.fixed()
	}
	return e.asks() && e.value(p) != e.was.Query
}

func (e *editor) dirty() bool {
	return slices.ContainsFunc(e.fields(), e.changed)
}

// revert puts back what is saved. One undo of a field brings back what was
// typed into it.
func (e *editor) revert() tea.Cmd {
	for p, text := range map[place]string{nameField: e.was.Name, keyField: e.was.Hotkey, aboutField: e.was.Description, queryField: e.was.Query} {
		line := e.texts[p]
		if line.Value() != text {
			line.Replace(0, len(line.Value()), text)
		}
	}
	e.static = e.fixed()
	clear(e.errs)
	e.pop.Close()
	if !slices.Contains(e.fields(), e.focus) {
		e.focus = nameField
	}
	return nil
}

// command is the command that lists what the editor shows.
func (e *editor) command() string {
	text := e.value(queryField)
	if !e.asks() {
		text = Query(e.was)
	}
	if text == "" {
		return ""
	}
	return Command(text)
}

// fail puts words under a field and goes there.
func (e *editor) fail(p place, why safe.Text) {
	e.errs[p] = why
	e.focus = p
	e.pop.Close()
	e.texts[queryField].Offer("")
}

// check makes a segment of the fields, or says what is wrong with them. asNew
// makes another one of it.
func (e *editor) check(asNew bool) (store.Segment, *query.Query, bool) {
	clear(e.errs)
	g := store.Segment{Name: e.value(nameField), Hotkey: e.value(keyField), Description: e.value(aboutField)}
	if !asNew {
		g.UID = e.was.UID
	} else if g.Hotkey == e.was.Hotkey {
		g.Hotkey = ""
	}
	q, ok := e.checkQuery(&g)
	if !ok {
		return g, nil, false
	}
	for _, other := range e.m.list {
		if g.Hotkey != "" && other.Hotkey == g.Hotkey && other.UID != g.UID {
			e.fail(keyField, safe.Sprintf("“%s” opens %s already", g.Hotkey, other.Name))
		}
	}
	switch {
	case !asNew && e.was.UID != "" && e.static != e.fixed():
		e.fail(kindField, kindStays(e.fixed()))
	case g.Name == "":
		e.fail(nameField, safe.Line("it needs a name"))
	case asNew && g.Name == e.was.Name:
		e.fail(nameField, safe.Line("the new one needs another name"))
	}
	return g, q, len(e.errs) == 0
}

// kindStays says why a segment that is saved cannot become the other kind.
func kindStays(fixed bool) safe.Text {
	if fixed {
		return safe.Line("a static list stays one: ctrl+n saves the query as another segment")
	}
	return safe.Line("a live segment stays one: ctrl+n saves whoever matches now as a list of its own")
}

// checkQuery reads the query strictly: what is saved means the same for ever.
func (e *editor) checkQuery(g *store.Segment) (*query.Query, bool) {
	text := e.value(queryField)
	switch {
	case !e.asks():
		return nil, true
	case text == "" && e.static:
		return nil, true
	case text == "":
		e.fail(queryField, safe.Line("type a query, or make it a static list"))
		return nil, false
	}
	if _, word := e.finished(); word != "" {
		e.fail(queryField, safe.Sprintf("“%s” looks unfinished: go on, or save again to look for that word", word))
		return nil, false
	}
	q, err := query.Parse(text, e.context())
	if err != nil {
		e.fail(queryField, wrong(err))
		return nil, false
	}
	if !e.static {
		g.Query, g.Canonical = text, q.String()
	}
	return q, true
}

// save writes the segment. A list begins with those whom the query finds now.
func (e *editor) save(asNew bool) tea.Cmd {
	if e.saving {
		return nil
	}
	g, q, ok := e.check(asNew)
	if !ok {
		return nil
	}
	e.saving = true
	run := func(ctx context.Context, st *store.Store) (nav.Done, error) {
		var members []string
		if g.Static() && q != nil {
			rows, err := st.List(ctx, store.ListOptions{Query: q, Limit: q.Limit})
			if err != nil {
				return nav.Done{}, err
			}
			for _, r := range rows {
				members = append(members, r.UID)
			}
		}
		op, err := st.Write(ctx, store.Op{Who: "tui", What: "save segment " + g.Name}, func(tx *store.Tx) error {
			return put(tx, g, members)
		})
		if err != nil {
			return nav.Done{}, err
		}
		now, err := st.Segment(ctx, g.Name)
		return nav.Done{Operation: op.UID, IDs: []string{nobody}, Segment: now.UID, Text: said(now, members)}, err
	}
	return e.m.opt.Write(run, func(err error) tea.Msg { return saved{e, err} })
}

// nobody is the id of no contact: a change that is about segments only.
const nobody = "-"

// put writes a segment, and whom a new list begins with.
func put(tx *store.Tx, g store.Segment, members []string) error {
	save := tx.EditSegment
	if g.UID == "" {
		save = func(_ string, g store.Segment) error { return tx.SaveSegment(g, false) }
	}
	if err := save(g.UID, g); err != nil || len(members) == 0 {
		return err
	}
	_, err := tx.AddMembers(g.Name, members)
	return err
}

// said tells what was saved.
func said(g store.Segment, members []string) safe.Text {
	text := "Saved " + g.Name
	if len(members) > 0 {
		text += " with " + many(len(members), "contact")
	}
	if g.Hotkey != "" {
		text += " · ' " + g.Hotkey + " opens it"
	}
	return safe.Line(text)
}

func (m *Model) takeSaved(s saved) tea.Cmd {
	if s.editor != m.edit || m.edit == nil {
		return nil
	}
	e := m.edit
	e.saving = false
	var invalid *store.Invalid
	switch {
	case s.err == nil:
		return m.close()
	case errors.Is(s.err, context.Canceled):
	case errors.Is(s.err, store.ErrExists):
		e.fail(nameField, safe.Sprintf("there is a segment “%s” already", e.value(nameField)))
	case errors.As(s.err, &invalid) && invalid.Field == "query":
		e.fail(queryField, safe.Line(invalid.Why))
	case errors.As(s.err, &invalid) && invalid.Field == "hotkey":
		e.fail(keyField, safe.Line(invalid.Why))
	case errors.As(s.err, &invalid):
		e.fail(nameField, safe.Line(invalid.Why))
	default:
		return nav.Send(nav.Fail{Err: s.err})
	}
	return nil
}
