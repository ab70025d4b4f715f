package csv

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"crm/importer/charset"
	"crm/importer/table"
)

// Encodings returns the names that Options.Encoding takes.
func Encodings() []string { return charset.Names() }

// findEncoding returns the encoding of a name that a person gave.
func findEncoding(name string) (charset.Encoding, error) {
	e, err := charset.Find(name)
	if err != nil {
		return e, &Error{ErrOption, err.Error(), "the encodings are " + strings.Join(Encodings(), ", ")}
	}
	return e, nil
}

// sniffEncoding finds the encoding, or checks and takes the one that is named.
func sniffEncoding(r io.ReaderAt, size int64, name string) (Guess, error) {
	g := Guess{patch: "windows-1252"}
	head, err := readHead(r, size)
	if err != nil {
		return g, err
	}
	if size <= headSize && len(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")))) == 0 {
		return g, &Error{ErrEmpty, "", "check that the export finished"}
	}
	if err := checkText(head); err != nil {
		return g, err
	}
	g.Sure = true
	mark, n := charset.Mark(head)
	g.Encoding, g.bom = mark, int64(n)
	switch {
	case name != "":
		e, err := findEncoding(name)
		if err != nil {
			return g, err
		}
		if e.Name == "utf-16le" && mark == "utf-16be" && !strings.Contains(strings.ToLower(name), "le") {
			return g, nil // the mark knows the byte order, the name does not
		}
		if e.Name != mark {
			g.Encoding, g.bom = e.Name, 0
		}
		return g, nil
	case mark != "" && mark != "utf-8":
		return g, nil
	}
	return g, g.decide(r, size, head)
}

// decide finds the encoding of text which has no byte order mark but perhaps that of UTF-8.
func (g *Guess) decide(r io.ReaderAt, size int64, head []byte) error {
	marked := g.Encoding == "utf-8"
	if !marked {
		if g.Encoding = charset.Wide(head); g.Encoding != "" {
			g.Sure = false
			return nil
		}
	}
	sv, err := takeSurvey(r, g.bom, size)
	if err != nil {
		return err
	}
	if err := checkBinary(head, sv.valid); err != nil {
		return err
	}
	g.Encoding = "utf-8"
	if sv.valid {
		if name := charset.Escaped(head); name != "" && !marked {
			g.guessed(name)
		}
		return nil
	}
	guess, err := charset.Detect(sv.all())
	unknown := errors.Is(err, charset.ErrUnknown)
	if marked || err == nil && guess.Name == "utf-8" || unknown && sv.whole*3 >= sv.lines {
		g.noteDamage(sv)
		return nil
	}
	if unknown {
		return &Error{
			ErrEncoding, "it is not UTF-8 and makes no sense in another that is recognised",
			"name it with --encoding (shift_jis, big5, euc-kr, windows-1251, windows-1258, …) or save it as “CSV UTF-8”",
		}
	}
	if err != nil {
		return err
	}
	if guess.Close {
		return g.doubt(guess, sv.all())
	}
	g.guessed(guess.Name)
	return nil
}

func (g *Guess) guessed(name string) {
	g.Encoding, g.Sure = name, false
	g.Notes = append(g.Notes, table.Problem{
		Reason: fmt.Sprintf("the file does not say its encoding; %s fits best", name),
		Fix:    "look at the sample; --encoding names another one",
	})
}

// doubt says that two encodings fit.
func (g *Guess) doubt(guess charset.Guess, sample []byte) error {
	first, err := charset.Find(guess.Name)
	if err != nil {
		return err
	}
	second, err := charset.Find(guess.Other)
	if err != nil {
		return err
	}
	one, other := differingLines(first, second, sample)
	g.Encoding, g.Sure = first.Name, false
	g.Doubt = &table.Doubt{Encoding: first.Name, Other: second.Name, Sample: one, OtherSample: other}
	reason := fmt.Sprintf("read as %s; could be %s", first.Name, second.Name)
	if second.UTF8() {
		reason += " with damaged characters"
	}
	a, b := firstDifference(one, other)
	g.Notes = append(g.Notes, table.Problem{
		Value:  one,
		Reason: fmt.Sprintf("%s (%q or %q)", reason, a, b),
		Fix:    "--encoding decides",
	})
	return nil
}

// differingLines returns up to three lines of a sample that the two read otherwise.
func differingLines(first, second charset.Encoding, sample []byte) (one, other string) {
	const lines = 3
	var ones, others []string
	for raw := range bytes.FieldsFuncSeq(sample, func(r rune) bool { return r == '\n' || r == '\r' }) {
		a, b := nfc(first.Decode(raw)), nfc(second.Decode(raw))
		if a == b {
			continue
		}
		ones, others = append(ones, table.Excerpt(a)), append(others, table.Excerpt(b))
		if len(ones) == lines {
			break
		}
	}
	return strings.Join(ones, "\n"), strings.Join(others, "\n")
}

// firstDifference returns the first words in which two readings of a text differ.
func firstDifference(one, other string) (a, b string) {
	ones, others := strings.FieldsFunc(one, isBorder), strings.FieldsFunc(other, isBorder)
	for i := range min(len(ones), len(others)) {
		if ones[i] != others[i] {
			return ones[i], others[i]
		}
	}
	return one, other
}

func isBorder(r rune) bool { return r < '@' && (r < '0' || r > '9') }

func (g *Guess) noteDamage(sv survey) {
	// Lines of two encodings get into one file when people paste or join files.
	// A few bytes tell nothing: they are taken for windows-1252.
	const telling = 12
	if guess, err := charset.Detect(sv.broken); err == nil && sv.bad >= telling && !guess.Close && guess.Name != "utf-8" {
		g.patch = guess.Name
	}
	g.Notes = append(g.Notes, table.Problem{
		Reason: fmt.Sprintf("%d bytes of the file are not UTF-8, the rest is", sv.bad),
		Fix:    fmt.Sprintf("those are read as %s; each row they stand in is listed", g.patch),
	})
}

// decoded returns the text of r as UTF-8, without its byte order mark.
// Text that is called UTF-8 already passes as it is, valid or not.
func decoded(r io.ReaderAt, size int64, g Guess) (io.Reader, error) {
	e, err := findEncoding(g.Encoding)
	if err != nil {
		return nil, err
	}
	src := e.NewReader(io.NewSectionReader(r, g.bom, size-g.bom))
	if g.crcrlf {
		src = newSingleCR(src)
	}
	if g.backslash {
		src = newDoubledQuotes(src, g.quote)
	}
	return src, nil
}

// decodedHead returns the beginning of the text, and whether it is all of it.
func decodedHead(r io.ReaderAt, size int64, g Guess) (head []byte, whole bool, err error) {
	src, err := decoded(r, size, g)
	if err != nil {
		return nil, false, err
	}
	head, err = io.ReadAll(io.LimitReader(src, headSize))
	return head, len(head) < headSize, err
}
