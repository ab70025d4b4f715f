package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"

	"github.com/spf13/cobra"
)

// app is one run of the program: what the commands share.
type app struct {
	env
	out       *printer
	flags     globals
	conf      *config
	now       func() time.Time
	zone      *time.Location
	importing brokenImport // what a failing import tells of itself
	login     bool         // crm remind --daily: whatever is wrong, no word of it

	language *query.Book // what speaker has of the query language; nil until it is asked
	speaker  *store.Store
}

// globals are the flags that every command takes.
type globals struct {
	db      string
	config  string
	format  string
	json    string
	header  bool
	quiet   bool
	yes     bool
	noInput bool
	noPager bool
	color   string
	dryRun  bool
	tz      string
	now     string
}

// Marks of a command, in its Annotations: which of the global flags mean
// something to it. One that does not is refused, so that no flag is without effect.
const (
	takesFormat = "format"  // --format, --json, --header: it prints records
	takesJSON   = "json"    // --json only
	takesDryRun = "dry-run" // it writes
)

func marks(names ...string) map[string]string {
	m := map[string]string{}
	for _, n := range names {
		m[n] = "yes"
	}
	return m
}

// constructor makes a command. The tree is made for one run and thrown away.
type constructor struct {
	names []string // its name and aliases
	make  func(*app) *cobra.Command
}

// constructors is the list of commands, in the order in which help shows them.
func constructors() []constructor {
	return []constructor{
		{[]string{"ui"}, newUI},
		{[]string{"remind"}, newRemind},
		{[]string{"list", "ls"}, newList},
		{[]string{"show"}, newShow},
		{[]string{"add"}, newAdd},
		{[]string{"edit"}, newEdit},
		{[]string{"log"}, newLog},
		{[]string{"note"}, newNote},
		{[]string{"follow", "due"}, newFollow},
		{[]string{"done"}, newDone},
		{[]string{"tag"}, newTag},
		{[]string{"stage"}, newStage},
		{[]string{"segment", "seg"}, newSegment},
		{[]string{"import"}, newImport},
		{[]string{"export"}, newExport},
		{[]string{"dupes"}, newDupes},
		{[]string{"merge"}, newMerge},
		{[]string{"rm"}, newRm},
		{[]string{"trash"}, newTrash},
		{[]string{"undo"}, newUndo},
		{[]string{"redo"}, newRedo},
		{[]string{"history"}, newHistory},
		{[]string{"db"}, newDB},
		{[]string{"config"}, newConfig},
		{[]string{"hook"}, newHook},
		{[]string{"completion"}, newCompletion},
		{[]string{"demo"}, newDemo},
		{[]string{"version"}, newVersion},
		{[]string{"help"}, newHelp},
	}
}

// run is the program: its arguments in, its exit code out.
func run(ctx context.Context, e env, p *printer) int {
	a := &app{env: e, out: p}
	p.outTTY, p.styled = e.outTTY, e.errTTY && !e.terminalless
	err := a.execute(ctx)
	if ferr := p.flush(); err == nil {
		err = ferr
	}
	if err == nil {
		return exitOK
	}
	if s, ok := errors.AsType[silent](err); ok {
		return int(s)
	}
	what, hint, code := explain(err)
	if ctx.Err() != nil {
		what, hint, code = "interrupted; nothing was changed", "", exitInterrupted
	}
	p.fail(safe.Line(what), safe.Line(hint))
	return code
}

func (a *app) execute(ctx context.Context) error {
	word, at := commandWord(a.args)
	root := a.root(word)
	if word == cobra.ShellCompRequestCmd || word == cobra.ShellCompNoDescRequestCmd {
		// What is completed is shielded as what is run.
		next, n := commandWord(a.args[at+1:])
		word, at = next, at+1+n
	}
	root.SetArgs(a.shield(word, at))
	return root.ExecuteContext(ctx)
}

