package schema

import (
	"path"
	"slices"
	"strings"
)

// Instance is one Adobe Campaign installation: what its files hold and what
// the user states of it.
type Instance struct {
	Name        string
	Files       []*File
	Unread      []*Error // its inputs that could not be read, so that nothing can be said to be missing
	Accounts    []*Account
	Groups      []*Entity
	Users       []User
	Schema      *AccountSchema // nil where it was not exported
	Config      *Config
	Stated      ConfigInstance // what the configuration states; Provisioned holds the general facts too
	Named       bool           // whether an entry of instances: names it
	serverFiles []*File
	ims         []*Account
}

// Account is an external account with its fields.
type Account struct {
	*Entity
	TypeName string // what its type means, where that is known: a label or a name
	fields   map[Field]Value
	rules    map[Field]Rule
}

// Field returns a logical field. Where the account does not hold it, Present
// is false and the place is that of the account's element name.
func (a *Account) Field(f Field) Value { return a.fields[f] }

// Rule returns how a field was found, "" where it was not.
func (a *Account) Rule(f Field) Rule { return a.rules[f] }

// Disabled reports whether the account is explicitly disabled; an export that
// leaves the field out says nothing.
func (a *Account) Disabled() bool {
	switch strings.ToLower(strings.TrimSpace(a.Field(Enabled).Text)) {
	case "0", "false", "no", "off":
		return true
	}
	return false
}

// The internal names of the account, in Adobe's text and in newer consoles.
var imsNames = []string{"Adobe_Marketing_Cloud", "Adobe_Experience_Cloud"}

// The types of the account, under its older and newer label.
var imsTypes = []string{"Adobe Marketing Cloud", "Adobe Experience Cloud"}

// WellNamed reports whether the internal name is exactly right.
func (a *Account) WellNamed() bool { return slices.Contains(imsNames, a.Field(Name).Text) }

// RoughlyNamed reports whether it is but for case and outer spaces.
func (a *Account) RoughlyNamed() bool {
	name := strings.TrimSpace(a.Field(Name).Text)
	return slices.ContainsFunc(imsNames, func(n string) bool { return strings.EqualFold(n, name) })
}

// IMSType reports whether the type is known to be the right one.
func (a *Account) IMSType() bool {
	return slices.ContainsFunc(imsTypes, func(t string) bool { return spelling(t) == spelling(a.TypeName) })
}

// IMS reports whether the account carries the Adobe ID login.
func (a *Account) IMS() bool {
	return a.IMSType() || a.RoughlyNamed() ||
		!a.Field(IMSServer).Blank() || !a.Field(OrganizationID).Blank() || !a.Field(AssociationMask).Blank()
}

// publicTypes are the numbers of other types of account that public packages
// show. The number of Adobe Experience Cloud is not among them: it is the
// accountType of imslint.yaml, or comes from the instance's own schema.
var publicTypes = map[string]string{
	"0": "Bounce mails", "3": "Routing", "11": "Execution instance", "12": "Adobe Experience Manager", "17": "Hadoop (HDFS)",
}

// NewInstance puts together what the files of one instance hold.
func NewInstance(name string, files []*File, unread []*Error, config *Config) *Instance {
	in := &Instance{Name: name, Files: files, Unread: unread, Config: config}
	in.Stated, in.Named = config.Instance(name)
	var documents []*Entity
	for _, f := range files {
		in.Groups = append(in.Groups, f.Groups...)
		in.Users = append(in.Users, f.Users...)
		documents = append(documents, f.Schemas...)
		if f.Server != nil {
			in.serverFiles = append(in.serverFiles, f)
		}
	}
	in.Schema = NewAccountSchema(documents)
	own := func(f *File) bool { return in.serverRank(f) == ownFile }
	if slices.ContainsFunc(in.serverFiles, own) { // the other instances' say nothing of this one
		in.serverFiles = slices.DeleteFunc(in.serverFiles, func(f *File) bool { return in.serverRank(f) == anInstanceFile })
	}
	resolver := NewResolver(config.Fields, in.Schema)
	for i, f := range files {
		for _, e := range f.Accounts {
			a := &Account{Entity: e, fields: map[Field]Value{}, rules: map[Field]Rule{}}
			for _, n := range fieldNames {
				a.fields[n.Field], a.rules[n.Field] = resolver.Find(e, n.Field)
			}
			if secret := a.Field(ClientSecret); secret.Present {
				e.excerpt.hide(secret.Start, secret.End)
			}
			a.TypeName = in.typeName(a.Field(Type).Text)
			if !deletedLater(a, files[i+1:]) {
				in.Accounts = append(in.Accounts, a)
			}
		}
	}
	in.ims = imsAccounts(in.Accounts)
	return in
}

