package importer

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"slices"

	"crm/importer/table"
	"crm/store"
)

// place matches a draft and adds or merges it.
func (r *run) place(d *draft) (Outcome, string, error) {
	r.stage(d)
	found, err := candidates(r.tx, d)
	if err != nil {
		return "", "", err
	}
	policy, decided := r.policy(d)
	if d.base != nil && len(found) > 0 && (found[0].UID == d.c.UID || found[0].gone) && (policy == Merge || policy == Ask) {
		return r.reconcile(d, found[0])
	}
	r.freeIDs(d, found)
	if d.c.UID != "" {
		// Two ids of crm in one file are two contacts, whatever they share.
		found = slices.DeleteFunc(found, func(c candidate) bool { return c.UID != d.c.UID && !c.gone && r.wasTouched(c.UID) })
	}
	sure := found
	for i := range found {
		if !found[i].sure {
			sure = found[:i]
			break
		}
	}
	if decided && policy != New && len(sure) == 0 {
		if len(found) == 0 {
			if o, ok, err := r.tx.ByNameCompany(d.c.Name, d.c.Company); err != nil {
				return "", "", err
			} else if ok {
				found = []candidate{{Owner: o, via: "the name and company"}}
			}
		}
		sure = found[:min(1, len(found))] // somebody said that they are one person
		if policy == Leave && len(sure) == 0 {
			return Skipped, "", nil
		}
	}
	switch {
	case len(sure) > 0 && (policy != New || r.f.timeline):
		return r.known(d, sure)
	case len(found) > 0 && policy == Ask:
		return r.doubtful(d, likelyReason(found[0].via, found[0].Name), found[0].UID)
	case len(sure) > 0:
		d.c.UID = "" // a second contact cannot have the id of the first
	case d.c.UID == "" && (len(found) > 0 || keyless(&d.c)):
		// Nothing finds this contact again but what the row says.
		d.c.UID = r.rowUID(&d.c)
		if live, trashed, err := r.tx.HasUID(d.c.UID); err != nil {
			return "", "", err
		} else if (live || trashed) && policy != New {
			return r.known(d, []candidate{{Owner: store.Owner{UID: d.c.UID, Name: d.c.Name}, sure: true, via: "an earlier import"}})
		} else if live || trashed {
			d.c.UID = ""
		}
	}
	if len(d.c.External) > 0 && nameless(&d.c) {
		return Rejected, "", r.unknownID(d)
	}
	sake := 0
	if len(found) == 0 && policy != New && !r.f.timeline {
		sake = r.sakes.meet(r, &d.c, d.line)
	}
	if sake > 0 && policy == Ask {
		return r.doubtful(d, namesakeReason(sake), "")
	}
	double, err := r.namesake(d, len(found) > 0 || sake > 0)
	if err != nil {
		return "", "", err
	}
	if double.UID != "" && policy == Ask {
		return r.doubtful(d, doubleReason(double), double.UID)
	}
	if len(d.bought) > 0 && d.c.Life == "" && (d.c.Relation == "" || d.c.Relation == "customer") {
		d.c.Life = "current"
	}
	uid, err := r.add(d)
	if err != nil {
		return "", "", err
	}
	if len(found) > len(sure) && len(sure) == 0 {
		d.problems = append(d.problems, table.Problem{
			Line: d.line, Value: table.Excerpt(d.c.Display()), Reason: likelyReason(found[0].via, found[0].Name),
			Fix: "added as another contact; merge the two if they are one person",
		})
	}
	if double.UID != "" {
		d.problems = append(d.problems, table.Problem{
			Line: d.line, Value: table.Excerpt(d.c.Display()), Reason: doubleReason(double),
			Fix: "added as another contact; merge the two if they are one person",
		})
	}
	if sake > 0 {
		d.problems = append(d.problems, table.Problem{
			Line: d.line, Value: table.Excerpt(d.c.Display()), Reason: namesakeReason(sake),
			Fix: "added as another contact; merge the two if they are one person",
		})
	}
	r.landed = uid // the store knows whom this import added
	if _, err := r.events(uid, d, true, false); err != nil {
		return "", "", err
	}
	if _, err := r.sales(uid, d, cmp.Or(d.c.Life, "potential")); err != nil {
		return "", "", err
	}
	r.preview(d, Added, uid, d.c, nil)
	return Added, "", nil
}

