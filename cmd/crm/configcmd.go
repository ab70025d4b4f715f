package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"crm/store/safe"

	"github.com/spf13/cobra"
)

func newConfig(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config list|get|set|edit|path|default",
		Short: "Read and change the configuration.",
		Example: `crm config list
crm config set phone.region CN
crm config default > ~/.config/crm/config.toml`,
		RunE: needsSubcommand,
	}
	cmd.AddCommand(
		&cobra.Command{
			Use: "list", Short: "List all settings and where each comes from.", Example: "crm config list",
			Annotations: marks(takesFormat), Args: counted(0, 0),
			RunE: func(*cobra.Command, []string) error { return a.configList() },
		},
		&cobra.Command{
			Use: "get KEY", Short: "Print a setting.", Example: "crm config get phone.region", Args: counted(1, 1),
			RunE:              func(_ *cobra.Command, args []string) error { return a.configGet(args[0]) },
			ValidArgsFunction: fixedFirst(settingKeys()...),
		},
		&cobra.Command{
			Use: "set KEY VALUE", Short: "Change a setting in the file; comments stay.", Example: "crm config set dates.order mdy",
			Args:              counted(2, 2),
			RunE:              func(_ *cobra.Command, args []string) error { return a.configSet(args[0], args[1]) },
			ValidArgsFunction: fixedFirst(settingKeys()...),
		},
		&cobra.Command{
			Use: "edit", Short: "Open the file in $VISUAL or $EDITOR.", Example: "crm config edit", Args: counted(0, 0),
			RunE: func(cmd *cobra.Command, _ []string) error { return a.configEdit(cmd.Context()) },
		},
		&cobra.Command{
			Use: "path", Short: "Print where the file is, or would be.", Example: "crm config path", Args: counted(0, 0),
			RunE: func(*cobra.Command, []string) error {
				a.out.line(safe.Line(a.conf.path))
				return nil
			},
		},
		&cobra.Command{
			Use: "default", Short: "Print a file with every setting, explained.", Example: "crm config default", Args: counted(0, 0),
			RunE: func(*cobra.Command, []string) error {
				a.out.block(safe.Block(defaultConfig()))
				return nil
			},
		})
	return cmd
}

func (a *app) configList() error {
	table := settingTable()
	return a.print(sheet{
		fields: []string{"key", "value", "from", "help"}, columns: []string{"key", "value", "from"}, rows: len(table),
		field: func(row int, name string) (any, error) {
			s := table[row]
			switch name {
			case "key":
				return s.key, nil
			case "help":
				return s.help, nil
			case "value":
				return a.conf.get(s.key), nil
			}
			if _, ok := a.conf.values[s.key]; ok {
				return "file", nil
			}
			return "default", nil
		},
	})
}

func unknownSetting(key string) error {
	return usagef(fmt.Sprintf("there is no setting %q%s", key, didYouMean(key, settingKeys())), "crm config list")
}

func (a *app) configGet(key string) error {
	if _, ok := findSetting(key); !ok {
		return unknownSetting(key)
	}
	a.out.line(safe.Line(a.conf.get(key)))
	return nil
}

func (a *app) configSet(key, value string) error {
	s, ok := findSetting(key)
	if !ok {
		return unknownSetting(key)
	}
	if s.check != nil {
		if want := s.check(value); want != "" {
			return usagef(fmt.Sprintf("%s cannot be %q", key, value), "it has to be "+want)
		}
	}
	text, err := os.ReadFile(a.conf.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read configuration: %w", err)
	}
	changed, err := setTOML(text, key, value)
	if err != nil {
		return &failure{what: a.conf.path + ": " + err.Error(), hint: "mend it: crm config edit", code: exitFailed, err: err}
	}
	after := &config{path: a.conf.path, values: map[string]string{}, keys: map[string][]string{}}
	if err := after.parse(changed); err != nil || after.values[key] != value {
		return &failure{what: a.conf.path + ": it is written in a way that cannot be changed here", hint: "change it by hand: crm config edit", code: exitFailed, err: err}
	}
	if err := writeFile(a.conf.path, changed); err != nil {
		return err
	}
	a.out.sayf("Set %s to %q in %s.", key, value, a.conf.path)
	return nil
}

func (a *app) configEdit(ctx context.Context) error {
	if !a.interactive() || a.noInput() {
		return usagef("crm config edit opens an editor, and there is no terminal", "crm config set KEY VALUE")
	}
	if _, err := os.Stat(a.conf.path); errors.Is(err, fs.ErrNotExist) {
		if err := writeFile(a.conf.path, []byte(defaultConfig())); err != nil {
			return err
		}
	}
	if err := a.openEditor(ctx, a.conf.path); err != nil {
		return err
	}
	conf, err := loadConfig(a.conf.path, true)
	if err != nil {
		return err
	}
	for _, w := range conf.warnings {
		a.out.sayf("warning: %s", w)
	}
	return nil
}

// defaultConfig is the table of settings as a file in which all is commented out.
func defaultConfig() string {
	var b bytes.Buffer
	b.WriteString("# The configuration of crm. Remove a # to change what it is before.\n# What belongs to the book (stages, kinds, outcomes) is not here.\n")
	table := ""
	for _, s := range settingTable() {
		group, name, dotted := strings.Cut(s.key, ".")
		if !dotted {
			group, name = "", s.key
		}
		if group != table {
			fmt.Fprintf(&b, "\n[%s]\n", group)
			table = group
		}
		def := s.def
		if s.key == "db" {
			def = "~/.local/share/crm/crm.db"
		}
		fmt.Fprintf(&b, "# %s\n# %s = %q\n", s.help, name, def)
	}
	b.WriteString("\n[keys]\n# other keys for an action: crm help keys names them\n# \"log\" = [\"L\"]\n")
	return b.String()
}
