package store_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"crm/store"
	"crm/store/storetest"
)

func someone(name string, channels ...string) store.Contact {
	c := store.Contact{Name: name}
	for _, x := range channels {
		switch {
		case strings.Contains(x, "@"):
			c.Emails = append(c.Emails, store.Email{Address: x})
		case strings.ContainsAny(x[:1], "+0123456789"):
			c.Phones = append(c.Phones, store.Phone{Text: x})
		case strings.HasPrefix(x, "born:"):
			c.Birthday = x[5:]
		case strings.HasPrefix(x, "street:"):
			c.Addresses = []store.Address{{Street: x[7:], City: "Huế"}}
		case strings.HasPrefix(x, "zalo:"):
			c.Links = []store.Link{{Kind: "zalo", URL: x[5:]}}
		default:
			c.Company = x
		}
	}
	return c
}

func bookOf(t testing.TB, list ...store.Contact) (*store.Store, []string) {
	t.Helper()
	s, _ := storetest.New(t)
	var uids []string
	storetest.Write(t, s, func(tx *store.Tx) error {
		for _, c := range list {
			uid, err := tx.AddContact(c)
			if err != nil {
				return err
			}
			uids = append(uids, uid)
		}
		return nil
	})
	return s, uids
}

// told is the pairs of a book, a line each: class, names, evidence.
func told(t testing.TB, s *store.Store) []string {
	t.Helper()
	list, err := s.Dupes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range list {
		out = append(out, fmt.Sprintf("%s %s = %s: %s", d.Class(), d.A.Name, d.B.Name, strings.Join(d.Evidence, "; ")))
	}
	return out
}

