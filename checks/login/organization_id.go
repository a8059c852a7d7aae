package login

import (
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// organizationID finds an organization ID that is not this organization's.
var organizationID = &checks.Check{
	Name:    "organization-id",
	Title:   "the IMS organization ID of this organization",
	Step:    checks.TokenStep,
	Codes:   []*checks.Code{organizationMissing, organizationMalformed, organizationUnusual, organizationMismatch, organizationDiffers},
	Account: checkOrganization,
}

var organizationMissing = &checks.Code{
	Name: "organization-id/missing", Severity: checks.Error,
	Title:  "IMS organization ID is blank",
	Why:    "Campaign looks for the person's product profiles in this organization.",
	Fix:    "Set IMS organization ID to the one that Experience Cloud shows: 24 characters and @AdobeOrg.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Inferred}},
	Source: configuring,
	Bad:    checks.Example{Export: `imsOrgId=""`},
	Good:   checks.Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`},
}

var organizationMalformed = &checks.Code{
	Name: "organization-id/malformed", Severity: checks.Error,
	Title:  "IMS organization ID has another form",
	Why:    "An organization ID is 24 letters and digits and @AdobeOrg.",
	Fix:    "Set IMS organization ID to the one that Experience Cloud shows: 24 characters and @AdobeOrg.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Inferred}},
	Source: organizations,
	Bad:    checks.Example{Export: `imsOrgId="0123456789ABCDEF01234567"`},
	Good:   checks.Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`},
}

var organizationUnusual = &checks.Code{
	Name: "organization-id/unusual", Severity: checks.Warning,
	Title:  "IMS organization ID is not hexadecimal",
	Why:    "Every organization ID in public is made of the digits 0 to 9 and the letters A to F, so another letter is likely a typing error, such as O for 0.",
	Fix:    "Compare IMS organization ID with the one that Experience Cloud shows.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Inferred}},
	Source: "inferred from the public examples of organization IDs",
	Bad:    checks.Example{Export: `imsOrgId="O123456789ABCDEF01234567@AdobeOrg"`},
	Good:   checks.Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`},
}

var organizationMismatch = &checks.Code{
	Name: "organization-id/mismatch", Severity: checks.Error, Needs: "provisioned.organizationId",
	Title:  "IMS organization ID is not the provisioned one",
	Why:    "The token is issued for the client's own organization; Campaign finds no profiles of another.",
	Fix:    "Set IMS organization ID to the provisioned one.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Inferred}},
	Source: configuring,
	Bad:    checks.Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`, Config: `provisioned: {organizationId: 89ABCDEF0123456789ABCDEF@AdobeOrg}`},
	Good:   checks.Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`, Config: `provisioned: {organizationId: 0123456789ABCDEF01234567@AdobeOrg}`},
}

var organizationDiffers = &checks.Code{
	Name: "organization-id/differs-from-server-config", Severity: checks.Error, Needs: "redirection/@IMSOrgId of serverConf.xml or config-<instance>.xml",
	Title:  "IMS organization ID is not that of the server configuration",
	Why:    "The server is set up for one organization, the login for another.",
	Fix:    "Set IMS organization ID in the external account and IMSOrgId of <redirection> in the server configuration to the same organization.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Inferred}},
	Source: serverFile,
	Bad: checks.Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`,
		Beside: []string{`<serverconf><web><redirection IMSOrgId="89ABCDEF0123456789ABCDEF@AdobeOrg"/></web></serverconf>`}},
	Good: checks.Example{Export: `imsOrgId="0123456789ABCDEF01234567@AdobeOrg"`,
		Beside: []string{`<serverconf><web><redirection IMSOrgId="0123456789ABCDEF01234567@AdobeOrg"/></web></serverconf>`}},
}

func checkOrganization(p *checks.Pass, a *schema.Account) {
	v := a.Field(schema.OrganizationID)
	stated := p.In.Stated.Provisioned.OrganizationID
	server, known := p.In.ServerValue("web/redirection/@IMSOrgId")
	if stated.Blank() {
		p.Skip(organizationMismatch, schema.OrganizationFact.Unstated)
	}
	switch {
	case !p.In.HasServerFiles():
		p.Skip(organizationDiffers, "no server configuration file was given")
	case !known || server.Blank():
		p.Skip(organizationDiffers, "the server configuration states no IMSOrgId, or several instances' files state different ones")
	}

	_, ok := schema.ParseOrganizationID(v.Text)
	var f *checks.Finding
	switch {
	case v.Blank():
		f = p.Report(organizationMissing, v, "IMS organization ID is blank.")
	case !ok:
		f = p.Report(organizationMalformed, v, "IMS organization ID is %s, expected 24 letters or digits and @AdobeOrg.%s", checks.Quote(v.Text), lookAlike(v.Text))
	case !stated.Blank() && v.Text != stated.Text:
		f = p.Report(organizationMismatch, v, "IMS organization ID is %s, Adobe provisioned for %s%s.%s", checks.Quote(v.Text), checks.Quote(stated.Text), caseHint(v.Text, stated.Text), lookAlike(v.Text))
	}
	// What follows is judged on the value as corrected.
	right := v.Text
	if f != nil {
		if stated.Blank() {
			return
		}
		right = stated.Text
		f.Set(right)
		f.Related = []checks.Related{{Place: stated.Place, Message: "the provisioned organization"}}
	}
	if id, ok := schema.ParseOrganizationID(right); ok && !id.Hexadecimal() {
		p.Report(organizationUnusual, v, "IMS organization ID %s contains letters that are not hexadecimal digits.", checks.Quote(right))
	}
	if !known || server.Blank() || server.Text == right {
		return
	}
	d := p.Report(organizationDiffers, v, "IMS organization ID is %s, the server configuration says %s.%s", checks.Quote(v.Text), checks.Quote(server.Text), lookAlike(server.Text))
	d.Related = []checks.Related{{Place: server.Place, Message: "IMSOrgId of the server configuration"}}
	if !stated.Blank() {
		d.Message = "IMSOrgId of the server configuration is " + checks.Quote(server.Text) + ", Adobe provisioned for " + checks.Quote(stated.Text) + "."
		d.Fix = "Set IMSOrgId of <redirection> in the server configuration to " + checks.Visible(stated.Text) + "."
	}
}
