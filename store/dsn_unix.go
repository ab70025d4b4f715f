//go:build !windows

package store

func uriPath(abs string) string { return abs }
