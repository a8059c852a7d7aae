package schema

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// UserList is what a file says of users of the Admin Console or of people to
// migrate: the rows that name somebody. It holds the text of the file and reads
// it again for whoever goes over them, because there may be millions.
type UserList struct {
	path   string
	people bool // to migrate: a list with Email only
	text   pieces
	count  int
}

// Len returns how many users there are.
func (l *UserList) Len() int {
	if l == nil {
		return 0
	}
	return l.count
}

// All returns the users in file order. Each is valid until the next one.
func (l *UserList) All() iter.Seq[*User] {
	return func(yield func(*User) bool) {
		if l.Len() > 0 {
			l.read(l.text.reader(), yield) // without an error, as the first time
		}
	}
}

// read calls a function for each user that is read, until it returns false.
func (l *UserList) read(in io.Reader, each func(*User) bool) *source.Error {
	rows := NewCSV(l.path, in)
	rows.strict = !l.people
	u := &User{}
	for {
		row, err := rows.Next()
		if err != nil {
			return csvError(err)
		}
		if u.row = row; u.header == nil {
			u.header = ReadUserHeader(row)
			continue
		}
		if (u.Email() != "" || !l.people && u.header.Text(row, UserNameColumn) != "") && !each(u) {
			return nil
		}
	}
}

// readUsers reads a list of users from a file.
func readUsers(path string, in io.Reader, people bool) (*UserList, *source.Error) {
	l := &UserList{path: path, people: people}
	bad := l.read(io.TeeReader(in, &l.text), func(*User) bool {
		l.count++
		return true
	})
	return l, bad
}

// User is a row of a list of users.
type User struct {
	header *UserHeader
	row    *Row
}

// Email returns the e-mail address, "" for none.
func (u *User) Email() string { return u.header.Text(u.row, EmailColumn) }

// IdentityType returns the identity type as it is written; ok is false where the
// list has no such column.
func (u *User) IdentityType() (identity string, ok bool) {
	return u.header.Text(u.row, TypeColumn), u.header.Has(TypeColumn)
}

// Profiles returns the product profiles: "Product Configurations" or "Team
// Products".
func (u *User) Profiles() []string {
	return append(commaList(u.header.Text(u.row, ConfigurationsColumn)), commaList(u.header.Text(u.row, TeamProductsColumn))...)
}

// UserGroups returns the Admin Console user groups, which can grant profiles too.
func (u *User) UserGroups() []string { return commaList(u.header.Text(u.row, UserGroupsColumn)) }

// Who returns the value that names the user: the e-mail address, else the user
// name. Unlike the user it stays valid.
func (u *User) Who() Value {
	if u.Email() == "" {
		return u.header.Value(u.row, UserNameColumn)
	}
	return u.header.Value(u.row, EmailColumn)
}

// userListKind recognises a list of users by its header, which has Email. One of
// the Admin Console also has Identity Type, First Name or two more columns that
// say something of an instance's users; every other one is of people to migrate.
func userListKind(head []byte) Kind {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, " \t\n"), []byte("\n"))
	header := NewCSV("", bytes.NewReader(line))
	header.in.block = len(line) + 1 // most files of a folder are no lists
	row, err := header.Next()
	if err != nil {
		return OtherFile
	}
	h := ReadUserHeader(row)
	known := 0
	for _, c := range []UserColumn{TypeColumn, EmailColumn, UserNameColumn, ConfigurationsColumn, TeamProductsColumn, UserGroupsColumn} {
		if h.Has(c) {
			known++
		}
	}
	switch {
	case h.IsRow || !h.Has(EmailColumn):
		return OtherFile
	case known >= 3 || h.Has(FirstNameColumn) || slices.Contains(columnNames(row), "identitytype"):
		return UsersFile
	}
	return PeopleFile
}

// csvError returns an error of CSV.Each as that of an input.
func csvError(err error) *source.Error {
	var bad *source.Error
	var notCSV *NotCSVError
	if errors.As(err, &notCSV) {
		bad = &source.Error{Place: notCSV.Place, Message: notCSV.Message}
	} else {
		errors.As(err, &bad)
	}
	return bad
}

// commaList cuts a cell that holds several names.
func commaList(cell string) []string {
	var list []string
	for item := range strings.SplitSeq(cell, ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}