// deletedLater reports whether a package read later deletes the account: the
// internal name is its key.
func deletedLater(a *Account, later []*File) bool {
	name := a.Name()
	for _, f := range later {
		for _, d := range f.Deleted {
			if name.Present && d.Name().Text == name.Text {
				return true
			}
		}
	}
	return false
}

// typeName returns what @type means: the label or name of the schema's
// enumeration, the accountType of imslint.yaml, the label that YAML holds, or
// a public number; "" where nobody knows.
func (in *Instance) typeName(value string) string {
	value = strings.TrimSpace(value)
	if value == "" {
		return ""
	}
	if stated := in.Config.AccountType; !stated.Blank() {
		if value == stated.Text {
			return imsTypes[1]
		}
	}
	if in.Schema != nil {
		if known, ok := in.Schema.types[value]; ok {
			for _, t := range imsTypes {
				if spelling(known.name) == spelling(t) {
					return t // the label may be in another language
				}
			}
			if known.label == "" {
				return known.name
			}
			return known.label
		}
	}
	if strings.Trim(value, "0123456789") != "" {
		return value // a label
	}
	if name, ok := publicTypes[value]; ok {
		return name
	}
	if stated := in.Config.AccountType; !stated.Blank() {
		return "not " + imsTypes[1]
	}
	return ""
}

// IMSAccounts returns the accounts that carry the Adobe ID login, disabled
// ones included, the best-named enabled one first.
func (in *Instance) IMSAccounts() []*Account { return in.ims }

func imsAccounts(accounts []*Account) []*Account {
	var list []*Account
	for _, a := range accounts {
		if a.IMS() {
			list = append(list, a)
		}
	}
	rank := func(a *Account) (n int) {
		if a.Disabled() {
			n += 4
		}
		switch {
		case a.WellNamed():
		case a.RoughlyNamed():
			n++
		default:
			n += 2
		}
		return n
	}
	slices.SortStableFunc(list, func(a, b *Account) int { return rank(a) - rank(b) })
	return list
}

// GroupNames returns the internal names of the operator groups.
func (in *Instance) GroupNames() []string {
	var names []string
	for _, g := range in.Groups {
		names = append(names, g.Name().Text)
	}
	return names
}

// How far a server configuration file outranks another.
const (
	generalFile    = iota // serverConf.xml
	defaultFile           // config-default.xml, which new instances begin with
	anInstanceFile        // config-<instance>.xml of whichever instance
	ownFile               // config-<instance>.xml of this instance
)

func (in *Instance) serverRank(f *File) int {
	switch base := strings.ToLower(path.Base(f.Path)); {
	case base == "serverconf.xml":
		return generalFile
	case base == "config-default.xml":
		return defaultFile
	case base == "config-"+strings.ToLower(in.Name)+".xml":
		return ownFile
	}
	return anInstanceFile
}

// HasServerFiles reports whether a server configuration file was given.
func (in *Instance) HasServerFiles() bool { return len(in.serverFiles) > 0 }

// ServerValue returns a value of the server configuration, by its path below
// the root ("shared/dataStore/@hosts"): an instance's file overrides the
// general one attribute by attribute, an empty value included. Where the files
// of several instances disagree and none is this instance's own, nobody can
// say which counts, and ok is false.
func (in *Instance) ServerValue(path string) (v Value, ok bool) {
	best := -1
	for _, f := range in.serverFiles {
		rank := in.serverRank(f)
		found, has := f.Server.Get(path)
		switch {
		case !has || rank < best:
		case rank == best:
			ok = ok && found.Text == v.Text
		default:
			v, ok, best = found, true, rank
		}
	}
	return v, ok
}

// Texts returns the texts of values.
func Texts(values []Value) []string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = v.Text
	}
	return texts
}
