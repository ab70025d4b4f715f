package store_test

import (
	"testing"

	"crm/store"
)

// FuzzClean: cleaning what is clean changes nothing, or a book that is exported and
// read in again would differ from the first.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"", " Nguyễn Thị Ánh ", "a\u200b\u0300", "Aa\u00ad\u0300\u20bca", "\u0065\u0323\u0302", "a\r\n b\t\x00c", "\u0300x\u202e", "한\u200b글", "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, clean := range map[string]func(string) string{"Clean": store.Clean, "CleanBlock": store.CleanBlock} {
			once := clean(s)
			if twice := clean(once); twice != once {
				t.Errorf("%s of %q is %q, and of that %q", name, s, once, twice)
			}
		}
	})
}
