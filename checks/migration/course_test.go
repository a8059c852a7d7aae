package migration

import (
	"slices"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/schema"
)

func states(course []CourseStep) map[string]StepState {
	m := map[string]StepState{}
	for _, s := range course {
		m[s.Name] = s.State
	}
	return m
}

// TestCourse follows an instance from nothing to the end of its way.
func TestCourse(t *testing.T) {
	catalogue := checks.Join(login.Catalogue, Catalogue, Statuses)
	const config = `
provisioned:
  organizationId: 0123456789ABCDEF01234567@AdobeOrg
  clientId: campaign-prod
  scopes: [openid, session, additional_info.projectedProductContext]
  callbackUrls: ["https://campaign.example.com"]
  productContext: dma_campaign_classic
  productProfiles: ["campaign - prod - admin"]
instances: [{name: prod, url: "https://campaign.example.com"}]
adminConsole: {domains: [{name: example.com, type: Federated ID}], enforcedDomains: [example.com], directorySync: false}
`
	const (
		groups = `<group-collection><group name="admin"/></group-collection>`
		users  = "Identity Type,Username,Email,Product Configurations\nFederated ID,ada,ada@example.com,campaign - prod - admin\n"
		ims    = `<operator-collection><operator name="ada" email="ada@example.com"><access authenticationType="ims"/></operator></operator-collection>`
		server = `<serverConf><shared><dataStore hosts="campaign.example.com"/><imsConfig><nonIMSAuthnAPI disableAPI="true"/><nonIMSOperatorMgmtInClientConsole nonIMSOperatorMgmtInClientConsoleRestricted="true"/></imsConfig></shared><web><redirection IMSOrgId="0123456789ABCDEF01234567@AdobeOrg"/></web></serverConf>`
	)
	account := checkstest.Document(`label="x"`)
	run := func(config string, documents ...string) map[string]StepState {
		in := checkstest.Instance(t, "prod", config, documents...)
		r := catalogue.Judge(in, checks.Selection{})
		Judge(r, Operators(in), &in.Config.AdminConsole, Lists{Existing: func(string) (bool, bool) { return false, false }})
		catalogue.Compare([]*checks.Result{r})
		return states(Course(catalogue, r, "9390", true))
	}
	done := map[string]StepState{"account": Done, "groups": Done, "addresses": Done, "admin-console": Done, "people": Done, "native-login": Done, "build": Done}
	for name, c := range map[string]struct {
		config    string
		documents []string
		differs   map[string]StepState
	}{
		"all done":                 {config, []string{account, groups, users, ims, server}, nil},
		"an account with an error": {config, []string{checkstest.Document(`imsServer=""`), groups, users, ims, server}, map[string]StepState{"account": Open, "native-login": Open}},
		"nothing stated":           {"", []string{account, groups, users, ims, server}, map[string]StepState{"account": NotVisible, "groups": NotVisible, "people": NotVisible}},
		"no operators":             {config, []string{account, groups, users, server}, map[string]StepState{"addresses": NotVisible, "admin-console": NotVisible, "people": NotVisible, "native-login": NotVisible}},
		"no users":                 {config, []string{account, groups, ims, server}, map[string]StepState{"groups": NotVisible, "admin-console": NotVisible}},
		"a group too many":         {config, []string{account, `<group-collection><group name="admin"/><group name="report"/></group-collection>`, users, ims, server}, map[string]StepState{"groups": Open}},
		"an operator nobody knows": {config, []string{account, groups, users, `<operator-collection><operator name="bo" email="bo@example.com"><access authenticationType="ims"/></operator></operator-collection>`, server}, map[string]StepState{"admin-console": Open}},
		"an operator without mail": {config, []string{account, groups, users, `<operator-collection><operator name="ada" email="ada@example.com"><access authenticationType="ims"/></operator><operator name="bo"/></operator-collection>`, server}, map[string]StepState{"addresses": Open}},
		"somebody of Gmail":        {config, []string{account, groups, users + "Federated ID,a,a.b@gmail.com,campaign - prod - admin\n", `<operator-collection><operator name="a" email="a.b@gmail.com"><access authenticationType="ims"/></operator></operator-collection>`, server}, map[string]StepState{"people": Open}},
		"no server files":          {config, []string{account, groups, users, ims}, map[string]StepState{"account": NotVisible, "native-login": NotVisible}},
	} {
		t.Run(name, func(t *testing.T) {
			got := run(c.config, c.documents...)
			for step, want := range done {
				if other, ok := c.differs[step]; ok {
					want = other
				}
				if got[step] != want {
					t.Errorf("%s is %s, want %s", step, got[step], want)
				}
			}
		})
	}
	// Of a list of people only, nothing but the people can be told.
	r := checks.NewResult("people", "people.csv", checks.Selection{})
	r.NoLogin = true
	Judge(r, slices.Values([]Person{{Address: "a@example.com"}}), &schema.AdminConsole{}, Lists{})
	catalogue.Compare([]*checks.Result{r})
	for step, state := range states(Course(catalogue, r, "", false)) {
		if state != NotVisible {
			t.Errorf("of people only, %s is %s", step, state)
		}
	}
}

