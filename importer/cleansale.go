package importer

import (
	"strconv"
	"strings"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
)

// saleCells are the cells of a row that tell of sales, until the row is whole.
type saleCells struct {
	on, item, code string
	note           []string
	spent, price   sum
	quantity       int64 // in hundredths
	counted        bool
	cells          []int // columns that had something of a purchase
	currency       string
	deal           dealRow
	dealt          bool // some column had something of a deal
	value          sum
	year, month    string
	day            string
}

// sum is an amount of a row and how its column means it.
type sum struct {
	amount
	style moneyStyle
	is    bool
}

// dealRow is the deal that a row tells of; whether the book knows its stage is
// seen when it is put there.
type dealRow struct {
	store.Deal
	words  string // the stage as it stands in the file
	column int    // that it is of
}

// sale reads a cell of a purchase or a deal.
func (cl *cleaner) sale(i int, c *table.Cell, text string) {
	s, id := &cl.sold, cl.f.cols[i].target.ID
	if id.Purchase() {
		s.cells = append(s.cells, i)
	}
	switch id {
	case field.Bought:
		s.on = cl.day(i, text)
	case field.Item:
		if cl.f.cols[i].target.Label == "code" {
			s.code = store.Clean(text)
		} else {
			s.item = store.Clean(text)
		}
	case field.Spent:
		s.spent = cl.sum(i, c, text)
	case field.Price:
		if s.price = cl.sum(i, c, text); s.price.is {
			s.say(cl, i, text)
		}
	case field.Quantity:
		if n, ok := parseMoney(text, '.'); ok && n.currency == "" {
			s.quantity, s.counted = n.hundredths, true
			s.say(cl, i, text)
		} else {
			cl.keepText(i, text, "not a number")
		}
	case field.Invoice, field.BoughtNote:
		s.say(cl, i, text)
	case field.Deal:
		s.deal.Title, s.dealt = store.Clean(text), true
	case field.Stage:
		s.deal.words, s.deal.column, s.dealt = store.Clean(text), i, true
	case field.Expected:
		if s.deal.ExpectedOn = cl.day(i, text); s.deal.ExpectedOn != "" {
			s.dealt = true
		}
	case field.Value:
		if s.value = cl.sum(i, c, text); s.value.is {
			s.dealt = true
			s.deal.Outcome = cl.closes(i, s.deal.Outcome)
		}
	case field.DealClosed:
		if d, ok, _ := cl.date(i, text); ok && d.year > 0 {
			s.deal.Closed, s.dealt = d.at(cl.f.opt.Zone).UTC(), true
			s.deal.Outcome = cl.closes(i, s.deal.Outcome)
		}
	case field.MoneyIn:
		if s.currency, _ = cutCurrency(strings.ToLower(store.Clean(text))); s.currency == "" || s.currency == "¥" {
			s.currency = ""
			cl.custom(i, text)
		}
	}
}

// closes says that a deal is won or lost, if the header does.
func (cl *cleaner) closes(i int, outcome string) string {
	if label := cl.f.cols[i].target.Label; label == "won" || label == "lost" {
		return label
	}
	return outcome
}

func (s *saleCells) say(cl *cleaner, i int, text string) {
	s.note = append(s.note, cl.f.cols[i].custom.Label+": "+store.CleanBlock(text))
}

// day reads a date that has to be whole.
func (cl *cleaner) day(i int, text string) string {
	d, ok, _ := cl.date(i, text)
	switch {
	case !ok:
		return ""
	case d.year == 0:
		cl.keepText(i, text, "a date without its year")
		return ""
	}
	return d.date()
}

// sum reads an amount, and says what is doubtful about it.
func (cl *cleaner) sum(i int, c *table.Cell, text string) sum {
	col := &cl.f.cols[i]
	out := sum{style: col.money}
	markOf := col.money.mark
	if c.Kind == table.Number { // exact, whatever the sheet shows
		text, markOf = c.Text, '.'
	}
	if placeholder(text) {
		return out
	}
	var ok bool
	if out.amount, ok = parseMoney(text, markOf); !ok {
		cl.keepText(i, text, "not an amount of money")
		return out
	}
	out.is = true
	if out.either && out.style.currency != "" && !decimals(out.style.currency) {
		out.either = false
	}
	switch {
	case out.either:
		cl.problem(i, text, "its "+separator(text)+" may group thousands or begin a fraction, and no value of the column decides it",
			"read as "+strconv.FormatInt(out.hundredths/100, 10)+"; --map \""+col.name+"="+string(col.target.ID)+":point\" or :comma names the decimal mark")
	case out.currency == "¥" && out.style.yen == "":
		cl.problem(i, text, "¥ is yuan and yen", "kept without a currency; write CNY or JPY")
	}
	return out
}

func separator(text string) string {
	if strings.Contains(text, ",") {
		return "comma"
	}
	return "point"
}

