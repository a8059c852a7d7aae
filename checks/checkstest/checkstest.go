// Package checkstest runs catalogues of checks over examples, for tests.
package checkstest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// Clean is an account with nothing wrong, attribute by attribute.
var Clean = map[string]string{
	"name": "Adobe_Marketing_Cloud", "label": "MAC", "type": "Adobe Experience Cloud", "active": "1",
	"imsServer": "https://ims-na1.adobelogin.com", "userScope": "openid,session,additional_info.projectedProductContext",
	"clientId": "campaign-prod", "clientSecret": "@ZXhhbXBsZQ==",
	"callbackServer": "https://campaign.example.com", "imsOrgId": "0123456789ABCDEF01234567@AdobeOrg",
	"imsRightsMask": "campaign - prod - (.*)", "productContext": "dma_campaign_classic",
	"server": "https://marketing.adobe.com", "tenant": "example",
}

var attribute = regexp.MustCompile(`([\w:]+)=(?:"([^"]*)")?`)

// Document returns the export of an example: a document as it is, or a clean
// account with other attributes.
func Document(export string) string {
	if strings.HasPrefix(strings.TrimSpace(export), "<") {
		return export
	}
	attributes := maps.Clone(Clean)
	for _, m := range attribute.FindAllStringSubmatch(export, -1) {
		if strings.HasSuffix(m[0], "=") {
			delete(attributes, m[1])
		} else {
			attributes[m[1]] = m[2]
		}
	}
	text := "<extAccount"
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		text += fmt.Sprintf(` %s="%s"`, name, attributes[name])
	}
	return text + "/>"
}

// export returns the export of an example.
func export(x checks.Example) string {
	if x.Accounts == 0 {
		return Document(x.Export)
	}
	return `<extAccount-collection><extAccount name="Adobe_Marketing_Cloud" type="Adobe Experience Cloud" active="1"/>` +
		strings.Repeat(`<extAccount name="routing" type="3" active="1"/>`, x.Accounts-1) + `</extAccount-collection>`
}

// Instance reads an instance from documents.
func Instance(t *testing.T, name, config string, documents ...string) *schema.Instance {
	t.Helper()
	c, bad := schema.ReadConfig("imslint.yaml", strings.NewReader(config))
	for _, e := range bad {
		t.Fatalf("config: %v\n%s", e, config)
	}
	var files []*schema.File
	for i, d := range documents {
		path := fmt.Sprintf("%s/%d", name, i)
		if strings.Contains(d, "<serverC") {
			path = name + "/serverConf.xml"
		}
		f, err := schema.Read(path, strings.NewReader(d))
		if err != nil {
			t.Fatalf("%v\n%s", err, d)
		}
		files = append(files, f)
	}
	return schema.NewInstance(name, files, nil, c)
}

// Judge runs all checks on instances of one run.
func Judge(c *checks.Catalogue, selection checks.Selection, instances ...*schema.Instance) []*checks.Result {
	var results []*checks.Result
	for _, in := range instances {
		results = append(results, c.Judge(in, selection))
	}
	c.Compare(results)
	return results
}

// Run judges an example. Where it has a second instance, the result is that
// one's.
func Run(t *testing.T, c *checks.Catalogue, x checks.Example) *checks.Result {
	t.Helper()
	list := []*schema.Instance{Instance(t, "prod", x.Config, append([]string{export(x)}, x.Beside...)...)}
	if x.Other != "" {
		other := x.Other
		if !strings.Contains(other, "callbackServer") { // another instance has another address
			other += ` callbackServer="https://stage.example.com"`
		}
		list = append(list, Instance(t, "stage", x.Config, Document(other)))
	}
	results := Judge(c, checks.Selection{}, list...)
	return results[len(results)-1]
}

// Fired returns the codes that fired, in order; infos only where asked for.
func Fired(r *checks.Result, infos bool) []string {
	var names []string
	for _, f := range r.Findings {
		if infos || f.Severity > checks.Info {
			names = append(names, f.Name())
		}
	}
	slices.Sort(names)
	return names
}

// Condition is an input and the codes above info that it fires, and no others.
type Condition struct {
	Name string
	In   checks.Example
	Want []string
}

// Conditions tests conditions.
func Conditions(t *testing.T, catalogue *checks.Catalogue, list []Condition) {
	t.Helper()
	for _, c := range list {
		t.Run(c.Name, func(t *testing.T) {
			r := Run(t, catalogue, c.In)
			slices.Sort(c.Want)
			if got := Fired(r, false); !slices.Equal(got, c.Want) {
				t.Errorf("got %v, want %v", got, c.Want)
				for _, f := range r.Findings {
					t.Log(f.Message)
				}
			}
		})
	}
}

