package schema

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Position is a point in a file. Line and Column start at 1; Column counts
// Unicode code points, as SARIF's unicodeCodePoints does. A byte order mark
// has no column.
type Position struct{ Line, Column int }

// Before reports whether p stands earlier in the file than q.
func (p Position) Before(q Position) bool {
	return p.Line < q.Line || p.Line == q.Line && p.Column < q.Column
}

// after returns the position that follows text written at p.
func (p Position) after(text []byte) Position {
	for {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			p.Column += utf8.RuneCount(text)
			return p
		}
		p.Line++
		p.Column = 1
		text = text[i+1:]
	}
}

// Place is a range in a file: Start is its first character, End the position
// just behind its last (equal to Start for an empty value).
type Place struct {
	Path       string // as given on the command line, with "/"
	Start, End Position
	excerpt    *excerpt
}

// String returns path:line:column, the form that editors and terminals follow.
func (p Place) String() string {
	return fmt.Sprintf("%s:%d:%d", p.Path, p.Start.Line, p.Start.Column)
}

// Before orders places by path, then position.
func (p Place) Before(q Place) bool {
	if p.Path != q.Path {
		return p.Path < q.Path
	}
	return p.Start.Before(q.Start)
}

// Snippet returns the line that the place starts on, with every secret in it
// replaced by Masked, and the range of the place within it, as rune offsets.
// A place that goes on behind its first line ends at the end of that line.
// The line is empty where no text was kept (a finding about a whole file).
func (p Place) Snippet() (line string, from, to int) {
	if p.excerpt == nil {
		return "", 0, 0
	}
	return p.excerpt.line(p.Start, p.End)
}

// Masked is what is shown in place of a secret, whatever its length.
const Masked = "********"

// excerpt is a piece of a file as it was written: for XML the entity alone,
// so that nothing of its neighbours is shown with it.
type excerpt struct {
	start   Position
	text    string
	secrets []span
	sorted  bool // secrets are in order
}

// span is a range of one excerpt's file.
type span struct{ start, end Position }

func (e *excerpt) line(start, end Position) (string, int, int) {
	text, column := e.text, e.start.Column
	for n := e.start.Line; n < start.Line; n++ {
		_, rest, found := strings.Cut(text, "\n")
		if !found {
			return "", 0, 0
		}
		text, column = rest, 1
	}
	text, _, _ = strings.Cut(text, "\n")
	runes := []rune(text)
	// offset turns a position into a rune offset of this line.
	offset := func(p Position) int {
		switch {
		case p.Line < start.Line:
			return 0
		case p.Line > start.Line:
			return len(runes)
		}
		return max(0, min(p.Column-column, len(runes)))
	}
	from, to := offset(start), offset(end)

	if !e.sorted {
		slices.SortFunc(e.secrets, func(a, b span) int {
			return cmp.Or(cmp.Compare(a.start.Line, b.start.Line), cmp.Compare(a.start.Column, b.start.Column))
		})
		e.sorted = true
	}
	var shown []rune
	shownFrom, shownTo, next := from, to, 0
	for _, s := range e.secrets {
		a, b := max(offset(s.start), next), offset(s.end)
		if s.start.Line > start.Line || s.end.Line < start.Line || a >= b {
			continue
		}
		shown = append(append(shown, runes[next:a]...), []rune(Masked)...)
		grown := len(shown) - b
		if from >= b {
			shownFrom = from + grown
		} else if from > a {
			shownFrom = len(shown) - len(Masked)
		}
		if to >= b {
			shownTo = to + grown
		} else if to > a {
			shownTo = len(shown)
		}
		next = b
	}
	return string(append(shown, runes[next:]...)), shownFrom, shownTo
}

// hide marks a range as secret.
func (e *excerpt) hide(start, end Position) {
	if start == end {
		return
	}
	e.secrets, e.sorted = append(e.secrets, span{start, end}), false
}

// hidePassword marks the password in an address, or all of a value that is
// written in another way than it reads.
func (e *excerpt) hidePassword(s span, address string) {
	at := password.FindStringSubmatchIndex(address)
	if s.start.Line == s.end.Line && s.end.Column-s.start.Column == utf8.RuneCountInString(address) {
		s.end = s.start.after([]byte(address[:at[5]]))
		s.start = s.start.after([]byte(address[:at[4]]))
	}
	e.hide(s.start, s.end)
}

// IsSecret reports whether a field of this name holds a secret: clientSecret
// and password are Campaign's password fields
// (https://experienceleague.adobe.com/docs/campaign-classic/using/installing-campaign-classic/privacy.html);
// the other words keep the secrets of further account types out of sight.
func IsSecret(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"secret", "password", "passwd", "pwd", "passphrase", "token", "privatekey", "apikey", "accesskey", "credential"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// Error is an input that could not be read, or a configuration that could
// not be used, at its place. Its message never holds text of the file other
// than names, so that it cannot show a secret.
type Error struct {
	Place
	Message string
}

// Error returns path:line:column: message.
func (e *Error) Error() string { return e.Place.String() + ": " + e.Message }

func errorAt(path string, at Position, format string, args ...any) *Error {
	return &Error{Place: Place{Path: path, Start: at, End: at}, Message: fmt.Sprintf(format, args...)}
}
