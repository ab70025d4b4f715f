package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"crm/store"
	"crm/store/fold"
	"crm/store/safe"
	"crm/store/when"

	"github.com/spf13/cobra"
)

const (
	remindWait  = 300 * time.Millisecond // a login shell waits for us
	remindLines = 12                     // on a terminal, the count of each section included
	remindWidth = 72
)

type remindOptions struct {
	sections []string
	within   string
	limit    int
	limited  bool // --limit was given
	daily    bool
	plain    bool // not asked for by name: TSV unless another format is
}

func newRemind(a *app) *cobra.Command {
	var o remindOptions
	cmd := &cobra.Command{
		Use:   "remind",
		Short: "Say what is due; print nothing when nothing is.",
		Example: `crm remind
crm remind --within 7d --section overdue,due
crm remind --daily              # at most once a day: see crm help hook
crm remind --json | jq -r '.[].contact.name'`,
		Annotations: marks(takesFormat),
		Args:        counted(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.limited = cmd.Flags().Changed("limit")
			return a.remind(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&o.sections, "section", nil, "only these `SECTIONS`: "+strings.Join(store.Sections(), ", "))
	f.StringVar(&o.within, "within", "0d", "what is due in this `TIME` too")
	f.IntVar(&o.limit, "limit", 0, "at most `N` items, 0 for all (on a terminal 11)")
	f.BoolVar(&o.daily, "daily", false, "at most once per day")
	_ = cmd.RegisterFlagCompletionFunc("section", fixed(store.Sections()...))
	return cmd
}

// remindMemory is where remind begins to collect garbage after all.
const remindMemory = 64 << 20

// remind prints what is due. It runs in every login shell: whatever is wrong
// with the book is no reason to disturb that, so it is one dim line at most, and
// success.
func (a *app) remind(ctx context.Context, o remindOptions) error {
	// A third of its CPU time went into collecting 4 MB of garbage twice. What it
	// may use is bounded all the same.
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(remindMemory)
	ask, err := a.queueOptions(o)
	if err != nil {
		return err
	}
	path, err := a.bookPath()
	if err != nil {
		return a.shrug(err)
	}
	if o.daily && a.remindedToday(path) {
		return nil
	}
	brief, cancel := context.WithTimeout(ctx, remindWait)
	defer cancel()
	s, err := store.OpenReadOnly(brief, path, a.storeOptions())
	if isMissing(err) {
		return a.printNoItems()
	}
	if err != nil {
		return a.shrugUnless(ctx, err)
	}
	defer s.Close()
	items, counts, err := s.Queue(brief, ask)
	if err != nil {
		if bad, ok := errors.AsType[*store.Invalid](err); ok {
			return bad
		}
		return a.shrugUnless(ctx, err)
	}
	if len(items) == 0 {
		return a.printNoItems()
	}
	if err := a.printItems(brief, s, items, counts, o, ask); err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return a.shrugUnless(ctx, err)
		}
		return err
	}
	if o.daily {
		_ = a.noteReminded(path) // then it is shown again: no reason to disturb a login
	}
	return nil
}

func (a *app) queueOptions(o remindOptions) (store.QueueOptions, error) {
	n, ok := days(o.within)
	if !ok && o.within != "" {
		return store.QueueOptions{}, usagef(fmt.Sprintf("--within %q is no number of days", o.within), "write 7d or 2w")
	}
	if o.limit < 0 {
		return store.QueueOptions{}, usagef("--limit cannot be negative", "0 is all")
	}
	q := store.QueueOptions{
		Sections: o.sections, Within: n, Limit: o.limit,
		Birthdays: a.conf.days("today.birthdays"), Renewals: a.conf.days("today.renewals"),
	}
	if a.remindFormat(o) == "table" && !o.limited {
		q.Limit = remindLines - 1
	}
	return q, nil
}

func (a *app) remindFormat(o remindOptions) string {
	if f := a.format(); f != "table" || !o.plain {
		return f
	}
	return "tsv"
}

// shrug says in one dim line why nothing is shown. At a login it says only that
// the book waits for an upgrade, since that ends with the next command; anything
// else would be said again every time.
func (a *app) shrug(err error) error {
	if a.login && !errors.Is(err, store.ErrOlder) {
		return a.printNoItems()
	}
	what, _, _ := explain(err)
	if errors.Is(err, context.DeadlineExceeded) {
		what = "the book is slow or busy"
	}
	a.out.note(safe.Sprintf("crm remind: %s", what))
	return a.printNoItems()
}

// shrugUnless is shrug, unless it was the user who stopped us.
func (a *app) shrugUnless(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return a.shrug(err)
}

// printNoItems keeps JSON valid; else nothing is printed.
func (a *app) printNoItems() error {
	if a.flags.json == "" && a.flags.format != "json" {
		return nil
	}
	return a.print(sheet{fields: itemFields()})
}

func itemFields() []string {
	return []string{"section", "id", "name", "reason", "due", "kind", "phone", "email", "company", "reminder"}
}

