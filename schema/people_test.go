package schema

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

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
		"Email,First Name,ada@example.com": OtherFile, "Email,Identity Type,ada@example.com": OtherFile, "Email,Username,Team Products,ada@example.com": PeopleFile,
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

// TestReadDirectory reads who is active by the columns that section 5.3 of the
// contract names.
func TestReadDirectory(t *testing.T) {
	for _, c := range []struct {
		text string
		want map[string]bool
	}{
		{"email\nAda@Example.com\n\n bob@example.com \n", map[string]bool{"ada@example.com": true, "bob@example.com": true}},
		{"Name;User Principal Name;Account-Enabled\nA;a@x;True\nB;b@x;FALSE\nC;c@x\nD;;true\nE\n;f@x;\n", map[string]bool{"a@x": true, "b@x": false, "c@x": true, "f@x": true}},
		{"status,mail\nActive,a@x\nInactive,b@x\nDisabled,c@x\nSUSPENDED,d@x\nno,e@x\n0,f@x\nfalse,g@x\n1,h@x\nyes,i@x\n,j@x\n", map[string]bool{
			"a@x": true, "b@x": false, "c@x": false, "d@x": false, "e@x": false, "f@x": false, "g@x": false, "h@x": true, "i@x": true, "j@x": true,
		}},
		{"x,enabled,email\n1,no,a@x\n2,on,b@x\n", map[string]bool{"a@x": false, "b@x": true}},
		{"email,status\na@x,\"\"\"no\"\"\"\n\"\"\"q\"\"@x\",no\n", map[string]bool{"a@x": true, `"q"@x`: false}},
		{"mail\n", map[string]bool{}},
	} {
		got, bad := ReadDirectory("in", strings.NewReader(c.text))
		if bad != nil {
			t.Errorf("%q: %v", c.text, bad)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q:\n%s", c.text, diff)
		}
	}
	for text, want := range map[string]string{
		"":                      "in:1:1: not a list of a directory",
		"Name,Status\na,b\n":    "in:1:1: not a list of a directory",
		"e mails\na@x\n":        "in:1:1: not a list of a directory",
		"email\na@x\n\"b\n":     "in:3:1: not valid CSV",
		"Name\n\"b\n":           "in:2:1: not valid CSV",
		"<?xml encoding='x'?>é": "in:1:",
	} {
		got, bad := ReadDirectory("in", strings.NewReader(text))
		if bad == nil || !strings.HasPrefix(bad.Error(), want) || got != nil {
			t.Errorf("%q: got %v, %v, want %s", text, got, bad, want)
		}
	}
	broken := io.MultiReader(strings.NewReader("email\na@x\n"), iotest.ErrReader(errors.New("the disk is broken")))
	if got, bad := ReadDirectory("in", broken); bad == nil || !strings.HasSuffix(bad.Error(), "the disk is broken") || got != nil {
		t.Errorf("got %v, %v", got, bad)
	}
}
