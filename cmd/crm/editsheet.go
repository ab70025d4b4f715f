package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"crm/store"
)

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
	return func(c *store.Contact) error { return a.applyAll(list, c) }, nil
}

var errNoChange error = &failure{what: "nothing was changed in the editor", code: exitFailed, err: errors.New("no change")}
