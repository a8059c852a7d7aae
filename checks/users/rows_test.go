package users

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// federated is the beginning of a row with which nothing is wrong.
const federated = "Federated ID,ada@example.com,x,ada,GB"

func TestIdentityType(t *testing.T) {
	test(t, []condition{
		{name: "any case", text: classicHeader + "ADOBE id ,ada@example.com,,,,,,\n"},
		{name: "blank in the classic layout", text: classicHeader + ",ada@example.com,,,,,,\n", want: []string{"identity-type/invalid 2:1"}},
		{name: "blank in today's", text: currentHeader + ",,,ada@example.com,,,,\n"},
		{name: "Business ID in the classic layout", text: classicHeader + "Business ID,ada@example.com,,,,,,\n", want: []string{"identity-type/invalid 2:1"}},
		{name: "no such column", text: "Email,First Name\nada@example.com,Ada\n"},
		{name: "doubled space", text: classicHeader + "Adobe  ID,ada@example.com,,,,,,\n", want: []string{"identity-type/invalid 2:1"}},
		{name: "what depends on it is not checked", text: classicHeader + "Federated,ada@other.example,,müller,,,,\n", config: stated, want: []string{"identity-type/invalid 2:1"}},
	})
}

// TestIdentityTypeMessages insists that the type that was likely meant is
// named, and none where nothing is near.
func TestIdentityTypeMessages(t *testing.T) {
	row := func(identity string) string { return classicHeader + identity + ",ada@example.com,,,,,,\n" }
	testWording(t, []wording{
		{name: "blank", text: row(""), want: []string{"The identity type is blank."}},
		{name: "near", text: row("Federatd ID"), want: []string{`"Federatd ID" is not an identity type, expected Adobe ID, Enterprise ID or Federated ID. Did you mean Federated ID?`}},
		{name: "nothing near", text: row("person"), want: []string{`"person" is not an identity type, expected Adobe ID, Enterprise ID or Federated ID.`}},
	})
}

func TestEmailAddress(t *testing.T) {
	test(t, []condition{
		{name: "missing", text: classicHeader + "Adobe ID, ,,,,,,\n", want: []string{"email-address/invalid 2:10"}},
		{name: "quoted and blank", text: classicHeader + "Adobe ID,\"\",,,,,,\n", want: []string{"email-address/invalid 2:11"}},
		{name: "display name", text: classicHeader + "Adobe ID,Ada <ada@example.com>,,,,,,\n", want: []string{"email-address/invalid 2:10"}},
		{name: "outer space", text: classicHeader + "Adobe ID,\" ada@example.com \",,,,,,\n"},
		{name: "60 characters beyond ASCII are no address", text: classicHeader + "Adobe ID," + strings.Repeat("é", 48) + "@example.org,,,,,,\n", want: []string{"email-address/invalid 2:10"}},
		{name: "long and wrong", text: classicHeader + "Adobe ID," + strings.Repeat("x", 61) + ",,,,,,\n", want: []string{"email-address/invalid 2:10", "email-address/too-long 2:10"}},
		{name: "the first line, without a header", text: classicUser + classicUser, want: []string{"csv-file/no-header 1:1", "email-address/duplicate 2:10"}},
		{name: "three times", text: classicHeader + strings.Repeat(classicUser, 3), want: []string{"email-address/duplicate 3:10", "email-address/duplicate 4:10"}},
		{name: "wrong ones are no duplicates", text: classicHeader + "Adobe ID,ada,,,,,,\nAdobe ID,ada,,,,,,\n", want: []string{"email-address/invalid 2:10", "email-address/invalid 3:10"}},
	})
}

