package schema

import (
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the candidate that a misspelt word was likely meant to be:
// the one with the fewest edits, where at most a third of the letters differ,
// else the first that goes on where the word ends. It is empty where none is
// near.
func Nearest(word string, candidates []string) string {
	length := utf8.RuneCountInString(word)
	best, edits := "", length/3+1
	compared := 0
	for _, c := range candidates {
		if compared > maxLetters {
			break // among so many, nobody looks for a slip
		}
		if n := utf8.RuneCountInString(c); length > maxCompared || n-length >= edits || length-n >= edits {
			continue
		}
		compared += length * length
		if d := levenshtein.ComputeDistance(word, c); d < edits && d < len([]rune(c)) {
			best, edits = c, d
		}
	}
	for _, c := range candidates {
		if best == "" && len(word) > 2 && strings.HasPrefix(c, word) {
			best = c
		}
	}
	return best
}

// maxLetters bounds how many pairs of letters are compared for one word.
const maxLetters = 2_000_000

func didYouMean(word string, candidates []string) string {
	if near := Nearest(word, candidates); near != "" {
		return ": did you mean " + near + "?"
	}
	return ""
}
