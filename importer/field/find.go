package field

import (
	"slices"
	"strings"

	"crm/store/fold"
)

// How sure a guess by the header is.
const (
	Exact     = 0.99 // the header is an alias
	Bracketed = 0.95 // it is one without what stands in brackets
	Asked     = 0.7  // it is a question with one in it: the answers decide
	Qualified = 0.9  // it is one with "home", "2", "value" … around it
)

// Finder looks headers up. It is made once per file: the table takes 0.3 ms to fold.
type Finder struct {
	byKey  map[string]Target
	known  map[ID]bool
	before []qualifier
	after  []qualifier
	others []string
	vague  map[string]Sort
}

// NewFinder folds the tables.
func NewFinder() *Finder {
	f := &Finder{
		byKey: map[string]Target{}, known: map[ID]bool{Custom: true, Skip: true},
		before: before(), after: after(), others: others(), vague: map[string]Sort{},
	}
	for _, a := range aliases() {
		f.known[a.id] = true
		for name := range strings.SplitSeq(a.names, "|") {
			key := fold.Key(name)
			if _, taken := f.byKey[key]; !taken && key != "" {
				f.byKey[key] = Target{ID: a.id, Label: a.label}
			}
		}
	}
	for _, a := range aliases() { // an export names its columns by the fields
		if key := fold.Key(string(a.id)); f.byKey[key].ID == "" {
			f.byKey[key] = Target{ID: a.id}
		}
	}
	for sort, names := range vague() {
		for name := range strings.SplitSeq(names, "|") {
			f.vague[fold.Key(name)] = sort
		}
	}
	return f
}

// CustomPrefix stands before the name of a custom field in an export, where the
// name alone would be read as a field of crm's own.
const CustomPrefix = "custom: "

// ConsentPrefix stands before the channel of a consent: may they be reached by it.
const ConsentPrefix = "consent: "

// Find returns what a header means, and how sure that is.
func (f *Finder) Find(header string) (t Target, confidence float64, ok bool) {
	header = steps(strings.TrimSpace(header))
	if len(header) > len(CustomPrefix) && strings.EqualFold(header[:len(CustomPrefix)], CustomPrefix) {
		return Target{ID: Custom}, Exact, true
	}
	if rest, found := strings.CutPrefix(strings.ToLower(header), "external: "); found {
		return Target{ID: External, Label: rest}, Exact, true
	}
	if rest, found := strings.CutPrefix(strings.ToLower(header), ConsentPrefix); found {
		return Target{ID: Consent, Label: rest}, Exact, true
	}
	key := fold.Key(header)
	if len(key) > 120 {
		return Target{}, 0, false
	}
	if t, ok := f.byKey[key]; ok {
		return t, Exact, true
	}
	if plain := fold.Key(dropBrackets(header)); plain != key && plain != "" {
		if t, ok := f.byKey[plain]; ok {
			return t, Bracketed, true
		}
		if t, ok := f.qualified(plain); ok {
			return t, Qualified, true
		}
	}
	if t, ok := f.qualified(key); ok {
		return t, Qualified, true
	}
	if strings.ContainsAny(header, "?？") {
		return f.asked(header)
	}
	return Target{}, 0, false
}

// asked finds what a question of a form is about: "Which company do you work for?"
func (f *Finder) asked(question string) (Target, float64, bool) {
	words := strings.Fields(fold.Text(question))
	for n := min(len(words), 4); n > 0; n-- {
		for i := 0; i+n <= len(words); i++ {
			t, ok := f.byKey[fold.Key(strings.Join(words[i:i+n], " "))]
			switch {
			case !ok:
			case t.ID == Email, t.ID == Phone, t.ID == Company, t.ID == Name, t.ID == Birthday, t.ID == City:
				return t, Asked, true
			}
		}
	}
	return Target{}, 0, false
}

// Others reports whether a header speaks of somebody else than the row's contact.
func (f *Finder) Others(header string) bool {
	key := fold.Key(header)
	return slices.ContainsFunc(f.others, func(w string) bool { return strings.Contains(key, w) })
}

// Vague says which sort of field a header may be that says too little alone.
func (f *Finder) Vague(header string) Sort {
	if s := f.vague[fold.Key(header)]; s != NoSort {
		return s
	}
	return f.vague[fold.Key(dropBrackets(header))]
}

// qualified takes numbers and qualifiers off until the rest is an alias.
func (f *Finder) qualified(key string) (Target, bool) {
	plain, n := dropDigits(key)
	if plain == "" {
		return Target{}, false
	}
	if t, ok := f.byKey[plain]; ok && plain != key && (t.ID.several() || t.ID.peelable()) {
		t.N = n
		return t, true
	}
	t, ok := f.peel(plain, Target{N: n}, 3)
	return t, ok
}

// peel takes one qualifier off either end and looks the rest up.
func (f *Finder) peel(key string, got Target, depth int) (Target, bool) {
	if depth == 0 {
		return Target{}, false
	}
	for _, q := range f.before {
		if rest, ok := strings.CutPrefix(key, q.word); ok && rest != "" {
			if t, ok := f.rest(rest, q, got, depth); ok {
				return t, true
			}
		}
	}
	for _, q := range f.after {
		if rest, ok := strings.CutSuffix(key, q.word); ok && rest != "" {
			if t, ok := f.rest(rest, q, got, depth); ok {
				return t, true
			}
		}
	}
	return Target{}, false
}

func (f *Finder) rest(rest string, q qualifier, got Target, depth int) (Target, bool) {
	if q.label != "" {
		got.Label = q.label
	}
	if q.n > 0 {
		got.N = q.n
	}
	t, ok := f.byKey[rest]
	if !ok {
		t, ok = f.peel(rest, got, depth-1)
		if !ok {
			return Target{}, false
		}
		return t, !q.only || t.ID.several()
	}
	if !t.ID.peelable() || q.only && !t.ID.several() {
		return Target{}, false
	}
	if t.ID == Link {
		return t, true
	}
	// "Home Fax" is a fax.
	if t.Label == "" || t.ID != Phone {
		t.Label = got.Label
	}
	t.N = got.N
	return t, true
}

// several reports whether a contact may have more than one of the field, so that
// "Home …" and "… 2" make sense of it.
func (id ID) several() bool {
	switch id {
	case Email, Phone, Link, EmailLabel, PhoneLabel, EmailBounced, PhoneWrong, LinkKind:
		return true
	}
	return id.Address()
}

// peelable fields may be meant by a longer header. "Customer ID" is no id of ours,
// and "Contact Type" no kind of interaction.
func (id ID) peelable() bool {
	switch id {
	case Name, Given, Family, Additional, Company, Title, Department, Birthday, Note:
		return true
	}
	return id.several()
}

// dropBrackets removes what stands in brackets: "Doanh thu (VNĐ)".
func dropBrackets(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '(', '[', '（', '【', '<':
			depth++
			continue
		case ')', ']', '）', '】', '>':
			depth = max(0, depth-1)
			continue
		}
		if depth == 0 {
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

// dropDigits removes digits and returns the first number of one or two of them.
func dropDigits(key string) (plain string, n int) {
	var b strings.Builder
	run, seen := 0, 0
	for i := 0; i <= len(key); i++ {
		if i < len(key) && key[i] >= '0' && key[i] <= '9' {
			if run < 3 {
				seen = seen*10 + int(key[i]-'0')
			}
			run++
			continue
		}
		if run > 0 && run < 3 && n == 0 {
			n = seen
		}
		run, seen = 0, 0
		if i < len(key) {
			b.WriteByte(key[i])
		}
	}
	return b.String(), n
}
