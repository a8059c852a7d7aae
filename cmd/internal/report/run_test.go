package report

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata")

// golden compares an output with that of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// job is a run with its results.
type job struct {
	*Run
	results []*checks.Result
}

// written returns the report in a format.
func (j job) written(t testing.TB, format string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := j.write(Formats()[format](&out)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (j job) write(r Reporter) error { return Write(r, j.Run, j.results) }

// newJob judges nothing more: it completes results and sums them up.
func newJob(c *checks.Catalogue, results ...*checks.Result) job {
	c.Compare(results)
	run := &Run{Catalogue: c, FailOn: checks.Error, Login: true}
	run.Summary.Files = len(results)
	for _, r := range results {
		run.Add(r)
	}
	return job{run, results}
}

// The conditions of the results made by hand.
var (
	lost     = &checks.Symptom{ID: "redirected", Title: "People land elsewhere", Steps: []checks.Step{checks.CallbackStep}}
	notHTTPS = &checks.Code{Name: "callback-url/not-https", Severity: checks.Error, Title: "the address does not start with https",
		Why: "IMS redirects only to https URLs.", Fix: "Give an https address.", Source: "https://example.com/docs/callback.md#https",
		Causes: []checks.Cause{{Symptom: lost, Basis: checks.Documented}}}
	shared = &checks.Code{Name: "callback-url/shared", Severity: checks.Warning, Title: "two instances share it",
		Why: "People land on the other instance.", Fix: "Give each instance its own.", Source: "inferred: IMS redirects to what it is given"}
	odd = &checks.Code{Name: "rights/odd", Severity: checks.Info, Title: "an odd mask", Why: "It may be wrong.", Fix: "Look at it.",
		Source: "https://example.com/", Needs: "provisioned.productProfiles", NoRestart: true}
	callbackCheck = &checks.Check{Name: "callback-url", Title: "the address to return to", Step: checks.CallbackStep, Codes: []*checks.Code{notHTTPS, shared}}
	rightsCheck   = &checks.Check{Name: "rights", Title: "the rights", Step: checks.RightsStep, Codes: []*checks.Code{odd}}
	byHand        = checks.NewCatalogue([]*checks.Check{callbackCheck, rightsCheck}, []*checks.Symptom{lost})
)

// valueIn returns the first place of a text in a file, as a value of a field.
func valueIn(file *source.Text, f schema.Field, text string) schema.Value {
	from := strings.Index(file.Data(), text)
	return schema.Value{Place: file.Place(source.Span{From: from, To: from + len(text)}), Text: text, Attribute: string(f), Field: f, Present: true}
}

// handMade is a run of two instances that has something of everything.
func handMade() job {
	file := source.New("exports/prod.xml", "<package>\n  <extAccount callbackServer=\"http://campaign.example.com\" mask=\"a  b\"/>\n</package>\n", source.Start)
	other := source.New("exports/stage.xml", `<extAccount callbackServer="http://campaign.example.com"/>`, source.Start)
	callback := valueIn(file, schema.CallbackURL, "http://campaign.example.com")

	prod := checks.NewResult("prod", "exports/prod.xml", checks.Selection{})
	prod.Accounts = 2
	f := prod.Report(callbackCheck, notHTTPS, callback, `Callback server is "http://campaign.example.com", which does not start with https://.`)
	f.Account = "Adobe_Marketing_Cloud"
	f.Set("https://campaign.example.com")
	f.Further = "Tell Adobe."
	f.Focus = callback.Place.Part(source.Span{From: 0, To: 4})
	f = prod.Report(callbackCheck, shared, callback, "The instance stage has the same.")
	f.Related = []checks.Related{{Place: valueIn(other, "", "http://campaign.example.com").Place, Message: "the other one"}}
	prod.Report(rightsCheck, odd, valueIn(file, schema.AssociationMask, "a  b"), `The mask is "a  b".`)
	prod.Skip(&checks.Skipped{Check: rightsCheck, Instance: "prod", Needs: "an account", Reason: "no account was given"})

	stage := checks.NewResult("stage", "exports/stage.xml", checks.Selection{})
	stage.Skip(&checks.Skipped{Check: rightsCheck, Code: odd, Instance: "stage", Needs: odd.Needs, Reason: "no profile is stated"})

	j := newJob(byHand, prod, stage)
	j.Version = "1.2.3"
	j.Errors = []*source.Error{source.Errorf(source.At("exports/bad.xml", source.Position{Line: 3, Column: 7}), "the tag is not closed")}
	j.Notes = []Note{{source.At("imslint.yaml", source.Position{Line: 2, Column: 5}), "the entry has no effect"}}
	j.Ignored, j.Known = 1, 2
	j.Course = []Course{
		{Instance: "prod", Step: "account", Title: "external account configured", State: Open, Open: 2, Command: "imslint lint prod.xml"},
		{Instance: "prod", Step: "groups", Title: "groups and product profiles meet", State: Done},
		{Instance: "prod", Step: "people", Title: "people can be migrated", State: NotVisible, Lacks: "--existing"},
	}
	return j
}

// handMadeUsers is a run over a file for the Admin Console.
func handMadeUsers() job {
	long := &checks.Code{Name: "user-fields/too-long", Severity: checks.Error, Title: "a field is too long", Why: "The file is rejected.", Fix: "Shorten it.", Source: "https://example.com/users", NoRestart: true}
	fields := &checks.Check{Name: "user-fields", Title: "the fields of a user", Codes: []*checks.Code{long}}
	c := checks.NewCatalogue([]*checks.Check{fields}, nil)
	file := source.New("users.csv", "Type,Email\nType1,jane@example.com\nType1,joe@example.com\n", source.Start)
	r := checks.NewResult("users.csv", "users.csv", checks.Selection{})
	for _, part := range []string{"Type1", "jane@example.com"} {
		f := r.Report(fields, long, valueIn(file, "", part), "The field is too long.")
		f.User, f.Verdict, f.ConsoleMessage = "jane@example.com", checks.RowFails, "Invalid file format at line 2."
	}
	j := newJob(c, r)
	j.Login = false
	j.AddUpload(Upload{File: "users.csv", Users: 2, Failing: 1})
	return j
}

// sample judges folders of samples, NAME=FOLDER or FOLDER, as instances.
func sample(t testing.TB, arguments ...string) job {
	t.Helper()
	var results []*checks.Result
	var unread []*source.Error
	files := 0
	for _, argument := range arguments {
		name, dir, named := strings.Cut(argument, "=")
		if !named {
			name, dir = argument, argument
		}
		root := filepath.Join("../../../samples", dir)
		config := &schema.Config{}
		var list []*schema.File
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			in, err := os.Open(path)
			if err != nil {
				return err
			}
			defer in.Close()
			shown := filepath.ToSlash(strings.TrimPrefix(path, "../../../"))
			if filepath.Base(path) == schema.ConfigName {
				c, bad := schema.ReadConfig(shown, in)
				if len(bad) > 0 {
					return bad[0]
				}
				config = c
				return nil
			}
			files++
			f, bad := schema.Read(shown, in)
			if bad != nil {
				unread = append(unread, bad)
				return nil
			}
			list = append(list, f)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, login.Catalogue.Judge(schema.NewInstance(name, list, nil, config), checks.Selection{}))
	}
	j := newJob(login.Catalogue, results...)
	j.Summary.Files, j.Errors = files, unread
	return j
}

// jobs are what every format is tested with.
func jobs(t testing.TB) map[string]job {
	nothing := newJob(byHand)
	nothing.Errors = []*source.Error{source.Errorf(source.File("x.xml"), "cannot be read: no such file")}
	return map[string]job{
		"hand": handMade(), "users": handMadeUsers(), "nothing": nothing,
		"broken": sample(t, "broken"), "clean": sample(t, "clean"), "several": sample(t, "prod=clean", "stage=stage"),
	}
}
