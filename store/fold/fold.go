// Package fold gives one spelling for comparing: of names, of headers and
// tags, of emails, of phone numbers, and of the tokens of search. The text
// that is shown is never touched; folded text is what is stored beside it,
// looked up, and compared.
//
// # Search
//
// The full-text index gets text that is folded and split here, and not by
// SQLite: its tokenizer leaves đ and two marks on one letter alone, and makes
// one token of a whole run of Chinese, so that 明 would never be found in
// 王小明. [Tokens] and [SearchText] make every Han and kana character a token
// of its own, and [PhoneDigits] makes every end of a number one, so that a
// piece of a number is the beginning of a token. [SpellText] adds what a name is
// typed as with plain letters: its initials, its pinyin, its romaji.
//
// The tokens are made of letters, digits and marks, and are separated by one
// space: nothing but the space is ASCII other than a–z and 0–9. So the FTS5
// tokenizer to use is ascii, which takes all of the rest of Unicode for token
// characters. unicode61 would split tokens at marks (Thai, Indic scripts) and
// at every character younger than its tables, which are those of Unicode 6.1.
//
// Kana are one kana to search, but not to keys: see kana.go. The readings of Han
// characters are a table that genpinyin.go makes out of
// github.com/mozillazg/go-pinyin, which itself costs 1.7 ms of every start; which of
// them a name has is looked up in lists written by hand.
//
// # Phones
//
// Phone numbers follow the numbering plans of libphonenumber, in compact
// tables that gen.go makes from github.com/nyaruka/phonenumbers: that
// library itself costs 5 ms of every start. The tables are constants; nothing
// runs at package initialisation.
package fold

//go:generate go run gen.go
//go:generate go run genpinyin.go
