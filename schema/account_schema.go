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
	secrets    []string             // paths of the attributes that are passwords

	elements map[string]*Element // those that others may refer to, by name
	read     int                 // members so far
}

type schemaAttribute struct{ name, label, path string }

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
				if enum := s.addAttributes(c, ""); enum != "" {
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

// addAttributes collects the attributes of an element of a schema, nested
// ones with their path, and returns the enumeration of a top-level @type.
func (s *AccountSchema) addAttributes(e *Element, path string) (typeEnum string) {
	add := func(c *Element, full string) {
		name := c.Attr("name")
		s.attributes = append(s.attributes, schemaAttribute{name, c.Attr("label"), full})
		// https://experienceleague.adobe.com/docs/campaign-classic/using/configuring-campaign-classic/schema-reference/elements-attributes/attribute.html
		if isPassword(c) {
			s.secrets = append(s.secrets, full)
		}
	}
	for _, c := range s.members(e) {
		name := c.Attr("name")
		switch c.Name {
		case "attribute":
			if path == "" && name == "type" {
				typeEnum = c.Attr("enum")
			}
			full := name
			if path != "" {
				full = path + "/@" + name
			}
			add(c, full)
		case "element":
			if name == "" || c.Attr("type") == "link" {
				continue
			}
			full := strings.TrimPrefix(path+"/"+name, "/")
			add(c, full) // an element may hold its value as text: a memo
			if strings.Count(full, "/") < maxSchemaDepth {
				s.addAttributes(c, full)
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
			if other := s.elements[to[strings.LastIndexAny(to, ":/")+1:]]; other != nil && other != e {
				add(other, depth+1)
			}
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
	labelled, byName := "", ""
	for _, a := range s.attributes {
		known := slices.Contains(names, a.name)
		if strings.EqualFold(strings.TrimSpace(a.label), n.Label) {
			if known {
				return a.path, RuleLabel
			}
			labelled = cmp.Or(labelled, a.path)
		}
		if known {
			byName = cmp.Or(byName, a.path)
		}
	}
	if labelled != "" {
		return labelled, RuleLabel
	}
	if byName != "" {
		return byName, RuleName
	}
	return "", ""
}

// Has reports whether the schema has the field.
func (s *AccountSchema) Has(f Field) bool {
	path, _ := s.path(f.Names())
	return path != ""
}
