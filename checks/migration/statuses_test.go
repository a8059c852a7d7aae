package migration

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/schema"
)

// judge predicts the statuses of addresses.
func judge(t *testing.T, config string, lists Lists, addresses ...string) *checks.Result {
	t.Helper()
	c, bad := schema.ReadConfig("imslint.yaml", strings.NewReader(config))
	for _, e := range bad {
		t.Fatal(e)
	}
	var persons []Person
	for _, a := range addresses {
		persons = append(persons, Person{Address: a, Email: func() schema.Value { return schema.Value{Text: a, Present: true} }})
	}
	r := checks.NewResult("prod", "people.csv", checks.Selection{})
	r.NoLogin = true
	Judge(r, slices.Values(persons), &c.AdminConsole, lists)
	Statuses.Compare([]*checks.Result{r})
	return r
}

// TestStatuses holds each status with its nearest neighbour.
func TestStatuses(t *testing.T) {
	directory := Lists{Directory: &schema.Directory{}}
	if bad := directory.Directory.ReadDirectory("in.csv", strings.NewReader("email,status\nada@example.com,active\nbo@example.com,inactive\n")); bad != nil {
		t.Fatal(bad)
	}
	existing := Lists{Existing: func(address string) (adobeID, ok bool) {
		adobeID, ok = map[string]bool{"ada@example.com": true, "bo@example.com": false, "cy@example.com": true, "dee@other.example": true}[address]
		return adobeID, ok
	}}
	const claimed = `adminConsole: {domains: [{name: Example.com, type: Federated ID}, {name: other.example, type: Enterprise ID}]}`
	for _, c := range []struct {
		name, config string
		lists        Lists
		address      string
		want         string // statuses, separated by commas
	}{
		{"Gmail with a dot", "", Lists{}, "a.b@gmail.com", "Gmail Invalid Character"},
		{"Gmail with a plus", "", Lists{}, "A+b@GoogleMail.com", "Gmail Invalid Character"},
		{"Gmail without", "", Lists{}, "ab@gmail.com", ""},
		{"a dot elsewhere", "", Lists{}, "a.b+c@example.com", ""},
		{"a host that ends alike", "", Lists{}, "a.b@notgmail.com", ""},

		{"not enforced", `adminConsole: {enforcedDomains: [example.com]}`, Lists{}, "a@Example.com", ""},
		{"enforced", `adminConsole: {enforcedDomains: [example.com]}`, Lists{}, "a@sub.example.com", "Invalid Domain"},
		{"nothing is allowed", `adminConsole: {enforcedDomains: []}`, Lists{}, "a@example.com", ""},
		{"claimed elsewhere", `adminConsole: {domainsElsewhere: [partner.example]}`, Lists{}, "a@partner.example", "Invalid Domain"},
		{"claimed elsewhere, another one", `adminConsole: {domainsElsewhere: [partner.example]}`, Lists{}, "a@example.com", ""},

		{"in the directory", `adminConsole: {directorySync: true}`, directory, " Ada@example.com ", ""},
		{"not in the directory", `adminConsole: {directorySync: true}`, directory, "x@example.com", "User Not in Directory"},
		{"inactive", `adminConsole: {directorySync: true}`, directory, "bo@example.com", "Inactive User"},
		{"not synchronized", `adminConsole: {directorySync: false}`, directory, "x@example.com", ""},

		{"Adobe ID in a federated domain", claimed, existing, "ada@example.com", "Type2E Failure"},
		{"blank in a federated domain", claimed, existing, "cy@example.com", "Type2E Failure"},
		{"federated already", claimed, existing, "bo@example.com", ""},
		{"Adobe ID in another domain", claimed, existing, "dee@other.example", ""},
		{"nobody yet", claimed, existing, "new@example.com", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range judge(t, c.config, c.lists, c.address).Findings {
				got = append(got, f.Status)
				if f.User != c.address || f.Fix == "" || (f.Otherwise == "") != (f.Code == type2E) {
					t.Errorf("user %q, fix %q, otherwise %q", f.User, f.Fix, f.Otherwise)
				}
			}
			if strings.Join(got, ",") != c.want {
				t.Errorf("got %v, want %q", got, c.want)
			}
		})
	}
}

