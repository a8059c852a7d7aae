package migration

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

// imsConfig returns a server file of which native login is as given; restricted
// is the attribute of the client console.
func imsConfig(disableAPI, restricted, allowed string) string {
	return `<serverConf><shared><imsConfig><nonIMSAuthnAPI` + disableAPI + `>` + allowed + `</nonIMSAuthnAPI><nonIMSOperatorMgmtInClientConsole` + restricted + `/></imsConfig></shared></serverConf>`
}

func TestNativeOpen(t *testing.T) {
	const (
		api, console             = "disableAPI is not true, and so native login is open.", "nonIMSOperatorMgmtInClientConsoleRestricted is not true, and so native login is open."
		apiClosed, consoleClosed = ` disableAPI="true"`, ` nonIMSOperatorMgmtInClientConsoleRestricted="true"`
	)
	for _, c := range []struct {
		name   string
		files  []string
		want   []string
		marked string // of all findings; the element where an attribute is left out
	}{
		{"closed", []string{imsConfig(apiClosed, consoleClosed, "")}, nil, ""},
		{"closed, in another case", []string{imsConfig(` disableAPI=" TRUE "`, consoleClosed, "")}, nil, ""},
		{"both left out", []string{imsConfig("", "", "")}, []string{api, console}, "imsConfig"},
		{"both false", []string{imsConfig(` disableAPI="false"`, ` nonIMSOperatorMgmtInClientConsoleRestricted="false"`, "")}, []string{api, console}, "false"},
		{"the API open", []string{imsConfig(` disableAPI="0"`, consoleClosed, "")}, []string{api}, "0"},
		{"the console open", []string{imsConfig(apiClosed, "", "")}, []string{console}, "imsConfig"},
		{"several instances' files disagree, and one attribute is nowhere", []string{strings.ReplaceAll(imsConfig(apiClosed, "", ""), "serverConf", "serverconf"), strings.ReplaceAll(imsConfig("", "", ""), "serverConf", "serverconf"),
			strings.ReplaceAll(imsConfig(` disableAPI="false"`, "", ""), "serverConf", "serverconf")}, []string{console}, "imsConfig"},
	} {
		r := instance(t, "", c.files...)
		if diff := cmp.Diff(c.want, checkstest.Said(r, nativeLogin)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		for _, f := range r.Findings {
			name, _, _ := strings.Cut(f.Message, " ")
			if want := "Set " + name + " to true in the instance's server configuration when everybody uses the Adobe ID login."; f.Fix != want {
				t.Errorf("%s: got the fix %q, want %q", c.name, f.Fix, want)
			}
			if !strings.HasSuffix(f.Value.Attribute, "@"+name) || f.Value.Place.Written() != c.marked {
				t.Errorf("%s: %s is found at %s of %q", c.name, name, f.Value.Attribute, f.Value.Place.Written())
			}
		}
	}
}

// TestNativeSkipped insists that what lacks a file is skipped with the reason.
func TestNativeSkipped(t *testing.T) {
	const operators = "no operators were given: export xtk:operator too"
	closed := imsConfig(` disableAPI="true"`, ` nonIMSOperatorMgmtInClientConsoleRestricted="true"`, "")
	allowing := strings.Replace(closed, "></nonIMSAuthnAPI>", `><allowOperator name="admin|bob"/></nonIMSAuthnAPI>`, 1)
	instanceFile := func(text string) string { return strings.ReplaceAll(text, "serverConf", "serverconf") }
	for _, c := range []struct {
		name      string
		documents []string
		want      []string
	}{
		{"no server file", []string{withOperatorsIMS}, []string{"native-login: no server configuration file was given"}},
		{"another server file", []string{withOperatorsIMS, `<serverConf><shared/></serverConf>`}, []string{"native-login: the server configuration has no imsConfig"}},
		{"all there", []string{withOperatorsIMS, allowing}, nil},
		{"no operators", []string{closed}, []string{"native-login/closed-too-early: " + operators}},
		{"no operators for the allow-list", []string{allowing}, []string{"native-login/closed-too-early: " + operators, "native-login/unknown-operator: " + operators}},
		{"files of several instances", []string{withOperatorsIMS, instanceFile(closed), instanceFile(strings.Replace(closed, `disableAPI="true"`, `disableAPI="false"`, 1))},
			[]string{"native-login/open: several instances' files disagree about @disableAPI"}},
	} {
		r := instance(t, "", c.documents...)
		if diff := cmp.Diff(c.want, checkstest.Skipped(r, nativeLogin)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if slices.Contains(checkstest.Fired(r, true), nativeUnknownOperator.Name) {
			t.Errorf("%s: bob is unknown", c.name)
		}
	}
}

// TestClosedTooEarlyMessage insists that everybody who is locked out is
// counted, and the first five named and shown.
func TestClosedTooEarlyMessage(t *testing.T) {
	operators := "<operator-collection>"
	for _, name := range []string{"ada", "bob", "cyd", "dan", "eve", "fay"} {
		operators += `<operator name="` + name + `" email="` + name + `@example.com"><access authenticationType="native"/></operator>`
	}
	operators += `<operator name="gus"><access authenticationType=" IMS "/></operator><operator name="hal"/><operator name="billing"><access authenticationType="native"/></operator></operator-collection>`
	var found []*checks.Finding
	r := checkstest.Judge(all, checks.Selection{}, checkstest.Instance(t, "prod", "", checkstest.Document(`imsServer=""`), closedConfig, operators))[0]
	for _, f := range r.Findings {
		if f.Code == nativeClosedTooEarly {
			found = append(found, f)
		}
	}
	if len(found) != 1 {
		t.Fatalf("found %v", checkstest.Fired(r, false))
	}
	const want = "disableAPI is true, and the external account for the Adobe ID login has errors, so that nobody can log in; " +
		`6 operators cannot use the Adobe ID login yet: "ada", "bob", "cyd", "dan", "eve", and 1 more.`
	if found[0].Message != want {
		t.Errorf("got %s\nwant %s", found[0].Message, want)
	}
	var shown []string
	for _, other := range found[0].Related {
		shown = append(shown, other.Message+": "+other.Written())
	}
	if diff := cmp.Diff([]string{
		`authentication type of "ada": native`, `authentication type of "bob": native`, `authentication type of "cyd": native`,
		`authentication type of "dan": native`, `authentication type of "eve": native`,
	}, shown); diff != "" {
		t.Error(diff)
	}
}

// TestAllowList insists that each default name that is missing is named, and of
// an unknown one the operator that was likely meant.
func TestAllowList(t *testing.T) {
	allow := func(names ...string) string {
		list := ""
		for _, name := range names {
			list += `<allowOperator name="` + name + `"/>`
		}
		return imsConfig(` disableAPI="true"`, ` nonIMSOperatorMgmtInClientConsoleRestricted="true"`, list)
	}
	const operators = `<operator-collection><operator name="robot"><access authenticationType="native"/></operator><operator name="ada"><access authenticationType="ims"/></operator></operator-collection>`
	for _, c := range []struct {
		name, file string
		want       []string
		marked     string
		fix        string
	}{
		{"no list", allow(), []string{`disableAPI is true, and 1 operator cannot use the Adobe ID login yet: "robot".`}, "true", nativeClosedTooEarly.Fix},
		{"all and a known one", allow("admin", "aemserver", "campaign-loginmonitor", "internal | monitoring", "robot"), nil, "", ""},
		{"two lack", allow("robot", "campaign-loginmonitor", "internal|monitoring"), []string{
			"The allow-list lacks the technical operator admin, which it has by default.",
			"The allow-list lacks the technical operator aemserver, which it has by default.",
		}, "robot", `Add <allowOperator name="admin"/> to nonIMSAuthnAPI in imsConfig.`},
		{"a misspelt one", allow("admin|aemserver|campaign-loginmonitor|internal|monitoring|robot|Ada"), []string{
			`The allow-list names the operator "Ada", which the export does not have. Nearest: "ada".`,
		}, "Ada", nativeUnknownOperator.Fix},
		{"one like no other", allow("admin|aemserver|campaign-loginmonitor|internal|monitoring|robot|zoe"), []string{
			`The allow-list names the operator "zoe", which the export does not have.`,
		}, "zoe", nativeUnknownOperator.Fix},
		{"the password of an address, cut at a |", allow("admin|aemserver|campaign-loginmonitor|internal|monitoring|robot", "https://u:S3CRETa|b@host"), []string{
			`The allow-list names the operator "********", which the export does not have.`,
			`The allow-list names the operator "********", which the export does not have.`,
		}, "https://u:S3CRETa", nativeUnknownOperator.Fix},
	} {
		r := instance(t, "", c.file, operators)
		if diff := cmp.Diff(c.want, checkstest.Said(r, nativeLogin)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
			continue
		}
		if len(c.want) > 0 && (r.Findings[0].Value.Place.Written() != c.marked || r.Findings[0].Fix != c.fix) {
			t.Errorf("%s: %q is marked, fix %q", c.name, r.Findings[0].Value.Place.Written(), r.Findings[0].Fix)
		}
	}
}

// TestNearestAllowed insists that there is an end to the search for the nearest
// operator, to which long names come sooner.
func TestNearestAllowed(t *testing.T) {
	known, allowed := []string{`name="ada"`}, ""
	for i := range 100 {
		known = append(known, fmt.Sprintf(`name="%0190d"`, i))
	}
	for range 300 {
		allowed += `<allowOperator name="` + strings.Repeat("x", 120) + `"/>`
	}
	r := instance(t, "", imsConfig("", "", `<allowOperator name="Ada"/>`+allowed+`<allowOperator name="Ada"/>`), operatorList(known...))
	var got []string
	for _, f := range r.Findings {
		if strings.Contains(f.Message, `"Ada"`) {
			got = append(got, f.Message)
		}
	}
	const message = `The allow-list names the operator "Ada", which the export does not have.`
	if diff := cmp.Diff([]string{message + ` Nearest: "ada".`, message}, got); diff != "" {
		t.Error(diff)
	}
}
