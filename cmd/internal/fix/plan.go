// Package fix makes of corrections what a person can put to use: a Campaign
// package to import, or a diff of the export's own lines. It knows no file
// system.
package fix

import (
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// Plan is what is certain about the kept account of one instance.
type Plan struct {
	Instance string
	Account  *schema.Account
	Key      string   // internal name of the account
	Changes  []Change // those that a package can make
	// Rename is a change of the internal name, nil for none: it is the key by
	// which an import finds the account, so that a person has to make it.
	Rename *checks.Correction
	// Version and BuildNumber are those of the server that wrote the export,
	// "" where it does not say.
	Version, BuildNumber string
}

// Change is a correction and where a package holds it.
type Change struct {
	*checks.Correction
	Attribute string // or a path below the account: "login/@mask"
}

// NewPlan returns what is certain about an instance; ok is false where there is
// no change to make.
func NewPlan(r *checks.Result) (p *Plan, ok bool) {
	a := r.Peer.Account
	if a == nil {
		return nil, false
	}
	p = &Plan{Instance: r.Instance, Account: a, Key: a.Field(schema.Name).Text}
	seen := map[*checks.Correction]bool{}
	for _, f := range r.Findings {
		c := f.Correction
		switch {
		case c == nil || seen[c] || c.Was.Secret() || !inXML(c.Value):
			continue
		case c.Field == schema.Name:
			p.Rename = c
		default:
			p.Changes = append(p.Changes, Change{c, attribute(a, c)})
		}
		seen[c] = true
	}
	if name := a.Field(schema.Name); name.Blank() || name.Shown() != name.Text {
		p.Changes = nil // an import could not find the account, or its key holds a password
	}
	return p, len(p.Changes) > 0 || p.Rename != nil
}

// inXML reports whether XML can hold a value (https://www.w3.org/TR/xml/#charsets).
// One from YAML or JSON may have a control character, which etree would replace.
func inXML(value string) bool {
	return !strings.ContainsFunc(value, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
	})
}

// attribute returns where Campaign keeps what a correction sets. A YAML or JSON
// file may have it under a label.
func attribute(a *schema.Account, c *checks.Correction) string {
	if a.Rule(c.Field) == schema.RuleSpelling {
		return c.Field.Names().Attribute
	}
	return c.Attribute
}
