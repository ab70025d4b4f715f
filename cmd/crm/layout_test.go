package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The house: a package may import what is to the right of it.
var houseFolders = []string{"cmd", "tui", "importer", "store"}

// Leaves are parts that siblings may share. What they may import of ours is here.
var houseLeaves = map[string][]string{
	"store/query":      {"store/when", "store/fold", "store/money"},
	"store/entry":      {"store/when", "store/fold", "store/money"},
	"store/money":      {"store/fold"},
	"store/when":       {},
	"store/fold":       {},
	"store/safe":       {},
	"store/insight":    {},
	"importer/table":   {},
	"importer/charset": {},
	"importer/field":   {"store", "store/query", "store/entry", "store/when", "store/fold", "store/safe"},
	"tui/cell":         tuiLeaf,
	"tui/lineedit":     tuiLeaf,
	"tui/keys":         tuiLeaf,
	"tui/theme":        tuiLeaf,
	"tui/widget":       tuiLeaf,
	"tui/nav":          tuiLeaf,
	"tui/repaint":      tuiLeaf,
	"tui/match":        append([]string{"store/query", "store/fold"}, tuiLeaf...),
	"tui/complete":     append([]string{"store", "store/query", "store/fold"}, tuiLeaf...),
	"cmd/crm/quiet":    {},
}

var tuiLeaf = []string{"tui/cell", "tui/lineedit", "tui/keys", "tui/theme", "tui/widget", "tui/nav", "tui/repaint", "store/safe"}

// Test support may import its parent, and be what other packages may not.
var houseSupport = []string{"store/sample", "store/storetest", "tui/tuitest"}

// Libraries that only one place may use: in it, and in folders beneath for "/…".
var houseLibraries = []struct{ library, place string }{
	{"charm.land/", "tui/…"},
	{"modernc.org/sqlite", "store"},
	{"github.com/spf13/cobra", "cmd/crm"},
}

// The outside world, which all but cmd/crm are handed.
var outside = map[string][]string{
	"os":   {"Args", "Getenv", "LookupEnv", "Environ", "Setenv", "Unsetenv", "ExpandEnv", "Exit", "Stdin", "Stdout", "Stderr", "UserHomeDir", "UserConfigDir", "UserCacheDir"},
	"time": {"Now", "Since", "Until", "Local"},
	"log":  {"Print", "Printf", "Println", "Fatal", "Fatalf", "Fatalln"},
}

// In cmd/crm each part of it has its files.
var outsideFiles = map[string][]string{
	"os.Args": {"env.go", "quiet.go"}, "os.Getenv": {"env.go", "quiet.go"}, "os.Setenv": {"quiet.go"}, "os.UserHomeDir": {"env.go"},
	"os.Exit": {"main.go"}, "os.Stdin": {"env.go", "print.go"}, "os.Stdout": {"env.go", "print.go"}, "os.Stderr": {"env.go", "print.go"},
	"time.Now": {"env.go"}, "time.Local": {"env.go"},
}

// The only functions of the store that open a file themselves, none of them an
// open book: closing any handle of one drops SQLite's locks.
var storeOpens = []string{
	"syncFile",   // a book that is being made, or a finished copy
	"syncDir",    // a folder
	"hashFile",   // a finished copy
	"appendLine", // the list of copies
}

// TestLayout holds the tree against the drawing of it, so that neither goes stale.
func TestLayout(t *testing.T) {
	for _, b := range breaches(t, filepath.Join("..", "..")) {
		t.Error(b)
	}
}