func (a *app) printItems(ctx context.Context, s *store.Store, items []store.Item, counts store.Counts, o remindOptions, ask store.QueueOptions) error {
	format := a.remindFormat(o)
	if format == "table" {
		a.remindTable(items, counts, ask.Within)
		return nil
	}
	uids := pick(items, func(i *store.Item) string { return i.Contact })
	uids = append(uids, pick(items, func(i *store.Item) string { return i.Reminder })...)
	ids := shortener(ctx, s, uids...)
	list := sheet{
		fields:  itemFields(),
		columns: []string{"section", "id", "name", "reason", "due", "kind", "phone"},
		rows:    len(items),
		field: func(row int, name string) (any, error) {
			return a.itemField(ids, &items[row], name)
		},
		full: func(row int) (any, error) {
			i := &items[row]
			return object{
				{"section", i.Section},
				{"contact", object{{"id", i.Contact}, {"name", i.Name}}},
				{"reason", reason(i)},
				{"due", a.due(i.DueOn, i.DueAt)},
				{"kind", i.Kind},
			}, nil
		},
	}
	if o.plain && format == "tsv" {
		return a.printTSV(list)
	}
	return a.print(list)
}

func (a *app) itemField(ids func(string) (id, error), i *store.Item, name string) (any, error) {
	switch name {
	case "section":
		return i.Section, nil
	case "id":
		return ids(i.Contact)
	case "name":
		return i.Name, nil
	case "reason":
		return reason(i), nil
	case "due":
		return a.due(i.DueOn, i.DueAt), nil
	case "kind":
		return i.Kind, nil
	case "phone":
		return i.Phone, nil
	case "email":
		return i.Email, nil
	case "company":
		return i.Company, nil
	case "reminder":
		return ids(i.Reminder)
	}
	return nil, unknownField(name, itemFields())
}

// reason is why somebody is in the queue.
func reason(i *store.Item) string {
	switch {
	case i.Section != store.Birthday:
		return i.Reason
	case i.Turns > 0:
		return fmt.Sprintf("turns %d", i.Turns)
	}
	return "birthday"
}

// remindTable is the drawing of the login shell: a line of counts, the items, and
// how many more there are.
func (a *app) remindTable(items []store.Item, counts store.Counts, within int) {
	width := remindWidth
	if a.width > 0 {
		width = min(width, a.width)
	}
	head := itemCounts(counts, within)
	const invite = "crm opens them"
	if gap := width - method.Width(head) - len(invite); gap >= 2 {
		head += strings.Repeat(" ", gap) + invite
	}
	a.out.line(safe.Line(head))
	for i := range items {
		a.out.line(a.remindLine(&items[i], width))
	}
	if more := counts.Total() - len(items); more > 0 {
		a.out.line(safe.Sprintf("  … %d more: crm remind --limit 0", more))
	}
}

func itemCounts(c store.Counts, within int) string {
	due := "today"
	if within > 0 {
		due = "due"
	}
	var parts []string
	for _, s := range []struct{ section, one, many string }{
		{store.Overdue, "overdue", "overdue"},
		{store.DueToday, due, due},
		{store.Renew, "renewal", "renewals"},
		{store.Birthday, "birthday", "birthdays"},
	} {
		if n := c[s.section]; n > 0 {
			parts = append(parts, counts(n, s.one, s.many))
		}
	}
	return strings.Join(parts, ", ")
}

const (
	dueCells     = 7
	channelCells = 17
	nameCells    = 18
)

func (a *app) remindLine(i *store.Item, width int) safe.Text {
	sign := map[string]string{store.Overdue: "!", store.Renew: "↻", store.Birthday: "✿"}[i.Section]
	name, channel := nameCells, channelCells
	if width < 60 {
		name, channel = max(6, width*2/5), 0
	}
	rest := width - 2 - name - 2 - 2 - dueCells
	if channel > 0 {
		rest -= 2 + channel
	}
	line := method.FitString(sign, 2) + method.Fit(safe.Line(i.Name), name) + "  "
	if rest > 4 {
		line += method.Fit(safe.Line(reason(i)), rest) + "  "
	}
	line += method.Fit(safe.Line(a.remindDue(i)), dueCells)
	if channel > 0 {
		line += "  " + method.Truncate(safe.Line(a.channel(i)).String(), channel)
	}
	return safe.Line(strings.TrimRight(line, " "))
}

// remindDue is the time of day of what is due today, else how far away it is.
func (a *app) remindDue(i *store.Item) string {
	on, today := when.Date(i.DueOn), when.DateOf(a.now().In(a.zone))
	switch ahead := today.DaysUntil(on); {
	case ahead == 0 && !i.DueAt.IsZero():
		return i.DueAt.In(a.zone).Format("15:04")
	case ahead == 0 && i.Section == store.DueToday:
		return ""
	case ahead > 0 && ahead < 14:
		return fmt.Sprintf("%s %d", on.Weekday().String()[:3], on.Day())
	}
	return when.Say(on, today)
}

// channel is how to reach somebody at once.
func (a *app) channel(i *store.Item) string {
	switch {
	case i.PhoneKey != "":
		return fold.PhoneFormat(i.PhoneKey, a.conf.get("phone.region"))
	case i.Phone != "":
		return i.Phone
	}
	return i.Email
}

// remindedToday tells that --daily has shown this book on this day.
func (a *app) remindedToday(book string) bool {
	path, err := a.dailyFile()
	if err != nil {
		return false
	}
	seen, err := os.ReadFile(path)
	return err == nil && string(seen) == a.dailyMark(book)
}

func (a *app) noteReminded(book string) error {
	path, err := a.dailyFile()
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o700)
	}
	if err == nil {
		// Not synced: after a power cut it is at worst shown twice.
		err = os.WriteFile(path, []byte(a.dailyMark(book)), 0o600)
	}
	return err
}

func (a *app) dailyFile() (string, error) {
	dir, err := a.stateDir()
	return filepath.Join(dir, "daily"), err
}

func (a *app) dailyMark(book string) string {
	return a.now().In(a.zone).Format(time.DateOnly) + " " + book + "\n"
}
