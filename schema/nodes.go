package schema

import (
	"iter"
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/node"
	"github.com/imslint/imslint/schema/source"
	"github.com/imslint/imslint/schema/xmlscan"
)

// readNodes reads a YAML or JSON file. Text that is neither was another kind of
// file, unless it looks like accounts: a folder of exports may have notes in
// it.
func (f *File) readNodes(data string) *source.Error {
	if !mayBeOurs(data) || isProse(data) {
		return nil
	}
	text := source.New(f.Path, data, source.Start)
	parsed, bad := node.ParseHiding(text, IsSecret)
	if bad != nil {
		if !looksOurs(data) || len(data) > largeText && !mentionsOurs(data) {
			f.Unparsed = bad
			return nil
		}
		return bad
	}
	r := &nodeReader{File: f, text: text, nodes: parsed, again: map[string]*rereader{}}
	for d := range parsed.Documents() {
		if isConfig(d) {
			f.Kind = ConfigFile
			continue
		}
		if bad := r.read(d); bad != nil {
			return bad
		}
	}
	if !r.known && len(r.made) == 0 {
		return nil // of another kind
	}
	f.Kind = YAMLFile
	// The text is made with what it must not show.
	if len(r.made) > 0 {
		text = text.Hiding(hiddenNodes{parsed})
	}
	for _, e := range r.made {
		e.text, e.aliases = text, parsed.Aliases
	}
	return nil
}

// isConfig reports whether a document is an imslint.yaml.
func isConfig(n *node.Node) bool {
	found := false
	for p := range n.Pairs() {
		if _, ok := collectionOf(p.Key.Text()); ok {
			return false
		}
		switch p.Key.Text() {
		case "provisioned", "instances", "checks", "adminConsole":
			found = true
		}
	}
	return found
}

// collectionOf returns the element that a key of our own YAML form holds; ok is
// false for another key.
func collectionOf(key string) (element string, ok bool) {
	switch spelling(key) {
	case "externalaccounts":
		return "extAccount", true
	case "operatorgroups":
		return "group", true
	case "operators":
		return "operator", true
	}
	return "", false
}

// nodeReader makes entities of YAML and JSON nodes: a mapping is an element,
// its scalars are attributes, what is nested is a child element. So XML and
// what Adobe's JavaScript SDK makes of it (SimpleJson and BadgerFish) are one
// from here on.
type nodeReader struct {
	*File
	text  *source.Text
	made  []*Entity
	known bool // whether the file is of a kind that imslint reads

	// path has the ancestors of what is read. Those of every mapping around it are
	// the beginning of it, since a copy for each takes long where mappings are deep.
	path []ancestor

	names int // bytes of the keys of the mappings around what is read
	count int // of keys, mappings and list items of the entity that is read
	// nodes are those of the file, of which not all elements are held; again
	// makes them, by their names.
	nodes *node.File
	again map[string]*rereader
	held  int // elements and attributes of the entities so far
	bytes int // of their texts
}

func (r *nodeReader) errorAt(n *node.Node, format string, args ...any) *source.Error {
	return source.Errorf(r.text.Place(source.Span{From: n.Span.From, To: n.Span.From}), format, args...)
}

func (r *nodeReader) read(root *node.Node) *source.Error {
	switch root.Kind {
	case node.Sequence:
		for item := range root.Items() {
			if item.Kind != node.Mapping {
				return nil
			}
		}
		r.known = true
		return r.children("extAccount", root, r.push(nil, ancestor{Name: "extAccount-collection"}))
	case node.Mapping:
		// The SDK leaves out the root element: what it was shows in what it
		// holds.
		if element := rootElement(root); element != "" {
			r.known = true
			return r.keep(element, root)
		}
		return r.walk(root, nil)
	}
	return nil
}

// rootElement returns the element that a mapping stands for by itself, "" for
// one that holds others.
func rootElement(n *node.Node) string {
	switch {
	case isAccount(n):
		return "extAccount"
	case nested(n, "shared", "dataStore") != nil, nested(n, "web", "redirection") != nil, nested(n, "shared", "imsConfig") != nil:
		return "serverConf"
	case nested(n, "element") != nil && scalarAt(n, "name") == "extAccount" && scalarAt(n, "namespace") == "nms",
		nested(n, "element") != nil && scalarAt(n, "extendedSchema") == "nms:extAccount":
		return "srcSchema"
	}
	return ""
}

