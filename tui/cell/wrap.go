package cell

import (
	"strings"

	"crm/store/safe"
)

// Wrap breaks t into lines of at most w cells, at most maxLines of them (0:
// no limit); the last ends in … if something is missing. Lines break at
// spaces and beside wide characters, since Chinese has no spaces, and inside
// a word only when it is longer than a line. Line breaks in t are kept.
func (m Method) Wrap(t safe.Text, w, maxLines int) []string {
	if w <= 0 {
		return nil
	}
	var lines []string
	for para := range strings.SplitSeq(strings.TrimRight(t.String(), "\n"), "\n") {
		lines = m.wrapLine(lines, m.Show(para), w, maxLines)
		if maxLines > 0 && len(lines) > maxLines {
			break
		}
	}
	if maxLines > 0 && len(lines) > maxLines {
		lines = lines[:maxLines]
		last := strings.TrimRight(lines[maxLines-1], " ")
		head, _ := m.take(last, w-1)
		lines[maxLines-1] = head + m.ellipsis()
	}
	return lines
}

// wrapLine appends the lines of one paragraph, stopping soon after maxLines.
func (m Method) wrapLine(lines []string, s string, w, maxLines int) []string {
	enough := func() bool { return maxLines > 0 && len(lines) > maxLines }
	for !enough() {
		head, n := m.take(s, w)
		if len(head) == len(s) {
			return append(lines, strings.TrimRight(s, " "))
		}
		if head == "" {
			// A wide character in a line of one cell: show that it is there.
			c, _ := m.First(s)
			s = s[len(c):]
			lines = append(lines, m.ellipsis())
			if s == "" {
				return lines
			}
			continue
		}
		end := m.breakAt(s, head, n)
		lines = append(lines, strings.TrimRight(s[:end], " "))
		s = strings.TrimLeft(s[end:], " ")
		if s == "" {
			return lines
		}
	}
	return lines
}

// breakAt returns the byte where the line that starts as head, at most, ends:
// after the last space or wide character in it, or before a wide one.
func (m Method) breakAt(s, head string, n int) int {
	next, nextWidth := m.First(s[len(head):])
	if next == " " || nextWidth > 1 && n > 0 {
		return len(head)
	}
	best := 0
	for i := 0; i < len(head); {
		c, cw := m.First(head[i:])
		if cw > 1 && i > 0 {
			best = i
		}
		i += len(c)
		if c == " " || cw > 1 {
			best = i
		}
	}
	if strings.Trim(head[:best], " ") == "" {
		return len(head)
	}
	return best
}
