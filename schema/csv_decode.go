package schema

import (
	"bufio"
	"io"

	"github.com/imslint/imslint/schema/source"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// DecodeCSV returns a CSV as UTF-8 without byte order mark and with line feeds
// only, and whether it was written in UTF-16, which the Admin Console does not
// read. A CSV begins with a character of ASCII, so that UTF-16 is recognised
// without a byte order mark too. What is written in a single-byte encoding is
// for CSV to find.
func DecodeCSV(name string, r io.Reader) (utf8 io.Reader, utf16 bool, err *source.Error) {
	in := bufio.NewReaderSize(r, 64<<10)
	head, _ := in.Peek(2) // an error is there when the file is read, too
	r = in
	if len(head) == 2 {
		marked := head[0] == 0xFE && head[1] == 0xFF || head[0] == 0xFF && head[1] == 0xFE
		big, little := head[0] == 0 && head[1] != 0, head[0] != 0 && head[1] == 0
		switch {
		case big:
			r = transform.NewReader(in, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder())
		case little:
			r = transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder())
		}
		utf16 = marked || big || little
	}
	utf8, err = source.Decode(name, r)
	return utf8, utf16, err
}
