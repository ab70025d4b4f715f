package field

import (
	"strconv"
	"strings"
)

// steps writes the way to a value in nested objects as spreadsheets write it:
// emails[0].value is "emails 1 value", its type a label. Any other header stays as it is.
func steps(header string) string {
	if !strings.Contains(header, "].") {
		return header
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(header, "[")
		number, rest, closed := strings.Cut(after, "].")
		n, err := strconv.Atoi(number)
		if !found || !closed || err != nil || n < 0 || n > 98 || before == "" || strings.HasSuffix(before, " ") {
			b.WriteString(header)
			return b.String()
		}
		switch before { // the list of many is the column of one
		case "emails", "phones", "links":
			before = before[:len(before)-1]
		case "addresses":
			before = "address"
		}
		if rest == "type" || rest == "kind" { // of a channel: work, home
			rest = "label"
		}
		b.WriteString(before + " " + strconv.Itoa(n+1) + " ")
		header = rest
	}
}
