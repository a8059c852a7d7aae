package report

import (
	"io"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// The JSON report. Its keys are a contract: never renamed.
type (
	jsonFinding struct {
		Check     string        `json:"check"`
		Code      string        `json:"code"`
		Severity  string        `json:"severity"`
		Step      checks.Step   `json:"step"`
		Instance  string        `json:"instance"`
		Path      string        `json:"path"`
		Line      int           `json:"line"`
		Column    int           `json:"column"`
		EndLine   int           `json:"endLine"`
		EndColumn int           `json:"endColumn"`
		Account   string        `json:"account,omitempty"`
		Field     schema.Field  `json:"field,omitempty"`
		Attribute string        `json:"attribute,omitempty"`
		Value     *string       `json:"value,omitempty"` // absent where nothing is written, and for a secret
		Message   string        `json:"message"`
		Fix       string        `json:"fix"`
		Set       *jsonSet      `json:"set,omitempty"` // where the right value is certain
		Symptoms  []jsonSymptom `json:"symptoms"`
		Related   []jsonRelated `json:"related"`

		User           string         `json:"user,omitempty"`
		Verdict        checks.Verdict `json:"verdict,omitempty"`
		ConsoleMessage string         `json:"consoleMessage,omitempty"`
		Status         string         `json:"status,omitempty"`
		Otherwise      string         `json:"otherwise,omitempty"`
	}
	jsonSet struct {
		Field     schema.Field `json:"field"`
		Attribute string       `json:"attribute"`
		Value     string       `json:"value"`
	}
	jsonSymptom struct {
		ID    string       `json:"id"`
		Basis checks.Basis `json:"basis"`
	}
	jsonRelated struct {
		Path    string `json:"path"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
	jsonSkipped struct {
		Check    string `json:"check"`
		Code     string `json:"code"` // "" for the whole check
		Instance string `json:"instance"`
		Needs    string `json:"needs"`
		Reason   string `json:"reason"`
	}
	jsonError struct {
		Path    string `json:"path"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
	jsonLoginPath struct {
		Instance string    `json:"instance"`
		Steps    jsonSteps `json:"steps"`
	}
	// jsonSteps keeps the steps in their order, which a map would not.
	jsonSteps struct {
		Account   checks.State `json:"account"`
		LoginPage checks.State `json:"login-page"`
		Callback  checks.State `json:"callback"`
		Token     checks.State `json:"token"`
		Rights    checks.State `json:"rights"`
	}
	jsonRestart struct {
		Required bool     `json:"required"`
		Linux    []string `json:"linux"`
		Windows  []string `json:"windows"`
	}
	jsonCourse struct {
		Instance string      `json:"instance"`
		Step     string      `json:"step"`
		State    CourseState `json:"state"`
		Open     int         `json:"open"`
		Command  string      `json:"command"`
		Lacks    string      `json:"lacks,omitempty"`
	}
)

// jsonReport writes findings as they come and keeps what follows them.
type jsonReport struct {
	*jsonStream
	run       *Run
	skipped   []jsonSkipped
	loginPath []jsonLoginPath
	restart   bool
}

// NewJSON returns a reporter that writes JSON.
func NewJSON(w io.Writer) Reporter { return &jsonReport{jsonStream: newJSONStream(w)} }

func (j *jsonReport) Begin(run *Run) error {
	j.run = run
	j.open("", '{')
	j.add("version", 1)
	j.add("summary", run.Summary)
	j.open("findings", '[')
	return j.flush()
}

func (j *jsonReport) Instance(r *checks.Result) error {
	for _, f := range r.Findings {
		j.add("", jsonOf(f))
		j.restart = j.restart || needsRestart(f)
	}
	for _, s := range r.Skipped {
		code := ""
		if s.Code != nil {
			code = s.Name()
		}
		j.skipped = append(j.skipped, jsonSkipped{s.Check.Name, code, s.Instance, s.Needs, s.Reason})
	}
	if j.run.Login {
		j.loginPath = append(j.loginPath, jsonLoginPath{r.Instance, jsonSteps{
			stateOf(r, checks.AccountStep), stateOf(r, checks.LoginPageStep), stateOf(r, checks.CallbackStep),
			stateOf(r, checks.TokenStep), stateOf(r, checks.RightsStep)}})
	}
	return j.flush()
}

func (j *jsonReport) End() error {
	j.close(']')
	addList(j.jsonStream, "skipped", j.skipped)
	j.open("errors", '[')
	for _, e := range j.run.Errors {
		start := e.Start()
		j.add("", jsonError{e.Path(), start.Line, start.Column, e.Message})
	}
	j.close(']')
	addList(j.jsonStream, "loginPath", j.loginPath)
	if j.run.Course != nil {
		j.open("course", '[')
		for _, c := range j.run.Course {
			j.add("", jsonCourse{c.Instance, c.Step, c.State, c.Open, c.Command, c.Lacks})
		}
		j.close(']')
	}
	j.add("restart", jsonRestart{j.run.Login && j.restart, restartLinux, restartWindows})
	j.close('}')
	return j.end()
}

// addList adds a list as a member, an empty one as [].
func addList[T any](s *jsonStream, name string, list []T) {
	s.open(name, '[')
	for _, v := range list {
		s.add("", v)
	}
	s.close(']')
}

func jsonOf(f *checks.Finding) jsonFinding {
	v := f.Value
	start, end := v.Place.Start(), v.Place.End()
	out := jsonFinding{
		Check: f.Check.Name, Code: f.Name(), Severity: f.Severity.String(), Step: f.Check.Step, Instance: f.Instance,
		Path: v.Path(), Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column,
		Account: f.Account, Field: v.Field, Attribute: v.Attribute,
		Message: f.Message, Fix: f.Fix, Symptoms: []jsonSymptom{}, Related: []jsonRelated{},
		User: f.User, Verdict: f.Verdict, ConsoleMessage: f.ConsoleMessage, Status: f.Status, Otherwise: f.Otherwise,
	}
	if v.Present && !v.Secret() {
		text := v.Shown()
		out.Value = &text
	}
	if c := f.Correction; c != nil {
		out.Set = &jsonSet{c.Field, c.Attribute, c.Value}
	}
	for _, c := range f.Causes {
		out.Symptoms = append(out.Symptoms, jsonSymptom{c.Symptom.ID, c.Basis})
	}
	for _, related := range f.Related {
		at := related.Start()
		out.Related = append(out.Related, jsonRelated{related.Path(), at.Line, at.Column, related.Message})
	}
	return out
}
