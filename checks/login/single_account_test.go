package login

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/schema/source"
)

func TestSingleAccount(t *testing.T) {
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "clean", In: checks.Example{Export: `label="MAC"`}, Want: nil},
		{Name: "type number nobody knows", In: checks.Example{Export: `type="42"`}, Want: nil},
		{Name: "type number of the configuration", In: checks.Example{Export: `type="17"`, Config: `accountType: "17"`}, Want: nil},
		{Name: "type number that the configuration rules out", In: checks.Example{Export: `type="43"`, Config: `accountType: 42`}, Want: []string{"single-account/wrong-type"}},
		{Name: "name and enabled together", In: checks.Example{Export: `name=" Adobe_Marketing_Cloud" active="false"`}, Want: []string{"single-account/disabled", "single-account/wrong-name"}},
		{Name: "no name", In: checks.Example{Export: `name=`}, Want: []string{"single-account/wrong-name"}},
		{Name: "found by its mask alone", In: checks.Example{Export: `name="x" type= imsServer= imsOrgId=`}, Want: []string{"single-account/wrong-name", "ims-server/missing", "organization-id/missing"}},
	})
}

// TestSingleAccountMessages insists that an account is named, and what is known
// of it.
func TestSingleAccountMessages(t *testing.T) {
	list := func(accounts ...string) checks.Example {
		return checks.Example{Export: "<extAccount-collection>" + strings.Join(accounts, "") + "</extAccount-collection>"}
	}
	one := func(attributes string) checks.Example { return checks.Example{Export: attributes} }
	const (
		full  = ` active="1" imsServer="ims-na1.adobelogin.com" userScope="openid" clientId="c" clientSecret="@x" callbackServer="https://campaign.example.com"`
		stub  = ` active="1" imsServer="ims-na1.adobelogin.com" clientId="c"`
		other = `<extAccount name="routing" type="3" active="1"/>`
	)
	testWording(t, singleAccount, []wording{
		{"right", one(`label="x"`), nil},
		{"the newer name", one(`name="Adobe_Experience_Cloud"`), nil},
		{"another name", one(`name="Campaign"`), []string{`Internal name is "Campaign", expected Adobe_Marketing_Cloud.`}},
		{"nearly the name", one(`name=" adobe_experience_cloud"`), []string{`Internal name is " adobe_experience_cloud", expected Adobe_Marketing_Cloud; it differs only in case or spaces.`}},
		{"a blank name", one(`name=""`), []string{`Internal name is "", expected Adobe_Marketing_Cloud.`}},
		{"no name", one(`name=`), []string{"The account has no internal name, expected Adobe_Marketing_Cloud."}},
		{"a type as a label", one(`type="Routing"`), []string{`Type is "Routing", which is not Adobe Experience Cloud.`}},
		{"a type as a number", one(`type="3"`), []string{`Type is "3" (Routing), which is not Adobe Experience Cloud.`}},
		{"no type", one(`type=`), nil},
		{"another name and type", one(`name="Campaign" type="3"`), []string{`Internal name is "Campaign", expected Adobe_Marketing_Cloud.`, `Type is "3" (Routing), which is not Adobe Experience Cloud.`}},
		{"disabled", one(`active="0"`), []string{`"Adobe_Marketing_Cloud" is the only account for the Adobe ID login, and it is disabled.`}},
		{"left out as disabled", list(`<extAccount name="Adobe_Marketing_Cloud"`+strings.Replace(full, ` active="1"`, "", 1)+`/>`, other),
			[]string{`"Adobe_Marketing_Cloud" is the only account for the Adobe ID login, and Enabled is left out: other accounts of this file have it as 1, so this one is disabled.`}},
		{"left out", one(`active=`), []string{"The export leaves Enabled out, and nothing else in the file shows what that means."}},

		{"two", list(`<extAccount name="Adobe_Marketing_Cloud"`+full+`/>`, `<extAccount name="Old"`+full+`/>`, other),
			[]string{`"Old" carries the Adobe ID login too, in addition to "Adobe_Marketing_Cloud". They have the same Enabled, IMS server, IMS scope, IMS client identifier, Callback server.`}},
		{"two, and the kept one has another name and type", list(`<extAccount name="Old" type="3"`+full+`/>`, `<extAccount type="3"`+full+`/>`),
			[]string{`an account without internal name carries the Adobe ID login too, in addition to "Old". They have the same Type, Enabled, IMS server, IMS scope, IMS client identifier, Callback server.`}},
		{"two, and the kept one has another type", list(`<extAccount name="Adobe_Marketing_Cloud" type="3"`+full+`/>`, `<extAccount name="Old"`+full+`/>`),
			[]string{`Type is "3" (Routing), which is not Adobe Experience Cloud.`, `"Old" carries the Adobe ID login too, in addition to "Adobe_Marketing_Cloud". They have the same Enabled, IMS server, IMS scope, IMS client identifier, Callback server.`}},
		{"a stub that is not like it", list(`<extAccount name="Adobe_Marketing_Cloud"`+full+`/>`, `<extAccount name="Old" imsOrgId="x" clientId="d"/>`),
			[]string{`"Old" is a stub, with few of its fields filled in, in addition to "Adobe_Marketing_Cloud".`}},
		{"three", list(`<extAccount name="Adobe_Marketing_Cloud"`+full+`/>`, `<extAccount name="Old" active="0" imsOrgId="x"/>`, `<extAccount name="Older"`+stub+`/>`),
			[]string{`"Older" is a stub, with few of its fields filled in, in addition to "Adobe_Marketing_Cloud". They have the same Enabled, IMS server, IMS client identifier.`, `"Old" is a stub, with few of its fields filled in, in addition to "Adobe_Marketing_Cloud".`}},

		{"none of one", list(other), []string{"The only external account of the export does not carry the Adobe ID login."}},
		{"none of two", list(other, other), []string{"None of the 2 external accounts carries the Adobe ID login."}},
		{"no account at all", list(), []string{"There is no external account here. If another file of this instance holds it, give them together under one name: prod=prod/0 prod=OTHER, or as a folder."}},
	})
}

