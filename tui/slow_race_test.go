//go:build race

package tui_test

// slow is described beside its other value.
const slow = true
