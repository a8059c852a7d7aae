package schema

import (
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// Account is an external account with its fields.
type Account struct {
	*Entity
	read     *Entity // the one that its file holds: Entity may hide more
	TypeName string  // what its type means, where that is known: a label or a name
	reading  *accountReading
	Enabled  Enabled
	// Worked out once, because a file of many accounts asks for them often.
	ims, stub bool
	rank      uint8 // of the enabled ones, lower for an account that is rather kept
}

// accountReading is what accounts of one instance are read by.
type accountReading struct {
	resolver *Resolver
	imsType  string // the stored value of the right type, "" where nobody knows
}

// Enabled says whether an account is enabled, as far as its export shows.
type Enabled uint8

// What an export shows of Enabled. Exports leave out default values, so that
// an absent attribute proves nothing by itself.
const (
	EnabledUnknown Enabled = iota // left out, and the file does not show what that means
	EnabledYes
	EnabledNo      // Enabled says so
	EnabledLeftOut // disabled: other accounts of the file have Enabled as 1, and none as 0
)

// Field returns a logical field. Where the account does not hold it, Present
// is false and the place is that of the account's element name.
func (a *Account) Field(f Field) Value {
	v, _ := a.Find(f)
	return v
}

// Rule returns how a field was found, "" where it was not.
func (a *Account) Rule(f Field) Rule {
	_, rule := a.Find(f)
	return rule
}

// Find returns both.
func (a *Account) Find(f Field) (Value, Rule) { return a.reading.resolver.Find(a.Entity, f) }

// In reports whether the account is one of those that a file holds, and returns
// its index there.
func (a *Account) In(f *File) (index int, ok bool) {
	index = slices.Index(f.Accounts, a.read)
	return index, index >= 0
}

// Disabled reports whether the account is disabled.
func (a *Account) Disabled() bool { return a.Enabled == EnabledNo || a.Enabled == EnabledLeftOut }

// enabled reads Enabled as far as the account itself shows it.
func (a *Account) enabled() Enabled {
	v := a.Field(EnabledField)
	switch strings.ToLower(strings.TrimSpace(v.Text)) {
	case "0", "false", "no", "off":
		return EnabledNo
	case "":
		return EnabledUnknown
	}
	return EnabledYes
}

// The internal names of the account, in Adobe's text and in newer consoles.
var imsNames = []string{"Adobe_Marketing_Cloud", "Adobe_Experience_Cloud"}

// The types of the account, under its older and newer label.
var imsTypes = []string{"Adobe Marketing Cloud", "Adobe Experience Cloud"}

// WellNamed reports whether the internal name is exactly right.
func (a *Account) WellNamed() bool { return slices.Contains(imsNames, a.Field(Name).Text) }

// RoughlyNamed reports whether it is right except for case and outer spaces.
func (a *Account) RoughlyNamed() bool {
	name := strings.TrimSpace(a.Field(Name).Text)
	return slices.ContainsFunc(imsNames, func(n string) bool { return strings.EqualFold(n, name) })
}

// IMSType reports whether the type is known to be the right one.
func (a *Account) IMSType() bool { return isIMSType(a.TypeName) }

func isIMSType(name string) bool {
	return slices.ContainsFunc(imsTypes, func(t string) bool { return isSpelling(name, t) })
}

// RightType returns what Type has to hold for the Adobe ID login, as this
// export writes types; "" where nobody knows.
func (a *Account) RightType() string {
	stored := strings.TrimSpace(a.Field(Type).Text)
	if stored != "" && strings.Trim(stored, "0123456789") != "" {
		return imsTypes[1] // types are written as labels
	}
	return a.reading.imsType
}

// IMS reports whether the account carries the Adobe ID login.
func (a *Account) IMS() bool { return a.ims }

func (a *Account) readIMS() bool {
	return a.IMSType() || a.RoughlyNamed() ||
		!a.Field(IMSServer).Blank() || !a.Field(OrganizationID).Blank() || !a.Field(AssociationMask).Blank()
}

// stubFields are the fields of which a real account has at least three.
var stubFields = []Field{IMSServer, Scopes, ClientID, CallbackURL, OrganizationID, AssociationMask}

// Stub reports whether few of the fields of an account that carries the Adobe ID
// login are filled in, so that it was created and never configured. It is false for
// every other account.
func (a *Account) Stub() bool { return a.stub }

func (a *Account) readStub() bool {
	filled := 0
	for _, f := range stubFields {
		if !a.Field(f).Blank() {
			filled++
		}
	}
	return filled < 3
}

// publicType returns the label of another type of account whose number public
// packages show, "" for none of them. The number of Adobe Experience Cloud is
// unknown: it is the accountType of imslint.yaml, or comes from the instance's own
// schema.
func publicType(number string) string {
	switch number {
	case "0":
		return "Bounce mails"
	case "3":
		return "Routing"
	case "11":
		return "Execution instance"
	case "12":
		return "Adobe Experience Manager"
	case "17":
		return "Hadoop (HDFS)"
	}
	return ""
}

// newAccount returns an entity as an account of the instance.
func (in *Instance) newAccount(e *Entity, r *accountReading) *Account {
	a := &Account{Entity: e, read: e, reading: r}
	if r.resolver.secrets.some() {
		own := *e // the file's stays as it is: other instances may read it in another way
		own.secrets = r.resolver.secrets
		a.Entity = &own
	}
	a.TypeName = in.typeName(a.Field(Type).Text)
	a.Enabled = a.enabled()
	if a.ims = a.readIMS(); a.ims {
		a.stub = a.readStub()
		a.rank = a.readRank()
	}
	return a
}

// hideSecrets hides what only the instance's schema and configuration show to
// be secret: the attribute that holds the client secret on this build, and
// those that the schema calls passwords. The text of an account in XML is its own,
// and is parsed again when somebody asks for a snippet. Accounts of a YAML or JSON
// file may share a text, which then hides what any of them holds. They follow one
// another in the list: a text that came back after another one would hide only half
// of its secrets in each run.
func hideSecrets(accounts []*Account) {
	hiding := map[*source.Origin]*source.Origin{}
	for from, to := 0, 1; from < len(accounts); from, to = to, to+1 {
		a := accounts[from]
		text := a.text
		switch {
		case !a.secrets.some():
		case !a.HandWritten:
			o := hiding[text.Origin()]
			if o == nil {
				o = text.Origin().Hiding(ownSecrets{a.secrets})
				hiding[text.Origin()] = o
			}
			a.text = text.As(o)
		default:
			for to < len(accounts) && accounts[to].text == text {
				to++
			}
			var more source.Ranges
			for _, a := range accounts[from:to] {
				a.hideOwn(func(h source.Hidden) { more = append(more, h) })
			}
			if len(more) == 0 {
				continue
			}
			text = text.Hiding(more)
			for _, a := range accounts[from:to] {
				a.text = text
			}
		}
	}
}

// hideOwn adds the secrets of the entity that are not named like secrets.
func (e *Entity) hideOwn(add func(source.Hidden)) {
	for v := range e.Attributes() {
		if v.Secret() && !v.Span.Empty() && !IsSecret(v.Attribute) {
			add(source.Hidden{Span: v.Span, Secret: true})
		}
	}
}

// kept orders the accounts that carry the Adobe ID login: the one that is kept
// first.
func kept(accounts []*Account) []*Account {
	var byRank [2 * ranks][]*Account
	n := 0
	for _, a := range accounts {
		if a.ims {
			r := a.rank
			if a.Disabled() {
				r += ranks
			}
			byRank[r] = append(byRank[r], a)
			n++
		}
	}
	if n == 0 {
		return nil
	}
	list := slices.Concat(byRank[:]...)
	list[0].Entity = list[0].Holding(list[0].Element()) // it is asked for more than all others
	return list
}

// ranks is how many ranks readRank gives.
const ranks = 4 + 2 + 1

func (a *Account) readRank() (n uint8) {
	if a.Stub() {
		n += 4
	}
	switch slices.Index(imsNames, a.Field(Name).Text) {
	case 0:
	case 1:
		n++
	default:
		n += 2
	}
	return n
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
			if isIMSType(known.name) {
				return imsTypes[1] // the label may be in another language
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
	if name := publicType(value); name != "" {
		return name
	}
	if stated := in.Config.AccountType; !stated.Blank() {
		return "not " + imsTypes[1]
	}
	return ""
}