// TestWrongType insists that a type is set only where it is known how the export
// writes it.
func TestWrongType(t *testing.T) {
	for _, c := range []struct{ attribute, config, fix string }{
		{`type="Routing"`, "", `Set Type to "Adobe Experience Cloud".`},
		{`type="3"`, "accountType: 42", "Set Type to 42."},
		{`type="3"`, "", accountWrongType.Fix},
	} {
		f := finding(t, checkstest.Run(t, Catalogue, checks.Example{Export: c.attribute, Config: c.config}), accountWrongType)
		if f.Fix != c.fix || (f.Correction == nil) != (c.fix == accountWrongType.Fix) {
			t.Errorf("%s %s: got the fix %s", c.attribute, c.config, f.Fix)
		}
	}
}

// TestDuplicate insists on the fix, which renames the account to keep where it
// has another name, and on both places.
func TestDuplicate(t *testing.T) {
	for first, want := range map[string]string{
		"Adobe_Marketing_Cloud": `In Administration > Platform > External accounts, delete "Extra".`,
		"Campaign":              `In Administration > Platform > External accounts, delete "Extra". Set Internal name of "Campaign" to Adobe_Marketing_Cloud.`,
	} {
		r := checkstest.Run(t, Catalogue, checks.Example{Export: `<extAccount-collection><extAccount name="` + first + `" active="1" imsServer="a" clientId="b" userScope="c"/><extAccount name="Extra" active="1" imsServer="a"/></extAccount-collection>`})
		f := finding(t, r, accountDuplicate)
		if f.Fix != want || f.Severity != checks.Error || f.Account != "Extra" {
			t.Errorf("%s: %s %s, fix: %s", f.Account, f.Severity, f.Message, f.Fix)
		}
		if got := related(f); len(got) != 1 || got[0] != `the account to keep: "`+first+`": extAccount` {
			t.Errorf("related to %q", got)
		}
	}
}

// TestMissingAccount insists that an account is looked for where it would be:
// in a file with accounts before another one of Campaign's, and that none is
// missed where an input could not be read.
func TestMissingAccount(t *testing.T) {
	const (
		accounts = `<extAccount-collection><extAccount name="routing" type="3"/></extAccount-collection>`
		groups   = `<group-collection><group name="admin"/></group-collection>`
		other    = `<entirely-else/>`
	)
	for _, c := range []struct {
		name      string
		documents []string
		place     string
		message   string
	}{
		{"groups before accounts", []string{groups, accounts, groups}, "prod/1:1:1", "The only external account of the export does not carry the Adobe ID login."},
		{"two files with accounts", []string{accounts, accounts}, "prod/0:1:1", "None of the 2 external accounts carries the Adobe ID login."},
		{"groups only", []string{other, groups, groups}, "prod/1:1:1", "There is no external account here. If another file of this instance holds it, give them together under one name: prod=prod/1 prod=OTHER, or as a folder."},
		{"nothing of Campaign's", []string{other, other}, "prod/0:1:1", "There is no external account here. If another file of this instance holds it, give them together under one name: prod=prod/0 prod=OTHER, or as a folder."},
	} {
		r := checkstest.Judge(Catalogue, checks.Selection{}, checkstest.Instance(t, "prod", "", c.documents...))[0]
		f := finding(t, r, accountMissing)
		if f.Value.Place.String() != c.place || f.Message != c.message {
			t.Errorf("%s: at %s: %s", c.name, f.Value.Place, f.Message)
		}
	}
	in := checkstest.Instance(t, "prod", "", groups)
	in.Unread = []*source.Error{source.Errorf(source.File("accounts.xml"), "broken")}
	r := checkstest.Judge(Catalogue, checks.Selection{}, in)[0]
	if got := checkstest.Said(r, singleAccount); len(got) > 0 {
		t.Errorf("got %q", got)
	}
	if diff := cmp.Diff([]string{"single-account: no account was found, but accounts.xml could not be read"}, skipped(r, singleAccount)); diff != "" {
		t.Error(diff)
	}
}
