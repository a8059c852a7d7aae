package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/users"
	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema/source"
	"github.com/spf13/cobra"
)

func newUsers(s streams) *cobra.Command {
	var flags lintFlags
	var existing pathsFlag
	c := &cobra.Command{
		Use:   "users FILE.csv…",
		Short: "Say what the Admin Console will make of files for a bulk upload of users",
		Long: `Say what the Admin Console will make of files for a bulk upload of users, before
they are uploaded: which it rejects, which users it does not create, and what it
will say, word for word. Each FILE is a CSV of the classic layout or of today's,
or - for standard input. What the organization has claimed is stated below
adminConsole: in imslint.yaml.

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 it could not do its
job: usage, or a configuration, an input or an output that failed.`,
		Example: `  imslint users new-users.csv
  imslint users --existing exported-users.csv new-users.csv
  imslint users --format html=report.html new-users.csv`,
	}
	c.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return errors.New("users needs a FILE: a CSV for the Admin Console, or - for standard input (see imslint users --help)")
		}
		var uploads []report.Upload
		return flags.run(c, args, s, runPlan{
			catalogue: users.Catalogue,
			lists:     existing,
			judge: func(t *task) *judge.Outcome {
				var out *judge.Outcome
				out, uploads = judgeUsers(t, existing, s)
				if t.verbose {
					for _, u := range uploads {
						fmt.Fprintf(s.err, "%s: %s\n", report.Shown(u.File), checks.Count(u.Users, "user"))
					}
				}
				return out
			},
			finish: func(run *report.Run, _ *judge.Outcome, _ []load.Argument) {
				run.Login, run.Summary.Users = false, &report.Users{}
				for _, u := range uploads {
					run.AddUpload(u)
				}
			},
		})
	}
	flags.addFiles(c)
	c.Flags().MarkHidden("jobs") // which 0.2.0 took: files are judged one after another
	flags.addReport(c, func() *checks.Catalogue { return users.Catalogue })
	c.Flags().Var(&existing, "existing", "users exported from the Admin Console, a CSV `FILE` or - for standard input; can be given several times")
	return c
}

// judgeUsers judges the files that a command line names.
func judgeUsers(t *task, existing []string, s streams) (*judge.Outcome, []report.Upload) {
	m := &load.Meter{}
	stop := func() {}
	if s.errTerminal {
		stop = showProgress(s.err, m, 1, time.Second)
	}
	var lists []load.Source
	for _, path := range existing {
		lists = append(lists, load.FileSource(path, s.in))
	}
	defer func() { stop() }()
	return (&judge.UsersTask{
		Groups: load.Groups(t.arguments, s.in, t.search), Existing: lists, Meter: m, Selection: t.selection, Now: time.Now(),
		Seen: func(bad *source.Error) {
			stop()
			stop = func() {}
			printErrors(s, []*source.Error{bad})
		},
	}).Run()
}
