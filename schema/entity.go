package schema

import (
	"strings"

	"github.com/beevik/etree"
)

// Value is a scalar that a file holds, or the place where it is missing.
type Value struct {
	Place            // of the value, without quotes; of the element's name where Present is false
	Text      string // references resolved; empty where the value is absent or blank
	Attribute string // attribute or path in its entity, "ims/@mask"; empty outside entities
	Field     Field  // logical field it was read for; empty outside accounts
	Present   bool   // false: nothing was written
	items     []span // YAML sequences of scalars: where each part of Text stands
}

// Blank reports whether there is nothing but white space.
func (v Value) Blank() bool { return strings.TrimSpace(v.Text) == "" }

// Secret reports whether the text must never be shown.
func (v Value) Secret() bool { return v.Field == ClientSecret || IsSecret(v.Attribute) }

// Entity is one object of an export: an etree element, and where each of its
// parts stands in the file.
type Entity struct {
	Element *etree.Element
	// Loose says that a person may have written the keys (YAML, JSON), so
	// that labels and other spellings name a field too.
	Loose bool

	path    string
	places  map[*etree.Element]*elementPlaces
	excerpt *excerpt
}

// elementPlaces says where the parts of one element stand.
type elementPlaces struct {
	name  span
	text  span
	attrs []span   // of the values, parallel to etree.Element.Attr
	items [][]span // parallel to attrs where a YAML sequence was joined
}

// Place returns where the entity's element name stands.
func (e *Entity) Place() Place { return e.place(e.places[e.Element].name) }

func (e *Entity) place(s span) Place {
	return Place{Path: e.path, Start: s.start, End: s.end, excerpt: e.excerpt}
}

// Get returns the value at a path below the entity: "imsServer" is an
// attribute, "ims/@mask" an attribute of a nested element, "ims/mask" either
// that or the text of an element. Names match exactly.
func (e *Entity) Get(path string) (Value, bool) {
	steps := strings.Split(strings.TrimPrefix(path, "/"), "/")
	last := len(steps) - 1
	element := e.Element
	for _, step := range steps[:last] {
		if element = child(element, step); element == nil {
			return Value{}, false
		}
	}
	name, isAttribute := strings.CutPrefix(steps[last], "@")
	for i, a := range element.Attr {
		if a.Space == "" && a.Key == name {
			return e.attribute(element, steps[:last], i), true
		}
	}
	if isAttribute {
		return Value{}, false
	}
	if c := child(element, name); c != nil && len(c.ChildElements()) == 0 {
		return Value{Place: e.place(e.places[c].text), Text: c.Text(), Attribute: strings.Join(append(steps[:last:last], c.Tag), "/"), Present: true}, true
	}
	return Value{}, false
}

// attribute returns an attribute of an element that is reached by some steps.
func (e *Entity) attribute(element *etree.Element, steps []string, i int) Value {
	places := e.places[element]
	v := Value{Place: e.place(places.attrs[i]), Text: element.Attr[i].Value, Attribute: element.Attr[i].Key, Present: true}
	if len(steps) > 0 {
		v.Attribute = strings.Join(steps, "/") + "/@" + v.Attribute
	}
	if places.items != nil {
		v.items = places.items[i]
	}
	return v
}

// child returns the first child element of a local name, nil for none.
func child(e *etree.Element, name string) *etree.Element {
	for _, c := range e.ChildElements() {
		if c.Tag == name {
			return c
		}
	}
	return nil
}

// attr returns an attribute of the entity's own element, "" where absent.
func (e *Entity) attr(name string) string {
	v, _ := e.Get("@" + name)
	return v.Text
}

// Name returns the entity's internal name, with the place of its element
// where it has none.
func (e *Entity) Name() Value {
	if v, ok := e.Get("@name"); ok {
		return v
	}
	return Value{Place: e.Place(), Attribute: "name"}
}

// hideSecrets marks in the excerpt the values of the secret attributes, secret
// elements' text, and the passwords that addresses hold.
func (e *Entity) hideSecrets() {
	for element, places := range e.places {
		for i, a := range element.Attr {
			switch s := places.attrs[i]; {
			case IsSecret(a.Key):
				e.excerpt.hide(s.start, s.end)
			case HidePassword(a.Value) != a.Value:
				e.excerpt.hidePassword(s, a.Value)
			}
		}
		if IsSecret(element.Tag) {
			e.excerpt.hide(places.text.start, places.text.end)
		}
	}
}

// Attributes returns every attribute of the entity and of the elements below
// it, in document order.
func (e *Entity) Attributes() []Value {
	var list []Value
	var walk func(element *etree.Element, steps []string)
	walk = func(element *etree.Element, steps []string) {
		for i := range element.Attr {
			list = append(list, e.attribute(element, steps, i))
		}
		for _, c := range element.ChildElements() {
			walk(c, append(steps[:len(steps):len(steps)], c.Tag))
		}
	}
	walk(e.Element, nil)
	return list
}

// LooksLikeIMS reports whether an attribute's name reminds of an IMS setting.
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
