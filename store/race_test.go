//go:build race

package store_test

// underRace makes long properties shorter: the race detector slows SQLite, which
// is Go here, some fifteen times.
const underRace = true
