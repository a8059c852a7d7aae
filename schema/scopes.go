package schema

import (
	"strings"
	"unicode"
)

// ScopeList is a list of OAuth scopes as written, separated by commas or white
// space; scopes are case-sensitive.
type ScopeList struct {
	Items []Scope // in the order written, duplicates included
	Empty []Place // where a separator has no scope on one side
}

// Scope is one scope with its place in the list.
type Scope struct {
	Place
	Name string
}

// ParseScopes reads a list of scopes.
func ParseScopes(v Value) ScopeList {
	var list ScopeList
	runes := []rune(v.Text)
	start, comma := 0, false // comma: the last separator was one
	for i := 0; i <= len(runes); i++ {
		if i < len(runes) && runes[i] != ',' && !unicode.IsSpace(runes[i]) {
			continue
		}
		isComma := i < len(runes) && runes[i] == ','
		switch {
		case i > start:
			list.Items = append(list.Items, Scope{v.part(start, i), string(runes[start:i])})
			comma = isComma
		case isComma && (comma || len(list.Items) == 0), i == len(runes) && comma:
			list.Empty = append(list.Empty, v.part(i, i))
			comma = isComma
		case isComma:
			comma = true
		}
		start = i + 1
	}
	return list
}

// part returns the place of some runes of the value: all of the value where
// references or line ends keep the written text from being counted.
func (v Value) part(from, to int) Place {
	if len(v.items) > 0 { // a YAML sequence, joined with commas
		n := strings.Count(string([]rune(v.Text)[:from]), ",")
		if n < len(v.items) {
			p := v.Place
			p.Start, p.End = v.items[n].start, v.items[n].end
			return p
		}
		return v.Place
	}
	p := v.Place
	if v.Start.Line != v.End.Line || v.End.Column-v.Start.Column != len([]rune(v.Text)) {
		return p
	}
	p.Start.Column, p.End.Column = v.Start.Column+from, v.Start.Column+to
	return p
}
