package node

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// Two public suites, which are not part of this module. To run them, name a
// copy of each in the environment:
//
//	JSON_SUITE  https://github.com/nst/JSONTestSuite, its folder test_parsing
//	YAML_SUITE  https://github.com/yaml/yaml-test-suite, its folder src

// suite returns the files of a suite.
func suite(t *testing.T, variable, pattern string) []string {
	folder := os.Getenv(variable)
	if folder == "" {
		t.Skipf("%s does not name a folder", variable)
	}
	files, err := filepath.Glob(filepath.Join(folder, pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no %s in %s", pattern, folder)
	}
	return files
}

func decoded(t *testing.T, data []byte) (*source.Text, error) {
	r, bad := source.Decode("in", strings.NewReader(string(data)))
	if bad != nil {
		return nil, bad
	}
	utf8, err := io.ReadAll(r)
	return source.New("in", string(utf8), source.Start), err
}

// jsonDifferences are the files of JSONTestSuite that we do not take although
// it has a parser take them (y_) or leaves it to the parser (i_). All others of
// these are taken, and none of those that are not JSON (n_).
var jsonDifferences = map[string]string{
	"y_object_duplicated_key.json":                 "one of two values would be ignored",
	"y_object_duplicated_key_and_value.json":       "one of two values would be ignored",
	"i_string_UTF-8_invalid_sequence.json":         "not UTF-8",
	"i_string_UTF8_surrogate_U+D800.json":          "not UTF-8",
	"i_string_invalid_utf-8.json":                  "not UTF-8",
	"i_string_iso_latin_1.json":                    "not UTF-8",
	"i_string_lone_utf8_continuation_byte.json":    "not UTF-8",
	"i_string_not_in_unicode_range.json":           "not UTF-8",
	"i_string_overlong_sequence_2_bytes.json":      "not UTF-8",
	"i_string_overlong_sequence_6_bytes.json":      "not UTF-8",
	"i_string_overlong_sequence_6_bytes_null.json": "not UTF-8",
	"i_string_truncated-utf-8.json":                "not UTF-8",
	"i_string_utf16BE_no_BOM.json":                 "UTF-16 without byte order mark, which only XML has",
	"i_string_utf16LE_no_BOM.json":                 "UTF-16 without byte order mark, which only XML has",
}

func TestJSONSuite(t *testing.T) {
	for _, file := range suite(t, "JSON_SUITE", "*.json") {
		name := filepath.Base(file)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text, err := decoded(t, data)
		accepted := false
		if err == nil && source.CheckUTF8(text, "file") == nil {
			read, bad := parseJSON(text, func(string) bool { return false })
			if accepted = bad == nil; accepted {
				checkPlaces(t, text.Data(), read)
			}
		}
		_, different := jsonDifferences[name]
		if want := name[0] != 'n' && !different; accepted != want {
			t.Errorf("%s: accepted %t, want %t", name, accepted, want)
		}
	}
}

// yamlDifferences are the cases of yaml-test-suite, by file and place in it,
// that yaml.v3 judges in another way. Most it refuses, which does no harm: the
// error says what to write. A few it takes, as they were meant. Of the five
// that it reads as something else, none is likely in a list of accounts.
var yamlDifferences = map[string]string{
	"2JQS/0":  "refused: an empty key",
	"6M2F/0":  "refused: an empty key",
	"CFD4/0":  "refused: an empty key",
	"FRK4/0":  "refused: an empty key",
	"M2N8/0":  "refused: an empty key",
	"NHX8/0":  "refused: an empty key",
	"NKF9/0":  "refused: an empty key",
	"S3PD/0":  "refused: an empty key",
	"SM9W/1":  "refused: an empty key",
	"UKK6/0":  "refused: an empty key",
	"WZ62/0":  "refused: an empty key",
	"2LFX/0":  "refused: a directive that is unknown, or has another version",
	"6LVF/0":  "refused: a directive that is unknown, or has another version",
	"BEC7/0":  "refused: a directive that is unknown, or has another version",
	"MUS6/5":  "refused: a directive that is unknown, or has another version",
	"MUS6/6":  "refused: a directive that is unknown, or has another version",
	"ZYU8/0":  "refused: a directive that is unknown, or has another version",
	"ZYU8/1":  "refused: a directive that is unknown, or has another version",
	"ZYU8/2":  "refused: a directive that is unknown, or has another version",
	"ZYU8/3":  "refused: a directive that is unknown, or has another version",
	"2SXE/0":  "refused: a name of an anchor other than letters, digits, - and _",
	"8XYN/0":  "refused: a name of an anchor other than letters, digits, - and _",
	"W5VH/0":  "refused: a name of an anchor other than letters, digits, - and _",
	"3UYS/0":  "refused: the escape \\/",
	"4MUZ/1":  "refused: a key in braces with a line break inside or after it, or a colon without a space",
	"4MUZ/2":  "refused: a key in braces with a line break inside or after it, or a colon without a space",
	"5MUD/0":  "refused: a key in braces with a line break inside or after it, or a colon without a space",
	"5T43/0":  "refused: a key in braces with a line break inside or after it, or a colon without a space",
	"9SA2/0":  "refused: a key in braces with a line break inside or after it, or a colon without a space",
	"K3WX/0":  "refused: a key in braces with a line break inside or after it, or a colon without a space",
	"NJ66/0":  "refused: a key in braces with a line break inside or after it, or a colon without a space",
	"UT92/0":  "refused: a key in braces with a line break inside or after it, or a colon without a space",
	"VJP3/1":  "refused: a key in braces with a line break inside or after it, or a colon without a space",
	"58MP/0":  "refused: a value in brackets that begins with a colon, or holds a question mark",
	"DBG4/0":  "refused: a value in brackets that begins with a colon, or holds a question mark",
	"HM87/0":  "refused: a value in brackets that begins with a colon, or holds a question mark",
	"JR7V/0":  "refused: a value in brackets that begins with a colon, or holds a question mark",
	"6BCT/0":  "refused: a tab as white space before a value, or on a blank line",
	"96NN/0":  "refused: a tab as white space before a value, or on a blank line",
	"96NN/1":  "refused: a tab as white space before a value, or on a blank line",
	"A2M4/0":  "refused: a tab as white space before a value, or on a blank line",
	"DK95/0":  "refused: a tab as white space before a value, or on a blank line",
	"DK95/3":  "refused: a tab as white space before a value, or on a blank line",
	"DK95/4":  "refused: a tab as white space before a value, or on a blank line",
	"R4YG/0":  "refused: a tab as white space before a value, or on a blank line",
	"Y79Y/1":  "refused: a tab as white space before a value, or on a blank line",
	"Y79Y/10": "refused: a tab as white space before a value, or on a blank line",
	"7Z25/0":  "refused: a document without --- after the end of another, or no document at all",
	"HWV9/0":  "refused: a document without --- after the end of another, or no document at all",
	"M7A3/0":  "refused: a document without --- after the end of another, or no document at all",
	"QT73/0":  "refused: a document without --- after the end of another, or no document at all",
	"DK3J/0":  "refused: a block scalar without indentation",
	"FP8R/0":  "refused: a block scalar without indentation",
	"W4TN/0":  "refused: a block scalar without indentation",
	"9C9N/0":  "taken: lines in brackets that are not indented",
	"9HCY/0":  "taken: a directive after a document without ...",
	"9JBA/0":  "taken: # without a space before it",
	"CVW2/0":  "taken: # without a space before it",
	"DK95/1":  "taken: a tab as indentation in quotes",
	"G5U8/0":  "taken: - as a value in brackets",
	"HRE5/0":  "taken: the escape \\'",
	"MUS6/0":  "taken: # without a space before it",
	"QB6E/0":  "taken: lines in quotes that are not indented",
	"S98Z/0":  "taken: blank lines that are indented more than the text",
	"SU5Z/0":  "taken: # without a space before it",
	"U99R/0":  "taken: a tag that ends with a comma",
	"X4QW/0":  "taken: # without a space before it",
	"Y79Y/3":  "taken: a tab as indentation in brackets",
	"YJV2/0":  "taken: - as a value in brackets",
	"652Z/0":  "misread: a key in braces that begins with ?",
	"HM87/1":  "misread: a value in brackets that begins with ?",
	"JEF9/2":  "misread: white space at the end of the file, without a line end",
	"L24T/1":  "misread: white space at the end of the file, without a line end",
	"Y2GN/0":  "misread: a colon in the name of an anchor",
}

// visible undoes how the suite writes characters that cannot be seen.
var visible = strings.NewReplacer("␣", " ", "————»", "\t", "———»", "\t", "——»", "\t", "—»", "\t", "»", "\t", "↵", "", "∎\n", "", "←", "\r", "⇔", "\uFEFF")

func TestYAMLSuite(t *testing.T) {
	seen := map[string]bool{}
	for _, file := range suite(t, "YAML_SUITE", "*.yaml") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		in, tree := "", ""
		i := 0
		for c := range parse(t, string(data)).root().Items() {
			id := strings.TrimSuffix(filepath.Base(file), ".yaml")
			id = fmt.Sprintf("%s/%d", id, i)
			i++
			fail := false
			for p := range c.Pairs() {
				switch p.Key.Text() {
				case "yaml":
					in = visible.Replace(p.Value.Text())
				case "tree":
					tree = visible.Replace(p.Value.Text())
				case "fail":
					fail = true
				}
			}
			got := judge(t, in)
			want := "error"
			if !fail {
				want = events(t, tree)
			}
			reason, different := yamlDifferences[id]
			seen[id] = different
			if (got != want) != different {
				t.Errorf("%s, known to differ: %t (%s)\n%s\n got %s\nwant %s", id, different, reason, in, got, want)
			}
		}
	}
	for id := range yamlDifferences {
		if !seen[id] {
			t.Errorf("%s is not in the suite", id)
		}
	}
}

