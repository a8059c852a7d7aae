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
	users     []userFlags // by the number of the address
	names     TextTable   // user names
	owners    []uint32    // by the number of the user name: that of the first address with it
}

// userFlags are an ExistingUser in little memory: there may be millions.
type userFlags uint8

const (
	hasType userFlags = 1 << iota
	hasAdobeID
	isFederated
	isInvited
)

// ExistingUser is how the Admin Console has a user.
type ExistingUser struct {
	HasType   bool // a list with a column Identity Type has the user
	AdobeID   bool // the first of these lists says Adobe ID, or nothing
	Federated bool // one of them says Federated ID
	Invited   bool // an invitation is under way
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
		e.users = append(e.users, 0)
	}
	user, identity := &e.users[number], h.Text(row, TypeColumn)
	if *user&hasType == 0 && h.Has(TypeColumn) {
		*user |= hasType
		if IsAdobeID(identity) {
			*user |= hasAdobeID
		}
	}
	if strings.Contains(strings.ToLower(h.Text(row, StatusColumn)), "invit") {
		*user |= isInvited
	}
	if strings.EqualFold(identity, "Federated ID") {
		*user |= isFederated
	}
	if name := FoldAddress(h.Text(row, UserNameColumn)); name != "" && e.names.Add(name) == len(e.owners) {
		e.owners = append(e.owners, uint32(number))
	}
}

// IsAdobeID reports whether an identity type of an exported list means an Adobe ID,
// as a blank one does.
func IsAdobeID(identity string) bool {
	return identity == "" || strings.EqualFold(identity, "Adobe ID")
}

// Find returns how the Admin Console has a user with an address, ignoring case.
func (e *ExistingUsers) Find(address string) (user ExistingUser, ok bool) {
	number, ok := e.addresses.Find(FoldAddress(address))
	if !ok {
		return user, false
	}
	flags := e.users[number]
	return ExistingUser{flags&hasType != 0, flags&hasAdobeID != 0, flags&isFederated != 0, flags&isInvited != 0}, true
}

// AddressOf returns the address of the user who has a user name, ignoring case;
// "" for nobody.
func (e *ExistingUsers) AddressOf(userName string) string {
	number, ok := e.names.Find(FoldAddress(userName))
	if !ok {
		return ""
	}
	return string(e.addresses.text(int(e.owners[number])))
}
