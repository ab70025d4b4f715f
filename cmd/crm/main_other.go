//go:build !unix

package main

// harden does nothing: folders of a Windows profile are the user's own, and
// there are no core files.
func harden() {}
