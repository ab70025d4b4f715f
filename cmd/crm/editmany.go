package main

import (
	"context"
	"slices"

	"crm/store"
	"crm/store/entry"
	"crm/store/safe"
)

// editBatch is how many contacts are read at a time.
const editBatch = 500

// editAll changes the same fields of everybody that a query matched, as one
// operation. Contacts are read some at a time: of many no more than these are in
// memory. They are read beside the transaction, which holds the only pen.
func (a *app) editAll(ctx context.Context, s *store.Store, t *target, list []assignment) error {
	if err := a.confirmTarget(t, "Change"); err != nil {
		return err
	}
	lists, err := s.Lists(ctx)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].spare = true
	}
	e := &editing{a: a, list: list, lists: lists, said: map[string]bool{}}
	op, err := s.Write(ctx, a.op("edit "+t.ref()), func(tx *store.Tx) error {
		for at := 0; at < len(t.uids); at += editBatch {
			batch, err := s.Contacts(ctx, t.uids[at:min(at+editBatch, len(t.uids))])
			if err != nil {
				return err
			}
			for i := range batch {
				if err := e.edit(tx, &batch[i]); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	a.done(op, "Changed "+contacts(op.N), "change "+contacts(op.N))
	a.nameTarget(t)
	return a.printTouched(t.uids, op)
}

// editing is one change of many contacts.
type editing struct {
	a     *app
	list  []assignment
	lists entry.Lists
	said  map[string]bool
}

func (e *editing) edit(tx *store.Tx, before *store.Contact) error {
	after := *before
	// What applyAll does not make anew, but changes where it stands.
	after.Addresses, after.Custom = slices.Clone(before.Addresses), slices.Clone(before.Custom)
	if err := e.a.applyAll(e.list, &after); err != nil {
		return err
	}
	if err := e.a.vet(e.lists, before, &after, e.say); err != nil {
		return err
	}
	return tx.SaveOver(*before, after)
}

// say says a note once, however many contacts it is about.
func (e *editing) say(t safe.Text) {
	if !e.said[t.String()] {
		e.said[t.String()] = true
		e.a.out.note(t)
	}
}
