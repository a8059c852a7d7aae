package login

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/schema/source"
)

func TestAssociationMask(t *testing.T) {
	const profiles = `provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - delivery"]}`
	groups := []string{`<group-collection><group name="admin"/><group name="delivery"/></group-collection>`}
	mask := func(m string) checks.Example {
		return checks.Example{Export: `imsRightsMask="` + m + `"`, Config: profiles, Beside: groups}
	}
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "mask right", In: mask("campaign - prod - "), Want: nil},
		{Name: "mask as a pattern", In: mask("campaign - prod - (.*)"), Want: nil},
		{Name: "mask as a regular expression", In: mask("campaign - (?:prod|live) - ([a-z]+)"), Want: nil},
		{Name: "mask lacks its space", In: mask("campaign - prod -"), Want: []string{"association-mask/whitespace"}},
		{Name: "pattern lacks its space", In: mask("campaign - prod -(.*)"), Want: []string{"association-mask/whitespace"}},
		{Name: "mask with a leading space", In: mask(" campaign - prod - "), Want: []string{"association-mask/whitespace"}},
		{Name: "mask with a no-break space", In: mask("campaign - prod -\u00a0"), Want: []string{"association-mask/whitespace"}},
		{Name: "mask with two spaces at its end", In: mask("campaign - prod -  "), Want: []string{"association-mask/whitespace"}},
		{Name: "space behind the group", In: mask("campaign - prod - (.*) "), Want: []string{"association-mask/whitespace"}},
		{Name: "white space and case", In: mask("Campaign -  prod - "), Want: []string{"association-mask/near-miss", "association-mask/whitespace"}},
		{Name: "case", In: mask("Campaign - Prod - (.*)"), Want: []string{"association-mask/near-miss"}},
		{Name: "en dash", In: mask("campaign \u2013 prod \u2013 "), Want: []string{"association-mask/near-miss"}},
		{Name: "space missing inside", In: mask("campaign -prod - "), Want: []string{"association-mask/near-miss"}},
		{Name: "two edits", In: mask("campain - prd - "), Want: []string{"association-mask/near-miss"}},
		{Name: "three edits", In: mask("camain - prd - "), Want: []string{"association-mask/no-profile-matches"}},
		{Name: "another instance's", In: mask("campaign - stage - "), Want: []string{"association-mask/no-profile-matches"}},
		{Name: "pattern without group", In: mask("campaign - prod - .*"), Want: []string{"association-mask/invalid-pattern"}},
		{Name: "pattern with two groups", In: mask("(campaign) - prod - (.*)"), Want: []string{"association-mask/invalid-pattern"}},
		{Name: "pattern unclosed", In: mask("campaign - prod - (.*"), Want: []string{"association-mask/invalid-pattern"}},
		{Name: "space extra", In: checks.Example{Export: `imsRightsMask="campaign_prod "`, Config: `provisioned: {productProfiles: [campaign_prodadmin]}`}, Want: []string{"association-mask/whitespace"}},
		{Name: "brackets that the profiles have", In: checks.Example{Export: `imsRightsMask="[EU] campaign - "`, Config: `provisioned: {productProfiles: ["[EU] campaign - admin"]}`}, Want: nil},
		{Name: "profiles of other instances and products", In: checks.Example{Export: `imsRightsMask="campaign - prod - "`, Config: `provisioned: {productProfiles: ["campaign - prod - admin", "campaign - stage - admin", "Analytics"]}`,
			Beside: []string{`<group-collection><group name="admin"/></group-collection>`}}, Want: nil},
		{Name: "group renamed", In: checks.Example{Export: `imsRightsMask="campaign - prod - "`, Config: profiles, Beside: []string{`<operator-collection><operator type="1" name="admin"/><operator type="1" name="Delivery"/><operator name="ada"/></operator-collection>`}},
			Want: []string{"association-mask/profile-without-group"}},
		{Name: "admin profile of a broken mask", In: checks.Example{Export: `imsRightsMask=""`, Config: `{instances: [{name: prod, hosting: hosted}], provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - Administrators"]}}`},
			Want: []string{"association-mask/missing", "control-panel-access/admin-profile"}},
		{Name: "user with user groups", In: checks.Example{Export: `imsRightsMask="campaign - prod - "`, Beside: []string{"Identity Type;Username;Email;Product Configurations;User Groups\nAdobe ID;ada;ada@example.com;;staff\n"}},
			Want: []string{"association-mask/user-without-profile"}},
	})
}

