package schema

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExistingUsers(t *testing.T) {
	var e ExistingUsers
	for i, text := range []string{
		"\ufeffIdentity Type,Username,Domain,Email,Status\nfederated id,ada,example.com,Ada@Example.com,Active\nAdobe ID,bob,,bob@example.com,Invited\n",
		"Email;First Name\ncyd@example.com;Cyd\n;\nbob@example.com;Bob\n",
		"Identity Type,Email\n",
		"",
	} {
		if bad := e.ReadExistingUsers(fmt.Sprint(i), strings.NewReader(text)); bad != nil {
			t.Fatal(bad)
		}
	}
	want := map[string]ExistingUser{
		"ada@example.com": {HasType: true, Federated: true},
		"bob@example.com": {HasType: true, AdobeID: true, Invited: true},
		"cyd@example.com": {},
	}
	got := map[string]ExistingUser{}
	for i := range e.users {
		address := string(e.addresses.text(i))
		got[address], _ = e.Find(address)
	}
	if diff := cmp.Diff(want, got); diff != "" || !e.HasTypes {
		t.Error(diff, e.HasTypes)
	}
	if e.AddressOf("ADA") != "ada@example.com" || e.AddressOf("cyd") != "" {
		t.Errorf("got %q, %q", e.AddressOf("ADA"), e.AddressOf("cyd"))
	}
	if _, ok := e.Find(" ADA@example.com"); !ok {
		t.Error("an address is told apart by its case")
	}
	bad := e.ReadExistingUsers("x", strings.NewReader("Name,Mail\nada,ada@example.com\n"))
	if bad == nil || bad.Error() != "x:1:1: not a list of users: the header lacks the column Email; export the users from the Admin Console" {
		t.Errorf("got %v", bad)
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
		{"no types", []string{untyped + "ada,ada@example.com,Ada\n"}, "type false Adobe ID false invited false federated false", false},
		{"a type", []string{typed + "ADOBE id,ada,ada@example.com,Active\n"}, "type true Adobe ID true invited false federated false", true},
		{"a blank type", []string{typed + ",ada,ada@example.com,Active\n"}, "type true Adobe ID true invited false federated false", true},
		{"a type nobody knows", []string{typed + "Device ID,ada,ada@example.com,Active\n"}, "type true Adobe ID false invited false federated false", true},
		{"invited", []string{typed + "Adobe ID,ada,ada@example.com,INVITATION pending\n"}, "type true Adobe ID true invited true federated false", true},
		{"federated", []string{typed + "federated id,ada,ada@example.com,Inactive\n"}, "type true Adobe ID false invited false federated true", true},
		{"both", []string{typed + "Adobe ID,ada,ada@example.com,Invited\nFederated ID,ada,ADA@example.com,Active\nEnterprise ID,ada,ada@example.com,Active\n"}, "type true Adobe ID true invited true federated true", true},
		{"a type in the second list", []string{untyped + "ada,ada@example.com,Ada\n", typed + "Enterprise ID,ada,ada@example.com,Invited\n"}, "type true Adobe ID false invited true federated false", true},
		{"none in the second list", []string{typed + "Federated ID,ada,ada@example.com,Invited\n", untyped + "ada,ada@example.com,Ada\n"}, "type true Adobe ID false invited true federated true", true},
	} {
		var e ExistingUsers
		for _, text := range c.lists {
			if bad := e.ReadExistingUsers("in.csv", strings.NewReader(text)); bad != nil {
				t.Fatal(bad)
			}
		}
		got := "-"
		if u, ok := e.Find("Ada@example.com"); ok {
			got = fmt.Sprintf("type %t Adobe ID %t invited %t federated %t", u.HasType, u.AdobeID, u.Invited, u.Federated)
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
