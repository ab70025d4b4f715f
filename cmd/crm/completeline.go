package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"crm/store/safe"

	"github.com/spf13/cobra"
)

// Bash hands a completion the line as it was typed, quotes and all, and puts what
// it gets back behind the last character that breaks a word for it: ':' and '='
// among them, unless it stands in quotes. A script of bash cannot take that apart
// well, so it hands the line on to us and prints nothing of its own.

// newCompletionLine makes the hidden command that the bash script runs.
func newCompletionLine(a *app) *cobra.Command {
	return &cobra.Command{
		Use:    "line LINE BREAKS TYPE COLUMNS",
		Short:  "Complete a line of bash.",
		Hidden: true,
		Args:   counted(4, 4),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, _ := strconv.Atoi(args[2])
			columns, _ := strconv.Atoi(args[3])
			l := readLine(args[0], args[1])
			if len(l.words) == 0 {
				return nil
			}
			found, directive := a.completions(cmd.Context(), append(l.words[1:], l.word))
			if directive&cobra.ShellCompDirectiveError != 0 {
				return nil
			}
			w := a.out.data()
			byName := cobra.ShellCompDirectiveFilterFileExt | cobra.ShellCompDirectiveFilterDirs
			if directive&byName != 0 || directive&noFiles == 0 && len(found) == 0 {
				_, err := fmt.Fprintln(w, "files")
				return err
			}
			// Menus insert what they get: no descriptions.
			for _, x := range l.reply(found, directive&cobra.ShellCompDirectiveNoSpace != 0, kind == '%' || kind == '*', columns) {
				if _, err := fmt.Fprintln(w, "="+x); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// candidate is one completion.
type candidate struct{ text, help string }

// completions asks for the completions of arguments, as the scripts of the other
// shells do.
func (a *app) completions(ctx context.Context, args []string) ([]candidate, cobra.ShellCompDirective) {
	var out bytes.Buffer
	inner := &app{env: a.env, out: a.out}
	inner.args = args
	inner.get = func(name string) string {
		if name == anyVariable {
			return "1"
		}
		return a.get(name)
	}
	root := inner.root("")
	root.SetArgs(append([]string{cobra.ShellCompRequestCmd}, inner.shield(commandWord(args))...))
	root.SetOut(&out)
	root.SetErr(&bytes.Buffer{})
	if err := root.ExecuteContext(ctx); err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	flag := ""
	if last := args[len(args)-1]; strings.HasPrefix(last, "--") {
		if i := strings.IndexByte(last, '='); i > 0 {
			flag = last[:i+1] // cobra answers with the value alone
		}
	}
	var found []candidate
	for line := range strings.Lines(out.String()) {
		line = strings.TrimSuffix(line, "\n")
		if rest, ok := strings.CutPrefix(line, ":"); ok {
			n, err := strconv.Atoi(rest)
			if err == nil {
				return found, cobra.ShellCompDirective(n)
			}
		}
		text, help, _ := strings.Cut(line, "\t")
		found = append(found, candidate{flag + text, help})
	}
	return nil, cobra.ShellCompDirectiveError
}

// typedLine is a line of bash up to the cursor.
type typedLine struct {
	words []string // the whole words before the cursor, unquoted
	word  string   // the one at the cursor, unquoted
	kept  string   // the part of word that bash keeps: what is inserted stands behind it
	quote rune     // the quote that is open at the cursor, or 0
}

// readLine splits a line as bash does: quotes, backslashes, and commands one
// behind the other. What words mean otherwise, variables and patterns, is left.
func readLine(line, breaks string) typedLine {
	var l typedLine
	var word strings.Builder
	begun, escaped := false, false
	end := func() {
		if begun {
			l.words = append(l.words, word.String())
		}
		word.Reset()
		l.kept, begun = "", false
	}
	for _, r := range line {
		switch {
		case escaped:
			// In double quotes a backslash stands for itself before most characters.
			if l.quote == '"' && !strings.ContainsRune("\"\\$`", r) {
				word.WriteByte('\\')
			}
			word.WriteRune(r)
			escaped = false
		case r == '\\' && l.quote != '\'':
			escaped, begun = true, true
		case l.quote != 0 && r == l.quote:
			l.quote = 0
			l.kept = word.String()
		case l.quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			l.quote, begun = r, true
			l.kept = word.String()
		case r == ' ' || r == '\t' || r == '\n':
			end()
		case strings.ContainsRune(";|&(", r):
			end()
			l.words = nil
		default:
			word.WriteRune(r)
			begun = true
			if strings.ContainsRune(breaks, r) {
				l.kept = word.String()
			}
		}
	}
	l.word = word.String()
	// FOO=bar before a command.
	for len(l.words) > 0 && strings.Contains(l.words[0], "=") {
		l.words = l.words[1:]
	}
	return l
}

// reply is what bash is to be given. Of several candidates it inserts what all of
// them begin with, and shows them; with one it inserts that.
func (l typedLine) reply(found []candidate, noSpace, plain bool, columns int) []string {
	// Only what begins as the part that bash keeps can be inserted behind it.
	found = slices.DeleteFunc(found, func(c candidate) bool { return !strings.HasPrefix(c.text, l.kept) })
	inserts := make([]string, len(found))
	for i, c := range found {
		inserts[i] = l.escape(c.text[len(l.kept):])
	}
	switch {
	case len(found) == 0, plain:
		return inserts
	case len(found) == 1:
		return l.one(inserts[0], noSpace)
	}
	typed := l.escape(l.word[len(l.kept):])
	shared := inserts[0]
	for _, x := range inserts[1:] {
		shared = commonStart(shared, x)
	}
	if len(shared) > len(typed) && strings.HasPrefix(shared, typed) && l.quote == 0 && !strings.HasSuffix(shared, `\`) {
		return []string{shared}
	}
	out := laidOut(found, l.kept, columns)
	// Bash replaces what is typed by what all lines begin with. Nothing begins with
	// an empty line, so that nothing is replaced.
	return append(out, " ")
}

// one inserts the only candidate. Bash closes a quote behind a single one: with two
// it does not know how the word goes on.
func (l typedLine) one(text string, noSpace bool) []string {
	switch {
	case l.quote != 0 && noSpace:
		return []string{text, text + "…"}
	case l.quote != 0 || noSpace:
		return []string{text}
	}
	return []string{text + " "}
}

// laidOut lays candidates out beside what they are.
func laidOut(found []candidate, kept string, columns int) []string {
	longest := 0
	for _, c := range found {
		longest = max(longest, utf8.RuneCountInString(c.text[len(kept):]))
	}
	out := make([]string, len(found))
	for i, c := range found {
		out[i] = c.text[len(kept):]
		if room := columns - longest - 4; c.help != "" && room > 8 {
			pad := longest - utf8.RuneCountInString(out[i])
			out[i] += strings.Repeat(" ", pad) + "  (" + cutRunes(c.help, room) + ")"
		}
	}
	return out
}

func cutRunes(s string, most int) string {
	if r := []rune(safe.Line(s).String()); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func commonStart(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) {
		n--
	}
	return a[:n]
}

// escape writes a text so that bash reads it as that, where the cursor stands.
func (l typedLine) escape(s string) string {
	special := " \t\"'`$\\!&|;<>()*?[]{}~#^"
	switch l.quote {
	case '\'':
		return strings.ReplaceAll(s, `'`, `'\''`)
	case '"':
		special = "\"\\$`"
	}
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(special, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
