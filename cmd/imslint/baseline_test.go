package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/judge"
)

// TestBaselineErrors refuses what is no baseline, or not all of it.
func TestBaselineErrors(t *testing.T) {
	const tooEarly, notOne = "it ends too early", "is not a file that --write-baseline wrote: "
	name := filepath.Join(t.TempDir(), "known.json")
	for text, want := range map[string]string{
		"": tooEarly, "{": tooEarly, `{"version": 1, "findings": [`: tooEarly, `{"version": 1, "findings": [{"code"`: tooEarly,
		"[]": notOne + "expected {", `{"version": 1, "findings": null}`: notOne + "expected [", "x": notOne + "invalid character",
		`{"version": 1, "findings": [1]}`: notOne + "it has a JSON number in a wrong place", `{"version": "1"}`: notOne + "it has a JSON string in a wrong place",
		`{"version": 1, "findings": []} x`: notOne + "something follows", `{"version": 2, "findings": []}`: notOne + "its version is not 1", "{}": notOne + "its version is not 1",
		`{"findings": [{"code": "a"}], "version": 1, "more": [{}]}`: "", `{"version": 1, "findings": []}` + "\n ": "",
		`{"version": 1, "findings": [` + strings.Repeat("{},", maxEntries) + "{}]}": "holds more than 1,000,000 findings",
		strings.Repeat(" ", maxBaseline) + "{":                                      "is larger than 64 MiB",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := readBaseline(name)
		if got := ""; want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			if err != nil {
				got = err.Error()
			}
			t.Errorf("%.60q: got %q, want %q", text, got, want)
		}
	}
}

// baselineOf returns a baseline of entries.
func baselineOf(entries ...baselineEntry) *baseline {
	b := &baseline{}
	for i := range entries {
		b.add(&entries[i])
	}
	return b
}

// TestBaselineMemory insists that the list of findings does not grow while it is
// read.
func TestBaselineMemory(t *testing.T) {
	name := filepath.Join(t.TempDir(), "known.json")
	var text strings.Builder
	text.WriteString(`{"version": 1, "findings": [`)
	const n = 30_000
	for i := range n {
		fmt.Fprintf(&text, `{"code": "c%d", "instance": "i"},`, i)
	}
	text.WriteString(`{"code": "{", "instance": "i"}]}`)
	if err := os.WriteFile(name, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := readBaseline(name)
	if err != nil {
		t.Fatal(err)
	}
	// One brace is no finding.
	if len(b.entries) != n+1 || cap(b.entries) < n+1 || cap(b.entries) > n+2+512 {
		t.Errorf("%d findings, room for %d", len(b.entries), cap(b.entries))
	}
	if first, last := b.name(b.entries[0]), b.name(b.entries[n-1]); first != "c0 of i" || last != fmt.Sprintf("c%d of i", n-1) {
		t.Errorf("from %v to %v", first, last)
	}
	j := &judge.Outcome{Results: []*checks.Result{{Instance: "i"}}}
	b.apply(j, true)
	const want = "the baseline holds 29901 more that are not found any more: write it again with --write-baseline"
	if len(j.Notes) != maxGone+1 || j.Notes[maxGone].Message != want {
		t.Errorf("%d notes, the last one %q", len(j.Notes), j.Notes[len(j.Notes)-1].Message)
	}
}

// TestBaselineCounts takes a finding out once for each entry.
func TestBaselineCounts(t *testing.T) {
	code := func(name string) *checks.Finding {
		return &checks.Finding{Code: &checks.Code{Name: name}, Instance: "i"}
	}
	entries := []baselineEntry{{Code: "b", Instance: "i"}, {Code: "c", Instance: "i"}, {Code: "a", Instance: "i"}, {Code: "b", Instance: "i"}, {Code: "b", Instance: "other"}}
	r := &checks.Result{Instance: "i", Findings: []*checks.Finding{code("b"), code("d"), code("b"), code("b"), code("a")}}
	j := &judge.Outcome{Results: []*checks.Result{r}}
	if known := baselineOf(entries...).apply(j, true); known != 3 || len(r.Findings) != 2 || r.Findings[0].Name() != "d" || r.Findings[1].Name() != "b" {
		t.Errorf("%d known, %d left", known, len(r.Findings))
	}
	if len(j.Notes) != 1 || !strings.Contains(j.Notes[0].Message, "the baseline holds c of i,") {
		t.Errorf("notes: %v", j.Notes)
	}
	old := baselineOf(baselineEntry{Code: "b", Instance: "i"}, baselineEntry{Code: "x", Instance: "i"})
	if got := (&baselineFile{Findings: entries}).change(old); got != "4 new, 1 no longer found" {
		t.Error(got)
	}
}

// TestBaselineEntries tells entries apart by each of their texts.
func TestBaselineEntries(t *testing.T) {
	all := []baselineEntry{
		{Code: "a", Instance: "b", Account: "c", Field: "d", Value: "e"},
		{Code: "b", Instance: "a", Account: "c", Field: "d", Value: "e"},
		{Code: "a", Instance: "b", Account: "d", Field: "c", Value: "e"},
		{Code: "a", Instance: "b", Account: "c", Field: "e", Value: "d"},
		{Code: "a", Instance: "b", Account: "c", Field: "d"},
		{},
	}
	for i, known := range all {
		left := newEntriesLeft(baselineOf(known))
		for k, e := range all {
			if got := left.take(e); got != (i == k) {
				t.Errorf("%v by %v: %t", e, known, got)
			}
		}
		if left.take(known) {
			t.Errorf("%v: taken twice", known)
		}
	}
}
