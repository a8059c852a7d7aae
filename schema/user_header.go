package schema

import (
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// UserColumn is a column of an Admin Console CSV that imslint reads.
type UserColumn int

// The columns, by what they hold.
const (
	TypeColumn UserColumn = iota
	EmailColumn
	UserNameColumn
	FirstNameColumn
	LastNameColumn
	CountryColumn
	ConfigurationsColumn
	TeamProductsColumn // which team organizations have for product configurations
	UserGroupsColumn
	OptionsColumn
	StatusColumn // of an exported list
	userColumns  // their number
)

// columnOf returns the column of a name, the spelling ignored.
func columnOf(name string) (column UserColumn, ok bool) {
	switch name {
	case "identitytype", "type":
		return TypeColumn, true
	case "email":
		return EmailColumn, true
	case "username":
		return UserNameColumn, true
	case "firstname":
		return FirstNameColumn, true
	case "lastname":
		return LastNameColumn, true
	case "countrycode":
		return CountryColumn, true
	case "productconfigurations":
		return ConfigurationsColumn, true
	case "teamproducts":
		return TeamProductsColumn, true
	case "usergroups":
		return UserGroupsColumn, true
	case "options":
		return OptionsColumn, true
	case "status":
		return StatusColumn, true
	}
	return 0, false
}

// Generation is one of the layouts that the Admin Console has had for a bulk
// upload.
type Generation string

// The generations. Neither is every other header.
const (
	Classic Generation = "classic"
	Current Generation = "current"
	Neither Generation = ""
)

// ClassicColumns are the columns of the classic layout, in the order of its
// documentation. Their order in a file does not matter.
var ClassicColumns = []string{"Type", "Email", "ProductConfigurations", "user name", "CountryCode", "FirstName", "LastName", "Options"}

// CurrentColumns are the columns that a file of today's layout may have
// (https://helpx.adobe.com/enterprise/using/bulk-upload-users.html).
var CurrentColumns = []string{
	"Identity Type", "Username", "Domain", "Email", "First Name", "Last Name", "Country Code", "ID", "Product Configurations", "Team Products",
	"Admin Roles", "Product Configurations Administered", "User Groups", "User Groups Administered", "Products Administered",
	"Developer Access", "Contracts Administered", "Auto Assigned Products",
}

// isColumn reports whether a file or list of users is known to have a column of a
// name.
func isColumn(name string) bool {
	name = spelling(name)
	if _, ok := columnOf(name); ok {
		return true
	}
	return slices.ContainsFunc(CurrentColumns, func(c string) bool { return spelling(c) == name })
}

// UserHeader says which column of an Admin Console CSV holds what.
type UserHeader struct {
	Generation Generation
	// IsRow says that the file has no header: the first line is a user. The
	// columns are then those of the classic layout, in their order, where
	// there are as many.
	IsRow bool
	Names []string // of the columns, as written
	// Near says that a header of neither generation is near enough to one to say
	// what keeps it from being that: it has Identity Type, or as many columns
	// as the classic layout.
	Near              bool
	Unknown, Repeated []Cell
	Missing           []string // mandatory columns

	at [userColumns]int // index of each column and 1, 0 for none
}

// ReadUserHeader returns what the first row of an Admin Console CSV says.
func ReadUserHeader(row *Row) *UserHeader {
	h := &UserHeader{}
	for _, cell := range row.Cells {
		h.Names = append(h.Names, cell.Text)
	}
	names := columnNames(row)
	has := func(name string) bool { return slices.Contains(names, name) }
	isCurrent := has("identitytype") || has("email") && has("firstname")
	classic, current := faultsOf(row, ClassicColumns), faultsOf(row, CurrentColumns)
	switch {
	case len(names) == len(ClassicColumns) && classic.none():
		h.Generation = Classic
	case isCurrent && current.none() && has("email"):
		h.Generation = Current
	case isUser(row, names):
		h.IsRow = true
		if names = nil; len(row.Cells) == len(ClassicColumns) {
			h.Generation, h.Names = Classic, ClassicColumns
			for _, name := range ClassicColumns {
				names = append(names, spelling(name))
			}
		}
	case has("identitytype") || len(current.unknown) < len(classic.unknown):
		h.Unknown, h.Repeated = current.unknown, current.repeated
		if !has("email") {
			h.Missing = []string{"Email"}
		}
	default:
		h.Unknown, h.Repeated = classic.unknown, classic.repeated
		for _, name := range ClassicColumns {
			if !has(spelling(name)) {
				h.Missing = append(h.Missing, name)
			}
		}
	}
	h.Near = has("identitytype") || len(h.Names) == len(ClassicColumns)
	h.find(names)
	return h
}

// columnNames returns the names of a header's columns, as they are compared.
func columnNames(row *Row) []string {
	names := make([]string, len(row.Cells))
	for i, c := range row.Cells {
		names[i] = spelling(c.Text)
	}
	return names
}

// find notes where each column is, the first one of a name.
func (h *UserHeader) find(names []string) {
	for i, name := range names {
		if column, ok := columnOf(name); ok && h.at[column] == 0 {
			h.at[column] = i + 1
		}
	}
}

// headerFaults are the columns that keep a header from being one of a generation:
// those that the generation does not have, and those that are there twice.
type headerFaults struct{ unknown, repeated []Cell }

func (f headerFaults) none() bool { return len(f.unknown) == 0 && len(f.repeated) == 0 }

// faultsOf compares a header with the columns of a generation.
func faultsOf(row *Row, known []string) (f headerFaults) {
	seen := map[string]bool{}
	for _, name := range known {
		seen[spelling(name)] = false
	}
	for _, cell := range row.Cells {
		name := spelling(cell.Text)
		switch twice, ok := seen[name]; {
		case !ok:
			f.unknown = append(f.unknown, cell)
		case twice:
			f.repeated = append(f.repeated, cell)
		default:
			seen[name] = true
		}
	}
	return f
}

// isUser reports whether a row with these names of columns is a user and no
// header: its first field is an identity type, or a field holds @. Where there is
// a column Email, other columns may be called that: only an address makes it a row.
func isUser(row *Row, names []string) bool {
	if slices.Contains(names, "email") {
		return slices.ContainsFunc(row.Cells, func(c Cell) bool { _, ok := ParseEmailAddress(c.Text); return ok })
	}
	first := row.Cells[0].Text
	if slices.ContainsFunc(IdentityTypes, func(t string) bool { return strings.EqualFold(t, first) }) {
		return true
	}
	return slices.ContainsFunc(row.Cells, func(c Cell) bool { return strings.Contains(c.Text, "@") })
}

// Has reports whether the file has a column.
func (h *UserHeader) Has(c UserColumn) bool { return h.at[c] > 0 }

// Text returns the text of a column in a row, "" where the row lacks it.
func (h *UserHeader) Text(row *Row, c UserColumn) string { return row.field(h.at[c] - 1) }

// Span returns the range of a column in a row, an empty one at its start where
// the row lacks it.
func (h *UserHeader) Span(row *Row, c UserColumn) source.Span {
	if i := h.at[c]; i > 0 && i <= len(row.Cells) {
		return row.Cells[i-1].Span
	}
	return source.Span{}
}

// Value returns a column of a row with its place, which is that of the row where
// the row lacks it.
func (h *UserHeader) Value(row *Row, c UserColumn) Value {
	row.keep()
	i := h.at[c]
	if i == 0 || i > len(row.Cells) {
		return Value{Place: row.Place(source.Span{})}
	}
	cell := row.Cells[i-1]
	return Value{Place: row.Place(cell.Span), Text: cell.Text, Attribute: h.Names[i-1], Present: cell.Text != ""}
}
