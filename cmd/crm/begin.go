package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"
)

// begin prepares the run of a command: flags, configuration, clock.
func (a *app) begin(cmd *cobra.Command) error {
	a.out.quiet = a.flags.quiet
	a.conf, a.now, a.zone = &config{}, a.clock, a.localZone
	if err := a.checkFlags(cmd); err != nil {
		return err
	}
	if err := a.setColor(); err != nil {
		return err
	}
	daily := cmd.Flags().Lookup("daily")
	a.login = daily != nil && daily.Changed && daily.Value.String() == "true"
	if err := a.configure(cmd); err != nil {
		return a.excuse(cmd, err)
	}
	if err := a.setZone(); err != nil {
		return a.excuse(cmd, err)
	}
	if err := a.setNow(); err != nil {
		return a.excuse(cmd, err)
	}
	return nil
}

// excuse lets crm remind end well when its surroundings are wrong, since login
// shells run it. A flag that was typed by hand is still an error.
func (a *app) excuse(cmd *cobra.Command, err error) error {
	typed := cmd.Flags().Changed("tz") || cmd.Flags().Changed("now")
	if cmd.Name() != "remind" || !a.login && typed {
		return err
	}
	return errors.Join(a.shrug(err), silent(exitOK))
}

// setColor says whether narration has styles; data has none.
func (a *app) setColor() error {
	switch a.flags.color {
	case "auto":
	case "always", "never":
		a.out.styled = a.flags.color == "always"
	default:
		return usagef(fmt.Sprintf("--color cannot be %q", a.flags.color), "auto, always or never")
	}
	return nil
}

func (a *app) setZone() error {
	zone := a.flags.tz
	if zone == "" {
		zone = a.conf.get("dates.timezone")
	}
	if zone == "local" {
		return nil
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return usagef(fmt.Sprintf("there is no time zone %q", zone), "write a name like Asia/Ho_Chi_Minh")
	}
	a.zone = loc
	return nil
}

func (a *app) setNow() error {
	at, from := a.flags.now, "--now"
	if at == "" {
		at, from = a.get("CRM_NOW"), "CRM_NOW"
	}
	if at == "" {
		return nil
	}
	t, err := parseNow(at, a.zone)
	if err != nil {
		return usagef(fmt.Sprintf("%s: %q is not a time", from, at), "write 2026-11-23T09:41:00+07:00, or 2026-11-23")
	}
	a.now = func() time.Time { return t }
	return nil
}

// checkFlags refuses a global flag that this command has no use for.
func (a *app) checkFlags(cmd *cobra.Command) error {
	for _, f := range []struct {
		name string
		by   []string
	}{
		{"format", []string{takesFormat}},
		{"header", []string{takesFormat}},
		{"json", []string{takesFormat, takesJSON}},
		{"dry-run", []string{takesDryRun}},
	} {
		has := slices.ContainsFunc(f.by, func(m string) bool { return cmd.Annotations[m] != "" })
		if cmd.Flags().Changed(f.name) && !has {
			return usagef(fmt.Sprintf("%s has no --%s", cmd.CommandPath(), f.name), "see: "+cmd.CommandPath()+" --help")
		}
	}
	if a.flags.json != "" && a.flags.format != "" {
		return usagef("--json and --format are two formats", "give one of them")
	}
	if cmd.Annotations[takesFormat] == "" && a.flags.json != "" && a.flags.json != allFields {
		return usagef(fmt.Sprintf("%s --json takes no fields", cmd.CommandPath()), "give --json alone")
	}
	return nil
}

// configure loads the configuration. "crm config" has to run with a broken one,
// to mend it; its file is then only named.
func (a *app) configure(cmd *cobra.Command) error {
	path, named := a.flags.config, true
	if path == "" {
		path = a.get("CRM_CONFIG")
	}
	if path == "" {
		dir, err := a.configDir()
		if err != nil {
			return err
		}
		path, named = dir+"/config.toml", false
	}
	conf, err := loadConfig(a.expand(path), named)
	if err != nil {
		if !a.isConfigCommand(cmd) {
			return err
		}
		conf = &config{path: a.expand(path)}
	}
	a.conf = conf
	if cmd.Name() != "remind" && cmd.Name() != cobra.ShellCompRequestCmd && cmd.Name() != cobra.ShellCompNoDescRequestCmd {
		for _, w := range conf.warnings {
			a.out.sayf("warning: %s", w)
		}
	}
	return nil
}

func (a *app) isConfigCommand(cmd *cobra.Command) bool {
	for ; cmd != nil; cmd = cmd.Parent() {
		if cmd.Name() == "config" {
			return true
		}
	}
	return false
}
