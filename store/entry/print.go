package entry

import (
	"strings"

	"crm/store/when"
)

// String is the entry as Parse reads it, with the standard lists.
func (e Entry) String() string { return e.Format(Default()) }

// Format is the entry as Parse reads it with the same lists: heads in one
// order, the text, the tail in its long forms, which a shell leaves alone.
func (e Entry) Format(lists Lists) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(e.Kind)
	add(e.Direction)
	add(secondsText(e.Seconds))
	add(e.Outcome)
	if !e.At.IsZero() {
		add("@" + e.At.String())
	}
	body := escape(strings.TrimSpace(e.Text))
	switch n := len(parts); {
	case body == "":
	case n > 0:
		parts[n-1] += ":"
	case startsHead(body, lists):
		add(":")
	}
	add(body)
	for _, pr := range e.Promises {
		add(pr.String())
	}
	if f := e.Follow; f != nil {
		add(f.token())
	}
	if e.Stage != "" {
		add("stage:" + quote(e.Stage))
	}
	for _, t := range e.AddTags {
		add("tag:" + quote(t))
	}
	for _, t := range e.DropTags {
		add("-tag:" + quote(t))
	}
	if e.Value != nil {
		add("value:" + e.Value.String())
	}
	return strings.Join(parts, " ")
}

func (f *Follow) token() string {
	switch {
	case f.None:
		return "due:none"
	case f.Spec == "":
		return "due:" + quote(f.When.String())
	case when.IsOffset(f.Spec) && !strings.Contains(f.Spec, " "):
		return "due:+" + f.Spec
	}
	return "due:" + quote(f.Spec)
}

// startsHead reports that a text on its own would begin with a head or colon.
func startsHead(text string, lists Lists) bool {
	p := &parser{line: text, words: split(text), lists: lists, accented: accented(text)}
	first := p.words[0].s
	if isAt(first) || strings.HasPrefix(first, ":") || strings.HasPrefix(first, "：") {
		return true
	}
	p.head()
	return p.text > 0
}

// escape puts a backslash in front of what would be read as a token: what is
// escaped already, and what looks like one near the end.
func escape(s string) string {
	n := len(split(s))
	i := 0
	return mapWords(s, func(w string) string {
		i++
		if escaped(w) || i > n-dateWords && isTail(w) || isArrow(w) {
			return `\` + w
		}
		return w
	})
}

// quote puts a value into quotes when it has spaces.
func quote(s string) string {
	if strings.Contains(s, " ") {
		return `"` + s + `"`
	}
	return s
}
