package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"crm/importer"
	"crm/store"
	"crm/store/fold"

	"github.com/spf13/cobra"
)

// noProfile is the name that asks for none.
const noProfile = "none"

// profileRow is a remembered mapping and the header that it is for.
type profileRow struct {
	importer.Profile
	signature string
}

func newImportProfiles(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "profiles", Short: "List what earlier imports decided about files.",
		Example: "crm import profiles\ncrm import profiles rm \"customers 2026\"",
		Long: `What --map, --dates and --region said of a file is remembered by its header and
used for the next file with the same one; --profile uses it for another one.`,
		Annotations: marks(takesFormat), Args: counted(0, 0),
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.begin(cmd) },
		RunE:              func(cmd *cobra.Command, _ []string) error { return a.profileList(cmd.Context()) },
	}
	cmd.AddCommand(&cobra.Command{
		Use: "rm NAME", Short: "Forget one.", Example: "crm import profiles rm customers",
		Annotations: marks(takesDryRun), Args: counted(1, 1),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.profileRemove(cmd.Context(), args[0]) },
		ValidArgsFunction: a.completeProfile,
	})
	return cmd
}

// profiles reads the remembered mappings of the book.
func profiles(ctx context.Context, s *store.Store) ([]profileRow, error) {
	list, err := s.Profiles(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]profileRow, len(list))
	for i, stored := range list {
		p, err := importer.ParseProfile(stored)
		if err != nil {
			return nil, err
		}
		out[i] = profileRow{p, stored.Signature}
	}
	return out, nil
}

// mapped is the mapping as --map takes it.
func (r profileRow) mapped() string {
	parts := make([]string, len(r.Columns))
	for i, c := range r.Columns {
		parts[i] = c.Column + "=" + c.Field
	}
	return strings.Join(parts, ", ")
}

// remembered is how an import finds what an earlier one decided: by the header of
// the file, or by the name that --profile gives. A book that cannot be read
// remembers nothing.
func (a *app) remembered(ctx context.Context, o *importOptions) error {
	path, err := a.bookPath()
	if err != nil {
		return err
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) || o.Profile == noProfile {
		return nil
	}
	s, err := a.reader(ctx)
	if err != nil {
		return nil // said when the book is opened to write
	}
	defer s.Close()
	list, err := profiles(ctx, s)
	if err != nil {
		return err
	}
	named, err := namedProfile(list, o)
	if err != nil {
		return err
	}
	o.Remembered = func(signature string) (*importer.Profile, error) {
		if named != nil {
			return named, nil
		}
		for _, p := range list {
			if p.signature == signature {
				return &p.Profile, nil
			}
		}
		return nil, nil
	}
	return nil
}

// namedProfile is the one that --profile names; nil without the flag, and for a
// new name, which the decisions of this import get.
func namedProfile(list []profileRow, o *importOptions) (*importer.Profile, error) {
	if o.Profile == "" {
		return nil, nil
	}
	var names []string
	for _, p := range list {
		if fold.Text(p.Name) == fold.Text(o.Profile) {
			return &p.Profile, nil
		}
		names = append(names, p.Name)
	}
	if len(o.Map) > 0 || o.Dates != "" || o.RegionGiven {
		return nil, nil
	}
	hint := "give --map, --dates or --region to make one"
	if len(names) > 0 {
		hint = "there are " + strings.Join(names, ", ")
	}
	return nil, usagef(fmt.Sprintf("there is no profile %q", o.Profile), hint)
}

func (a *app) profileList(ctx context.Context) error {
	s, err := a.lister(ctx)
	if err != nil {
		return err
	}
	var list []profileRow
	if s != nil {
		defer s.Close()
		if list, err = profiles(ctx, s); err != nil {
			return err
		}
	}
	return a.print(sheet{
		fields:  []string{"name", "mapping", "dates", "region", "header"},
		columns: []string{"name", "mapping", "dates", "region"},
		rows:    len(list),
		field: func(row int, name string) (any, error) {
			p := &list[row]
			return map[string]string{
				"name": p.Name, "mapping": p.mapped(), "dates": p.Dates, "region": p.Region, "header": p.signature,
			}[name], nil
		},
	})
}

func (a *app) profileRemove(ctx context.Context, name string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := profiles(ctx, s)
	if err != nil {
		return err
	}
	var drop []string
	for _, p := range list {
		if p.signature == name || fold.Text(p.Name) == fold.Text(name) {
			drop = append(drop, p.signature)
		}
	}
	if len(drop) == 0 {
		return &failure{what: fmt.Sprintf("there is no profile %q", name), hint: "crm import profiles", code: exitNotFound}
	}
	op, err := s.Write(ctx, a.op("forget an import profile"), func(tx *store.Tx) error {
		for _, signature := range drop {
			if err := tx.DeleteProfile(signature); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	a.done(op, "Forgot the profile "+name, "Would forget the profile "+name)
	return nil
}

func (a *app) completeProfile(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
		list, err := profiles(ctx, s)
		var names []string
		for _, p := range list {
			names = append(names, p.Name)
		}
		return names, err
	}), cobra.ShellCompDirectiveNoFileComp
}