// corrections returns what a result sets, by field.
func corrections(r *checks.Result) map[schema.Field]string {
	set := map[schema.Field]string{}
	for _, f := range r.Findings {
		if f.Correction != nil {
			set[f.Correction.Field] = f.Correction.Value
		}
	}
	return set
}

// Correction is an input and the value that a field is set to, "" for none.
type Correction struct {
	Name  string
	In    checks.Example
	Field schema.Field
	Want  string
}

// Corrections tests corrections.
func Corrections(t *testing.T, catalogue *checks.Catalogue, list []Correction) {
	t.Helper()
	for _, c := range list {
		t.Run(c.Name, func(t *testing.T) {
			if got := corrections(Run(t, catalogue, c.In))[c.Field]; got != c.Want {
				t.Errorf("got %q, want %q", got, c.Want)
			}
		})
	}
}

// EveryCode insists that each code is documented, that its bad example fires it
// and nothing else above info, and that its good example is silent.
func EveryCode(t *testing.T, catalogue *checks.Catalogue) {
	for _, c := range catalogue.Checks {
		if c.Title == "" || c.Step == "" || (c.Instance == nil) == (c.Account == nil) || len(c.Codes) == 0 {
			t.Errorf("%s: title, step, codes and one of Instance and Account are needed", c.Name)
		}
		for _, code := range c.Codes {
			t.Run(code.Name, func(t *testing.T) { testCode(t, catalogue, c, code) })
		}
	}
}

func testCode(t *testing.T, catalogue *checks.Catalogue, c *checks.Check, code *checks.Code) {
	if !strings.HasPrefix(code.Name, c.Name+"/") || catalogue.CheckOf(code) != c {
		t.Errorf("the code is not named after its check %s", c.Name)
	}
	if code.Title == "" || code.Why == "" || code.Fix == "" {
		t.Error("title, why and fix are needed")
	}
	Source(t, code.Source)
	for _, text := range []string{code.Why, code.Fix} {
		if !strings.HasSuffix(text, ".") {
			t.Errorf("no sentence: %q", text)
		}
	}
	for _, cause := range code.Causes {
		if !slices.Contains(catalogue.Symptoms, cause.Symptom) {
			t.Errorf("symptom %s is not in the catalogue", cause.Symptom.ID)
		}
	}
	// A whole document shows what it is about and little else.
	about := func(f *checks.Finding, x checks.Example) bool {
		return f.Check == c || x.Accounts == 0 && !strings.HasPrefix(x.Export, "<")
	}
	bad := Run(t, catalogue, code.Bad)
	if !slices.Contains(Fired(bad, true), code.Name) {
		t.Errorf("the bad example does not fire it, but %v", Fired(bad, true))
	}
	for _, f := range bad.Findings {
		if f.Name() != code.Name && f.Severity > checks.Info && about(f, code.Bad) {
			t.Errorf("the bad example fires %s too: %s", f.Name(), f.Message)
		}
	}
	good := Run(t, catalogue, code.Good)
	for _, f := range good.Findings {
		if f.Name() == code.Name || f.Severity > checks.Info && about(f, code.Good) {
			t.Errorf("the good example fires %s: %s", f.Name(), f.Message)
		}
	}
	for _, s := range good.Skipped {
		if s.Name() == code.Name {
			t.Errorf("the good example skips it: %s", s.Reason)
		}
	}
	if code.Needs != "" {
		without := Run(t, catalogue, checks.Example{Export: `label="MAC"`})
		if !slices.ContainsFunc(without.Skipped, func(s *checks.Skipped) bool {
			own := s.Code == code && s.Needs == code.Needs
			return (own || s.Code == nil && s.Check == c) && s.Reason != ""
		}) {
			t.Errorf("without %s it is not listed as skipped", code.Needs)
		}
	}
}

// Said returns the messages of a check's findings.
func Said(r *checks.Result, check *checks.Check) (list []string) {
	for _, f := range r.Findings {
		if f.Check == check {
			list = append(list, f.Message)
		}
	}
	return list
}

// Skipped returns the codes of a check that could not run, each with its reason.
func Skipped(r *checks.Result, check *checks.Check) (list []string) {
	for _, s := range r.Skipped {
		if s.Check == check {
			list = append(list, s.Name()+": "+s.Reason)
		}
	}
	return list
}

// Source insists that a source is an address or is marked as inferred.
func Source(t *testing.T, source string) {
	t.Helper()
	if !strings.HasPrefix(source, "https://") && !strings.HasPrefix(source, "inferred") {
		t.Errorf("a source is an address or begins with inferred: %q", source)
	}
}
