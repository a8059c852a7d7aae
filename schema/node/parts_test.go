package node

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

func notSecret(string) bool { return false }

// inParts reads a text in parts of a size, and reports whether that succeeded
// without reading it as a whole.
func inParts(data string, partSize int) bool {
	r := newYAMLReader(source.New("in", data, source.Start), notSecret)
	r.partSize = partSize
	_, bad := r.file()
	return bad == nil
}

// TestParts reads long lists and documents in parts, wherever they are.
func TestParts(t *testing.T) {
	for name, in := range map[string]string{
		"a list":               "- a\n- b: c\n  d: e\n- \"f\n  g\"\n- |\n  h\n- - i\n  - j\n-\n- k",
		"a list in a mapping":  "a: b\nc:\n  - d: [e,\n   f]\n    g: h\n  - i: j\nk: l\n",
		"without indentation":  "a:\n- b: c\n  d:\n  - e\n  - f\n- g\nh: i\ni:\n- j\n- k\n",
		"lists in lists":       "- - a\n  - b\n- - c:\n    - d\n    - e\n  - f\n",
		"comments, blank":      "# a\n\n# b\nc: # d\n  # e\n  - f # g\n\n  # h\n# i\n  - j\n# k\n",
		"comments around it":   "# a\n\n # b\n- c\n- d\n\n# e\n\n# f",
		"a comment that ends":  "- a\n- b\n# c\r- d\n# e\u2028- f\n",
		"blank lines of text":  "- a\n- |+\n  b\n\n# c\n\n#",
		"documents":            "--- a\n---\n- b\n- c\n--- # d\ne: &f\n- *f\n",
		"line ends of Windows": "a:\r\n  - b: c\r\n    d: e\r\n  - f\r\n",
		"other line ends":      "a: \"\u2028\u0085\"\nb:\n  - c: \u2028     d\n    e: \"\u2029\"\n  - f\ng: h\n",
		"a complex key":        "? - a\n  - b\n: - c\n  - d\n",
		"characters":           "\uFEFFä: ö\nü:\n  - ß: \"ä\"\n    é: ö\n  - 😀\n",
	} {
		if name != "documents" && !inParts(in, 1) {
			t.Errorf("%s: read as a whole", name)
		}
		sameInParts(t, in)
	}
}

// TestNotInParts is about lines that look like items and are none, and about
// what is meant in another part.
func TestNotInParts(t *testing.T) {
	for name, in := range map[string]string{
		"a block scalar":          "a: |\n  - b\n  - c\nd: e\n",
		"quotes":                  "a: \"b\n- c\n- d\"\ne: f\n",
		"quotes over two items":   "- \"a\n- b\"\n- c\n",
		"single quotes":           "a: 'b\n  - c\n  - d'\n",
		"a plain scalar":          "a: b\n  - c\n  - d\ne: f\n",
		"brackets":                "a: [b,\n- c,\n- d]\n",
		"brackets over two items": "- [a,\n- b]\n- c\n",
		"an alias":                "a: &a b\nc:\n- *a\n- d\n",
		"an alias after the list": "a: &a b\nc:\n- &a d\n- e\nf: *a\n",
		"a list that ends early":  "a:\n  - b\n  - c\n - d\n",
		"a document end":          "- a\n\r...\n- b\n",
		"a document end, in it":   "a:\n- b\n\r...\nc: d\n",
		"a document end, later":   "x:\n  - a\n  - b\u0085... # z\n  - c\n",
		"a tab before it":         "\t\n- a\n- b\n",
		"a tab":                   "a:\n  - b\n\tc\n  - d\n",
		"a document in it":        "a:\n  - b\n---\n  - c\n  - d\n- e\n",
		"a line end within":       "a:\n  - b\n  - c\u2028d: e\n  - f\n",
		"a directive":             "%YAML 1.1\n---\n- a\n- b\n",
	} {
		if name != "a document in it" && name != "a directive" && inParts(in, 1) {
			t.Errorf("%s: read in parts", name)
		}
		sameInParts(t, in)
	}
}

// sameInParts insists that reading in parts changes nothing.
func sameInParts(t *testing.T, data string) {
	t.Helper()
	judge := func(partSize int) string {
		f, bad := parseYAMLInParts(source.New("in", data, source.Start), notSecret, partSize)
		if bad != nil {
			return fmt.Sprint(bad.Start(), bad)
		}
		return fmt.Sprint(showAll(data, f), slices.Collect(f.Comments()), f.Aliases)
	}
	want := judge(len(data))
	for _, partSize := range []int{1, 5, 20} {
		if got := judge(partSize); got != want {
			t.Fatalf("%q in parts of %d:\ngot  %s\nwant %s", data, partSize, got, want)
		}
	}
}

func FuzzParts(f *testing.F) {
	f.Add("a:\n  - b: |\n     - c\n  - \"d\n  - e\"\n# f\n  - 'g'\nh:\n- &i j\n- *i\n---\n- k\n- ? l\n  : m\n")
	f.Fuzz(func(t *testing.T, data string) {
		if source.CheckUTF8(source.New("in", data, source.Start), "file") == nil {
			sameInParts(t, data)
		}
	})
}

// TestRandomParts puts together lines that are likely to be items.
func TestRandomParts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	starts := []string{"", "", " ", "  ", "  ", "    ", "\t"}
	lines := []string{
		"- a", "- b: c", "d: e", "f:", "-", "- - g", "- |", "- >-", "h", "# i", "", "- \"j", "k\"", "- 'l'", "- [m", "n]", "- {o: p,", "q: r}",
		"---", "...", "- &s t", "- *s", "? u", ": v", "- ? w", "- !!str x", "\u2028- y", "- z\r", "- \"\\\"\" # '", "<<: {a: b}",
		"\r...", "# x\r...", "\u0085---", "- a\u2028...", "- |+",
	}
	apart := 0
	for range 10_000 {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(starts[random.IntN(len(starts))] + lines[random.IntN(len(lines))] + "\n")
		}
		if inParts(b.String(), 1) {
			apart++
		}
		sameInParts(t, b.String())
	}
	if apart < 500 {
		t.Errorf("only %d of 10,000 texts could be read in parts", apart)
	}
}
