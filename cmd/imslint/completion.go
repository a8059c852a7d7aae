package main

import (
	"fmt"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/spf13/cobra"
)

func newCompletion(s streams) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print a script that completes commands, flags and checks in a shell",
		Long: `Print a script that completes commands, flags and checks in bash, zsh, fish or
powershell.`,
		Example: `  source <(imslint completion bash)
  imslint completion zsh > "${fpath[1]}/_imslint"
  imslint completion fish > ~/.config/fish/completions/imslint.fish
  imslint completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("completion needs one SHELL: bash, zsh, fish or powershell")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			root := c.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(s.out, true)
			case "zsh":
				return root.GenZshCompletion(s.out)
			case "fish":
				return root.GenFishCompletion(s.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(s.out)
			}
			message := "completion needs bash, zsh, fish or powershell, found " + checks.Quote(args[0])
			if near := schema.Nearest(args[0], shells); near != "" {
				message += ": did you mean " + near + "?"
			}
			return fmt.Errorf("%s", message)
		},
	}
}