// total is the money of a sum, in the currency of the row if it names none.
func (s *saleCells) total(x sum) store.Money {
	if x.style.currency == "" {
		x.style.currency = s.currency
	}
	return x.money(x.style)
}

// finishSales makes a purchase and a deal of what the cells said.
func (cl *cleaner) finishSales() {
	s := &cl.sold
	cl.birthdayOf(s)
	if s.dealt {
		deal := s.deal
		if s.value.is {
			deal.Value = s.total(s.value)
		}
		cl.d.deal = &deal
	}
	if len(s.cells) == 0 {
		return
	}
	p := store.Purchase{On: s.on, Item: s.item, Note: strings.Join(s.note, "\n")}
	switch {
	case s.spent.is:
		p.Amount = s.total(s.spent)
	case s.price.is:
		p.Amount = s.total(s.price)
		if s.counted {
			p.Amount.Minor = times(p.Amount.Minor, s.quantity)
		}
	}
	if s.code != "" {
		if p.Item == "" {
			p.Item = s.code
		} else {
			p.Note = strings.TrimSpace(s.code + "\n" + p.Note)
		}
	}
	switch {
	case s.on == "" && (p.Item != "" || p.Amount.Minor != 0):
		cl.undated(s)
	case s.on == "":
	default:
		if p.Item == "" && p.Amount.Minor == 0 { // "last bought on": that is all there is to say
			p.Item = cl.f.cols[s.cells[0]].custom.Label
		}
		cl.d.bought = append(cl.d.bought, p)
	}
}

// times is money × quantity in hundredths, rounded away from zero.
func times(minor, quantity int64) int64 {
	if quantity != 0 && (minor > 1e17/quantity && quantity > 0 || minor < -1e17/max(quantity, -quantity)) {
		return minor
	}
	n := minor * quantity
	if n < 0 {
		return (n - 50) / 100
	}
	return (n + 50) / 100
}

// undated keeps the cells of a purchase whose day is not known.
func (cl *cleaner) undated(s *saleCells) {
	for n, i := range s.cells {
		text := value(&cl.row.Cells[i])
		if cl.f.cols[i].target.ID == field.Bought {
			continue
		}
		if n == 0 || cl.f.cols[i].target.ID == field.Item {
			cl.problem(i, text, "a purchase without its day", "kept as text in a custom field")
		}
		cl.custom(i, text)
	}
}

// birthdayOf joins a birthday of three columns.
func (cl *cleaner) birthdayOf(s *saleCells) {
	if s.month == "" || s.day == "" || cl.d.c.Birthday != "" {
		return
	}
	month, err := strconv.Atoi(s.month)
	if err != nil {
		month, _ = monthWord(strings.ToLower(s.month))
	}
	day, _ := strconv.Atoi(s.day)
	year, _ := strconv.Atoi(s.year)
	if d, ok := check(year, month, day); ok && year <= cl.year {
		cl.d.c.Birthday = d.date()
		return
	}
	for i := range cl.f.cols {
		switch cl.f.cols[i].target.ID {
		case field.BirthYear, field.BirthMonth, field.BirthDay:
			if i < len(cl.row.Cells) && cl.row.Cells[i].Text != "" {
				cl.keepText(i, value(&cl.row.Cells[i]), "not part of a date")
			}
		}
	}
}

// birthPart remembers one of the three.
func (cl *cleaner) birthPart(i int, text string) {
	text = strings.TrimSuffix(strings.TrimSpace(text), ".0")
	switch cl.f.cols[i].target.ID {
	case field.BirthYear:
		cl.sold.year = text
	case field.BirthMonth:
		cl.sold.month = text
	case field.BirthDay:
		cl.sold.day = text
	}
}

// consent reads whether the contact may be reached in some way.
func (cl *cleaner) consent(i int, text string) {
	col := &cl.f.cols[i]
	channel := col.target.Label
	if channel == "" {
		channel = "email"
	}
	yes, ok := agrees(text)
	if col.target.ID == field.OptOut {
		if y, plain := yesNo(text); plain {
			yes = !y
		}
	}
	switch {
	case !ok && placeholder(text):
	case !ok || channel == "fax": // which no book writes to
		if !ok {
			cl.problem(i, text, "does not say whether they agree", "kept as text in a custom field")
		}
		cl.custom(i, text)
	case col.target.ID == field.OptOut && yes: // who has not refused has not agreed
	default:
		state := "no"
		if yes {
			state = "yes"
		}
		cl.d.c.Consents = append(cl.d.c.Consents, store.Consent{Channel: channel, State: state, Source: col.custom.Label})
	}
}

// flag sets the tag that a column is called by.
func (cl *cleaner) flag(i int, text string) {
	yes, ok := yesNo(text)
	if !ok {
		tick, _ := mark(text)
		yes, ok = tick, tick
	}
	switch {
	case yes:
		cl.d.c.Tags = append(cl.d.c.Tags, cl.f.cols[i].custom.Label)
	case !ok:
		cl.custom(i, text)
	}
}
