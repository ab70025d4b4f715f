package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
)

// Profile is what somebody decided about files with one header: the columns that
// were mapped by hand, and how its dates and phones are read. What the mapper
// guesses is not remembered, so that it can become better.
type Profile struct {
	Name    string          `json:"name"`
	Columns []ProfileColumn `json:"columns"`
	Dates   string          `json:"dates,omitempty"`
	Region  string          `json:"region,omitempty"`
}

// ProfileColumn is a column and the field that it was said to hold, as --map has it.
type ProfileColumn struct {
	Column string `json:"column"`
	Field  string `json:"field"`
}

// ParseProfile reads the mapping of a store.Profile.
func ParseProfile(p store.Profile) (Profile, error) {
	var out Profile
	if err := json.Unmarshal([]byte(p.Mapping), &out); err != nil {
		return Profile{}, fmt.Errorf("read import profile: %w", err)
	}
	return out, nil
}

// RememberedBy looks decisions up in a book.
func RememberedBy(ctx context.Context, st *store.Store) func(signature string) (*Profile, error) {
	return func(signature string) (*Profile, error) {
		stored, ok, err := st.Profile(ctx, signature)
		if err != nil || !ok {
			return nil, err
		}
		p, err := ParseProfile(stored)
		return &p, err
	}
}

// sign makes the signature of the header, which tells files with the same one from
// others, and notes whether this import decides anything. It comes before --map.
func (f *File) sign() {
	f.decides = len(f.opt.Map) > 0 || f.opt.Dates != "" || f.opt.RegionGiven
	h := sha256.New()
	n := 0
	for i := range f.cols {
		// The columns of a report are forced to nothing.
		if c := &f.cols[i]; c.named && !c.forced {
			h.Write([]byte(fold.Key(c.name) + "\x00"))
			n++
		}
	}
	if n > 0 && !f.own {
		f.signature = hex.EncodeToString(h.Sum(nil)[:8])
	}
}

// remember applies what was decided about files with this header. What this
// import says itself goes before it.
func (f *File) remember(finder *field.Finder) error {
	if f.opt.Remembered == nil || f.signature == "" {
		return nil
	}
	p, err := f.opt.Remembered(f.signature)
	if p == nil || err != nil {
		return err
	}
	var used []string
	for _, m := range p.Columns {
		i := f.findColumn(m.Column)
		target, err := finder.Parse(m.Field)
		if i < 0 || err != nil || f.cols[i].forced {
			continue
		}
		f.cols[i].target, f.cols[i].confidence, f.cols[i].forced = target, 1, true
		f.cols[i].said = true
		used = append(used, f.cols[i].name+" → "+target.String())
	}
	if f.opt.Dates == "" && p.Dates != "" {
		f.opt.Dates = p.Dates
		used = append(used, "dates "+p.Dates)
	}
	if !f.opt.RegionGiven && fold.Region(p.Region) {
		f.opt.Region, f.opt.RegionGiven = p.Region, true
		used = append(used, "phones of "+p.Region)
	}
	if len(used) > 0 {
		f.notes = append(f.notes, table.Problem{
			Reason: fmt.Sprintf("the profile %q of an earlier import is used: %s", p.Name, strings.Join(used, ", ")),
			Fix:    "--map changes it, --profile none does without",
		})
	}
	f.profile = p
	return nil
}

// decided is the profile to remember with this import; false if nothing new was said.
func (f *File) decided() (store.Profile, bool) {
	p := Profile{Name: f.opt.Profile, Dates: f.opt.Dates}
	if f.opt.RegionGiven {
		p.Region = f.opt.Region
	}
	for i := range f.cols {
		if c := &f.cols[i]; c.said && c.named {
			p.Columns = append(p.Columns, ProfileColumn{c.name, c.target.String()})
		}
	}
	if !f.decides || f.signature == "" {
		return store.Profile{}, false
	}
	if p.Name == "" && f.profile != nil {
		p.Name = f.profile.Name
	}
	if p.Name == "" {
		p.Name = strings.TrimSuffix(f.opt.Name, filepath.Ext(f.opt.Name))
	}
	mapping, err := json.Marshal(p)
	if err != nil {
		panic(err) // text always marshals
	}
	return store.Profile{Signature: f.signature, Mapping: string(mapping)}, true
}
