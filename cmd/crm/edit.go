package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"crm/store"

	"github.com/spf13/cobra"
)

func newEdit(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "edit CONTACT [FIELD=VALUE...] [FIELD+=V] [FIELD-=V]",
		Short: "Change fields of a contact, or all of them in an editor.",
		Example: `crm edit k7f3 title="Giám đốc" city="Hà Nội"
crm edit k7f3 phone+=0987654321 tag-=cold
crm edit k7f3 birthday=                        # empty removes it
crm edit k7f3                                  # opens $VISUAL or $EDITOR`,
		Long:        "FIELDS\n  " + wrapWords(fieldNames(), 76) + "\n  A field of your own: custom.LABEL=VALUE",
		Annotations: marks(takesJSON, takesDryRun),
		Args:        counted(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			args = unshield(args)
			return a.edit(cmd.Context(), args[0], args[1:])
		},
		ValidArgsFunction: a.completeAssignment(1),
	}
}

func (a *app) edit(ctx context.Context, arg string, fields []string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	who, err := a.contact(ctx, s, arg)
	if err != nil {
		return err
	}
	customs, err := s.CustomFields(ctx)
	if err != nil {
		return err
	}
	var change func(*store.Contact) error
	if len(fields) == 0 {
		change, err = a.editInEditor(ctx, s, who.UID)
	} else {
		change, err = a.assignments(fields, customs)
	}
	if err != nil {
		return err
	}
	lists, err := s.Lists(ctx)
	if err != nil {
		return err
	}
	var after store.Contact
	op, err := s.Write(ctx, a.op("edit "+store.Ref(who.UID)), func(tx *store.Tx) error {
		if after, err = tx.Contact(who.UID); err != nil {
			return err
		}
		before := after // change makes new lists
		if err = change(&after); err != nil {
			return err
		}
		if err = a.vet(lists, &before, &after); err != nil {
			return err
		}
		if err = tx.SaveContact(after); err != nil {
			return err
		}
		after, err = tx.Contact(who.UID)
		return err
	})
	if err != nil {
		return err
	}
	a.done(op, "Changed "+after.Display(), "change "+after.Display())
	if a.flags.json == "" {
		return nil
	}
	return a.out.json(object{{"schema", schema}, {"contact", a.contactRecord(&after)}, {"operation", a.operation(op)}, {"dry_run", a.flags.dryRun}})
}

func (a *app) assignments(args []string, customs []store.Custom) (func(*store.Contact) error, error) {
	var list []assignment
	for _, arg := range args {
		x, ok, err := parseAssignment(arg, customs)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, usagef(fmt.Sprintf("%q is not FIELD=VALUE", arg), "crm edit CONTACT city=Hanoi phone+=0912345678")
		}
		list = append(list, x)
	}
	return func(c *store.Contact) error {
		for _, x := range list {
			if err := x.apply(a, c); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// editInEditor lets the user change a contact as a text of lines. Nothing of the
// book is locked meanwhile: only the fields that were changed there are written,
// over the contact as it then is.
func (a *app) editInEditor(ctx context.Context, s *store.Store, uid string) (func(*store.Contact) error, error) {
	if !a.interactive() || a.noInput() {
		return nil, usagef("crm edit opens an editor, and there is no terminal", "crm edit CONTACT FIELD=VALUE")
	}
	c, err := s.Contact(ctx, uid)
	if err != nil {
		return nil, err
	}
	before := sheetText(&c)
	text, err := a.editText(ctx, before)
	if err != nil {
		return nil, err
	}
	return a.sheetChange(before, text)
}

// sheetText is a contact as lines "field: value", several values as several lines.
func sheetText(c *store.Contact) string {
	var b strings.Builder
	b.WriteString("# " + c.Display() + "\n# Lines are FIELD: VALUE. Save and close to write them; a note may go on in\n# indented lines.\n\n")
	write := func(name, value string) {
		b.WriteString(name + ": " + strings.ReplaceAll(value, "\n", "\n  ") + "\n")
	}
	for _, f := range fieldTable() {
		switch {
		case f.list != nil:
			values := f.list.get(c)
			for _, v := range values {
				write(f.name, v)
			}
			if len(values) == 0 {
				write(f.name, "")
			}
		case f.text != nil:
			write(f.name, *f.text(c))
		}
	}
	var x store.Address
	if len(c.Addresses) > 0 {
		x = c.Addresses[0]
	}
	for _, p := range [][2]string{{"street", x.Street}, {"city", x.City}, {"region", x.Region}, {"postcode", x.Postcode}, {"country", x.Country}} {
		write(p[0], p[1])
	}
	star := "no"
	if c.Star {
		star = "yes"
	}
	write("star", star)
	for _, v := range c.Custom {
		write("custom."+v.Label, v.Value)
	}
	return b.String()
}

// parseSheet reads sheetText back: the values of each field, in order.
func parseSheet(text string) (map[string][]string, []string, error) {
	values := map[string][]string{}
	var order []string
	last := ""
	for n, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "#"), strings.TrimSpace(line) == "" && last == "":
			continue
		case last != "" && (strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")):
			list := values[last]
			list[len(list)-1] = strings.TrimSpace(list[len(list)-1] + "\n" + strings.TrimSpace(line))
			continue
		case strings.TrimSpace(line) == "":
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, nil, usagef(fmt.Sprintf("line %d: %q is not FIELD: VALUE", n+1, line), "nothing was changed")
		}
		last = strings.TrimSpace(name)
		if _, seen := values[last]; !seen {
			order = append(order, last)
		}
		values[last] = append(values[last], strings.TrimSpace(value))
	}
	return values, order, nil
}

// sheetChange is what somebody changed between two texts of a contact.
func (a *app) sheetChange(before, after string) (func(*store.Contact) error, error) {
	was, wasOrder, err := parseSheet(before)
	if err != nil {
		return nil, err
	}
	now, order, err := parseSheet(after)
	if err != nil {
		return nil, err
	}
	var list []assignment
	for _, name := range append(order, wasOrder...) {
		if strings.Join(was[name], "\x00") == strings.Join(now[name], "\x00") {
			continue
		}
		x, _, err := parseAssignment(name+"=", nil)
		if err != nil {
			return nil, err
		}
		if x.field.list != nil {
			values, err := x.field.list.readAll(now[name], was[name])
			if err != nil {
				return nil, err
			}
			list = append(list, assignment{field: field{name: x.field.name, set: func(_ *app, c *store.Contact, _ string) error {
				x.field.list.put(c, values)
				return nil
			}}})
			continue
		}
		if len(now[name]) > 1 {
			return nil, usagef(name+" has one value", "nothing was changed")
		}
		x.value = strings.Join(now[name], "")
		list = append(list, x)
	}
	if len(list) == 0 {
		return nil, errNoChange
	}
	return func(c *store.Contact) error {
		for _, x := range list {
			if err := x.apply(a, c); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

var errNoChange error = &failure{what: "nothing was changed in the editor", code: exitFailed, err: errors.New("no change")}