// TestMaskMessages insists that a wrong mask is shown with what it has to be,
// and where it differs.
func TestMaskMessages(t *testing.T) {
	const prod = `provisioned: {productProfiles: ["campaign - prod - admin"]}`
	in := func(mask, config string) checks.Example {
		return checks.Example{Export: `imsRightsMask="` + mask + `"`, Config: config}
	}
	testWording(t, associationMask, []wording{
		{"blank", in(" ", ""), []string{"Association mask is blank."}},
		{"white space", in("campaign -  prod - (.*)", ""), []string{`Association mask "campaign -  prod - (.*)" contains stray white space; did you mean "campaign - prod - (.*)"?`}},
		{"white space, and nobody knows what was meant", in("(a)  (b)", ""), []string{`Association mask "(a)  (b)" contains stray white space.`, `Association mask "(a) (b)" does not have exactly one group, which would capture the name of the operator group.`}},
		{"a pattern", in("[a (.*)", ""), []string{`Association mask "[a (.*)" is not a valid regular expression.`}},
		{"a space too few", in("campaign - prod -(.*)", prod), []string{`Association mask "campaign - prod -(.*)" lacks the space behind the prefix that the product profiles have.`}},
		{"a space too many", in("campaign_prod (.*)", `provisioned: {productProfiles: [campaign_prodadmin]}`), []string{`Association mask "campaign_prod (.*)" has a space behind the prefix that the product profiles do not have.`}},
		{"near", in("campaign - pord - (.*)", prod), []string{`No product profile begins with "campaign - pord - "; "campaign - prod - admin" nearly does: they differ at character 13: the mask has "o", the profile has "r".`}},
		{"near, at the beginning", in("xampaign - prod - (.*)", prod), []string{`No product profile begins with "xampaign - prod - "; "campaign - prod - admin" nearly does: they differ at character 1: the mask has "x", the profile has "c".`}},
		{"near, and looks alike", in("cаmpaign - prod - (.*)", prod), []string{`No product profile begins with "cаmpaign - prod - "; "campaign - prod - admin" nearly does: they differ at character 2: the mask has "а", the profile has "a". It contains the Cyrillic letter а (U+0430), which only looks like a Latin one.`}},
		{"no match", in("other - (.*)", `provisioned: {productProfiles: ["campaign - prod - admin", Analytics]}`), []string{`Association mask "other - (.*)" matches none of the 2 product profiles: "campaign - prod - admin", "Analytics".`}},
		{"literal", in("campaign - prod - ", prod), []string{`Association mask "campaign - prod - " does not end in (.*), as every public mask does.`}},
		{"literal, and wrong", in("campaign - prod -", prod), []string{`Association mask "campaign - prod -" lacks the space behind the prefix that the product profiles have.`}},
		{"nobody knows what was meant, and nothing that follows from it is said", checks.Example{Export: `imsRightsMask="(a)(b)"`, Config: prod, Beside: []string{
			`<group-collection><group name="report"/></group-collection>`, "Identity Type,Username,Email,Product Configurations\nAdobe ID,ada,ada@example.com,x\n"}},
			[]string{`Association mask "(a)(b)" does not have exactly one group, which would capture the name of the operator group.`}},
		{"a regular expression with a group of its own", in("campaign - prod - ([a-z]+)", prod), nil},
	})
}

