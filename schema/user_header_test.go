package schema

import (
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// headerOfCSV reads a CSV of a header and a row.
func headerOfCSV(t *testing.T, text string) (*UserHeader, *Row) {
	t.Helper()
	c := NewCSV("in.csv", strings.NewReader(text))
	first, err := c.Next()
	if err != nil {
		t.Fatal(err)
	}
	h := ReadUserHeader(first)
	if h.IsRow {
		return h, first
	}
	row, err := c.Next()
	if err != nil {
		t.Fatal(err)
	}
	return h, row
}

// TestUserColumns reads columns by their names, wherever they are.
func TestUserColumns(t *testing.T) {
	const text = "Email;Identity Type;First Name;EMAIL;Odd\nada@example.com;Adobe ID;;b@example.com\n"
	h, row := headerOfCSV(t, text)
	for _, c := range []struct {
		column  UserColumn
		has     bool
		text    string
		from    int
		value   string // its text, column and whether it is there
		present bool
	}{
		{EmailColumn, true, "ada@example.com", 1, "Email", true}, // the first one of a name
		{TypeColumn, true, "Adobe ID", 17, "Identity Type", true},
		{FirstNameColumn, true, "", 26, "First Name", false},
		{CountryColumn, false, "", 1, "", false},
	} {
		v, span := h.Value(row, c.column), h.Span(row, c.column)
		if h.Has(c.column) != c.has || h.Text(row, c.column) != c.text || v.Text != c.text || v.Attribute != c.value || v.Present != c.present || v.Start() != (source.Position{Line: 2, Column: c.from}) {
			t.Errorf("column %d: got %q, %+v at %v", c.column, h.Text(row, c.column), v, v.Start())
		}
		if place := row.Place(span); place.Start() != v.Start() || place.End() != v.End() {
			t.Errorf("column %d: from %v to %v, the value from %v to %v", c.column, place.Start(), place.End(), v.Start(), v.End())
		}
	}
	// A row may lack the last columns.
	h, row = headerOfCSV(t, "Email,Username,Identity Type\nada@example.com,ada\n")
	v := h.Value(row, TypeColumn)
	if !h.Has(TypeColumn) || h.Text(row, TypeColumn) != "" || v.Present || v.Attribute != "" || v.Start().Column != 1 || h.Span(row, TypeColumn) != (source.Span{}) {
		t.Errorf("a column that the row lacks: %+v at %v", v, v.Start())
	}
	if v := h.Value(row, UserNameColumn); h.Text(row, UserNameColumn) != "ada" || v.Text != "ada" || !v.Present || row.Place(h.Span(row, UserNameColumn)).Start().Column != 17 {
		t.Errorf("the last column of a row: got %+v", v)
	}
	// A file without a header is read as one of the classic layout where it has
	// as many columns.
	h, row = headerOfCSV(t, "Federated ID,ada@example.com,p,ada,DE,Ada,Lovelace,NoEmail\n")
	if !h.IsRow || h.Generation != Classic || h.Text(row, CountryColumn) != "DE" || h.Text(row, FirstNameColumn) != "Ada" || h.Text(row, LastNameColumn) != "Lovelace" || h.Text(row, OptionsColumn) != "NoEmail" || h.Value(row, EmailColumn).Attribute != "Email" {
		t.Errorf("a row of the classic layout: %+v", h)
	}
	h, row = headerOfCSV(t, "Federated ID,ada@example.com,p\n")
	if !h.IsRow || h.Generation != Neither || h.Has(TypeColumn) || h.Text(row, EmailColumn) != "" {
		t.Errorf("a row of neither layout: %+v", h)
	}
}

// texts returns what cells hold.
func texts(cells []Cell) (list []string) {
	for _, c := range cells {
		list = append(list, c.Text)
	}
	return list
}

// wrongColumns lists what is wrong with the columns of a header, each kind after
// its word.
func wrongColumns(h *UserHeader) (list string) {
	for _, of := range []struct {
		word  string
		names []string
	}{{"unknown", texts(h.Unknown)}, {"repeated", texts(h.Repeated)}, {"missing", h.Missing}} {
		if len(of.names) > 0 {
			list += " " + of.word + " " + strings.Join(of.names, ",")
		}
	}
	return list
}

// TestUserHeaders: which generation a header is of, and what keeps one of
// neither from being that.
func TestUserHeaders(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"Type, Email, ProductConfigurations, user name, CountryCode, FirstName, LastName, Options", "classic"},
		{"options;LAST_NAME;first-name;country code;UserName;Product Configurations;EMAIL;type", "classic"},
		{"Type,Email,ProductConfigurations,user name,CountryCode,FirstName,LastName,Opinions", " near unknown Opinions missing Options"},
		{"Type,Email,Email,user name,CountryCode,FirstName,LastName,Options", " near repeated Email missing ProductConfigurations"},
		{"Email,First Name", "current"},
		{"Identity Type,Email", "current"},
		{"Identity Type,Username,Domain,Email,First Name,Last Name,Country Code,ID", "current"},
		{"Email,Last Name", " far"},
		{"Identity Type,Username", " near missing Email"},
		{"Identity Type,Email,email", " near repeated email"},
		{"Identity Type,Username,Domain,Email,First Name,Last Name,Country Code,ID,Product Configurations,Team Products,Admin Roles,Product Configurations Administered,User Groups,User Groups Administered,Products Administered,Developer Access,Contracts Administered,Auto Assigned Products", "current"},
		{"Email,Username", " far"},
		{"First Name,Last Name", " far"},
		{"Identity Type,Username,Domain,First Name,Last Name,Country Code,ID,Admin Roles", " near missing Email"},
		{"Identity Type,Email,Options", " near unknown Options"},
		{"Identity Type,Email,Options,options", " near unknown Options,options"},
		{"Email,First Name,Odd", " far"},
		{"Email,First Name,ID,Odd,id", " far"},
		{"Email,Domain,ID,Admin Roles,User Groups,Last Name,Country Code,Odd", " near unknown Odd"},
		{"Domain,ID,Admin Roles,User Groups,Odd", " far"},
		{"Type,Email,ProductConfigurations,user name,CountryCode,FirstName,LastName", " far"},
		{"Type,Email,ProductConfigurations,user name,CountryCode,FirstName,LastName,Options,Type", " far"},
		{"Type,Email,ProductConfigurations,user name,CountryCode,FirstName,LastName,Options,Odd", " far"},
		{"federated id", " row"},
		{"Business ID,x", " row"},
		{"x,y@", " row"},
		{"Adobe IDs,x", " far"},
		{"Adobe ID,Email", " far"},
		{"Email,First Name,@", " far"},
		{"Federated ID,Identity Type,Email", " near unknown Federated ID"},
		{"Adobe ID,a@b.example,Email", " row"}, // a product configuration may be called so
		{"Adobe ID,Mail", " row"},
		{"Federated ID,a,b", " row"},
		{"x,ada@example.com", " row"},
		{"Adobe ID,ada@example.com,,,,,,", "classic row"},
	} {
		row, err := NewCSV("in.csv", strings.NewReader(c.header)).Next()
		if err != nil {
			t.Fatal(err)
		}
		h := ReadUserHeader(row)
		got := string(h.Generation)
		if h.IsRow {
			got += " row"
		} else if h.Generation == Neither && h.Near {
			got += " near"
		} else if h.Generation == Neither {
			got += " far" // and nobody asks what keeps it from being near
			h.Unknown, h.Repeated, h.Missing = nil, nil, nil
		}
		got += wrongColumns(h)
		if got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.header, got, c.want)
		}
	}
}
