package store

import (
	"context"
	"fmt"

	"crm/store/query"
)

// Language reads what the query language has to know of this book.
func (s *Store) Language(ctx context.Context) (query.Book, error) {
	l, err := s.Lists(ctx)
	if err != nil {
		return query.Book{}, fmt.Errorf("read the book's words: %w", err)
	}
	fields, err := s.CustomFields(ctx)
	if err != nil {
		return query.Book{}, err
	}
	var b query.Book
	for _, f := range fields {
		b.Custom = append(b.Custom, query.Custom{Key: f.Key, Label: f.Label})
	}
	for _, x := range l.Stages {
		b.Stages = append(b.Stages, x.Key)
	}
	for _, x := range l.Kinds {
		b.Kinds = append(b.Kinds, x.Key)
	}
	for _, x := range l.Outcomes {
		b.Outcomes = append(b.Outcomes, x.Key)
	}
	return b, nil
}
