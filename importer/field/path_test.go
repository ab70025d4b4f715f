package field_test

import (
	"testing"

	"crm/importer/field"
)

func TestFindPaths(t *testing.T) {
	f := field.NewFinder()
	for header, want := range map[string]string{
		"emails[0].value": "email", "emails[1].value": "email:2", "emails[1].type": "email-label:2", "phones[0].number": "phone",
		"phone_number": "phone", "firstName": "given", "last_name": "family",
		"address.city": "city", "addresses[2].city": "city:3", "Phone [1]": "phone",
	} {
		if got, _, ok := f.Find(header); !ok || got.String() != want {
			t.Errorf("%s is %q, want %q", header, got, want)
		}
	}
	for _, header := range []string{"a[x].b", "[0].b", "a[0", "].", "a[99999999999999999999].b", "deals[0].amount.x[1"} {
		f.Find(header)
	}
}
