package main

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/keys"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

//go:embed help/*.md
var helpFiles embed.FS

// topics are the pages of "crm help TOPIC", in the order of the list.
func topics() []string {
	return []string{"query", "dates", "log", "format", "exit-codes", "environment", "keys", "files", "fields"}
}

func newHelp(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "Explain a command or a topic.",
		Example: `crm help
crm help log
crm help query`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.help(cmd, args) },
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			names := topics()
			for _, c := range constructors() {
				names = append(names, c.names[0])
			}
			return begin(names, typed), noFiles
		},
	}
}

// help prints a topic or a command; "log" is both, and has the command's page
// before the topic's.
func (a *app) help(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		a.printHelp(cmd.Root())
		return nil
	}
	found, rest, err := cmd.Root().Find(args)
	isCommand := err == nil && len(rest) == 0 && found != cmd.Root()
	isTopic := len(args) == 1 && slices.Contains(topics(), args[0])
	if !isCommand && !isTopic {
		names := topics()
		for _, c := range constructors() {
			names = append(names, c.names...)
		}
		return usagef(fmt.Sprintf("there is no help on %q%s", strings.Join(args, " "), didYouMean(args[0], names)), "crm help lists what there is")
	}
	if isCommand {
		a.printHelp(found)
	}
	if isTopic {
		if isCommand {
			a.out.line(safe.Text{})
		}
		return a.printTopic(args[0])
	}
	return nil
}

func (a *app) printTopic(name string) error {
	if name == "keys" {
		a.printKeys()
		return nil
	}
	page, err := helpFiles.ReadFile("help/" + name + ".md")
	if err != nil {
		return fmt.Errorf("read help on %s: %w", name, err)
	}
	a.out.block(safe.Block(expandTopic(string(page))))
	return nil
}

// printKeys prints the table of keys as it is with the user's own.
func (a *app) printKeys() {
	m, problems := keys.New(a.conf.keys)
	for _, p := range problems {
		a.out.sayf("warning: %s: [keys]: %v", a.conf.path, p)
	}
	group := ""
	for _, b := range m.All() {
		if b.Group != group {
			if group != "" {
				a.out.line(safe.Text{})
			}
			group = b.Group
			a.out.line(safe.Line(strings.ToUpper(group)))
		}
		var shown []string
		for _, k := range m.Keys(b) {
			shown = append(shown, keys.Shown(k))
		}
		a.out.line(safe.Line("  " + method.FitString(strings.Join(shown, " "), 16) + "  " + method.FitString(string(b.ID), 18) + "  " + b.Help))
	}
}

// helpWidth is that of a plain terminal; help is text to be read.
const helpWidth = 80

// printHelp prints a command's page: what it does, how it is written, examples,
// what else to know, options.
func (a *app) printHelp(cmd *cobra.Command) {
	if cmd == cmd.Root() {
		a.printRootHelp()
		return
	}
	var b strings.Builder
	b.WriteString(cmd.Short + "\n\n  " + useLine(cmd) + "\n")
	if len(cmd.Aliases) > 0 {
		fmt.Fprintf(&b, "  alias: crm %s\n", strings.Join(cmd.Aliases, ", "))
	}
	section(&b, "EXAMPLES", cmd.Example)
	if cmd.HasSubCommands() {
		b.WriteString("\nCOMMANDS\n")
		for _, c := range cmd.Commands() {
			writeColumns(&b, c.Use, 22, c.Short)
		}
	}
	if cmd.Long != "" {
		b.WriteString("\n" + cmd.Long + "\n")
	}
	if flags := ownFlags(cmd); len(flags) > 0 {
		b.WriteString("\nOPTIONS\n")
		for _, f := range flags {
			writeColumns(&b, flagUse(f), 22, flagHelp(f))
		}
	}
	a.out.block(safe.Block(b.String()))
}

