package schema

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadUsers(t *testing.T) {
	for _, c := range []struct{ name, text, identity string }{
		{"current", "Identity Type,Username,Domain,Email,Product Configurations,User Groups\nAdobe ID,ada,,ada@example.com,\"x, y\",\" g \"\n,,,\n", "Adobe ID true"},
		{"classic", "Type;Email;ProductConfigurations;user name;User Groups\nAdobe ID; ada@example.com ;x,y;ada;g\n;;;\n", "Adobe ID true"},
		{"teams", "\n\"Email\",Username,Team Products,User Groups\r\nada@example.com,ada,\"x,\r\ny\",g\r\n,,\r\n", " false"},
	} {
		f, err := Read("in.csv", strings.NewReader(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if f.Kind != UsersFile || f.Users.Len() != 1 {
			t.Errorf("%s: %s with %d users", c.name, f.Kind, f.Users.Len())
			continue
		}
		u := firstUser(f)
		identity, ok := u.IdentityType()
		got := fmt.Sprint(u.header.Text(u.row, UserNameColumn), " ", u.Email(), " ", u.Who().Written(), " ", u.Profiles(), u.UserGroups(), " ", identity, " ", ok)
		if want := "ada ada@example.com ada@example.com [x y] [g] " + c.identity; got != want {
			t.Errorf("%s: got %s", c.name, got)
		}
	}
}

func firstUser(f *File) *User {
	for u := range f.Users.All() {
		return u
	}
	return nil
}

func TestReadUsersErrors(t *testing.T) {
	const header = "Identity Type,Username,Email\n"
	for text, want := range map[string]string{
		header + "Adobe ID,a\"b,c@example.com\n": "in.csv:2:11: not valid CSV (RFC 4180): a quote inside a field that has none around it: write the field in quotes, and each quote in it twice",
		header + "\n,,\"x":                       "in.csv:3:3: not valid CSV (RFC 4180): this quote is never closed: close it, or write the quotes in a field twice",
		header + "Adobe ID,\xe9,c@example.com\n": "in.csv:2:10: the byte 0xE9 is not UTF-8: save the CSV as UTF-8",
	} {
		f, err := Read("in.csv", strings.NewReader(text))
		if err == nil || err.Error() != want {
			t.Errorf("%q: got %v", text, err)
		}
		if f != nil && f.Users.Len() > 0 {
			t.Errorf("%q: holds %d users", text, f.Users.Len())
		}
	}
}

// TestUsersAgain goes over long lists, which are held in many pieces, more than
// once.
func TestUsersAgain(t *testing.T) {
	var rows, want []string
	for i := range 30_000 {
		want = append(want, fmt.Sprintf("ren\u00e9%d@example.com", i))
		rows = append(rows, fmt.Sprintf("%d,ren\xe9%d@example.com", i, i)) // in Windows-1252
	}
	people := read(t, "Name,Email\n"+strings.Join(rows, "\n")).People
	users := read(t, "Username,Email,Identity Type\n"+strings.ReplaceAll(strings.Join(rows, ",\n"), "\xe9", "\u00e9")+",\n").Users
	for _, list := range []*UserList{people, users, users} {
		var got []string
		for u := range list.All() {
			got = append(got, strings.Clone(u.Email()))
		}
		if !slices.Equal(got, want) || list.Len() != len(want) {
			t.Errorf("%d users, want %d", len(got), len(want))
		}
	}
	for u := range users.All() {
		if got := u.Who().String(); got != "in:2:3" {
			t.Errorf("the first user is at %s", got)
		}
		break
	}
}

// TestListsOfUsers tells a list of the Admin Console from one of people, by its
// header.
func TestListsOfUsers(t *testing.T) {
	for header, want := range map[string]Kind{
		"Email,First Name": UsersFile, "Identity Type,Email": UsersFile, "\n \nFIRST_NAME;e-mail": UsersFile, "Type,Email,Username": UsersFile,
		"Email,Username,Team Products": UsersFile, "Email,Product Configurations,User Groups": UsersFile,
		"Email": PeopleFile, "\n\nE-Mail;Name": PeopleFile, "Email,Username": PeopleFile, "Email,Type": PeopleFile, "Name,Email,Country Code,Last Name": PeopleFile,
		"Identity Type,Username": OtherFile, "Type,Username,User Groups": OtherFile, "First Name,Last Name": OtherFile, "Name": OtherFile, "Mail": OtherFile,
		// A first line with an address is no header.
		"Adobe ID,ada@example.com,,,,,,":   OtherFile,
		"Email,First Name,ada@example.com": OtherFile, "Email,Identity Type,ada@example.com": OtherFile, "Email,Username,Team Products,ada@example.com": OtherFile,
		"Email,ada@example.com": OtherFile, "Adobe ID,Mail": OtherFile,
		// One with Email may have columns that are called like what rows hold.
		"Adobe ID,Email": PeopleFile, "Email,@handle": PeopleFile, "federated id;E-Mail;First Name": UsersFile,
	} {
		if f := read(t, header+"\nada@example.com,b,c\n"); f.Kind != want {
			t.Errorf("%q: %s, want %s", header, f.Kind, want)
		}
	}
}

func TestReadPeople(t *testing.T) {
	f := read(t, "Name,Email\nAda, ada@example.com \n\nBob,\n,\n\"Cyd \"\"C\"\"\",\"cyd\"\"c@example.com\"\n")
	var got []string
	for u := range f.People.All() {
		got = append(got, u.Email()+" "+u.Who().Place.String())
	}
	if diff := cmp.Diff([]string{"ada@example.com in:2:6", `cyd"c@example.com in:6:14`}, got); diff != "" {
		t.Error(diff)
	}
	if f := read(t, "Adobe ID,Email\nada,ada@example.com\nbob,bob@example.com\n"); f.People.Len() != 2 {
		t.Errorf("%d people beside a column Adobe ID", f.People.Len())
	}
	if _, bad := Read("in", strings.NewReader("Email\nada@example.com\n\"b")); bad == nil || !strings.HasPrefix(bad.Error(), "in:3:1: not valid CSV") {
		t.Errorf("got %v", bad)
	}
}

// TestWho names a user by the e-mail address, else by the user name, and leaves
// out a row that has neither.
func TestWho(t *testing.T) {
	f := read(t, "Username,Identity Type,Email,Product Configurations,Team Products\nada,Adobe ID,ada@example.com,\"x, ,y\",z\n,,\"b\"\"ob@example.com\",p,\n\"c\"\"yd\",Federated ID,,\"q\"\"\",\n,Adobe ID,,r,s\n")
	var got []string
	for u := range f.Users.All() {
		who := u.Who()
		identity, _ := u.IdentityType()
		got = append(got, fmt.Sprintf("%s %s=%s %v %q %q", who.Place, who.Attribute, who.Text, who.Present, identity, u.Profiles()))
	}
	want := []string{
		`in:2:14 Email=ada@example.com true "Adobe ID" ["x" "y" "z"]`,
		`in:3:4 Email=b"ob@example.com true "" ["p"]`,
		`in:4:2 Username=c"yd true "Federated ID" ["q\""]`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
