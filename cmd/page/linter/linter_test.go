package linter

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// held returns a linter whose files are texts, by ID.
func held(texts ...string) *Linter {
	return &Linter{
		Now:  func() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) },
		Open: func(f File) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(texts[f.ID])), nil },
	}
}

const (
	export = `<extAccount name="Adobe_Marketing_Cloud" imsServer="https://ims-na1.adobelogin.com" callbackServer="http://campaign.example.com"/>`
	other  = `<extAccount name="other" label="x"/>`
)

// summary is what a run comes to: instances, files, errors and the codes found.
type summary struct {
	Instances int
	Files     int
	Paths     []string // of what could not be read
	Codes     []string
}

func run(t *testing.T, l *Linter, r *Request) (*Answer, summary) {
	t.Helper()
	answer, err := l.Lint(r)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := l.Write("json", &text); err != nil {
		t.Fatal(err)
	}
	var report struct {
		Summary  struct{ Instances, Files int }
		Errors   []struct{ Path string }
		Findings []struct{ Instance, Code string }
	}
	if err := json.Unmarshal([]byte(text.String()), &report); err != nil {
		t.Fatal(err)
	}
	s := summary{Instances: report.Summary.Instances, Files: report.Summary.Files}
	for _, e := range report.Errors {
		s.Paths = append(s.Paths, e.Path)
	}
	for _, f := range report.Findings {
		s.Codes = append(s.Codes, f.Instance+" "+f.Code)
	}
	return answer, s
}

func file(path string, id int) Input {
	return Input{Path: path, Files: []File{{Path: path, ID: id}}}
}

func TestLint(t *testing.T) {
	valid, broken := "checks:\n  disable: [callback-url]\n", "provisionned: {}\n"
	folder := Input{Instance: "prod", Path: "prod", Folder: true, Files: []File{{Path: "prod/a.xml"}}}
	own := folder
	own.Config = &valid
	bad := folder
	bad.Config = &broken
	named := func(name string, in Input) Input {
		in.Instance = name
		return in
	}
	has := func(code string) func(summary) bool {
		return func(s summary) bool { return strings.Contains(strings.Join(s.Codes, "\n"), code) }
	}
	lacks := func(code string) func(summary) bool { return func(s summary) bool { return !has(code)(s) } }
	for _, test := range []struct {
		name    string
		request Request
		want    func(summary) bool
	}{
		{"a file", Request{Inputs: []Input{file("a.xml", 0)}}, has("a callback-url/not-https")},
		{"a name of its own", Request{Inputs: []Input{named("prod", file("a.xml", 0))}}, has("prod callback-url/not-https")},
		{"two files, two instances", Request{Inputs: []Input{file("a.xml", 0), file("b.xml", 1)}}, has("b single-account/missing")},
		{"two files, one name", Request{Inputs: []Input{named("prod", file("a.xml", 0)), named("prod", file("b.xml", 1))}}, lacks("single-account/missing")},
		{"a general configuration", Request{Inputs: []Input{file("a.xml", 0)}, Config: valid}, lacks("callback-url")},
		{"a folder's own configuration", Request{Inputs: []Input{own}}, lacks("callback-url")},
		{"it goes before the general one", Request{Inputs: []Input{own}, Config: "checks:\n  disable: [ims-server]\n"}, lacks("callback-url")},
		{"a configuration that cannot be used", Request{Inputs: []Input{bad}}, func(s summary) bool { return cmp.Equal(s.Paths, []string{"prod/imslint.yaml"}) && len(s.Codes) == 0 }},
		{"its error once", Request{Inputs: []Input{file("a.xml", 0), file("b.xml", 1)}, Config: broken}, func(s summary) bool { return cmp.Equal(s.Paths, []string{"imslint.yaml"}) }},
		{"no export", Request{Inputs: []Input{file("note.txt", 2)}}, func(s summary) bool { return cmp.Equal(s.Paths, []string{"note.txt"}) }},
		{"a folder without an export", Request{Inputs: []Input{{Path: "x", Folder: true, Files: []File{{Path: "x/note.txt", ID: 2}}}}}, func(s summary) bool { return cmp.Equal(s.Paths, []string{"x"}) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, got := run(t, held(export, other, "a note"), &test.request); !test.want(got) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestAnswer(t *testing.T) {
	answer, _ := run(t, held(`<package buildNumber="9383"><entities schema="nms:extAccount">`+export+`</entities></package>`), &Request{Inputs: []Input{file("a.xml", 0)}})
	if !strings.Contains(answer.Draft, `the export of a shows: "http://campaign.example.com"`) || !strings.Contains(answer.Draft, "- name: a\n") {
		t.Errorf("the draft is %s", answer.Draft)
	}
	if len(answer.Fixes) != 1 || answer.Fixes[0].File != "a-fix.xml" || !strings.Contains(answer.Fixes[0].Package, `buildNumber="9383"`) {
		t.Errorf("the fixes are %+v", answer.Fixes)
	}
	if !strings.HasPrefix(answer.HTML, "<header") {
		t.Errorf("the report begins with %.40q", answer.HTML)
	}
}

// TestDraft insists that what the editor begins with is valid, and states
// nothing.
func TestDraft(t *testing.T) {
	text, err := Draft()
	if err != nil {
		t.Fatal(err)
	}
	if got := CheckConfig(text); len(got) > 0 {
		t.Errorf("problems: %+v", got)
	}
}

func TestCheckConfig(t *testing.T) {
	for _, test := range []struct {
		text string
		want []Problem
	}{
		{"", nil},
		{" \n", nil},
		{"provisioned: {clientId: x}\n", nil},
		{"a: [\n", []Problem{{Line: 2, Column: 1}}},
		{"# x\n  b: 1\n", []Problem{{Line: 2, Column: 3}}},
		{"checks:\n  disable: [callback-urls]\n", []Problem{{Line: 2, Column: 13}}},
		{"provisioned:\n  productContext: another\n", []Problem{{Line: 2, Column: 19, Note: true}}},
	} {
		got := CheckConfig(test.text)
		for i := range got {
			if got[i].Message == "" {
				t.Errorf("%q: no message", test.text)
			}
			got[i].Message = ""
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q:\n%s", test.text, diff)
		}
	}
}

func TestWrite(t *testing.T) {
	l := held(export)
	if err := l.Write("json", io.Discard); err == nil {
		t.Error("a report on nothing")
	}
	run(t, l, &Request{Inputs: []Input{file("a.xml", 0)}})
	if err := l.Write("html", io.Discard); err != nil {
		t.Error(err)
	}
	if err := l.Write("yaml", io.Discard); err == nil || !strings.Contains(err.Error(), `"yaml"`) {
		t.Errorf("a format that is none: %v", err)
	}
}

// TestExample lints the example that the page brings along.
func TestExample(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("../../../samples/broken", "external-accounts.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if _, got := run(t, held(string(text)), &Request{Inputs: []Input{file("external-accounts.xml", 0)}}); len(got.Codes) < 10 {
		t.Errorf("only %v", got.Codes)
	}
}
