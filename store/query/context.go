package query

import "crm/store/when"

// Context is what a query is read with.
type Context struct {
	When when.Context // the day that it is, and the order of days and months
	Book Book
}

// Book is what the language has to know of a book. The zero Book has no fields of
// its own and no stages.
type Book struct {
	Custom   []Custom // its custom fields
	Stages   []string // of a deal, in order
	Kinds    []string // of interactions
	Outcomes []string // of interactions
}

// Custom is a custom field of the book. It is typed as its key, ma_nv:NV03, or as its
// label with hyphens for the spaces, mã-nv:NV03.
type Custom struct {
	Key   string
	Label string
}
