package schema

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/imslint/imslint/schema/source"
)

// ScopeList is a list of OAuth scopes as written, separated by commas or white
// space; scopes are case-sensitive
// (https://www.rfc-editor.org/rfc/rfc6749#section-3.3).
type ScopeList struct {
	Items []Scope        // in the order written, duplicates included
	Empty []source.Place // where a separator has no scope on one side, the first few
	// Wrong are separators that IMS does not know, ; and |, the first few. The
	// scopes are read as they were meant.
	Wrong []source.Place
}

// maxSeparators is how many separators a list holds that are wrong, or have no
// scope on one side.
const maxSeparators = 1000

// Scope is one scope with its place in the list.
type Scope struct {
	source.Place
	Name  string
	Shown string // Name without what is credentials in the list
}

// separatesScopes reports whether a character is between scopes, rightly or not.
func separatesScopes(r rune) bool {
	return r == ',' || r == ';' || r == '|' || unicode.IsSpace(r)
}

// ParseScopes reads a list of scopes.
func ParseScopes(v Value) ScopeList {
	scopes := 0
	for range strings.FieldsFuncSeq(v.Text, separatesScopes) {
		scopes++
	}
	list := ScopeList{Items: make([]Scope, 0, scopes)} // there may be half a million
	part, shown := v.parts(), ShownParts(v.Text)
	start, comma := 0, false // comma: the last separator was one
	for i, r := range v.Text + "\x00" {
		end := i == len(v.Text)
		if !end && !separatesScopes(r) {
			continue
		}
		wrong := r == ';' || r == '|'
		isComma := r == ',' || wrong
		switch {
		case i > start:
			list.Items = append(list.Items, Scope{part(start, i), v.Text[start:i], shown(start, i)})
			comma = isComma
		case isComma && (comma || len(list.Items) == 0), end && comma:
			if comma = isComma; len(list.Empty) < maxSeparators {
				list.Empty = append(list.Empty, part(i, i))
			}
		case isComma:
			comma = true
		}
		if wrong && len(list.Wrong) < maxSeparators {
			list.Wrong = append(list.Wrong, part(i, i+1))
		}
		start = i + utf8.RuneLen(r)
	}
	return list
}

// parts returns a function that returns the place of a range of the value's text.
// Each range must begin at or after the start of the one before. The place is all of
// the value where references, escapes or commas within items make it impossible to
// count bytes.
func (v Value) parts() func(from, to int) source.Place {
	whole := func(int, int) source.Place { return v.Place }
	if len(v.items) == 0 {
		if v.Written() != v.Text {
			return whole
		}
		return func(from, to int) source.Place { return v.Place.Part(source.Span{From: from, To: to}) }
	}
	// A YAML sequence, joined with commas.
	if strings.Count(v.Text, ",") != len(v.items)-1 {
		return whole // an item has a comma in it
	}
	item, counted := 0, 0
	return func(from, _ int) source.Place {
		item += strings.Count(v.Text[counted:from], ",")
		counted = from
		p := v.Place
		p.Span = v.items[item]
		return p
	}
}
