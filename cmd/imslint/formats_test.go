package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// runs are command lines that every format is tested with.
var runs = map[string][]string{
	"broken":  {"../../samples/broken"},
	"clean":   {"../../samples/clean"},
	"several": {"--config", "../../samples/imslint.yaml", "prod=../../samples/clean", "stage=../../samples/stage"},
	"unread":  {"../../samples/broken", "no such file.xml"},
	"nothing": {"no such file.xml"},
}

func printed(t *testing.T, format string, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	run(append([]string{"lint", "--format", format}, args...), streams{in: strings.NewReader(""), out: &out, err: &errs})
	return out.Bytes()
}

// TestFormatsRepeat insists that the number of jobs changes no byte, and that
// no format shows the secret of samples/broken.
func TestFormatsRepeat(t *testing.T) {
	for format := range formats {
		for name, args := range runs {
			one := printed(t, format, append([]string{"--jobs", "1"}, args...)...)
			eight := printed(t, format, append([]string{"--jobs", "8"}, args...)...)
			if !bytes.Equal(one, eight) {
				t.Errorf("%s of %s depends on --jobs", format, name)
			}
			if bytes.Contains(one, []byte("not-a-real-secret")) {
				t.Errorf("%s of %s shows a secret", format, name)
			}
			if len(one) == 0 {
				t.Errorf("%s of %s is empty", format, name)
			}
		}
	}
}

// TestSARIF validates against the schema that go-sarif carries and, where
// IMSLINT_SARIF_SCHEMA names it, against OASIS's own file.
func TestSARIF(t *testing.T) {
	var published *jsonschema.Schema
	if path := os.Getenv("IMSLINT_SARIF_SCHEMA"); path != "" {
		compiler := jsonschema.NewCompiler()
		// The $id of the file is an address; under it nothing is fetched.
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		document, err := jsonschema.UnmarshalJSON(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource("sarif.json", document); err != nil {
			t.Fatal(err)
		}
		if published, err = compiler.Compile("sarif.json"); err != nil {
			t.Fatal(err)
		}
	}
	for name, args := range runs {
		text := printed(t, "sarif", args...)
		log, err := sarif.FromBytes(text)
		if err != nil {
			t.Fatal(err)
		}
		if err := log.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if published != nil {
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
			if err == nil {
				err = published.Validate(value)
			}
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		var parsed struct {
			Runs []struct {
				Results *[]struct {
					RuleID              string
					RuleIndex           int
					PartialFingerprints map[string]string
				}
				Tool struct {
					Driver struct{ Rules []struct{ ID string } }
				}
			}
		}
		if err := json.Unmarshal(text, &parsed); err != nil || parsed.Runs[0].Results == nil {
			t.Fatalf("%s: no results: %v", name, err)
		}
		prints := map[string]bool{}
		for _, r := range *parsed.Runs[0].Results {
			if rule := parsed.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID; rule != r.RuleID {
				t.Errorf("%s: the rule of %s is %s", name, r.RuleID, rule)
			}
			prints[r.PartialFingerprints["imslint/v1"]] = true
		}
		if len(prints) != len(*parsed.Runs[0].Results) {
			t.Errorf("%s: two results have one fingerprint", name)
		}
	}
}

func TestJUnit(t *testing.T) {
	for name, args := range runs {
		var suites junitSuites
		if err := xml.Unmarshal(printed(t, "junit", args...), &suites); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch name {
		case "clean":
			if suites.Failures != 0 || suites.Suites[0].Skipped != 0 || suites.Tests == 0 {
				t.Errorf("clean: %+v", suites)
			}
		case "broken":
			if suites.Failures == 0 || suites.Errors != 0 {
				t.Errorf("broken: %d failures, %d errors", suites.Failures, suites.Errors)
			}
		case "nothing", "unread":
			if suites.Errors != 1 {
				t.Errorf("%s: %d errors", name, suites.Errors)
			}
		}
	}
	// Warnings fail where --fail-on says so, and what was left out is skipped.
	var strict, only junitSuites
	xml.Unmarshal(printed(t, "junit", "--fail-on", "warning", "../../samples/broken"), &strict)
	xml.Unmarshal(printed(t, "junit", "--only", "scopes", "../../samples/clean"), &only)
	if strict.Failures != strict.Tests || only.Suites[0].Skipped != only.Tests-1 {
		t.Errorf("%d of %d fail with warnings, %d of %d are skipped with --only", strict.Failures, strict.Tests, only.Suites[0].Skipped, only.Tests)
	}
}

func TestGitLab(t *testing.T) {
	for name, args := range runs {
		var issues []gitlabIssue
		if err := json.Unmarshal(printed(t, "gitlab", args...), &issues); err != nil || issues == nil {
			t.Fatalf("%s: %v", name, err)
		}
		prints := map[string]bool{}
		for _, i := range issues {
			prints[i.Fingerprint] = true
			if i.Description == "" || i.CheckName == "" || i.Location.Path == "" || i.Location.Lines.Begin < 1 {
				t.Errorf("%s: %+v", name, i)
			}
		}
		if len(prints) != len(issues) {
			t.Errorf("%s: two issues have one fingerprint", name)
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

var cssColor = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6})`)

// TestContrast insists on AA of WCAG 2 (4.5 to 1) for the page's text, light
// and dark.
func TestContrast(t *testing.T) {
	luminance := func(hex string) float64 {
		n, err := strconv.ParseUint(hex[1:], 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		linear := func(c uint64) float64 {
			v := float64(c&0xff) / 255
			if v <= 0.04045 {
				return v / 12.92
			}
			return math.Pow((v+0.055)/1.055, 2.4)
		}
		return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
	}
	schemes := strings.SplitAfter(htmlStyle, "@media (prefers-color-scheme: dark)")
	if len(schemes) != 2 {
		t.Fatal("no dark colours")
	}
	for _, scheme := range schemes {
		color := map[string]string{}
		for _, m := range cssColor.FindAllStringSubmatch(scheme, -1) {
			color[m[1]] = m[2]
		}
		for _, pair := range strings.Fields("ink/page faint/page link/page ink/box ok/ok-box broken/broken-box at-risk/at-risk-box not-checked/not-checked-box info/info-box ok/page broken/page not-checked/page") {
			text, ground, _ := strings.Cut(pair, "/")
			a, b := luminance(color[text]), luminance(color[ground])
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
				t.Errorf("%s on %s: %.2f", color[text], color[ground], ratio)
			}
		}
	}
}
