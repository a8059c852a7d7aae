package users

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/schema"
)

// stated are settings with which every check can run.
const stated = "adminConsole: {domains: [{name: example.com, type: Federated ID}], userNames: any, productConfigurations: [x]}"

func config(t *testing.T, text string) *schema.Config {
	t.Helper()
	c, bad := schema.ReadConfig("imslint.yaml", strings.NewReader(text))
	for _, e := range bad {
		t.Fatalf("%v\n%s", e, text)
	}
	return c
}

// judge returns a judge who knows lists of existing users.
func judge(t *testing.T, lists ...string) *Judge {
	t.Helper()
	var existing *schema.ExistingUsers
	for _, list := range lists {
		if existing == nil {
			existing = &schema.ExistingUsers{}
		}
		if bad := existing.ReadExistingUsers("existing.csv", strings.NewReader(list)); bad != nil {
			t.Fatal(bad)
		}
	}
	return NewJudge(existing)
}

// upload judges one file.
func upload(t *testing.T, text, settings string, lists ...string) (*checks.Result, Outcome) {
	t.Helper()
	r, o, bad := judge(t, lists...).File(Upload{Name: "users", Path: "users.csv", Config: config(t, settings)}, strings.NewReader(text), checks.Selection{})
	if bad != nil {
		t.Fatal(bad)
	}
	return r, o
}

// found returns each finding as code, line and column, sorted.
func found(r *checks.Result) (list []string) {
	for _, f := range r.Findings {
		start := f.Value.Start()
		list = append(list, fmt.Sprintf("%s %d:%d", f.Name(), start.Line, start.Column))
	}
	slices.Sort(list)
	return list
}

// condition is a file and what is found in it.
type condition struct {
	name, text, config string
	existing           string // a list of users, "" for none
	want               []string
}

// test judges files.
func test(t *testing.T, list []condition) {
	t.Helper()
	for _, c := range list {
		t.Run(c.name, func(t *testing.T) {
			var lists []string
			if c.existing != "" {
				lists = []string{c.existing}
			}
			r, _ := upload(t, c.text, c.config, lists...)
			if diff := cmp.Diff(c.want, found(r)); diff != "" {
				t.Error(diff)
				for _, f := range r.Findings {
					t.Log(f.Message)
				}
			}
		})
	}
}

// wording is a file and what is said of it, word for word.
type wording struct {
	name, text, config string
	want               []string // messages, in the order of the file
}

