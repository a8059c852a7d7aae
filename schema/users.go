package schema

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// User is a row of an Admin Console CSV: the bulk template or the exported
// list. It is a piece of the file, and gives its values when somebody asks: there
// may be hundreds of thousands.
type User struct {
	list  *userList
	raw   string // the row
	line  int    // on which it begins
	cells [len(heldColumns)]cellSpan
	texts *[len(heldColumns)]string // of the cells, where one is not written as it reads
}

// userList is what the users of a file have in common.
type userList struct {
	name   string // of the file
	comma  byte   // between its fields
	header *UserHeader
}

// heldColumns are those that say something of an instance's users.
var heldColumns = [...]UserColumn{EmailColumn, UserNameColumn, TypeColumn, ConfigurationsColumn, TeamProductsColumn, UserGroupsColumn}

// The indices of heldColumns.
const (
	heldEmail = iota
	heldUserName
	heldType
	heldConfigurations
	heldTeamProducts
	heldUserGroups
)

// cellSpan is a range of a row, which has at most 1 MiB.
type cellSpan struct{ from, to uint32 }

// newUser returns a row as a user.
func newUser(list *userList, row *Row) User {
	u := User{list: list, raw: row.raw, line: row.Line}
	var texts [len(heldColumns)]string
	written := true
	for i, column := range heldColumns {
		s := list.header.Span(row, column)
		u.cells[i] = cellSpan{uint32(s.From), uint32(s.To)}
		texts[i] = list.header.Text(row, column)
		written = written && texts[i] == row.raw[s.From:s.To]
	}
	if !written {
		u.texts = &texts
	}
	return u
}

func (u *User) text(cell int) string {
	if u.texts != nil {
		return u.texts[cell]
	}
	s := u.cells[cell]
	return u.raw[s.from:s.to]
}

// Email returns the e-mail address, "" for none.
func (u *User) Email() string { return u.text(heldEmail) }

// IdentityType returns the identity type as it is written; ok is false where the
// list has no such column.
func (u *User) IdentityType() (identity string, ok bool) {
	return u.text(heldType), u.list.header.Has(TypeColumn)
}

// Profiles returns the product profiles: "Product Configurations" or "Team
// Products".
func (u *User) Profiles() []string {
	return append(commaList(u.text(heldConfigurations)), commaList(u.text(heldTeamProducts))...)
}

// UserGroups returns the Admin Console user groups, which can grant profiles too.
func (u *User) UserGroups() []string { return commaList(u.text(heldUserGroups)) }

// Who returns the value that names the user: the e-mail address, else the user
// name.
func (u *User) Who() Value {
	cell := heldEmail
	if u.Email() == "" {
		cell = heldUserName
	}
	// The row is copied: a finding must not keep the file.
	text := source.New(u.list.name, strings.Clone(u.raw), source.Position{Line: u.line, Column: 1}, rowHider{u.list.comma})
	s := u.cells[cell]
	name := u.list.header.Names[u.list.header.at[heldColumns[cell]]-1]
	return Value{Place: text.Place(source.Span{From: int(s.from), To: int(s.to)}), Text: strings.Clone(u.text(cell)), Attribute: name, Present: true}
}

// rowHider hides what the snippets of a row must not show.
type rowHider struct{ comma byte }

// Hidden returns the credentials of addresses in the fields of the row.
func (h rowHider) Hidden(data string) []source.Hidden {
	rows := NewCSV("", strings.NewReader(data))
	rows.comma = h.comma
	row, err := rows.Next()
	if err != nil {
		return nil // never: it was read before
	}
	return hiddenInCells(row.Cells)
}

// isUsersCSV reports whether a text begins with the header of an Admin Console
// CSV: Email, and Identity Type, First Name or two more columns that say something
// of an instance's users.
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
	columns := headerOf(row)
	return !h.IsRow && h.Has(EmailColumn) && (known >= 3 || slices.Contains(columns, identityColumn) || slices.Contains(columns, firstNameColumn))
}

// readUsers reads an Admin Console CSV of whichever layout, by header name.
func (f *File) readUsers(in io.Reader) *source.Error {
	list := &userList{name: f.Path}
	var users []User
	err := readUserRows(NewCSV(f.Path, in), func(h *UserHeader, row *Row) {
		if list.header == nil {
			list.header, list.comma = h, row.comma
		}
		if h.Text(row, EmailColumn) != "" || h.Text(row, UserNameColumn) != "" { // else it names nobody
			users = append(users, newUser(list, row))
		}
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
