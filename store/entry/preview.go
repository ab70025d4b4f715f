package entry

import (
	"fmt"
	"slices"
	"strings"

	"crm/store/when"
)

// Facts are what only the book knows about the person an entry is for.
type Facts struct {
	Kind    string   // the kind when the entry says none; "" is note
	Tries   int      // unanswered interactions in a row before this one
	Closes  []string // texts of the reminders that it settles
	NewTags []string // those of its tags that do not exist yet
	Tags    []string // the tags the person has
	Stage   string   // the stage the person is in
}

// FollowUp is the follow-up that an entry makes: the one it says, or the
// delay of its outcome after so many unanswered tries before it. It is nil
// when there is none.
func (e Entry) FollowUp(ctx when.Context, lists Lists, tries int) *Follow {
	switch {
	case e.Follow != nil && e.Follow.None:
		return nil
	case e.Follow != nil:
		return e.Follow
	}
	due := lists.Outcome(e.Outcome).Due
	if len(due) == 0 {
		return nil
	}
	spec := strings.TrimPrefix(due[min(max(tries, 0), len(due)-1)], "+")
	m, err := ctx.Future(spec)
	if err != nil {
		return nil // a list that was edited by hand; the preview shows no follow-up
	}
	return &Follow{When: m, Spec: spec}
}

// Preview says what the entry will do, the interaction in the first line, one
// effect in each of the others; joined with spaces they read as one sentence.
func (e Entry) Preview(ctx when.Context, lists Lists, f Facts) []string {
	today := ctx.Today()
	lines := []string{e.interaction(today, lists, f)}
	if u := e.FollowUp(ctx, lists, f.Tries); u != nil {
		s := "→ follow-up " + u.When.Say(today)
		if e.Follow == nil {
			s += ", after " + lists.Outcome(e.Outcome).Label
		}
		lines = append(lines, s)
	} else if e.Follow != nil {
		lines = append(lines, "→ no follow-up")
	}
	for _, pr := range e.Promises {
		sign := map[string]string{"me": "→ ", "them": "← "}[pr.Owed]
		lines = append(lines, sign+pr.Words(today))
	}
	if e.Stage != "" {
		s := "→ stage " + lists.Stage(e.Stage).Label
		if e.Stage == f.Stage {
			s += " (no change)"
		}
		lines = append(lines, s)
	}
	for _, t := range e.AddTags {
		s := "+ tag " + t
		switch {
		case slices.Contains(f.NewTags, t):
			s += " (new tag)"
		case has(f.Tags, t):
			s += " (no change)"
		}
		lines = append(lines, s)
	}
	for _, t := range e.DropTags {
		s := "− tag " + t
		if f.Tags != nil && !has(f.Tags, t) {
			s += " (no change)"
		}
		lines = append(lines, s)
	}
	if e.Value != nil {
		lines = append(lines, "→ value "+e.Value.Words())
	}
	for _, c := range f.Closes {
		lines = append(lines, "✓ closes “"+c+"”")
	}
	for _, p := range e.Problems {
		lines = append(lines, fmt.Sprintf("! “%s” stays text: %s", p.Text, p.Why))
	}
	return lines
}

// interaction is the first line: Call out · 15 min · reached · “text”.
func (e Entry) interaction(today when.Date, lists Lists, f Facts) string {
	key := e.Kind
	if key == "" {
		key = f.Kind
	}
	if key == "" {
		key = "note"
	}
	k := lists.Kind(key)
	name := k.Label
	switch {
	case e.Direction != "":
		name += " " + e.Direction
	case k.Directed:
		name += " out"
	}
	parts := []string{name}
	if e.Seconds > 0 {
		parts = append(parts, secondsWords(e.Seconds))
	}
	if e.Outcome != "" {
		parts = append(parts, lists.Outcome(e.Outcome).Label)
	}
	if !e.At.IsZero() {
		parts = append(parts, e.At.Say(today))
	}
	if e.Text != "" {
		parts = append(parts, "“"+strings.Join(strings.Fields(e.Text), " ")+"”")
	}
	return strings.Join(parts, " · ")
}
