package schema

import (
	"io"
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// Directory holds the people whom the identity provider has, by lists that were
// exported from it.
type Directory struct {
	addresses TextTable
	active    []bool // by the number of the address
}

// Find reports whether the directory has somebody with an address in lower case, and
// whether that person is active. A nil directory has nobody.
func (d *Directory) Find(address string) (active, ok bool) {
	if d == nil {
		return false, false
	}
	number, ok := d.addresses.Find(address)
	return ok && d.active[number], ok
}

// ReadDirectory adds a list: a CSV with a column email, mail or userPrincipalName,
// and maybe one of status, enabled or accountEnabled. What a later row says of an
// address replaces what an earlier one did.
func (d *Directory) ReadDirectory(path string, r io.Reader) *source.Error {
	in, bad := source.Decode(path, r)
	if bad != nil {
		return bad
	}
	address, status := -1, -1
	isHeader := true
	bad = csvError(NewCSV(path, in).Each(func(row *Row) {
		if isHeader {
			isHeader = false
			names := columnNames(row)
			address = slices.IndexFunc(names, oneOf("email", "mail", "userprincipalname"))
			status = slices.IndexFunc(names, oneOf("status", "enabled", "accountenabled"))
			return
		}
		if a := FoldAddress(row.field(address)); a != "" {
			number := d.addresses.Add(a)
			if number == len(d.active) {
				d.active = append(d.active, false)
			}
			d.active[number] = !slices.Contains(inactive, strings.ToLower(row.field(status)))
		}
	}))
	if bad == nil && address < 0 {
		bad = source.Errorf(source.File(path), "not a list of a directory: it needs a header with email, mail or userPrincipalName")
	}
	return bad
}

// inactive is what a directory says of people who cannot sign in.
var inactive = []string{"false", "0", "no", "inactive", "disabled", "suspended"}

// oneOf returns a function that reports whether a text is one of these.
func oneOf(names ...string) func(string) bool {
	return func(name string) bool { return slices.Contains(names, name) }
}
