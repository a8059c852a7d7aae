package users

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/imslint/imslint/checks"
)

func TestCSVFile(t *testing.T) {
	test(t, []condition{
		{name: "classic", text: classicHeader + classicUser},
		{name: "current", text: currentHeader + currentUser},
		{name: "BOM, CRLF, semicolons, shuffled", text: "\ufeffoptions;LastName;FirstName;Country-Code;USER_NAME;productconfigurations;email;TYPE\r\n;;;;;;ada@example.com;adobe id\r\n"},
		{name: "UTF-8 beyond ASCII", text: classicHeader + "Adobe ID,ada@example.com,,,,Ådå,,\n"},
		{name: "quoted line breaks", text: classicHeader + "Adobe ID,ada@example.com,,,,\"A\nd\na\",,\nAdobe ID,bob,,,,,,\n", want: []string{"email-address/invalid 5:10"}},
		{name: "blank lines", text: "\n" + classicHeader + "\n\nAdobe ID,bob,,,,,,\n\n", want: []string{"email-address/invalid 5:10"}},
		{name: "row of separators", text: classicHeader + classicUser + ",,,,,,,\n", want: []string{"email-address/invalid 3:2", "identity-type/invalid 3:1"}},
		{name: "empty", text: "", want: []string{"csv-file/no-users 1:1"}},
		{name: "blank", text: "\n\n", want: []string{"csv-file/no-users 1:1"}},
		{name: "header only", text: currentHeader, want: []string{"csv-file/no-users 1:1"}},
		{name: "one row and no header", text: "Adobe ID,ada,,,KP,,,\n", want: []string{"country-code/embargoed 1:16", "csv-file/no-users 1:1", "email-address/invalid 1:10"}},
		{name: "rows without a header", text: classicUser + "Adobe ID,bob,,,,,,\n", want: []string{"csv-file/no-header 1:1", "email-address/invalid 2:10"}},
		{name: "other rows without a header", text: "Federated ID,ada,GB\nFederated,bob\n", want: []string{"csv-file/no-header 1:1"}},
		{name: "an address in the first line", text: "ada,ada@example.com\nbob,bob@example.com\n", want: []string{"csv-file/no-header 1:1"}},
		{name: "unknown column", text: strings.Replace(classicHeader, "CountryCode", "Nation", 1) + "x\n", want: []string{"csv-file/wrong-header 1:48"}},
		{name: "repeated column", text: strings.Replace(currentHeader, "Domain", "Email", 1) + "x\n", want: []string{"csv-file/wrong-header 1:30"}},
		{name: "missing column", text: "Identity Type,Username\nx,y\n", want: []string{"csv-file/wrong-header 1:1"}},
		{name: "blank column", text: "Identity Type,Email,\nx,y,\n", want: []string{"csv-file/wrong-header 1:21"}},
		{name: "a column called like an identity type", text: "Adobe ID,Email\nada,ada@example.com\n", want: []string{"csv-file/wrong-columns 1:1"}},
		{name: "rows with Email as a product configuration", text: "Adobe ID,ada@example.com,Email\nAdobe ID,bob@example.com,Email\n", want: []string{"csv-file/no-header 1:1"}},
		{name: "other columns", text: "Name,Mail\nx,y\n", want: []string{"csv-file/wrong-columns 1:1"}},
		{name: "many rows behind other columns", text: "Name,Mail\n" + strings.Repeat("x,y\n", 5001), want: []string{"csv-file/wrong-columns 1:1"}},
		{name: "nine columns", text: strings.Replace(classicHeader, "Options", "Options,ID", 1) + "x\n", want: []string{"csv-file/wrong-columns 1:1"}},
		{name: "columns of rows", text: classicHeader + classicUser + "\nAdobe ID,bob,,,,,,,\nAdobe ID\n", want: []string{"csv-file/wrong-columns 4:1", "csv-file/wrong-columns 5:1"}},
		{name: "single-byte", text: classicHeader + "Adobe ID,ada,,,,\xc4da,,\nAdobe ID,b\xf6b@example.com,,,,,,\n", want: []string{"csv-file/encoding 2:17", "email-address/invalid 2:10", "email-address/invalid 3:10"}},
		{name: "UTF-16", text: "\xff\xfe" + wide(currentHeader+"Adobe ID,,,ada,,,,\r\n"), want: []string{"csv-file/encoding 1:1", "email-address/invalid 2:12"}},
		{name: "UTF-16 without a mark", text: wide(currentHeader + currentUser), want: []string{"csv-file/encoding 1:1"}},
		{name: "unclosed quote", text: classicHeader + "Adobe ID,ada,,,,,,\nAdobe ID,\"bob,,,,,,\nAdobe ID,c,,,,,,\n", want: []string{"csv-file/not-csv 3:10", "email-address/invalid 2:10"}},
		{name: "stray quote in the header", text: "Type,Em\"ail\n", want: []string{"csv-file/not-csv 1:8"}},
		{name: "stray quote in a row", text: classicHeader + "Adobe ID,\"b\"ob,,,,,,\nAdobe ID,c,,,,,,\n", want: []string{"csv-file/not-csv 2:12"}},
		{name: "quotes", text: classicHeader + "\"Adobe ID\",\"ada@example.com\",,,,\"Ada \"\"Countess\"\"\",,\n"},
	})
}

