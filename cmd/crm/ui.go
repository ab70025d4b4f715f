package main

import (
	"context"
	"errors"
	"os"

	"crm/importer"
	"crm/store"
	"crm/store/sample"
	"crm/tui"
	"crm/tui/theme"

	"github.com/spf13/cobra"
)

// The sample is the same people every time.
const (
	sampleSeed   = 1
	samplePeople = 200
)

func newUI(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "ui [SCREEN]",
		Short:   "Open the interface; crm alone does so too.",
		Example: "crm ui\ncrm ui contacts",
		Long:    "SCREEN is today or contacts.",
		Args:    counted(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			start := ""
			if len(args) > 0 {
				if start = args[0]; start != "today" && start != "contacts" {
					return usagef("there is no screen "+start, "today or contacts")
				}
			}
			return a.openUI(cmd.Context(), start)
		},
		ValidArgsFunction: fixedFirst("today", "contacts"),
	}
}

func newDemo(a *app) *cobra.Command {
	return &cobra.Command{
		Use:         "demo",
		Short:       "Open the interface on 200 sample people, in a book that is thrown away.",
		Example:     "crm demo",
		Long:        "Without a terminal it prints what is due for them.",
		Annotations: marks(takesFormat),
		Args:        counted(0, 0),
		RunE:        func(cmd *cobra.Command, _ []string) error { return a.demo(cmd.Context()) },
	}
}

// openUI opens the interface on the book, or on none: it then makes one at the
// first change.
func (a *app) openUI(ctx context.Context, start string) error {
	if !a.inTTY || !a.outTTY {
		return usagef("the interface needs a terminal", "crm remind and crm list work without one")
	}
	path, err := a.bookPath()
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, path, a.storeOptions())
	if err != nil && !isMissing(err) {
		return err
	}
	o := a.uiOptions(start)
	if err == nil {
		defer s.Close()
		o.Store = s
	}
	o.Create = func(ctx context.Context) (*store.Store, error) { return store.Create(ctx, path, a.storeOptions()) }
	if file, err := a.searchFile(); err == nil { // without a home folder searches are forgotten
		o.History = file
	}
	return tui.Run(ctx, o)
}

func (a *app) uiOptions(start string) tui.Options {
	if start == "" && a.conf.get("ui.start") != "auto" {
		start = a.conf.get("ui.start")
	}
	o := tui.Options{
		Scratch: func(ctx context.Context) (*store.Store, error) { return store.OpenScratch(ctx, a.storeOptions()) },
		Fill:    fillSample,
		Now:     a.now,
		When:    a.when(),
		Import:  importer.Options{Zone: a.zone, Order: a.conf.order(), Region: a.conf.get("phone.region")},
		Keys:    a.conf.keys,
		Start:   start,
		Open:    a.opener(),
		Home:    a.home,
		Out:     a.screen, // a file, so that what is drawn can be filtered on its way
	}
	if name := a.conf.get("ui.theme"); name != "auto" {
		o.Theme = name
	}
	if a.flags.color == "never" {
		o.Theme = "mono"
	}
	if a.conf.get("ui.glyphs") == "ascii" {
		o.Glyphs = theme.ASCII()
	}
	return o
}

func fillSample(ctx context.Context, s *store.Store) error {
	return sample.Fill(ctx, s, sampleSeed, samplePeople)
}

// demo shows the sample. Its book is a file, as any other, so that nothing about
// it is different; the folder goes with the run.
func (a *app) demo(ctx context.Context) (err error) {
	dir, err := os.MkdirTemp(a.memoryDir(), "crm-demo-") // 0700
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	a.flags.db = dir + "/crm.db"
	s, err := store.Create(ctx, a.flags.db, a.storeOptions())
	if err != nil {
		return err
	}
	defer s.Close()
	if err := fillSample(ctx, s); err != nil {
		return err
	}
	if !a.inTTY || !a.outTTY || a.flags.format != "" || a.flags.json != "" {
		return a.remind(ctx, remindOptions{plain: true})
	}
	o := a.uiOptions("")
	o.Store, o.Demo = s, true
	return tui.Run(ctx, o)
}
