package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// baseline is a file of findings that are known, so that only new ones fail a
// system that is wrong already.
type baseline struct {
	Version  int             `json:"version"`
	Findings []baselineEntry `json:"findings"`

	path string // as printed
}

// baselineEntry is what identifies a finding: not its line, which moves.
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
	name := checks.Visible(e.Code) + " of " + checks.Visible(e.Instance)
	if e.Account != "" {
		name += ", " + checks.Quote(e.Account)
	}
	return name
}

// Limits of a baseline: how large the file may be, in bytes, and how many findings
// it may hold.
const (
	maxBaseline = 64 << 20
	maxEntries  = 1_000_000
)

func readBaseline(path string) (*baseline, error) {
	fail := func(format string, args ...any) (*baseline, error) {
		return nil, fmt.Errorf("--baseline: %s %w", checks.Visible(path), fmt.Errorf(format, args...))
	}
	f, err := os.Open(path)
	if err != nil {
		return fail("cannot be read: %s", load.Reason(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxBaseline+1))
	switch {
	case err != nil:
		return fail("cannot be read: %s", load.Reason(err))
	case len(data) > maxBaseline:
		return fail("is larger than 64 MiB, the limit")
	}
	if bytes.Count(data, []byte("{")) > maxEntries+1 {
		return fail("holds more than 1,000,000 findings, the limit")
	}
	b := &baseline{path: filepath.ToSlash(path)}
	if err = json.Unmarshal(data, b); err == nil && b.Version != 1 {
		err = errors.New("its version is not 1")
	}
	if err != nil {
		return fail("is not a file that --write-baseline wrote: %w", err)
	}
	return b, nil
}

// newBaseline returns the findings of a run, in an order that keeps the changes
// of the file small.
func newBaseline(findings []*checks.Finding) *baseline {
	b := &baseline{Version: 1, Findings: []baselineEntry{}}
	for _, f := range findings {
		b.Findings = append(b.Findings, entryOf(f))
	}
	slices.SortFunc(b.Findings, func(x, y baselineEntry) int {
		return strings.Compare(fmt.Sprintf("%q", x), fmt.Sprintf("%q", y))
	})
	return b
}

func (b *baseline) write(path string) error {
	return writeFile(path, func(w io.Writer) error { return report.WriteJSON(w, b) })
}

// apply takes the known findings out of the results, one for each entry, and
// returns how many. Where the whole of an instance was checked it notes the
// entries that match none any more.
func (b *baseline) apply(j *judge.Outcome, whole bool) (known int) {
	linted := map[string]bool{}
	left := map[baselineEntry]int{}
	for _, e := range b.Findings {
		left[e]++
	}
	for _, result := range j.Results {
		linted[result.Instance] = whole
		result.Findings = slices.DeleteFunc(result.Findings, func(f *checks.Finding) bool {
			e := entryOf(f)
			if left[e] == 0 {
				return false
			}
			left[e]--
			known++
			return true
		})
	}
	for _, e := range b.Findings {
		if left[e] > 0 && linted[e.Instance] {
			left[e]--
			j.Notes = append(j.Notes, report.Note{
				Place:   source.File(b.path),
				Message: fmt.Sprintf("the baseline holds %s, which is not found any more: write it again with --write-baseline", e),
			})
		}
	}
	return known
}

// change says how a baseline differs from the one that it replaces.
func (b *baseline) change(old *baseline) string {
	left := map[baselineEntry]int{}
	for _, e := range old.Findings {
		left[e]++
	}
	added := 0
	for _, e := range b.Findings {
		if left[e]--; left[e] < 0 {
			added++
		}
	}
	gone := len(old.Findings) - (len(b.Findings) - added)
	return fmt.Sprintf("%d new, %d no longer found", added, gone)
}
