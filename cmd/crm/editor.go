package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// editText opens the user's editor on a text and returns what was saved. The
// text holds somebody's data: it stands in memory where there is such a folder,
// 0600, and goes when the editor ends.
func (a *app) editText(ctx context.Context, text string) (string, error) {
	dir, err := os.MkdirTemp(a.memoryDir(), "crm-") // 0700
	if err != nil {
		return "", fmt.Errorf("edit: %w", err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "contact.txt")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return "", fmt.Errorf("edit: %w", err)
	}
	if err := a.openEditor(ctx, path); err != nil {
		return "", err
	}
	saved, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("edit: %w", err)
	}
	return string(saved), nil
}

// memoryDir is a folder that is no disk; "" means the system's for such files.
func (a *app) memoryDir() string {
	for _, dir := range []string{a.get("XDG_RUNTIME_DIR"), "/dev/shm"} {
		if info, err := os.Stat(dir); dir != "" && err == nil && info.IsDir() {
			return dir
		}
	}
	return ""
}

// openEditor runs the editor and waits for it. Its setting may have arguments
// ("code --wait"); no shell is asked to part them.
func (a *app) openEditor(ctx context.Context, path string) error {
	line := a.get("VISUAL")
	if line == "" {
		line = a.get("EDITOR")
	}
	if line == "" {
		line = "vi"
	}
	words := strings.Fields(line)
	if len(words) == 0 {
		words = []string{"vi"}
	}
	if err := a.out.flush(); err != nil {
		return err
	}
	if err := runAttached(exec.CommandContext(ctx, words[0], append(words[1:], path)...)); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return &failure{what: fmt.Sprintf("there is no editor %q", words[0]), hint: "set VISUAL or EDITOR to yours", code: exitFailed, err: err}
		}
		return &failure{what: fmt.Sprintf("%s: %v", words[0], err), hint: "nothing was changed", code: exitFailed, err: err}
	}
	return nil
}
