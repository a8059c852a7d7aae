package report

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSARIFSchema validates against OASIS's own file, where
// IMSLINT_SARIF_SCHEMA names it.
func TestSARIFSchema(t *testing.T) {
	path := os.Getenv("IMSLINT_SARIF_SCHEMA")
	if path == "" {
		t.Skip("skipped: IMSLINT_SARIF_SCHEMA names no file")
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	document, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	// The $id of the file is an address; under this name nothing is fetched.
	if err := compiler.AddResource("sarif.json", document); err != nil {
		t.Fatal(err)
	}
	published, err := compiler.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, j := range jobs(t) {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(j.written(t, "sarif")))
		if err == nil {
			err = published.Validate(value)
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSARIF insists on the structure that code scanning pages rely on.
func TestSARIF(t *testing.T) {
	for name, j := range jobs(t) {
		text := j.written(t, "sarif")
		for line := range strings.Lines(string(text)) {
			if strings.HasSuffix(strings.TrimRight(line, ",\n"), ": -1") {
				t.Errorf("%s has %s", name, line)
			}
		}
		var log struct {
			Runs []struct {
				Tool struct {
					Driver struct{ Rules []struct{ ID string } }
				}
				Results *[]struct {
					RuleID              string
					RuleIndex           int
					PartialFingerprints map[string]string
					Fixes               []sarifFix
				}
				Invocations []map[string]any
			}
		}
		if err := json.Unmarshal(text, &log); err != nil || log.Runs[0].Results == nil {
			t.Fatalf("%s: no results: %v", name, err)
		}
		var document any
		json.Unmarshal(text, &document)
		if empty := emptyLists(document, ""); len(empty) > 0 && (len(empty) > 1 || empty[0] != ".runs.results") {
			t.Errorf("%s: empty lists: %v", name, empty)
		}
		run := log.Runs[0]
		prints := map[string]bool{}
		for _, r := range *run.Results {
			if rule := run.Tool.Driver.Rules[r.RuleIndex].ID; rule != r.RuleID {
				t.Errorf("%s: the rule of %s is %s", name, r.RuleID, rule)
			}
			prints[r.PartialFingerprints["imslint/v1"]] = true
		}
		if len(prints) != len(*run.Results) {
			t.Errorf("%s: two results have one fingerprint", name)
		}
	}
}

// emptyLists returns the paths of the empty arrays in a document.
func emptyLists(v any, path string) (list []string) {
	switch v := v.(type) {
	case []any:
		if len(v) == 0 {
			return []string{path}
		}
		for _, item := range v {
			list = append(list, emptyLists(item, path)...)
		}
	case map[string]any:
		for key, item := range v {
			list = append(list, emptyLists(item, path+"."+key)...)
		}
	}
	return list
}

// TestReplaceable insists that a fix is given only where the value can be
// written as it is in every form of a file.
func TestReplaceable(t *testing.T) {
	was := handMade().results[0].Findings[0].Value
	absent := was
	absent.Present = false
	secret := was
	secret.Field = schema.ClientSecret
	for _, c := range []struct {
		was   schema.Value
		value string
		want  bool
	}{
		{was, "https://campaign.example.com", true},
		{was, "campaign - prod - (.*)", true},
		{was, "a & b", false},
		{was, `a"b`, false},
		{was, "ends in a space ", false},
		{was, "- item", false},
		{was, "key: value", false},
		{was, "a #comment", false},
		{was, "a\nb", false},
		{was, "", false},
		{absent, "a", false},
		{secret, "a", false},
	} {
		if got := replaceable(&checks.Correction{Was: c.was, Value: c.value}); got != c.want {
			t.Errorf("%q: got %v", c.value, got)
		}
	}
}

func TestPathURI(t *testing.T) {
	for in, want := range map[string]string{
		"a/b c.xml": "a/b%20c.xml", "./a.xml": "a.xml", "/a/ü.xml": "file:///a/%C3%BC.xml", "C:/a.xml": "file:///C:/a.xml", "../a#b.xml": "../a%23b.xml", "a:b.xml": "./a:b.xml",
	} {
		if got := pathURI(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
