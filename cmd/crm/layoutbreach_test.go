package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLayoutBreaches breaks each rule in a tree of its own.
func TestLayoutBreaches(t *testing.T) {
	for _, tc := range []struct{ file, code, want string }{
		{"store/a.go", `import _ "crm/tui"`, "to the left"},
		{"importer/csv/a.go", `import _ "crm/importer"`, "neither its child nor a leaf"},
		{"importer/csv/a.go", `import _ "crm/importer/xlsx"`, "neither its child nor a leaf"},
		{"importer/csv/a.go", `import _ "crm/importer/table"`, ""},
		{"importer/a.go", `import _ "crm/importer/csv"`, ""},
		{"store/when/a.go", `import _ "crm/store/fold"`, "a leaf imports"},
		{"store/query/a.go", `import _ "crm/store/fold"`, ""},
		{"tui/cell/a.go", `import _ "crm/store"`, "a leaf imports"},
		{"tui/cell/a.go", `import _ "crm/store/safe"`, ""},
		{"tui/contacts/a.go", `import _ "crm/tui/contact"`, "neither its child nor a leaf"},
		{"store/sample/a.go", `import _ "crm/store"`, ""},
		{"tui/a.go", `import _ "crm/store/sample"`, "test support"},
		{"cmd/crm/a.go", `import _ "crm/store/sample"`, ""},
		{"store/a_test.go", `import _ "crm/importer"`, "a test imports"},
		{"importer/a.go", `import _ "charm.land/lipgloss/v2"`, "only tui/… may"},
		{"tui/today/a.go", `import _ "charm.land/lipgloss/v2"`, ""},
		{"importer/a.go", `import _ "modernc.org/sqlite"`, "only store may"},
		{"importer/a_test.go", `import _ "modernc.org/sqlite"`, "only store may"},
		{"tui/a.go", `import _ "github.com/spf13/cobra"`, "only cmd/crm may"},
		{"store/a.go", "import \"os\"\nvar x = os.Args", "os.Args is handed in"},
		{"store/a.go", "import \"os\"\nfunc f() { os.Exit(1) }", "os.Exit is handed in"},
		{"tui/a.go", "import \"os\"\nvar x = os.Getenv(\"A\")", "os.Getenv is handed in"},
		{"tui/a.go", "import \"time\"\nvar x = time.Now()", "time.Now is handed in"},
		{"tui/a.go", "import clock \"time\"\nvar x = clock.Now()", "time.Now is handed in"},
		{"cmd/crm/list.go", "import \"time\"\nvar x = time.Now()", "time.Now is handed in"},
		{"cmd/crm/env.go", "import \"time\"\nvar x = time.Now()", ""},
		{"store/a_test.go", "import \"time\"\nvar x = time.Now()", ""},
		{"tui/a.go", "import \"os\"\nvar x = os.Stdout", "os.Stdout is handed in"},
		{"cmd/crm/list.go", "import \"fmt\"\nfunc f() { fmt.Println(1) }", "only cmd/crm/print.go prints"},
		{"store/a.go", "func f() { println(1) }", "the built-in println"},
		{"cmd/crm/list.go", "func (a *app) f() { a.out.words(\"\") }", "goes around the printer"},
		{"store/a.go", "func init() {}", "an init function"},
		{"cmd/crm/quiet/a.go", "func init() {}", ""},
		{"store/a.go", "type T int\nfunc (T) init() {}", ""},
		{"store/a.go", "import \"os\"\nfunc open() { os.Open(\"x\") }", "opens no file that may be a book"},
		{"store/a.go", "import \"os\"\nfunc hashFile() { os.Open(\"x\") }", ""},
		{"tui/a.go", `var x = "#ff8800"`, "a colour literal"},
		{"tui/a.go", `var x = "\x1b[1;31mred"`, "a colour literal"},
		{"tui/a.go", `var x = "\x1b[2mdim"`, ""},
		{"tui/a.go", "import lg \"charm.land/lipgloss/v2\"\nvar x = lg.Color(\"1\")", "a colour, "},
		{"tui/theme/a.go", `var x = "#ff8800"`, ""},
		{"store/a.go", strings.Repeat("//\n", maxLines), "more than 400"},
		{"store/a_gen.go", strings.Repeat("//\n", maxLines), ""},
		{"store/util/a.go", "", "not a name that says anything"},
		{"store/a/b/c/a.go", "", "more than two below"},
		{"docs/a.txt", "", "does not belong at the top level"},
	} {
		root := t.TempDir()
		name := filepath.Join(root, filepath.FromSlash(tc.file))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("package a\n"+tc.code+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(breaches(t, root), "; ")
		if tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
			t.Errorf("%s with %.60q: found %q, want %q", tc.file, tc.code, got, tc.want)
		}
	}
}
