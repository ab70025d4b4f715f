package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"crm/tui/keys"
)

// readme reads the README and the folder it stands in.
func readme(t *testing.T) (text, root string) {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b), root
}

// blocks returns the fenced blocks of a language.
func blocks(text, language string) []string {
	var out []string
	for _, m := range regexp.MustCompile("(?s)```"+language+"\n(.*?)\n```").FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// TestReadmeCommands runs every command of the README, in its order, as a reader
// with a spreadsheet of their own would.
func TestReadmeCommands(t *testing.T) {
	text, root := readme(t)
	home := t.TempDir()
	bin := filepath.Join(home, "bin")
	customers(t, filepath.Join(home, "customers.xlsx"))
	env := append(os.Environ(),
		"HOME="+home, "GOBIN="+bin, "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"),
		"XDG_DATA_HOME=", "XDG_STATE_HOME=", "XDG_CONFIG_HOME=", "CRM_DB=", "CRM_CONFIG=",
		"CRM_NOW=2026-11-23T09:41:00+07:00", "TZ=Asia/Ho_Chi_Minh",
		"GOCACHE="+goEnv(t, "GOCACHE"), "GOPATH="+goEnv(t, "GOPATH"), "GOFLAGS=-buildvcs=false",
	)
	lines := strings.Split(strings.Join(blocks(text, "sh"), "\n"), "\n")
	if len(lines) < 20 {
		t.Fatalf("the README has %d commands: are its blocks still marked sh?", len(lines))
	}
	for _, line := range lines {
		if line == "go test ./..." {
			continue // this is part of it
		}
		cmd := exec.Command("sh", "-c", line)
		cmd.Env, cmd.Dir = env, home
		if strings.HasPrefix(line, "go ") {
			cmd.Dir = root
		}
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("$ %s\n%s%v", line, out, err)
		}
		if strings.HasPrefix(line, "go run") && !strings.Contains(string(out), "overdue") {
			t.Errorf("$ %s\n%sshows nothing overdue", line, out)
		}
	}
	if !slices.Contains(lines, "go run ./cmd/crm demo") || !slices.Contains(lines, "go test ./...") {
		t.Error("the README's two commands are gone")
	}
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// customers is a spreadsheet as a reader may have it.
func customers(t *testing.T, path string) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{
		{"Họ và tên", "Số điện thoại", "Email", "Công ty", "Nhãn"},
		{"Nguyễn Thị Ánh", "0912345678", "anh@example.com", "May Hòa Bình", "vip"},
		{"Trần Văn Đức", "0981 549 988", "duc@example.com", "FPT", ""},
		{"王小明", "+86 138 0013 8000", "xm@example.com", "云帆科技", "vip"},
		{"Lê Hoa", "09O3 222 333", "", "", ""},
	} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

// The picture is a golden frame: it cannot show what the program does not draw.
func TestReadmeScreen(t *testing.T) {
	text, root := readme(t)
	golden, err := os.ReadFile(filepath.Join(root, "tui", "testdata", "TestGolden", "contacts_120x36.golden"))
	if err != nil {
		t.Fatal(err)
	}
	if pictures := blocks(text, "text"); len(pictures) != 1 || pictures[0] != strings.TrimRight(string(golden), "\n") {
		t.Error("the screen in the README is not tui/testdata/TestGolden/contacts_120x36.golden: copy it there")
	}
}

// Every key that the README names is in the one table of keys.
func TestReadmeKeys(t *testing.T) {
	text, _ := readme(t)
	_, section, _ := strings.Cut(text, "## Keys")
	section, _, _ = strings.Cut(section, "\n\nThe line of")
	var known []string
	for _, b := range keys.Table() {
		known = append(known, b.Keys...)
	}
	named := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(section, -1)
	if len(named) < 20 {
		t.Fatalf("only %d keys found", len(named))
	}
	for _, m := range named {
		if m[1] == "tel:" {
			continue
		}
		for _, key := range strings.Fields(m[1]) {
			if !slices.Contains(known, key) && !slices.Contains(known, strings.ToLower(key)) && key != "3" {
				t.Errorf("the README names the key %q, which the table does not have", key)
			}
		}
	}
}

// The figures can be repeated: the benchmarks that the README names are there.
func TestReadmeBenchmarks(t *testing.T) {
	text, root := readme(t)
	named := regexp.MustCompile("`go test (\\./\\S+) -run '\\^\\$' -bench (\\w+)").FindAllStringSubmatch(text, -1)
	if len(named) < 5 {
		t.Fatalf("only %d benchmarks are named", len(named))
	}
	for _, m := range named {
		cmd := exec.Command("go", "test", m[1], "-list", "^Benchmark"+m[2])
		cmd.Dir = root
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "Benchmark"+m[2]) {
			t.Errorf("%s has no Benchmark%s: %v\n%s", m[1], m[2], err, out)
		}
	}
}
