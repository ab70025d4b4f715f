package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"crm/importer/field"
	"crm/importer/table"
	"crm/importer/vcard"
	"crm/store"
)

// cardContent is a file of vCards. A data row of it is a card, also one that is a
// group (Apple's, and KIND:group of RFC 6350): that is skipped as a contact, and
// becomes a tag of its members among the other cards of the file.
type cardContent struct {
	encoding string              // as asked for
	cols     []column            // the properties met, in order
	groups   map[string][]string // the tags of a member, by its UID or email
	region   string              // of phones without a country code
}

// openCards takes the file as cards.
func (s *source) openCards(path string) error {
	if s.opt.Sheet != "" || len(s.opt.Map) > 0 {
		return &UsageError{s.opt.Name + " has no sheets and no columns: it is a vCard file", "leave --sheet and --map out"}
	}
	rd, encoding, err := vcard.Open(s, s.size, vcard.Options{Encoding: s.opt.Encoding})
	if err != nil {
		return explain(err)
	}
	if _, err := rd.Next(); errors.Is(err, io.EOF) {
		return &ReadError{What: "there are no cards in " + s.opt.Name, Next: "check that the export finished"}
	}
	s.info = table.Info{Format: "vcf", Encoding: encoding}
	s.content = &cardContent{encoding: s.opt.Encoding}
	s.wrongName(path, "a vCard file", ".vcf", ".vcard", ".vct")
	return nil
}

// open begins another pass.
func (cc *cardContent) open(ctx context.Context, f *File) (*vcard.Reader, error) {
	f.src.ctx = ctx
	rd, _, err := vcard.Open(f.src, f.src.size, vcard.Options{Encoding: cc.encoding})
	if err != nil {
		return nil, explain(err)
	}
	return rd, nil
}

// scan counts the cards, learns which properties they have and whom groups hold.
func (cc *cardContent) scan(ctx context.Context, f *File) error {
	rd, err := cc.open(ctx, f)
	if err != nil {
		return err
	}
	cc.groups = map[string][]string{}
	look := newCardLook()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		c, err := rd.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return explain(err)
		}
		if f.total++; isGroup(c) {
			cc.group(c)
		} else {
			look.see(c, f.opt.Region)
		}
	}
	cc.cols = look.cols
	numbers := File{opt: f.opt, cols: cc.cols}
	numbers.decideRegions()
	cc.region = f.opt.Region
	for i := range cc.cols {
		if cc.cols[i].target.ID == field.Phone {
			cc.region = cc.cols[i].region
		}
	}
	return nil
}

func (cc *cardContent) mapping(*File) []Mapped {
	out := make([]Mapped, len(cc.cols))
	for i := range cc.cols {
		out[i] = cc.cols[i].mapped()
	}
	return out
}

func (cc *cardContent) drafts(ctx context.Context, f *File, keep bool) (drafter, error) {
	rd, err := cc.open(ctx, f)
	if err != nil {
		return nil, err
	}
	return &cardDrafts{cc: cc, f: f, ctx: ctx, rd: rd, keep: keep}, nil
}

// isGroup reports whether a card is a list of others.
func isGroup(c *vcard.Card) bool {
	return slices.ContainsFunc(c.Props, func(p vcard.Property) bool {
		return (p.Name == "KIND" || p.Name == "X-ADDRESSBOOKSERVER-KIND") && strings.EqualFold(strings.TrimSpace(p.Value), "group")
	})
}

// group notes the members of a group.
func (cc *cardContent) group(c *vcard.Card) {
	name := cardName(c)
	for i := range c.Props {
		p := &c.Props[i]
		if p.Name != "MEMBER" && p.Name != "X-ADDRESSBOOKSERVER-MEMBER" {
			continue
		}
		if key := memberKey(p.Text()); key != "" && name != "" && !slices.Contains(cc.groups[key], name) {
			cc.groups[key] = append(cc.groups[key], name)
		}
	}
}

// memberKey is how a member is named: by the UID of its card, or by its email.
func memberKey(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	for _, scheme := range []string{"urn:uuid:", "mailto:", "uid:"} {
		text = strings.TrimPrefix(text, scheme)
	}
	return text
}

// cardName is what to call a card, whatever it has.
func cardName(c *vcard.Card) string {
	for _, name := range []string{"FN", "N", "ORG"} {
		for i := range c.Props {
			if c.Props[i].Name != name {
				continue
			}
			if text := store.Clean(strings.Join(c.Props[i].Fields(), " ")); text != "" {
				return text
			}
		}
	}
	return ""
}

// cardDrafts makes a draft of each card.
type cardDrafts struct {
	cc   *cardContent
	f    *File
	ctx  context.Context
	rd   *vcard.Reader
	keep bool // each draft has its card
}

func (cd *cardDrafts) close() error { return nil }

func (cd *cardDrafts) next() (draft, int, error) {
	if err := cd.ctx.Err(); err != nil {
		return draft{}, 0, err
	}
	c, err := cd.rd.Next()
	if err != nil {
		if !errors.Is(err, io.EOF) {
			err = explain(err)
		}
		return draft{}, 0, err
	}
	size := 0
	for i := range c.Props {
		size += len(c.Props[i].Value)
	}
	return cd.draft(c), size, nil
}

func (cd *cardDrafts) draft(c *vcard.Card) draft {
	d := draft{line: c.Line}
	if cd.keep {
		d.card = &vcard.Card{Line: c.Line, Version: c.Version, Props: slices.Clone(c.Props)} // reading may change them
	}
	for _, n := range c.Notes {
		d.problems = append(d.problems, table.Problem{Line: n.Line, Reason: n.Reason, Fix: n.Fix})
	}
	switch {
	case c.Broken != "":
		var all draft
		newCardReader(cd, c, &all).read() // for the report
		d.c, d.c.Name, d.reject = all.c, cardName(c), c.Broken
		d.problems = append(d.problems, table.Problem{
			Line: c.Line, Value: table.Excerpt(d.c.Name), Reason: c.Broken, Fix: "mend the card and import the file again", Rejected: true,
		})
		return d
	case isGroup(c):
		d.c.Name = cardName(c)
		d.problems = append(d.problems, table.Problem{
			Line: c.Line, Value: table.Excerpt(d.c.Name), Reason: "this card is a group", Fix: "its members in the file are tagged with its name",
		})
		d.put = func(*run, *draft) (Outcome, string, error) { return Skipped, "", nil }
		return d
	}
	r := newCardReader(cd, c, &d)
	r.read()
	if len(r.extras) > 0 {
		lines := r.extras
		d.put = func(r *run, d *draft) (Outcome, string, error) { return r.placeWithExtras(d, lines) }
	}
	return d
}

// placeWithExtras places a card, and keeps those of its lines that the book has no
// field for.
func (r *run) placeWithExtras(d *draft, lines []string) (Outcome, string, error) {
	what, reason, err := r.place(d)
	if err != nil || what != Added && what != Changed && what != Same {
		return what, reason, err
	}
	if what == Added {
		return what, reason, r.tx.SetExtras(r.landed, lines)
	}
	more, err := r.tx.AddExtras(r.landed, lines)
	if err != nil {
		return "", "", fmt.Errorf("keep lines of a card: %w", err)
	}
	if more && what == Same {
		what = Changed
	}
	return what, reason, nil
}
