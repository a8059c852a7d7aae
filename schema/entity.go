package schema

import (
	"iter"
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/node"
	"github.com/imslint/imslint/schema/source"
)

// Value is a scalar that a file holds, or the place where it is missing.
type Value struct {
	source.Place        // of the value, without quotes; of the element's name where Present is false
	Text         string // references resolved; empty where the value is absent or blank
	Attribute    string // attribute or path in its entity, "ims/@mask"; empty outside entities
	Field        Field  // logical field it was read for; empty outside accounts
	Present      bool   // false: nothing was written
	items        []source.Span
	secret       bool
}

// Blank reports whether there is nothing but white space.
func (v Value) Blank() bool { return strings.TrimSpace(v.Text) == "" }

// Secret reports whether the text must never be shown.
func (v Value) Secret() bool { return v.secret || v.Field == ClientSecret || IsSecret(v.Attribute) }

// What an entity is made of.
type (
	Element = source.Element
	Attr    = source.Attr
)

// Entity is one object of an export with the text that it was read from.
type Entity struct {
	// HandWritten says that a person may have written the keys (YAML, JSON),
	// so that labels and other spellings name a field too.
	HandWritten bool
	aliases     bool // whether a value may be that of several keys

	text    *source.Text
	secrets secretPaths // beyond those that are named like secrets
	element *Element    // nil where it is read again when somebody asks
	again   *rereader   // of the file, where it is
	entry   node.Handle // of the entity in a YAML or JSON file that is read again
}

// Element returns the element that the entity is.
func (e *Entity) Element() *Element {
	if e.element != nil {
		return e.element
	}
	return e.again.read(e).element
}

// Holding returns an entity like e that holds another element.
func (e *Entity) Holding(element *Element) *Entity {
	other := *e
	other.element = element
	return &other
}

// Attr returns the value of an attribute, "" where the entity lacks it.
func (e *Entity) Attr(name string) string { return e.Element().Attr(name) }

// Place returns where the entity's element name is.
func (e *Entity) Place() source.Place {
	if e.element == nil && !e.HandWritten { // the text of an XML entity begins with its tag
		data := e.text.Data()
		return e.text.Place(source.Span{From: 1, To: max(1, strings.IndexAny(data, " \n\t/>"))})
	}
	return e.text.Place(e.Element().NameSpan)
}

// Get returns the value at a path below the entity: "imsServer" is an
// attribute, "ims/@mask" an attribute of a nested element, "ims/mask" either
// that or the text of an element. Names match exactly.
func (e *Entity) Get(path string) (Value, bool) {
	path = strings.TrimPrefix(path, "/")
	last := strings.LastIndexByte(path, '/') + 1
	steps := path[:last] // "ims/"
	element := e.Element()
	for rest := steps; rest != ""; {
		var step string
		step, rest, _ = strings.Cut(rest, "/")
		if element = element.Child(step); element == nil {
			return Value{}, false
		}
	}
	path = path[last:]
	name, isAttribute := strings.CutPrefix(path, "@")
	for i := range element.Attrs {
		if element.Attrs[i].Name == name {
			return e.value(&element.Attrs[i], steps), true
		}
	}
	if isAttribute {
		return Value{}, false
	}
	if c := element.Child(name); c != nil && len(c.Children) == 0 {
		return e.guarded(e.unmarkedText(c, steps)), true
	}
	return Value{}, false
}

// value returns an attribute of an element that is reached by some steps,
// "ims/".
func (e *Entity) value(a *Attr, steps string) Value { return e.guarded(e.unmarkedValue(a, steps)) }

// unmarkedValue is value for somebody who marks it.
func (e *Entity) unmarkedValue(a *Attr, steps string) Value {
	v := Value{Text: a.Value, Attribute: a.Name, Present: true, items: a.Items}
	if steps != "" {
		v.Attribute = steps + "@" + a.Name
	}
	v.Place = e.text.Place(a.Span)
	return v
}

