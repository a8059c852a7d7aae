package node

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/imslint/imslint/schema/source"
)

// yamlProblems say what yaml.v3's messages mean for a person who edits the
// file. A message that is not here is not shown: it may hold text of the file.
var yamlProblems = []struct {
	problem string // what the message begins with
	advice  string
}{
	{"found character that cannot start any token", "a value that begins with @, ` or %, or a tab used as indentation: put the value in quotes, indent with spaces"},
	{"could not find expected ':'", "a line without a colon among those of a mapping: write key: value"},
	{"mapping values are not allowed", "a colon where no key can be: check the indentation, put a value that holds \": \" in quotes"},
	{"block sequence entries are not allowed", "a list item (-) where none can be: check the indentation"},
	{"mapping keys are not allowed", "a key (?) where none can be: check the indentation"},
	{"did not find expected key", "expected a key: check the indentation, and the quotes and brackets before it"},
	{"did not find expected '-' indicator", "expected a list item (-): check the indentation"},
	{"did not find expected ',' or '}'", "expected a comma or } in a mapping between braces: a value that holds any of ?,[]{} needs quotes there"},
	{"did not find expected ',' or ']'", "expected a comma or ] in a list between brackets: a value that holds any of ?,[]{} needs quotes there"},
	{"did not find expected <document start>", "expected the end of the file or a new document (---): check the indentation"},
	{"did not find expected node content", "expected a value"},
	{"found unexpected end of stream", "quotes that are opened and not closed"},
	{"found unexpected document indicator", "--- or ... inside quotes"},
	{"found unknown escape character", "a backslash that begins no escape: write \\\\ for a backslash and / as it is, or use single quotes"},
	{"did not find expected hexdecimal number", "an escape (\\x, \\u or \\U) without its hexadecimal digits"},
	{"found invalid Unicode character escape code", "an escape of half a surrogate pair: write the character itself, or \\U and its eight digits"},
	{"found a tab character", "a tab used as indentation: indent with spaces"},
	{"did not find expected comment or line break", "text after | or >: begin it on the next line"},
	{"did not find expected alphabetic or numeric character", "& or * without the name of an anchor: put a value that begins with & or * in quotes"},
	{"found undefined tag handle", "a tag (!) that is not declared: put a value that begins with ! in quotes"},
	{"did not find expected tag URI", "! without a tag: put a value that begins with ! in quotes"},
	{"did not find expected whitespace", "expected a space after a tag (!) or a directive (%)"},
	{"found incompatible YAML document", "a version of YAML other than 1.1 and 1.2"},
	{"exceeded max depth", "values are nested more than 1000 deep, the limit"},
	{"unknown anchor", "an alias (*) without its anchor (&): put a value that begins with * in quotes"},
}

// parserProblems are found by yaml.v3's parser, which counts lines from 0.
// Other problems are found by its scanner, which counts from 1.
var parserProblems = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(did not find expected (key|'-'|','|<|node)|found (undefined|duplicate|incompatible))`)
})

var yamlMessage = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`) })

// syntaxError puts an error of yaml.v3, which has a line at best, at the first
// character of its line.
func (r *yamlReader) syntaxError(err error) *source.Error {
	parts := yamlMessage().FindStringSubmatch(err.Error())
	if parts == nil {
		parts = []string{"", "", ""}
	}
	line, _ := strconv.Atoi(parts[1]) // none for the first line
	if parserProblems().MatchString(parts[2]) {
		line++
	}
	note := ""
	if r.partSize > 0 {
		note = " (a file of this size is read in parts)" // the whole may be valid, in rare cases
	}
	start := startOf(r.data)
	at := start.to(r.data, r.piece.fileLine(max(line, 1)), 1)
	at += len(r.data[at:]) - len(strings.TrimLeft(r.data[at:], " \t"))
	for _, p := range yamlProblems {
		if !strings.HasPrefix(parts[2], p.problem) {
			continue
		}
		if p.problem == "unknown anchor" {
			if r.piece.inParts() {
				return errNotInParts // it may be in another part
			}
			at = r.aliasAt(parts[2])
		}
		return r.errorf(at, "not valid YAML: %s%s", p.advice, note)
	}
	return r.errorf(at, "not valid YAML: check the indentation, quotes and brackets%s", note)
}

var unknownAnchor = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`'(.*)'`) })

// aliasAt returns where the first alias is that has the name in a message of
// yaml.v3, as far as can be seen without parsing.
func (r *yamlReader) aliasAt(message string) int {
	name := unknownAnchor().FindStringSubmatch(message)
	if name == nil {
		return 0
	}
	alias := "*" + name[1]
	for at := 0; ; at++ {
		i := strings.Index(r.data[at:], alias)
		if i < 0 {
			return 0
		}
		at += i
		after := at + len(alias)
		starts := at == 0 || strings.IndexByte(" \t\n\r,:[{", r.data[at-1]) >= 0
		if starts && (after == len(r.data) || !isAnchor(r.data[after])) {
			return at
		}
	}
}