// TestHeaderMessages insists that a wrong header is told which columns it is
// wrong in, in the order of the file, and that the first one is marked.
func TestHeaderMessages(t *testing.T) {
	testWording(t, []wording{
		{name: "unknown", text: strings.Replace(classicHeader, "CountryCode", "CountyCode", 1) + "x\n",
			want: []string{`The header has an unknown column "CountyCode" (did you mean CountryCode?); it lacks CountryCode.`}},
		{name: "unknown, and nothing like it", text: strings.Replace(classicHeader, "CountryCode", "Nation", 1) + "x\n",
			want: []string{`The header has an unknown column "Nation"; it lacks CountryCode.`}},
		{name: "unknown in today's layout", text: "Identity Type,Email,Frist Name\nx,y,z\n",
			want: []string{`The header has an unknown column "Frist Name" (did you mean First Name?).`}},
		{name: "without a name", text: "Identity Type,Email,\nx,y,\n",
			want: []string{"The header has a column without a name."}},
		{name: "repeated", text: strings.Replace(currentHeader, "Domain", "e-mail", 1) + "x\n",
			want: []string{`The header has the column "Email" twice.`}},
		{name: "missing", text: "Identity Type,Username\nx,y\n",
			want: []string{"The header lacks the column Email."}},
		{name: "several", text: "Identity Type,Nation,Email,Shoe,Username,User-name\nx\n",
			want: []string{`The header has an unknown column "Nation", an unknown column "Shoe", the column "User-name" twice.`}},
		{name: "other columns", text: "Name,Mail\nx,y\n",
			want: []string{"The header has 2 columns, expected the 8 of the classic layout, or Identity Type, Email and others of today's."}},
		{name: "a row with fewer fields", text: classicHeader + "Adobe ID\n",
			want: []string{"The row has 1 field, and the header has 8."}},
		{name: "a row with fewer fields than the first", text: classicUser + "Adobe ID,ada\n",
			want: []string{"The first line is a user, expected the header.", "The row has 2 fields, and the first one has 8."}},
	})
	for text, want := range map[string]string{
		"Identity Type,Nation,Email,Shoe,Email\n": "Nation",
		"Identity Type,Email,email\n":             "email",
		"Identity Type,Email,\n":                  "",
	} {
		r, _ := upload(t, text+"x\n", "")
		if v := r.Findings[0].Value; v.Text != want || v.Present != (want != "") {
			t.Errorf("%s: marked %q, present: %v", text, v.Text, v.Present)
		}
	}
}

// TestUnreadable insists that a file that cannot be read is an error, and none
// of what is in it.
func TestUnreadable(t *testing.T) {
	r, _, bad := judge(t).File(Upload{Name: "users", Path: "users.csv", Config: config(t, "")}, iotest.ErrReader(errors.New("no medium")), checks.Selection{})
	if bad == nil || !strings.Contains(bad.Error(), "no medium") || len(r.Findings) > 0 {
		t.Errorf("%v, %v", bad, found(r))
	}
}

func wide(text string) string {
	var out strings.Builder
	for i := range len(text) {
		out.WriteByte(text[i])
		out.WriteByte(0)
	}
	return out.String()
}

func TestExtension(t *testing.T) {
	for path, want := range map[string]int{"users.csv": 0, "a/USERS.CSV": 0, "users.txt": 1, "users": 1, "users.csv.bak": 1, "a.csv/users": 1} {
		r, o, _ := judge(t).File(Upload{Name: "users", Path: path, Config: config(t, "")}, strings.NewReader(classicHeader+classicUser), checks.Selection{})
		if len(r.Findings) != want || o.Rejected != (want > 0) {
			t.Errorf("%s: %v", path, found(r))
		}
	}
	r, _, _ := judge(t).File(Upload{Name: "-", Path: "-", Unnamed: true, Config: config(t, "")}, strings.NewReader(classicHeader+classicUser), checks.Selection{})
	if len(r.Findings) > 0 {
		t.Errorf("standard input: %v", found(r))
	}
}

func TestNumberOfUsers(t *testing.T) {
	rows := func(header, row string, n int) string { return header + strings.Repeat(row, n) }
	for _, c := range []struct {
		text, want string
	}{
		{rows(classicHeader, ",,,,,,,\n", 5000), ""},
		{rows(classicHeader, ",,,,,,,\n", 5001), "csv-file/too-many-users"},
		{rows(currentHeader, ",,,,,,,\n", 5000), ""},
		{rows(currentHeader, ",,,,,,,\n", 5001), "csv-file/many-users"},
		{rows(currentHeader, ",,,,,,,\n", 25_000), "csv-file/many-users"},
		{rows(currentHeader, ",,,,,,,\n", 25_001), "csv-file/too-many-users"},
	} {
		s := checks.Selection{Only: []string{"csv-file"}}
		r, _, _ := judge(t).File(Upload{Name: "users", Path: "users.csv", Config: config(t, "")}, strings.NewReader(c.text), s)
		got := ""
		for _, f := range r.Findings {
			got += f.Name()
		}
		if got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestLimit insists that a row beyond the limits is an error of the file, and
// that what was found before is said.
func TestLimit(t *testing.T) {
	text := classicHeader + "Adobe ID,ada,,,,,,\nAdobe ID," + strings.Repeat("x", 70_000) + ",,,,,,\n"
	r, o, bad := judge(t).File(Upload{Name: "users", Path: "users.csv", Config: config(t, "")}, strings.NewReader(text), checks.Selection{})
	if bad == nil || bad.Error() != "users.csv:3:10: a field longer than 64 KiB, the limit of a CSV" || len(r.Findings) != 1 || o.Users != 1 {
		t.Errorf("%v, %v, %+v", bad, found(r), o)
	}
}
