package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// baseline is a file of findings that are known, so that only new ones fail a
// system that is wrong already.
type baseline struct {
	Version  int             `json:"version"`
	Findings []baselineEntry `json:"findings"`
}

// baselineEntry is what a finding is known by: not its line, which moves.
type baselineEntry struct {
	Code     string       `json:"code"`
	Instance string       `json:"instance"`
	Account  string       `json:"account,omitempty"`
	Field    schema.Field `json:"field,omitempty"`
	Value    string       `json:"value,omitempty"` // a hash; absent for a secret and where nothing is written
}

func entryOf(f *checks.Finding) baselineEntry {
	e := baselineEntry{Code: f.Name(), Instance: f.Instance, Account: f.Account, Field: f.Value.Field}
	if f.Value.Present && !f.Value.Secret() {
		e.Value = fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(f.Value.Text)))
	}
	return e
}

// String names an entry for a person.
func (e baselineEntry) String() string {
	name := e.Code + " of " + e.Instance
	if e.Account != "" {
		name += ", " + checks.Quote(e.Account)
	}
	return name
}

func readBaseline(path string) (*baseline, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("--baseline: %s: %s", path, bare(err))
	}
	var b baseline
	if err := json.Unmarshal(data, &b); err != nil || b.Version != 1 {
		if err == nil {
			err = errors.New("its version is not 1")
		}
		return nil, fmt.Errorf("--baseline: %s is not a file that --write-baseline wrote: %w", path, err)
	}
	return &b, nil
}

// writeBaseline writes the findings of a report, in an order that keeps the
// file's changes small.
func writeBaseline(path string, r *lintReport) error {
	b := baseline{Version: 1, Findings: []baselineEntry{}}
	for _, f := range r.findings() {
		b.Findings = append(b.Findings, entryOf(f))
	}
	slices.SortFunc(b.Findings, func(x, y baselineEntry) int {
		return strings.Compare(fmt.Sprintf("%q", x), fmt.Sprintf("%q", y))
	})
	return writeFile(path, func(f *os.File) error {
		encoder := json.NewEncoder(f)
		encoder.SetIndent("", "  ")
		return encoder.Encode(b)
	})
}

// apply takes the known findings out of the report, one for each entry. Where
// the whole of an instance was checked it notes the entries that match none any
// more.
func (b *baseline) apply(path string, r *lintReport, whole bool) {
	linted := map[string]bool{}
	left := map[baselineEntry]int{}
	for _, e := range b.Findings {
		left[e]++
	}
	for _, result := range r.results {
		linted[result.Instance.Name] = whole
		result.Findings = slices.DeleteFunc(result.Findings, func(f *checks.Finding) bool {
			e := entryOf(f)
			known := left[e] > 0
			if known {
				left[e]--
				r.known++
			}
			return known
		})
	}
	for _, e := range b.Findings {
		if left[e] > 0 && linted[e.Instance] {
			left[e]--
			r.note(schema.Place{Path: path, Start: schema.Position{Line: 1, Column: 1}},
				"the baseline holds %s, which is not found any more: write it again with --write-baseline", e)
		}
	}
}

// ignores are the ignore entries of the configurations of a run, and which of
// them matched.
type ignores struct {
	used map[schema.Place]bool
	r    *lintReport
}

// of returns what leaves out the findings that a configuration ignores.
func (g *ignores) of(c *schema.Config) func(f *checks.Finding) bool {
	return func(f *checks.Finding) bool {
		for _, i := range c.Ignore {
			same := func(v schema.Value, text string) bool { return !v.Present || v.Text == text }
			if i.Code.Text != f.Name() && i.Code.Text != f.Check.Name || !same(i.Account, f.Account) || !same(i.Instance, f.Instance) {
				continue
			}
			g.used[i.Code.Place] = true
			if i.Expired(g.r.now) {
				f.Message += " (It was ignored until " + i.Until.Text + ": " + checks.Visible(i.Reason.Text) + ")"
				continue
			}
			g.r.ignored++
			return true
		}
		return false
	}
}

// unused notes the ignores that matched nothing, but for those of instances
// that are not part of the run.
func (g *ignores) unused(instances []*schema.Instance) {
	linted := func(name schema.Value) bool {
		return !name.Present || slices.ContainsFunc(instances, func(in *schema.Instance) bool { return in.Name == name.Text })
	}
	seen := map[*schema.Config]bool{}
	for _, in := range instances {
		if seen[in.Config] {
			continue
		}
		seen[in.Config] = true
		for _, i := range in.Config.Ignore {
			if !g.used[i.Code.Place] && linted(i.Instance) {
				g.r.note(i.Code.Place, "this ignore matches no finding: remove it (%s)", checks.Visible(i.Code.Text))
			}
		}
	}
}