// judge reads a text and shows its documents, or says that it is an error.
func judge(t *testing.T, in string) string {
	text, err := decoded(t, []byte(in))
	if err != nil {
		return "error"
	}
	sameInParts(t, text.Data())
	file, bad := Parse(text)
	if bad != nil {
		if strings.Contains(bad.Message, "cannot be found") {
			t.Errorf("%q: %v", in, bad)
		}
		return "error"
	}
	checkPlaces(t, text.Data(), file)
	return allTexts(file)
}

// tree is a value without its places: of a mapping the keys and values in turn.
type tree struct {
	kind  Kind
	text  string
	below []*tree
}

func treeOf(n *Node) *tree {
	t := &tree{kind: n.Kind, text: n.Text()}
	for p := range n.Pairs() {
		t.below = append(t.below, treeOf(&p.Key), treeOf(&p.Value))
	}
	for item := range n.Items() {
		t.below = append(t.below, treeOf(item))
	}
	return t
}

// allTexts shows the texts of a file.
func allTexts(f *File) string {
	var b strings.Builder
	for d := range f.Documents() {
		treeOf(d).write(&b)
		b.WriteString("\n")
	}
	return b.String()
}

func (t *tree) write(b *strings.Builder) {
	if t.kind == Scalar {
		fmt.Fprintf(b, "%q", t.text)
		return
	}
	b.WriteString([...]string{Mapping: "{", Sequence: "["}[t.kind])
	for i, c := range t.below {
		c.write(b)
		if t.kind == Mapping && i%2 == 0 {
			b.WriteString(": ")
		} else {
			b.WriteString(", ")
		}
	}
	b.WriteString([...]string{Mapping: "}", Sequence: "]"}[t.kind])
}