func section(b *strings.Builder, title, text string) {
	if text == "" {
		return
	}
	b.WriteString("\n" + title + "\n")
	for _, line := range strings.Split(text, "\n") {
		b.WriteString("  " + line + "\n")
	}
}

func useLine(cmd *cobra.Command) string {
	if cmd.HasParent() {
		return cmd.Parent().CommandPath() + " " + cmd.Use
	}
	return cmd.Use
}

// ownFlags are the flags that mean something to a command: its own, and of the
// global ones those that it takes.
func ownFlags(cmd *cobra.Command) []*pflag.Flag {
	var out []*pflag.Flag
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" {
			out = append(out, f)
		}
	})
	take := func(mark string, names ...string) {
		if cmd.Annotations[mark] == "" {
			return
		}
		for _, n := range names {
			out = append(out, cmd.Root().PersistentFlags().Lookup(n))
		}
	}
	take(takesDryRun, "dry-run")
	if cmd.Annotations[takesJSON] != "" {
		alone := pflag.NewFlagSet("", pflag.ContinueOnError) // checkFlags refuses fields
		alone.Bool("json", false, "one JSON object")
		out = append(out, alone.Lookup("json"))
	}
	take(takesFormat, "format", "json", "header")
	return out
}

func flagUse(f *pflag.Flag) string {
	name, _ := pflag.UnquoteUsage(f)
	short := "    "
	if f.Shorthand != "" {
		short = "-" + f.Shorthand + ", "
	}
	use := short + "--" + f.Name
	switch {
	case f.NoOptDefVal != "" && f.Value.Type() != "bool":
		use += "[=" + name + "]"
	case name != "" && f.Value.Type() != "bool":
		use += " " + name
	}
	return use
}

func flagHelp(f *pflag.Flag) string {
	_, help := pflag.UnquoteUsage(f)
	switch f.DefValue {
	case "", "false", "0", "[]":
		return help
	}
	return help + " (default " + f.DefValue + ")"
}

// writeColumns writes a name and its explanation, which is wrapped beside it.
func writeColumns(b *strings.Builder, name string, width int, text string) {
	lines := method.Wrap(safe.Line(text), helpWidth-width-4, 0)
	if method.Width(name) > width {
		b.WriteString("  " + name + "\n")
	} else {
		b.WriteString("  " + method.FitString(name, width) + "  " + lines[0] + "\n")
		lines = lines[1:]
	}
	for _, l := range lines {
		b.WriteString(cell.Spaces(width+4) + l + "\n")
	}
}

// wrapWords puts words into lines, the second and later ones indented.
func wrapWords(list []string, width int) string {
	return strings.Join(method.Wrap(safe.Line(strings.Join(list, " ")), width, 0), "\n  ")
}

func (a *app) printRootHelp() {
	var b strings.Builder
	b.WriteString("Your customers, in a terminal.\n\n  crm                           open the interface\n  crm COMMAND [ARGUMENTS]\n")
	section(&b, "EXAMPLES", `crm import customers.xlsx
crm list 'tag:vip last:>30d'
crm log "Nguyễn Thị Ánh" call 15m ok: talked about renewal +3d
crm remind
crm undo`)
	b.WriteString("\nCOMMANDS\n")
	for _, c := range constructors() {
		cmd := c.make(a)
		writeColumns(&b, strings.Join(c.names, ", "), 14, cmd.Short)
	}
	b.WriteString("\nTOPICS\n  " + strings.Join(topics(), " ") + "\n")
	b.WriteString("\nOPTIONS OF EVERY COMMAND\n")
	a.root("version").PersistentFlags().VisitAll(func(f *pflag.Flag) {
		switch f.Name {
		case "format", "json", "header", "dry-run":
			return // those of some commands, whose pages list them
		}
		writeColumns(&b, flagUse(f), 22, flagHelp(f))
	})
	b.WriteString("\nMore: crm help COMMAND, crm help TOPIC\n")
	a.out.block(safe.Block(b.String()))
}
