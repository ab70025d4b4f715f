package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"crm/store/when"
	"crm/tui/theme"

	// Of the two TOML libraries this one costs less at start: 7 µs of package
	// initialisation against 110 µs of BurntSushi/toml (which asks for the local
	// zone), and 65 µs against 100 µs for the first file (GODEBUG=inittrace=1 and
	// a clock around Unmarshal, medians). Without a file nothing of it runs.
	"github.com/pelletier/go-toml/v2"
)

// config is the configuration file with its defaults. Stages, outcomes and the
// like are not in it: they belong to the book and travel with it.
type config struct {
	path     string
	exists   bool
	values   map[string]string   // by dotted key: only what the file says, and is right
	keys     map[string][]string // [keys]: the user's own
	warnings []string
}

// setting is a row of the table of what can be configured.
type setting struct {
	key   string
	def   string
	help  string
	plain bool                // a number or boolean: written without quotes
	check func(string) string // "" or what it has to be
}

func oneOf(words ...string) func(string) string {
	return func(s string) string {
		if slices.Contains(words, s) {
			return ""
		}
		return strings.Join(words, ", ")
	}
}

func settingTable() []setting {
	return []setting{
		{"db", "", "the book (default: $XDG_DATA_HOME/crm/crm.db)", false, nil},
		{"dates.order", "dmy", "dates without a year in front: dmy, mdy or ymd", false, oneOf("dmy", "mdy", "ymd")},
		{"dates.week_start", "mon", "the first day of this-week: mon, sun or sat", false, oneOf("mon", "sun", "sat")},
		{"dates.timezone", "local", "whose days are meant: local, or a name like Asia/Ho_Chi_Minh", false, checkZone},
		{"phone.region", "VN", "the country of phone numbers without a country code (ISO 3166)", false, checkRegion},
		{"today.birthdays", "7d", "how long before a birthday the queue shows it", false, checkDays},
		{"today.renewals", "14d", "how long before a renewal the queue shows it", false, checkDays},
		{"ui.start", "auto", "the first screen: today, contacts, or auto: today when something is due", false, oneOf("auto", "today", "contacts")},
		{"ui.theme", "auto", "auto, or one of: " + strings.Join(theme.Names(), ", "), false, oneOf(append([]string{"auto"}, theme.Names()...)...)},
		{"ui.glyphs", "unicode", "unicode or ascii", false, oneOf("unicode", "ascii")},
	}
}

func checkZone(s string) string {
	if s == "local" {
		return ""
	}
	if _, err := time.LoadLocation(s); err != nil {
		return "local, or a name of the time zone database such as Asia/Ho_Chi_Minh"
	}
	return ""
}

func checkRegion(s string) string {
	if len(s) == 2 && s == strings.ToUpper(s) && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' {
		return ""
	}
	return "two capital letters of ISO 3166, such as VN or CN"
}

func checkDays(s string) string {
	if _, ok := days(s); ok {
		return ""
	}
	return "a number of days, such as 7d or 2w"
}

// days reads a length of time in whole days.
func days(s string) (int, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, n >= 0 && n <= 366
	}
	d, err := when.ParseDuration(s)
	n := d.Days + 30*d.Months
	return n, err == nil && d.Minutes == 0 && n >= 0 && n <= 366
}

func findSetting(key string) (setting, bool) {
	for _, s := range settingTable() {
		if s.key == key {
			return s, true
		}
	}
	return setting{}, false
}

// loadConfig reads the file at path; a missing one is an empty one, unless it
// was named. A file that is no TOML is an error, since running on with another
// book than the one it names would be worse than not running. What is unknown or
// wrong in it is a warning and counts as not said.
func loadConfig(path string, named bool) (*config, error) {
	c := &config{path: path, values: map[string]string{}, keys: map[string][]string{}}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return c, nil
	}
	if err != nil {
		return nil, &failure{what: "read configuration: " + err.Error(), hint: "crm --config FILE names another one", code: exitUsage, err: err}
	}
	c.exists = true
	return c, c.parse(text)
}

