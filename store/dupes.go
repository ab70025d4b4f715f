package store

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"
	"strings"

	"crm/store/fold"
)

// Dupe is two contacts that may be one person.
type Dupe struct {
	A Owner // the one to keep: with the fuller name, else known longer
	B Owner
	// Sure: they share an email or a phone that few others have, and nothing
	// contradicts. All sure pairs of a book may be joined at once.
	Sure     bool
	Evidence []string // in words: "same phone 0912 345 678"

	a, b int64
	who  [2]*suspect // of a sure pair
}

// Class is the word for how sure it is.
func (d Dupe) Class() string {
	if d.Sure {
		return "sure"
	}
	return "likely"
}

// Dupes finds the pairs of live contacts that may be one person, the sure ones
// first. It never goes by the name alone, and leaves out whom NotSame knows
// apart. Memory grows by some bytes a contact, and with the pairs found.
func (s *Store) Dupes(ctx context.Context) ([]Dupe, error) { return dupes(ctx, s.read, s.opt.Region) }

// Dupes is Store.Dupes within the transaction.
func (tx *Tx) Dupes() ([]Dupe, error) { return dupes(tx.ctx, tx, tx.s.opt.Region) }

// judged is how many pairs are weighed at a time.
const judged = 500

func dupes(ctx context.Context, q querier, region string) ([]Dupe, error) {
	var contacts int
	if err := q.QueryRowContext(ctx, `SELECT count(*) FROM contact`).Scan(&contacts); err != nil {
		return nil, wrap("find duplicates", mapErr(err))
	}
	g := &gatherer{ctx: ctx, q: q, seed: maphash.MakeSeed(), parts: 1 + uint64(contacts)/partContacts, crowded: map[uint64]bool{}}
	pairs, err := g.candidates()
	if err != nil {
		return nil, err
	}
	g.list = nil
	apart, err := apartPairs(ctx, q)
	if err != nil {
		return nil, err
	}
	j := &judge{region: region, free: g.freeMail, crowded: func(kind blockKind, key string) bool { return g.crowded[g.hash(kind, key)] }}
	var out []Dupe
	for chunk := range slices.Chunk(pairs, judged) {
		if chunk, err = promising(ctx, q, chunk); err != nil {
			return nil, err
		}
		found, err := readSuspects(ctx, q, idsOf(chunk))
		if err != nil {
			return nil, err
		}
		for _, p := range chunk {
			a, b := found[p.a], found[p.b]
			if a == nil || b == nil || apart[[2]int64{p.a, p.b}] {
				continue
			}
			if elder(b, a) < 0 {
				a, b = b, a
			}
			v := j.weigh(a, b)
			if v.said == nil {
				continue
			}
			d := Dupe{A: Owner{a.uid, a.display}, B: Owner{b.uid, b.display}, Sure: v.sure, Evidence: v.said, a: a.id, b: b.id}
			if v.sure {
				d.who = [2]*suspect{a, b}
			}
			out = append(out, d)
		}
	}
	doubtChains(out, apart)
	slices.SortFunc(out, func(x, y Dupe) int {
		return cmp.Or(-cmp.Compare(x.rank(), y.rank()), strings.Compare(fold.Text(x.A.Name), fold.Text(y.A.Name)), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return out, nil
}

func (d Dupe) rank() int {
	if d.Sure {
		return 1
	}
	return 0
}

// promising leaves out pairs that share but a word of their names and a company,
// when the names as a whole are two people's.
func promising(ctx context.Context, q querier, pairs []pair) ([]pair, error) {
	var weak []pair
	for _, p := range pairs {
		if !p.strong {
			weak = append(weak, p)
		}
	}
	names, err := namesOf(ctx, q, idsOf(weak))
	if err != nil {
		return nil, err
	}
	out := make([]pair, 0, len(pairs))
	for _, p := range pairs {
		if p.strong || compareNames(names[p.a], names[p.b]) != namesApart {
			out = append(out, p)
		}
	}
	return out, nil
}

func idsOf(pairs []pair) []int64 {
	ids := make([]int64, 0, 2*len(pairs))
	for _, p := range pairs {
		ids = append(ids, p.a, p.b)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// doubtChains takes the sureness from pairs that hang together with others in a
// way that cannot be: a bare number is sure to be Lan's, and sure to be Minh's
// who has it too, but Lan is not Minh.
func doubtChains(list []Dupe, apart map[[2]int64]bool) {
	all := chains(list)
	of := map[int64]int{}
	for n, chain := range all {
		for _, i := range chain {
			of[list[i].a], of[list[i].b] = n, n
		}
	}
	doubted := map[int]bool{}
	for p := range apart {
		if n, ok := of[p[0]]; ok {
			if m, ok := of[p[1]]; ok && m == n {
				doubted[n] = true
			}
		}
	}
	for n, chain := range all {
		if len(chain) < 2 || !doubted[n] && agreeAll(list, chain) {
			continue
		}
		for _, i := range chain {
			list[i].Sure = false
			list[i].Evidence = append(list[i].Evidence, "but more than one other could be meant")
		}
	}
}

// chainNames bounds how many spellings of a name are taken for one person's.
const chainNames = 20

// agreeAll reports whether any two contacts of a chain could be one person.
func agreeAll(list []Dupe, chain []int) bool {
	type face struct{ name, born string }
	seen := map[face]bool{}
	var faces []face
	for _, i := range chain {
		for _, x := range list[i].who {
			f := face{x.name, x.born}
			if !seen[f] {
				seen[f] = true
				faces = append(faces, f)
			}
		}
	}
	if len(faces) > chainNames {
		return false
	}
	for i, x := range faces {
		for _, y := range faces[i+1:] {
			if compareNames(x.name, y.name) < namesAgree || accentsApart(x.name, y.name) || bornApart(x.born, y.born) {
				return false
			}
		}
	}
	return true
}

// chains groups the sure pairs of a list that hang together: the indexes of each
// group, in the order of the list.
func chains(list []Dupe) [][]int {
	root := map[int64]int64{}
	var find func(int64) int64
	find = func(id int64) int64 {
		up, ok := root[id]
		if !ok || up == id {
			return id
		}
		up = find(up)
		root[id] = up
		return up
	}
	for _, d := range list {
		if d.Sure {
			root[find(d.b)] = find(d.a)
		}
	}
	at := map[int64]int{}
	var out [][]int
	for i, d := range list {
		if !d.Sure {
			continue
		}
		r := find(d.a)
		n, ok := at[r]
		if !ok {
			n = len(out)
			at[r] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	return out
}
