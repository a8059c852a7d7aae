package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
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
	b := &baseline{path: filepath.ToSlash(path), Findings: make([]baselineEntry, 0, objects(f))}
	in := &io.LimitedReader{R: f, N: maxBaseline + 1}
	var unreadable *fs.PathError
	var wrong *json.UnmarshalTypeError
	switch err := b.read(in); {
	case in.N == 0:
		return fail("is larger than 64 MiB, the limit")
	case errors.As(err, &unreadable):
		return fail("cannot be read: %s", load.Reason(err))
	case errors.Is(err, errManyEntries):
		return fail("%w", err)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fail("is not a file that --write-baseline wrote, or not all of it: it ends too early")
	case errors.As(err, &wrong):
		return fail("is not a file that --write-baseline wrote: it has a JSON %s in a wrong place", wrong.Value)
	case err != nil:
		return fail("is not a file that --write-baseline wrote: %w", err)
	}
	return b, nil
}

// objects returns how many findings a file can hold at most, 0 where it can be read
// only once: a list that grows takes three times the memory.
func objects(f io.ReadSeeker) (n int) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0
	}
	in, piece := io.LimitReader(f, maxBaseline), make([]byte, 64<<10)
	for n <= maxEntries {
		size, err := in.Read(piece)
		n += bytes.Count(piece[:size], []byte("{"))
		if err != nil {
			break
		}
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0
	}
	return min(max(0, n-1), maxEntries) // the baseline itself is an object too
}

// maxShared is how many codes, instances and fields a baseline holds only once.
const maxShared = 10_000

var errManyEntries = errors.New("holds more than 1,000,000 findings, the limit")

// read reads the findings one by one: there may be many, of few instances and
// codes.
func (b *baseline) read(r io.Reader) error {
	known := map[string]string{}
	same := func(text string) string {
		if have, ok := known[text]; ok {
			return have
		}
		if len(known) < maxShared {
			known[text] = text
		}
		return text
	}
	in := json.NewDecoder(r)
	var e baselineEntry // once, as each would be on the heap
	finding := func() error {
		e = baselineEntry{}
		if err := in.Decode(&e); err != nil {
			return err
		}
		if len(b.Findings) == maxEntries {
			return errManyEntries
		}
		e.Code, e.Instance, e.Field = same(e.Code), same(e.Instance), schema.Field(same(string(e.Field)))
		b.Findings = append(b.Findings, e)
		return nil
	}
	err := members(in, '{', func() error {
		key, err := in.Token()
		switch {
		case err != nil:
			return err
		case key == "version":
			return in.Decode(&b.Version)
		case key == "findings":
			return members(in, '[', finding)
		}
		return in.Decode(new(json.RawMessage))
	})
	if err == nil {
		switch _, more := in.Token(); more.(type) {
		case nil, *json.SyntaxError:
			err = errors.New("something follows the first value")
		default:
			if more != io.EOF {
				err = more
			}
		}
	}
	if err == nil && b.Version != 1 {
		err = errors.New("its version is not 1")
	}
	return err
}

// members reads an object or array and calls a function for each member.
func members(in *json.Decoder, opening json.Delim, member func() error) error {
	switch t, err := in.Token(); {
	case err == io.EOF:
		return io.ErrUnexpectedEOF
	case err != nil:
		return err
	case t != opening:
		return fmt.Errorf("expected %v at byte %d", opening, in.InputOffset())
	}
	for in.More() {
		if err := member(); err != nil {
			return err
		}
	}
	_, err := in.Token()
	return err
}

// newBaseline returns the findings of a run, in an order that keeps the changes
// of the file small.
func newBaseline(findings []*checks.Finding) *baseline {
	b := &baseline{Version: 1, Findings: []baselineEntry{}}
	for _, f := range findings {
		b.Findings = append(b.Findings, entryOf(f))
	}
	slices.SortFunc(b.Findings, func(x, y baselineEntry) int {
		return cmp.Or(cmp.Compare(x.Code, y.Code), cmp.Compare(x.Instance, y.Instance), cmp.Compare(x.Account, y.Account),
			cmp.Compare(x.Field, y.Field), cmp.Compare(x.Value, y.Value))
	})
	return b
}

func (b *baseline) write(w io.Writer) error { return report.WriteJSON(w, b) }

// maxGone is how many of the entries that match nothing are listed.
const maxGone = 100

// apply takes the known findings out of the results, one for each entry, and
// returns how many. Where the whole of an instance was checked it notes the
// entries that match none any more.
func (b *baseline) apply(j *judge.Outcome, whole bool) (known int) {
	linted := map[string]bool{}
	left := newEntriesLeft(b.Findings)
	for _, result := range j.Results {
		linted[result.Instance] = whole
		result.Findings = slices.DeleteFunc(result.Findings, func(f *checks.Finding) bool {
			taken := left.take(entryOf(f))
			if taken {
				known++
			}
			return taken
		})
	}
	note := func(format string, args ...any) {
		j.Notes = append(j.Notes, report.Note{
			Place:   source.File(b.path),
			Message: fmt.Sprintf("the baseline holds "+format+" not found any more: write it again with --write-baseline", args...),
		})
	}
	gone := 0
	for _, e := range b.Findings {
		if !linted[e.Instance] || !left.take(e) {
			continue
		}
		if gone++; gone <= maxGone {
			note("%s, which is", e)
		}
	}
	if n := gone - maxGone; n > 0 {
		note("%d more that are", n)
	}
	return known
}

// entriesLeft are entries that can be taken, each once.
type entriesLeft struct {
	entries []baselineEntry
	order   []int32 // their indices, sorted by entry
	// taken says how many were taken of those that are the same, at the first of
	// them in order.
	taken []int32
}

func newEntriesLeft(entries []baselineEntry) *entriesLeft {
	l := &entriesLeft{entries, make([]int32, len(entries)), make([]int32, len(entries))}
	for i := range l.order {
		l.order[i] = int32(i)
	}
	slices.SortFunc(l.order, func(i, j int32) int { return entries[i].compare(entries[j]) })
	return l
}

// take takes an entry, and reports whether one like it was left.
func (l *entriesLeft) take(e baselineEntry) bool {
	first, found := slices.BinarySearchFunc(l.order, e, func(i int32, e baselineEntry) int { return l.entries[i].compare(e) })
	if !found {
		return false
	}
	next := first + int(l.taken[first])
	if next == len(l.order) || l.entries[l.order[next]] != e {
		return false
	}
	l.taken[first]++
	return true
}

func (e baselineEntry) compare(o baselineEntry) int {
	return cmp.Or(strings.Compare(e.Code, o.Code), strings.Compare(e.Instance, o.Instance), strings.Compare(e.Account, o.Account),
		strings.Compare(string(e.Field), string(o.Field)), strings.Compare(e.Value, o.Value))
}

// change says how a baseline differs from the one that it replaces.
func (b *baseline) change(old *baseline) string {
	left := newEntriesLeft(old.Findings)
	added := 0
	for _, e := range b.Findings {
		if !left.take(e) {
			added++
		}
	}
	gone := len(old.Findings) - (len(b.Findings) - added)
	return fmt.Sprintf("%d new, %d no longer found", added, gone)
}
