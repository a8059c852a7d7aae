package main

import (
	"fmt"
	"path/filepath"

	"github.com/imslint/imslint/cmd/internal/draft"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/schema"
	"github.com/spf13/cobra"
)

func newInit(s streams) *cobra.Command {
	var force bool
	var flags inputFlags
	output := optional{text: schema.ConfigName}
	c := &cobra.Command{
		Use:   "init [NAME=]PATH…",
		Short: "Write an imslint.yaml with what the export shows, for you to finish",
		Long: `Write an imslint.yaml into the working directory. It holds what the export shows
as comments, beside what to ask Adobe for and where that is found. Secrets are
never written.`,
	}
	c.RunE = func(_ *cobra.Command, args []string) error {
		arguments, err := flags.arguments(c, args)
		if err != nil {
			return err
		}
		file := output.text
		if err := checkDraft(file, force, arguments, s); err != nil {
			return err
		}
		d := draft.New()
		failed := false
		// An imslint.yaml that is being replaced must not be in the way.
		for in := range readAll(arguments, &load.Search{None: true}, flags, s) {
			failed = failed || len(in.Errors) > 0
			if in.Read != nil {
				d.Add(in.Read)
			}
		}
		if failed {
			fmt.Fprintf(s.err, "imslint: %s was not written: an input could not be read\n", shownOutput(file))
			return status(exitFailure)
		}
		return s.save(file, "fill in what Adobe has provisioned, then run imslint lint again", d.Write)
	}
	c.Flags().BoolVar(&force, "force", false, "overwrite an existing file")
	c.Flags().Var(&output, "output", "`FILE` to write, or - for standard output")
	c.Flags().Var(&flags.instancesIn, "instances-in", "take each entry of `DIR` as an instance")
	return c
}

// checkDraft returns an error where a file cannot be written, or must not be.
func checkDraft(file string, force bool, arguments []load.Argument, s streams) error {
	if file == stdout {
		return nil
	}
	if err := checkWritable(file); err != nil {
		return err
	}
	if err := checkNew(file, force); err != nil || filepath.Base(file) == schema.ConfigName {
		return err
	}
	return checkNotInput(file, newInputs(pathsOf(arguments), s))
}
