package checks

import (
	"strings"

	"github.com/imslint/imslint/schema"
)

// Names are names among which one that is misspelt is looked for.
type Names struct {
	list    []string
	letters int // see Letters
}

// NewNames returns names to look among.
func NewNames(list []string) *Names { return &Names{list, Letters(list)} }

// Letters returns about how many letters are compared where one letter is held against
// each of some names: to begin with a name takes as long as nameLetters of it.
func Letters(names []string) (n int) {
	for _, name := range names {
		n += len(name) + nameLetters
	}
	return n
}

const nameLetters = 4

// MaxLetters bounds how many pairs of letters a check compares in search of the
// nearest names. Names alone would not do: a pair of long ones takes a hundred times
// as long as one of short ones.
const MaxLetters = 250_000_000

// Search looks for the nearest names, until it has compared so many pairs of letters:
// where there are so many names, they are no slips.
type Search struct{ left int }

// NewSearch returns a search that compares so many pairs of letters.
func NewSearch(letters int) *Search { return &Search{letters} }

// Nearest returns the name among others that a name was likely meant to be; "" for
// none, and when the search has come to its end.
func (s *Search) Nearest(name string, among *Names) string {
	if s.left >= 0 {
		s.left -= (len(name) + nameLetters) * among.letters
	}
	if s.left < 0 {
		return ""
	}
	return NearestName(name, among.list)
}

// NearestName returns the name that differs only in case, else the nearest.
func NearestName(name string, names []string) string {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return n
		}
	}
	return schema.Nearest(name, names)
}
