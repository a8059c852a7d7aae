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

	addresses TextTable
	users     []existingUser // by the number of the address
	names     TextTable      // user names
	owners    []uint32       // by the number of the user name: that of the first address with it
	types     TextTable      // identity types
}

// existingUser is an ExistingUser that takes little memory: there may be millions.
type existingUser struct {
	identity           uint32 // number in types and 1, 0 where no list says it
	invited, federated bool
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
	number := e.addresses.Add(address)
	if number == len(e.users) {
		e.users = append(e.users, existingUser{})
	}
	user, identity := &e.users[number], h.Text(row, TypeColumn)
	if user.identity == 0 && h.Has(TypeColumn) {
		user.identity = uint32(e.types.Add(KnownIdentityType(identity)) + 1)
	}
	user.invited = user.invited || strings.Contains(strings.ToLower(h.Text(row, StatusColumn)), "invit")
	user.federated = user.federated || strings.EqualFold(identity, "Federated ID")
	if name := FoldAddress(h.Text(row, UserNameColumn)); name != "" && e.names.Add(name) == len(e.owners) {
		e.owners = append(e.owners, uint32(number))
	}
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
	number, ok := e.addresses.find(FoldAddress(address))
	if !ok {
		return user, false
	}
	found := e.users[number]
	user = ExistingUser{HasType: found.identity > 0, Invited: found.invited, Federated: found.federated}
	if user.HasType {
		user.Type = string(e.types.text(int(found.identity - 1)))
	}
	return user, true
}

// AddressOf returns the address of the user who has a user name, ignoring case;
// "" for nobody.
func (e *ExistingUsers) AddressOf(userName string) string {
	number, ok := e.names.find(FoldAddress(userName))
	if !ok {
		return ""
	}
	return string(e.addresses.text(int(e.owners[number])))
}
