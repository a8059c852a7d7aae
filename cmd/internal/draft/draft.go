// Package draft writes the imslint.yaml that a person begins with: what to state
// beside what the export shows. It knows no file system.
package draft

import (
	"fmt"
	"io"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// Draft is an imslint.yaml to be finished by a person.
type Draft struct {
	Facts     []fact
	Instances []string
	Users     bool // whether there is a user list of the Admin Console
	// More says how many accounts an instance has beyond those that are shown.
	More []shownField
}

type fact struct {
	*schema.Fact
	Shown []shownField
}

// shownField is what the export shows of one instance, for a comment.
type shownField struct{ Instance, Value string }

// New returns a draft that knows of no instance.
func New() *Draft {
	d := &Draft{}
	for _, f := range schema.Facts {
		d.Facts = append(d.Facts, fact{Fact: f})
	}
	return d
}

// Add adds what the export of an instance shows.
func (d *Draft) Add(in *schema.Instance) {
	d.Instances = append(d.Instances, yamlText(in.Name))
	d.Users = d.Users || in.HasUsers()
	accounts := in.IMSAccounts()
	for _, a := range accounts[:min(len(accounts), mostShown)] {
		for i := range d.Facts {
			f := &d.Facts[i]
			if v := a.Field(f.Field); !v.Blank() && !v.Secret() {
				f.Shown = append(f.Shown, shownField{checks.Visible(in.Name), `"` + checks.Visible(v.Shown()) + `"`})
			}
		}
	}
	if more := len(accounts) - mostShown; more > 0 {
		d.More = append(d.More, shownField{checks.Visible(in.Name), checks.Count(more, "more external account")})
	}
}

// mostShown is of how many accounts of an instance a draft shows the fields.
const mostShown = 20

// What a draft says before, between and after what it lists.
const (
	beginText = `# yaml-language-server: $schema=https://raw.githubusercontent.com/imslint/imslint/main/schema/imslint.schema.json
#
# What Adobe has provisioned cannot be read from an export, so it is stated
# here. Remove the # in front of a line and write what Adobe's side shows: not
# what the export shows, which is what imslint compares with it.
`
	instanceText = `    # environment: production   # or stage, development
    # hosting: on-premise   # or hybrid, hosted: who runs the servers
    # url: https://campaign.example.com   # where people open this instance
`
	usersText = `
# What the Admin Console holds, for imslint users and for the checks of operators
adminConsole:
  # Domains that your organization has claimed, each with its identity type:
  # Admin Console > Settings > Identity.
  # domains: [{name: example.com, type: Federated ID}]

  # Domains that other organizations have claimed.
  # domainsElsewhere: [partner.example]

  # What the owner of the domain requires of user names: any, email or same-as-email.
  # userNames: same-as-email

  # Product configurations: Admin Console > Products > Product profiles.
  # productConfigurations: [campaign - prod - delivery]

  # Whether users come from the identity provider only.
  # directorySync: true

  # Where domain enforcement is on: the domains that it allows.
  # enforcedDomains: [example.com]
`
	endText = `
# checks:
#   disable: [control-panel-access]     # names of checks or codes: imslint checks
#   severity: {scopes/duplicate: error}

# Where this build keeps a field in another attribute: imslint fields PATH
# fields: {associationMask: imsRightsMask}

# What @type holds for Adobe Experience Cloud on this build
# accountType: "42"
`
)

// Write writes the draft.
func (d *Draft) Write(w io.Writer) error {
	var out strings.Builder
	out.WriteString(beginText)
	for _, more := range d.More {
		fmt.Fprintf(&out, "#\n# %s has %s with settings of the Adobe ID login, which this\n# file leaves out.\n", more.Instance, more.Value)
	}
	out.WriteString("\nprovisioned:\n")
	for _, f := range d.Facts {
		fmt.Fprintf(&out, "  # %s: %s.\n", f.Title, f.Where)
		for _, shown := range f.Shown {
			fmt.Fprintf(&out, "  #   the export of %s shows: %s\n", shown.Instance, shown.Value)
		}
		fmt.Fprintf(&out, "  # %s: %s\n\n", f.Key, f.Example)
	}
	out.WriteString("instances:\n")
	for _, name := range d.Instances {
		fmt.Fprintf(&out, "  - name: %s\n%s", name, instanceText)
	}
	if d.Users {
		out.WriteString(usersText)
	}
	out.WriteString(endText)
	_, err := io.WriteString(w, out.String())
	return err
}

// yamlText returns a text as a YAML scalar.
func yamlText(text string) string {
	if text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == "" {
		return text
	}
	var out strings.Builder
	for _, r := range fmt.Sprintf("%q", text) {
		switch {
		case !source.Unseen(r):
			out.WriteRune(r)
		case r > 0xFFFF:
			fmt.Fprintf(&out, `\U%08x`, r)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.String()
}