// breaches lists what is against the rules in a tree.
func breaches(t *testing.T, root string) []string {
	t.Helper()
	var out []string
	top, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range top {
		if !slices.Contains(append([]string{"go.mod", "go.sum", "LICENSE", "README.md"}, houseFolders...), e.Name()) && !strings.HasPrefix(e.Name(), ".") {
			out = append(out, e.Name()+": does not belong at the top level")
		}
	}
	for _, folder := range houseFolders {
		err := filepath.WalkDir(filepath.Join(root, folder), func(name string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || !d.IsDir() {
				return err
			}
			if d.Name() == "testdata" {
				return fs.SkipDir
			}
			rel, err := filepath.Rel(root, name)
			if err == nil {
				out = append(out, folderBreaches(t, root, filepath.ToSlash(rel))...)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func folderBreaches(t *testing.T, root, pkg string) []string {
	t.Helper()
	var out []string
	if strings.Count(pkg, "/") > 2 {
		out = append(out, pkg+": more than two below the four folders")
	}
	if slices.Contains([]string{"util", "utils", "common", "types", "helper", "helpers", "internal", "pkg"}, path.Base(pkg)) {
		out = append(out, pkg+": not a name that says anything")
	}
	dir := filepath.Join(root, filepath.FromSlash(pkg))
	p, err := build.ImportDir(dir, 0)
	if _, none := errors.AsType[*build.NoGoError](err); err != nil && !none {
		return append(out, fmt.Sprintf("%s: %v", pkg, err))
	}
	for _, imported := range p.Imports {
		out = append(out, importBreach(pkg, imported)...)
	}
	for _, imported := range append(p.TestImports, p.XTestImports...) {
		out = append(out, libraryBreach(pkg, imported)...)
		if of, ours := strings.CutPrefix(imported, "crm/"); ours && leftOf(of, pkg) {
			out = append(out, fmt.Sprintf("%s: a test imports %s, which is to the left of it", pkg, imported))
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		out = append(out, fileBreaches(t, pkg, f)...)
	}
	return out
}

func rank(pkg string) int {
	folder, _, _ := strings.Cut(pkg, "/")
	return slices.Index(houseFolders, folder)
}

func leftOf(a, b string) bool { return rank(a) < rank(b) }

// importBreach judges one import by rules 1 to 4.
func importBreach(pkg, imported string) []string {
	of, ours := strings.CutPrefix(imported, "crm/")
	if !ours {
		return libraryBreach(pkg, imported)
	}
	allowed, leaf := houseLeaves[pkg]
	_, toLeaf := houseLeaves[of]
	switch {
	case leaf && slices.Contains(allowed, of):
	case leaf:
		return []string{fmt.Sprintf("%s: a leaf imports %s", pkg, imported)}
	case leftOf(of, pkg):
		return []string{fmt.Sprintf("%s imports %s, which is to the left of it", pkg, imported)}
	case rank(of) > rank(pkg), strings.HasPrefix(of, pkg+"/"), toLeaf:
	case slices.Contains(houseSupport, pkg) && of == path.Dir(pkg):
	default:
		return []string{fmt.Sprintf("%s imports %s, which is neither its child nor a leaf", pkg, imported)}
	}
	if slices.Contains(houseSupport, of) && !slices.Contains(houseSupport, pkg) && rank(pkg) > 0 {
		return []string{fmt.Sprintf("%s imports the test support %s", pkg, imported)}
	}
	return nil
}

func libraryBreach(pkg, imported string) []string {
	for _, l := range houseLibraries {
		place, beneath := strings.CutSuffix(l.place, "/…")
		if strings.HasPrefix(imported, l.library) && pkg != place && !(beneath && strings.HasPrefix(pkg, place+"/")) {
			return []string{fmt.Sprintf("%s imports %s, which only %s may", pkg, imported, l.place)}
		}
	}
	return nil
}

const maxLines = 400

func fileBreaches(t *testing.T, pkg, name string) []string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	base := filepath.Base(name)
	at := pkg + "/" + base
	if strings.HasSuffix(base, "_gen.go") {
		return nil
	}
	var out []string
	if n := strings.Count(string(text), "\n"); n > maxLines {
		out = append(out, fmt.Sprintf("%s: %d lines, more than %d", at, n, maxLines))
	}
	if strings.HasSuffix(base, "_test.go") || strings.HasPrefix(string(text), "//go:build ignore") || slices.Contains(houseSupport, pkg) {
		return out
	}
	if pkg == "cmd/crm" && base != "print.go" && regexp.MustCompile(`\.out\.(out|err|words)\b`).Match(text) {
		out = append(out, at+": goes around the printer, which takes safe.Text")
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, 0)
	if err != nil {
		return append(out, err.Error())
	}
	c := &codeCheck{pkg: pkg, file: base, names: importNames(file)}
	for _, d := range file.Decls {
		c.within = ""
		if f, ok := d.(*ast.FuncDecl); ok {
			c.within = f.Name.Name
			if f.Name.Name == "init" && f.Recv == nil && pkg != "cmd/crm/quiet" {
				c.found = append(c.found, "an init function")
			}
		}
		ast.Inspect(d, c.look)
	}
	for _, f := range c.found {
		out = append(out, at+": "+f)
	}
	return out
}

// importNames says which package each name of a file stands for.
func importNames(file *ast.File) map[string]string {
	names := map[string]string{}
	for _, i := range file.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		name := path.Base(p)
		if regexp.MustCompile(`^v\d+$`).MatchString(name) {
			name = path.Base(path.Dir(p))
		}
		if i.Name != nil {
			name = i.Name.Name
		}
		names[name] = p
	}
	return names
}

// codeCheck looks at the code of one file.
type codeCheck struct {
	pkg, file, within string
	names             map[string]string
	found             []string
}

func (c *codeCheck) look(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		if x, ok := n.X.(*ast.Ident); ok && c.names[x.Name] != "" {
			c.selector(c.names[x.Name], n.Sel.Name)
		}
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "print" || f.Name == "println") {
			c.found = append(c.found, "the built-in "+f.Name)
		}
	case *ast.BasicLit:
		if s, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil && c.pkg != "tui/theme" && isColour(s) {
			c.found = append(c.found, "a colour literal "+n.Value)
		}
	}
	return true
}

func (c *codeCheck) selector(lib, name string) {
	full := lib + "." + name
	switch {
	case lib == "fmt" && strings.HasPrefix(name, "Print"):
		c.found = append(c.found, full+": only cmd/crm/print.go prints")
	case slices.Contains(outside[lib], name):
		inCmd := c.pkg == "cmd/crm" || c.pkg == "cmd/crm/quiet"
		if !inCmd || !slices.Contains(outsideFiles[full], c.file) {
			c.found = append(c.found, full+" is handed in, not taken")
		}
	case lib == "os" && slices.Contains([]string{"Open", "OpenFile", "ReadFile", "Create"}, name) && c.pkg == "store":
		if !slices.Contains(storeOpens, c.within) {
			c.found = append(c.found, full+" in "+c.within+": the store opens no file that may be a book")
		}
	case strings.HasPrefix(lib, "charm.land/lipgloss") && (name == "Color" || name == "ANSIColor" || name == "RGBColor"),
		lib == "image/color" && (name == "RGBA" || name == "NRGBA"):
		if c.pkg != "tui/theme" {
			c.found = append(c.found, "a colour, "+full)
		}
	}
}

// isColour tells a colour as terminals and style sheets write it.
func isColour(s string) bool {
	return regexp.MustCompile(`^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$|\x1b\[[0-9;]*\b(3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;:]*m`).MatchString(s)
}
