package login

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

func TestOrganizationId(t *testing.T) {
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "organization malformed and another", In: checks.Example{Export: `imsOrgId="x"`, Config: `provisioned: {organizationId: 0123456789ABCDEF01234567@AdobeOrg}`}, Want: []string{"organization-id/malformed"}},
	})
}

// TestOrganizationMessages insists that the ID is judged in order, and the
// server configuration on the ID as corrected.
func TestOrganizationMessages(t *testing.T) {
	const (
		id, other, odd = "0123456789ABCDEF01234567@AdobeOrg", "89ABCDEF0123456789ABCDEF@AdobeOrg", "O123456789ABCDEF01234567@AdobeOrg"
		unstated       = "mismatch: the organization that Adobe provisioned for is not stated"
		noFile         = "differs-from-server-config: no server configuration file was given"
		noID           = "differs-from-server-config: the server configuration states no IMSOrgId, or several instances' files state different ones"
	)
	server := func(id string) string {
		return `<serverconf><web><redirection IMSOrgId="` + id + `"/></web></serverconf>`
	}
	malformed := func(v string) string {
		return `IMS organization ID is "` + v + `", expected 24 letters or digits and @AdobeOrg.`
	}
	unusual := func(v string) string {
		return `IMS organization ID "` + v + `" contains letters that are not hexadecimal digits.`
	}
	for _, c := range []struct {
		name, value, stated string
		files               []string
		want, skipped       []string
	}{
		{"right", id, id, []string{server(id)}, nil, nil},
		{"right, nothing known", id, "", nil, nil, []string{unstated, noFile}},
		{"blank", " ", "", nil, []string{"IMS organization ID is blank."}, []string{unstated, noFile}},
		{"blank, and not that of the server", "", "", []string{server(id)}, []string{"IMS organization ID is blank."}, []string{unstated}},
		{"malformed", "x", "", nil, []string{malformed("x")}, []string{unstated, noFile}},
		{"malformed, and it looks alike", "\uff10123456789ABCDEF01234567@AdobeOrg", "", nil,
			[]string{malformed("\uff10123456789ABCDEF01234567@AdobeOrg") + " It contains the character \uff10 (U+FF10), which only looks like 0."}, []string{unstated, noFile}},
		{"another", other, id, nil, []string{`IMS organization ID is "` + other + `", Adobe provisioned for "` + id + `".`}, []string{noFile}},
		{"another case", strings.ToLower(id[:24]) + id[24:], id, nil, []string{`IMS organization ID is "` + strings.ToLower(id[:24]) + id[24:] + `", Adobe provisioned for "` + id + `"; they differ only in case.`}, []string{noFile}},
		{"unusual", odd, "", nil, []string{unusual(odd)}, []string{unstated, noFile}},
		{"unusual, as provisioned", odd, odd, nil, []string{unusual(odd)}, []string{noFile}},
		{"unusual, and provisioned for another", odd, id, nil, []string{`IMS organization ID is "` + odd + `", Adobe provisioned for "` + id + `".`}, []string{noFile}},
		{"another, and the provisioned one is unusual", id, odd, nil, []string{`IMS organization ID is "` + id + `", Adobe provisioned for "` + odd + `".`, unusual(odd)}, []string{noFile}},
		{"another on the server", id, "", []string{server(other)}, []string{`IMS organization ID is "` + id + `", the server configuration says "` + other + `".`}, []string{unstated}},
		{"another on the server than provisioned", id, id, []string{server(other)}, []string{`IMSOrgId of the server configuration is "` + other + `", Adobe provisioned for "` + id + `".`}, nil},
		{"blank here, and another on the server", "", id, []string{server(other)}, []string{"IMS organization ID is blank.", `IMSOrgId of the server configuration is "` + other + `", Adobe provisioned for "` + id + `".`}, nil},
		{"another here, and right on the server", other, id, []string{server(id)}, []string{`IMS organization ID is "` + other + `", Adobe provisioned for "` + id + `".`}, nil},
		{"blank on the server", id, id, []string{server(" ")}, nil, []string{noID}},
		{"none on the server", id, id, []string{`<serverconf><web/></serverconf>`}, nil, []string{noID}},
		{"files of several instances", id, id, []string{server(other), server(odd)}, nil, []string{noID}},
	} {
		in := checks.Example{Export: `imsOrgId="` + c.value + `"`, Beside: c.files}
		if c.stated != "" {
			in.Config = "provisioned: {organizationId: " + c.stated + "}"
		}
		r := checkstest.Run(t, Catalogue, in)
		got := checkstest.Said(r, organizationID)
		slices.Sort(got)
		slices.Sort(c.want)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if diff := cmp.Diff(c.skipped, skipped(r, organizationID)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	r := checkstest.Run(t, Catalogue, checks.Example{Export: `imsOrgId="` + other + `"`, Config: "provisioned: {organizationId: " + id + "}", Beside: []string{server(odd)}})
	if diff := cmp.Diff([]string{"the provisioned organization: " + id}, related(finding(t, r, organizationMismatch))); diff != "" {
		t.Error(diff)
	}
	f := finding(t, r, organizationDiffers)
	if diff := cmp.Diff([]string{"IMSOrgId of the server configuration: " + odd}, related(f)); diff != "" || f.Correction != nil || f.Fix != "Set IMSOrgId of <redirection> in the server configuration to "+id+"." {
		t.Errorf("%s, fix: %s", diff, f.Fix)
	}
	r = checkstest.Run(t, Catalogue, checks.Example{Export: `imsOrgId="` + id + `"`, Beside: []string{server(odd)}})
	if f := finding(t, r, organizationDiffers); f.Fix != organizationDiffers.Fix {
		t.Errorf("got the fix %s", f.Fix)
	}
}