func TestDifference(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"abc", "abd", `they differ at character 3: the mask has "c", the profile has "d"`},
		{"abc", "ab", `they differ at character 3: the mask has "c", the profile ends`},
		{"ab", "abc", `they differ at character 3: the mask ends, the profile has "c"`},
		{"", "a", `they differ at character 1: the mask ends, the profile has "a"`},
		{"éa", "éb", `they differ at character 2: the mask has "a", the profile has "b"`},
		{"a ", "a ", `they differ at character 2: the mask has "<U+00A0 no-break space>", the profile has " "`},
	} {
		if got := difference(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: got %s", c.a, c.b, got)
		}
	}
}

// TestNearMaskBasis insists that a mask that differs only in case is known to
// break the login by inference only.
func TestNearMaskBasis(t *testing.T) {
	for mask, want := range map[string]checks.Basis{"Campaign - prod - ": checks.Inferred, "CAMPAIGN - PROD - (.*)": checks.Inferred, "campaigm - prod - (.*)": checks.Documented, "campaign – prod – (.*)": checks.Documented} {
		r := checkstest.Run(t, Catalogue, checks.Example{Export: `imsRightsMask="` + mask + `"`, Config: `provisioned: {productProfiles: [Analytics, "campaign - prod - admin"]}`})
		f := finding(t, r, maskNearMiss)
		if len(f.Causes) != 1 || f.Causes[0].Basis != want || f.Causes[0].Symptom != noRightMatchingExpression {
			t.Errorf("%s: got %+v", mask, f.Causes)
		}
		if got := related(f); len(got) != 1 || got[0] != "the product profile that nearly matches: campaign - prod - admin" {
			t.Errorf("%s: related to %q", mask, got)
		}
	}
	r := checkstest.Run(t, Catalogue, checks.Example{Export: `imsRightsMask="other - "`, Config: `provisioned: {productProfiles: [Analytics, Target]}`})
	if got := related(finding(t, r, maskNoProfileMatches)); len(got) != 1 || got[0] != "the product profiles: Analytics" {
		t.Errorf("related to %q", got)
	}
}