// events makes trees of the suite's description of a tree, and shows them.
func events(t *testing.T, description string) string {
	anchors := map[string]*tree{}
	var open []*tree
	var documents []*tree
	unescape := strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\t`, "\t", `\r`, "\r", `\b`, "\b")
	put := func(n *tree) {
		if len(open) == 0 {
			documents = append(documents, n)
			return
		}
		parent := open[len(open)-1]
		parent.below = append(parent.below, n)
	}
	for line := range strings.Lines(description) {
		line = strings.TrimLeft(strings.TrimSuffix(line, "\n"), " ")
		event, rest, _ := strings.Cut(line, " ")
		n := &tree{}
		for rest != "" {
			word, after, _ := strings.Cut(rest, " ")
			switch {
			case word[0] == '&':
				anchors[word[1:]] = n
			case word[0] != '<' && word != "{}" && word != "[]":
				after = ""
			}
			if after == "" && event == "=VAL" {
				break
			}
			rest = after
		}
		switch event {
		case "=VAL":
			n.text = unescape.Replace(rest[1:])
			plain := rest[0] == ':'
			isKey := len(open) > 0 && open[len(open)-1].kind == Mapping && len(open[len(open)-1].below)%2 == 0
			if plain && !isKey && !strings.Contains(line, "<tag:") && (n.text == "null" || n.text == "~") {
				n.text = ""
			}
			put(n)
		case "=ALI":
			put(anchors[strings.TrimPrefix(strings.TrimPrefix(line, "=ALI "), "*")])
		case "+MAP", "+SEQ":
			if n.kind = Mapping; event == "+SEQ" {
				n.kind = Sequence
			}
			put(n)
			open = append(open, n)
		case "-MAP", "-SEQ":
			open = open[:len(open)-1]
		}
	}
	var b strings.Builder
	for _, d := range documents {
		d.write(&b)
		b.WriteString("\n")
	}
	return b.String()
}