func TestDupes(t *testing.T) {
	lan := someone("Nguyễn Thị Lan", "0912 345 678", "lan@x.vn")
	for name, c := range map[string]struct {
		people []store.Contact
		want   []string
	}{
		"same phone": {
			[]store.Contact{lan, someone("nguyen thi lan", "+84 912 345 678")},
			[]string{"sure Nguyễn Thị Lan = nguyen thi lan: same phone 0912 345 678"},
		},
		"same email": {
			[]store.Contact{someone("L. Nguyễn", "LAN@x.vn"), lan},
			[]string{"sure Nguyễn Thị Lan = L. Nguyễn: same email lan@x.vn"},
		},
		"bare number": {
			[]store.Contact{someone("", "0912345678"), lan},
			[]string{"sure Nguyễn Thị Lan = 0912345678: same phone 0912 345 678"},
		},
		"number that nobody understands": {
			[]store.Contact{someone("Laure Maillet", "12345 6789 0123 4567 89"), someone("Laure Maillet", "1234567890123456789")},
			[]string{"sure Laure Maillet = Laure Maillet: same phone 12345 6789 0123 4567 89"},
		},
		"name alone":          {[]store.Contact{someone("Trần Văn An", "a@x.vn"), someone("Trần Văn An", "b@y.vn")}, nil},
		"two names, a number": {[]store.Contact{lan, someone("Trần Văn Minh", "0912345678")}, nil},
		"two names, an email": {
			[]store.Contact{lan, someone("Mai Huber", "lan@x.vn")},
			[]string{"likely Nguyễn Thị Lan = Mai Huber: same email lan@x.vn; but the names differ"},
		},
		"form of address": {
			[]store.Contact{lan, someone("Chị Lan", "0912345678")},
			[]string{"likely Nguyễn Thị Lan = Chị Lan: same phone 0912 345 678; but the names differ a little"},
		},
		"other accents": {
			[]store.Contact{lan, someone("Nguyễn Thị Làn", "0912345678")},
			[]string{"likely Nguyễn Thị Làn = Nguyễn Thị Lan: same phone 0912 345 678; but the names have other accents"},
		},
		"father and son": {
			[]store.Contact{someone("Hans Meier", "+49 30 1234567", "born:1950-01-02"), someone("Hans Meier", "+49 30 1234567", "born:1980-03-04")},
			[]string{"likely Hans Meier = Hans Meier: same phone +49 30 1234567; but the birthdays differ"},
		},
		"company mailbox": {
			[]store.Contact{someone("Lan Vũ", "info@x.vn"), someone("Minh Vũ", "info@x.vn")}, nil,
		},
		"company mailbox, one name": {
			[]store.Contact{someone("Lan Vũ", "info@x.vn"), someone("Lan Vũ", "info@x.vn")},
			[]string{"likely Lan Vũ = Lan Vũ: same name, and email info@x.vn which others may have too"},
		},
		"two desks of a switchboard": {
			[]store.Contact{someone("Nguyễn Văn Hùng", "02838221111 ext 101"), someone("Nguyễn Văn Hùng", "028 3822 1111 ext 205")},
			[]string{"likely Nguyễn Văn Hùng = Nguyễn Văn Hùng: same phone 028 3822 1111 ext 101, but extension 205"},
		},
		"two desks, initials": {
			[]store.Contact{someone("A. Nguyen", "02838221111 ext 2"), someone("A. Nguyen", "02838221111 ext 3")},
			[]string{"likely A. Nguyen = A. Nguyen: same phone 028 3822 1111 ext 2, but extension 3"},
		},
		"two desks, two names": {
			[]store.Contact{someone("Trần Văn Minh", "02838221111 ext 2"), someone("Lê Thị Hoa", "02838221111 ext 3")}, nil,
		},
		"the same desk": {
			[]store.Contact{someone("A. Nguyen", "02838221111 ext 2", "02838221111 ext 3"), someone("A. Nguyen", "02838221111 ext 3")},
			[]string{"sure A. Nguyen = A. Nguyen: same phone 028 3822 1111 ext 3"},
		},
		"desk and switchboard": {
			[]store.Contact{someone("A. Nguyen", "02838221111 ext 2"), someone("A. Nguyen", "02838221111")},
			[]string{"sure A. Nguyen = A. Nguyen: same phone 028 3822 1111 ext 2"},
		},
		"wrong number": {
			[]store.Contact{lan, {Name: "Nguyễn Thị Lan", Phones: []store.Phone{{Text: "0912345678", Wrong: true}}}}, nil,
		},
		"entry of a company": {
			[]store.Contact{someone("Lan Vũ", "Vinamilk", "0912345678"), someone("", "Vinamilk", "0912345678")},
			[]string{"likely Lan Vũ = Vinamilk: same phone 0912 345 678; but one is the entry of a company"},
		},
		"name and company": {
			[]store.Contact{someone("Roger Stone", "Chapman Ltd"), someone("Stone, Roger", "CHAPMAN LTD", "r@x.org")},
			[]string{"likely Stone, Roger = Roger Stone: same name and company Chapman Ltd"},
		},
		"initials and company": {
			[]store.Contact{someone("R. Stone", "Chapman Ltd"), someone("Roger Stone", "Chapman Ltd")},
			[]string{"likely Roger Stone = R. Stone: like name and company Chapman Ltd"},
		},
		"a slip": {
			[]store.Contact{someone("Roger Stone", "Chapman Ltd"), someone("Roger Stoen", "Chapman Ltd")},
			[]string{"likely Roger Stone = Roger Stoen: almost the same name and company Chapman Ltd; but the names differ a little"},
		},
		"given name and company": {[]store.Contact{someone("Lan", "Vinamilk"), someone("Nguyễn Thị Lan", "Vinamilk")}, nil},
		"name and birthday": {
			[]store.Contact{someone("Trần Văn An", "born:1986-12-02"), someone("Trần Văn An", "born:--12-02")},
			[]string{"likely Trần Văn An = Trần Văn An: same name and birthday 1986-12-02"},
		},
		"name and company, two birthdays": {
			[]store.Contact{someone("Trần Văn An", "FPT", "born:1986-12-02"), someone("Trần Văn An", "FPT", "born:1990-12-02")}, nil,
		},
		"name and address": {
			[]store.Contact{someone("Trần Văn An", "street:12 Lê Lợi"), someone("Trần Văn An", "street:12, lê lợi")},
			[]string{"likely Trần Văn An = Trần Văn An: same name and address 12 Lê Lợi, Huế"},
		},
		"plus in an email": {
			[]store.Contact{someone("Lan Vũ", "lan+crm@x.vn"), someone("Lan Vũ", "lan@x.vn")},
			[]string{"likely Lan Vũ = Lan Vũ: same mailbox lan+crm@x.vn"},
		},
		"email moved along": {
			[]store.Contact{someone("Lan Vũ", "lanvu_88@x.vn", "FPT"), someone("Lan Vũ", "lanvu_88@gmail.com", "Vinamilk")},
			[]string{"likely Lan Vũ = Lan Vũ: same name and lanvu_88@ in both emails"},
		},
		"email is the name": {[]store.Contact{someone("Lan Vũ", "lan.vu@x.vn", "FPT"), someone("Lan Vũ", "lan.vu@gmail.com", "Vinamilk")}, nil},
		"emails at a company": {
			[]store.Contact{someone("Lan Vũ", "lan@fpt.vn", "FPT"), someone("Lan Vũ", "vul@fpt.vn")},
			[]string{"likely Lan Vũ = Lan Vũ: same name and emails at fpt.vn"},
		},
		"account": {
			[]store.Contact{someone("Lan Vũ", "zalo:https://zalo.me/1"), someone("Vũ Thị Lan", "zalo:zalo.me/1/")},
			[]string{"likely Vũ Thị Lan = Lan Vũ: same zalo zalo.me/1/"},
		},
		"a chain that cannot be": {
			[]store.Contact{someone("", "0912345678"), someone("Lan Vũ", "0912345678"), someone("Minh Hà", "0912345678")},
			[]string{
				"likely Lan Vũ = 0912345678: same phone 0912 345 678; but more than one other could be meant",
				"likely Minh Hà = 0912345678: same phone 0912 345 678; but more than one other could be meant",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			// In memory, where there is one connection: nothing may wait for another.
			s, err := store.OpenScratch(ctx, storetest.Options(storetest.NewClock()))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			for _, p := range c.people {
				storetest.Add(t, s, p)
			}
			if got := told(t, s); !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}

// The number of a front desk is nobody's, but for those of one name.
func TestDupesAtAFrontDesk(t *testing.T) {
	var list []store.Contact
	for _, name := range []string{"Anna Weber", "Bert Lang", "Carl Groß", "Dora Klein", "Emil Roth", "Bert Lang"} {
		list = append(list, someone(name, "+49 30 1234567", "front@weber.de"))
	}
	s, _ := bookOf(t, list...)
	want := []string{"likely Bert Lang = Bert Lang: same name, and phone +49 30 1234567 which others have too; " +
		"same name, and email front@weber.de which others may have too; same name and emails at weber.de"}
	if got := told(t, s); len(got) != 1 || !strings.HasPrefix(got[0], want[0][:90]) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// A sheet imported again and again makes pairs of all, or of neighbours, never
// all with all.
func TestDupesOfManyCopies(t *testing.T) {
	var list []store.Contact
	for range 300 {
		list = append(list, someone("Lan Vũ", "0912345678"))
	}
	s, _ := bookOf(t, list...)
	got := told(t, s)
	if len(got) < 299 || len(got) > 600 {
		t.Errorf("%d pairs", len(got))
	}
	for _, line := range got {
		if !strings.HasPrefix(line, "sure") {
			t.Fatal(line)
		}
	}
}

func TestNotSame(t *testing.T) {
	s, uids := bookOf(t, someone("Lan Vũ", "0912345678"), someone("Lan Vũ", "0912345678"), someone("Lan Vũ", "0912345678"))
	if got := told(t, s); len(got) != 3 {
		t.Fatal(got)
	}
	start := dump(t, s)
	storetest.Write(t, s, func(tx *store.Tx) error {
		if did, err := tx.NotSame(uids[1], uids[0]); err != nil || !did {
			t.Error(did, err)
		}
		did, err := tx.NotSame(uids[0], uids[1])
		if did {
			t.Error("known already, and news")
		}
		return err
	})
	// The third is one of the two, but which?
	if got := told(t, s); len(got) != 2 || strings.HasPrefix(got[0], "sure") {
		t.Error(got)
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil || dump(t, s) != start {
		t.Error("undo does not forget", err)
	}
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(uids[2]) })
	if got := told(t, s); len(got) != 1 {
		t.Error("the trash takes part:", got)
	}
	if _, err := s.Write(ctx, cli, func(tx *store.Tx) error { _, err := tx.NotSame(uids[0], uids[0]); return err }); err == nil {
		t.Error("a contact is not itself")
	}
}

// The corpus knows of 80 rows which are one person: of the true pairs those that
// share an email or a phone are sure, those of one name and company are offered,
// and the look-alikes stay apart.
func TestDupesOfTheCorpus(t *testing.T) {
	root := os.Getenv("CRM_CORPUS")
	if root == "" {
		t.Skip("CRM_CORPUS is not set")
	}
	rows := table(t, filepath.Join(root, "made/csv/duplicates_a.csv"), ',')
	var list []store.Contact
	for _, r := range rows {
		c := store.Contact{Name: r[0], Company: r[3], Note: r[5], Addresses: []store.Address{{City: r[4]}}}
		if r[1] != "" {
			c.Emails = []store.Email{{Address: r[1]}}
		}
		if r[2] != "" {
			c.Phones = []store.Phone{{Text: r[2]}}
		}
		list = append(list, c)
	}
	s, uids := bookOf(t, list...)
	who, weak := map[string]string{}, map[string]bool{}
	pairs := 0
	for _, r := range table(t, filepath.Join(root, "made/truth/duplicates_a_truth.tsv"), '\t') {
		i, err := strconv.Atoi(r[0])
		if err != nil {
			t.Fatal(err)
		}
		who[uids[i-1]] = r[1]
		weak[r[1]] = weak[r[1]] || strings.Contains(r[2], "weak")
		if n, err := strconv.Atoi(r[1]); err == nil && n < 1000 && r[2] != "original" {
			pairs++
		}
	}
	found, err := s.Dupes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != pairs || pairs != 30 {
		t.Errorf("%d pairs of %d", len(found), pairs)
	}
	for _, d := range found {
		a, b := who[d.A.UID], who[d.B.UID]
		if a != b {
			t.Errorf("%s and %s are two people: %q", d.A.Name, d.B.Name, d.Evidence)
		} else if d.Sure == weak[a] {
			t.Errorf("%s and %s are %s: %q", d.A.Name, d.B.Name, d.Class(), d.Evidence)
		}
	}
}

func table(t *testing.T, path string, comma rune) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = comma
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}
