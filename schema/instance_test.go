package schema

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// input is a file of an instance.
type input struct{ path, text string }

// newInstance puts together an instance of some files and an imslint.yaml.
func newInstance(t *testing.T, name, config string, inputs ...input) *Instance {
	t.Helper()
	c, bad := ReadConfig("imslint.yaml", strings.NewReader(config))
	if len(bad) > 0 {
		t.Fatal(bad[0])
	}
	var files []*File
	for _, in := range inputs {
		f, bad := Read(in.path, strings.NewReader(in.text))
		if bad != nil {
			t.Fatal(bad)
		}
		files = append(files, f)
	}
	return NewInstance(name, files, nil, c)
}

func TestInstance(t *testing.T) {
	in := newInstance(t, "prod", "instances: [{name: prod, environment: production}]",
		input{"accounts.xml", `<extAccount-collection><extAccount name="routing" type="3"/><extAccount name="Adobe_Experience_Cloud"/><extAccount name="Adobe_Marketing_Cloud"/></extAccount-collection>`},
		input{"groups.xml", `<group-collection><group name="admin"/><group name="delivery"/></group-collection>`},
		input{"operators.yaml", "operators: [{name: ada}, {name: bob}]\n"},
		input{"users.csv", "Identity Type,Username,Email\nAdobe ID,ada,ada@example.com\n"},
	)
	if diff := cmp.Diff([]string{"admin", "delivery"}, in.GroupNames()); diff != "" {
		t.Error(diff)
	}
	if len(in.Accounts) != 3 || len(in.Operators) != 2 || !in.HasUsers() || in.Schema != nil || in.HasServerFiles() {
		t.Errorf("%d accounts, %d operators, users %t, schema %v, server files %t", len(in.Accounts), len(in.Operators), in.HasUsers(), in.Schema, in.HasServerFiles())
	}
	if !in.Named || in.Stated.Environment.Text != "production" {
		t.Errorf("what the configuration states: %v, %t", in.Stated, in.Named)
	}
	a, ok := in.Kept()
	if ims := in.IMSAccounts(); !ok || a.InternalName().Text != "Adobe_Marketing_Cloud" || len(ims) != 2 || ims[0] != a {
		t.Errorf("kept: %v of %d", a, len(ims))
	}
	in = newInstance(t, "stage", "instances: [{name: prod}]", input{"a.xml", `<extAccount name="routing"/>`})
	if a, ok := in.Kept(); ok || a != nil || in.Named {
		t.Errorf("kept: %v; named %t", a, in.Named)
	}
}

// TestDeletedAccounts: a package deletes what earlier files hold, and nothing
// of its own or of later ones. The internal name is the key.
func TestDeletedAccounts(t *testing.T) {
	const (
		a       = `<extAccount name="a"/>`
		noName  = `<extAccount label="a"/>`
		deleteA = `<extAccount name="a" _operation="delete"/>`
	)
	for _, c := range []struct {
		files []string
		want  string
	}{
		{[]string{a}, "a"},
		{[]string{a, deleteA}, ""},
		{[]string{deleteA, a}, "a"},
		{[]string{a, deleteA, a}, "a"},
		{[]string{a, deleteA, a, deleteA}, ""},
		{[]string{"<extAccount-collection>" + deleteA + a + "</extAccount-collection>"}, "a"},
		{[]string{noName, `<extAccount name="" _operation="delete"/>`}, "-"},
		{[]string{noName, `<extAccount _operation="delete"/>`}, "-"},
		{[]string{noName, a, deleteA}, "-"},
	} {
		var inputs []input
		for _, text := range c.files {
			inputs = append(inputs, input{"in.xml", text})
		}
		var got []string
		for _, a := range newInstance(t, "i", "", inputs...).Accounts {
			name := a.InternalName().Text
			if name == "" {
				name = "-"
			}
			got = append(got, name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v: got %v, want %q", c.files, got, c.want)
		}
	}
}

// TestServerValue: an instance's file overrides serverConf.xml attribute by
// attribute, and no other instance's says anything about it.
func TestServerValue(t *testing.T) {
	conf := func(attributes string) string {
		return `<serverConf><shared><dataStore ` + attributes + `/></shared></serverConf>`
	}
	general, byDefault := input{"etc/serverConf.xml", conf(`hosts="general" lang="en"`)}, input{"etc/config-default.xml", conf(`hosts="default"`)}
	own, stage, live := input{"etc/config-prod.xml", conf(`hosts="own"`)}, input{"etc/Config-Stage.xml", conf(`hosts="stage"`)}, input{"etc/config-live.xml", conf(`hosts="live"`)}
	for _, c := range []struct {
		name        string
		files       []input
		hosts, lang string
	}{
		{"no server file", nil, "-", "-"},
		{"the general one", []input{general}, "general", "en"},
		{"upper case", []input{{"SERVERCONF.XML", conf(`hosts="upper"`)}, byDefault}, "default", "-"},
		{"general and default", []input{general, byDefault}, "default", "en"},
		{"in another order", []input{byDefault, general}, "default", "en"},
		{"general and own", []input{general, own}, "own", "en"},
		{"own and general", []input{own, general}, "own", "en"},
		{"own and default", []input{own, byDefault}, "own", "-"},
		{"the default beside own", []input{byDefault, {"config-prod.xml", conf(`lang="fr"`)}}, "default", "fr"},
		{"the default and another's", []input{byDefault, stage}, "stage", "-"},
		{"an empty value overrides", []input{general, {"config-prod.xml", conf(`lang=""`)}}, "general", ""},
		{"own by its name in another case", []input{{"CONFIG-PROD.xml", conf(`hosts="own"`)}, stage}, "own", "-"},
		{"own and another's", []input{own, stage}, "own", "-"},
		{"another's and own", []input{stage, own}, "own", "-"},
		{"another's says nothing beside own", []input{{"config-prod.xml", conf(`lang="fr"`)}, stage}, "-", "fr"},
		{"another's is all there is", []input{general, stage}, "stage", "en"},
		{"two others disagree", []input{general, stage, live}, "-", "en"},
		{"two others agree", []input{stage, {"config-live.xml", conf(`hosts="stage"`)}}, "stage", "-"},
		{"the first and the last agree", []input{stage, live, {"config-more.xml", conf(`hosts="stage"`)}}, "-", "-"},
		{"of three others two agree", []input{live, stage, {"config-more.xml", conf(`hosts="stage"`)}}, "-", "-"},
	} {
		in := newInstance(t, "Prod", "", c.files...)
		get := func(path string) string {
			if v, ok := in.ServerValue(path); ok {
				return v.Text
			}
			return "-"
		}
		if hosts, lang := get("shared/dataStore/@hosts"), get("shared/dataStore/@lang"); hosts != c.hosts || lang != c.lang {
			t.Errorf("%s: got %s and %s, want %s and %s", c.name, hosts, lang, c.hosts, c.lang)
		}
		if in.HasServerFiles() != (len(c.files) > 0) {
			t.Errorf("%s: has server files: %t", c.name, in.HasServerFiles())
		}
	}
}

func TestTexts(t *testing.T) {
	if diff := cmp.Diff([]string{"a", ""}, Texts([]Value{{Text: "a"}, {}})); diff != "" {
		t.Error(diff)
	}
}
