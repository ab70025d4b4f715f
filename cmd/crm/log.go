package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"crm/store"
	"crm/store/entry"
	"crm/store/safe"
	"crm/store/when"

	"github.com/spf13/cobra"
)

func newLog(a *app) *cobra.Command {
	var at string
	var stdin bool
	cmd := &cobra.Command{
		Use:   "log CONTACT ENTRY...",
		Short: "Log a call, mail, meeting or note with one line.",
		Example: `crm log "Nguyễn Thị Ánh" call 15m ok: talked about renewal +3d
crm log anh@mayhoabinh.vn mail sent quote v3 due:+5d stage:quote
crm log 0912345678 call na                     # no answer, default retry
crm log k7f3 meet 45m @yesterday 14:00: gặp tại xưởng tag:mẫu-vải
pbpaste | crm log k7f3 note --stdin`,
		Long: `ENTRY
  [call|mail|meet|visit|sms|zalo|wechat|note] [in|out] [15m] [ok|na|vm|busy|
  wrong|no|later|booked] [@WHEN] [:] TEXT [+DATE|due:DATE] [stage:S] [tag:T] [value:N]
  See "crm help log" and "crm help dates".`,
		Annotations: marks(takesJSON, takesDryRun),
		Args: func(cmd *cobra.Command, args []string) error {
			if stdin {
				return counted(1, -1)(cmd, args)
			}
			return counted(2, -1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			args = unshield(args)
			return a.logEntry(cmd.Context(), args[0], logInput{line: strings.Join(args[1:], " "), at: at, stdin: stdin, blank: slices.ContainsFunc(args[1:], isBlank)})
		},
		ValidArgsFunction: a.completeLog,
	}
	cmd.Flags().StringVar(&at, "at", "", "when it happened: a `TIME` (default now)")
	cmd.Flags().BoolVar(&stdin, "stdin", false, "read TEXT from standard input")
	return cmd
}

func newNote(a *app) *cobra.Command {
	var stdin bool
	cmd := &cobra.Command{
		Use:   "note CONTACT TEXT...",
		Short: "Write a note into the log of a contact.",
		Example: `crm note k7f3 prefers Zalo, never call before 9
crm note "王小明" --stdin < minutes.txt`,
		Long:        "Every word is text: crm log reads dates, tags and stages out of it.",
		Annotations: marks(takesJSON, takesDryRun),
		Args: func(cmd *cobra.Command, args []string) error {
			if stdin {
				return counted(1, -1)(cmd, args)
			}
			return counted(2, -1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			args = unshield(args)
			return a.logEntry(cmd.Context(), args[0], logInput{line: strings.Join(args[1:], " "), note: true, stdin: stdin})
		},
		ValidArgsFunction: a.completeContact,
	}
	cmd.Flags().BoolVar(&stdin, "stdin", false, "read TEXT from standard input")
	return cmd
}

// logInput is what the arguments say about an interaction.
type logInput struct {
	line  string
	at    string
	stdin bool
	note  bool // the line is the text of a note
	blank bool // an argument of it is empty: maybe a variable of a script
}

func isBlank(s string) bool { return strings.TrimSpace(s) == "" }

func (a *app) logEntry(ctx context.Context, arg string, in logInput) error {
	var typed string
	var err error
	if in.stdin {
		if typed, err = a.readStdin(); err != nil {
			return err
		}
	}
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	who, err := a.contact(ctx, s, arg)
	if err != nil {
		return err
	}
	e, err := a.readEntry(ctx, s, in, typed)
	if err != nil {
		return err
	}
	if a.flags.dryRun {
		if err := a.previewEntry(ctx, s, who, e); err != nil {
			return err
		}
	}
	var made store.Logged
	facts, err := s.LogFacts(ctx, who.UID, e, a.when())
	if err != nil {
		return err
	}
	op, err := s.Write(ctx, a.op("log "+facts.Kind+" with "+store.Ref(who.UID)), func(tx *store.Tx) error {
		made, err = tx.Log(who.UID, e, a.when())
		return err
	})
	if err != nil {
		return err
	}
	a.logged(who, made, op)
	if a.flags.json == "" {
		return nil
	}
	out := object{{"schema", schema}, {"interaction", a.interactionRecord(&made.Interaction)}, {"reminder", nil},
		{"closed", a.reminderRecords(made.Closed)}, {"promises", a.reminderRecords(made.Promises)}, {"operation", a.operation(op)}}
	if made.Reminder != nil {
		out[2].value = a.reminderRecord(made.Reminder)
	}
	if a.flags.dryRun {
		out = append(out, member{"dry_run", true})
	}
	return a.out.json(out)
}

func (a *app) readEntry(ctx context.Context, s *store.Store, in logInput, typed string) (entry.Entry, error) {
	text := strings.TrimSpace(typed)
	if in.note {
		text = strings.TrimSpace(in.line + "\n" + text)
		if text == "" {
			return entry.Entry{}, usagef("the note is empty", "crm note CONTACT TEXT...")
		}
		return entry.Entry{Kind: "note", Text: text}, nil
	}
	lists, err := s.Lists(ctx)
	if err != nil {
		return entry.Entry{}, err
	}
	e := entry.Parse(in.line, a.when(), lists)
	for _, p := range e.Problems {
		a.out.sayf("note: %q stays text: %s", p.Text, p.Why)
	}
	if text != "" {
		e.Text = strings.TrimSpace(e.Text + "\n" + text)
	}
	if err := records(&e, in); err != nil {
		return e, err
	}
	if in.at != "" {
		if e.At, err = a.when().Past(in.at); err != nil {
			return e, err
		}
	}
	return e, nil
}

// records checks that an entry says that something happened.
func records(e *entry.Entry, in logInput) error {
	const usage = "crm log CONTACT ENTRY..."
	switch {
	case e.Text != "":
		return nil
	case isBlank(in.line) || in.blank:
		return usagef("crm log: ENTRY is missing", usage)
	case e.Kind == "note":
		return usagef("the note is empty", "crm note CONTACT TEXT...")
	case e.Kind == "" && e.Outcome == "" && e.Seconds == 0:
		return usagef("there is nothing to log", "say what happened; to tag only use crm tag, for a next step crm follow")
	}
	return nil
}

// previewEntry says what an entry would do, in words.
func (a *app) previewEntry(ctx context.Context, s *store.Store, who store.Listed, e entry.Entry) error {
	facts, err := s.LogFacts(ctx, who.UID, e, a.when())
	if err != nil {
		return err
	}
	lists, err := s.Lists(ctx)
	if err != nil {
		return err
	}
	for _, line := range e.Preview(a.when(), lists, facts) {
		a.out.say(safe.Line(line))
	}
	return nil
}

func (a *app) logged(who store.Listed, made store.Logged, op store.Operation) {
	what := fmt.Sprintf("%s with %s", made.Interaction.Kind, who.Name)
	if made.Interaction.Kind == "note" {
		what = "a note on " + who.Name
	}
	if made.Reminder != nil {
		what += fmt.Sprintf("; %s %s", made.Reminder.Kind, a.sayDue(made.Reminder))
	}
	for _, p := range made.Promises {
		what += fmt.Sprintf("; %s “%s” %s", owes(&p), p.Text, a.sayDue(&p))
	}
	a.done(op, "Logged "+what, "log "+what)
}

// sayDue is when a reminder is due, in words for a sentence.
func (a *app) sayDue(r *store.Reminder) string {
	words := when.Long(when.Date(r.DueOn), a.when().Today())
	if !r.DueAt.IsZero() {
		words += " at " + r.DueAt.In(a.zone).Format("15:04")
	}
	return words
}
