// Package json writes contacts and what belongs to them as JSON: one array for
// programs that read a document, or one record a line (NDJSON, ndjson.org) for
// those that stream; and it reads JSON, its own and other people's.
//
// A line has a "type". Contacts come first, so that a reader of lines knows the
// contact that a later line refers to by its id; those in the trash follow, as
// another type, then interactions, reminders and all else that a book holds.
// In the array the interactions, reminders, deals and purchases stand inside their
// contact. Names of keys are a contract (crm/1): new ones may be added, none
// changes or goes.
//
// Read turns a line of its own back into the record of the book that it was
// (record.go). Split cuts any JSON file into its records, without holding more
// than one of them (split.go), and Table makes a table of objects whose keys are
// columns (table.go): the importer maps those as it maps a spreadsheet.
package json

// Contact is a contact as a record.
type Contact struct {
	Type       string    `json:"type"`
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	Given      string    `json:"given"`
	Family     string    `json:"family"`
	Additional string    `json:"additional"`
	Nickname   string    `json:"nickname"`
	Phonetic   string    `json:"phonetic"`
	Company    string    `json:"company"`
	CompanyID  string    `json:"company_id,omitempty"`
	Title      string    `json:"title"`
	Department string    `json:"department"`
	Relation   string    `json:"relation"`
	Life       string    `json:"life"`
	Source     string    `json:"source"`
	Prefers    string    `json:"prefers"`
	Rating     string    `json:"rating"`
	Language   string    `json:"language"`
	Birthday   string    `json:"birthday"`
	Interests  string    `json:"interests"`
	Needs      string    `json:"needs"`
	Note       string    `json:"note"`
	Star       bool      `json:"star"`
	Phone      string    `json:"phone"` // the first
	Phones     []Phone   `json:"phones"`
	Email      string    `json:"email"` // the first
	Emails     []Email   `json:"emails"`
	Addresses  []Address `json:"addresses"`
	Links      []Link    `json:"links"`
	Tags       []string  `json:"tags"`
	Custom     []Custom  `json:"custom"`
	External   []Outside `json:"external"`
	Stage      string    `json:"stage"`
	Value      *Money    `json:"value"`
	Last       string    `json:"last"` // when something happened last, RFC 3339
	Due        string    `json:"due"`  // the date of the next step
	Created    string    `json:"created"`
	Updated    string    `json:"updated"`
	Deleted    string    `json:"deleted,omitempty"` // of type "trashed": when it was thrown away
	Consents   []Consent `json:"consents,omitempty"`
	Extras     []string  `json:"vcard,omitempty"` // lines of its vCard that the book has no place for

	// In the array only.
	Interactions []Interaction `json:"interactions,omitempty"`
	Reminders    []Reminder    `json:"reminders,omitempty"`
	Deals        []Deal        `json:"deals,omitempty"`
	Purchases    []Purchase    `json:"purchases,omitempty"`
}

// Phone, Email, Address, Link, Custom, Outside, Consent and Money are parts of a
// Contact.
type (
	Phone struct {
		Text  string `json:"text"`
		Key   string `json:"key"` // E.164; empty for what is no number
		Ext   string `json:"ext,omitempty"`
		Label string `json:"label,omitempty"`
		Wrong bool   `json:"wrong,omitempty"`

		Verified string `json:"verified,omitempty"` // a date

		keyless bool // read from a line that says nothing of a key
	}
	Email struct {
		Address  string `json:"address"`
		Label    string `json:"label,omitempty"`
		Bounced  bool   `json:"bounced,omitempty"`
		Verified string `json:"verified,omitempty"`
	}
	Address struct {
		Label    string `json:"label,omitempty"`
		Street   string `json:"street"`
		City     string `json:"city"`
		Region   string `json:"region"`
		Postcode string `json:"postcode"`
		Country  string `json:"country"`
	}
	Link struct {
		Kind string `json:"kind"`
		URL  string `json:"url"`
	}
	Custom struct {
		Key   string `json:"key"`
		Label string `json:"label"`
		Value string `json:"value"`
	}
	Outside struct {
		System   string `json:"system"`
		ID       string `json:"id"`
		Checksum string `json:"checksum,omitempty"` // of what was last exported to it
		Exported string `json:"exported,omitempty"`
	}
	Consent struct {
		Channel string `json:"channel"`
		State   string `json:"state"`
		Source  string `json:"source"`
		On      string `json:"on"`
		Note    string `json:"note"`
	}
	Money struct {
		Minor    int64  `json:"minor"` // in cents; in whole units where the currency has none
		Currency string `json:"currency"`
	}
)

// Interaction is something that happened with a contact.
type Interaction struct {
	Type      string `json:"type"`
	ID        string `json:"id"`
	Contact   string `json:"contact"`
	At        string `json:"at"`
	Kind      string `json:"kind"`
	Direction string `json:"direction"`
	Outcome   string `json:"outcome"`
	Seconds   int    `json:"seconds"`
	Text      string `json:"text"`
}

// Reminder is something to do about a contact.
type Reminder struct {
	Type    string `json:"type"`
	ID      string `json:"id"`
	Contact string `json:"contact"`
	Kind    string `json:"kind"`
	Due     string `json:"due"` // a date, or RFC 3339 when it has a time of day
	DueOn   string `json:"due_on"`
	Text    string `json:"text"`
	Owed    string `json:"owed"`
	Rule    string `json:"rule"`
	Ahead   int    `json:"ahead_days"`
	Done    string `json:"done"`
	Anchor  string `json:"anchor,omitempty"`
	Snoozed string `json:"snoozed_on,omitempty"`
}

// Deal is a possible sale.
type Deal struct {
	Type     string `json:"type"`
	ID       string `json:"id"`
	Contact  string `json:"contact"`
	Title    string `json:"title"`
	Stage    string `json:"stage"`
	Value    *Money `json:"value"`
	Opened   string `json:"opened"`
	Expected string `json:"expected_on"`
	Closed   string `json:"closed"`
	Outcome  string `json:"outcome"`
	Lost     string `json:"lost_reason"`
	Changes  []Step `json:"changes"`
}

// Step is a change of a Deal from one stage to another.
type Step struct {
	At   string `json:"at"`
	From string `json:"from"`
	To   string `json:"to"`
}

// Purchase is a sale that happened.
type Purchase struct {
	Type    string `json:"type"`
	ID      string `json:"id"`
	Contact string `json:"contact"`
	Deal    string `json:"deal"`
	On      string `json:"on"`
	Item    string `json:"item"`
	Amount  *Money `json:"amount"`
	Note    string `json:"note"`
}
