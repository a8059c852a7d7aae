package main

import (
	"bytes"
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

// baseline holds the findings of a file that are known, so that only new ones fail a
// system that is wrong already. There may be a million of them.
type baseline struct {
	path    string // as printed
	texts   schema.TextTable
	entries []entryTexts
}

// entryTexts are the numbers of the texts of a baselineEntry.
type entryTexts [5]uint32

// Indices of entryTexts. Behind these are the field and the value.
const (
	codeText = iota
	instanceText
	accountText
)

// baselineFile is what --write-baseline writes.
type baselineFile struct {
	Version  int             `json:"version"`
	Findings []baselineEntry `json:"findings"`
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

// Limits of a baseline: how large the file may be, in bytes, and how many findings
// it may hold.
const (
	maxBaseline = 64 << 20
	maxEntries  = 1_000_000
)

func (e *baselineEntry) texts() [5]string {
	return [5]string{e.Code, e.Instance, e.Account, string(e.Field), e.Value}
}

// add adds an entry.
func (b *baseline) add(e *baselineEntry) {
	var numbers entryTexts
	for i, text := range e.texts() {
		numbers[i] = uint32(b.texts.Add(text))
	}
	b.entries = append(b.entries, numbers)
}

// name names an entry for a person.
func (b *baseline) name(e entryTexts) string {
	text := func(i int) string { return b.texts.Text(int(e[i])) }
	name := checks.Visible(text(codeText)) + " of " + checks.Visible(text(instanceText))
	if account := text(accountText); account != "" {
		name += ", " + checks.Quote(account)
	}
	return name
}

// find returns the numbers of an entry; ok is false where no entry is like it.
func (b *baseline) find(e baselineEntry) (numbers entryTexts, ok bool) {
	for i, text := range e.texts() {
		number, ok := b.texts.Find(text)
		if !ok {
			return numbers, false
		}
		numbers[i] = uint32(number)
	}
	return numbers, true
}

func readBaseline(path string) (*baseline, error) {
	fail := func(format string, args ...any) (*baseline, error) {
		return nil, fmt.Errorf("--baseline: %s %w", checks.Visible(path), fmt.Errorf(format, args...))
	}
	f, err := os.Open(path)
	if err != nil {
		return fail("cannot be read: %s", load.Reason(err))
	}
	defer f.Close()
	b := &baseline{path: filepath.ToSlash(path), entries: make([]entryTexts, 0, objects(f))}
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
		return fail("is not a file that --write-baseline wrote: it has a JSON %s in a wrong place", strings.Fields(wrong.Value + " ?")[0])
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

var errManyEntries = errors.New("holds more than 1,000,000 findings, the limit")

// read reads the findings one by one.
func (b *baseline) read(r io.Reader) error {
	in, version := json.NewDecoder(r), 0
	var e baselineEntry // once, as each would be on the heap
	finding := func() error {
		e = baselineEntry{}
		if err := in.Decode(&e); err != nil {
			return err
		}
		if len(b.entries) == maxEntries {
			return errManyEntries
		}
		b.add(&e)
		return nil
	}
	err := members(in, '{', func() error {
		key, err := in.Token()
		switch {
		case err != nil:
			return err
		case key == "version":
			return in.Decode(&version)
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
	if err == nil && version != 1 {
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
func newBaseline(findings []*checks.Finding) *baselineFile {
	b := &baselineFile{Version: 1, Findings: []baselineEntry{}}
	for _, f := range findings {
		b.Findings = append(b.Findings, entryOf(f))
	}
	slices.SortFunc(b.Findings, func(x, y baselineEntry) int {
		a, b := x.texts(), y.texts()
		return slices.Compare(a[:], b[:])
	})
	return b
}

func (b *baselineFile) write(w io.Writer) error { return report.WriteJSON(w, b) }

// maxGone is how many of the entries that match nothing are listed.
const maxGone = 100

// apply takes the known findings out of the results, one for each entry, and
// returns how many. Where the whole of an instance was checked it notes the
// entries that match none any more.
func (b *baseline) apply(j *judge.Outcome, whole bool) (known int) {
	linted := map[uint32]bool{} // by the number of the instance's name
	left := newEntriesLeft(b)
	for _, result := range j.Results {
		if number, ok := b.texts.Find(result.Instance); ok {
			linted[uint32(number)] = whole
		}
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
	for _, numbers := range b.entries {
		if !linted[numbers[instanceText]] || !left.takeNumbers(numbers) {
			continue
		}
		if gone++; gone <= maxGone {
			note("%s, which is", b.name(numbers))
		}
	}
	if n := gone - maxGone; n > 0 {
		note("%d more that are", n)
	}
	return known
}

// entriesLeft are entries that can be taken, each once.
type entriesLeft struct {
	*baseline
	order []int32 // indices of its entries, sorted by entry
	// taken says how many were taken of those that are the same, at the first of
	// them in order.
	taken []int32
}

func newEntriesLeft(b *baseline) *entriesLeft {
	l := &entriesLeft{b, make([]int32, len(b.entries)), make([]int32, len(b.entries))}
	for i := range l.order {
		l.order[i] = int32(i)
	}
	slices.SortFunc(l.order, func(i, j int32) int { return b.entries[i].compare(b.entries[j]) })
	return l
}

// take takes an entry like one, and reports whether one was left.
func (l *entriesLeft) take(e baselineEntry) bool {
	wanted, ok := l.find(e)
	return ok && l.takeNumbers(wanted)
}

func (l *entriesLeft) takeNumbers(wanted entryTexts) bool {
	first, found := slices.BinarySearchFunc(l.order, wanted, func(i int32, e entryTexts) int { return l.entries[i].compare(e) })
	if !found {
		return false
	}
	next := first + int(l.taken[first])
	if next == len(l.order) || l.entries[l.order[next]] != wanted {
		return false
	}
	l.taken[first]++
	return true
}

func (e entryTexts) compare(o entryTexts) int { return slices.Compare(e[:], o[:]) }

// change says how a baseline differs from the one that it replaces.
func (b *baselineFile) change(old *baseline) string {
	left := newEntriesLeft(old)
	added := 0
	for _, e := range b.Findings {
		if !left.take(e) {
			added++
		}
	}
	gone := len(old.entries) - (len(b.Findings) - added)
	return fmt.Sprintf("%d new, %d no longer found", added, gone)
}
