package segments

import (
	"context"
	"strings"
	"time"

	"crm/store"
	"crm/store/query"
	"crm/tui/complete"

	tea "charm.land/bubbletea/v2"
)

// asker asks a book for what completes a query.
func asker(st *store.Store) complete.Ask {
	return func(ctx context.Context, c query.Completion, most int) ([]complete.Item, error) {
		list, err := st.Suggest(ctx, c, most)
		items := make([]complete.Item, len(list))
		for i, x := range list {
			items[i] = complete.Item{Text: x.Text, Help: x.Help, N: x.N}
		}
		return items, err
	}
}

// suggest looks for what can be typed at the cursor.
func (e *editor) suggest() tea.Cmd {
	line := e.texts[queryField]
	cmd := e.pop.Look(line.Value(), len(line.Left()), e.context())
	line.Offer(e.pop.Ghost())
	return cmd
}

func (e *editor) context() query.Context {
	return query.Context{When: e.m.opt.When(), Book: e.m.book}
}

// follow reads the query if what is to be read of it has changed.
func (e *editor) follow() tea.Cmd {
	text, word := e.finished()
	switch e.last {
	case [2]string{text, word}:
		return nil
	case [2]string{text, e.last[1]}:
		if q, err := e.parsed(); err == nil {
			e.q = q // the same query, with another word to tell of
		}
		return nil
	}
	return e.look()
}

// finished is what is to be read: the query without the word that is being
// typed while fields are offered for it, and that word.
func (e *editor) finished() (text, word string) {
	line := e.texts[queryField]
	switch text = line.Value(); {
	case !e.asks():
		return Query(e.was), ""
	case e.focus != queryField || !e.pop.Shown() || line.Right() != "":
		return strings.TrimSpace(text), ""
	}
	at := min(e.pop.Anchor(), len(text))
	before, last := strings.TrimRight(text[:at], "-"), text[at:]
	if before != strings.TrimRight(before, " (|") || before == "" {
		return strings.TrimSpace(before), last
	}
	return strings.TrimSpace(text), "" // a value, not a word of its own
}

// look reads the query anew. While it is wrong, what was told of the last good
// one stays.
func (e *editor) look() tea.Cmd {
	e.edits++
	e.tell, e.wrong = false, nil
	q, err := e.parsed()
	if err != nil {
		e.wrong = err
		edits := e.edits
		return e.m.opt.Tick(quietTime, func(time.Time) tea.Msg { return silence{e, edits} })
	}
	e.q = q
	return e.read()
}

// parsed is the query as far as it is finished; nil if there is none. Of a saved
// list it is the one that finds its members.
func (e *editor) parsed() (*query.Query, error) {
	text, word := e.finished()
	e.last = [2]string{text, word}
	if text == "" {
		return nil, nil
	}
	q, err := query.Forgive(text, e.context())
	if err == nil && word != "" {
		q.Notes = append(q.Notes, query.Note{Ignored: true, Text: "“" + word + "” is unfinished — ignored for now"})
	}
	return q, err
}

// read asks for the facts of what is understood.
func (e *editor) read() tea.Cmd {
	e.top = 0
	if e.q == nil {
		e.facts.forget()
		return nil
	}
	return e.facts.ask(e.q, nil, true)
}
