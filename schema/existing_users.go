package schema

import (
	"io"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// ExistingUsers are the users that the Admin Console has, by lists that were
// exported from it.
type ExistingUsers struct {
	// HasTypes says that a list has a column Identity Type.
	HasTypes bool

	users map[string]existingUser // by address
	types []string                // identity types that occur, with their indices
	index map[string]uint32
	names map[string]string // address of each user name
}

// existingUser is an ExistingUser that takes little memory: there may be millions.
type existingUser struct {
	identity                    uint32 // in types
	hasType, invited, federated bool
}

// ExistingUser is how the Admin Console has a user.
type ExistingUser struct {
	Type      string // identity type, "" for Adobe ID
	HasType   bool   // a list with a column Identity Type has the user
	Invited   bool   // an invitation is under way
	Federated bool   // there is one with a Federated ID; Type may be another
}

// ReadExistingUsers adds an exported list: a CSV with a column Email and, where
// they are there, Identity Type, Username and Status. Where a list has no
// Status, all its users are active.
func (e *ExistingUsers) ReadExistingUsers(name string, r io.Reader) *source.Error {
	in, _, bad := DecodeCSV(name, r)
	if bad != nil {
		return bad
	}
	if e.users == nil {
		e.users, e.index, e.names = map[string]existingUser{}, map[string]uint32{}, map[string]string{}
	}
	rows := NewCSV(name, in)
	rows.strict = true
	var h *UserHeader
	isList := false
	err := csvError(rows.Each(func(row *Row) {
		switch {
		case h == nil:
			h = ReadUserHeader(row)
			isList = !h.IsRow && h.Has(EmailColumn)
			e.HasTypes = e.HasTypes || isList && h.Has(TypeColumn)
		case isList:
			e.add(h, row)
		}
	}))
	if err == nil && h != nil && !isList {
		return source.Errorf(source.File(name), "not a list of users: the header lacks the column Email; export the users from the Admin Console")
	}
	return err
}

func (e *ExistingUsers) add(h *UserHeader, row *Row) {
	address := FoldAddress(h.Text(row, EmailColumn))
	if address == "" {
		return
	}
	identity := h.Text(row, TypeColumn)
	user, known := e.users[address]
	if !known {
		address = strings.Clone(address) // the row need not be kept
	}
	if !user.hasType && h.Has(TypeColumn) {
		user.identity, user.hasType = e.typeIndex(KnownIdentityType(identity)), true
	}
	user.invited = user.invited || strings.Contains(strings.ToLower(h.Text(row, StatusColumn)), "invit")
	user.federated = user.federated || strings.EqualFold(identity, "Federated ID")
	e.users[address] = user
	if name := FoldAddress(h.Text(row, UserNameColumn)); name != "" {
		if _, taken := e.names[name]; !taken {
			e.names[strings.Clone(name)] = address
		}
	}
}

// typeIndex returns the index of an identity type.
func (e *ExistingUsers) typeIndex(identity string) uint32 {
	i, known := e.index[identity]
	if !known {
		i = uint32(len(e.types))
		e.index[identity] = i
		e.types = append(e.types, identity)
	}
	return i
}

// KnownIdentityType returns an identity type as it is documented, others as they
// are. It does not keep the text.
func KnownIdentityType(text string) string {
	for _, t := range IdentityTypes {
		if strings.EqualFold(t, text) {
			return t
		}
	}
	return strings.Clone(text)
}

// Find returns how the Admin Console has a user with an address, ignoring case.
func (e *ExistingUsers) Find(address string) (user ExistingUser, ok bool) {
	found, ok := e.users[FoldAddress(address)]
	if !ok {
		return user, false
	}
	user = ExistingUser{HasType: found.hasType, Invited: found.invited, Federated: found.federated}
	if found.hasType {
		user.Type = e.types[found.identity]
	}
	return user, true
}

// AddressOf returns the address of the user who has a user name, ignoring case;
// "" for nobody.
func (e *ExistingUsers) AddressOf(userName string) string { return e.names[FoldAddress(userName)] }
