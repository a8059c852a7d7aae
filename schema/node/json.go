package node

import (
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// jsonReader reads JSON by the grammar of RFC 8259 and notes in an index where
// each value is.
//
// The readers that there are do not fit: encoding/json has no places and takes
// the last of two keys for both, and any tree of a large file is many times
// its size. So the file is checked once, into four bytes a value; what a
// value holds is read again when somebody asks.
type jsonReader struct {
	*source.Text
	data  string
	at    int
	depth int
	index *index
	keys  keySet

	secret func(key string) bool
}

// jsonError says why a text is not JSON, at least as we want it.
type jsonError struct {
	*source.Error
	certain bool // that it is meant to be JSON
}

func parseJSON(text *source.Text, secret func(key string) bool) (*File, *jsonError) {
	r := &jsonReader{Text: text, secret: secret, data: text.Data(), index: &index{data: text.Data()}}
	if bad := r.value(); bad != nil {
		return nil, bad
	}
	if r.skipSpace(); r.at < len(r.data) {
		return nil, r.expected("the end of the file after the first value")
	}
	return &File{JSON: true, index: r.index}, nil
}

func (r *jsonReader) errorf(at int, format string, args ...any) *jsonError {
	return &jsonError{Error: source.Errorf(r.Place(source.Span{From: at, To: at}), format, args...)}
}

// expected is the error of something else than what JSON has at this place.
func (r *jsonReader) expected(what string) *jsonError {
	switch rest := r.data[r.at:]; {
	case rest == "":
		return r.errorf(r.at, "not valid JSON: the file ends too early, expected %s", what)
	case strings.HasPrefix(rest, "//"), strings.HasPrefix(rest, "/*"):
		bad := r.errorf(r.at, "not valid JSON: JSON has no comments, remove this one")
		bad.certain = true
		return bad
	}
	return r.errorf(r.at, "not valid JSON: expected %s", what)
}

func (r *jsonReader) skipSpace() {
	for r.at < len(r.data) {
		switch r.data[r.at] {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return
		}
	}
}

// next reports whether the next character, after white space, is c, and skips
// it then.
func (r *jsonReader) next(c byte) bool {
	r.skipSpace()
	if r.at < len(r.data) && r.data[r.at] == c {
		r.at++
		return true
	}
	return false
}

// value reads one value.
func (r *jsonReader) value() *jsonError {
	r.skipSpace()
	if r.at == len(r.data) {
		return r.expected("a value")
	}
	switch c := r.data[r.at]; {
	case c == '{':
		return r.collection(Mapping, '}')
	case c == '[':
		return r.collection(Sequence, ']')
	case c == '"':
		return r.string("a value")
	case c == '-' || '0' <= c && c <= '9':
		return r.number()
	}
	for _, word := range [...]string{"true", "false", "null"} {
		if rest := r.data[r.at:]; strings.HasPrefix(rest, word) {
			r.index.add(r.at, word == "null")
			r.at += len(word)
			return nil
		}
	}
	return r.expected("a value (text in double quotes, a number, true, false, null, { or [)")
}

func (r *jsonReader) collection(kind Kind, closing byte) *jsonError {
	if r.depth == MaxDepth {
		bad := r.errorf(r.at, "values are nested more than %d deep, the limit", MaxDepth)
		bad.certain = true
		return bad
	}
	r.depth++
	entry := r.index.open(r.at, r.at, kind)
	r.at++
	count := 0
	for more := !r.next(closing); more; count++ {
		if kind == Mapping {
			if bad := r.string("a key"); bad != nil {
				return bad
			}
			if !r.next(':') {
				return r.expected("a colon after the key")
			}
		}
		from := r.at
		if bad := r.value(); bad != nil {
			return bad
		}
		if most := max(MaxValues, len(r.data)/bytesPerValue); r.index.size > most {
			bad := r.errorf(from, "more than %d keys and values, the limit of JSON", most)
			bad.certain = true
			return bad
		}
		if more = r.next(','); more {
			r.skipSpace()
		} else if !r.next(closing) {
			return r.expected("a comma or " + string(rune(closing)))
		}
	}
	r.depth--
	r.index.close(entry, r.at)
	if kind == Mapping {
		if first, again, found := r.keys.duplicate(r.index, entry, count); found {
			name := " " + source.PrintableKey(again.Text())
			if slices.ContainsFunc(r.index.above(entry), r.secret) {
				name = ""
			}
			bad := r.errorf(again.Span.From-1, "duplicate key%s, first in line %d", name, r.Position(first.Span.From).Line)
			bad.certain = true
			return bad
		}
	}
	return nil
}

func (r *jsonReader) string(what string) *jsonError {
	from := r.at
	if from == len(r.data) || r.data[from] != '"' {
		return r.expected(what + " in double quotes")
	}
	for i := from + 1; i < len(r.data); i++ {
		switch c := r.data[i]; {
		case c == '"':
			r.index.add(from, false)
			r.at = i + 1
			return nil
		case c < ' ':
			return r.errorf(i, "not valid JSON: the control character %U inside a string, write it as \\u%04x", c, c)
		case c == '\\':
			end, ok := escapeEnd(r.data, i)
			if !ok {
				return r.errorf(i, `not valid JSON: a backslash that begins no escape: write \\ for a backslash`)
			}
			i = end - 1
		}
	}
	return r.errorf(from, "not valid JSON: a string without its closing quote")
}

// escapeEnd returns the end of an escape that begins at a backslash, if JSON
// knows it.
func escapeEnd(data string, at int) (end int, ok bool) {
	if at+1 == len(data) {
		return at, false
	}
	if data[at+1] != 'u' {
		return at + 2, strings.IndexByte(`"\/bfnrt`, data[at+1]) >= 0
	}
	end = at + len(`\u0000`)
	if end > len(data) {
		return at, false
	}
	for _, c := range []byte(data[at+2 : end]) {
		if !isDigit(c) && (c|0x20 < 'a' || 'f' < c|0x20) {
			return at, false
		}
	}
	return end, true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func (r *jsonReader) number() *jsonError {
	from := r.at
	digits := func() bool {
		start := r.at
		for r.at < len(r.data) && isDigit(r.data[r.at]) {
			r.at++
		}
		return r.at > start
	}
	has := func(characters string) bool {
		if r.at < len(r.data) && strings.IndexByte(characters, r.data[r.at]) >= 0 {
			r.at++
			return true
		}
		return false
	}
	has("-")
	if !has("0") && !digits() {
		return r.expected("a digit")
	}
	if r.at < len(r.data) && isDigit(r.data[r.at]) {
		return r.errorf(from, "not valid JSON: a number that begins with 0, put it in double quotes")
	}
	if has(".") && !digits() {
		return r.expected("a digit after the decimal point")
	}
	if has("eE") {
		has("+-")
		if !digits() {
			return r.expected("a digit in the exponent")
		}
	}
	r.index.add(from, false)
	return nil
}
