package source

import (
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/transform"
)

// utf16Decoder decodes UTF-16. The decoder of golang.org/x/text replaces half a
// surrogate pair and half a unit, which we report; and where the replacement
// character is in the file itself, that is not an error.
type utf16Decoder struct {
	transform.NopResetter
	high, low int // which byte of a unit is which
}

func (d utf16Decoder) Transform(dst, src []byte, atEOF bool) (written, read int, err error) {
	unit := func(at int) rune { return rune(src[at+d.high])<<8 | rune(src[at+d.low]) }
	bad := &BadByte{"UTF-16"}
	for read < len(src) {
		if len(src)-read < 2 {
			if atEOF {
				return written, read, bad
			}
			return written, read, transform.ErrShortSrc
		}
		r, size := unit(read), 2
		if utf16.IsSurrogate(r) {
			if len(src)-read < 4 {
				if atEOF {
					return written, read, bad
				}
				return written, read, transform.ErrShortSrc
			}
			if r = utf16.DecodeRune(r, unit(read+2)); r == utf8.RuneError {
				return written, read, bad
			}
			size = 4
		}
		if written+utf8.RuneLen(r) > len(dst) {
			return written, read, transform.ErrShortDst
		}
		written += utf8.EncodeRune(dst[written:], r)
		read += size
	}
	return written, read, nil
}
