package importer

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"crm/importer/vcard"
	"crm/store"
)

// cardVersion is the version of vCard that a format is; "" for other formats.
func cardVersion(as string) string {
	switch as {
	case "vcf":
		return "4.0"
	case "vcf3":
		return "3.0"
	}
	return ""
}

// exportCards writes one file of cards.
func exportCards(ctx context.Context, st *store.Store, all people, w io.Writer, version string) (int, error) {
	out := vcard.NewWriter(w, version)
	n := 0
	err := cards(ctx, st, all, version, func(_ *store.Contact, props []vcard.Property) error {
		n++
		return out.Write(props)
	})
	if err != nil {
		return n, err
	}
	return n, out.Close()
}

// splitCards writes a file for each card into a folder, as programs keep them
// (vdir: khard, vdirsyncer). A file is named by the contact's id, which has letters
// and digits only, whatever a card that came from elsewhere calls itself.
func splitCards(ctx context.Context, st *store.Store, all people, dir, version string) (int, error) {
	n := 0
	err := cards(ctx, st, all, version, func(c *store.Contact, props []vcard.Property) error {
		n++
		return writeWhole(filepath.Join(dir, c.UID+".vcf"), func(f *os.File) error {
			out := vcard.NewWriter(f, version)
			if err := out.Write(props); err != nil {
				return err
			}
			return out.Close()
		})
	})
	return n, err
}

// cards calls fn with the properties of each contact's card.
func cards(ctx context.Context, st *store.Store, all people, version string, fn func(*store.Contact, []vcard.Property) error) error {
	var batch []*store.Contact
	flush := func() error {
		uids := make([]string, len(batch))
		for i, c := range batch {
			uids[i] = c.UID
		}
		extras, err := st.Extras(ctx, uids)
		if err != nil {
			return err
		}
		for _, c := range batch {
			if err := fn(c, cardProps(c, extras[c.UID], version)); err != nil {
				return err
			}
		}
		batch = batch[:0]
		return nil
	}
	for c, err := range all {
		if err != nil {
			return err
		}
		if batch = append(batch, c); len(batch) == exportPage {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}