// TestEmailAddressMessages insists that an address is told why it is none.
func TestEmailAddressMessages(t *testing.T) {
	text := classicHeader + "Adobe ID,,,,,,,\n"
	want := []string{"The e-mail address is missing."}
	for _, c := range []struct{ address, fault string }{
		{"ada", "it has no @"},
		{"@example.com", "there is nothing in front of the @"},
		{"ada@", "there is nothing behind the @"},
		{"ada@example.com;bob@example.com", "it holds several addresses"},
		{"ada;bob@example.com", "a character or a dot is where none may be"},
		{"Ada <ada@example.com>", "it holds more than the address"},
		{"ada@bob@example.com", "it has more than one @"},
		{"éda@example.com", "it has a character beyond ASCII"},
		{"ada@exämple.com", "it has a character beyond ASCII"},
		{"ada l@example.com", "it holds white space"},
		{"ada~l@example", "the domain needs two or more parts, as in example.com"},
		{"ada..l@example.com", "a character or a dot is where none may be"},
	} {
		text += "Adobe ID," + c.address + ",,,,,,\n"
		want = append(want, checks.Quote(c.address)+" is not an e-mail address: "+c.fault+".")
	}
	testWording(t, []wording{{name: "each fault", text: text, want: want}})
}

// TestDuplicatesAcrossFiles insists that a judge remembers the files before.
func TestDuplicatesAcrossFiles(t *testing.T) {
	j := judge(t)
	files := []string{
		classicHeader + "Federated ID,ada@example.com,x,ada,GB,,,\n",
		"\n" + classicHeader + "Federated ID,Ada@example.com,x,ADA,GB,,,\nFederated ID,bob@example.com,x,Ada,GB,,,\n",
	}
	var last *checks.Result
	for i, text := range files {
		name := string(rune('a' + i))
		last, _, _ = j.File(Upload{Name: name, Path: name + ".csv", Config: config(t, "")}, strings.NewReader(text), checks.Selection{})
	}
	var got []string
	for _, f := range last.Findings {
		got = append(got, f.Name()+" "+f.Value.String()+" "+f.Related[0].String())
	}
	want := "email-address/duplicate b.csv:3:14 a.csv:2:14, user-name/duplicate b.csv:4:32 a.csv:2:32"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %v", got)
	}
}

func TestUserName(t *testing.T) {
	const email, same = "adminConsole: {userNames: email}", "adminConsole: {userNames: same-as-email}"
	row := func(identity, address, name string) string {
		return identity + "," + address + ",x," + name + ",GB,,,\n"
	}
	test(t, []condition{
		{name: "Adobe ID", text: classicHeader + row(adobeID, "ada@example.com", "ädä"), config: same},
		{name: "separator with any type", text: classicHeader + row(adobeID, "ada@example.com", "\"a,b\""), want: []string{"user-name/separator 2:29"}},
		{name: "any", text: classicHeader + row(federatedID, "ada@example.com", "ada"), config: "adminConsole: {userNames: any}"},
		{name: "address of another", text: classicHeader + row(federatedID, "ada@example.com", "bob@example.com"), config: email},
		{name: "neither ASCII nor an address", text: classicHeader + row(enterpriseID, "ada@example.com", "ädä"), config: same,
			want: []string{"user-name/not-an-address 2:33", "user-name/not-ascii 2:33"}},
		{name: "separator first", text: classicHeader + row(adobeID, "ada@example.com", "\";ada\""), want: []string{"user-name/separator 2:29"}},
		{name: "separator in an address", text: classicHeader + row(federatedID, `"""a,b""@example.com"`, `"""a,b""@example.com"`), config: same, want: []string{"user-name/separator 2:39"}},
		{name: "control character beyond ASCII", text: classicHeader + row(federatedID, "ada@example.com", "ada\u0080"), want: []string{"user-name/not-ascii 2:32"}},
		{name: "blank", text: classicHeader + row(enterpriseID, "ada@example.com", ""), config: same},
		{name: "the address of an earlier row", text: classicHeader + row(federatedID, "ada@example.com", "ada@example.com") + row(federatedID, "bob@example.com", "ADA@example.com"),
			want: []string{"user-name/duplicate 3:32"}},
		{name: "an address that was none of a user name", text: classicHeader + row(federatedID, "ada@example.com", "ada") + row(federatedID, "bob@example.com", "ada@example.com")},
		{name: "the user name of an earlier row as the address", text: classicHeader + row(federatedID, "ada@example.com", "bob@example.com") + row(federatedID, "bob@example.com", "bob@example.com"),
			want: []string{"user-name/duplicate 3:32"}},
		{name: "the same user twice", text: classicHeader + row(federatedID, "ada@example.com", "ada") + row(federatedID, "ada@example.com", "ada"), want: []string{"email-address/duplicate 3:14"}},
		{name: "an Adobe ID does not count", text: classicHeader + row(adobeID, "ada@example.com", "ada") + row(federatedID, "bob@example.com", "ada")},
		{name: "of an existing user", text: classicHeader + row(federatedID, "ada@example.com", "ada"), existing: "Email,Username\nbob@example.com,Ada\n", want: []string{"user-name/duplicate 2:32"}},
		{name: "of the existing user", text: classicHeader + row(federatedID, "ada@example.com", "ada"), existing: "Email,Username\nada@example.com,Ada\n", want: []string{"existing-user/in-organization 2:14"}},
	})
}