func (r *run) touch(uid string) {
	r.touched[maphash.String(r.seed, uid)] = struct{}{}
	r.landed = uid
}

func (r *run) wasTouched(uid string) bool {
	_, ok := r.touched[maphash.String(r.seed, uid)]
	return ok || r.tx.AddedNow(uid)
}

// known puts a draft into one of the contacts that it surely is about: the first
// to which it adds nothing, else the first. A contact that an earlier row of the
// file was about is only completed, so that the rows of a file do not undo each
// other, the second time as little as the first.
func (r *run) known(d *draft, sure []candidate) (Outcome, string, error) {
	policy, _ := r.policy(d)
	if policy == Leave {
		r.touch(sure[0].UID)
		return Skipped, "", nil
	}
	var best merged
	for i, cand := range sure {
		old, err := r.tx.Contact(cand.UID)
		if err != nil {
			return "", "", err
		}
		old, gone := d.was.from(old)
		m := merge(old, &d.c, cand.gone || r.wasTouched(cand.UID) || r.f.timeline || policy == Fill)
		m.changes = append(gone, m.changes...)
		if i == 0 {
			best = m
		}
		if len(m.changes) > 0 || len(sure) == 1 {
			continue
		}
		nothing, err := r.planned(cand.UID, d)
		if err != nil {
			return "", "", err
		}
		if best = m; nothing {
			break
		}
	}
	if policy == Ask && len(best.changes) > 0 {
		return r.doubtful(d, fmt.Sprintf("%s belongs to %q, which it would change", sure[0].via, best.c.Display()), best.c.UID)
	}
	return r.save(d, best)
}

func (r *run) save(d *draft, m merged) (Outcome, string, error) {
	uid := m.c.UID
	if !m.c.Deleted.IsZero() { // found by its id
		if err := r.tx.Restore(uid); err != nil {
			return "", "", err
		}
		m.changes = append(m.changes, Change{"trash", "in the trash", ""})
	}
	if len(m.changes) > 0 {
		if err := r.tx.SaveContact(m.c); err != nil {
			return "", "", err
		}
	}
	again := r.wasTouched(uid)
	r.touch(uid)
	did, err := r.events(uid, d, false, again)
	if err != nil {
		return "", "", err
	}
	sold, err := r.sales(uid, d, m.c.Life)
	if err != nil {
		return "", "", err
	}
	did = did || sold
	if len(m.refused) > 0 {
		d.problems = append(d.problems, table.Problem{
			Line: d.line, Column: "consent:" + m.refused[0], Value: table.Excerpt(m.c.Display()),
			Reason: "the file says that they may be reached so, the book that they refused",
			Fix:    "the refusal stands; change the contact if they have agreed since",
		})
	}
	if again && len(m.kept) > 0 && !r.f.timeline {
		d.problems = append(d.problems, table.Problem{
			Line: d.line, Column: m.kept[0], Value: table.Excerpt(m.c.Display()),
			Reason: "an earlier row of the file is about the same person and says otherwise",
			Fix:    "the earlier value is kept; correct one of the rows, or the contact",
		})
	}
	if len(m.changes) == 0 && !did {
		r.preview(d, Same, uid, m.c, nil)
		return Same, "", nil
	}
	r.preview(d, Changed, uid, m.c, m.changes)
	return Changed, "", nil
}

func (r *run) preview(d *draft, o Outcome, uid string, c store.Contact, changes []Change) {
	if o != Added || !r.report.DryRun {
		d.uid = uid
	}
	if len(r.previews) < maxPreviews {
		c.UID = uid
		r.previews = append(r.previews, Preview{Line: d.line, Outcome: o, Contact: c, Changes: changes})
	}
}
