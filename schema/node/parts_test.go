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
		"a list":                "- a\n- b: c\n  d: e\n- \"f\n  g\"\n- |\n  h\n- - i\n  - j\n-\n- k",
		"a list in a mapping":   "a: b\nc:\n  - d: [e,\n   f]\n    g: h\n  - i: j\nk: l\n",
		"without indentation":   "a:\n- b: c\n  d:\n  - e\n  - f\n- g\nh: i\ni:\n- j\n- k\n",
		"lists in lists":        "- - a\n  - b\n- - c:\n    - d\n    - e\n  - f\n",
		"comments, blank":       "# a\n\n# b\nc: # d\n  # e\n  - f # g\n\n  # h\n# i\n  - j\n# k\n",
		"comments around it":    "# a\n\n # b\n- c\n- d\n\n# e\n\n# f",
		"a comment that ends":   "- a\n- b\n# c\r- d\n# e\u2028- f\n",
		"blank lines of text":   "- a\n- |+\n  b\n\n# c\n\n#",
		"documents":             "--- a\n---\n- b\n- c\n--- # d\ne: &f\n- *f\n",
		"more documents":        "--- a\n--- b\n# c\n---\n- d\n- e\n...\n--- f\n",
		"line ends of Windows":  "a:\r\n  - b: c\r\n    d: e\r\n  - f\r\n",
		"other line ends":       "a: \"\u2028\u0085\"\nb:\n  - c: \u2028     d\n    e: \"\u2029\"\n  - f\ng: h\n",
		"a complex key":         "? - a\n  - b\n: - c\n  - d\n",
		"nothing in an item":    "a:\n-\n- b\nc:\n  - # d\n  - e\n  -\nf:\n- &g\n- !!str\n- h\n",
		"a tab after a comment": "# a\n\t# b\n- c\n- d\n",
		"characters":            "\uFEFFä: ö\nü:\n  - ß: \"ä\"\n    é: ö\n  - 😀\n",
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
		"a mark after a comment":  "# a\n\uFEFF- b\n- c\n",
		"quotes to the end":       "- a\n- \"b\n# c\"\n# d\n",
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
		comments := []byte(data) // yaml.v3 has empty values within comments now and then
		for c := range f.Comments() {
			copy(comments[c.From:], strings.Repeat("#", c.To-c.From))
		}
		return fmt.Sprintf("%s %q %t", showAll(data, f), comments, f.Aliases)
	}
	want := judge(0)
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

// TestPieces is about what yaml.v3 is given at once: pieces of the file, each
// before the parts of the lists that it leaves out.
func TestPieces(t *testing.T) {
	for _, c := range []struct {
		in       string
		partSize int
		want     []string
	}{
		{"", 1, nil},
		{"# a", 1, nil},
		{"\n  ", 1, nil},
		{"# a\n\n # b\nc\n\n# d\n\n# e\n", 1, []string{"c\n\n"}},
		{"--- a\n--- b\n--- c\n", 6, []string{"--- a\n", "--- b\n", "--- c\n"}},
		{"--- a\n--- b\n--- c\n--- d\n", 7, []string{"--- a\n--- b\n", "--- c\n--- d\n"}},
		{"a\n\n---\nb\n---c\n---", 1, []string{"a\n\n", "---\nb\n---c\n", "---"}},
		{"a:\n- b\n- c\nd: e\n", 4, []string{"a:\n- 0\nd: e\n", "- b\n", "- c\n"}},
		{"a:\n- b\n- c\nd: e\n", 5, []string{"a:\n- b\n- c\nd: e\n"}},
		{"a:\n- b\n- c\n- d\n", 5, []string{"a:\n- 0\n", "- b\n- c\n", "- d\n"}},
		{"a:\n- b\nc:\n- d\n- e\n", 4, []string{"a:\n- b\nc:\n- 0\n", "- d\n", "- e\n"}},
		{"a:\n  - b\n  - c\n  -", 1, []string{"a:\n  - 0\n", "  - b\n", "  - c\n", "  -"}},
		{"- a\n- b\n  ", 1, []string{"- 0\n", "- a\n", "- b\n  "}},
		{"a\n  ", 1, []string{"a\n  "}},
		{"-a\n-b\n-", 1, []string{"-a\n-b\n-"}},
	} {
		r := newYAMLReader(source.New("in", c.in, source.Start), notSecret)
		r.partSize = c.partSize
		var got []string
		for p := range r.pieces() {
			got = append(got, p.text)
			for _, l := range p.lists {
				for _, part := range l.parts {
					got = append(got, c.in[part.From:part.To])
				}
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in parts of %d:\ngot  %q\nwant %q", c.in, c.partSize, got, c.want)
		}
	}
}

// TestNesting reads lists that are nested deeper than lists are read in parts.
func TestNesting(t *testing.T) {
	var b strings.Builder
	for i := range 2 * maxNesting {
		indent := strings.Repeat(" ", 2*i)
		fmt.Fprintf(&b, "%s- a\n%s- b:\n", indent, indent)
	}
	b.WriteString(strings.Repeat(" ", 4*maxNesting) + "c: d\n- e\n")
	if !inParts(b.String(), 1) {
		t.Error("read as a whole")
	}
	sameInParts(t, b.String())
	const list = "- a\n- b\n"
	r := newYAMLReader(source.New("in", list, source.Start), notSecret)
	r.partSize = 1
	for level, want := range map[int]int{maxNesting - 1: 1, maxNesting: 0} {
		if p := r.newPiece(source.Span{To: len(list)}, 1, 0, level); len(p.lists) != want {
			t.Errorf("within %d lists: %d are read in parts, want %d", level, len(p.lists), want)
		}
	}
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
	for range 6_000 {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(starts[random.IntN(len(starts))] + lines[random.IntN(len(lines))] + "\n")
		}
		if inParts(b.String(), 1) {
			apart++
		}
		sameInParts(t, b.String())
	}
	if apart < 300 {
		t.Errorf("only %d of 6,000 texts could be read in parts", apart)
	}
}
