package store

import (
	"database/sql"
	"errors"
	"fmt"

	"crm/store/fold"
)

// companyID finds a company by its name however it is accented or cased, or adds
// it; nil for no name.
func (tx *Tx) companyID(name string) (any, error) {
	if name == "" {
		return nil, nil
	}
	key := fold.Text(name)
	if id, ok := tx.bulkCompany(key); ok {
		return id, nil
	}
	var id int64
	err := tx.rowApart(`SELECT id FROM company WHERE fold = ? ORDER BY id LIMIT 1`, key).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		id, err = tx.insertApart(`INSERT INTO company (uid, name, fold) VALUES (?, ?, ?)`, tx.s.opt.UID(), name, key)
	}
	if err != nil {
		return nil, fmt.Errorf("add company: %w", mapErr(err))
	}
	tx.keepCompany(key, id)
	return id, nil
}