// TestCourseSteps insists on what each step says: the findings that are left
// and the checks that list them, or what it lacks.
func TestCourseSteps(t *testing.T) {
	catalogue := checks.Join(login.Catalogue, Catalogue, Statuses)
	course := func(selection checks.Selection, judged bool, documents ...string) map[string]CourseStep {
		in := checkstest.Instance(t, "prod", `{provisioned: {productProfiles: ["campaign - prod - admin"]}, adminConsole: {domains: [{name: example.com, type: Federated ID}], enforcedDomains: [example.com], directorySync: false}}`, documents...)
		r := catalogue.Judge(in, selection)
		Judge(r, Operators(in), &in.Config.AdminConsole, Lists{Existing: func(string) (bool, bool) { return false, false }})
		catalogue.Compare([]*checks.Result{r})
		steps := map[string]CourseStep{}
		for _, s := range Course(catalogue, r, "9390", judged) {
			steps[s.Name] = s
		}
		return steps
	}
	account := checkstest.Document(`imsRightsMask="campaign - prod - "`) // an info: it has no (.*)
	const groups = `<group-collection><group name="admin"/></group-collection>`
	users := "Identity Type,Username,Email,Product Configurations\nFederated ID,ada,ada@example.com,campaign - prod - admin\n"
	step := func(name string, got CourseStep, state StepState, open int, only, lacks string) {
		t.Helper()
		if got.State != state || got.Open != open || got.Only != only || got.Lacks != lacks || got.ByHand {
			t.Errorf("%s: got %+v", name, got)
		}
	}
	whole := course(checks.Selection{}, true, account, groups, users, operatorList(`name="ada" email="ada@example.com"`, `name="bo"`, `name="cy"`))
	step("infos leave nothing to do", whole["groups"], Done, 0, "", "")
	step("findings are counted", whole["addresses"], Open, 2, "operators/no-email,operators/duplicate-email", "")
	step("what is lacking", whole["native-login"], NotVisible, 0, "", "imsConfig of serverConf.xml or config-<instance>.xml")
	alone := course(checks.Selection{}, true, account, groups, operatorList(`name="ada" email="ada@example.com"`))
	step("what two codes lack is listed once", alone["admin-console"], NotVisible, 0, "", "an Admin Console user CSV")
	selected := course(checks.Selection{Disabled: []string{"operators/no-email", "association-mask/near-miss"}}, true, account, groups, users, operatorList(`name="ada" email="ada@example.com"`, `name="bo"`))
	step("what was left out was not seen", selected["addresses"], NotVisible, 0, "", "operators/no-email, which was left out")
	step("what was left out was not seen, in another step", selected["groups"], NotVisible, 0, "", "association-mask/near-miss, which was left out")
	people := course(checks.Selection{}, false, operatorList(`name="ada" email="ada@example.com"`))
	step("people can be judged by themselves", people["people"], Done, 0, "", "")
	step("the rest cannot", people["groups"], NotVisible, 0, "", "files of the instance")
}

// TestByHand insists that what no file shows is listed too, behind the rest and
// in order.
func TestByHand(t *testing.T) {
	catalogue := checks.Join(login.Catalogue, Catalogue, Statuses)
	var got []string
	for _, s := range Course(catalogue, checks.NewResult("prod", "", checks.Selection{}), "", true) {
		if s.ByHand != (s.Lacks == "a person to do it") || s.ByHand && s.State != NotVisible {
			t.Errorf("%s is %s and lacks %s", s.Name, s.State, s.Lacks)
		}
		if s.Label == "" || s.Title == "" {
			t.Errorf("%s has no label or title", s.Name)
		}
		got = append(got, s.Name)
	}
	want := []string{"account", "groups", "addresses", "admin-console", "people", "native-login", "build",
		"announcement", "verification", "sign-in", "bookmarks", "subscriptions", "workspaces"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestBuild(t *testing.T) {
	for build, want := range map[string]CourseStep{
		"9390":  {State: Done},
		"9368":  {State: Done},
		" 9368": {State: Done},
		"9367":  {State: Open, Open: 1, Lacks: "build 9368 or later"},
		"9359":  {State: NotVisible, Lacks: "whether build 9359 is the .IMS patch"},
		"9356":  {State: NotVisible, Lacks: "whether build 9356 is the .IMS patch"},
		"9355":  {State: Open, Open: 1, Lacks: "build 9368 or later"},
		"":      {State: NotVisible, Lacks: "a Campaign package with buildNumber"},
		"x":     {State: NotVisible, Lacks: "a Campaign package with buildNumber"},
	} {
		want.Name, want.Label, want.Title = "build", "Build", "the Campaign build supports IMS throughout"
		if got := buildStep(build); got != want {
			t.Errorf("build %q: got %+v, want %+v", build, got, want)
		}
	}
}

func TestBehind(t *testing.T) {
	// A course of so many steps that are done, and of others with findings.
	course := func(done int, open ...int) (c []CourseStep) {
		for range done {
			c = append(c, CourseStep{State: Done})
		}
		for _, n := range open {
			c = append(c, CourseStep{State: Open, Open: n})
		}
		return c
	}
	names := []string{"a", "b", "c"}
	for _, c := range []struct {
		name    string
		courses [][]CourseStep
		want    string
	}{
		{"fewest steps done", [][]CourseStep{course(3, 1), course(1, 1), course(2, 9)}, "b"},
		{"fewest steps done, though as many steps", [][]CourseStep{course(2, 5), course(1, 1, 1), course(2, 5)}, "b"},
		{"most left to do", [][]CourseStep{course(2, 1), course(2, 1), course(2, 5)}, "c"},
		{"most left to do, at the beginning", [][]CourseStep{course(2, 5), course(2, 1), course(2, 1)}, "a"},
		{"most left to do in all", [][]CourseStep{course(2, 1, 3), course(2, 4, 3), course(2, 5, 1)}, "b"},
		{"the first of two", [][]CourseStep{course(1, 1), course(1, 1), course(2, 1)}, "a"},
		{"only the one in the middle", [][]CourseStep{course(2, 1), course(1, 1), course(2, 1)}, "b"},
		{"none", [][]CourseStep{course(2, 1), course(2, 1), course(2, 1)}, ""},
		{"only one", [][]CourseStep{course(2, 1)}, ""},
	} {
		if got := Behind(names, c.courses); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
