package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"crm/store"
	"crm/store/safe"

	"github.com/spf13/cobra"
)

func newDB(a *app) *cobra.Command {
	var deep, repair bool
	var to string
	cmd := &cobra.Command{
		Use:     "db path|check|backup",
		Short:   "Where the book is, whether it is whole, and a copy of it.",
		Example: "crm db path\ncrm db check --deep\ncrm db backup --to /media/usb",
		RunE:    needsSubcommand,
	}
	check := &cobra.Command{
		Use: "check", Short: "Look for damage; exit with 7 when there is some.",
		Example:     "crm db check\ncrm db check --deep\ncrm db check --repair-index",
		Annotations: marks(takesJSON), Args: counted(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.check(cmd.Context(), deep, repair) },
	}
	check.Flags().BoolVar(&deep, "deep", false, "compare the search index with every contact")
	check.Flags().BoolVar(&repair, "repair-index", false, "make the search index and the statistics anew")
	backup := &cobra.Command{
		Use: "backup", Short: "Copy the book, and check the copy.",
		Example:     "crm db backup\ncrm db backup --to /media/usb",
		Long:        "The copy is a book: open it with --db.",
		Annotations: marks(takesJSON), Args: counted(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.backup(cmd.Context(), to) },
	}
	backup.Flags().StringVar(&to, "to", "", "the folder: a `DIR` (default: backups, beside the book)")
	cmd.AddCommand(
		&cobra.Command{
			Use: "path", Short: "Print where the book is, or would be.", Example: "crm db path", Args: counted(0, 0),
			RunE: func(*cobra.Command, []string) error {
				path, err := a.bookPath()
				if err == nil {
					a.out.line(safe.Line(path))
				}
				return err
			},
		}, check, backup)
	return cmd
}

func (a *app) check(ctx context.Context, deep, repair bool) error {
	path, err := a.bookPath()
	if err != nil {
		return err
	}
	found, err := a.findDamage(ctx, deep, repair)
	if errors.Is(err, store.ErrDamaged) {
		// It cannot be opened, or not read to the end: what SQLite finds in the
		// file then says more.
		if found, err = a.findInFile(ctx, path, err); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	if a.flags.json != "" {
		if found == nil {
			found = []string{}
		}
		if err := a.out.json(object{{"schema", schema}, {"path", path}, {"problems", found}}); err != nil {
			return err
		}
	} else {
		for _, f := range found {
			a.out.line(safe.Line(f))
		}
	}
	if len(found) > 0 {
		return &failure{what: fmt.Sprintf("%s in %s", counts(len(found), "problem", "problems"), path), hint: copyHint(path), code: exitProblems}
	}
	a.out.sayf("No problems in %s.", path)
	return nil
}

// findDamage opens the book and looks through it.
func (a *app) findDamage(ctx context.Context, deep, repair bool) ([]string, error) {
	s, err := a.writer(ctx)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	if repair {
		if err := s.RepairIndex(ctx); err != nil {
			return nil, err
		}
		a.out.sayf("Made the search index and the statistics anew.")
	}
	return s.Check(ctx, deep)
}

// findInFile looks for damage in a file that is no whole book. The error that
// told of it is a finding too where SQLite itself finds nothing.
func (a *app) findInFile(ctx context.Context, path string, damage error) ([]string, error) {
	found, err := store.CheckFile(ctx, path)
	if err == nil && len(found) == 0 {
		found = []string{plain(damage)}
	}
	return found, err
}

// copyHint names the newest copy of a book.
func copyHint(book string) string {
	dir := store.BackupDir(book)
	entries, _ := os.ReadDir(dir) // none to be read is none to be named
	newest, at := "", time.Time{}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && info.Mode().IsRegular() && filepath.Ext(e.Name()) == ".db" && !strings.HasPrefix(e.Name(), ".") && !info.ModTime().Before(at) {
			newest, at = e.Name(), info.ModTime()
		}
	}
	if newest == "" {
		return "there is no copy in " + dir + ": keep the file as it is"
	}
	return "the newest copy: crm --db " + shellQuote(filepath.Join(dir, newest)) + " list"
}

func (a *app) backup(ctx context.Context, to string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if to == "" {
		to = store.BackupDir(s.Path())
	}
	path, err := s.Backup(ctx, a.expand(to))
	if err != nil {
		return err
	}
	if a.flags.json != "" {
		return a.out.json(object{{"schema", schema}, {"path", path}})
	}
	a.out.line(safe.Line(path))
	a.out.sayf("Copied and checked.")
	return nil
}
