package schema

import (
	"fmt"
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

// TestUserHeaders: which generation a header is of, and what keeps one of
// neither from being that.
func TestUserHeaders(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"Email,First Name", "current"},
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
	} {
		h := lineAsHeader(t, c.header)
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

// TestExistingUsersOfSeveralLists: what any list says of a user counts, and the
// first identity type that one states.
func TestExistingUsersOfSeveralLists(t *testing.T) {
	const typed, untyped = "Identity Type,Username,Email,Status\n", "Username,Email,First Name\n"
	for _, c := range []struct {
		name  string
		lists []string
		want  string // of ada@example.com
		types bool
	}{
		{"nobody", []string{typed + "Adobe ID,bob,bob@example.com,Active\n"}, "-", true},
		{"no types", []string{untyped + "ada,ada@example.com,Ada\n"}, "type  false invited false federated false", false},
		{"a type", []string{typed + "ADOBE id,ada,ada@example.com,Active\n"}, "type Adobe ID true invited false federated false", true},
		{"a blank type", []string{typed + ",ada,ada@example.com,Active\n"}, "type  true invited false federated false", true},
		{"a type nobody knows", []string{typed + "Device ID,ada,ada@example.com,Active\n"}, "type Device ID true invited false federated false", true},
		{"invited", []string{typed + "Adobe ID,ada,ada@example.com,INVITATION pending\n"}, "type Adobe ID true invited true federated false", true},
		{"federated", []string{typed + "federated id,ada,ada@example.com,Inactive\n"}, "type Federated ID true invited false federated true", true},
		{"both", []string{typed + "Adobe ID,ada,ada@example.com,Invited\nFederated ID,ada,ADA@example.com,Active\nEnterprise ID,ada,ada@example.com,Active\n"}, "type Adobe ID true invited true federated true", true},
		{"a type in the second list", []string{untyped + "ada,ada@example.com,Ada\n", typed + "Enterprise ID,ada,ada@example.com,Invited\n"}, "type Enterprise ID true invited true federated false", true},
		{"none in the second list", []string{typed + "Federated ID,ada,ada@example.com,Invited\n", untyped + "ada,ada@example.com,Ada\n"}, "type Federated ID true invited true federated true", true},
	} {
		var e ExistingUsers
		for _, text := range c.lists {
			if bad := e.ReadExistingUsers("in.csv", strings.NewReader(text)); bad != nil {
				t.Fatal(bad)
			}
		}
		got := "-"
		if u, ok := e.Find("Ada@example.com"); ok {
			got = fmt.Sprintf("type %s %t invited %t federated %t", u.Type, u.HasType, u.Invited, u.Federated)
		}
		if got != c.want || e.HasTypes != c.types {
			t.Errorf("%s: got %s, has types %t; want %s, %t", c.name, got, e.HasTypes, c.want, c.types)
		}
	}
}

// TestExistingUserNames: a user name belongs to the first address that has it,
// and rows without an address to nobody.
func TestExistingUserNames(t *testing.T) {
	var e ExistingUsers
	if e.AddressOf("ada") != "" {
		t.Error("an empty list has ada")
	}
	if _, ok := e.Find(""); ok {
		t.Error("an empty list has a user")
	}
	if bad := e.ReadExistingUsers("in.csv", strings.NewReader("Username,Email,Status\nAda,A@example.com,\nada,b@example.com,\n,c@example.com,\nnobody,,\n")); bad != nil {
		t.Fatal(bad)
	}
	for name, want := range map[string]string{"ada": "a@example.com", " ADA ": "a@example.com", "nobody": "", "": ""} {
		if got := e.AddressOf(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
	if _, ok := e.Find(""); ok || len(e.users) != 3 {
		t.Errorf("%d users", len(e.users))
	}
}

// TestNotAListOfUsers: only a header with Email makes a list, and
// what cannot be read is an error.
func TestNotAListOfUsers(t *testing.T) {
	const noEmail = "in.csv:1:1: not a list of users: the header lacks the column Email; export the users from the Admin Console"
	for text, want := range map[string]string{
		"": "", "Name,Mail\n": noEmail, "hello": noEmail, "Name,Mail\na,b\n": noEmail, "Email,Name\na@example.com,b\n": "", "Adobe ID,Email\na,a@example.com\n": "",
		"Adobe ID,ada@example.com,,,,,,\nAdobe ID,bob@example.com,,,,,,\n": noEmail,
		"Email,Name\n\"a":     "in.csv:2:1: not valid CSV (RFC 4180): this quote is never closed: close it, or write the quotes in a field twice",
		"Name,Mail\na,b\n\"a": "in.csv:3:1: not valid CSV (RFC 4180): this quote is never closed: close it, or write the quotes in a field twice",
	} {
		var e ExistingUsers
		got := ""
		if bad := e.ReadExistingUsers("in.csv", strings.NewReader(text)); bad != nil {
			got = bad.Error()
		}
		if got != want || e.HasTypes {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
