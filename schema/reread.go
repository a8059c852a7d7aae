package schema

import (
	"strings"
	"sync"
	"sync/atomic"
	"weak"

	"github.com/imslint/imslint/schema/node"
	"github.com/imslint/imslint/schema/source"
	"github.com/imslint/imslint/schema/xmlscan"
)

// How many entities of a file are held as elements, and how many elements and
// attributes they may have together. They take several times the memory of their
// text, so that those of further entities are made anew whenever somebody asks.
const (
	maxEntitiesHeld = 1024
	maxNodesHeld    = 32 << 10
	leastNodeSize   = 16 // bytes of text, on average: there may be thousands of files
)

// isHeld reports whether an entity is held as an element, given how many there were
// before it in the file, and the elements, attributes and bytes of all up to it.
func isHeld(before, nodes, bytes int) bool {
	return before < maxEntitiesHeld && nodes <= min(maxNodesHeld, bytes/leastNodeSize)
}

// nodesOf returns how many elements, attributes and list items an element is.
func nodesOf(e *Element) int {
	n := 1 + len(e.Attrs)
	for i := range e.Attrs {
		n += len(e.Attrs[i].Items)
	}
	for _, c := range e.Children {
		n += nodesOf(c)
	}
	return n
}

// rereader makes the elements of the entities of a file again. It holds the one
// that it made last: who asks for an entity most often asks for it again.
type rereader struct {
	nodes *node.File                           // of a YAML or JSON file, nil for XML
	name  string                               // of the elements of a YAML or JSON file
	last  atomic.Pointer[weak.Pointer[reread]] // weak: each of thousands of files has one

	parser atomic.Pointer[xmlscan.Parser] // nil while somebody uses it
}

// reread is an entity that was read again.
type reread struct {
	of      *Entity
	element *Element
	spelled func() []spelledKey // of the element
}

// spelledKey is an attribute whose name is a spelling of a field's.
type spelledKey struct {
	attr  *Attr
	field Field
}

// spelledKeys returns the attributes of an element that are spellings of a field's
// names.
func spelledKeys(e *Element) []spelledKey {
	var keys []spelledKey
	for i := range e.Attrs {
		a := &e.Attrs[i]
		if f := fieldSpelled(strings.TrimPrefix(a.Name, "@")); f != "" {
			keys = append(keys, spelledKey{a, f})
		}
	}
	return keys
}

func (r *rereader) read(e *Entity) *reread {
	if last := r.last.Load(); last != nil {
		if last := last.Value(); last != nil && last.of == e {
			return last
		}
	}
	made := &reread{of: e}
	if r.nodes != nil {
		n := r.nodes.At(e.entry)
		made.element = elementOfNode(r.name, &n)
	} else {
		made.element = r.parse(e.text)
	}
	made.spelled = sync.OnceValue(func() []spelledKey { return spelledKeys(made.element) })
	last := weak.Make(made)
	r.last.Store(&last)
	return made
}

// parse returns the element of a text that was parsed before.
func (r *rereader) parse(text *source.Text) *Element {
	p := r.parser.Swap(nil)
	if p == nil { // nobody has parsed yet, or somebody else is parsing
		p = new(xmlscan.Parser)
	}
	e, bad := p.Parse(text)
	r.parser.Store(p)
	if bad != nil {
		return &Element{} // never: the text is the same
	}
	return e
}

// xmlHider hides what the snippets of an XML entity must not show.
type xmlHider struct{}

// Hide adds the values of the element and its opaque pieces.
func (xmlHider) Hide(data string, add func(source.Hidden)) {
	var p xmlscan.Parser
	if e := parseAgain(&p, source.New("", data, source.Start), add); e != nil {
		h := hiding{data, add}
		h.element(e, false)
		for _, s := range p.Opaque() {
			add(s)
		}
	}
}

// ownSecrets hides what only its instance shows to be a secret of an XML entity.
type ownSecrets struct{ paths secretPaths }

// Hide adds the values at the paths.
func (s ownSecrets) Hide(data string, add func(source.Hidden)) {
	text := source.New("", data, source.Start)
	if e := parseAgain(new(xmlscan.Parser), text, add); e != nil {
		entity := &Entity{text: text, element: e, secrets: s.paths}
		entity.hideOwn(add)
	}
}

// parseAgain returns the element of a text. It was parsed before: that it cannot be
// does not happen, and then all of it is hidden.
func parseAgain(p *xmlscan.Parser, text *source.Text, add func(source.Hidden)) *Element {
	e, bad := p.Parse(text)
	if bad != nil {
		add(source.Hidden{Span: source.Span{To: len(text.Data())}, Secret: true})
		return nil
	}
	return e
}