// TestFocus insists that a finding about a part of a field marks that part, and
// the whole field where the file writes it in another way.
func TestFocus(t *testing.T) {
	for _, c := range []struct{ name, text, config, want string }{
		{"separator", classicHeader + "Adobe ID,ada@example.com,,\"ada;l\",,,,\n", "", ";"},
		{"beyond ASCII", classicHeader + "Federated ID,ada@example.com,x,müller,GB,,,\n", "", "ü"},
		{"option", classicHeader + "Adobe ID,ada@example.com,,,,,,\"NoEmail, Quiet\"\n", "", "Quiet"},
		{"option behind a comma", classicHeader + "Adobe ID,ada@example.com,,,,,,\",Quiet\"\n", "", "Quiet"},
		{"option with quotes", classicHeader + "Adobe ID,ada@example.com,,,,,,\"NoEmail,\"\"Quiet\"\"\"\n", "", `NoEmail,""Quiet""`},
		{"product configuration", classicHeader + "Adobe ID,ada@example.com,\"x, y\",,,,,\n", "adminConsole: {productConfigurations: [x]}", "y"},
	} {
		r, _ := upload(t, c.text, c.config)
		if len(r.Findings) != 1 || r.Findings[0].Focus.Written() != c.want || r.Findings[0].User != "ada@example.com" {
			t.Errorf("%s: got %v, %q of %q", c.name, found(r), r.Findings[0].Focus.Written(), r.Findings[0].User)
		}
	}
}

func TestCountryCode(t *testing.T) {
	test(t, []condition{
		{name: "blank", text: currentHeader + "Adobe ID,,,ada@example.com,,, ,\n"},
		{name: "beyond ASCII", text: currentHeader + "Adobe ID,,,ada@example.com,,,ÅÄ,\n", want: []string{"country-code/not-two-letters 2:30"}},
		{name: "digits", text: currentHeader + "Adobe ID,,,ada@example.com,,,U1,\n", want: []string{"country-code/not-two-letters 2:30"}},
		{name: "one letter", text: currentHeader + "Adobe ID,,,ada@example.com,,,U,\n", want: []string{"country-code/not-two-letters 2:30"}},
		{name: "reserved", text: currentHeader + "Adobe ID,,,a@example.com,,,EU,\nAdobe ID,,,b@example.com,,,xk,\n", want: []string{"country-code/unknown 2:28", "country-code/unknown 3:28"}},
		{name: "embargoed by default", text: currentHeader + "Adobe ID,,,a@example.com,,,ir,\n", want: []string{"country-code/embargoed 2:28"}},
		{name: "no embargo", text: currentHeader + "Adobe ID,,,a@example.com,,,IR,\n", config: "adminConsole: {embargoedCountries: []}"},
		{name: "another embargo", text: currentHeader + "Adobe ID,,,a@example.com,,,IR,\nAdobe ID,,,b@example.com,,,RU,\n", config: "adminConsole: {embargoedCountries: [RU]}", want: []string{"country-code/embargoed 3:28"}},
	})
}

