package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/schema/source"
)

// TestGolden compares each format of a run that has something of everything.
func TestGolden(t *testing.T) {
	for name, j := range map[string]job{"instances": handMade(), "users": handMadeUsers()} {
		for _, format := range Names() {
			if format != "html" { // the browser test looks at it
				golden(t, name+"."+format, j.written(t, format))
			}
		}
	}
	color := handMade()
	color.Color, color.Width = true, 80
	golden(t, "instances.color", color.written(t, "text"))
	quiet := handMade()
	quiet.Quiet = true
	golden(t, "instances.quiet", quiet.written(t, "text"))
}

// TestFormats insists that every format says something of every run, always
// the same, and never the secret of samples/broken.
func TestFormats(t *testing.T) {
	again := jobs(t)
	for name, j := range jobs(t) {
		for format := range Formats() {
			text := j.written(t, format)
			if len(text) == 0 {
				t.Errorf("%s of %s is empty", format, name)
			}
			if !bytes.Equal(text, again[name].written(t, format)) {
				t.Errorf("%s of %s is not the same twice", format, name)
			}
			if bytes.Contains(text, []byte("not-a-real-secret")) {
				t.Errorf("%s of %s shows a secret", format, name)
			}
		}
	}
}

// TestJSON insists on lists that are never null, and on the extras of users.
func TestJSON(t *testing.T) {
	for name, j := range jobs(t) {
		text := j.written(t, "json")
		if bytes.Contains(text, []byte("null")) {
			t.Errorf("%s: a list is null", name)
		}
		var out struct {
			Summary   map[string]int
			Findings  []map[string]any
			LoginPath []any
			Restart   struct{ Required bool }
		}
		if err := json.Unmarshal(text, &out); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(out.Findings) != j.Summary.Findings() {
			t.Errorf("%s: %d findings, want %d", name, len(out.Findings), j.Summary.Findings())
		}
		_, users := out.Summary["failing"]
		if want := name == "users"; users != want || (len(out.LoginPath) == 0) != (want || name == "nothing") {
			t.Errorf("%s: summary %v, %d login paths", name, out.Summary, len(out.LoginPath))
		}
		if want, known := map[string]bool{"hand": true, "users": false, "nothing": false, "broken": true}[name]; known && out.Restart.Required != want {
			t.Errorf("%s: restart %v", name, out.Restart.Required)
		}
	}
}

func TestGitLab(t *testing.T) {
	for name, j := range jobs(t) {
		var issues []gitlabIssue
		if err := json.Unmarshal(j.written(t, "gitlab"), &issues); err != nil || issues == nil {
			t.Fatalf("%s: %v", name, err)
		}
		if want := j.Summary.Findings() + j.Summary.Skipped + len(j.Errors); len(issues) != want {
			t.Errorf("%s: %d issues, want %d", name, len(issues), want)
		}
		prints := map[string]bool{}
		for _, i := range issues {
			prints[i.Fingerprint] = true
			if i.Location.Lines.Begin < 1 || i.Location.Path == "" {
				t.Errorf("%s: %+v", name, i)
			}
		}
		if len(prints) != len(issues) {
			t.Errorf("%s: two issues have one fingerprint", name)
		}
	}
}

func TestJUnit(t *testing.T) {
	parsed := func(j job) (suites junitSuites) {
		t.Helper()
		if err := xml.Unmarshal(j.written(t, "junit"), &suites); err != nil {
			t.Fatal(err)
		}
		return suites
	}
	if s := parsed(sample(t, "clean")); s.Failures != 0 || s.Tests != len(login.Catalogue.Checks) {
		t.Errorf("clean: %+v", s)
	}
	if s := parsed(handMade()); s.Failures != 1 || s.Errors != 1 || s.Tests != 5 || s.Suites[0].Skipped != 1 {
		t.Errorf("%+v", s)
	}
	// Warnings and infos fail where --fail-on says so, and what was left out is
	// skipped.
	strict := handMade()
	strict.FailOn = checks.Info
	strict.results[1].LeftOut[callbackCheck] = true
	if s := parsed(strict); s.Failures != 2 || s.Suites[0].Skipped != 0 || s.Suites[1].Skipped != 2 {
		t.Errorf("strict: %+v", s)
	}
}

