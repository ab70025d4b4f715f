package complete

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"crm/store/query"

	tea "charm.land/bubbletea/v2"
)

// book answers with tags and how often they occur, and remembers what it was
// asked.
type book struct {
	asked []query.Completion
	ctxs  []context.Context
	err   error
}

func (b *book) ask(ctx context.Context, c query.Completion, most int) ([]Item, error) {
	b.asked, b.ctxs = append(b.asked, c), append(b.ctxs, ctx)
	if b.err != nil || c.Field == nil || c.Field.Name != "tag" {
		return own(c), b.err
	}
	var out []Item
	for i, tag := range []string{"vip", "vip-hn", `"áo đồng phục"`, "lost"} {
		if strings.HasPrefix(strings.Trim(tag, `"`), c.Typed) {
			out = append(out, Item{tag, "", 58 - i})
		}
	}
	return out, nil
}

// typist types into a line with a popup.
type typist struct {
	*testing.T
	p    *Popup
	line string
}

func (y *typist) look(line string) tea.Cmd {
	y.line = line
	return y.p.Look(line, len(line), query.Context{})
}

// answered runs the question of the popup to its end.
func (y *typist) answered(cmd tea.Cmd) {
	y.Helper()
	if cmd == nil {
		y.Fatal("the book is not asked")
	}
	y.p.Update(cmd())
}

func (y *typist) apply(e Edit) string { return y.line[:e.From] + e.Text + y.line[e.To:] }

func (y *typist) texts() string {
	var out []string
	for _, it := range y.p.items {
		out = append(out, fmt.Sprintf("%s %d", it.Text, it.N))
	}
	return strings.Join(out, ", ")
}

func open(t *testing.T) (*typist, *book) {
	b := &book{}
	return &typist{T: t, p: New(context.Background(), b.ask)}, b
}

func TestTheBooksValuesComeWithCounts(t *testing.T) {
	y, b := open(t)
	cmd := y.look("last:>30d tag:")
	if !y.p.Shown() || y.texts() != "none -1, any -1" {
		t.Errorf("at once there is %s", y.texts())
	}
	y.answered(cmd)
	if got := y.texts(); got != `vip 58, vip-hn 57, "áo đồng phục" 56, lost 55` {
		t.Errorf("the book knows %s", got)
	}
	// While more is typed what is there is narrowed, not begun anew.
	cmd = y.look("last:>30d tag:vip-")
	if got := y.texts(); got != "vip-hn 57" {
		t.Errorf("narrowed to %s", got)
	}
	if y.p.Ghost() != "" {
		t.Error("a ghost before it is known to be the only one")
	}
	y.answered(cmd)
	if y.p.Ghost() != "hn" || b.asked[1].Typed != "vip-" {
		t.Errorf("ghost %q, asked for %q", y.p.Ghost(), b.asked[1].Typed)
	}
	e, ok := y.p.Take()
	if got := y.apply(e); !ok || got != "last:>30d tag:vip-hn" {
		t.Errorf("taken: %q", got)
	}
	y.look("last:>30d tag:vip-hn")
	if y.p.Shown() {
		t.Error("the popup opens again behind what it has put there")
	}
}

func TestEachLookCancelsTheOneBefore(t *testing.T) {
	y, b := open(t)
	first := y.look("tag:")
	late := first() // it was under way already
	second := y.look("tag:l")
	if b.ctxs[0].Err() == nil {
		t.Error("the question before goes on")
	}
	if y.p.Update(late) {
		t.Error("a late answer is taken")
	}
	y.answered(second)
	if got := y.texts(); got != "lost 55" {
		t.Errorf("there is %s", got)
	}
	third := y.look("tag:v")
	y.p.Close()
	if y.p.Update(third()) || y.p.Shown() {
		t.Error("an answer opens a popup that was closed")
	}
}

func TestTabBeforeTheAnswerWaitsForIt(t *testing.T) {
	y, _ := open(t)
	cmd := y.look("tag:v")
	if _, ok, _ := y.p.Tab(); ok {
		t.Error("taken before it is known what there is")
	}
	if y.p.Wanted() {
		t.Error("wanted before the answer")
	}
	y.answered(cmd)
	if !y.p.Wanted() {
		t.Fatal("the Tab is forgotten")
	}
	if e, ok := y.p.Take(); !ok || y.apply(e) != "tag:vip" {
		t.Errorf("taken: %v %v", e, ok)
	}
	// Typing on takes the wish back.
	y.look("tag:v")
	y.p.Tab()
	y.answered(y.look("tag:vi"))
	if y.p.Wanted() {
		t.Error("Tab is done after more was typed")
	}
}

