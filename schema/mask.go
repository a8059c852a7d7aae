package schema

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Mask is an association mask: what precedes the operator group's name
// in the name of a product profile
// (https://experienceleague.adobe.com/docs/campaign-classic/using/integrating-with-adobe-experience-cloud/connecting-via-an-adobe-id/configuring-ims.html).
type Mask struct {
	// Prefix is the text before the group's name; for a regular expression
	// what every match begins with.
	Prefix string
	// pattern is the whole name, with one group; nil for a plain prefix.
	pattern *regexp.Regexp
	steps   int // of pattern
}

// ErrMaskGroups is a regular expression that does not capture just the
// operator group's name, ErrMaskSyntax text that is not a regular expression,
// ErrMaskLong and ErrMaskComplex ones that would take too much memory or time,
// and ErrMaskUnknown one that imslint cannot evaluate, right or not.
var (
	ErrMaskGroups  = errors.New("does not have exactly one group, which would capture the name of the operator group")
	ErrMaskSyntax  = errors.New("is not a valid regular expression")
	ErrMaskLong    = errors.New("is longer than 4 KiB, the limit of a pattern")
	ErrMaskComplex = errors.New("repeats more than imslint evaluates")
	ErrMaskUnknown = errors.New("uses a construct of regular expressions that imslint does not evaluate")
)

