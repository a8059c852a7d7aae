package schema

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Field is a logical field of an external account: what a console label means,
// whatever attribute holds it on a given build.
type Field string

// The logical fields.
const (
	Name            Field = "name"
	Label           Field = "label"
	Type            Field = "type"
	EnabledField    Field = "enabled"
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
	{EnabledField, "Enabled", "active", nil},
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
func spelling(key string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '_' {
			return -1
		}
		return r
	}, key))
}

// all returns every name of the field.
func (n *FieldNames) all() []string {
	return append([]string{string(n.Field), n.Label, n.Attribute}, n.Also...)
}

// isSpelling reports whether a key is a spelling of a name, which is in ASCII.
func isSpelling(key, name string) bool {
	i := 0
	for _, r := range key {
		if r < utf8.RuneSelf && isSeparator(byte(r)) {
			continue
		}
		for i < len(name) && isSeparator(name[i]) {
			i++
		}
		if r >= utf8.RuneSelf {
			r = unicode.ToLower(r) // which may be ASCII
		} else {
			r = rune(lower(byte(r)))
		}
		if i == len(name) || r != rune(lower(name[i])) {
			return false
		}
		i++
	}
	return i == len(name)
}

func isSeparator(c byte) bool { return c == ' ' || c == '-' || c == '_' }

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c |= 0x20
	}
	return c
}

// spelled reports whether a key of a YAML or JSON file means the field.
func (f Field) spelled(key string) bool { return fieldSpelled(strings.TrimPrefix(key, "@")) == f }

// bySpelling are the fields by their names without what a person may write
// differently.
var bySpelling = sync.OnceValue(func() map[string]Field {
	fields := map[string]Field{}
	for _, n := range fieldNames {
		for _, name := range n.all() {
			fields[spelling(name)] = n.Field
		}
	}
	return fields
})

// longestName is the length of the longest name of a field.
const longestName = len("imsclientidentifier")

// fieldSpelled returns the field that a key means, "" for none.
func fieldSpelled(key string) Field {
	var name [longestName]byte
	n := 0
	for _, r := range key {
		if r < utf8.RuneSelf && isSeparator(byte(r)) {
			continue
		}
		if r = unicode.ToLower(r); r >= utf8.RuneSelf || n == len(name) {
			return ""
		}
		name[n] = byte(r)
		n++
	}
	return bySpelling()[string(name[:n])]
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
type Resolver struct {
	candidates map[Field][]candidate
	// secrets are the attributes that the exported schema calls passwords, and
	// those that hold the client secret on this build.
	secrets secretPaths
}

// candidate is a path at which a field may be, and the rule that says so.
type candidate struct {
	path string
	rule Rule
}

// NewResolver lists where each field may be, in the order in which it is looked
// for: what imslint.yaml configures, the instance's own schema (nil where it
// was not exported), and what is generally known.
func NewResolver(configured []ConfigEntry, own *AccountSchema) *Resolver {
	r := &Resolver{candidates: make(map[Field][]candidate, len(fieldNames))}
	if own != nil {
		for _, path := range own.secrets {
			r.secrets.add(path)
		}
	}
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
		r.candidates[names.Field] = list
	}
	for _, c := range r.candidates[ClientSecret] {
		r.secrets.add(c.path)
	}
	return r
}

// Find returns a field of an account and the rule that found it. Where the
// account does not hold it, the value has the place of the element's name and
// the attribute in which the field is expected; the rule is empty. No other
// field than the client secret is ever read from an attribute that holds a
// secret, whatever imslint.yaml and the exported schema say: its value would be
// printed.
func (r *Resolver) Find(e *Entity, f Field) (Value, Rule) {
	for _, c := range r.candidates[f] {
		if v, ok := e.Get(c.path); ok && (f == ClientSecret || !v.secret) {
			return f.of(v), c.rule
		}
	}
	for v := range e.spelled(f) {
		if f == ClientSecret || !v.secret {
			return f.of(v), RuleSpelling
		}
	}
	return Value{Place: e.Place(), Attribute: r.candidates[f][0].path, Field: f}, ""
}

// of returns a value as that of the field.
func (f Field) of(v Value) Value {
	v.Field = f
	if f == ClientSecret {
		v.Place = v.Place.Secret()
	}
	return v
}

// OperatorFields are the keys of fields: in imslint.yaml that say where an
// operator keeps its e-mail address and whether it is disabled.
var OperatorFields = []string{"operatorEmail", "operatorDisabled"}
