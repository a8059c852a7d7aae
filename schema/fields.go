package schema

import (
	"cmp"
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// Field is a logical field of an external account: what a console label means,
// whatever attribute holds it on a given build.
type Field string

// The logical fields.
const (
	Name            Field = "name"
	Label           Field = "label"
	Type            Field = "type"
	Enabled         Field = "enabled"
	IMSServer       Field = "imsServer"
	Scopes          Field = "scopes"
	ClientID        Field = "clientId"
	ClientSecret    Field = "clientSecret"
	CallbackURL     Field = "callbackUrl"
	OrganizationID  Field = "organizationId"
	AssociationMask Field = "associationMask"
	ProductContext  Field = "productContext"
	Server          Field = "server"
	Tenant          Field = "tenant"
)

// FieldNames says what a logical field is called.
type FieldNames struct {
	Field     Field
	Label     string   // on the console's screen, in English
	Attribute string   // of nms:extAccount
	Also      []string // attributes that other builds and exports use
}

// fieldNames pairs labels and attributes by name, after the instance answer
// in the test data of Adobe's JavaScript SDK (github.com/adobe/acc-js-sdk,
// test/mock.js).
var fieldNames = []FieldNames{
	{Name, "Internal name", "name", nil},
	{Label, "Label", "label", nil},
	{Type, "Type", "type", nil},
	{Enabled, "Enabled", "active", nil},
	{IMSServer, "IMS server", "imsServer", []string{"imsServerUrl"}},
	{Scopes, "IMS scope", "userScope", []string{"imsScope", "scope"}},
	{ClientID, "IMS client identifier", "clientId", []string{"imsClientId"}},
	{ClientSecret, "IMS client secret", "clientSecret", []string{"imsClientSecret"}},
	{CallbackURL, "Callback server", "callbackServer", []string{"callbackUrl"}},
	{OrganizationID, "IMS organization ID", "imsOrgId", nil},
	{AssociationMask, "Association mask", "imsRightsMask", []string{"associationMask", "imsMask"}},
	{ProductContext, "Product context", "productContext", nil},
	{Server, "Server", "server", nil},
	{Tenant, "Tenant", "tenant", nil},
}

// imsFields are the fields that no other type of account has.
var imsFields = []Field{IMSServer, Scopes, CallbackURL, OrganizationID, AssociationMask, ProductContext}

// AllFields returns every logical field with its names, in the console's order.
func AllFields() []FieldNames { return fieldNames }

// Names returns what the field is called; the zero value for an unknown one.
func (f Field) Names() FieldNames {
	for _, n := range fieldNames {
		if n.Field == f {
			return n
		}
	}
	return FieldNames{}
}

// Label returns the field's name on the console's screen.
func (f Field) Label() string { return f.Names().Label }

// spelling drops what a person may write differently: case, spaces, - and _.
func spelling(key string) string { return strings.ToLower(separators.Replace(key)) }

var separators = strings.NewReplacer(" ", "", "-", "", "_", "")

// spellings are all that a field may be called in YAML and JSON.
var spellings = func() map[string]Field {
	known := map[string]Field{}
	for _, n := range fieldNames {
		for _, name := range append([]string{string(n.Field), n.Label, n.Attribute}, n.Also...) {
			known[spelling(name)] = n.Field
		}
	}
	return known
}()

// spelled reports whether a key of a YAML or JSON file means the field.
func (f Field) spelled(key string) bool {
	return spellings[spelling(strings.TrimPrefix(key, "@"))] == f
}

// Rule says how a field was found.
type Rule string

// The rules, in the order in which they are tried.
const (
	RuleConfigured Rule = "fields in imslint.yaml"
	RuleLabel      Rule = "label in the exported schema"
	RuleName       Rule = "name in the exported schema"
	RuleAttribute  Rule = "known attribute"
	RuleOther      Rule = "attribute of other builds"
	RuleSpelling   Rule = "logical name or label"
)

// Resolver finds the logical fields of one instance's accounts.
type Resolver map[Field][]candidate

// candidate is a place where a field may be, and the rule that says so.
type candidate struct {
	path string
	rule Rule
}

// NewResolver puts together where each field may be, in the order in which it
// is looked for: what imslint.yaml configures, the instance's own schema (nil
// where it was not exported), and what is generally known.
func NewResolver(configured []ConfigEntry, own *AccountSchema) Resolver {
	r := Resolver{}
	for _, names := range fieldNames {
		var list []candidate
		for _, c := range configured {
			if Field(c.Key.Text) == names.Field && c.Value.Text != "" {
				list = append(list, candidate{c.Value.Text, RuleConfigured})
			}
		}
		if own != nil {
			if path, rule := own.path(names); path != "" {
				list = append(list, candidate{path, rule})
			}
		}
		list = append(list, candidate{names.Attribute, RuleAttribute})
		for _, also := range names.Also {
			list = append(list, candidate{also, RuleOther})
		}
		r[names.Field] = list
	}
	return r
}

// Find returns a field of an account and the rule that found it. Where the
// account does not hold it, the value stands for the place of the element's
// name and tells the attribute in which it is expected; the rule is empty.
func (r Resolver) Find(e *Entity, f Field) (Value, Rule) {
	for _, c := range r[f] {
		if v, ok := e.Get(c.path); ok {
			v.Field = f
			return v, c.rule
		}
	}
	if e.Loose {
		for i, a := range e.Element.Attr {
			if f.spelled(a.Key) {
				v := e.attribute(e.Element, nil, i)
				v.Field = f
				return v, RuleSpelling
			}
		}
	}
	return Value{Place: e.Place(), Attribute: r[f][0].path, Field: f}, ""
}

// AccountSchema is what an exported srcSchema or schema says of
// nms:extAccount.
type AccountSchema struct {
	attributes []schemaAttribute
	types      map[string]enumValue // of @type, by the value that is stored
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
	s := &AccountSchema{types: map[string]enumValue{}}
	for _, d := range documents {
		typeEnum := "accountType"
		for _, main := range d.Element.SelectElements("element") {
			if name := main.SelectAttrValue("name", ""); name == "extAccount" || name == d.attr("name") {
				if enum := s.addAttributes(main, ""); enum != "" {
					typeEnum = enum[strings.LastIndexByte(enum, ':')+1:]
				}
			}
		}
		for _, enum := range d.Element.SelectElements("enumeration") {
			if enum.SelectAttrValue("name", "") != typeEnum {
				continue
			}
			for _, value := range enum.SelectElements("value") {
				name := value.SelectAttrValue("name", "")
				s.types[value.SelectAttrValue("value", name)] = enumValue{name, value.SelectAttrValue("label", "")}
			}
		}
	}
	return s
}

// addAttributes collects the attributes of an element of a schema, nested
// ones with their path, and returns the enumeration of a top-level @type.
func (s *AccountSchema) addAttributes(e *etree.Element, path string) (typeEnum string) {
	for _, c := range e.ChildElements() {
		name := c.SelectAttrValue("name", "")
		switch c.Tag {
		case "attribute":
			if path == "" && name == "type" {
				typeEnum = c.SelectAttrValue("enum", "")
			}
			full := name
			if path != "" {
				full = path + "/@" + name
			}
			s.attributes = append(s.attributes, schemaAttribute{name, c.SelectAttrValue("label", ""), full})
		case "element":
			if name == "" || c.SelectAttrValue("type", "") == "link" {
				continue
			}
			full := strings.TrimPrefix(path+"/"+name, "/")
			// An element may hold its value as text: a memo.
			s.attributes = append(s.attributes, schemaAttribute{name, c.SelectAttrValue("label", ""), full})
			s.addAttributes(c, full)
		}
	}
	return typeEnum
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