// guarded marks a value that is a secret.
func (e *Entity) guarded(v Value) Value {
	return e.marked(v, IsSecret(v.Attribute) || e.secrets.has(v.Attribute, e.HandWritten))
}

// marked marks a value that is a secret by its path, or by what an alias in it leads to.
func (e *Entity) marked(v Value, secret bool) Value {
	if secret || e.aliases && (e.text.IsSecret(v.Span) || slices.ContainsFunc(v.items, e.text.IsSecret)) {
		v.secret, v.Place = true, v.Place.Secret()
	}
	return v
}

// unmarkedText returns the text of an element that is reached by some steps, for
// somebody who marks it.
func (e *Entity) unmarkedText(c *Element, steps string) Value {
	return Value{Place: e.text.Place(c.TextSpan), Text: c.Text, Attribute: steps + c.Name, Present: true}
}

// InternalName returns the entity's internal name, with the place of its
// element where it has none. A person may have written it in another spelling.
func (e *Entity) InternalName() Value {
	if v, ok := e.Get("@name"); ok && !v.secret {
		return v
	}
	for v := range e.spelled(Name) {
		if !v.secret {
			return v
		}
	}
	return Value{Place: e.Place(), Attribute: "name"}
}

// spelled returns the attributes of an entity that a person wrote which are
// spellings of a field's names; of an exported entity there are none.
func (e *Entity) spelled(f Field) iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if !e.HandWritten {
			return
		}
		if e.element == nil { // each key is looked at once for all fields
			for _, k := range e.again.read(e).spelled() {
				if k.field == f && !yield(e.value(k.attr, "")) {
					return
				}
			}
			return
		}
		attrs := e.element.Attrs
		for i := range attrs {
			if f.spelled(attrs[i].Name) && !yield(e.value(&attrs[i], "")) {
				return
			}
		}
	}
}

// Attributes returns every attribute of the entity and of the elements below
// it, and the text of the elements that have one, in document order.
func (e *Entity) Attributes() iter.Seq[Value] {
	return func(yield func(Value) bool) { e.below(e.Element(), branch{}, yield) }
}

// branch is where an element of an entity is, and what is known of all that is in it, so
// that nobody looks at each of a thousand steps for each attribute.
type branch struct {
	steps  string // "ims/"
	secret bool   // all of it is
	deep   bool   // no path of a secret is as long
}

// in returns the branch of a child of an element.
func (e *Entity) in(at branch, child string) branch {
	path := at.steps + child
	in := branch{path + "/", at.secret || IsSecret(child), at.deep}
	if !in.deep {
		in.secret = in.secret || e.secrets.has(path, e.HandWritten)
		in.deep = e.secrets.shorter(path, e.HandWritten)
	}
	return in
}

// below yields what is in an element, and reports whether more is wanted.
func (e *Entity) below(element *Element, at branch, yield func(Value) bool) bool {
	marked := func(v Value, name string) Value {
		return e.marked(v, at.secret || IsSecret(name) || !at.deep && e.secrets.has(v.Attribute, e.HandWritten))
	}
	for i := range element.Attrs {
		a := &element.Attrs[i]
		if !yield(marked(e.unmarkedValue(a, at.steps), a.Name)) {
			return false
		}
	}
	for _, c := range element.Children {
		if strings.TrimSpace(c.Text) != "" && !yield(marked(e.unmarkedText(c, at.steps), c.Name)) || !e.below(c, e.in(at, c.Name), yield) {
			return false
		}
	}
	return true
}

// LooksLikeIMS reports whether the name of an attribute suggests an IMS
// setting.
func LooksLikeIMS(attribute string) bool {
	name := strings.ToLower(attribute[strings.LastIndexAny(attribute, "/@")+1:])
	if strings.HasPrefix(name, "ims") {
		return true
	}
	for _, word := range []string{"scope", "mask", "callback", "context"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
