package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/creack/pty"

	"crm/store"
	"crm/store/query"
	"crm/store/storetest"
	"crm/store/when"
)

// typedCases are lines that are typed and completed with one Tab, and the arguments
// that the shell then has. An argument that ends with "…" is not finished.
var typedCases = []struct {
	typed string
	want  []string
	only  string // the shells in which it works; "" for all
}{
	{"crm li", []string{"list"}, ""},
	{"crm list tag:vi", []string{"list", "tag:vip"}, ""},
	{"crm list -tag:vi", []string{"list", "-tag:vip"}, ""},
	{"crm list city:ha", []string{"list", "city:ha-noi"}, ""},            // folded
	{"crm list city:Hà", []string{"list", "city:Hà-Nội"}, ""},            // as it is written
	{"crm list 'city:ha", []string{"list", "city:ha-noi"}, ""},           // an open quote
	{`crm list "city:ha`, []string{"list", "city:ha-noi"}, ""},           // the other
	{`crm list 'city:"h`, []string{"list", `city:"Hà Nội"`}, "bash zsh"}, // quotes of the language, too
	{"crm list tag:vip ci", []string{"list", "tag:vip", "city:…"}, ""},
	{"crm list 'tag:vip ci", []string{"list", "tag:vip city:…"}, "bash zsh"},
	{"crm list tag:5", []string{"list", `tag:"5\" pipe"`}, "bash zsh"}, // a quote in the value
	{"crm list tag:x", []string{"list", `tag:"x, y"`}, "bash zsh"},     // a comma and a space
	{"crm list company:=o", []string{"list", `company:="O'Brien & Sons ($)"`}, "bash zsh"},
	{"crm edit x company=O", []string{"edit", "x", "company=O'Brien & Sons ($)"}, ""},
	{"crm show sar", []string{"show", "ID"}, "bash zsh"},
	{"crm list --sort na", []string{"list", "--sort", "name"}, ""},
	{"crm list --sort=na", []string{"list", "--sort=name"}, ""},
	{"crm log x call n", []string{"log", "x", "call", "n…"}, "bash"}, // na and no
	{"crm segment run qu", []string{"segment", "run", "quiet"}, ""},
	{"crm tag x +vi", []string{"tag", "x", "+vip"}, ""},
	{"crm tag x -vi", []string{"tag", "x", "-vip"}, ""},
	{"crm list nothing:x", []string{"list", "nothing:x…"}, "bash zsh"},
}

func TestCompletionInShells(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no pseudo-terminals")
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "bin", "crm")
	if out, err := exec.Command("go", "build", "-o", name, ".").CombinedOutput(); err != nil {
		t.Fatalf("build crm: %v\n%s", err, out)
	}
	book := filepath.Join(dir, "crm.db")
	id := completionBook(t, book)
	env := []string{
		"PATH=" + filepath.Dir(name) + ":" + os.Getenv("PATH"), "HOME=" + dir, "CRM_DB=" + book, "LC_ALL=C.UTF-8", "TERM=dumb",
		"CRM_NOW=2026-11-23T09:41:00+07:00", "ZDOTDIR=" + dir, "XDG_CONFIG_HOME=" + dir,
	}
	for _, sh := range []string{"bash", "zsh", "fish"} {
		t.Run(sh, func(t *testing.T) {
			if _, err := exec.LookPath(sh); err != nil {
				t.Skip("no " + sh)
			}
			s := &shell{name: sh, env: env, dir: dir}
			s.start(t)
			for _, c := range typedCases {
				if c.only != "" && !strings.Contains(c.only, sh) {
					continue
				}
				got := s.complete(t, c.typed)
				want := slices.Clone(c.want)
				for i := range want {
					want[i] = strings.ReplaceAll(want[i], "ID", id)
				}
				last := len(want) - 1
				if start, open := strings.CutSuffix(want[last], "…"); open {
					want[last] = start
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s: Tab leaves %q, want %q", c.typed, got, want)
				}
			}
		})
	}
	for _, made := range []string{".local/share/crm", ".local/state/crm", "crm"} {
		if _, err := os.Stat(filepath.Join(dir, made)); err == nil {
			t.Errorf("completing made %s", made)
		}
	}
}

// completionBook makes a book with values that shells find hard, and returns the
// short id of Sarah.
func completionBook(t *testing.T, path string) string {
	t.Helper()
	s, err := store.Create(t.Context(), path, storetest.Options(storetest.NewClock()))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, store.Contact{Name: "Nguyễn Thị Ánh", Tags: []string{"vip"}, Addresses: []store.Address{{City: "Hà Nội"}}})
	uid := storetest.Add(t, s, store.Contact{Name: "Sarah O’Connor", Tags: []string{`5" pipe`, "x, y"}, Company: "O'Brien & Sons ($)"})
	storetest.Write(t, s, func(tx *store.Tx) error {
		return tx.SaveSegment(store.Segment{Name: "quiet", Query: "last:>30d", Canonical: "last:>30d"}, false)
	})
	short, err := s.ShortID(t.Context(), uid)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return short
}

