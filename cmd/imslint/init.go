package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"text/template"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/spf13/cobra"
)

func newInit(streams streams) *cobra.Command {
	var force bool
	file := schema.ConfigName
	c := &cobra.Command{
		Use:   "init [NAME=]PATH…",
		Short: "Write an imslint.yaml with what the export shows, for you to finish",
		Long: `Write an imslint.yaml into the working directory. What the export shows stands
in it as comments, beside what has to be asked of Adobe and where that is found.
Secrets are never written.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if _, err := os.Lstat(file); err == nil && !force {
				return fmt.Errorf("%s is there already; --force overwrites it", file)
			}
			// An imslint.yaml that is being replaced must not be in the way.
			l, err := loadAndReport(args, os.DevNull, streams)
			if err != nil {
				return err
			}
			if len(l.errors) > 0 {
				return status(exitFailure)
			}
			if err := writeFile(file, func(f *os.File) error { return writeConfig(f, l.instances) }); err != nil {
				return err
			}
			fmt.Fprintf(streams.err, "%s written: fill in what Adobe has provisioned, then run imslint lint again\n", file)
			return nil
		},
	}
	c.Flags().BoolVar(&force, "force", false, "overwrite an imslint.yaml that is there")
	c.Flags().StringVar(&file, "output", file, "`FILE` to write")
	return c
}

// shownFields are what the export shows of one instance, for a comment.
type shownFields struct{ Instance, Value string }

var configTemplate = template.Must(template.New("imslint.yaml").Parse(`# yaml-language-server: $schema=https://raw.githubusercontent.com/imslint/imslint/main/schema/imslint.schema.json
#
# What Adobe has provisioned cannot be read from an export, so it is stated
# here. Remove the # in front of a line and write what Adobe's side shows: not
# what the export shows, which is what imslint compares with it.

provisioned:
{{- range .Facts}}
  # {{.What}}
{{- range .Shown}}
  #   the export of {{.Instance}} shows: {{.Value}}
{{- end}}
  # {{.Example}}
{{end}}
instances:
{{- range .Instances}}
  - name: {{.}}
    # environment: production   # or stage, development
    # url: https://campaign.example.com   # where people open this instance
{{- end}}

# checks:
#   disable: [control-panel-access]     # names of checks or codes: imslint checks
#   severity: {scopes/duplicate: error}

# Where this build keeps a field in another attribute: imslint fields PATH
# fields: {associationMask: imsRightsMask}

# What @type holds for Adobe Experience Cloud on this build
# accountType: "42"
`))

func writeConfig(w io.Writer, instances []*schema.Instance) error {
	type fact struct {
		What, Example string
		Shown         []shownFields
	}
	shown := func(field schema.Field) []shownFields {
		var list []shownFields
		for _, in := range instances {
			for _, a := range in.IMSAccounts() {
				if v := a.Field(field); !v.Blank() && !v.Secret() {
					list = append(list, shownFields{in.Name, `"` + checks.Visible(schema.HidePassword(v.Text)) + `"`})
				}
			}
		}
		return list
	}
	var names []string
	for _, in := range instances {
		names = append(names, yamlText(in.Name))
	}
	return configTemplate.Execute(w, map[string]any{
		"Instances": names,
		"Facts": []fact{
			{"Organization: Admin Console > Settings, or the user menu of Experience Cloud.", "organizationId: 0123456789ABCDEF01234567@AdobeOrg", shown(schema.OrganizationID)},
			{"IMS client: ask your Adobe contact, or look in Adobe Developer Console.", "clientId: campaign-prod", shown(schema.ClientID)},
			{"Scopes of the IMS client: ask your Adobe contact, or look in Adobe Developer Console.", "scopes: [AdobeID, openid, session, read_organizations, additional_info.projectedProductContext]", shown(schema.Scopes)},
			{"Redirect URIs of the IMS client: ask your Adobe contact, or look in Adobe Developer Console.", `callbackUrls: ["https://campaign.example.com"]`, shown(schema.CallbackURL)},
			{"Product context that Experience Cloud holds: ask your Adobe contact.", "productContext: dma_campaign_classic", shown(schema.ProductContext)},
			{"Product profiles: Admin Console > Products > Adobe Campaign > Product profiles.", `productProfiles: ["campaign - prod - admin", "campaign - prod - delivery"]`, shown(schema.AssociationMask)},
			{"IMS hosts, only where Adobe gave you others than the documented two.", "imsServers: [ims-na1.adobelogin.com]", shown(schema.IMSServer)},
		},
	})
}

// yamlText returns a text as a YAML scalar.
func yamlText(text string) string {
	if strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == "" {
		return text
	}
	return fmt.Sprintf("%q", text)
}
