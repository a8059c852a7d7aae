// Package judge reads instances, has the checks look at them, and puts together
// what there is to report, for the commands and for the page in a browser. It
// knows no file system and reads no clock.
package judge

import (
	"slices"
	"time"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// Task is what the checks are to do.
type Task struct {
	Groups    []load.Group
	Jobs      int         // files read at a time, 0 for one for each processor
	Meter     *load.Meter // counts what was read, nil for nobody who asks
	Catalogue *checks.Catalogue
	Selection checks.Selection // before a configuration adds to it
	Now       time.Time        // when an ignore may have expired
	// Patch changes what was read of an instance before it is checked; nil for
	// nothing.
	Patch func(*schema.Instance) (*schema.Instance, error)
	// Each judges an instance, from several goroutines; nil for the catalogue.
	Each func(*schema.Instance, checks.Selection) *checks.Result
	// KeepAccounts says that the peers of the results keep their accounts, for
	// somebody who writes corrections, and KeepInstances that the outcome keeps what
	// was read, to be judged again.
	KeepAccounts, KeepInstances bool
	// KeepMasks says that the results keep what masks match, and the peers the scopes
	// that are stated, for a report that shows it: with many profiles, that takes more
	// memory than the instances.
	KeepMasks bool
	// Seen is given each instance when it is judged, in order, and the errors
	// of it that no instance before it had; nil for nobody who asks.
	Seen func(in *load.Instance, bad []*source.Error)
}

// whole reports whether every check was asked for, so that what was not found
// is not there.
func (t *Task) whole() bool { return len(t.Selection.Only) == 0 }

// Outcome is what the checks say about the instances of a run.
type Outcome struct {
	Results []*checks.Result
	Errors  []*source.Error // of inputs and configurations, in the order given
	Notes   []report.Note
	Files   int // that were read
	Ignored int // findings left out by a configuration
	// Instances are those that were read, nil where nobody keeps them.
	Instances []*load.Instance
	// Builds say which server wrote the file of the kept account, by instance.
	Builds map[string]Build

	noted map[string]bool // paths of the configurations whose notes it has
}

// note adds the notes of a configuration, nil for none, which several instances may
// have.
func (o *Outcome) note(c *schema.Config) {
	if c == nil || o.noted[c.Path] {
		return
	}
	if o.noted == nil {
		o.noted = map[string]bool{}
	}
	o.noted[c.Path] = true
	for _, n := range c.Notes {
		o.Notes = append(o.Notes, report.Note{Place: n.Place, Message: n.Message})
	}
}

// maxMaskRows is how many profiles and groups the masks of a run hold that are kept,
// unless the first instance has more.
const maxMaskRows = 20_000

// Build is the version and build number of a server, "" where unknown.
type Build struct{ Version, Number string }

// Run reads the instances one after another and checks them.
func (t *Task) Run() *Outcome {
	out := &Outcome{Builds: map[string]Build{}}
	ignores := &ignores{now: t.Now, out: out, catalogue: t.Catalogue}
	selections := &selections{of: t.Selection}
	selections.of.Instances = len(t.Groups)
	seen := map[*source.Error]bool{} // several instances may have one configuration
	type one struct {
		*load.Instance
		result *checks.Result
		build  Build
	}
	judge := func(in *load.Instance) one {
		o := one{Instance: in}
		if t.Patch != nil && in.Read != nil {
			patched, err := t.Patch(in.Read)
			if err != nil {
				in.Errors = append(in.Errors, source.Errorf(source.File(in.Name), "%s", err))
			}
			in.Read = patched
		}
		if in.Read != nil {
			selection := selections.configured(in.Config)
			selection.Ignore = ignores.of(in.Config)
			if t.Each != nil {
				o.result = t.Each(in.Read, selection)
			} else {
				o.result = t.Catalogue.Judge(in.Read, selection)
			}
			o.build = buildOf(in.Read)
			if !t.KeepAccounts {
				o.result.Peer.Release()
			}
			if !t.KeepMasks {
				o.result.Mask = nil
			}
			o.result.Peer.ReleaseFacts(t.KeepMasks)
			if !t.KeepInstances {
				in.Read = nil
			}
		}
		return o
	}
	rows := 0 // of masks
	for in := range load.Each(t.Groups, t.Jobs, t.Meter, judge) {
		if t.KeepInstances {
			out.Instances = append(out.Instances, in.Instance)
		}
		out.Files += len(in.Files)
		var bad []*source.Error
		for _, e := range in.Errors {
			if !seen[e] {
				seen[e] = true
				bad = append(bad, e)
			}
		}
		out.Errors = append(out.Errors, bad...)
		if t.Seen != nil {
			t.Seen(in.Instance, bad)
		}
		out.note(in.Config)
		if in.result != nil {
			if m := in.result.Mask; m != nil {
				if rows += m.Rows(); rows > maxMaskRows && rows > m.Rows() {
					m.Forget()
				}
			}
			out.Results = append(out.Results, in.result)
			if in.build != (Build{}) {
				out.Builds[in.Name] = in.build
			}
			ignores.linted(in.Name, in.Config)
		}
	}
	t.Catalogue.Compare(out.Results)
	if t.whole() {
		ignores.unused()
	}
	return out
}

// Report returns what is known of the run as a whole, for a reporter. Findings
// that are to be left out must be gone from the results by then.
func (o *Outcome) Report(catalogue *checks.Catalogue) report.Run {
	run := report.Run{
		Catalogue: catalogue, Login: len(o.Results) > 0, Errors: o.Errors, Notes: o.Notes,
		FailOn: checks.Error, Ignored: o.Ignored,
	}
	for _, r := range o.Results {
		run.Summary.Add(r)
		run.Instances = append(run.Instances, r.Instance)
		run.Hosted = run.Hosted || r.Peer.Stated.Hosting.Text == "hosted"
	}
	run.Summary.Files = o.Files
	return run
}

// Findings returns the findings of all instances.
func (o *Outcome) Findings() []*checks.Finding {
	var list []*checks.Finding
	for _, r := range o.Results {
		list = append(list, r.Findings...)
	}
	return list
}

// selections are what a selection becomes by each configuration of a run.
type selections struct{ of checks.Selection }

func (s *selections) configured(c *schema.Config) checks.Selection {
	type key struct{ *selections }
	return c.Derive(key{s}, func() any { return configured(s.of, c) }).(checks.Selection)
}

// configured adds to a selection what an instance's configuration disables and
// sets. Each name is in it once: every finding is held against all of them.
func configured(s checks.Selection, c *schema.Config) checks.Selection {
	s.Only = distinct(s.Only)
	s.Disabled = distinct(s.Disabled, schema.Texts(c.Checks.Disable))
	s.Severity = map[string]checks.Severity{}
	for _, e := range c.Checks.Severity {
		s.Severity[e.Key.Text], _ = checks.ParseSeverity(e.Value.Text)
	}
	return s
}

// distinct returns the names of several lists, each once.
func distinct(lists ...[]string) (names []string) {
	seen := map[string]bool{}
	for _, name := range slices.Concat(lists...) {
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// buildOf returns which server wrote the file that the kept account is in.
func buildOf(in *schema.Instance) Build {
	kept, ok := in.Kept()
	if !ok {
		return Build{}
	}
	for _, f := range in.Files {
		if _, ok := kept.In(f); ok && (f.Version != "" || f.BuildNumber != "") {
			return Build{f.Version, f.BuildNumber}
		}
	}
	return Build{}
}
