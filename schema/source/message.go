package source

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CheckUTF8 finds the first byte of a text that is not UTF-8. What names the
// kind of file that the person is to save in another way.
func CheckUTF8(t *Text, what string) *Error {
	if utf8.ValidString(t.data) {
		return nil
	}
	for i := 0; i < len(t.data); {
		r, size := utf8.DecodeRuneInString(t.data[i:])
		if r == utf8.RuneError && size == 1 {
			return Errorf(t.Place(Span{i, i}), "the byte 0x%02X is not UTF-8: save the %s as UTF-8", t.data[i], what)
		}
		i += size
	}
	return nil
}

// Unreadable returns the error of a file that cannot be opened or read.
func Unreadable(name string, err error) *Error {
	return Errorf(File(name), "%s", reason(err))
}

// ReadError returns the error of a file that could be read until there: bytes
// that its encoding does not have are right after what was read, and other
// errors concern the file as a whole.
func ReadError(name, read string, err error) *Error {
	var bad *BadByte
	if errors.As(err, &bad) {
		return Errorf(At(name, Start.After(read)), "%s", reason(err))
	}
	return Unreadable(name, err)
}

// reason returns what a person needs to know of an error in reading. The name
// of the file is in front of it already.
func reason(err error) string {
	var bad *BadByte
	var path *fs.PathError
	switch {
	case errors.As(err, &bad):
		return bad.Error()
	case errors.As(err, &path):
		err = path.Err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "cannot be read: the file ends too early"
	}
	return "cannot be read: " + err.Error()
}

// Unseen reports whether a character acts on a terminal or cannot be seen:
// control characters, line ends, bidirectional and zero-width characters, all
// space but the one of ASCII, and the letters and marks that have no shape.
func Unseen(r rune) bool {
	switch {
	case ' ' <= r && r <= '~':
		return false // most characters
	case !unicode.IsPrint(r):
		return true
	case r == 0x034F, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x2800, r == 0x3164, r == 0xFFA0,
		0x180B <= r && r <= 0x180F, 0xFE00 <= r && r <= 0xFE0F, 0xE0100 <= r && r <= 0xE01EF:
		return true
	}
	return false
}

// unprintable replaces a character that acts on a terminal or cannot be seen.
func unprintable(r rune) rune {
	if Unseen(r) {
		return '?'
	}
	return r
}

// PrintableKey returns a key, or the name of a tag, for use in a message as
// Printable does, up to where something stands behind the name that does not
// belong to it, and may be a secret: password:"x", https://user:password@host.
func PrintableKey(key string) string {
	if i := strings.IndexAny(key[min(1, len(key)):], "=:@\"'?#"); i >= 0 {
		return Printable(key[:i+1]) + "…"
	}
	return Printable(key)
}

// Printable returns a name from a file for use in a message: on one line,
// without characters that act on a terminal or cannot be seen, and cut to 60
// characters.
func Printable(name string) string {
	const longest = 60
	name = strings.ToValidUTF8(name, "?")
	count := 0
	for i := range name {
		if count++; count > longest {
			return strings.TrimSpace(strings.Map(unprintable, name[:i])) + "…"
		}
	}
	return strings.TrimSpace(strings.Map(unprintable, name))
}