// TestStatusMessages insists that a person is told what is wrong with the
// address, and that what is no address is passed over.
func TestStatusMessages(t *testing.T) {
	const config = "adminConsole: {enforcedDomains: [gmail.com, example.com], domainsElsewhere: [partner.example]}"
	var got []string
	for _, f := range judge(t, config, Lists{}, "", "ada", "@", "@example.org", "ada@", "a.b@gmail.com", "a+b@gmail.com", " a.b+c@GMAIL.com ", "ada@partner.example", "ada@example.org", `"a@b"@example.com`).Findings {
		got = append(got, f.Message)
	}
	want := []string{
		`The Gmail address "a.b@gmail.com" has . in front of the @.`,
		`The Gmail address "a+b@gmail.com" has + in front of the @.`,
		`The Gmail address "a.b+c@GMAIL.com" has . and + in front of the @.`,
		`Another organization has claimed the domain of "ada@partner.example".`,
		`Domain enforcement does not allow the domain of "ada@example.org".`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestStatusesSkipped insists that what lacks its facts is skipped, and nothing
// that has them.
func TestStatusesSkipped(t *testing.T) {
	names := func(r *checks.Result) string {
		var list []string
		for _, s := range r.Skipped {
			list = append(list, strings.TrimPrefix(s.Name(), "migration/"))
		}
		slices.Sort(list)
		return strings.Join(list, " ")
	}
	all := Lists{Existing: func(string) (bool, bool) { return false, false }, Directory: &schema.Directory{}}
	for _, c := range []struct {
		config string
		lists  Lists
		want   string
	}{
		{"", Lists{}, "inactive-user invalid-domain not-in-directory type2e"},
		{"", all, "inactive-user invalid-domain not-in-directory type2e"},
		{`adminConsole: {domains: [{name: x.example, type: Federated ID}]}`, Lists{}, "inactive-user invalid-domain not-in-directory type2e"},
		{`adminConsole: {domainsElsewhere: [x.example], directorySync: false, domains: [{name: x.example, type: Federated ID}]}`, all, ""},
		{`adminConsole: {enforcedDomains: [x.example], directorySync: true}`, Lists{}, "inactive-user not-in-directory type2e"},
	} {
		if got := names(judge(t, c.config, c.lists, "a@x.example")); got != c.want {
			t.Errorf("%s: got %s, want %s", c.config, got, c.want)
		}
	}
	if got := names(judge(t, "", all)); got != "migration" {
		t.Errorf("without people: %s", got)
	}
}

func TestOperatorsToMigrate(t *testing.T) {
	in := checkstest.Instance(t, "prod", "", `<operator-collection>
		<operator name="admin" email="admin@example.com"/><operator name="ada" email="ada@example.com"/><operator name="bo"/>
		<operator name="webapp" email="webapp@example.com"/><operator name="bot" email="bot@example.com"/></operator-collection>`,
		`<serverConf><shared><imsConfig><nonIMSAuthnAPI><allowOperator name="bot|other"/></nonIMSAuthnAPI></imsConfig></shared></serverConf>`)
	var names []string
	for p := range Operators(in) {
		names = append(names, p.Who)
	}
	if !slices.Equal(names, []string{"ada"}) {
		t.Errorf("got %v", names)
	}
}

// TestCountedOnly insists that nobody asks for the place of an address of which the
// finding is only counted.
func TestCountedOnly(t *testing.T) {
	asked := 0
	persons := slices.Repeat([]Person{{Address: "a.b@gmail.com", Email: func() schema.Value { asked++; return schema.Value{} }}}, checks.MaxFindings+5)
	r := checks.NewResult("prod", "people.csv", checks.Selection{})
	Judge(r, slices.Values(persons), &schema.AdminConsole{}, Lists{})
	Statuses.Compare([]*checks.Result{r})
	if asked != checks.MaxFindings || len(r.Findings) != checks.MaxFindings || r.Unlisted[checks.Error] != 5 {
		t.Errorf("asked for %d places; %d findings, not listed: %v", asked, len(r.Findings), r.Unlisted)
	}
}