func TestArrowsChoose(t *testing.T) {
	y, _ := open(t)
	y.answered(y.look("tag:"))
	if y.p.Chosen() || y.p.Move(-1) {
		t.Error("something is chosen that nobody chose")
	}
	for range 9 {
		y.p.Move(1)
	}
	if e, _ := y.p.Take(); e.Text != "lost" {
		t.Errorf("the last is %q", e.Text)
	}
	y.answered(y.look("tag:v"))
	y.p.Move(1)
	y.p.Move(1)
	y.p.Move(-1)
	y.p.Move(-1)
	if y.p.Chosen() || y.p.Move(-1) {
		t.Error("above the first one is chosen")
	}
	// What was chosen before the counts came stays chosen.
	cmd := y.look("tag:vip")
	y.p.Move(1)
	y.p.Move(1)
	y.answered(cmd)
	if e, _ := y.p.Take(); e.Text != "vip-hn" {
		t.Errorf("the choice has become %q", e.Text)
	}
}

func TestShyPopupsWaitAtABareWord(t *testing.T) {
	y, b := open(t)
	y.p.Shy = true
	for _, line := range []string{"", "na", "tag:vip na", "tag:vip ", "(co"} {
		if cmd := y.look(line); cmd != nil || y.p.Shown() {
			t.Errorf("%q opens it", line)
		}
	}
	y.look("n")
	if !y.p.Any() {
		t.Error("no field begins with n")
	}
	_, ok, cmd := y.p.Tab()
	if ok || !y.p.Shown() {
		t.Error("Tab does not show what there is")
	}
	y.answered(cmd)
	if e, ok, _ := y.p.Tab(); !ok || y.apply(e) != "name:" {
		t.Errorf("Tab takes %v", e)
	}
	if len(b.asked) != 1 {
		t.Errorf("the book was asked %d times", len(b.asked))
	}
	for _, line := range []string{"tag:", "#", "sort:", "na last:>", "name:a,"} {
		if y.look(line); !y.p.open {
			t.Errorf("%q does not open it", line)
		}
	}
	// One is taken at once.
	y.look("ema")
	if g := y.p.Ghost(); g != "il:" {
		t.Errorf("ghost %q", g)
	}
	if e, ok, _ := y.p.Tab(); !ok || y.apply(e) != "email:" {
		t.Errorf("Tab takes %v", e)
	}
	y.look("email:")
	if !y.p.Shown() {
		t.Error("the values do not follow the field")
	}
}

// Where it cannot be shown the first item stands behind the cursor, and Tab
// takes it; at the start of a term there is nothing to be seen, nor taken.
func TestNoRoom(t *testing.T) {
	y, _ := open(t)
	y.p.NoRoom = true
	y.answered(y.look("tag:"))
	if y.p.Shown() || y.p.Move(1) || y.p.Ghost() != "vip" {
		t.Errorf("shown, or the ghost is %q", y.p.Ghost())
	}
	if e, ok, _ := y.p.Tab(); !ok || y.apply(e) != "tag:vip" {
		t.Errorf("Tab takes %v", e)
	}
	y.p.Shy = true
	y.look("na")
	if y.p.Ghost() != "me:" {
		t.Errorf("the ghost is %q", y.p.Ghost())
	}
	y.look("tag:vip ")
	if _, ok, _ := y.p.Tab(); ok || y.p.Any() || y.p.Ghost() != "" {
		t.Errorf("at the start of a term there is %q", y.p.Ghost())
	}
}

func TestWithoutABookOrWithABrokenOne(t *testing.T) {
	y := &typist{T: t, p: New(context.Background(), nil)}
	if cmd := y.look("is:over"); cmd != nil || y.p.Ghost() != "due" {
		t.Errorf("ghost %q", y.p.Ghost())
	}
	y.p.Reset()
	if y.p.Any() || y.p.Shown() || y.p.Ghost() != "" {
		t.Error("something is left")
	}
	y, b := open(t)
	b.err = errors.New("broken")
	y.answered(y.look("is:over"))
	if y.p.Ghost() != "due" {
		t.Error("an error takes away what the language knows")
	}
	if e, ok, _ := y.p.Tab(); !ok || y.apply(e) != "is:overdue" {
		t.Errorf("Tab takes %v", e)
	}
	y.look("is:overdue")
	y.p.Look("is:overdu", 9, query.Context{})
	y.p.Look("is:overdue", 10, query.Context{})
	if y.p.Any() && y.p.items != nil {
		t.Error("what stands there already is offered")
	}
	if _, ok := y.p.Take(); ok {
		t.Error("nothing is taken")
	}
}
