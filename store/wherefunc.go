package store

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"sync"

	"modernc.org/sqlite"

	"crm/store/fold"
)

// SQLite knows nothing of accents and Chinese. These functions let it read a text
// as search does, where an index has already said which rows to read:
//
//	crm_fold(text)           the text folded
//	crm_starts(text, folded) whether the folded text begins so
//	crm_holds(text, pattern) whether the text has the words of a holdsPattern
//	crm_spelled(name)        what a name is typed as in plain letters
//	crm_digits(key, text)    a phone number in the pieces that it is found by
//	crm_thousandths(amount, currency) an amount as contact_stats has it
//
// They belong to the process: SQLite's driver gives them to every connection.
var registerOnce = sync.OnceValue(func() error {
	for _, f := range []struct {
		name string
		args int32
		do   func(args []string) driver.Value
	}{
		{"crm_fold", 1, func(a []string) driver.Value { return fold.Text(a[0]) }},
		{"crm_starts", 2, func(a []string) driver.Value { return number(strings.HasPrefix(fold.Text(a[0]), a[1])) }},
		{"crm_holds", 2, func(a []string) driver.Value { return number(holdsWords(a[0], a[1])) }},
		{"crm_spelled", 1, func(a []string) driver.Value { return string(fold.SpellText(nil, a[0])) }},
		{"crm_digits", 2, func(a []string) driver.Value {
			if a[0] == "" {
				return a[1]
			}
			return string(fold.PhoneDigits(nil, a[0]))
		}},
	} {
		err := sqlite.RegisterDeterministicScalarFunction(f.name, f.args, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			texts := make([]string, len(args))
			for i, a := range args {
				texts[i], _ = a.(string) // NULL has no words
			}
			return f.do(texts), nil
		})
		if err != nil {
			return fmt.Errorf("register %s: %w", f.name, err)
		}
	}
	err := sqlite.RegisterDeterministicScalarFunction("crm_thousandths", 2, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		minor, _ := args[0].(int64)
		currency, _ := args[1].(string)
		return thousandths(Money{Minor: minor, Currency: currency}), nil
	})
	return wrap("register crm_thousandths", err)
})

// holdsPattern is typed words as crm_holds takes them, as matchTerm makes of them
// what FTS5 takes: each line a phrase between spaces, its last word a beginning
// unless a space follows it.
func holdsPattern(text string, quoted bool) string {
	phrase := string(fold.SearchText([]byte(" "), text))
	phrase = " " + strings.TrimLeft(phrase, " ")
	if quoted {
		return phrase + " "
	}
	for _, digits := range fold.PhoneQuery(text) {
		phrase += "\n " + digits
	}
	return phrase
}

func holdsWords(text, pattern string) bool {
	words := string(fold.SearchText(nil, text))
	if words == "" {
		return false
	}
	words = " " + words + " "
	for phrase := range strings.SplitSeq(pattern, "\n") {
		if strings.TrimSpace(phrase) != "" && strings.Contains(words, phrase) {
			return true
		}
	}
	return false
}

// number is a truth as SQLite has it.
func number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
