package login

import (
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/schema"
)

// TestCorrections holds what each field is set to, and where nobody can be
// certain.
func TestCorrections(t *testing.T) {
	const (
		profiles = `provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - delivery", "campaign - stage - admin"]}`
		own      = `instances: [{name: prod, url: "https://campaign.example.com"}]`
		scoped   = `provisioned: {scopes: [openid, session, additional_info.projectedProductContext]}`
		org      = `provisioned: {organizationId: 0123456789ABCDEF01234567@AdobeOrg}`
	)
	groups := []string{`<group-collection><group name="admin"/><group name="delivery"/></group-collection>`}
	in := func(export, config string, beside ...string) checks.Example {
		return checks.Example{Export: export, Config: config, Beside: beside}
	}
	mask := func(m string) checks.Example { return in(`imsRightsMask="`+m+`"`, profiles, groups...) }
	checkstest.Corrections(t, Catalogue, []checkstest.Correction{
		{Name: "server blank", In: in(`imsServer=""`, ""), Field: schema.IMSServer, Want: "https://adobeid-na1.services.adobe.com"},
		{Name: "server near", In: in(`imsServer="https://ims-na1.adobelogon.com"`, ""), Field: schema.IMSServer, Want: "https://ims-na1.adobelogin.com"},
		{Name: "server on stage", In: in(`imsServer="ims-na1-stg1.adobelogin.com"`, ""), Field: schema.IMSServer, Want: "https://ims-na1.adobelogin.com"},
		{Name: "server far", In: in(`imsServer="https://login.example.com"`, ""), Field: schema.IMSServer, Want: "https://adobeid-na1.services.adobe.com"},
		{Name: "server with a path and http", In: in(`imsServer="http://ims-na1.adobelogin.com/ims"`, ""), Field: schema.IMSServer, Want: "https://ims-na1.adobelogin.com"},
		{Name: "server with a path", In: in(`imsServer="https://ims-na1.adobelogin.com/ims"`, ""), Field: schema.IMSServer, Want: "https://ims-na1.adobelogin.com"},
		{Name: "server of nothing", In: in(`imsServer="https://"`, ""), Field: schema.IMSServer, Want: "https://adobeid-na1.services.adobe.com"},
		{Name: "server stated", In: in(`imsServer=""`, `provisioned: {imsServers: [ims.example.com]}`), Field: schema.IMSServer, Want: "https://ims.example.com"},
		{Name: "server right", In: in(`label="x"`, ""), Field: schema.IMSServer},
		{Name: "server differs", In: checks.Example{Export: `imsServer="ims-na1.adobelogin.com"`, Other: `imsServer="adobeid-na1.services.adobe.com"`}, Field: schema.IMSServer, Want: "https://ims-na1.adobelogin.com"},
		{Name: "server of production wins", In: checks.Example{Export: `imsServer="ims-na1.adobelogin.com"`, Other: `imsServer="http://adobeid-na1.services.adobe.com"`, Config: `instances: [{name: prod, environment: production}]`},
			Field: schema.IMSServer, Want: "https://ims-na1.adobelogin.com"},

		{Name: "mask by pairs", In: mask("Campaign -  prod - "), Field: schema.AssociationMask, Want: "campaign - prod - (.*)"},
		{Name: "mask blank, by pairs", In: mask(""), Field: schema.AssociationMask, Want: "campaign - prod - (.*)"},
		{Name: "mask of nothing", In: mask("something - "), Field: schema.AssociationMask, Want: "campaign - prod - (.*)"},
		{Name: "mask without groups", In: in(`imsRightsMask="Campaign - stage - "`, profiles), Field: schema.AssociationMask, Want: "campaign - stage - (.*)"},
		{Name: "mask blank, nobody knows", In: in(`imsRightsMask=""`, profiles), Field: schema.AssociationMask},
		{Name: "mask without its group", In: in(`imsRightsMask="campaign - prod - .*"`, ""), Field: schema.AssociationMask, Want: "campaign - prod - (.*)"},
		{Name: "mask with two groups", In: in(`imsRightsMask="(a)(b)"`, ""), Field: schema.AssociationMask},
		{Name: "mask literal", In: in(`imsRightsMask="campaign - prod - "`, ""), Field: schema.AssociationMask},

		{Name: "callback http, url stated", In: in(`callbackServer="http://elsewhere.example.org"`, own), Field: schema.CallbackURL, Want: "https://campaign.example.com"},
		{Name: "callback http", In: in(`callbackServer="http://campaign.example.com/nl"`, ""), Field: schema.CallbackURL, Want: "https://campaign.example.com/nl"},
		{Name: "callback without scheme", In: in(`callbackServer="campaign.example.com"`, ""), Field: schema.CallbackURL, Want: "https://campaign.example.com"},
		{Name: "callback blank", In: in(`callbackServer=""`, ""), Field: schema.CallbackURL},
		{Name: "callback not on the allowlist", In: in(`label="x"`, `provisioned: {callbackUrls: ["https://other.example.com"]}`), Field: schema.CallbackURL},

		{Name: "client ID", In: in(`clientId=" campaign-x"`, `provisioned: {clientId: campaign-prod}`), Field: schema.ClientID, Want: "campaign-prod"},
		{Name: "client ID spaced", In: in(`clientId=" campaign-x"`, ""), Field: schema.ClientID, Want: "campaign-x"},
		{Name: "organization malformed", In: in(`imsOrgId="x"`, org), Field: schema.OrganizationID, Want: "0123456789ABCDEF01234567@AdobeOrg"},
		{Name: "organization malformed, nobody knows", In: in(`imsOrgId="x"`, ""), Field: schema.OrganizationID},
		{Name: "organization unusual", In: in(`imsOrgId="O123456789ABCDEF01234567@AdobeOrg"`, ""), Field: schema.OrganizationID},

		{Name: "scopes", In: in(`userScope="OpenID;sesion,,x,openid"`, scoped), Field: schema.Scopes, Want: "openid,session"},
		{Name: "scopes blank", In: in(`userScope=""`, scoped), Field: schema.Scopes, Want: "openid,session,additional_info.projectedProductContext"},
		{Name: "scopes blank, one stated", In: in(`userScope=""`, `provisioned: {scopes: [openid]}`), Field: schema.Scopes, Want: "openid"},
		{Name: "scopes by semicolons", In: in(`userScope="openid;session"`, ""), Field: schema.Scopes, Want: "openid,session"},
		{Name: "scopes with an empty entry", In: in(`userScope="openid,,session"`, ""), Field: schema.Scopes, Want: "openid,session"},
		{Name: "scopes all unknown", In: in(`userScope="x;y"`, scoped), Field: schema.Scopes, Want: "openid,session,additional_info.projectedProductContext"},
		{Name: "scopes twice", In: in(`userScope="openid session openid"`, ""), Field: schema.Scopes, Want: "openid,session"},

		{Name: "context", In: in(`productContext="x"`, ""), Field: schema.ProductContext, Want: "dma_campaign_classic"},
		{Name: "name", In: in(`name="campaign"`, ""), Field: schema.Name, Want: "Adobe_Marketing_Cloud"},
		{Name: "type written as a label", In: in(`type="Routing"`, ""), Field: schema.Type, Want: "Adobe Experience Cloud"},
		{Name: "type written as a number, nobody knows", In: in(`type="3"`, ""), Field: schema.Type},
		{Name: "type written as a number, stated", In: in(`type="3"`, `accountType: 42`), Field: schema.Type, Want: "42"},
		{Name: "disabled", In: in(`active="0"`, ""), Field: schema.EnabledField, Want: "1"},
	})
}

