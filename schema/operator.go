package schema

import (
	"iter"
	"slices"
	"strings"
)

// Operator is an operator of Campaign: a person, or a technical account.
type Operator struct {
	*Entity
	Name     Value
	Email    Value // Present is false where the operator has none
	Disabled bool
	Auth     Value // access/@authenticationType: "ims" where the operator logs in with an Adobe ID
}

// IMS reports whether the operator logs in with an Adobe ID already.
func (o Operator) IMS() bool { return strings.EqualFold(strings.TrimSpace(o.Auth.Text), "ims") }

// Address returns the e-mail address as it is compared: case and outer spaces
// do not matter. It is empty where the operator has none.
func (o Operator) Address() string { return FoldAddress(o.Email.Text) }

// FoldAddress returns an e-mail address for comparison.
func FoldAddress(address string) string { return strings.ToLower(strings.TrimSpace(address)) }

// DefaultAllowed are the technical operators that the allow-list of imsConfig
// names by default
// (https://github.com/AdobeDocs/campaign-classic.en/blob/main/help/technotes/using/impact-ims-migration.md).
var DefaultAllowed = []string{"admin", "aemserver", "campaign-loginmonitor", "internal", "monitoring"}

// technicalOperators are the other built-in operators that no person uses.
var technicalOperators = []string{"webapp", "billing", "central", "local"}

// Exempt reports whether an exported operator is technical or on the allow-list of the
// server files, so that it keeps its native login.
func (in *Instance) Exempt(name string) bool {
	return slices.Contains(DefaultAllowed, name) || slices.Contains(technicalOperators, name) || in.isAllowed(name)
}

// isAllowed reports whether an operator that was exported is on the allow-list, which
// may have many times as many names.
func (in *Instance) isAllowed(name string) bool {
	if in.allowed == nil {
		in.allowed = make(map[string]bool, len(in.Operators))
		for _, o := range in.Operators {
			in.allowed[o.InternalName().Text] = false
		}
		for v := range in.AllowedOperators() {
			if _, exported := in.allowed[v.Text]; exported {
				in.allowed[v.Text] = true
			}
		}
	}
	return in.allowed[name]
}

// OperatorList returns the operators that were exported, with their fields
// resolved. Each is made when it is its turn: there may be 100,000.
func (in *Instance) OperatorList() iter.Seq[Operator] {
	return func(yield func(Operator) bool) {
		for _, e := range in.Operators {
			if !yield(in.Operator(e)) {
				return
			}
		}
	}
}

// Operator returns one of in.Operators with its fields resolved.
func (in *Instance) Operator(e *Entity) Operator {
	paths := in.emailPaths()
	disabled := "@disable"
	for _, f := range in.Config.Fields {
		if f.Key.Text == OperatorFields[1] {
			disabled = f.Value.Text
		}
	}
	o := Operator{Entity: e, Name: e.InternalName(), Email: Value{Place: e.Place(), Attribute: paths[0]}}
	for _, path := range paths {
		if v, ok := e.Get(path); ok && !v.Secret() {
			o.Email = v
			break
		}
	}
	v, _ := e.Get(disabled)
	switch strings.ToLower(strings.TrimSpace(v.Text)) {
	case "1", "true", "yes":
		o.Disabled = true
	}
	o.Auth, _ = e.Get("access/@authenticationType")
	return o
}

// HasEmail reports whether any operator has an e-mail address. Otherwise nobody
// can say which attribute would hold it.
func (in *Instance) HasEmail() bool {
	for o := range in.OperatorList() {
		if !o.Email.Blank() {
			return true
		}
	}
	return false
}

// emailPaths returns where an operator's e-mail address may be, which is worked out
// when somebody asks first.
func (in *Instance) emailPaths() []string {
	if in.emails == nil {
		in.emails = in.readEmailPaths()
	}
	return in.emails
}

// maxEmailPaths is how many paths are looked at in each operator.
const maxEmailPaths = 10

