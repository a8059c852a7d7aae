package schema

import (
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// Instance is one Adobe Campaign installation: what its files hold and what
// the user states of it.
type Instance struct {
	Name      string
	Files     []*File
	Unread    []*source.Error // its inputs that could not be read, so that nothing can be said to be missing
	Accounts  []*Account
	Groups    []*Entity
	Operators []*Entity
	Schema    *AccountSchema // nil where it was not exported
	Config    *Config
	Stated    *ConfigInstance // what the configuration states; Provisioned holds the general facts too
	Named     bool            // whether an entry of instances: names it

	serverFiles []*File
	ims         []*Account
	allowed     map[string]bool // the operators, and whether the allow-list of the server files has them, once somebody has asked
	emails      []string        // where operators may have their e-mail addresses, once somebody has asked
}

// NewInstance puts together what the files of one instance hold.
func NewInstance(name string, files []*File, unread []*source.Error, config *Config) *Instance {
	in := &Instance{Name: name, Files: files, Unread: unread, Config: config}
	in.Stated, in.Named = config.Instance(name)
	var documents []*Entity
	for _, f := range files {
		in.Groups = append(in.Groups, f.Groups...)
		in.Operators = append(in.Operators, f.Operators...)
		documents = append(documents, f.Schemas...)
		if f.Server != nil {
			in.serverFiles = append(in.serverFiles, f)
		}
	}
	in.Schema = NewAccountSchema(documents)
	own := func(f *File) bool { return in.serverRank(f) == ownFile }
	if slices.ContainsFunc(in.serverFiles, own) { // those of other instances say nothing about this one
		in.serverFiles = slices.DeleteFunc(in.serverFiles, func(f *File) bool { return in.serverRank(f) == anInstanceFile })
	}
	in.readAccounts()
	in.ims = kept(in.Accounts)
	hideSecrets(in.Accounts)
	return in
}

// readAccounts makes accounts of the entities that no later package deletes.
func (in *Instance) readAccounts() {
	deleted := map[string]int{} // the last file that deletes the account of a name: the name is its key
	for i, f := range in.Files {
		for _, d := range f.Deleted {
			if name := d.InternalName(); name.Present {
				deleted[name.Text] = i
			}
		}
	}
	reading := &accountReading{resolver: in.Config.common().resolver, imsType: in.Config.AccountType.Text}
	if in.Schema != nil {
		reading.resolver = NewResolver(in.Config.Fields, in.Schema)
		if reading.imsType == "" {
			reading.imsType = in.Schema.imsType()
		}
	}
	for i, f := range in.Files {
		first := len(in.Accounts)
		yes, no := false, false
		for _, e := range f.Accounts {
			a := in.newAccount(e, reading)
			yes = yes || a.Enabled == EnabledYes
			no = no || a.Enabled == EnabledNo
			if last, gone := deleted[e.InternalName().Text]; !gone || last <= i || !e.InternalName().Present {
				in.Accounts = append(in.Accounts, a)
			}
		}
		if !yes || no {
			continue
		}
		for _, a := range in.Accounts[first:] {
			if a.Enabled == EnabledUnknown {
				a.Enabled = EnabledLeftOut
			}
		}
	}
}

// Users returns the users of the Admin Console, by the lists that were given. Each
// is valid until the next one.
func (in *Instance) Users() iter.Seq[*User] {
	return func(yield func(*User) bool) {
		for _, f := range in.Files {
			for u := range f.Users.All() {
				if !yield(u) {
					return
				}
			}
		}
	}
}

// HasUsers reports whether there are any.
func (in *Instance) HasUsers() bool {
	return slices.ContainsFunc(in.Files, func(f *File) bool { return f.Users.Len() > 0 })
}

// IMSAccounts returns the accounts that carry the Adobe ID login, disabled
// ones included, the one that is kept first.
func (in *Instance) IMSAccounts() []*Account { return in.ims }

// Kept returns the account whose settings count; ok is false where no account
// carries the Adobe ID login.
func (in *Instance) Kept() (a *Account, ok bool) {
	if len(in.ims) == 0 {
		return nil, false
	}
	return in.ims[0], true
}

// GroupNames returns the internal names of the operator groups.
func (in *Instance) GroupNames() []string {
	var names []string
	for _, g := range in.Groups {
		names = append(names, g.InternalName().Text)
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
