package main

import (
	"context"
	"fmt"
	"strings"

	"crm/store"
	"crm/store/query"
)

// target is whom a command is about: contacts that were named, and all that match a
// query. Of many only the ids are kept.
type target struct {
	uids  []string
	first []string // the names of the first few
	asked bool     // a query said who
	all   bool     // a query without a condition
}

// namedAtMost is how many of a target are named.
const namedAtMost = 5

// one is the only contact of a target.
func (t *target) one() (uid string, ok bool) {
	if len(t.uids) != 1 {
		return "", false
	}
	return t.uids[0], true
}

// String is one contact by name, or how many.
func (t *target) String() string {
	if len(t.uids) == 1 && len(t.first) == 1 {
		return t.first[0]
	}
	return contacts(len(t.uids))
}

// ref is who an operation is about, for its label: the one, or how many.
func (t *target) ref() string {
	if uid, ok := t.one(); ok {
		return store.Ref(uid)
	}
	return contacts(len(t.uids))
}

// who names the first few and counts the others.
func (t *target) who() string {
	names := strings.Join(t.first, ", ")
	if more := len(t.uids) - len(t.first); more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	return names
}

// targets finds whom arguments mean. Each that is no query is one contact; the
// others together are one query, as they would be for crm list.
func (a *app) targets(ctx context.Context, s *store.Store, args []string) (*target, error) {
	c, err := a.queryContext(ctx, s)
	if err != nil {
		return nil, err
	}
	who, terms := partArgs(args, c.Book)
	t, seen := &target{}, map[string]bool{}
	for _, arg := range who {
		l, err := a.contact(ctx, s, arg)
		if err != nil {
			return nil, err
		}
		if seen[l.UID] {
			continue
		}
		seen[l.UID] = true
		t.uids = append(t.uids, l.UID)
		if len(t.first) < namedAtMost {
			t.first = append(t.first, l.Name)
		}
	}
	if len(terms) == 0 {
		return t, nil
	}
	return t, a.addMatches(ctx, s, t, seen, terms)
}

// partArgs tells contacts from what is a part of a query.
func partArgs(args []string, book query.Book) (who, terms []string) {
	queried := false
	for _, arg := range args {
		queried = queried || isTerm(arg, book)
	}
	for _, arg := range args {
		if isTerm(arg, book) || queried && isConnector(arg) {
			terms = append(terms, arg)
		} else {
			who = append(who, arg)
		}
	}
	return who, terms
}

// addMatches adds those that match a query.
func (a *app) addMatches(ctx context.Context, s *store.Store, t *target, seen map[string]bool, terms []string) error {
	q, err := a.parseQuery(ctx, s, terms)
	if err != nil {
		return err
	}
	t.asked, t.all = true, q == nil || q.Root == nil
	opt, err := a.listQuery(q, listOptions{})
	if err != nil {
		return err
	}
	few := opt
	if few.Limit == 0 || few.Limit > namedAtMost {
		few.Limit = namedAtMost
	}
	found, err := s.List(ctx, few)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return a.nobody(ctx, s, q, strings.Join(terms, " "))
	}
	uids, err := a.matches(ctx, s, opt)
	if err != nil {
		return err
	}
	for _, l := range found {
		if !seen[l.UID] && len(t.first) < namedAtMost {
			t.first = append(t.first, l.Name)
		}
	}
	for _, uid := range uids {
		if !seen[uid] {
			t.uids = append(t.uids, uid)
		}
	}
	return nil
}

// matches are the ids of a list. Rows are not kept: they are ten times as large.
func (a *app) matches(ctx context.Context, s *store.Store, opt store.ListOptions) ([]string, error) {
	if opt.Limit == 0 {
		return s.UIDs(ctx, opt.Query)
	}
	rows, err := s.List(ctx, opt)
	return uidsOf(rows), err
}

// several is targets, who are asked about when a query found many of them.
func (a *app) several(ctx context.Context, s *store.Store, args []string, verb string) (*target, error) {
	t, err := a.targets(ctx, s, args)
	if err != nil {
		return nil, err
	}
	return t, a.confirmTarget(t, verb)
}

// confirmTarget asks before a change of everybody, and of many that a query found.
func (a *app) confirmTarget(t *target, verb string) error {
	switch {
	case a.flags.dryRun:
		return nil
	case t.all:
		return a.confirm(fmt.Sprintf("%s all %s?", verb, contacts(len(t.uids))))
	case t.asked && len(t.uids) > manyAtOnce:
		return a.confirm(fmt.Sprintf("%s %s?", verb, contacts(len(t.uids))))
	}
	return nil
}

// change does something to each of a target, in one operation, and counts those to
// whom it made a difference.
func (a *app) change(ctx context.Context, s *store.Store, t *target, what string, each func(*store.Tx, string) (bool, error)) (op store.Operation, changed int, err error) {
	op, err = s.Write(ctx, a.op(what), func(tx *store.Tx) error {
		for _, uid := range t.uids {
			did, err := each(tx, uid)
			if err != nil {
				return err
			}
			if did {
				changed++
			}
		}
		return nil
	})
	return op, changed, err
}

// nameTarget says in a dry run who they are, when they are more than one.
func (a *app) nameTarget(t *target) {
	if a.flags.dryRun && len(t.uids) > 1 {
		a.out.sayf("They are %s.", t.who())
	}
}

// printTouched is the JSON of a command that changed contacts.
func (a *app) printTouched(uids []string, op store.Operation) error {
	if a.flags.json == "" {
		return nil
	}
	if uids == nil {
		uids = []string{}
	}
	return a.out.json(object{{"schema", schema}, {"contacts", uids}, {"operation", a.operation(op)}, {"dry_run", a.flags.dryRun}})
}

// uidsOf are the ids of a list.
func uidsOf(list []store.Listed) []string {
	return pick(list, func(l *store.Listed) string { return l.UID })
}