// TestMaskSkipped insists that what the mask cannot be held against is skipped,
// and nothing else.
func TestMaskSkipped(t *testing.T) {
	const (
		profiles = "the product profiles of the Admin Console are not stated"
		groups   = "no operator groups were given: export xtk:group too"
		users    = "user-without-profile: no user list of the Admin Console was given"
		unknown  = "the mask uses a construct of regular expressions that imslint does not evaluate"
		stated   = `provisioned: {productProfiles: ["campaign - prod - admin"]}`
	)
	group := `<group-collection><group name="admin"/></group-collection>`
	user := "Identity Type,Username,Email,Product Configurations\nAdobe ID,ada,ada@example.com,campaign - prod - admin\n"
	for _, c := range []struct {
		name string
		in   checks.Example
		want []string
	}{
		{"nothing lacks", checks.Example{Export: `label="x"`, Config: stated, Beside: []string{group, user}}, nil},
		{"no profiles", checks.Example{Export: `label="x"`, Beside: []string{group, user}}, []string{"near-miss: " + profiles, "no-profile-matches: " + profiles, "profile-without-group: " + profiles, "group-without-profile: " + profiles}},
		{"no groups", checks.Example{Export: `label="x"`, Config: stated, Beside: []string{user}}, []string{"profile-without-group: " + groups, "group-without-profile: " + groups}},
		{"no users", checks.Example{Export: `label="x"`, Config: stated, Beside: []string{group}}, []string{users}},
		{"a mask that imslint does not know", checks.Example{Export: `imsRightsMask="a(?=b)(.*)"`, Config: stated, Beside: []string{group, user}},
			[]string{"near-miss: " + unknown, "no-profile-matches: " + unknown, "profile-without-group: " + unknown, "group-without-profile: " + unknown, "user-without-profile: " + unknown}},
	} {
		r := checkstest.Run(t, Catalogue, c.in)
		if diff := cmp.Diff(c.want, skipped(r, associationMask)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	// White space in it is wrong whatever the rest means.
	r := checkstest.Run(t, Catalogue, checks.Example{Export: `imsRightsMask="a  (?=b)(.*)"`, Config: stated})
	if got := checkstest.Said(r, associationMask); len(got) != 1 || !strings.Contains(got[0], "stray white space") {
		t.Errorf("got %q", got)
	}
}

// TestProfilesAndGroups insists that a profile without a group and a group
// without a profile are one finding where one was likely meant for the other.
func TestProfilesAndGroups(t *testing.T) {
	in := func(mask, profiles, groups string) checks.Example {
		return checks.Example{Export: `imsRightsMask="` + mask + `"`, Config: `provisioned: {productProfiles: [` + profiles + `]}`, Beside: []string{`<group-collection>` + groups + `</group-collection>`}}
	}
	leads := func(profile, group string) string {
		return "The product profile " + checks.Quote(profile) + " leads to the operator group " + checks.Quote(group) + ", which does not exist."
	}
	testWording(t, associationMask, []wording{
		{"they meet", in("a - (.*)", `"a - admin"`, `<group name="admin"/>`), nil},
		{"each other's nearest", in("a - (.*)", `"a - delivry", "a - admin"`, `<group name="delivery"/><group name="admin"/>`),
			[]string{leads("a - delivry", "delivry") + ` Nearest: "delivery", which has no product profile.`}},
		{"nearest to a group that is met", in("a - (.*)", `"a - delivry", "a - delivery"`, `<group name="delivery"/>`), []string{leads("a - delivry", "delivry") + ` Nearest: "delivery".`}},
		{"nothing near", in("a - (.*)", `"a - x", "a - y"`, `<group name="admin"/><group name="delivery"/>`),
			[]string{leads("a - x", "x"), leads("a - y", "y"), `The operator group "admin" has no product profile "a - admin".`, `The operator group "delivery" has no product profile "a - delivery".`}},
		{"the label of a group", in("a - (.*)", `"a - All deliveries"`, `<group name="delivery" label="All deliveries"/><group name="admin" label=""/>`),
			[]string{leads("a - All deliveries", "All deliveries") + ` That is the label of a group; the internal name counts: "delivery".`, `The operator group "admin" has no product profile "a - admin".`}},
		{"the label of a group that is met", in("a - (.*)", `"a - All deliveries", "a - delivery"`, `<group name="delivery" label="All deliveries"/>`),
			[]string{leads("a - All deliveries", "All deliveries") + ` That is the label of a group; the internal name counts: "delivery".`}},
		{"the label of two groups", in("a - (.*)", `"a - Staff"`, `<group name="one" label="Staff"/><group name="two" label="Staff"/>`),
			[]string{leads("a - Staff", "Staff") + ` That is the label of a group; the internal name counts: "one".`, `The operator group "two" has no product profile "a - two".`}},
		{"twice the label of one group", in("a - (.*)", `"a - Staff", "a - Staff"`, `<group name="one" label="Staff"/>`),
			[]string{leads("a - Staff", "Staff") + ` That is the label of a group; the internal name counts: "one".`, leads("a - Staff", "Staff") + ` That is the label of a group; the internal name counts: "one".`}},
		{"the technical group, and one behind it", in("a - (.*)", `"a - messagecenter", "a - x"`, `<group name="admin"/>`), []string{leads("a - x", "x"), `The operator group "admin" has no product profile "a - admin".`}},
		{"nothing behind the mask", in("a - (.*)", `"a - ", "a - admin"`, `<group name="admin"/>`), []string{leads("a - ", "")}},
		{"a regular expression cannot name a profile", in("a - ([a-z]+)", `"a - admin"`, `<group name="admin"/><group name="report"/>`), []string{`The operator group "report" has no product profile.`}},
	})

	r := checkstest.Run(t, Catalogue, in("a - (.*)", `"a - delivry"`, `<group name="delivery"/>`))
	f := finding(t, r, maskProfileWithoutGroup)
	if want := `Rename the product profile in the Admin Console to "a - delivery", or change the internal name of the operator group to "delivry".`; f.Fix != want {
		t.Errorf("got the fix %s", f.Fix)
	}
	if diff := cmp.Diff([]string{"the product profile: a - delivry", "the operator group: delivery"}, related(f)); diff != "" {
		t.Error(diff)
	}
	r = checkstest.Run(t, Catalogue, in("a - ([a-z]+)", `"a - delivry"`, `<group name="delivery"/>`))
	if want := `Rename the product profile in the Admin Console to end in "delivery", or change the internal name of the operator group to "delivry".`; finding(t, r, maskProfileWithoutGroup).Fix != want {
		t.Errorf("got the fix %s", finding(t, r, maskProfileWithoutGroup).Fix)
	}
	r = checkstest.Run(t, Catalogue, in("a - (.*)", `"a - Staff"`, `<group name="one" label="Staff"/>`))
	if want := `Rename the product profile in the Admin Console to "a - one", or change the internal name of the operator group to "Staff".`; finding(t, r, maskProfileWithoutGroup).Fix != want {
		t.Errorf("got the fix %s", finding(t, r, maskProfileWithoutGroup).Fix)
	}
	r = checkstest.Run(t, Catalogue, in("a - (.*)", `"a - x"`, `<group name="admin"/>`))
	if got := finding(t, r, maskProfileWithoutGroup).Fix; got != maskProfileWithoutGroup.Fix {
		t.Errorf("got the fix %s", got)
	}
}

// TestUnreadGroups insists that no group is said to be missing where an input
// could not be read, and that those that are there are still compared.
func TestUnreadGroups(t *testing.T) {
	in := checkstest.Instance(t, "prod", `provisioned: {productProfiles: ["campaign - prod - x"]}`, checkstest.Document(""), `<group-collection><group name="admin"/></group-collection>`)
	in.Unread = []*source.Error{source.Errorf(source.File("groups.xml"), "broken")}
	r := checkstest.Judge(Catalogue, checks.Selection{}, in)[0]
	if diff := cmp.Diff([]string{`The operator group "admin" has no product profile "campaign - prod - admin".`}, checkstest.Said(r, associationMask)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"profile-without-group: an input that may hold operator groups could not be read", "user-without-profile: no user list of the Admin Console was given"}, skipped(r, associationMask)); diff != "" {
		t.Error(diff)
	}
}

// TestUsersWithoutProfile insists that each user is judged, and that user
// groups, which may grant a profile, are named.
func TestUsersWithoutProfile(t *testing.T) {
	r := checkstest.Run(t, Catalogue, checks.Example{Export: `label="x"`, Beside: []string{"Identity Type,Username,Email,Product Configurations,User Groups\n" +
		"Adobe ID,ada,ada@example.com,\"campaign - prod - admin,x\",\n" +
		"Adobe ID,bob,bob@example.com,,\n" +
		"Adobe ID,cyd,cyd@example.com,\"x,Campaign:y\",\n" +
		"Adobe ID,dan,dan@example.com,Adobe Campaign: campaign - prod - delivery,\n" +
		"Adobe ID,eve,eve@example.com,campaign - prod: x,\"staff,board\"\n" +
		"Adobe ID,fay,,,staff\n"}})
	var got []string
	for _, f := range r.Findings {
		if f.Code == maskUserWithoutProfile {
			got = append(got, f.Severity.String()+" "+f.User+": "+f.Message)
		}
	}
	if diff := cmp.Diff([]string{
		`error bob@example.com: The user "bob@example.com" has no product profile that the association mask matches.`,
		`error cyd@example.com: None of the product profiles of the user "cyd@example.com" matches the association mask: "x", "Campaign:y".`,
		`warning eve@example.com: None of the product profiles of the user "eve@example.com" matches the association mask: "campaign - prod: x". User groups may grant one: "staff", "board".`,
		`warning : The user "fay" has no product profile that the association mask matches. User groups may grant one: "staff".`,
	}, got); diff != "" {
		t.Error(diff)
	}
}

// TestQualifiedProfile insists that the name of a product in front of a profile
// is left aside only where there is one, and where the whole name does not
// match.
func TestQualifiedProfile(t *testing.T) {
	for _, c := range []struct {
		mask, profile string
		granted       bool
	}{
		{"a: (.*)", "a: admin", true},
		{"a - (.*)", "Campaign:a - admin", true},
		{"a - (.*)", "Campaign: a - admin", true},
		{"([a-z]*)", "Some Profile", false},
		{"a - (.*)", "a:b - admin", false},
	} {
		r := checkstest.Run(t, Catalogue, checks.Example{Export: `imsRightsMask="` + c.mask + `"`, Beside: []string{"Identity Type,Username,Email,Product Configurations\nAdobe ID,ada,ada@example.com," + c.profile + "\n"}})
		if got := checkstest.Said(r, associationMask); (len(got) == 0) != c.granted {
			t.Errorf("%s with the mask %s: %q", c.profile, c.mask, got)
		}
	}
}

// TestSharedMask insists that each instance with the mask of another names that
// one, or where it is the first the second, and that masks are compared as
// corrected.
func TestSharedMask(t *testing.T) {
	results := run(t, "",
		[2]string{"one", `imsRightsMask="a - (.*)"`}, [2]string{"blank", `imsRightsMask=""`}, [2]string{"two", `imsRightsMask="a - "`}, [2]string{"alone", `imsRightsMask="b - (.*)"`},
		[2]string{"three", `imsRightsMask="a -  (.*)"`}, [2]string{"blank too", `imsRightsMask=""`})
	got := map[string]string{}
	for _, r := range results {
		for _, f := range r.Findings {
			if f.Code == maskShared {
				got[r.Instance] += f.Message + " " + strings.Join(related(f), "; ")
			}
		}
	}
	if diff := cmp.Diff(map[string]string{
		"one":   "The instance two has the same Association mask. Association mask of two: a - ",
		"two":   "The instance one has the same Association mask. Association mask of one: a - (.*)",
		"three": "The instance one has the same Association mask. Association mask of one: a - (.*)",
	}, got); diff != "" {
		t.Error(diff)
	}
}

// TestProfilesOfUsers insists that a list of names does not show part of a
// password that the cell holds.
func TestProfilesOfUsers(t *testing.T) {
	users := "Identity Type,Username,Email,Product Configurations,User Groups\nAdobe ID,ada,ada@example.com,\"https://u:S3CRETa, b@host, x\",\"https://u:S3CRETc,d@host\"\n"
	testWording(t, associationMask, []wording{
		{"credentials", checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`, Beside: []string{users}}, []string{
			`None of the product profiles of the user "ada@example.com" matches the association mask: "https://********", "********@host", "x". User groups may grant one: "https://********", "********@host".`}},
	})
}

// TestCostlyMask insists that users are not said to be right where the mask takes
// too long to be held against their product profiles, and that a name that many of
// them have costs its time once.
func TestCostlyMask(t *testing.T) {
	const n = 300
	same, distinct := "", ""
	for i := range n {
		user := fmt.Sprintf("Adobe ID,x,u%d@example.com,%s", i, strings.Repeat("a", 100))
		same += user + "\n"
		distinct += fmt.Sprintf("%s%d\n", user, i)
	}
	for _, c := range []struct {
		name, users string
		found       int
		skipped     bool
	}{
		{"one name", same, n, false},
		{"names of their own", distinct, 0, true},
	} {
		r := checkstest.Run(t, Catalogue, checks.Example{Export: `imsRightsMask="(?:a?){1000}(?:a?){1000}(.*)x"`,
			Beside: []string{"Identity Type,Username,Email,Product Configurations\n" + c.users}})
		found := len(checkstest.Said(r, associationMask))
		skipped := slices.ContainsFunc(r.Skipped, func(s *checks.Skipped) bool {
			return s.Code == maskUserWithoutProfile && s.Reason == "the mask repeats more than imslint evaluates"
		})
		if skipped != c.skipped || found != c.found && !c.skipped || found == n && c.skipped {
			t.Errorf("%s: %d findings, skipped: %v", c.name, found, skipped)
		}
	}
}