// shell is a shell that has read our script.
type shell struct {
	name string
	env  []string
	dir  string

	keys   *os.File // of its terminal
	screen *bufio.Reader
}

const (
	prompt = "READY> "
	mark   = "\x1e"
)

// start starts the shell on a terminal; fish needs none.
func (s *shell) start(t *testing.T) {
	t.Helper()
	var cmd *exec.Cmd
	rc := filepath.Join(s.dir, "."+s.name+"rc")
	switch s.name {
	case "bash":
		write(t, rc, "PS1='"+prompt+"'\nsource <(crm completion bash)\nbind 'set bell-style none'\nbind 'set enable-bracketed-paste off'\n"+
			`bind -x '"\C-x\C-d": printf "\036%s\036" "$READLINE_LINE"'`+"\n")
		cmd = exec.Command("bash", "--noprofile", "--rcfile", rc, "-i")
	case "zsh":
		write(t, rc, "PS1='"+prompt+"'\nunsetopt beep\nautoload -Uz compinit; compinit -u -D\nsource <(crm completion zsh)\n"+
			`dump() { print -rn -- $'\036'"$BUFFER"$'\036' }; zle -N dump; bindkey '^X^D' dump`+"\n")
		cmd = exec.Command("zsh", "-i")
	default:
		return
	}
	cmd.Env = s.env
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 200, Rows: 50})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		tty.Close()
		cmd.Process.Kill()
		cmd.Wait()
	})
	s.keys, s.screen = tty, bufio.NewReader(tty)
	s.readUntil(t, prompt)
}

// complete types a line and a Tab, and returns the arguments of crm that the line
// then has.
func (s *shell) complete(t *testing.T, typed string) []string {
	t.Helper()
	if s.name == "fish" {
		return s.fish(t, typed)
	}
	s.press(t, typed+"\t\x18\x04") // Ctrl-X Ctrl-D tells the line
	s.readUntil(t, mark)
	line := strings.TrimSuffix(s.readUntil(t, mark), mark)
	s.press(t, "\x05\x15") // to its end, and away with it
	// A quote that is open still is closed to see what stands in it.
	for _, end := range []string{"", "'", `"`} {
		cmd := exec.Command(s.name, "-fc", "crm() { printf '%s\\0' \"$@\"; }\n"+line+end)
		if s.name == "bash" {
			cmd.Args = []string{"bash", "--norc", "-c", cmd.Args[2]}
		}
		cmd.Env = s.env
		if out, err := cmd.Output(); err == nil {
			return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
		}
	}
	t.Fatalf("%s does not read %q", s.name, line)
	return nil
}

func (s *shell) press(t *testing.T, keys string) {
	t.Helper()
	if _, err := s.keys.WriteString(keys); err != nil {
		t.Fatal(err)
	}
}

func (s *shell) readUntil(t *testing.T, end string) string {
	t.Helper()
	var b bytes.Buffer
	for !strings.HasSuffix(b.String(), end) {
		c, err := s.screen.ReadByte()
		if err != nil {
			t.Fatalf("%v after %q", err, b.String())
		}
		b.WriteByte(c)
	}
	return b.String()
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// fish lists candidates without a terminal, and writes them as it would into the
// line.
func (s *shell) fish(t *testing.T, typed string) []string {
	t.Helper()
	cmd := exec.Command("fish", "--no-config", "-c", `
		crm completion fish | source
		complete -C $argv[1] | string replace -r '\t.*' ''
		true`, typed)
	cmd.Env = s.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("fish: %v\n%s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	words := strings.Fields(typed)
	if len(lines) != 1 {
		return append(words[1:], fmt.Sprint(len(lines), " candidates: ", lines[0]))
	}
	return append(words[1:len(words)-1], lines[0])
}

// What a shell inserts means in a query what was chosen.
func TestOnShellIsReadBack(t *testing.T) {
	qc := query.Context{When: when.Context{Now: storetest.Start, Zone: storetest.Zone}}
	f, _ := query.Lookup("city")
	for _, value := range []string{"Hà Nội", "TP. Hồ Chí Minh", "Huế", "Ba-Lan X", "A & B", `5" pipe`, "a, b", "(x)", "Düsseldorf am Rhein", "上海 浦东", "none", "O'Brien"} {
		for _, typed := range []string{"", "h", "H", `"`, "ba", value[:1]} {
			spelled, _ := onShell(qc.Quoted(f, query.Plain, value), typed)
			q, err := query.Parse("city:"+spelled, qc)
			if err != nil {
				t.Errorf("city:%s: %v", spelled, err)
				continue
			}
			v := q.Root.(*query.Term).Values[0]
			want := query.Value{Text: value, Quoted: true}.Spellings()[0]
			if !slices.Contains(v.Spellings(), want) {
				t.Errorf("%s behind %q becomes %s, which is looked for as %q", value, typed, spelled, v.Spellings())
			}
		}
	}
}