// nested returns what is below some keys, nil where nothing is.
func nested(n *node.Node, keys ...string) *node.Node {
	for _, key := range keys {
		var below *node.Node
		for p := range n.Pairs() {
			if localName(p.Key.Text()) == key {
				below = &p.Value
			}
		}
		if below == nil {
			return nil
		}
		n = below
	}
	return n
}

func scalarAt(n *node.Node, key string) string {
	if v := nested(n, key); v != nil {
		return v.Text()
	}
	return ""
}

// isAccount reports whether a mapping is a single account, and not one that
// holds accounts.
func isAccount(n *node.Node) bool {
	for p := range n.Pairs() {
		if p.Value.Kind != node.Scalar {
			continue
		}
		for _, f := range imsFields {
			if f.spelled(p.Key.Text()) {
				return true
			}
		}
	}
	return false
}

// walk looks for entities below a mapping.
func (r *nodeReader) walk(n *node.Node, path []ancestor) *source.Error {
	for p := range n.Pairs() {
		key := localName(p.Key.Text())
		if element, ok := collectionOf(key); ok && len(path) == 0 {
			r.known = true
			if bad := r.children(element, &p.Value, r.push(path, ancestor{Name: element + "-collection"})); bad != nil {
				return bad
			}
			continue
		}
		if entity, ok := strings.CutSuffix(key, "-collection"); ok && entityNames[entity] && p.Value.Kind == node.Sequence {
			r.known = true
			if bad := r.children(entity, &p.Value, r.push(path, ancestor{Name: key})); bad != nil {
				return bad
			}
			continue
		}
		if bad := r.children(key, &p.Value, path); bad != nil {
			return bad
		}
	}
	return nil
}

// children reads the values that are elements of one name.
func (r *nodeReader) children(name string, value *node.Node, path []ancestor) *source.Error {
	values := itemsOf(value)
	wanted := isEntity(path, name)
	if wanted && name == "extAccount" {
		r.known = true // an empty list says that there is no account
	}
	for v := range values {
		var bad *source.Error
		switch {
		case wanted && v.Kind == node.Mapping:
			bad = r.keep(name, v)
		case v.Kind == node.Mapping:
			bad = r.walk(v, r.below(path, name, v))
		case !wanted || len(path) == 0 || v.Kind == node.Scalar && v.Text() == "":
		case v.Kind == node.Scalar && (name == "group" || name == "operator"):
			bad = r.keepNamed(name, v)
		default:
			bad = r.errorAt(v, "expected a mapping with the fields of an external account")
		}
		if bad != nil {
			return bad
		}
	}
	return nil
}

// below returns the ancestors of what a mapping of this name holds.
func (r *nodeReader) below(path []ancestor, name string, n *node.Node) []ancestor {
	a := ancestor{Name: name}
	if name == "entities" {
		a.Schema = scalarAt(n, "schema")
		if len(path) == 0 {
			r.known = true
			return r.push(path, ancestor{Name: "package"}, a)
		}
	}
	return r.push(path, a)
}

// push returns a path with more ancestors below it. It is valid until the next
// push onto the same path.
func (r *nodeReader) push(path []ancestor, more ...ancestor) []ancestor {
	r.path = append(r.path[:len(path)], more...)
	return r.path
}

// localName drops what the SDK's BadgerFish and namespaces put before a name.
func localName(key string) string {
	key = strings.TrimPrefix(key, "@")
	return key[strings.IndexByte(key, ':')+1:]
}

// nodeStart is the range of a mapping: that of its first key, which stands for
// the element's name.
func nodeStart(n *node.Node) source.Span {
	for p := range n.Pairs() {
		return p.Key.Span
	}
	return source.Span{From: n.Span.From, To: n.Span.From}
}

// keepNamed keeps an entity of which only the internal name is written.
func (r *nodeReader) keepNamed(name string, n *node.Node) *source.Error {
	if bad := r.limit(n); bad != nil {
		return bad
	}
	e := &Entity{HandWritten: true, element: &Element{Name: name, NameSpan: n.Span, Attrs: []Attr{{Name: "name", Value: n.Text(), NameSpan: n.Span, Span: n.Span}}}}
	r.add(e)
	r.made = append(r.made, e)
	return nil
}

// limit returns an error where a node would be one entity too many.
func (r *nodeReader) limit(n *node.Node) *source.Error {
	if len(r.made) < maxKept {
		return nil
	}
	return r.errorAt(n, "the file holds more than %d entities, the limit", maxKept)
}

