package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"runtime"
	"strconv"
	"time"

	"modernc.org/sqlite"
)

// applicationID marks a file as a crm book: "crm1" in ASCII (PRAGMA application_id).
const applicationID = 0x63726d31

// Prepare sets what must hold for the whole process before the first book is
// opened: open-file-description locks, without which closing any other handle
// of the file would drop SQLite's own locks, and strict pragmas, without which
// a misspelt one is silently ignored. Call it first in main.
func Prepare() {
	// Off Linux OFD locks do not exist; SQLite's own locks then stand alone.
	_, _ = sqlite.OFDLocking(true)
	sqlite.StrictPragmas(true)
}

type access int

const (
	writing access = iota
	reading        // a reader beside our own writer
	remote         // a process that only reads: waits little, changes nothing
	peeking        // a look at the header of what may be anybody's file
)

// pragma is a setting and what it must read back as.
type pragma struct{ name, set, want string }

func pragmas(a access) []pragma {
	list := []pragma{
		{"trusted_schema", "0", "0"},
		{"cell_size_check", "1", "1"},
		{"temp_store", "2", "2"}, // memory: a big sort must not spill people's data to /var/tmp
		{"recursive_triggers", "1", "1"},
		{"foreign_keys", "1", "1"},
	}
	if a == reading {
		// A screen asks the same pages again and again, and SQLite's own 2 MB hold few:
		// 32 MB make the queries of a big book a fifth faster. They are taken as needed.
		list = append(list, pragma{"cache_size", "-32000", "-32000"})
	}
	if a != writing {
		return append(list, pragma{"query_only", "1", "1"})
	}
	list = append(list,
		pragma{"secure_delete", "1", "1"},
		pragma{"journal_size_limit", "16777216", "16777216"},
	)
	if runtime.GOOS == "darwin" { // only F_FULLFSYNC reaches the platter there
		list = append(list, pragma{"checkpoint_fullfsync", "1", "1"}, pragma{"fullfsync", "1", "1"})
	}
	return list
}

// dsn builds the data source name. The path goes through url.URL because SQLite
// reads '?', '#' and '%' of a raw path as parts of the URI and opens another file.
func dsn(path string, a access, wait time.Duration) string {
	q := url.Values{}
	q.Set("_defensive", "1")
	q.Set("_dqs", "0")
	q.Set("_error_rc", "1")
	q.Set("_busy_timeout", strconv.Itoa(int(wait.Milliseconds())))
	if a == writing {
		q.Set("mode", "rw")
		q.Set("_txlock", "immediate")
		q.Set("_journal_mode", "WAL")
		q.Set("_synchronous", "FULL")
	} else {
		q.Set("mode", "ro")
	}
	if a == peeking { // takes no lock, makes no file, reads no -wal
		q.Set("immutable", "1")
	}
	for _, p := range pragmas(a) {
		q.Add("_pragma", p.name+"("+p.set+")")
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: uriPath(path), RawQuery: q.Encode()}
	return u.String()
}

// readBack refuses a connection whose settings are not the ones asked for.
func readBack(ctx context.Context, db *sql.DB, a access) error {
	want := pragmas(a)
	if a == writing {
		want = append(want, pragma{name: "journal_mode", want: "wal"}, pragma{name: "synchronous", want: "2"})
	}
	for _, p := range want {
		var got string
		if err := db.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&got); err != nil {
			return fmt.Errorf("read back %s: %w", p.name, mapErr(err))
		}
		if got != p.want {
			return fmt.Errorf("open book: %s is %q, not %q: this file system cannot hold a book safely; "+
				"keep it on a local disk (crm --db PATH)", p.name, got, p.want)
		}
	}
	return nil
}
