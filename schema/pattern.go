package schema

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of the regular expressions that are evaluated. Repetitions multiply:
// a few bytes can stand for millions of steps.
const (
	maxPattern = 4 << 10 // bytes
	maxSteps   = 10_000  // as long as the pattern would be without repetitions
	maxNested  = 200     // groups and repetitions in each other
)

var errComplex = fmt.Errorf("a pattern expands to more than %d steps, the limit", maxSteps)

// compilePattern compiles a regular expression, of which whole matches only count
// where wanted, and returns how many steps it has. Its error does not show it,
// and is errComplex or wraps the one of package syntax.
func compilePattern(text string, whole bool) (pattern *regexp.Regexp, steps int, err error) {
	if len(text) > maxPattern {
		return nil, 0, fmt.Errorf("a pattern is longer than %d bytes", maxPattern)
	}
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return nil, 0, fmt.Errorf("not a valid regular expression%w", silent{err})
	}
	if steps = stepsOf(tree, 0); steps > maxSteps {
		return nil, 0, errComplex
	}
	if whole {
		text = "^(?:" + tree.String() + ")$" // text may end inside of \Q
	}
	if pattern, err = regexp.Compile(text); err != nil {
		return nil, 0, errComplex
	}
	return pattern, steps, nil
}

// silent is an error that says nothing: those of package syntax show the
// pattern.
type silent struct{ error }

func (silent) Error() string   { return "" }
func (e silent) Unwrap() error { return e.error }

// stepsOf returns how long a pattern is without repetitions, or more than
// maxSteps.
func stepsOf(tree *syntax.Regexp, depth int) int {
	if depth > maxNested {
		return maxSteps + 1
	}
	n := 1
	if tree.Op == syntax.OpLiteral {
		n = len(tree.Rune)
	}
	for _, sub := range tree.Sub {
		if n += stepsOf(sub, depth+1); n > maxSteps {
			return n
		}
	}
	if tree.Op == syntax.OpRepeat {
		n *= max(1, tree.Max, tree.Min+1)
	}
	return n
}

// globMatches reports whether a text is a mask in which * stands for any
// characters and ? for one, ignoring case.
func globMatches(mask, text string) bool {
	m, t := 0, 0
	star, back := -1, 0 // in the mask behind the last *, and in the text what follows what it stands for
	for t < len(text) {
		c, n := utf8.DecodeRuneInString(mask[m:])
		r, size := utf8.DecodeRuneInString(text[t:])
		switch {
		case n > 0 && c == '*':
			m++
			star, back = m, t
		case n > 0 && (c == '?' || c == r || unicode.ToLower(c) == unicode.ToLower(r)):
			m += n
			t += size
		case star >= 0:
			_, size := utf8.DecodeRuneInString(text[back:])
			back += size
			m, t = star, back
		default:
			return false
		}
	}
	return strings.Trim(mask[m:], "*") == ""
}

// isSyntax reports whether an error of compilePattern is one of a code of
// package syntax.
func isSyntax(err error, codes ...syntax.ErrorCode) bool {
	var problem *syntax.Error
	if !errors.As(err, &problem) {
		return false
	}
	for _, code := range codes {
		if problem.Code == code {
			return true
		}
	}
	return len(codes) == 0
}
