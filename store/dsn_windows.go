package store

import "path/filepath"

// uriPath makes C:\x into /C:/x, as SQLite's URI file names want it
// (sqlite.org/uri.html, 3.1).
func uriPath(abs string) string { return "/" + filepath.ToSlash(abs) }