const (
	anyGroup        = "(.*)"
	maskMetachars   = `()[]{}*+?|^$\`
	trailingSpace   = " "
	nearPrefixEdits = 2 // a misspelt prefix is within so many edits
)

// ParseMask reads a mask: a literal prefix, one ending in (.*), or a regular
// expression with one group. The error is one of ErrMask….
func ParseMask(text string) (Mask, error) {
	if prefix := strings.TrimSuffix(text, anyGroup); !strings.ContainsAny(prefix, maskMetachars) {
		return Mask{Prefix: prefix}, nil
	}
	if len(text) > maxPattern {
		return Mask{}, ErrMaskLong
	}
	whole, steps, err := compilePattern(text, true)
	var problem *syntax.Error
	switch {
	case errors.As(err, &problem) && isForeign(problem):
		return Mask{}, ErrMaskUnknown
	case errors.Is(err, errComplex):
		return Mask{}, ErrMaskComplex
	case err != nil:
		return Mask{}, ErrMaskSyntax
	case whole.NumSubexp() != 1:
		return Mask{}, ErrMaskGroups
	}
	prefix := ""
	if literal, _, err := compilePattern(strings.TrimPrefix(text, "^"), false); err == nil {
		prefix, _ = literal.LiteralPrefix()
	}
	return Mask{Prefix: prefix, pattern: whole, steps: steps}, nil
}

// isForeign reports whether a pattern is wrong only for package regexp: other
// implementations have more constructs and classes of characters.
func isForeign(problem *syntax.Error) bool {
	switch problem.Code {
	case syntax.ErrInvalidPerlOp, syntax.ErrInvalidEscape:
		return true
	case syntax.ErrInvalidCharRange:
		return strings.HasPrefix(problem.Expr, `\p`) || strings.HasPrefix(problem.Expr, `\P`) || strings.HasPrefix(problem.Expr, "[:")
	}
	return false
}

// Cost returns how many steps it takes to hold the mask against a text, at most,
// for each of its bytes.
func (m Mask) Cost() int { return max(1, m.steps) }

// Group returns what a product profile's name holds in the place of the
// operator group's name; ok is false where the mask does not match it.
func (m Mask) Group(profile string) (group string, ok bool) {
	if m.pattern == nil {
		return strings.CutPrefix(profile, m.Prefix)
	}
	found := m.pattern.FindStringSubmatch(profile)
	if found == nil {
		return "", false
	}
	return found[1], true
}

// Profile returns the name of the product profile that belongs to an operator
// group; ok is false where the mask does not tell it.
func (m Mask) Profile(group string) (name string, ok bool) {
	return m.Prefix + group, m.pattern == nil
}

// TidyMask returns the mask with its white space as a person would have meant
// it: no-break spaces, tabs and doubled spaces are single spaces, none stands
// in front, and none behind a group. A single space at the end of a literal
// prefix is part of it.
func TidyMask(text string) string {
	var tidy strings.Builder
	spaced := true // at the start a space is one too many
	for _, r := range text {
		switch {
		case invisible(r):
		case unicode.IsSpace(r):
			if !spaced {
				tidy.WriteByte(' ')
			}
			spaced = true
		default:
			tidy.WriteRune(r)
			spaced = false
		}
	}
	if trimmed := strings.TrimRight(tidy.String(), " "); strings.HasSuffix(trimmed, ")") {
		return trimmed
	}
	return tidy.String()
}

// invisible reports whether a character has no width: zero-width spaces and
// joiners, the byte order mark.
func invisible(r rune) bool {
	return r >= 0x200B && r <= 0x200D || r == 0x2060 || r == 0xFEFF
}

// FitSpace returns the mask with a trailing space more or less, where that is
// what sets it apart from the profiles' names.
func (m Mask) FitSpace(profiles []string) (Mask, bool) {
	if m.pattern != nil {
		return m, false
	}
	if trimmed, has := strings.CutSuffix(m.Prefix, trailingSpace); has {
		matches := func(prefix string) bool {
			return slices.ContainsFunc(profiles, func(p string) bool { return strings.HasPrefix(p, prefix) })
		}
		return Mask{Prefix: trimmed}, trimmed != "" && !matches(m.Prefix) && matches(trimmed)
	}
	lacking := false
	for _, p := range profiles {
		rest, ok := m.Group(p)
		if !ok {
			continue
		}
		name := strings.TrimLeft(rest, " ")
		if name == rest || name == "" || !unicode.IsLetter([]rune(name)[0]) && !unicode.IsDigit([]rune(name)[0]) {
			return m, false
		}
		lacking = true
	}
	return Mask{Prefix: m.Prefix + trailingSpace}, lacking
}

// Near is a profile that a misspelt mask was likely meant for.
type Near struct {
	Profile string
	Mask    Mask // the mask that matches the profile
}

// Nearest returns the profile whose name begins with the mask when case,
// spaces and dash look-alikes are left aside, or else with something at most
// two edits away from it. Known groups decide where the name is cut.
func (m Mask) Nearest(profiles []string, groups map[string]bool) (Near, bool) {
	folded := foldName(m.Prefix)
	if folded == "" {
		return Near{}, false
	}
	for _, p := range profiles {
		if cut, ok := foldedPrefix(p, folded); ok {
			return Near{p, Mask{Prefix: p[:cut]}}, true
		}
	}
	want := utf8.RuneCountInString(m.Prefix)
	if want > maxCompared {
		return Near{}, false
	}
	least, most := max(1, want-nearPrefixEdits), want+nearPrefixEdits // characters of a beginning
	best, edits, known := Near{}, nearPrefixEdits+1, false
	distances, compared := map[string]int{}, 0 // by beginnings: many profiles have the same
	for _, p := range profiles {
		for at, n := 0, 1; at < len(p) && n <= most; n++ {
			_, size := utf8.DecodeRuneInString(p[at:])
			if at += size; n < least {
				continue
			}
			d, ok := distances[p[:at]]
			if !ok {
				if compared += want * n; compared > maxPrefixLetters {
					continue // among so many, nobody looks for a slip
				}
				d = levenshtein.ComputeDistance(m.Prefix, p[:at])
				distances[p[:at]] = d
			}
			// Two edits of a very short prefix would fit anything.
			if d*3 > want || d > edits {
				continue
			}
			if names := groups[p[at:]]; d < edits || names && !known {
				best, edits, known = Near{p, Mask{Prefix: p[:at]}}, d, names
			}
		}
	}
	return best, edits <= nearPrefixEdits
}

// maxCompared is the number of characters above which names are not compared
// letter by letter: nobody types such a prefix.
const maxCompared = 200

// maxPrefixLetters bounds how many pairs of letters are compared to find the
// profile that a mask was meant for.
const maxPrefixLetters = 5_000_000

// foldedPrefix returns the length of the beginning of a name that is the same
// as a folded text when it is folded too. The spaces that follow belong to it.
func foldedPrefix(name, folded string) (cut int, ok bool) {
	rest := folded
	for i, r := range name {
		if r = foldRune(r); r < 0 {
			continue
		}
		if rest == "" {
			return i, true
		}
		first, size := utf8.DecodeRuneInString(rest)
		if first != r {
			return 0, false
		}
		rest = rest[size:]
	}
	return len(name), rest == ""
}

// foldName leaves aside what looks alike: case, spaces, kinds of dashes.
func foldName(name string) string { return strings.Map(foldRune, name) }

// foldRune returns a character for comparison, -1 for one that does not count.
func foldRune(r rune) rune {
	switch {
	case r > ' ' && r < utf8.RuneSelf: // most
		return rune(lower(byte(r)))
	case unicode.IsSpace(r) || invisible(r):
		return -1
	case unicode.Is(unicode.Pd, r) || r == 0x2212 || r == 0x00AD || r == 0x2043:
		return '-'
	}
	return unicode.ToLower(r)
}

// Literal reports whether the mask is a plain prefix and no other regular
// expression than one that ends in (.*).
func (m Mask) Literal() bool { return m.pattern == nil }

// MaskPrefix returns the plain prefix that text that is not a mask was likely
// meant to begin with, as in "campaign - prod - .*"; "" where that cannot be
// told.
func MaskPrefix(text string) string {
	for _, end := range []string{"(.*)", "(.*", ".*)", ".*", "(*)", "*", "(.+)", ".+", "()", "("} {
		if prefix, ok := strings.CutSuffix(text, end); ok {
			text = prefix
			break
		}
	}
	text = strings.TrimPrefix(text, "^")
	if strings.ContainsAny(text, maskMetachars) {
		return ""
	}
	return text
}