// hostile is text that no output may act on.
const hostile = "x\n::error::owned\r\x1b[31m\x07\u202e\u200b\u0085\x00]]>&<b>\"`@team"

// TestHostile insists that names from outside are shown and nothing else.
func TestHostile(t *testing.T) {
	file := source.New(hostile, hostile, source.Start)
	r := checks.NewResult(hostile, hostile, checks.Selection{})
	f := r.Report(callbackCheck, notHTTPS, valueIn(file, "callbackUrl", "owned"), hostile)
	f.Account, f.User, f.ConsoleMessage, f.Status, f.Otherwise, f.Further = hostile, hostile, hostile, hostile, hostile, hostile
	f.Set(hostile)
	f.Related = []checks.Related{{Place: f.Value.Place, Message: hostile}}
	r.Skip(&checks.Skipped{Check: rightsCheck, Instance: hostile, Needs: hostile, Reason: hostile})
	j := newJob(byHand, r)
	j.Errors = []*source.Error{source.Errorf(source.File(hostile), "%s", hostile)}
	j.Notes = []Note{{source.File(hostile), hostile}}
	j.Uploads = []Upload{{File: hostile}}
	j.Course = []Course{{Instance: hostile, Title: "t", State: Open, Command: hostile, Lacks: hostile}}
	for format := range Formats() {
		text := string(j.written(t, format))
		if i := strings.IndexAny(text, "\x1b\x07\x00\r\u202e\u200b\u0085"); i >= 0 {
			t.Errorf("%s has %q", format, text[max(0, i-40):i+1])
		}
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, "::error::") {
				t.Errorf("%s has the line %q", format, line)
			}
		}
		switch format {
		case "json", "sarif", "gitlab":
			if !json.Valid([]byte(text)) {
				t.Errorf("%s is not JSON", format)
			}
		case "junit":
			if err := xml.Unmarshal([]byte(text), new(junitSuites)); err != nil {
				t.Error(err)
			}
		case "html":
			if strings.Contains(text, "<b>") {
				t.Errorf("%s has markup of the file", format)
			}
		}
	}
}

// TestWriteErrors insists that every format says when nothing more can be
// written.
func TestWriteErrors(t *testing.T) {
	full := errors.New("disk full")
	for format, newReporter := range Formats() {
		size := len(handMade().written(t, format))
		for _, room := range []int{0, size / 2, size - 1} {
			if err := handMade().write(newReporter(&limited{room, full})); !errors.Is(err, full) {
				t.Errorf("%s with room for %d of %d bytes: %v", format, room, size, err)
			}
		}
	}
}

// limited is a writer with room for so many bytes.
type limited struct {
	room int
	err  error
}

func (l *limited) Write(p []byte) (int, error) {
	if len(p) > l.room {
		return l.room, l.err
	}
	l.room -= len(p)
	return len(p), nil
}

// BenchmarkFormats writes reports of two sizes: the time has to grow with them.
func BenchmarkFormats(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"1000", 1000}, {"10000", 10000}} {
		line := `<extAccount callbackServer="http://campaign.example.com"/>`
		file := source.New("a.xml", strings.Repeat(line, size.n), source.Start) // on one line
		r := checks.NewResult("prod", "a.xml", checks.Selection{})
		for i := range size.n {
			from := i*len(line) + strings.Index(line, "http")
			v := valueIn(file, "callbackUrl", "http://campaign.example.com")
			v.Place = file.Place(source.Span{From: from, To: from + len(v.Text)})
			r.Report(callbackCheck, notHTTPS, v, `Callback server is "http://campaign.example.com", which does not start with https://.`)
		}
		j := newJob(byHand, r)
		for _, format := range Names() {
			b.Run(format+"/"+size.name, func(b *testing.B) {
				for b.Loop() {
					if err := j.write(Formats()[format](io.Discard)); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