// readEmailPaths returns what imslint.yaml says, else email, else what the exported
// xtk:operator schema labels so.
func (in *Instance) readEmailPaths() []string {
	for _, f := range in.Config.Fields {
		if f.Key.Text == OperatorFields[0] {
			return []string{f.Value.Text}
		}
	}
	paths := []string{"email"}
	password := false // by the schema, email is one
	for _, f := range in.Files {
		for _, document := range f.OperatorSchemas {
			for _, main := range document.Element().Children {
				if main.Name == "element" && (main.Attr("name") == "operator" || main.Attr("name") == document.Attr("name")) {
					paths = addLabelled(paths, main, "", 0)
					password = password || slices.ContainsFunc(main.Children, func(c *Element) bool { return c.Attr("name") == paths[0] && isPassword(c) })
				}
			}
		}
	}
	if password {
		paths = append(paths[1:], "") // there may be no other
	}
	return paths
}

// addLabelled adds the paths of the attributes of a schema's element that are
// labelled as an e-mail address.
func addLabelled(paths []string, e *Element, path string, depth int) []string {
	for _, c := range e.Children {
		if len(paths) == maxEmailPaths {
			break
		}
		name := c.Attr("name")
		full := name
		switch {
		case c.Name == "attribute" && path != "":
			full = path + "/@" + name
		case c.Name == "element" && path != "":
			full = path + "/" + name
		case c.Name != "attribute" && c.Name != "element":
			continue
		}
		switch spelling(c.Attr("label")) {
		case "email", "emailaddress":
			if !isPassword(c) && !slices.Contains(paths, full) {
				paths = append(paths, full)
			}
		}
		if c.Name == "element" && c.Attr("type") != "link" && depth < maxSchemaDepth {
			paths = addLabelled(paths, c, full, depth+1)
		}
	}
	return paths
}

// imsConfig is where the server files say who may still log in natively.
const imsConfig = "shared/imsConfig"

// IMSConfig returns the place of the imsConfig element of the server files that
// outranks the others; ok is false where none has it.
func (in *Instance) IMSConfig() (v Value, ok bool) {
	elements, e := in.serverElements(imsConfig)
	if len(elements) == 0 {
		return v, false
	}
	return Value{Place: e.text.Place(elements[0].NameSpan), Attribute: imsConfig}, true
}

// AllowedOperators returns the names on the allow-list of imsConfig, one value
// each: one entry may hold several, separated by |. A name that is part of the
// credentials of an address is a secret.
func (in *Instance) AllowedOperators() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		elements, e := in.serverElements(imsConfig + "/nonIMSAuthnAPI/allowOperator")
		for _, element := range elements {
			for i := range element.Attrs {
				if element.Attrs[i].Name != "name" {
					continue
				}
				v := e.value(&element.Attrs[i], imsConfig+"/nonIMSAuthnAPI/allowOperator/")
				part, shown := v.parts(), ShownParts(v.Text)
				from := 0
				for text := range strings.SplitSeq(v.Text, "|") {
					name := v
					name.Text = strings.TrimSpace(text)
					name.Place = part(from, from+len(text))
					if shown(from, from+len(text)) != text { // part of a password does not look like one
						name.secret, name.Place = true, name.Place.Secret()
					}
					from += len(text) + 1
					if name.Text != "" && !yield(name) {
						return
					}
				}
			}
		}
	}
}

// serverElements returns the elements at a path below the root of the server
// file that outranks the others which have some.
func (in *Instance) serverElements(path string) (list []*Element, of *Entity) {
	best := -1
	for _, f := range in.serverFiles {
		rank := in.serverRank(f)
		if found := elementsAt(f.Server.Element(), path); len(found) > 0 && rank > best {
			list, of, best = found, f.Server, rank
		}
	}
	return list, of
}

func elementsAt(e *Element, path string) (list []*Element) {
	step, rest, more := strings.Cut(path, "/")
	for _, c := range e.Children {
		switch {
		case c.Name != step:
		case more:
			list = append(list, elementsAt(c, rest)...)
		default:
			list = append(list, c)
		}
	}
	return list
}
