package schema

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// User is a row of an Admin Console CSV: the bulk template or the exported
// list.
type User struct {
	Username   Value
	Email      Value
	Profiles   []string // product profiles: "Product Configurations" or "Team Products"
	Identity   Value    // identity type; Present is false where the list has no such column
	UserGroups []string // Admin Console user groups, which can grant profiles too
}

// Who returns the value that names the user: the e-mail address, else the
// user name.
func (u User) Who() Value {
	if !u.Email.Blank() {
		return u.Email
	}
	return u.Username
}

// isUsersCSV reports whether a text begins with the header of an Admin Console
// CSV: Email, and two more columns that say something of an instance's users.
func isUsersCSV(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, " \t\n"), []byte("\n"))
	row, err := NewCSV("", bytes.NewReader(line)).Next()
	if err != nil {
		return false
	}
	h := ReadUserHeader(row)
	known := 0
	for _, c := range []UserColumn{TypeColumn, EmailColumn, UserNameColumn, ConfigurationsColumn, TeamProductsColumn, UserGroupsColumn} {
		if h.Has(c) {
			known++
		}
	}
	return !h.IsRow && h.Has(EmailColumn) && known >= 3
}

// readUsers reads an Admin Console CSV of whichever layout, by header name.
func (f *File) readUsers(in io.Reader) *source.Error {
	var users []User
	err := readUserRows(NewCSV(f.Path, in), func(h *UserHeader, row *Row) {
		row.keep()
		profiles := append(commaList(h.Text(row, ConfigurationsColumn)), commaList(h.Text(row, TeamProductsColumn))...)
		identity := h.Value(row, TypeColumn)
		identity.Present = h.Has(TypeColumn)
		if h.Text(row, EmailColumn) == "" && h.Text(row, UserNameColumn) == "" {
			return // it names nobody
		}
		users = append(users, User{
			Username: h.Value(row, UserNameColumn), Email: h.Value(row, EmailColumn), Identity: identity,
			Profiles: profiles, UserGroups: commaList(h.Text(row, UserGroupsColumn)),
		})
	})
	if err != nil {
		return err
	}
	f.Users = users
	return nil
}

// readUserRows calls a function for each row behind the header.
func readUserRows(c *CSV, each func(h *UserHeader, row *Row)) *source.Error {
	c.strict = true
	var h *UserHeader
	return csvError(c.Each(func(row *Row) {
		if h == nil {
			h = ReadUserHeader(row)
		} else {
			each(h, row)
		}
	}))
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
