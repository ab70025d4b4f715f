package importer

import (
	"cmp"
	"errors"
	"hash/maphash"
	"slices"
	"strconv"
	"time"

	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
)

// stage settles which of the book's stages the deal of a draft is in. One that the
// book does not have is kept as text, with a problem, and the deal begins.
func (r *run) stage(d *draft) {
	if d.deal == nil || d.deal.words == "" {
		return
	}
	words := d.deal.words
	for _, s := range append(slices.Clip(r.stages), "won", "lost") {
		if fold.Key(s) == fold.Key(words) {
			d.deal.Stage = s
			return
		}
	}
	if s := stageWord(words); s == "won" || s == "lost" || s != "" && slices.Contains(r.stages, s) {
		d.deal.Stage = s
		return
	}
	col := &r.f.cols[d.deal.column]
	v := col.custom
	v.Value = words
	d.c.Custom = append(d.c.Custom, v)
	d.problems = append(d.problems, table.Problem{
		Line: d.line, Column: col.name, Value: table.Excerpt(words), Reason: "the book has no such stage of a deal",
		Fix: "the deal is in its first stage, the word in a custom field; move the deal, or give the book that stage",
	})
}

// sales records what a row says was bought, and the deal that it tells of. life is
// the group that the contact is in.
func (r *run) sales(uid string, d *draft, life string) (bool, error) {
	changed := false
	for _, p := range d.bought {
		did, err := r.purchase(uid, p)
		if err != nil {
			return false, err
		}
		changed = changed || did
	}
	won := d.deal != nil && (d.deal.Stage == "won" || d.deal.Outcome == "won")
	if d.deal != nil {
		did, err := r.deal(uid, d)
		if err != nil {
			return false, err
		}
		changed = changed || did
	}
	if changed && life == "potential" && (len(d.bought) > 0 || won) {
		return true, r.becomeCurrent(uid)
	}
	return changed, nil
}

// becomeCurrent puts a potential customer who bought among the current ones.
func (r *run) becomeCurrent(uid string) error {
	c, err := r.tx.Contact(uid)
	if err != nil || c.Relation != "customer" || c.Life != "potential" {
		return err
	}
	c.Life = "current"
	return r.tx.SaveContact(c)
}

// purchase adds one unless the book has it, as with events.
func (r *run) purchase(uid string, p store.Purchase) (bool, error) {
	p.Contact = uid
	key := "bought\x00" + uid + "\x00" + p.On + "\x00" + p.Item + "\x00" + strconv.FormatInt(p.Amount.Minor, 10) + p.Amount.Currency + "\x00" + p.Note
	p.UID = r.once(key)
	_, err := r.tx.AddPurchase(p)
	if errors.Is(err, store.ErrExists) {
		return false, nil
	}
	return err == nil, err
}

// once is the id of something that is made of a text: the n-th of the file is the
// n-th of another import of it.
func (r *run) once(key string) string {
	h := maphash.String(r.seed, key)
	r.times[h]++
	return contentUID(key, r.times[h])
}

// deal adds the deal of a row, or brings the one that the contact has to what the
// row says of it: the one of the same title. Several rows of a file with one title
// are several deals.
func (r *run) deal(uid string, d *draft) (bool, error) {
	now := d.deal.settled()
	now.Contact = uid
	key := "deal\x00" + uid + "\x00" + fold.Text(now.Title)
	h := maphash.String(r.seed, key)
	r.times[h]++
	if r.times[h] == 1 {
		list, err := r.tx.Deals(uid)
		if err != nil {
			return false, err
		}
		if old, ok := sameDeal(list, &now); ok {
			return r.updateDeal(d, old, &now, list)
		}
	}
	key += "\x00" + now.Stage + "\x00" + strconv.FormatInt(now.Value.Minor, 10) + now.Value.Currency + "\x00" + now.ExpectedOn
	now.UID = r.once(key)
	_, err := r.tx.AddDeal(now)
	if errors.Is(err, store.ErrExists) {
		return false, nil
	}
	return err == nil, err
}

