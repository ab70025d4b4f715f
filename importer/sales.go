package importer

import (
	"unicode"

	"crm/importer/field"
	"crm/store/fold"
	"crm/store/money"
)

// sales decides which columns are of purchases and deals. A purchase needs its
// day; a word such as "amount" or "date" belongs to the sale that the columns
// beside it are of, and to none where there are none.
func (f *File) sales(finder *field.Finder) {
	buys, deals, when := 0, 0, f.column(field.When)
	for i := range f.cols {
		switch t := f.cols[i].target; {
		case t.ID.Purchase():
			buys++
		case t.ID.Deal():
			deals++
		}
	}
	sold := f.column(field.Bought) != nil
	line := buys >= 2 && !f.talks() // rows that are lines of sales: their date is its day
	for i := range f.cols {
		c := &f.cols[i]
		if c.forced || c.dropped || !c.named {
			continue
		}
		switch finder.Vague(c.name) {
		case field.AMoney:
			f.vagueMoney(c, deals, buys, sold || line && when != nil)
		case field.ADate:
			if line && !sold && (c.target.ID == field.When || c.target.ID == "") && c.seen.dates > 0 {
				c.set(field.Bought, field.Qualified)
				sold = true
			}
		case field.AnItem:
			if line && !f.names(field.Item, "") && (c.target.ID == field.Note || c.target.ID == "") {
				c.set(field.Item, field.Qualified)
			}
		}
	}
	f.dropSales(sold, buys, deals)
}

// talks reports whether the rows are of a timeline: its columns outweigh words
// such as "product" that occur in both.
func (f *File) talks() bool {
	n := 0
	for i := range f.cols {
		switch f.cols[i].target.ID {
		case field.Kind, field.Direction, field.Subject, field.Body, field.Seconds:
			n++
		}
	}
	return n >= 2
}

// names reports whether a column has that field with that label.
func (f *File) names(id field.ID, label string) bool {
	for i := range f.cols {
		if f.cols[i].target == (field.Target{ID: id, Label: label}) {
			return true
		}
	}
	return false
}

func (f *File) vagueMoney(c *column, deals, buys int, sold bool) {
	if c.target.ID != "" && c.target.ID != field.Custom {
		return
	}
	switch {
	case deals > 0 && f.column(field.Value) == nil:
		c.set(field.Value, field.Qualified)
	case (sold || buys >= 2) && f.column(field.Quantity) != nil && f.column(field.Price) == nil && isPrice(c.name):
		c.set(field.Price, field.Qualified)
	case (sold || buys >= 2) && f.column(field.Spent) == nil:
		c.set(field.Spent, field.Qualified)
	}
}

func isPrice(name string) bool {
	switch fold.Key(name) {
	case "price", "gia", "价格", "価格", "單價", "单价":
		return true
	}
	return false
}

// dropSales takes the fields of sales away that cannot become one: purchases
// without a day, a closing day or a currency by itself.
func (f *File) dropSales(sold bool, buys, deals int) {
	for i := range f.cols {
		c := &f.cols[i]
		if c.forced {
			continue
		}
		switch id := c.target.ID; {
		case id.Purchase() && !sold,
			id == field.MoneyIn && buys+deals == 0,
			(id == field.DealClosed || id == field.Expected) && f.column(field.Value) == nil && f.column(field.Stage) == nil && f.column(field.Deal) == nil:
			c.target, c.confidence = field.Target{}, 0
		}
	}
}

// decideMoney settles how the amounts of each column are written: the decimal
// mark by all of its values, currency and unit by its header.
func (f *File) decideMoney() {
	for i := range f.cols {
		c := &f.cols[i]
		if !c.target.ID.Money() {
			continue
		}
		c.money = headerMoney(c.name)
		m := c.seen.money
		switch {
		case c.target.Label == "point":
			c.money.mark = '.'
		case c.target.Label == "comma":
			c.money.mark = ','
		case m.point > 0 && m.comma == 0:
			c.money.mark = '.'
		case m.comma > 0 && m.point == 0:
			c.money.mark = ','
		case c.money.currency != "" && !decimals(c.money.currency): // dong are whole: any mark groups
		default:
			c.ambiguous = m.either > 0
		}
		c.money.yen = f.yuanOrYen(c)
	}
}

func decimals(currency string) bool { return money.Digits(currency) > 0 }

// yuanOrYen says which of the two a ¥ in a column means: yen have no fraction;
// else the script of the headers, and where the book's people are.
func (f *File) yuanOrYen(c *column) string {
	if c.seen.money.hard > 0 {
		return "CNY"
	}
	han := false
	for i := range f.cols {
		for _, r := range f.cols[i].name {
			if unicode.In(r, unicode.Hiragana, unicode.Katakana) {
				return "JPY"
			}
			han = han || unicode.Is(unicode.Han, r)
		}
	}
	switch {
	case f.opt.Region == "JP":
		return "JPY"
	case han || f.opt.Region == "CN":
		return "CNY"
	}
	return ""
}
