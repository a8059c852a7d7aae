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
		Judge(r, Operators(in), &in.Config.AdminConsole, Lists{Existing: func(string) (string, bool) { return "", false }})
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
	Judge(r, slices.Values([]Person{{Email: schema.Value{Text: "a@example.com"}}}), &schema.AdminConsole{}, Lists{})
	catalogue.Compare([]*checks.Result{r})
	for step, state := range states(Course(catalogue, r, "", false)) {
		if state != NotVisible {
			t.Errorf("of people only, %s is %s", step, state)
		}
	}
}

func TestBuild(t *testing.T) {
	for build, want := range map[string]StepState{"9390": Done, "9368": Done, "9367": Open, "9359": NotVisible, "9356": NotVisible, "9355": Open, "": NotVisible, "x": NotVisible} {
		if got := buildStep(build); got.State != want {
			t.Errorf("build %q is %s, want %s", build, got.State, want)
		}
	}
}

func TestBehind(t *testing.T) {
	course := func(done, open int) (c []CourseStep) {
		for range done {
			c = append(c, CourseStep{State: Done})
		}
		return append(c, CourseStep{State: Open, Open: open})
	}
	names := []string{"a", "b", "c"}
	for want, courses := range map[string][][]CourseStep{
		"b": {course(3, 1), course(1, 1), course(2, 9)},
		"c": {course(2, 1), course(2, 1), course(2, 5)},
		"":  {course(2, 1), course(2, 1), course(2, 1)},
	} {
		if got := Behind(names, courses); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