// settled is the deal with what its cells say of its end brought together: the
// stage knows better than the header.
func (d *dealRow) settled() store.Deal {
	out := d.Deal
	switch {
	case out.Stage == "won" || out.Stage == "lost":
		out.Outcome = out.Stage
	case out.Stage != "":
		out.Outcome = ""
	}
	if out.Outcome == "" {
		out.Closed = time.Time{}
	}
	return out
}

// says reports whether a deal in the book is all that a row says.
func says(old, now *store.Deal) bool {
	return (now.Stage == "" && now.Outcome == "" || old.Stage == cmp.Or(now.Stage, now.Outcome)) && (now.Value.Minor == 0 || old.Value == now.Value) &&
		(now.ExpectedOn == "" || old.ExpectedOn == now.ExpectedOn)
}

// sameDeal finds the deal that a row tells of: of those with its title the one
// that says the same, else the only one that is open.
func sameDeal(list []store.Deal, now *store.Deal) (*store.Deal, bool) {
	var live []*store.Deal
	for i := range list {
		old := &list[i]
		if fold.Text(old.Title) != fold.Text(now.Title) {
			continue
		}
		if says(old, now) {
			return old, true
		}
		if old.Closed.IsZero() {
			live = append(live, old)
		}
	}
	if len(live) == 1 {
		return live[0], true
	}
	return nil, false
}

// updateDeal moves a deal to what a row says. The stage and the value of a contact
// are those of the deal in front, so that one alone is moved; of others it is said
// that they differ.
func (r *run) updateDeal(d *draft, old, now *store.Deal, list []store.Deal) (bool, error) {
	if says(old, now) {
		return false, nil
	}
	live := 0
	for i := range list {
		if list[i].Closed.IsZero() {
			live++
		}
	}
	if live != 1 || r.f.opt.OnDup == Fill || r.f.opt.OnDup == Leave {
		r.dealDiffers(d, old)
		return false, nil
	}
	changed := false
	if now.Value.Minor != 0 && now.Value != old.Value {
		did, err := r.tx.SetValue(old.Contact, now.Value)
		if err != nil {
			return false, err
		}
		changed = did
	}
	if stage := cmp.Or(now.Stage, now.Outcome); stage != "" && stage != old.Stage {
		did, err := r.tx.SetStage(old.Contact, stage)
		if err != nil {
			return false, err
		}
		changed = changed || did
	}
	if now.ExpectedOn != "" && now.ExpectedOn != old.ExpectedOn {
		r.dealDiffers(d, old)
	}
	return changed, nil
}

func (r *run) dealDiffers(d *draft, old *store.Deal) {
	d.problems = append(d.problems, table.Problem{
		Line: d.line, Value: table.Excerpt(cmp.Or(old.Title, old.Stage)), Reason: "the book says otherwise of this deal",
		Fix: "the deal is left as it is; correct it in the book",
	})
}

// nameless reports whether nothing but an id of another system says who a row is
// about.
func nameless(c *store.Contact) bool {
	return c.Name == "" && c.Nickname == "" && c.Company == "" && len(c.Emails) == 0 && len(c.Phones) == 0 && len(c.Links) == 0
}

// unknownID refuses a row that tells of somebody by an id that the book does not know.
func (r *run) unknownID(d *draft) error {
	id := d.c.External[0]
	d.problems = append(d.problems, table.Problem{
		Line: d.line, Value: table.Excerpt(id.ID), Reason: "no contact of the book has this " + id.System + " id, and nothing else in the row names or reaches anybody",
		Fix: "import the contacts with their ids first, then this file", Rejected: true,
	})
	return nil
}

// freeIDs turns an id of another system that belongs to somebody of another name
// into plain text: one id stands for one contact.
func (r *run) freeIDs(d *draft, found []candidate) {
	if len(d.c.External) == 0 || len(found) == 0 || r.f.own {
		return
	}
	kept := d.c.External[:0]
	for _, e := range d.c.External {
		if !slices.ContainsFunc(found, func(c candidate) bool { return !c.sure && c.via == "the id "+e.ID }) {
			kept = append(kept, e)
			continue
		}
		label := e.System + " id"
		d.c.Custom = append(d.c.Custom, store.Custom{Key: fold.Key(label), Label: label, Value: e.ID})
	}
	d.c.External = kept
}