func testWording(t *testing.T, list []wording) {
	t.Helper()
	for _, c := range list {
		t.Run(c.name, func(t *testing.T) {
			r, _ := upload(t, c.text, c.config)
			var got []string
			for _, f := range r.Findings {
				got = append(got, f.Message)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEveryCode insists that each code is documented, that its bad example fires
// it and nothing else, and that its good example fires nothing.
func TestEveryCode(t *testing.T) {
	for _, check := range Catalogue.Checks {
		if check.Title == "" || len(check.Codes) == 0 {
			t.Errorf("%s: title and codes are needed", check.Name)
		}
		for _, code := range check.Codes {
			t.Run(code.Name, func(t *testing.T) {
				if !strings.HasPrefix(code.Name, check.Name+"/") || code.Title == "" || !strings.HasSuffix(code.Why, ".") || !strings.HasSuffix(code.Fix, ".") || !code.NoRestart {
					t.Error("name, title, why, fix and NoRestart are needed")
				}
				checkstest.Source(t, code.Source)
				for _, cause := range code.Causes {
					if !slices.Contains(Catalogue.Symptoms, cause.Symptom) {
						t.Errorf("the message %s is not in the catalogue", cause.Symptom.ID)
					}
				}
				if code.Bad.Export == "" {
					return // tested by itself: it takes thousands of rows, or another name of the file
				}
				bad, outcome := upload(t, code.Bad.Export, code.Bad.Config, code.Bad.Beside...)
				if len(bad.Findings) != 1 || bad.Findings[0].Name() != code.Name {
					t.Errorf("the bad example fires %v", found(bad))
				}
				for _, f := range bad.Findings {
					if f.Severity != code.Severity || (f.Verdict == "") != (f.Severity < checks.Error && f.Code != userInOrganization) {
						t.Errorf("severity %s, verdict %q", f.Severity, f.Verdict)
					}
					if (f.Verdict == checks.FileRejected) != outcome.Rejected {
						t.Errorf("verdict %s, outcome %+v", f.Verdict, outcome)
					}
				}
				good, _ := upload(t, code.Good.Export, code.Good.Config, code.Good.Beside...)
				if len(good.Findings) > 0 {
					t.Errorf("the good example fires %v", found(good))
				}
				skipped := func(r *checks.Result) bool {
					return slices.ContainsFunc(r.Skipped, func(s *checks.Skipped) bool { return s.Code == code && s.Needs == code.Needs && s.Reason != "" })
				}
				without, _ := upload(t, code.Bad.Export, "")
				if skipped(good) || skipped(without) != (code.Needs != "") {
					t.Errorf("skipped: %v with what it needs, %v without", skipped(good), skipped(without))
				}
			})
		}
	}
}

// TestMessages insists that what the Admin Console is predicted to say is what
// its documentation has, word for word.
func TestMessages(t *testing.T) {
	for _, c := range []struct {
		name, text, settings, existing string
		want                           string // code, verdict and message
	}{
		{"no header", classicUser + classicUser[:len(classicUser)-8] + "2,,,,,,\n", "", "",
			"csv-file/no-header file-rejected Invalid header line in CSV file. Header line must be Type, Email, ProductConfigurations, user name, CountryCode, FirstName, LastName, Options"},
		{"wrong header", "Type,Email,ProductConfigurations,user name,Country,FirstName,LastName,Options\n" + classicUser, "", "",
			"csv-file/wrong-header file-rejected Invalid header line in CSV file. Header line must be Type, Email, ProductConfigurations, user name, CountryCode, FirstName, LastName, Options"},
		{"columns of the header", "Type,Email\n" + classicUser, "", "",
			"csv-file/wrong-columns file-rejected Invalid file format at line 2: For help, refer to sample. csv file line has wrong number of columns"},
		{"columns of a row", classicHeader + "\n" + classicUser + "Adobe ID\n", "", "",
			"csv-file/wrong-columns file-rejected Invalid file format at line 4: For help, refer to sample. csv file line has wrong number of columns"},
		{"no users", classicHeader, "", "",
			"csv-file/no-users file-rejected Invalid file. Add at least one user to file and try again. For help, refer to sample."},
		{"no header and one user", classicUser, "", "",
			"csv-file/no-users file-rejected Invalid file. Add at least one user to file and try again. For help, refer to sample."},
		{"encoding", classicHeader + "Adobe ID,ada@example.com,,,,\xc4da,,\n", "", "",
			"csv-file/encoding file-rejected Encoding is type not supported."},
		{"type", classicHeader + "Federated,ada@example.com,,,,,,\n", "", "",
			"identity-type/invalid file-rejected Invalid file format at line 2: Identity type must be one of Adobe ID, Enterprise ID, or Federated ID. (Line number 2.)"},
		{"email", classicHeader + classicUser + "Adobe ID,ada,,,,,,\n", "", "",
			"email-address/invalid file-rejected Invalid file format at line 3: valid email address expected. (Line number 3.)"},
		{"country of three letters", classicHeader + "Adobe ID,ada@example.com,,,USA,,,\n", "", "",
			"country-code/not-two-letters file-rejected Invalid file format at line 2: Country code must conform to ISO 3166-1 alpha-2 (two character country code). (Line number 2.)"},
		{"no country", classicHeader + "Adobe ID,ada@example.com,,,AB,,,\n", "", "", "country-code/unknown row-fails Invalid Country code."},
		{"embargo", classicHeader + "Adobe ID,ada@example.com,,,kp,,,\n", "", "", "country-code/embargoed row-fails Invalid Country code."},
		{"long name", classicHeader + "Adobe ID,ada@example.com,,,,," + strings.Repeat("x", 256) + ",\n", "", "",
			"user-fields/too-long file-rejected Invalid file format at line 2: A string exceeds 255 characters. (Line number 2.)"},
		{"user name", classicHeader + "Federated ID,ada@example.com,x,ada,GB,,,\n", "adminConsole: {userNames: email}", "", "user-name/not-an-address row-fails Invalid user name."},
		{"other user name", classicHeader + "Federated ID,ada@example.com,x,a@example.com,GB,,,\n", "adminConsole: {userNames: same-as-email}", "",
			"user-name/not-the-address row-fails Invalid user name. The user name and email address must be the same for this organization"},
		{"domain", classicHeader + "Enterprise ID,ada@example.com,x,,GB,,,\n", "adminConsole: {domains: [{name: example.com, type: Federated ID}]}", "",
			"email-domain/not-owned row-fails Email domain is not owned. This user is managed by another organization or has a different type."},
		{"default configuration", classicHeader + "Adobe ID,ada@example.com,default CONFIGURATION,,,,,\n", "", "", "product-configurations/default row-fails Invalid Configuration Names"},
		{"unknown configuration", classicHeader + "Adobe ID,ada@example.com,y,,,,,\n", stated, "", "product-configurations/unknown row-fails Invalid Configuration Names"},
		{"invited", classicHeader + classicUser, "", "Email,Status\nADA@example.com,invited\n",
			"existing-user/invited row-fails Already invited as Adobe ID user. An invitation has already been sent."},
		{"there", classicHeader + classicUser, "", "Email\nada@example.com\n",
			"existing-user/in-organization user-exists Already associated with organization. The user ada@example.com is already associated with your organization."},
		{"there otherwise", classicHeader + classicUser, "", "Email,Identity Type\nada@example.com,Federated ID\n",
			"existing-user/in-organization user-exists Already associated with organization. This user exists"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var lists []string
			if c.existing != "" {
				lists = append(lists, c.existing)
			}
			r, _ := upload(t, c.text, c.settings, lists...)
			var got []string
			for _, f := range r.Findings {
				got = append(got, fmt.Sprintf("%s %s %s", f.Name(), f.Verdict, f.ConsoleMessage))
			}
			if diff := cmp.Diff([]string{c.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOutcome(t *testing.T) {
	const rows = classicHeader + "Adobe ID,ada@example.com,,,,,,\nAdobe ID,bob@example.com,,,KP,,,\nAdobe ID,bob@example.com,,,KP,,,\nAdobe ID,cyd@example.com,,,,,,\nAdobe ID,dan@example.com,,,KP,,,\n"
	list := "Email\ncyd@example.com\ndan@example.com\n"
	for _, c := range []struct {
		text, settings string
		want           Outcome
	}{
		{rows, "", Outcome{Users: 5, Failing: 3, Existing: 1}},
		{rows + "Adobe ID,eve,,,,,,\n", "", Outcome{Users: 6, Rejected: true, Failing: 3, Existing: 1}},
		{classicHeader + classicUser, "", Outcome{Users: 1}},
		{classicHeader + "Adobe ID,cyd@example.com,,,,,,\nAdobe ID,dan@example.com,,,,,,\n", "", Outcome{Users: 2, Existing: 2}},
		{"", "", Outcome{Rejected: true}},
	} {
		r, got := upload(t, c.text, c.settings, list)
		if !r.NoLogin || len(r.LoginPath) > 0 {
			t.Errorf("an upload has a login path: %v", r.LoginPath)
		}
		if got != c.want {
			t.Errorf("got %+v, want %+v: %v", got, c.want, found(r))
		}
	}
}

// TestSelection insists that what was not selected has no part in the outcome.
func TestSelection(t *testing.T) {
	const text = classicHeader + "Adobe ID,ada@example.com,,,KP,,,\nAdobe ID,bob,,,,,,\n"
	for _, c := range []struct {
		s    checks.Selection
		want string
	}{
		{checks.Selection{}, "[country-code/embargoed 2:28 email-address/invalid 3:10] {2 true 1 0} 0"},
		{checks.Selection{Disabled: []string{"email-address"}}, "[country-code/embargoed 2:28] {2 false 1 0} 1"},
		{checks.Selection{Only: []string{"email-address/invalid"}}, "[email-address/invalid 3:10] {2 true 0 0} 9"},
		{checks.Selection{Disabled: []string{"email-address"}, Severity: map[string]checks.Severity{"country-code/embargoed": checks.Warning}}, "[country-code/embargoed 2:28] {2 false 0 0} 1"},
	} {
		r, o, _ := judge(t).File(Upload{Name: "users", Path: "users.csv", Config: config(t, "")}, strings.NewReader(text), c.s)
		leftOut := 0
		for _, check := range Catalogue.Checks {
			if r.LeftOut[check] {
				leftOut++
			}
		}
		if got := fmt.Sprint(found(r), " ", o, " ", leftOut); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
