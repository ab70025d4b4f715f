package main

import (
	_ "embed"
	"fmt"

	"github.com/spf13/cobra"
)

// The scripts of three shells are our own. Those of cobra evaluate the line once
// more, so that an open quote ends the completion, and let the shell drop what
// does not begin as it was typed: ha for Hà Nội.
//
//go:embed shell/crm.bash
var bashScript string

//go:embed shell/crm.zsh
var zshScript string

//go:embed shell/crm.fish
var fishScript string

func newCompletion(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print the completions of a shell.",
		Example: `crm completion bash > ~/.local/share/bash-completion/completions/crm
crm completion zsh > "${fpath[1]}/_crm"
crm completion fish > ~/.config/fish/completions/crm.fish`,
		Args: counted(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			w := a.out.data()
			script := ""
			switch args[0] {
			case "bash":
				script = bashScript
			case "zsh":
				script = zshScript
			case "fish":
				script = fishScript
			case "powershell":
				return cmd.Root().GenPowerShellCompletionWithDesc(w)
			default:
				return usagef(fmt.Sprintf("there are no completions for %q", args[0]), "bash, zsh, fish or powershell")
			}
			_, err := fmt.Fprint(w, script)
			return err
		},
		ValidArgsFunction: fixedFirst("bash", "zsh", "fish", "powershell"),
	}
	cmd.AddCommand(newCompletionLine(a))
	return cmd
}
