package schema

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strconv"
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
	maxClasses = 10      // of Unicode (\pL), each of which has hundreds of ranges
)

var errComplex error = complexError{}

// complexError is the error of a pattern that takes too many steps.
type complexError struct{}

func (complexError) Error() string {
	return fmt.Sprintf("a pattern expands to more than %d steps, the limit", maxSteps)
}

// compilePattern compiles a regular expression, of which whole matches only count
// where wanted, and returns how many steps it has. Its error does not show it,
// and is errComplex or wraps the one of package syntax.
func compilePattern(text string, whole bool) (pattern *regexp.Regexp, steps int, err error) {
	if len(text) > maxPattern {
		return nil, 0, fmt.Errorf("a pattern is longer than %d bytes", maxPattern)
	}
	if strings.Count(text, `\p`)+strings.Count(text, `\P`) > maxClasses {
		return nil, 0, errComplex
	}
	tree, err := syntax.Parse(text, syntax.Perl)
	var problem *syntax.Error
	switch {
	case errors.As(err, &problem) && isTooComplex(problem):
		return nil, 0, errComplex
	case err != nil:
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

// isTooComplex reports whether package syntax refuses a pattern because of its
// size. It has repetitions of up to 1,000, together with those around them.
func isTooComplex(problem *syntax.Error) bool {
	switch problem.Code {
	case syntax.ErrLarge, syntax.ErrNestingDepth:
		return true
	case syntax.ErrInvalidRepeatSize:
		from, to, ok := strings.Cut(strings.Trim(problem.Expr, "{}"), ",")
		least, errLeast := strconv.Atoi(from)
		most, errMost := strconv.Atoi(to)
		return !ok || to == "" || errLeast != nil || errMost != nil || least <= most
	}
	return false
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
	switch tree.Op {
	case syntax.OpLiteral:
		n = len(tree.Rune)
	case syntax.OpCharClass:
		n += len(tree.Rune) / 4 // its ranges take about half the memory of steps
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
	star, back := -1, 0 // after the last * in the mask, and where its match ends in the text
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