// TestCountryMessages insists that the country is named that a reserved code
// likely means.
func TestCountryMessages(t *testing.T) {
	row := func(code string) string { return classicHeader + "Adobe ID,ada@example.com,,," + code + ",,,\n" }
	testWording(t, []wording{
		{name: "reserved", text: row("uk"), want: []string{`ISO 3166-1 assigns the code "uk" to no country. Did you mean GB?`}},
		{name: "of nothing", text: row("AB"), want: []string{`ISO 3166-1 assigns the code "AB" to no country.`}},
		{name: "embargoed", text: row("kp"), want: []string{`Adobe does no business with the country "KP".`}},
	})
}

// TestMissingFields insists on the table of the documentation: which fields
// each identity type requires, and that only the country of an Enterprise ID is
// uncertain.
func TestMissingFields(t *testing.T) {
	const uncertain = "The field CountryCode is blank: Adobe's documentation calls it optional for an Enterprise ID in one place and mandatory in another."
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"classic Enterprise ID", classicHeader + "Enterprise ID,ada@example.com,,,,,,\n", []string{
			"error: The field ProductConfigurations is blank, and a user of the type Enterprise ID needs it.",
			"warning: " + uncertain,
		}},
		{"classic Federated ID", classicHeader + "Federated ID,ada@example.com,,,,,,\n", []string{
			"error: The field ProductConfigurations is blank, and a user of the type Federated ID needs it.",
			"error: The field user name is blank, and a user of the type Federated ID needs it.",
			"error: The field CountryCode is blank, and a user of the type Federated ID needs it.",
		}},
		{"current Enterprise ID", currentHeader + "Enterprise ID,,,ada@example.com,,,,\n", []string{
			"error: The field Country Code is blank, and a user of the type Enterprise ID needs it.",
		}},
		{"current Federated ID", currentHeader + "Federated ID,,,ada@example.com,,,,\n", []string{
			"error: The field Username is blank, and a user of the type Federated ID needs it.",
			"error: The field Country Code is blank, and a user of the type Federated ID needs it.",
		}},
		{"no such columns", "Identity Type,Email\nFederated ID,ada@example.com\n", []string{
			"error: The field Username is not a column of the file, and a user of the type Federated ID needs it.",
			"error: The field Country Code is not a column of the file, and a user of the type Federated ID needs it.",
		}},
	} {
		r, _ := upload(t, c.text, "")
		var got []string
		for _, f := range r.Findings {
			got = append(got, f.Severity.String()+": "+f.Message)
			if (f.Verdict == checks.RowFails) != (f.Severity == checks.Error) {
				t.Errorf("%s: verdict %q of %s", c.name, f.Verdict, f.Message)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestUserFields(t *testing.T) {
	test(t, []condition{
		{name: "Adobe ID", text: classicHeader + classicUser},
		{name: "Enterprise ID", text: classicHeader + "Enterprise ID,ada@example.com,,,GB,,,\n", want: []string{"user-fields/missing 2:31"}},
		{name: "Enterprise ID without country", text: classicHeader + "Enterprise ID,ada@example.com,x,,,,,\n", want: []string{"user-fields/missing 2:34"}},
		{name: "Federated ID", text: classicHeader + "Federated ID,ada@example.com,,,,,,\n", want: []string{"user-fields/missing 2:30", "user-fields/missing 2:31", "user-fields/missing 2:32"}},
		{name: "all there", text: classicHeader + federated + ",,,\n"},
		{name: "current: Business ID", text: currentHeader + "Business ID,,,ada@example.com,,,,\n"},
		{name: "current: Enterprise ID", text: currentHeader + "Enterprise ID,,,ada@example.com,,,,\n", want: []string{"user-fields/missing 2:35"}},
		{name: "current: Federated ID", text: currentHeader + "Federated ID,,,ada@example.com,,,,\n", want: []string{"user-fields/missing 2:14", "user-fields/missing 2:34"}},
		{name: "current: no such columns", text: "Identity Type,Email\nFederated ID,ada@example.com\n", want: []string{"user-fields/missing 2:1", "user-fields/missing 2:1"}},
		{name: "255 characters of two bytes", text: classicHeader + federated + "," + strings.Repeat("é", 255) + ",,\n"},
		{name: "each too long", text: classicHeader + strings.NewReplacer("?", strings.Repeat("x", 256)).Replace("Adobe ID,ada@example.com,,?,,?,?,?\n"), want: []string{"options/unknown 2:799", "user-fields/too-long 2:27", "user-fields/too-long 2:285", "user-fields/too-long 2:542", "user-fields/too-long 2:799"}},
	})
}

func TestProductConfigurations(t *testing.T) {
	const known = "adminConsole: {productConfigurations: [\"Campaign - prod - admin\"]}\nprovisioned: {productProfiles: [delivery]}"
	row := func(list string) string { return classicHeader + "Adobe ID,ada@example.com," + list + ",,,,,\n" }
	test(t, []condition{
		{name: "known", text: row("\" Campaign - prod - admin ,delivery,\""), config: known},
		{name: "behind a product", text: row("\"Adobe Campaign:Campaign - prod - admin,x: delivery\""), config: known},
		{name: "case", text: row("Delivery"), config: known, want: []string{"product-configurations/unknown 2:26"}},
		{name: "two", text: row("\"a,delivery,b\""), config: known, want: []string{"product-configurations/unknown 2:27", "product-configurations/unknown 2:27"}},
		{name: "default one only", text: row("\"P: default configuration\""), config: known, want: []string{"product-configurations/default 2:27"}},
		{name: "team products", text: "Identity Type,Email,Team Products\nAdobe ID,ada@example.com,x\n", config: known, want: []string{"product-configurations/unknown 2:26"}},
		{name: "with a colon in its name", text: row("Campaign: EU"), config: "adminConsole: {productConfigurations: [\"Campaign: EU\"]}"},
		{name: "not stated", text: row("x")},
		{name: "profiles only", text: row("x"), config: "provisioned: {productProfiles: [delivery]}", want: []string{"product-configurations/unknown 2:26"}},
		{name: "stated that there are none", text: row("x"), config: "adminConsole: {productConfigurations: []}", want: []string{"product-configurations/unknown 2:26"}},
	})
	testWording(t, []wording{
		{name: "near", text: row("\"delivery, Delivry\""), config: known, want: []string{`There is no product configuration "Delivry". Nearest: "delivery".`}},
		{name: "the password of an address, cut at a comma", text: row("\"https://u:S3CRETa, b@host\""), config: known, want: []string{
			`There is no product configuration "https://********".`, `There is no product configuration "********@host".`}},
		{name: "nothing near", text: row("y"), config: known, want: []string{`There is no product configuration "y".`}},
		{name: "default one, and one like it", text: row("Default configuration"), config: "adminConsole: {productConfigurations: [Default configurations]}",
			want: []string{`The product configuration "Default configuration" is an example of the Admin Console and not a real one.`}},
	})
}

// pairs returns how many pairs of letters are compared of two names.
func pairs(a, b string) int { return checks.Letters([]string{a}) * checks.Letters([]string{b}) }

// TestNearestOfMany insists that there is an end to the search for the nearest
// name: so many are no typing errors.
func TestNearestOfMany(t *testing.T) {
	j := judge(t)
	j.search = checks.NewSearch(pairs("Delivery", "delivery"))
	r, _, _ := j.File(Upload{Name: "users", Path: "users.csv", Config: config(t, "adminConsole: {productConfigurations: [delivery]}")},
		strings.NewReader(classicHeader+"Adobe ID,ada@example.com,Delivery,,,,,\nAdobe ID,bob@example.com,Delivery,,,,,\n"), checks.Selection{})
	var got []string
	for _, f := range r.Findings {
		got = append(got, f.Message)
	}
	if diff := cmp.Diff([]string{`There is no product configuration "Delivery". Nearest: "delivery".`, `There is no product configuration "Delivery".`}, got); diff != "" {
		t.Error(diff)
	}
}

// TestNearestOfLong insists that long names come to that end sooner.
func TestNearestOfLong(t *testing.T) {
	known, unknown := "delivery", ""
	for i := range 50 {
		known += fmt.Sprintf(", %0190d", i)
	}
	for range 500 {
		unknown += "Adobe ID,ada@example.com," + strings.Repeat("x", 120) + ",,,,,\n"
	}
	r, _ := upload(t, classicHeader+unknown+"Adobe ID,bob@example.com,Delivery,,,,,\n", "adminConsole: {productConfigurations: ["+known+"]}")
	if last := r.Findings[len(r.Findings)-1]; last.Message != `There is no product configuration "Delivery".` {
		t.Error(last.Message)
	}
}

// TestNearestOfCounted insists that nothing is searched for a finding that is only
// counted.
func TestNearestOfCounted(t *testing.T) {
	j := judge(t)
	j.search = checks.NewSearch(checks.MaxFindings*pairs("y", "delivery") + pairs("Deliverx", "delivery"))
	for _, rows := range []string{strings.Repeat("Adobe ID,ada@example.com,y,,,,,\n", checks.MaxFindings+5), "Adobe ID,ada@example.com,Deliverx,,,,,\n"} {
		r, _, _ := j.File(Upload{Name: "users", Path: "users.csv", Config: config(t, "adminConsole: {productConfigurations: [delivery]}")},
			strings.NewReader(classicHeader+rows), checks.Selection{})
		if last := r.Findings[len(r.Findings)-1].Message; strings.Contains(last, "Nearest") != strings.Contains(rows, "Deliverx") {
			t.Error(last)
		}
	}
}

// TestConfigurationsOnce insists that what a configuration states is put together
// once for many files, and that a file with another one is judged by that.
func TestConfigurationsOnce(t *testing.T) {
	j := judge(t)
	judged := func(c *schema.Config) (*configurations, []string) {
		r, _, _ := j.File(Upload{Name: "users", Path: "users.csv", Config: c}, strings.NewReader(classicHeader+"Adobe ID,ada@example.com,a,,,,,\n"),
			checks.Selection{Only: []string{"product-configurations"}})
		return j.configurations, found(r)
	}
	a, b := config(t, "adminConsole: {productConfigurations: [a]}"), config(t, "adminConsole: {productConfigurations: [b]}")
	first, _ := judged(a)
	if second, got := judged(a); second != first || len(got) > 0 {
		t.Errorf("put together again: %v, found %v", second != first, got)
	}
	if _, got := judged(b); len(got) != 1 {
		t.Errorf("with another configuration: found %v", got)
	}
}

func TestOptions(t *testing.T) {
	test(t, []condition{
		{name: "known", text: classicHeader + "Adobe ID,ada@example.com,,,,,,\"NoEmail,resetpassword\"\n"},
		{name: "none in today's layout", text: "Identity Type,Email,Options\nAdobe ID,ada@example.com,Quiet\n", want: []string{"csv-file/wrong-header 1:21"}},
		{name: "unknown", text: classicHeader + "Adobe ID,ada@example.com,,,,,,\"a,NoEmail,b\"\n", want: []string{"options/unknown 2:32", "options/unknown 2:32"}},
	})
	testWording(t, []wording{
		{name: "the password of an address, cut at a comma", text: classicHeader + "Adobe ID,ada@example.com,,,,,,\"https://u:S3CRETa, b@host\"\n", want: []string{
			`The option "https:…" is not documented.`, `The option "********@host" is not documented.`}},
	})
}

func TestEmailDomain(t *testing.T) {
	const domains = "adminConsole: {domains: [{name: Example.com, type: Federated ID}], domainsElsewhere: [partner.example]}"
	row := func(identity, address string) string {
		return currentHeader + identity + ",ada,," + address + ",,,GB,\n"
	}
	test(t, []condition{
		{name: "claimed", text: row(federatedID, "ada@EXAMPLE.com"), config: domains},
		{name: "for another type", text: row(enterpriseID, "ada@example.com"), config: domains, want: []string{"email-domain/not-owned 2:20"}},
		{name: "a domain below it", text: row(federatedID, "ada@mail.example.com"), config: domains, want: []string{"email-domain/not-owned 2:19"}},
		{name: "elsewhere", text: row(federatedID, "ada@partner.example"), config: domains, want: []string{"email-domain/not-owned 2:19"}},
		{name: "stated that nothing is claimed", text: row(federatedID, "ada@example.com"), config: "adminConsole: {domains: []}", want: []string{"email-domain/not-owned 2:19"}},
		{name: "elsewhere, and what is claimed is not stated", text: row(federatedID, "ada@partner.example"), config: "adminConsole: {domainsElsewhere: [partner.example]}", want: []string{"email-domain/not-owned 2:19"}},
		{name: "Adobe ID", text: row(adobeID, "ada@partner.example"), config: domains},
		{name: "Business ID", text: row(businessID, "ada@other.example"), config: domains},
		{name: "no address", text: row(federatedID, "ada"), config: domains, want: []string{"email-address/invalid 2:19"}},
	})
}

func TestEmailDomainMessages(t *testing.T) {
	const domains = "adminConsole: {domains: [{name: example.com, type: Federated ID}], domainsElsewhere: [partner.example]}"
	row := func(identity, address string) string {
		return currentHeader + identity + ",ada,," + address + ",,,GB,\n"
	}
	testWording(t, []wording{
		{name: "not claimed", text: row(federatedID, "ada@example.org"), config: domains, want: []string{`This organization has not claimed the domain "example.org".`}},
		{name: "for another type", text: row(enterpriseID, "ada@example.com"), config: domains, want: []string{`The domain "example.com" is claimed for Federated ID, and the user has the type Enterprise ID.`}},
		{name: "elsewhere", text: row(federatedID, "ada@partner.example"), config: domains, want: []string{`Another organization has claimed the domain "partner.example".`}},
	})
}

// TestUnreadList insists that with a list that could not be read nobody is said
// to be new.
func TestUnreadList(t *testing.T) {
	unread := NewJudge(&schema.ExistingUsers{})
	unread.Unread = true
	for want, j := range map[string]*Judge{
		"no list of the users that there are was given":        NewJudge(nil),
		"a list of the users that there are could not be read": unread,
	} {
		r, _, _ := j.File(Upload{Name: "users", Path: "users.csv", Config: config(t, stated)}, strings.NewReader(classicHeader+classicUser), checks.Selection{})
		got := map[string]string{}
		for _, s := range r.Skipped {
			got[s.Name()] = s.Reason
		}
		if diff := cmp.Diff(map[string]string{"existing-user/invited": want, "existing-user/in-organization": want}, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestExistingUser(t *testing.T) {
	test(t, []condition{
		{name: "inactive", text: classicHeader + classicUser, existing: "Email,Status\nada@example.com,Inactive\n", want: []string{"existing-user/in-organization 2:10"}},
		{name: "someone else", text: classicHeader + classicUser, existing: "Email,Status\nada@example.org,Invited\n"},
		{name: "a domain that is not owned comes first", text: classicHeader + federated + ",,,\n", existing: "Email,Status\nada@example.com,Invited\n",
			config: "adminConsole: {domains: [{name: example.org, type: Federated ID}]}", want: []string{"email-domain/not-owned 2:14"}},
	})
}
