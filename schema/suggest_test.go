package schema

import (
	"strings"
	"testing"
)

// TestNearestWord: at most a third of the letters differ, else the word is the
// beginning of the candidate; nothing where none is near.
func TestNearestWord(t *testing.T) {
	long := strings.Repeat("x", maxCompared)
	for _, c := range []struct{ word, candidates, want string }{
		{"scops", "scopes server", "scopes"},
		{"abc", "abd", "abd"},
		{"ab", "ac", ""},
		{"abcdef", "abxyef", "abxyef"},
		{"abcde", "abxye", ""},
		{"abcdef", "abcdefgh", "abcdefgh"},
		{"abcdef", "abcd", "abcd"},
		{"abcdef", "abxyef abxdef abydef", "abxdef"}, // the fewest edits, then the first
		{"überß", "uberß", "uberß"},
		{"clientid", "clientId", "clientId"},
		{"prov", "provisioned", "provisioned"},
		{"pro", "provisioned proven", "provisioned"},
		{"pr", "provisioned", ""},
		{"prov", "xprov", "xprov"},
		{"scopes", "scopes", "scopes"},
		{"xyz", "scopes", ""},
		{"abc", "", ""},
		{"", "abc", ""},
		{"abc", "d", ""},
		{long, long[1:] + "y", long[1:] + "y"},
		{long + "x", long + "y", ""},
	} {
		if got := Nearest(c.word, strings.Split(c.candidates, " ")); got != c.want {
			t.Errorf("%.60q among %.60q: got %q, want %q", c.word, c.candidates, got, c.want)
		}
	}
}
