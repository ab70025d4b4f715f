package tuitest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Tags writes the styles of a frame so that they can be read and compared:
// {bold red}Nguyễn{/}. A brace in the text is doubled. Spaces at the end of a
// line are left out unless they have a style.
func Tags(frame string) string {
	lines := strings.Split(frame, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(tagLine(l), " ")
	}
	return strings.Join(lines, "\n")
}

func tagLine(line string) string {
	var b strings.Builder
	p := ansi.NewParser()
	var state byte
	for line != "" {
		seq, _, n, next := ansi.DecodeSequence(line, state, p)
		state, line = next, line[n:]
		switch {
		case seq == "{" || seq == "}":
			b.WriteString(seq + seq)
		case seq[0] != '\x1b':
			b.WriteString(seq)
		case ansi.Cmd(p.Command()).Final() == 'm' && strings.HasPrefix(seq, "\x1b["):
			b.WriteString("{" + styleName(seq[2:len(seq)-1]) + "}")
		default:
			fmt.Fprintf(&b, "{%q}", seq)
		}
	}
	return b.String()
}

// styleName reads the parameters of SGR (ECMA-48, 8.3.117).
func styleName(params string) string {
	if params == "" || params == "0" {
		return "/"
	}
	codes := strings.Split(params, ";")
	var words []string
	for i := 0; i < len(codes); i++ {
		ground := ""
		switch codes[i] {
		case "48":
			ground = "on "
			fallthrough
		case "38":
			word, used := colourName(codes[i+1:])
			words = append(words, ground+word)
			i += used
		default:
			words = append(words, attribute(codes[i]))
		}
	}
	return strings.Join(words, " ")
}

func attribute(code string) string {
	n, err := strconv.Atoi(code)
	if err != nil {
		return "sgr " + code
	}
	colours := strings.Fields("black red green yellow blue magenta cyan white")
	switch {
	case n >= 30 && n <= 37:
		return colours[n-30]
	case n >= 40 && n <= 47:
		return "on " + colours[n-40]
	case n >= 90 && n <= 97:
		return "bright " + colours[n-90]
	case n >= 100 && n <= 107:
		return "on bright " + colours[n-100]
	}
	if name, ok := map[int]string{1: "bold", 2: "dim", 3: "italic", 4: "underline", 5: "blink", 7: "reverse", 9: "struck"}[n]; ok {
		return name
	}
	return "sgr " + code
}

// colourName reads what follows 38 or 48, and how many parameters that was.
func colourName(codes []string) (string, int) {
	switch {
	case len(codes) >= 2 && codes[0] == "5":
		return "colour " + codes[1], 2
	case len(codes) >= 4 && codes[0] == "2":
		rgb := make([]byte, 3)
		for i := range rgb {
			n, err := strconv.ParseUint(codes[i+1], 10, 8)
			if err != nil {
				return "colour ?", 4
			}
			rgb[i] = byte(n)
		}
		return fmt.Sprintf("#%02x%02x%02x", rgb[0], rgb[1], rgb[2]), 4
	}
	return "colour ?", len(codes)
}
