package main

import (
	"crm/store/safe"

	"github.com/spf13/cobra"
)

// hooks are the lines for the files that a login shell reads. They are
// constants: nothing of a person is ever put into a line that a shell runs.
func hooks() map[string]string {
	const posix = "# what is due, once a day (crm hook)\ncommand -v crm >/dev/null && crm remind --daily"
	return map[string]string{
		"zsh":  posix,
		"bash": posix,
		"fish": "# what is due, once a day (crm hook)\nstatus is-interactive; and command -q crm; and crm remind --daily",
	}
}

func newHook(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "hook zsh|bash|fish",
		Short: "Print the line that shows what is due at login.",
		Example: `crm hook zsh >> ~/.zshrc
crm hook bash >> ~/.bashrc
crm hook fish >> ~/.config/fish/config.fish`,
		Args: counted(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			line, ok := hooks()[args[0]]
			if !ok {
				return usagef("there is no hook for "+args[0], "zsh, bash or fish")
			}
			a.out.block(safe.Block(line))
			return nil
		},
		ValidArgsFunction: fixedFirst("zsh", "bash", "fish"),
	}
}