// TestKept insists that the complete account is kept, whatever the stub beside
// it is called.
func TestKept(t *testing.T) {
	const complete = `imsServer="https://ims-na1.adobelogin.com" userScope="openid" clientId="c" callbackServer="https://campaign.example.com" imsOrgId="0123456789ABCDEF01234567@AdobeOrg" imsRightsMask="campaign - prod - (.*)"`
	for _, c := range []struct{ name, accounts, extra, severity string }{
		{"stub with the right name", `<extAccount name="Adobe_Marketing_Cloud" active="1"/><extAccount name="Campaign" active="1" ` + complete + `/>`, "Adobe_Marketing_Cloud", "error"},
		{"stub with another name", `<extAccount name="Adobe_Marketing_Cloud" active="1" ` + complete + `/><extAccount name="Adobe_Experience_Cloud" active="1"/>`, "Adobe_Experience_Cloud", "error"},
		{"two complete ones", `<extAccount name="Adobe_Experience_Cloud" active="1" ` + complete + `/><extAccount name="Adobe_Marketing_Cloud" active="1" ` + complete + `/>`, "Adobe_Experience_Cloud", "error"},
		{"complete and disabled", `<extAccount name="Adobe_Marketing_Cloud" active="0" ` + complete + `/><extAccount name="Campaign" active="1" imsServer="x"/>`, "Adobe_Marketing_Cloud", "warning"},
	} {
		r := checkstest.Run(t, Catalogue, checks.Example{Export: "<extAccount-collection>" + c.accounts + "</extAccount-collection>"})
		var found *checks.Finding
		for _, f := range r.Findings {
			if f.Code == accountDuplicate {
				found = f
			}
		}
		if found == nil || found.Account != c.extra || found.Severity.String() != c.severity {
			t.Errorf("%s: got %+v", c.name, found)
		}
	}
}
