package schema

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// AccountSchema is what an exported srcSchema or schema says of
// nms:extAccount.
type AccountSchema struct {
	attributes []schemaAttribute
	types      map[string]enumValue // of @type, by the value that is stored
	secrets    []string             // paths of the attributes that are passwords, see secretPath

	elements map[string]*Element // those that others may refer to, by name
	read     int                 // members and references so far
}

// schemaAttribute is an attribute or element of a schema.
type schemaAttribute struct {
	name, label string
	element     bool
	in          *schemaAttribute // the element that it is in, nil for none
}

// path returns where an account holds it, "ims/more/@pin". It is worked out only where
// it is asked for: all together may be many times as long as the schema.
func (a *schemaAttribute) path() string {
	if a.in == nil {
		return a.name
	}
	if a.element {
		return a.in.path() + "/" + a.name
	}
	return a.in.path() + "/@" + a.name
}

// maxSecretPath is how long a path of a secret is at most, in bytes, but for one name.
const maxSecretPath = 255

// secretPath returns the path of a secret or, where that is very long, of the element
// that it is in: all in that is a secret then.
func (a *schemaAttribute) secretPath() string {
	length := 0
	for at := a; at != nil; at = at.in {
		length += len(at.name) + len("/@")
	}
	for ; length > maxSecretPath && a.in != nil; a = a.in {
		length -= len(a.name) + len("/@")
	}
	return a.path()
}

type enumValue struct{ name, label string }

// NewAccountSchema reads schema documents of nms:extAccount: the factory's
// and its extensions
// (https://experienceleague.adobe.com/docs/campaign-classic/using/configuring-campaign-classic/schema-reference/elements-attributes/schema-introduction.html).
// It returns nil for none.
func NewAccountSchema(documents []*Entity) *AccountSchema {
	if len(documents) == 0 {
		return nil
	}
	s := &AccountSchema{types: map[string]enumValue{}, elements: map[string]*Element{}}
	for _, d := range documents {
		for _, c := range d.Element().Children {
			if name := c.Attr("name"); c.Name == "element" && s.elements[name] == nil {
				s.elements[name] = c
			}
		}
	}
	for _, d := range documents {
		typeEnum := "accountType"
		for _, c := range d.Element().Children {
			if name := c.Attr("name"); c.Name == "element" && (name == "extAccount" || name == d.Attr("name")) {
				if enum := s.addAttributes(c, nil, 0); enum != "" {
					typeEnum = enum[strings.LastIndexByte(enum, ':')+1:]
				}
			}
		}
		for _, enum := range d.Element().Children {
			if enum.Name != "enumeration" || enum.Attr("name") != typeEnum {
				continue
			}
			for _, value := range enum.Children {
				if value.Name == "value" {
					name := value.Attr("name")
					s.types[cmp.Or(value.Attr("value"), name)] = enumValue{name, value.Attr("label")}
				}
			}
		}
	}
	return s
}

// addAttributes collects the attributes of an element of a schema, nested so deep in
// others, and returns the enumeration of a top-level @type.
func (s *AccountSchema) addAttributes(e *Element, in *schemaAttribute, depth int) (typeEnum string) {
	add := func(c *Element) *schemaAttribute {
		a := schemaAttribute{c.Attr("name"), c.Attr("label"), c.Name == "element", in}
		s.attributes = append(s.attributes, a)
		// https://experienceleague.adobe.com/docs/campaign-classic/using/configuring-campaign-classic/schema-reference/elements-attributes/attribute.html
		if isPassword(c) {
			s.secrets = append(s.secrets, a.secretPath())
		}
		return &a
	}
	for _, c := range s.members(e) {
		name := c.Attr("name")
		switch c.Name {
		case "attribute":
			if in == nil && name == "type" {
				typeEnum = c.Attr("enum")
			}
			add(c)
		case "element":
			if name == "" || c.Attr("type") == "link" {
				continue
			}
			a := add(c) // an element may hold its value as text: a memo
			if depth < maxSchemaDepth {
				s.addAttributes(c, a, depth+1)
			}
		}
	}
	return typeEnum
}

// Limits of what is read of a schema whose elements refer to others.
const (
	maxSchemaDepth   = 10
	maxSchemaMembers = 100_000
)

// members returns the attributes and elements of an element of a schema: its own,
// those in its groups and choices, and those of the elements that it refers to.
func (s *AccountSchema) members(e *Element) (list []*Element) {
	var add func(e *Element, depth int)
	add = func(e *Element, depth int) {
		if depth > maxSchemaDepth {
			return
		}
		for _, c := range e.Children {
			if s.read++; s.read > maxSchemaMembers {
				return
			}
			switch c.Name {
			case "attribute", "element":
				list = append(list, c)
			case "group", "choice":
				add(c, depth+1)
			}
		}
		for _, to := range []string{e.Attr("ref"), e.Attr("template")} {
			other := s.elements[to[strings.LastIndexAny(to, ":/")+1:]]
			if other == nil || other == e {
				continue
			}
			if s.read++; s.read > maxSchemaMembers {
				return
			}
			add(other, depth+1)
		}
	}
	add(e, 0)
	return list
}

// isPassword reports whether a schema calls an attribute or element a password,
// or a name or label of it does.
func isPassword(e *Element) bool {
	return strings.Contains(strings.ToLower(e.Attr("type")), "password") || IsSecret(e.Attr("name")) || IsSecret(e.Attr("label"))
}

// imsType returns the stored value of the type that the Adobe ID login has, ""
// where the schema does not say.
func (s *AccountSchema) imsType() string {
	for _, value := range slices.Sorted(maps.Keys(s.types)) {
		for _, t := range imsTypes {
			if known := s.types[value]; spelling(known.name) == spelling(t) || spelling(known.label) == spelling(t) {
				return value
			}
		}
	}
	return ""
}

// path returns where the schema keeps a field: by the console's label, else
// (labels follow the instance's language) by name. Several attributes may have
// a label such as Server; of those the usual name counts. It is empty for none.
func (s *AccountSchema) path(n FieldNames) (string, Rule) {
	names := append([]string{n.Attribute}, n.Also...)
	var labelled, byName *schemaAttribute
	for i := range s.attributes {
		a := &s.attributes[i]
		if a.name == "" {
			continue
		}
		known := slices.Contains(names, a.name)
		if strings.EqualFold(strings.TrimSpace(a.label), n.Label) {
			if known {
				return a.path(), RuleLabel
			}
			labelled = cmp.Or(labelled, a)
		}
		if known {
			byName = cmp.Or(byName, a)
		}
	}
	if labelled != nil {
		return labelled.path(), RuleLabel
	}
	if byName != nil {
		return byName.path(), RuleName
	}
	return "", ""
}

// Has reports whether the schema has the field.
func (s *AccountSchema) Has(f Field) bool {
	path, _ := s.path(f.Names())
	return path != ""
}
