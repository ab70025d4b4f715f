package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newCompletion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print the completions of a shell.",
		Example: `crm completion bash > ~/.local/share/bash-completion/completions/crm
crm completion zsh > "${fpath[1]}/_crm"
crm completion fish > ~/.config/fish/completions/crm.fish`,
		Args: counted(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			root, w := cmd.Root(), a.out.data()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(w, true)
			case "zsh":
				return root.GenZshCompletion(w)
			case "fish":
				return root.GenFishCompletion(w, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(w)
			}
			return usagef(fmt.Sprintf("there are no completions for %q", args[0]), "bash, zsh, fish or powershell")
		},
		ValidArgsFunction: fixedFirst("bash", "zsh", "fish", "powershell"),
	}
}
