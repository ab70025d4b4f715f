package main

import (
	"fmt"
	"regexp"
	"strings"
	"text/template"
	"time"

	"crm/store/fold"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/cell"
)

// printTemplate writes each record by a template of Go's text/template, whose
// fields are those of the record with a capital: {{.Name}}.
func (a *app) printTemplate(s sheet, text string) error {
	// A shell's single quotes leave \t and \n to us.
	text = strings.NewReplacer(`\t`, "\t", `\n`, "\n").Replace(text)
	t, err := template.New("format").Option("missingkey=error").Funcs(a.templateFuncs()).Parse(text)
	if err != nil {
		return usagef("the template cannot be read: "+strings.TrimPrefix(err.Error(), "template: "), "see: crm help format")
	}
	names, err := templateFields(s, text)
	if err != nil {
		return err
	}
	var b strings.Builder
	for row := range s.rows {
		values := map[string]any{}
		for _, n := range names {
			if values[capital(n)], err = s.field(row, n); err != nil {
				return err
			}
		}
		b.Reset()
		if err := t.Execute(&b, values); err != nil {
			return usagef("the template cannot be used: "+strings.TrimPrefix(err.Error(), "template: "), "see: crm help format")
		}
		for _, line := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
			a.out.cells("\t", lines(strings.Split(line, "\t"))...)
		}
	}
	return nil
}

// templateFields are the fields that a template may use, so that no others are
// read from the book.
func templateFields(s sheet, text string) ([]string, error) {
	use := regexp.MustCompile("\"(?:\\\\.|[^\"\\\\])*\"|`[^`]*`|\\.([A-Za-z][A-Za-z_]*)") // quoted text, or a field
	seen := map[string]bool{}
	var out []string
	for _, action := range actions(text) {
		for _, m := range use.FindAllStringSubmatch(action, -1) {
			if m[1] == "" {
				continue
			}
			name := strings.ToLower(m[1][:1]) + m[1][1:]
			for _, f := range s.fields {
				if f == name && !seen[f] {
					seen[f], out = true, append(out, f)
				}
			}
			if !seen[name] {
				return nil, unknownField(name, s.fields)
			}
		}
	}
	return out, nil
}

// actions are the parts of a template between {{ and }}.
func actions(text string) []string {
	var out []string
	for {
		_, after, ok := strings.Cut(text, "{{")
		if !ok {
			return out
		}
		action, rest, _ := strings.Cut(after, "}}")
		out = append(out, action)
		text = rest
	}
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func (a *app) templateFuncs() template.FuncMap {
	now := a.now().In(a.zone)
	return template.FuncMap{
		"timeago": func(v any) string { return showOf(v, now) },
		"date":    func(v any) string { return dateOf(v) },
		"money":   func(v any) string { return showOf(v, now) },
		"join": func(sep string, v any) (string, error) {
			list, ok := v.(words)
			if !ok {
				return "", fmt.Errorf("join needs a list, such as .Tags")
			}
			return strings.Join(list, sep), nil
		},
		"truncate": func(n int, v any) string { return method.Truncate(safe.Line(textOf(v)).String(), n) },
		"pad": func(n int, v any) string {
			s := safe.Line(textOf(v)).String()
			return s + cell.Spaces(n-method.Width(s))
		},
		"fold": func(v any) string { return fold.Text(textOf(v)) },
	}
}

// dateOf is the day of a value.
func dateOf(v any) string {
	switch v := v.(type) {
	case stamp:
		if v.IsZero() {
			return ""
		}
		return v.Format(time.DateOnly)
	case string:
		if d, err := when.ParseDate(v); err == nil {
			return string(d)
		}
	}
	return textOf(v)
}
