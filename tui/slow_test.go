//go:build !race

package tui_test

// slow is set under the race detector, where SQLite takes twenty times as long.
const slow = false
