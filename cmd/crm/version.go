package main

import (
	"runtime"
	"runtime/debug"

	"crm/store/safe"

	"github.com/spf13/cobra"
)

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:         "version",
		Short:       "Print the version.",
		Example:     "crm version\ncrm version --json",
		Annotations: marks(takesJSON),
		Args:        counted(0, 0),
		RunE: func(*cobra.Command, []string) error {
			version, commit := buildVersion()
			if a.flags.json != "" {
				return a.out.json(object{{"schema", schema}, {"version", version}, {"commit", commit}, {"go", runtime.Version()}, {"platform", runtime.GOOS + "/" + runtime.GOARCH}})
			}
			a.out.line(safe.Sprintf("crm %s", version))
			return nil
		},
	}
}

// buildVersion is what the Go tool has put into the program: the module's
// version when it was installed by one, and the commit it was built from.
func buildVersion() (version, commit string) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown", ""
	}
	version = info.Main.Version
	if version == "" {
		version = "(devel)"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = s.Value
		}
	}
	return version, commit
}
