package importer_test

import (
	"strings"
	"testing"

	"crm/importer"
	"crm/store"
)

// TestPresetsSayAll: what a program has no column for stands in the note.
func TestPresetsSayAll(t *testing.T) {
	st := newBook(t)
	alter(t, st, func(tx *store.Tx) error {
		for _, c := range []store.Contact{
			{
				Name: "Phạm Công Dũng", Given: "Dũng", Family: "Phạm", Additional: "Công", Nickname: "Dzũng", Department: "Kho", Birthday: "--02-29",
				Interests: "bóng đá", Needs: "áo", Tags: []string{"vip", "a, b"}, Links: []store.Link{{Kind: "web", URL: "https://may.vn"}, {Kind: "zalo", URL: "0912345678"}},
			},
			{Name: "John Fitzgerald Kennedy", Given: "John", Family: "Kennedy", Additional: "Fitzgerald"},
			{Name: "Mai Lan", Additional: "Mai", Given: "Lan"},
		} {
			if _, err := tx.AddContact(c); err != nil {
				return err
			}
		}
		return nil
	})
	for _, preset := range importer.Presets() {
		text := exported(t, st, "csv", importer.ExportOptions{Preset: preset})
		_, rows := sheetOf(t, text)
		whole := map[string]string{}
		for _, r := range rows {
			whole[r["Last Name"]] = strings.Join(strings.Fields(r["First Name"]+" "+r["Middle Name"]), " ")
		}
		for _, part := range []string{"Công", "Dũng", "Phạm", "Dzũng", "Kho", "02-29", "bóng đá", "áo", "vip", "a, b", "https://may.vn", "0912345678", "Mai", "Lan"} {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %q:\n%s", preset, part, text)
			}
		}
		if (preset == "hubspot" || preset == "salesforce") && whole["Phạm"] != "Công Dũng" || whole["Kennedy"] != "John Fitzgerald" {
			t.Errorf("%s: %v", preset, whole)
		}
	}
}