func (r *nodeReader) keep(name string, n *node.Node) *source.Error {
	if bad := r.limit(n); bad != nil {
		return bad
	}
	e := &Element{Name: name, NameSpan: nodeStart(n)}
	r.count, r.names = 0, 0
	if bad := r.fill(e, n); bad != nil {
		return bad
	}
	if e.Attr("_operation") == "none" {
		return nil // a reference
	}
	entity := &Entity{HandWritten: true, element: e}
	r.add(entity)
	r.bytes += n.Whole().To - n.Whole().From
	if r.held += nodesOf(e); !isHeld(len(r.made), r.held, r.bytes) {
		if r.again[name] == nil {
			r.again[name] = &rereader{nodes: r.nodes, name: name}
		}
		entity.element, entity.again, entity.entry = nil, r.again[name], n.Handle()
	}
	r.made = append(r.made, entity)
	return nil
}

// elementOfNode returns the element of a mapping that was read before.
func elementOfNode(name string, n *node.Node) *Element {
	e := &Element{Name: name, NameSpan: nodeStart(n)}
	(&nodeReader{}).fill(e, n)
	return e
}

// countNodes counts n more keys, mappings or list items of the entity, and returns
// the error of too many at a node.
func (r *nodeReader) countNodes(n int, at *node.Node) *source.Error {
	if r.count += n; r.count > maxNodes {
		return r.errorAt(at, "the entity holds more than %d keys, mappings and list items, the limit", maxNodes)
	}
	return nil
}

func (r *nodeReader) fill(e *Element, n *node.Node) *source.Error {
	e.Attrs = make([]Attr, 0, min(n.Len(), maxAttributes))
	for p := range n.Pairs() {
		key := strings.TrimPrefix(p.Key.Text(), "@")
		text, items, scalar := scalarText(&p.Value)
		if bad := r.countNodes(1+len(items), &p.Key); bad != nil {
			return bad
		}
		if len(text) > maxValue {
			return r.errorAt(&p.Key, "the value of %s is longer than 1 MiB, the limit", source.Printable(key))
		}
		switch {
		case scalar && key == "$":
			e.Text, e.TextSpan = text, p.Value.Span
		case scalar && strings.HasPrefix(key, "$"): // SimpleJson's element with text only
			e.Children = append(e.Children, &Element{Name: key[1:], NameSpan: p.Key.Span, Text: text, TextSpan: p.Value.Span})
		case scalar:
			where := p.Value.Span
			if len(items) > 0 {
				where = source.Span{From: items[0].From, To: items[len(items)-1].To}
				list := p.Value.Whole()
				if slices.ContainsFunc(items, func(item source.Span) bool { return item.From < list.From || item.To > list.To }) {
					where = list // items are aliases of what is elsewhere
				}
			}
			if len(e.Attrs) == maxAttributes {
				return r.errorAt(&p.Key, "%s has more than %d keys, the limit", source.Printable(e.Name), maxAttributes)
			}
			e.Attrs = append(e.Attrs, Attr{Name: key, Value: text, NameSpan: p.Key.Span, Span: where, Items: items})
		default:
			value := p.Value // a copy: taking the address of p.Value would put each pair on the heap
			for c := range itemsOf(&value) {
				if c.Kind != node.Mapping {
					continue
				}
				if bad := r.countNodes(1, c); bad != nil {
					return bad
				}
				child := &Element{Name: key, NameSpan: nodeStart(c)}
				e.Children = append(e.Children, child)
				if r.names += len(key); r.names > xmlscan.MaxPath {
					return r.errorAt(&p.Key, "the keys of mappings inside each other are longer than %d bytes together, the limit", xmlscan.MaxPath)
				}
				if bad := r.fill(child, c); bad != nil {
					return bad
				}
				r.names -= len(key)
			}
		}
	}
	return nil
}

// scalarText returns the text of a scalar, or of a sequence of scalars (a list
// of scopes) joined as Campaign would hold it. A list beyond a limit ends with the
// first item beyond it.
func scalarText(n *node.Node) (text string, items []source.Span, ok bool) {
	switch {
	case n.Kind == node.Scalar:
		return n.Text(), nil, true
	case !n.Flat():
		return "", nil, false
	}
	var list strings.Builder
	for c := range n.Items() {
		if list.Len() > maxValue || len(items) > maxNodes {
			break
		}
		if len(items) > 0 {
			list.WriteByte(',')
		}
		list.WriteString(c.Text())
		items = append(items, c.Span)
	}
	return list.String(), items, true
}

// itemsOf returns the items of a sequence, or a single value as one.
func itemsOf(n *node.Node) iter.Seq[*node.Node] {
	if n.Kind == node.Sequence {
		return n.Items()
	}
	return func(yield func(*node.Node) bool) { yield(n) }
}
