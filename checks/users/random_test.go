package users

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// person is a row with which nothing is wrong, by column.
type person map[string]string

// fault is something that can be wrong with a person.
type fault struct {
	code  string
	spoil func(p person, others []person) (column string) // whose place the finding has
	only  string                                          // classic, current or "" for both
}

func set(column, value string) func(person, []person) string {
	return func(p person, _ []person) string {
		p[column] = value
		return column
	}
}

func add(column, before, after string) func(person, []person) string {
	return func(p person, _ []person) string {
		p[column] = before + p[column] + after
		return column
	}
}

// faults are independent of each other where they spoil different columns.
var faults = []fault{
	{"identity-type/invalid", set("type", "Federated"), ""},
	{"identity-type/invalid", set("type", "Type3"), ""},
	{"email-address/invalid", set("email", "nobody.example.com"), ""},
	{"email-address/invalid", set("email", ""), ""},
	{"email-address/too-long", add("email", strings.Repeat("x", 49), ""), ""},
	{"country-code/not-two-letters", set("country", "USA"), ""},
	{"country-code/unknown", set("country", "XK"), ""},
	{"country-code/embargoed", set("country", "sy"), ""},
	{"user-fields/too-long", set("first", strings.Repeat("é", 256)), ""},
	{"user-fields/too-long", set("last", strings.Repeat("x", 256)), ""},
	{"product-configurations/default", set("configurations", "x, Default configuration"), ""},
	{"product-configurations/unknown", set("configurations", "Campaign:delivry, admin"), ""},
	{"user-name/separator", add("name", "", ";"), ""},
	{"options/unknown", set("options", "Quiet"), "classic"},
	{"email-address/duplicate", func(p person, others []person) string {
		p["email"] = strings.ToUpper(others[0]["email"])
		return "email"
	}, ""},
	{"email-domain/not-owned", func(p person, _ []person) string {
		p["email"] = strings.Replace(p["email"], "example.com", "example.org", 1)
		return "email"
	}, ""},
	{"user-name/duplicate", func(p person, others []person) string {
		p["name"] = others[0]["name"]
		return "name"
	}, ""},
	{"user-name/not-ascii", add("name", "ä", ""), ""},
	{"user-fields/missing", set("name", ""), ""},
	{"user-fields/missing", set("country", ""), ""},
}

// dependent are the codes that need a known identity type.
var dependent = []string{"email-domain/not-owned", "user-name/duplicate", "user-name/not-ascii", "user-fields/missing"}

// TestRandomFiles judges files with up to six faults, in either layout, with
// shuffled columns, quotes, line breaks, separators, byte order marks and line
// ends. What is found is what was spoiled, at its physical line.
func TestRandomFiles(t *testing.T) {
	const settings = "adminConsole: {domains: [{name: example.com, type: Federated ID}], userNames: any, productConfigurations: [x, delivery, admin]}"
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 11))
		layout := "classic"
		columns := map[string]string{"type": "Type", "email": "Email", "configurations": "ProductConfigurations", "name": "user name", "country": "CountryCode", "first": "FirstName", "last": "LastName", "options": "Options"}
		if r.IntN(2) == 0 {
			layout = "current"
			columns = map[string]string{"type": "Identity Type", "email": "Email", "configurations": "Product Configurations", "name": "Username", "country": "Country Code", "first": "First Name", "last": "Last Name", "domain": "Domain", "groups": "User Groups"}
		}
		order := []string{}
		for _, c := range []string{"type", "email", "configurations", "name", "country", "first", "last", "options", "domain", "groups"} {
			if columns[c] != "" {
				order = append(order, c)
			}
		}
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		var people []person
		for i := range 8 {
			people = append(people, person{
				"type": "Federated ID", "email": fmt.Sprintf("user%d@example.com", i), "configurations": "delivery, Campaign:admin",
				"name": fmt.Sprintf("user%d", i), "country": "GB", "first": "Ada\nAugusta", "last": `Lovelace "Countess"`, "options": "NoEmail",
			})
		}
		// The first one stays, for others to be duplicates of.
		spoiled := make([]map[string]string, len(people)) // code of each column
		for range 1 + r.IntN(6) {
			i, f := 1+r.IntN(len(people)-1), faults[r.IntN(len(faults))]
			if f.only != "" && f.only != layout {
				continue
			}
			copied := person{}
			for k, v := range people[i] {
				copied[k] = v
			}
			column := f.spoil(copied, people)
			if spoiled[i] == nil {
				spoiled[i] = map[string]string{}
			}
			if spoiled[i][column] != "" {
				continue // one fault a column
			}
			people[i], spoiled[i][column] = copied, f.code
		}

		comma := []string{",", ";"}[r.IntN(2)]
		text, line := "", 1
		newline := func() { text += "\n"; line++ }
		quote := func(s string) string {
			if strings.ContainsAny(s, ",;\"\n") || r.IntN(4) == 0 {
				return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
			}
			return s
		}
		for range r.IntN(3) {
			newline()
		}
		var head []string
		for _, c := range order {
			head = append(head, quote(columns[c]))
		}
		text += strings.Join(head, comma)
		newline()
		var want []string
		for i, p := range people {
			if r.IntN(4) == 0 {
				newline()
			}
			at := map[string]string{}
			column := 1
			for n, c := range order {
				if n > 0 {
					text += comma
					column++
				}
				cell := quote(p[c])
				shift := 0
				if strings.HasPrefix(cell, `"`) {
					shift = 1
				}
				at[c] = fmt.Sprintf("%d:%d", line, column+shift)
				text += cell
				if k := strings.LastIndexByte(cell, '\n'); k >= 0 {
					line += strings.Count(cell, "\n")
					column = 1 + len([]rune(cell[k+1:]))
				} else {
					column += len([]rune(cell))
				}
			}
			newline()
			typeKnown := spoiled[i]["type"] == ""
			for c, code := range spoiled[i] {
				if code == "user-name/duplicate" && spoiled[i]["email"] == "email-address/duplicate" {
					continue // it is the same user
				}
				if typeKnown || !slices.Contains(dependent, code) {
					want = append(want, code+" "+at[c])
				}
			}
		}
		if r.IntN(2) == 0 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if r.IntN(2) == 0 {
			text = "\ufeff" + text
		}
		result, outcome := upload(t, text, settings)
		slices.Sort(want)
		if diff := cmp.Diff(want, found(result)); diff != "" || outcome.Users != len(people) {
			t.Errorf("seed %d: %d users\n%s\n%s", seed, outcome.Users, diff, text)
		}
	}
}
