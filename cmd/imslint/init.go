package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"text/template"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/schema"
	"github.com/spf13/cobra"
)

func newInit(s streams) *cobra.Command {
	var force bool
	var flags inputFlags
	file := schema.ConfigName
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
		if _, err := os.Lstat(file); err == nil && !force {
			return fmt.Errorf("%s already exists; use --force to overwrite it", checks.Visible(file))
		}
		draft := newDraft()
		failed := false
		// An imslint.yaml that is being replaced must not be in the way.
		for in := range readAll(arguments, &load.Search{None: true}, flags, s) {
			failed = failed || len(in.Errors) > 0
			if in.Read != nil {
				draft.add(in.Read)
			}
		}
		if failed {
			fmt.Fprintf(s.err, "imslint: %s was not written: an input could not be read\n", checks.Visible(file))
			return status(exitFailure)
		}
		if err := writeFile(file, draft.write); err != nil {
			return err
		}
		fmt.Fprintf(s.err, "%s written: fill in what Adobe has provisioned, then run imslint lint again\n", checks.Visible(file))
		return nil
	}
	c.Flags().BoolVar(&force, "force", false, "overwrite an existing file")
	c.Flags().StringVar(&file, "output", file, "`FILE` to write")
	c.Flags().Var(&flags.instancesIn, "instances-in", "take each entry of `DIR` as an instance")
	return c
}

// draft is an imslint.yaml to be finished by a person.
type draft struct {
	Facts     []draftFact
	Instances []string
}

type draftFact struct {
	*schema.Fact
	Shown []shownField
}

// shownField is what the export shows of one instance, for a comment.
type shownField struct{ Instance, Value string }

func newDraft() *draft {
	d := &draft{}
	for _, f := range schema.Facts {
		d.Facts = append(d.Facts, draftFact{Fact: f})
	}
	return d
}

func (d *draft) add(in *schema.Instance) {
	d.Instances = append(d.Instances, yamlText(in.Name))
	for i := range d.Facts {
		f := &d.Facts[i]
		for _, a := range in.IMSAccounts() {
			if v := a.Field(f.Field); !v.Blank() && !v.Secret() {
				f.Shown = append(f.Shown, shownField{checks.Visible(in.Name), `"` + checks.Visible(v.Shown()) + `"`})
			}
		}
	}
}

const draftTemplate = `# yaml-language-server: $schema=https://raw.githubusercontent.com/imslint/imslint/main/schema/imslint.schema.json
#
# What Adobe has provisioned cannot be read from an export, so it is stated
# here. Remove the # in front of a line and write what Adobe's side shows: not
# what the export shows, which is what imslint compares with it.

provisioned:
{{- range .Facts}}
  # {{.Title}}: {{.Where}}.
{{- range .Shown}}
  #   the export of {{.Instance}} shows: {{.Value}}
{{- end}}
  # {{.Key}}: {{.Example}}
{{end}}
instances:
{{- range .Instances}}
  - name: {{.}}
    # environment: production   # or stage, development
    # hosting: on-premise   # or hybrid, hosted: who runs the servers
    # url: https://campaign.example.com   # where people open this instance
{{- end}}

# checks:
#   disable: [control-panel-access]     # names of checks or codes: imslint checks
#   severity: {scopes/duplicate: error}

# Where this build keeps a field in another attribute: imslint fields PATH
# fields: {associationMask: imsRightsMask}

# What @type holds for Adobe Experience Cloud on this build
# accountType: "42"
`

func (d *draft) write(w io.Writer) error {
	return template.Must(template.New(schema.ConfigName).Parse(draftTemplate)).Execute(w, d)
}

// yamlText returns a text as a YAML scalar.
func yamlText(text string) string {
	if text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == "" {
		return text
	}
	return fmt.Sprintf("%q", text)
}