// root makes the command tree: of one command when its word is known, since
// "crm remind" pays for it in every login shell, else all of it.
func (a *app) root(word string) *cobra.Command {
	root := &cobra.Command{
		Use:               "crm",
		Short:             "Your customers, in a terminal.",
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.begin(cmd) },
		Args:              cobra.ArbitraryArgs,
		RunE:              a.runRoot,
		Annotations:       marks(takesFormat),
	}
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.printHelp(cmd) })
	root.SetFlagErrorFunc(flagError)
	f := root.PersistentFlags()
	f.StringVar(&a.flags.db, "db", "", "the book: a `PATH`")
	f.StringVar(&a.flags.config, "config", "", "the configuration `FILE`")
	f.StringVar(&a.flags.format, "format", "", "table, tsv, csv, json, ndjson, md, or a `TEMPLATE`")
	f.StringVar(&a.flags.json, "json", "", "JSON; only some `FIELDS`; --json=? lists them")
	f.Lookup("json").NoOptDefVal = allFields
	f.BoolVar(&a.flags.header, "header", false, "name the columns in TSV too")
	f.BoolVarP(&a.flags.quiet, "quiet", "q", false, "data and errors only")
	f.BoolVar(&a.flags.yes, "yes", false, "answer every question with yes")
	f.BoolVar(&a.flags.noInput, "no-input", false, "ask nothing, fail instead")
	f.StringVar(&a.flags.color, "color", "auto", "styles: `WHEN` is auto, always or never")
	f.BoolVar(&a.flags.noPager, "no-pager", false, "print a long table as it is")
	f.BoolVarP(&a.flags.dryRun, "dry-run", "n", false, "say what would change, change nothing")
	f.StringVar(&a.flags.tz, "tz", "", "the time `ZONE` of days, like Asia/Ho_Chi_Minh")
	f.StringVar(&a.flags.now, "now", "", "take this `TIME` for now")
	root.SetOut(a.out.data()) // cobra itself prints completions
	root.SetErr(a.out.asides())
	a.addCommands(root, word)
	return root
}

func flagError(cmd *cobra.Command, err error) error {
	return usagef(err.Error(), "see: "+cmd.CommandPath()+" --help")
}

func (a *app) addCommands(root *cobra.Command, word string) {
	all := constructors()
	if i := slices.IndexFunc(all, func(c constructor) bool { return slices.Contains(c.names, word) }); i >= 0 && word != "help" {
		all = all[i : i+1]
	}
	for _, c := range all {
		cmd := c.make(a)
		cmd.Aliases = c.names[1:]
		if cmd.Name() == "help" {
			root.SetHelpCommand(cmd)
			continue
		}
		root.AddCommand(cmd)
	}
	if len(all) == 1 {
		// Else cobra adds a help command of its own.
		root.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true})
	}
}

// runRoot is crm without a command: the interface, or without a terminal what is due.
func (a *app) runRoot(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		var names []string
		for _, c := range constructors() {
			names = append(names, c.names...)
		}
		hint := "see: crm help"
		if near := didYouMean(args[0], names); near != "" {
			hint = strings.TrimPrefix(near, "; ") + "  (crm help lists all commands)"
		}
		return usagef(fmt.Sprintf("there is no command %q", args[0]), hint)
	}
	if a.inTTY && a.outTTY && a.flags.format == "" && a.flags.json == "" {
		return a.openUI(cmd.Context(), "")
	}
	return a.remind(cmd.Context(), remindOptions{plain: true})
}

// commandWord finds the name of the command among the arguments, behind the
// global flags and their values.
func commandWord(args []string) (word string, at int) {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			return "", len(args)
		case slices.Contains([]string{"--db", "--config", "--format", "--tz", "--now", "--color"}, arg):
			i++
		case len(arg) > 1 && arg[0] == '-':
		default:
			return arg, i
		}
	}
	return "", len(args)
}

// counted makes a check of the number of arguments that says what is missing.
func counted(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		usage := strings.TrimPrefix(cmd.Use, cmd.Name())
		switch {
		case len(args) < least:
			words := strings.Fields(usage)
			missing := "something"
			if len(args) < len(words) {
				missing = strings.Trim(words[len(args)], "[].…")
			}
			return usagef(cmd.CommandPath()+": "+missing+" is missing", "crm "+strings.TrimPrefix(cmd.CommandPath(), "crm ")+usage)
		case most >= 0 && len(args) > most:
			return usagef(fmt.Sprintf("%s: %q is too much", cmd.CommandPath(), strings.TrimPrefix(args[most], shieldMark)), "crm "+strings.TrimPrefix(cmd.CommandPath(), "crm ")+usage)
		}
		return nil
	}
}
