package imports

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"crm/importer"
	"crm/store/safe"

	tea "charm.land/bubbletea/v2"
)

// listing is what stands in a folder, for completion.
type listing struct {
	dialog *Dialog
	dir    string // as typed
	names  []string
}

// maxNames bounds what is kept of a folder.
const maxNames = 2000

// expand makes a path of what was typed, pasted or dropped: quotes and the
// backslashes of a shell go, ~ is the home folder.
func expand(s, home string) string {
	s = strings.TrimSpace(s)
	if len(s) > 1 && (s[0] == '\'' || s[0] == '"') && s[len(s)-1] == s[0] {
		s = s[1 : len(s)-1]
	} else {
		s = strings.ReplaceAll(s, `\ `, " ")
	}
	s = strings.TrimPrefix(s, "file://")
	if rest, ok := strings.CutPrefix(s, "~/"); ok && home != "" {
		return filepath.Join(home, rest)
	}
	return s
}

// list reads the folder that is being typed, if it is another one.
func (d *Dialog) list() tea.Cmd {
	dir, _ := filepath.Split(d.line.Value())
	if d.dir.dialog != nil && dir == d.dir.dir {
		return nil
	}
	d.dir = listing{dialog: d, dir: dir}
	path := expand(dir, d.opt.Home)
	if path == "" {
		path = "."
	}
	return func() tea.Msg {
		l := listing{dialog: d, dir: dir}
		entries, err := os.ReadDir(path)
		if err != nil {
			return l // no completion
		}
		for _, e := range entries[:min(len(entries), maxNames)] {
			name := e.Name()
			if e.IsDir() {
				name += string(filepath.Separator)
			}
			l.names = append(l.names, name)
		}
		return l
	}
}

// suggest completes the name of a file.
func (d *Dialog) suggest(left string) string {
	dir, begun := filepath.Split(left)
	if begun == "" || dir != d.dir.dir {
		return ""
	}
	best := ""
	for _, n := range d.dir.names {
		rest, ok := strings.CutPrefix(n, begun)
		if ok && rest != "" && !strings.HasPrefix(n, ".") && (best == "" || readable(n) && !readable(best)) {
			best = n
		}
	}
	return strings.TrimPrefix(best, begun)
}

// readable reports a name that an import may well be meant for.
func readable(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".txt", ".xlsx", ".json", ".ndjson":
		return true
	}
	return strings.HasSuffix(name, string(filepath.Separator))
}

// why says in words what is wrong with a file.
func why(err error) safe.Text {
	var usage *importer.UsageError
	var read *importer.ReadError
	switch {
	case errors.As(err, &usage):
		return safe.Line(usage.Error())
	case errors.As(err, &read):
		return safe.Line(read.Error())
	case errors.Is(err, fs.ErrNotExist):
		return safe.Line("there is no such file; Tab completes the name")
	case errors.Is(err, fs.ErrPermission):
		return safe.Line("the file may not be read; check its permissions")
	}
	return safe.Line(err.Error())
}
