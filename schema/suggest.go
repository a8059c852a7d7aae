package schema

import "github.com/agnivade/levenshtein"

// Nearest returns the candidate that a misspelt word was likely meant to be:
// the one with the fewest edits, if they are few for its length. It is empty
// where none is near.
func Nearest(word string, candidates []string) string {
	best, edits := "", max(2, len([]rune(word))/3)+1
	for _, c := range candidates {
		if d := levenshtein.ComputeDistance(word, c); d < edits && d < len([]rune(c)) {
			best, edits = c, d
		}
	}
	return best
}

func didYouMean(word string, candidates []string) string {
	if near := Nearest(word, candidates); near != "" {
		return ": did you mean " + near + "?"
	}
	return ""
}
