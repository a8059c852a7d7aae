package node

import (
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/imslint/imslint/schema/source"
)

// breakSize returns the size of the line break at an offset as yaml.v3 counts
// lines, 0 where there is none. It follows YAML 1.1, in which U+0085, U+2028
// and U+2029 are line breaks; those that we report are the ones of editors.
func breakSize(data string, at int) int {
	switch data[at] {
	case '\n':
		return 1
	case '\r':
		if strings.HasPrefix(data[at:], "\r\n") {
			return 2
		}
		return 1
	case 0xC2:
		if strings.HasPrefix(data[at:], "\u0085") {
			return 2
		}
	case 0xE2:
		if strings.HasPrefix(data[at:], "\u2028") || strings.HasPrefix(data[at:], "\u2029") {
			return 3
		}
	}
	return 0
}

// spaceSize is like breakSize, for line breaks, spaces and tabs.
func spaceSize(data string, at int) int {
	if data[at] == ' ' || data[at] == '\t' {
		return 1
	}
	return breakSize(data, at)
}

// lineEnd returns where the line ends that an offset is on.
func lineEnd(data string, at int) int {
	for at < len(data) && breakSize(data, at) == 0 {
		at++
	}
	return at
}

// skipSpace returns the first offset that is neither white space nor a line
// break.
func skipSpace(data string, at int) int {
	for at < len(data) {
		size := spaceSize(data, at)
		if size == 0 {
			break
		}
		at += size
	}
	return at
}

// skipComments skips white space and comments.
func skipComments(data string, at int) int {
	at = skipSpace(data, at)
	for at < len(data) && data[at] == '#' {
		at = skipSpace(data, lineEnd(data, at))
	}
	return at
}

// cursor finds the offsets of yaml.v3's lines and columns, which it counts in
// code points. It only goes forward, so that all of them together cost one walk
// over the text.
type cursor struct{ at, line, column int }

// startOf returns a cursor at the start of a text. yaml.v3 does not count a
// byte order mark.
func startOf(data string) cursor {
	return cursor{len(data) - len(strings.TrimPrefix(data, "\uFEFF")), 1, 1}
}

func (c *cursor) to(data string, line, column int) int {
	for c.at < len(data) && (c.line < line || c.line == line && c.column < column) {
		if size := breakSize(data, c.at); size > 0 {
			c.at += size
			c.line++
			c.column = 1
			continue
		}
		_, size := utf8.DecodeRuneInString(data[c.at:])
		c.at += size
		c.column++
	}
	return c.at
}

// skipProperties skips an anchor and a tag, and what is between them and the
// value that they belong to, up to a limit.
func skipProperties(data string, at, limit int) int {
	for at < limit && (data[at] == '&' || data[at] == '!') {
		at = skipComments(data, propertyEnd(data, at))
	}
	return min(at, limit)
}

// propertyEnd returns the end of an anchor or a tag.
func propertyEnd(data string, at int) int {
	if data[at] == '&' {
		for at++; at < len(data) && isAnchor(data[at]); at++ {
		}
		return at
	}
	for at < len(data) && spaceSize(data, at) == 0 {
		at++
	}
	return at
}

// isAnchor reports whether yaml.v3 has a character in names of anchors.
func isAnchor(c byte) bool {
	return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == '-'
}

// emptyEnd returns the end of an empty value, of which an anchor and a tag may
// be written. The next ones may belong to what follows.
func emptyEnd(data string, at int, y *yaml.Node) int {
	anchor, tag := y.Anchor != "", y.Style&yaml.TaggedStyle != 0
	end := at
	for at < len(data) && (anchor && data[at] == '&' || tag && data[at] == '!') {
		anchor, tag = anchor && data[at] != '&', tag && data[at] != '!'
		end = propertyEnd(data, at)
		at = skipComments(data, end)
	}
	return end
}

// closingQuote returns where the quote is that ends a value.
func closingQuote(data string, at int) (end int, ok bool) {
	if at == len(data) || data[at] != '"' && data[at] != '\'' {
		return at, false
	}
	quote := data[at]
	for at++; at < len(data); at++ {
		switch {
		case data[at] == '\\' && quote == '"':
			at++
		case data[at] != quote:
		case quote == '\'' && at+1 < len(data) && data[at+1] == quote:
			at++
		default:
			return at, true
		}
	}
	return at, false
}

// closingBracket returns the end of a flow collection of which all values have
// been read.
func closingBracket(data string, at int) (end int, ok bool) {
	for {
		at = skipComments(data, at)
		if at == len(data) {
			return at, false
		}
		switch data[at] {
		case ']', '}':
			return at + 1, true
		case ',', ':', '?':
			at++
		default:
			return at, false
		}
	}
}

// plainEnd returns the end of a scalar without quotes. Its line breaks, and the
// white space around them, read as a space or as other line breaks.
func plainEnd(data string, at int, value string) (end int, ok bool) {
	if strings.HasPrefix(data[at:], value) {
		return at + len(value), true
	}
	for i := 0; i < len(value); {
		if spaceSize(value, i) > 0 {
			i = skipSpace(value, i)
			at = skipSpace(data, at)
			continue
		}
		if at == len(data) || data[at] != value[i] {
			return at, false
		}
		i++
		at++
	}
	return at, true
}

// blockSpan returns where the text of a | or > scalar is: from the first line
// below its header that is not blank to the last one.
func blockSpan(data string, at int, value string) (span source.Span, ok bool) {
	if at == len(data) || data[at] != '|' && data[at] != '>' {
		return span, false
	}
	header := at + 1
	for header < len(data) && strings.IndexByte("+-0123456789", data[header]) >= 0 {
		header++
	}
	span = source.Span{From: header, To: header}
	text := skipSpace(value, 0)
	if text == len(value) {
		return span, true
	}
	// The value begins with those spaces of its first line that are not
	// indentation.
	start := text
	for start > 0 && (value[start-1] == ' ' || value[start-1] == '\t') {
		start--
	}
	first := nextLine(data, header)
	for first < len(data) && isBlankLine(data, first) {
		first = nextLine(data, first)
	}
	indent := spaces(data, first) - spaces(value, start)
	// yaml.v3 wants a space at least, and without a line there is none.
	if indent < 1 {
		return span, false
	}
	span.From = first + indent
	for line := first; line < len(data); line = nextLine(data, line) {
		if isBlankLine(data, line) {
			continue
		}
		if spaces(data, line) < indent {
			break
		}
		span.To = lineEnd(data, line)
	}
	return span, true
}

// nextLine returns where the line begins after the one that an offset is on.
func nextLine(data string, at int) int {
	if at = lineEnd(data, at); at < len(data) {
		at += breakSize(data, at)
	}
	return at
}

func isBlankLine(data string, at int) bool {
	for at < len(data) && (data[at] == ' ' || data[at] == '\t') {
		at++
	}
	return at == len(data) || breakSize(data, at) > 0
}

// spaces counts the spaces at an offset.
func spaces(data string, at int) int {
	return len(data) - at - len(strings.TrimLeft(data[at:], " "))
}
