package tui

import (
	"slices"
	"strings"

	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/keys"
)

// help lists the keys of the screen shown: those that do something there, as
// it is now.
func (a *App) help() dialog {
	groups := a.keys.Help(a.scope())
	off := func(b keys.Binding) bool { return !a.on(b.ID) }
	menus := map[keys.Scope][]keys.Binding{}
	for i := range groups {
		groups[i].Bindings = slices.DeleteFunc(groups[i].Bindings, off)
		for _, b := range groups[i].Bindings {
			if b.Opens != "" {
				menus[b.Opens] = slices.DeleteFunc(a.keys.In(b.Opens), off)
			}
		}
	}
	return &viewer{app: a, title: safe.Line("Keys"), lines: func(w int) []string { return a.helpLines(groups, menus, w) }}
}

func (a *App) helpLines(groups []keys.Group, menus map[keys.Scope][]keys.Binding, w int) []string {
	var out []string
	for _, g := range groups {
		if len(g.Bindings) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, cell.Spaces(w))
		}
		out = append(out, a.st.Heading.Render(g.Title))
		for _, b := range g.Bindings {
			out = append(out, a.helpLine(b, " ", w)...)
			for _, m := range menus[b.Opens] {
				out = append(out, a.helpLine(m, "   ", w)...)
			}
		}
	}
	return out
}

// helpLine says what a key does; in a narrow terminal over several lines.
func (a *App) helpLine(b keys.Binding, indent string, w int) []string {
	col := min(18, w/3)
	key := a.st.Cell.FitString(indent+strings.Join(a.keys.Keys(b), "  "), col) + " "
	var out []string
	for _, l := range a.st.Cell.Wrap(safe.Line(b.Help), max(1, w-col-1), 0) {
		out = append(out, a.st.Key.Render(key)+a.st.Text.Render(l))
		key = cell.Spaces(col + 1)
	}
	return out
}
