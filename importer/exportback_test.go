package importer_test

import (
	"testing"

	"crm/importer"
	"crm/store"
)

// TestVerbatim: what looks damaged in an export of ours is what somebody typed.
func TestVerbatim(t *testing.T) {
	for _, note := range []string{"Ã©tÃ©", `\N`, `C:\new\table`, "\\N\nsay \"a\\\"", "Ä‘Æ°á»\u009dng"} {
		st := newBook(t)
		alter(t, st, func(tx *store.Tx) error {
			_, err := tx.AddContact(store.Contact{Name: "Ã\u0081nh", Company: `\N`, Note: note})
			return err
		})
		for _, opt := range []importer.ExportOptions{{}, {NoBOM: true}} {
			back := newBook(t)
			r := into(t, back, "own.csv", exported(t, st, "csv", opt), options())
			if got, want := everybody(t, back), everybody(t, st); r.Added != 1 || got[0].Note != want[0].Note || got[0].Name != want[0].Name || got[0].Company != want[0].Company {
				t.Errorf("%q comes back as %q: %+v", note, got[0].Note, got[0])
			}
		}
	}
}

// TestDamagedByOthers: the same in a file of another program is damage.
func TestDamagedByOthers(t *testing.T) {
	back := newBook(t)
	into(t, back, "list.csv", "id,name,note,exported\n1,Lan,Ã©tÃ©,2025-01-02\n", options())
	if got := everybody(t, back); len(got) != 1 || got[0].Note != "été" {
		t.Errorf("%+v", got)
	}
}

// TestCustomObject: the keys of an object "custom" are the labels of its fields.
func TestCustomObject(t *testing.T) {
	back := newBook(t)
	into(t, back, "list.json", `[{"name":"Lan","custom":{"size":"10"}}]`, options())
	if got := everybody(t, back); len(got) != 1 || len(got[0].Custom) != 1 || got[0].Custom[0].Label != "size" || got[0].Custom[0].Value != "10" {
		t.Errorf("%+v", got)
	}
}
