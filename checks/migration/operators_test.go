package migration

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

// instance judges an instance of documents.
func instance(t *testing.T, config string, documents ...string) *checks.Result {
	t.Helper()
	return checkstest.Judge(Catalogue, checks.Selection{}, checkstest.Instance(t, "prod", config, documents...))[0]
}

// operatorList returns an export of operators, of which each is given by its
// attributes.
func operatorList(operators ...string) string {
	text := "<operator-collection>"
	for _, o := range operators {
		text += "<operator " + o + "/>"
	}
	return text + "</operator-collection>"
}

// userList returns a user list of the Admin Console.
func userList(addresses ...string) string {
	var text strings.Builder
	text.WriteString("Identity Type,Username,Email\n")
	for _, a := range addresses {
		text.WriteString("Adobe ID,x," + a + "\n")
	}
	return text.String()
}

func TestOperators(t *testing.T) {
	const domains = "adminConsole: {domains: [{name: example.com, type: Federated ID}]}"
	for _, c := range []struct {
		name, config string
		documents    []string
		want         []string
	}{
		{"each with an address of its own", "", []string{operatorList(`name="ada" email="ada@example.com"`, `name="bob" email="bob@example.com"`)}, nil},
		{"without an address", "", []string{operatorList(`name="bob"`, `name="ada" email="ada@example.com"`, `name="cyd" email=" "`)},
			[]string{`The operator "bob" has no e-mail address.`, `The operator "cyd" has no e-mail address.`}},
		{"without an address, disabled", "", []string{operatorList(`name="ada" email="ada@example.com"`, `name="bob" disable="1"`)}, nil},
		{"without an address, and on IMS already", "", []string{`<operator-collection><operator name="ada" email="ada@example.com"/><operator name="bob"><access authenticationType="ims"/></operator></operator-collection>`}, nil},
		{"no operator has an address", "", []string{operatorList(`name="ada"`, `name="bob"`)}, nil},
		{"technical ones, and a person behind them", "", []string{operatorList(`name="admin"`, `name="webapp" email="ada@example.com"`, `name="ada" email="ada@example.com"`, `name="bob"`)},
			[]string{`The operator "bob" has no e-mail address.`}},
		{"one address three times", "", []string{operatorList(`name="ada" email="ada@example.com"`, `name="ada2" email="Ada@example.com"`, `name="ada3" email=" ada@example.com"`)},
			[]string{`The operator "ada2" has the same e-mail address as "ada", "Ada@example.com".`, `The operator "ada3" has the same e-mail address as "ada", " ada@example.com".`}},

		{"not in the Admin Console, and somebody near", "", []string{operatorList(`name="ada" email="ada@exampel.com"`), userList("bob@example.com", "Ada@example.com")},
			[]string{`The Admin Console has no user "ada@exampel.com", the e-mail address of the operator "ada". Nearest: "ada@example.com".`}},
		{"not in the Admin Console, and nobody near", "", []string{operatorList(`name="ada" email="ada@example.com"`), userList("postmaster@partner.example")},
			[]string{`The Admin Console has no user "ada@example.com", the e-mail address of the operator "ada".`}},
		{"in the Admin Console", "", []string{operatorList(`name="ada" email="ADA@example.com "`), userList(" ada@Example.com")}, nil},
		{"disabled, and not in the Admin Console", "", []string{operatorList(`name="ada" email="ada@example.com" disable="1"`), userList("bob@example.com")}, nil},
		{"disabled, and in the Admin Console", "", []string{operatorList(`name="ada" email="ada@example.com" disable="true"`), userList("ada@example.com")},
			[]string{`The operator "ada" is disabled, and "ada@example.com" is a user of the Admin Console.`}},
		{"users without an address", "", []string{operatorList(`name="ada" email="ada@example.com"`), userList("", "")}, nil},

		{"a foreign domain", domains, []string{operatorList(`name="ada" email="ada@agency.example"`)},
			[]string{`The address of the operator "ada", "ada@agency.example", is outside the domains of this organization.`}},
		{"a foreign domain, disabled", domains, []string{operatorList(`name="ada" email="ada@agency.example" disable="1"`)}, nil},
		{"a domain below", domains, []string{operatorList(`name="ada" email="ada@mail.example.com"`)},
			[]string{`The address of the operator "ada", "ada@mail.example.com", is outside the domains of this organization.`}},
		{"no address at all", domains, []string{operatorList(`name="ada" email="ada"`)}, nil},
		{"no domain is claimed", "adminConsole: {domains: []}", []string{operatorList(`name="ada" email="ada@example.com"`)},
			[]string{`The address of the operator "ada", "ada@example.com", is outside the domains of this organization.`}},
	} {
		if diff := cmp.Diff(c.want, checkstest.Said(instance(t, c.config, c.documents...), operators)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// TestOperatorsSkipped insists that each code that lacks something says what.
func TestOperatorsSkipped(t *testing.T) {
	const (
		console = "no user list of the Admin Console was given"
		domains = "the domains of this organization are not stated"
		address = "no operator has an e-mail address; fields.operatorEmail in imslint.yaml can say which attribute holds it"
	)
	stated := "adminConsole: {domains: [{name: example.com, type: Federated ID}]}"
	for _, c := range []struct {
		name, config string
		documents    []string
		want         []string
	}{
		{"nothing lacks", stated, []string{withOperators, withUsers}, nil},
		{"no operators", "", []string{withUsers}, []string{"operators: no operators were given"}},
		{"operators only", "", []string{withOperators}, []string{"operators/not-in-admin-console: " + console, "operators/disabled: " + console, "operators/foreign-domain: " + domains}},
		{"users without an address", stated, []string{withOperators, userList("")}, []string{"operators/not-in-admin-console: " + console, "operators/disabled: " + console}},
		{"no addresses", stated, []string{operatorList(`name="ada"`), withUsers}, []string{"operators/no-email: " + address, "operators/duplicate-email: " + address}},
	} {
		if diff := cmp.Diff(c.want, checkstest.Skipped(instance(t, c.config, c.documents...), operators)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// TestOperatorPlaces insists that a finding about a person names the person, and
// one about two of them the place of the other.
func TestOperatorPlaces(t *testing.T) {
	r := instance(t, "adminConsole: {domains: [{name: example.com, type: Federated ID}]}",
		operatorList(`name="ada" email="ada@example.com"`, `name="ada2" email="ada@example.com"`, `name="bob" email="bob@example.com" disable="1"`,
			`name="cyd" email="cyd@example.com"`, `name="dan" email="dan@agency.example"`),
		userList("ada@example.com", "bob@example.com", "dan@agency.example"))
	var got []string
	for _, f := range r.Findings {
		if f.Check == operators {
			line := f.Name() + " " + f.User + " " + f.Value.Place.Written()
			for _, other := range f.Related {
				line += fmt.Sprintf(", %s: column %d", other.Message, other.Start().Column)
			}
			got = append(got, line)
		}
	}
	want := []string{
		"operators/duplicate-email ada@example.com ada@example.com, the e-mail address of \"ada\": column 50",
		"operators/not-in-admin-console cyd@example.com cyd@example.com",
		"operators/disabled bob@example.com bob@example.com",
		"operators/foreign-domain dan@agency.example dan@agency.example",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestNearestOfMany insists that there is an end to the search for the nearest
// address, and that a user who is listed twice does not bring it nearer.
func TestNearestOfMany(t *testing.T) {
	const n = 500 // of each
	users := []string{"ada@example.com"}
	for i := range n - 1 {
		users = append(users, fmt.Sprintf("u%d@example.com", i))
	}
	left := checks.MaxLetters/checks.Letters(users) - checks.Letters([]string{"ada@exampel.com"}) // letters of operators that are compared before ada
	var list []string
	for i := range n - 1 {
		size := left / (n - 1 - i)
		left -= size
		list = append(list, fmt.Sprintf(`name="o%d" email="%0*d@x"`, i, size-checks.Letters([]string{"@x"}), i))
	}
	list = append(list, `name="ada" email="ada@exampel.com"`, `name="bob" email="ada@exampel.org"`)
	r := instance(t, "", operatorList(list...), userList(slices.Concat(users, users)...))
	last := checkstest.Said(r, operators)[n-1:]
	if len(last) != 2 || !strings.HasSuffix(last[0], ` Nearest: "ada@example.com".`) || strings.Contains(last[1], "Nearest") {
		t.Errorf("got %q", last)
	}
}

// TestWhoIsAffected insists on which findings are about some people only, and
// which corrections need no restart: those in the data of Campaign and in the
// Admin Console, not those in the server configuration.
func TestWhoIsAffected(t *testing.T) {
	for _, check := range slices.Concat(Catalogue.Checks, Statuses.Checks) {
		for _, code := range check.Codes {
			if code.NoRestart != (check != nativeLogin) {
				t.Errorf("%s: no restart: %v", code.Name, code.NoRestart)
			}
			some := []*checks.Code{operatorNoEmail, operatorDuplicateEmail, operatorNotInConsole, nativeClosedTooEarly}
			if check != people && code.OnlySome != slices.Contains(some, code) {
				t.Errorf("%s: keeps only some out: %v", code.Name, code.OnlySome)
			}
		}
	}
}

// TestNearestOfLong insists that long addresses come to that end sooner.
func TestNearestOfLong(t *testing.T) {
	users, list := []string{"ada@example.com"}, []string{}
	for i := range 100 {
		users = append(users, fmt.Sprintf("%0190d@x", i))
	}
	for i := range 300 {
		list = append(list, fmt.Sprintf(`name="o%d" email="%0120d@y"`, i, i))
	}
	list = append(list, `name="ada" email="ada@exampel.com"`)
	said := checkstest.Said(instance(t, "", operatorList(list...), userList(users...)), operators)
	if last := said[len(said)-1]; !strings.Contains(last, "ada@exampel.com") || strings.Contains(last, "Nearest") {
		t.Errorf("got %q", last)
	}
}

// TestNearestOfTooMany looks for no nearest address among more than are held.
func TestNearestOfTooMany(t *testing.T) {
	users := []string{"ada@example.com"}
	for i := range maxAddresses - 1 {
		users = append(users, fmt.Sprintf("u%d@x", i))
	}
	for _, c := range []struct {
		more []string
		want bool
	}{{users[:1], true}, {[]string{"one@x"}, false}} {
		said := checkstest.Said(instance(t, "", operatorList(`name="ada" email="ada@exampel.com"`), userList(slices.Concat(users, c.more)...)), operators)
		if len(said) != 1 || strings.Contains(said[0], "Nearest") != c.want {
			t.Errorf("got %q", said)
		}
	}
}