func (c *config) parse(text []byte) error {
	var tree map[string]any
	if err := toml.Unmarshal(text, &tree); err != nil {
		where := c.path
		if d, ok := errors.AsType[*toml.DecodeError](err); ok {
			row, col := d.Position()
			where = fmt.Sprintf("%s:%d:%d", c.path, row, col)
		}
		return &failure{what: fmt.Sprintf("%s: %s", where, strings.TrimPrefix(err.Error(), "toml: ")), hint: "mend it: crm config edit", code: exitUsage, err: err}
	}
	c.take("", tree)
	slices.Sort(c.warnings)
	return nil
}

func (c *config) take(prefix string, tree map[string]any) {
	for name, v := range tree {
		key := prefix + name
		if sub, ok := v.(map[string]any); ok {
			if key == "keys" {
				c.takeKeys("", sub)
			} else {
				c.take(key+".", sub)
			}
			continue
		}
		s, known := findSetting(key)
		if !known {
			c.warnf("%s: there is no setting %q%s", c.path, key, didYouMean(key, settingKeys()))
			continue
		}
		var text string
		switch v := v.(type) {
		case string:
			text = v
		case int64:
			text = strconv.FormatInt(v, 10)
		case bool:
			text = strconv.FormatBool(v)
		default:
			c.warnf("%s: %s has to be a text", c.path, key)
			continue
		}
		if s.check != nil {
			if want := s.check(text); want != "" {
				c.warnf("%s: %s = %q: it has to be %s", c.path, key, text, want)
				continue
			}
		}
		c.values[key] = text
	}
}

// takeKeys reads [keys]; its names may have dots.
func (c *config) takeKeys(prefix string, tree map[string]any) {
	for name, v := range tree {
		switch v := v.(type) {
		case map[string]any:
			c.takeKeys(prefix+name+".", v)
		case string:
			c.keys[prefix+name] = []string{v}
		case []any:
			list := []string{}
			for _, k := range v {
				if s, ok := k.(string); ok {
					list = append(list, s)
				} else {
					c.warnf("%s: keys of %q have to be texts", c.path, prefix+name)
				}
			}
			c.keys[prefix+name] = list
		default:
			c.warnf("%s: keys of %q have to be a list of texts", c.path, prefix+name)
		}
	}
}

func (c *config) warnf(format string, args ...any) {
	c.warnings = append(c.warnings, fmt.Sprintf(format, args...))
}

// get returns a setting, its default when the file does not say it.
func (c *config) get(key string) string {
	if v, ok := c.values[key]; ok {
		return v
	}
	s, _ := findSetting(key)
	return s.def
}

func (c *config) days(key string) int {
	n, _ := days(c.get(key)) // checked when it was read
	return n
}

func (c *config) order() when.Order {
	switch c.get("dates.order") {
	case "mdy":
		return when.MDY
	case "ymd":
		return when.YMD
	}
	return when.DMY
}

func (c *config) weekStart() time.Weekday {
	switch c.get("dates.week_start") {
	case "sun":
		return time.Sunday
	case "sat":
		return time.Saturday
	}
	return time.Monday
}

func settingKeys() []string {
	var out []string
	for _, s := range settingTable() {
		out = append(out, s.key)
	}
	return out
}

// didYouMean names the nearest of the words, if one is near.
func didYouMean(word string, words []string) string {
	best, least := "", 3
	for _, w := range words {
		if d := distance(word, w); d < least && d < len(w) {
			best, least = w, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// distance is the optimal string alignment distance (Damerau, each pair of
// letters swapped once).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, prev, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return prev[len(y)]
}

// writeFile puts a text under a name at once: 0600, in a folder of 0700.
func writeFile(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".crm-*") // 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
