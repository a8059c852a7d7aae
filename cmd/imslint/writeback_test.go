package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestWriteBack insists that advice leads to silence in one step: on random
// exports with one to five faults, every set of a run is written into the
// export, and linted again it gives no finding of a code that had one, nor
// anything new above info.
func TestWriteBack(t *testing.T) {
	rounds := 200
	if testing.Short() {
		rounds = 20
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "imslint.yaml"), []byte(randomConfig), 0o644); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "prod.xml")
	lint := func(random *rand.Rand, attributes map[string]string) (codes, had []string, set map[string]string) {
		t.Helper()
		w := &xmlWriter{Rand: random, line: 1, column: 1, quote: `"`}
		w.put("<extAccount-collection>")
		w.account(attributes, "")
		w.put("</extAccount-collection>")
		if err := os.WriteFile(file, []byte(w.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		report, _ := lintJSON(t, file)
		set = map[string]string{}
		for _, f := range report.Findings {
			if f.Severity != "info" {
				codes = append(codes, f.Code)
			}
			if f.Set == nil {
				continue
			}
			had = append(had, f.Code)
			if other, ok := set[f.Set.Attribute]; ok && other != f.Set.Value {
				t.Errorf("two corrections of %s: %q and %q", f.Set.Attribute, other, f.Set.Value)
			}
			set[f.Set.Attribute] = f.Set.Value
		}
		return codes, had, set
	}
	for seed := range uint64(rounds) {
		random := rand.New(rand.NewPCG(seed, 13))
		attributes := cleanAttributes()
		for range 1 + random.IntN(5) {
			f := faults[random.IntN(len(faults))]
			attributes[f.attribute] = f.value
			if f.removed {
				delete(attributes, f.attribute)
			}
		}
		before, had, set := lint(random, attributes)
		was := fmt.Sprint(attributes)
		maps.Copy(attributes, set)
		after, again, _ := lint(random, attributes)
		for _, code := range slices.Concat(after, again) {
			if slices.Contains(had, code) || !slices.Contains(before, code) {
				t.Errorf("seed %d: %s again or new\nwas %s\nset %v\nfirst found: %s", seed, code, was, set, strings.Join(before, ", "))
			}
		}
	}
}
