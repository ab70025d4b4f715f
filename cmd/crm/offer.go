package main

import "github.com/spf13/cobra"

// completeSegmentQuery offers a segment, then what may narrow it down.
func (a *app) completeSegmentQuery(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return a.completeSegment(cmd, args, typed)
	}
	return a.completeQuery(cmd, args, typed)
}

// completeSegmentContact offers a segment, then contacts.
func (a *app) completeSegmentContact(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return a.completeSegment(cmd, args, typed)
	}
	return a.contactsLike(cmd, typed), noFiles
}
