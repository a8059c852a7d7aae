package checks

import "github.com/imslint/imslint/schema"

// OrganizationID finds an organization ID that is not this organization's.
var OrganizationID = &Check{
	Name:  "organization-id",
	Title: "the IMS organization ID of this organization",
	Step:  TokenStep,
	Codes: []Code{
		{
			Name: "missing", Severity: Error,
			Title:  "IMS organization ID is blank",
			Why:    "Campaign looks for the person's product profiles in this organization.",
			Fix:    "Set IMS organization ID to the one that Experience Cloud shows: 24 characters and @AdobeOrg.",
			Causes: []Cause{{"no-right-matching-expression", Inferred}},
			Source: configuring,
			Bad:    Example{Export: `imsOrgId=""`},
			Good:   Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`},
		},
		{
			Name: "malformed", Severity: Error,
			Title:  "IMS organization ID has another form",
			Why:    "An organization ID is 24 letters and digits and @AdobeOrg; nothing else names an organization.",
			Fix:    "Set IMS organization ID to the one that Experience Cloud shows: 24 characters and @AdobeOrg.",
			Causes: []Cause{{"no-right-matching-expression", Inferred}},
			Source: configuring,
			Bad:    Example{Export: `imsOrgId="0123456789ABCDEF01234567"`},
			Good:   Example{Export: `imsOrgId="0123456789abcdef01234567@AdobeOrg"`},
		},
		{
			Name: "unusual", Severity: Warning,
			Title:  "IMS organization ID is not hexadecimal",
			Why:    "Every organization ID in public is made of the digits 0 to 9 and the letters A to F, so that another letter is likely a slip, such as O for 0.",
			Fix:    "Compare IMS organization ID with the one that Experience Cloud shows.",
			Causes: []Cause{{"no-right-matching-expression", Inferred}},
			Source: "inferred from the public examples of organization IDs",
			Bad:    Example{Export: `imsOrgId="O123456789ABCDEF01234567@AdobeOrg"`},
			Good:   Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`},
		},
		{
			Name: "mismatch", Severity: Error, Needs: "provisioned.organizationId",
			Title:  "IMS organization ID is not the provisioned one",
			Why:    "The token is issued for the client's own organization; Campaign finds no profiles of another.",
			Fix:    "Set IMS organization ID to the provisioned one.",
			Causes: []Cause{{"no-right-matching-expression", Inferred}},
			Source: configuring,
			Bad:    Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`, Config: `provisioned: {organizationId: 89ABCDEF0123456789ABCDEF@AdobeOrg}`},
			Good:   Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`, Config: `provisioned: {organizationId: 0123456789ABCDEF01234567@AdobeOrg}`},
		},
		{
			Name: "differs-from-server-config", Severity: Error, Needs: "redirection/@IMSOrgId of serverConf.xml or config-<instance>.xml",
			Title:  "IMS organization ID is not that of the server configuration",
			Why:    "The server works for one organization; the login for another.",
			Fix:    "Set IMS organization ID in the external account and IMSOrgId of <redirection> in the server configuration to the same organization.",
			Causes: []Cause{{"no-right-matching-expression", Inferred}},
			Source: serverFile,
			Bad: Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`,
				Beside: []string{`<serverconf><web><redirection IMSOrgId="89ABCDEF0123456789ABCDEF@AdobeOrg"/></web></serverconf>`}},
			Good: Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`,
				Beside: []string{`<serverconf><web><redirection IMSOrgId="0123456789ABCDEF01234567@AdobeOrg"/></web></serverconf>`}},
		},
	},
	Account: func(p *Pass, a *schema.Account) {
		v := a.Field(schema.OrganizationID)
		if v.Blank() {
			p.Report("missing", v, "IMS organization ID is blank.")
			return
		}
		id, ok := schema.ParseOrganizationID(v.Text)
		stated := p.In.Stated.Provisioned.OrganizationID
		if !ok {
			f := p.Report("malformed", v, "IMS organization ID is %s, expected 24 letters or digits and @AdobeOrg.", Quote(v.Text))
			if !stated.Blank() {
				f.Fix = "Set IMS organization ID to " + Visible(stated.Text) + "."
			}
		} else if !id.Hexadecimal() {
			p.Report("unusual", v, "IMS organization ID %s holds letters that are not hexadecimal digits.", Quote(v.Text))
		}

		server, known := p.In.ServerValue("web/redirection/@IMSOrgId")
		if stated.Blank() {
			p.Skip("mismatch", "the organization that Adobe provisioned for is not stated")
		}
		switch {
		case !p.In.HasServerFiles():
			p.Skip("differs-from-server-config", "no server configuration file was given")
		case !known || server.Blank():
			p.Skip("differs-from-server-config", "the server configuration states no IMSOrgId, or several instances' files state different ones")
		}
		if !ok {
			return // any comparison would say the same again
		}
		if !stated.Blank() && v.Text != stated.Text {
			f := p.Report("mismatch", v, "IMS organization ID is %s, Adobe provisioned for %s%s.", Quote(v.Text), Quote(stated.Text), caseHint(v.Text, stated.Text))
			f.Fix = "Set IMS organization ID to " + Visible(stated.Text) + "."
			f.Related = []Related{{stated.Place, "the provisioned organization"}}
		}
		if !server.Blank() && v.Text != server.Text {
			f := p.Report("differs-from-server-config", v, "IMS organization ID is %s, the server configuration says %s.", Quote(v.Text), Quote(server.Text))
			f.Related = []Related{{server.Place, "IMSOrgId of the server configuration"}}
		}
	},
}
