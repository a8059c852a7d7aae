package xmlscan

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// reach is how far plain looks ahead without asking whether the buffer goes on:
// over the first 16 bytes of a text, a name or a value, and what they follow.
const reach = 32

// plain follows text and tags from pos on that are written as nearly all are,
// and stops at what needs a closer look: at everything else, at what is wrong,
// at the elements that may be wanted and the ends of those that are, and near
// the end of the buffer.
//
// Nearly all of the time goes into this loop, which calls nothing as long as
// things are short. Values are looked at eight bytes at a time, and names byte by
// byte, because that is faster: the same names come again and again, and a
// processor that guesses how long they are need not wait for an answer.
func (s *scanner) plain() {
	if s.depth() == 0 || len(s.buf) > MaxTag {
		return
	}
	buf, opened := s.buf, s.opened
	most := s.limit - len(s.open)
	// As many open elements remain, the root element among them: their ends are not
	// for plain.
	least := max(0, 1-len(s.open))
	if s.keeping {
		least = max(0, s.keptDepth+1-len(s.open))
	}
	i := s.pos
tags:
	for ; i+reach <= len(buf); s.pos = i {
		// Text, most of which is a line end and spaces.
		if w := zeros(load(buf, i) ^ '<'*ones); w != 0 {
			i += firstByte(w)
		} else if w := zeros(load(buf, i+8) ^ '<'*ones); w != 0 {
			i += 8 + firstByte(w)
		} else if n := bytes.IndexByte(buf[i+8:], '<'); n >= 0 {
			i += 8 + n
		} else {
			break
		}
		if i+reach > len(buf) {
			break
		}
		from := i

		if buf[i+1] == '/' {
			n := len(opened) - 1
			if n < least {
				break
			}
			e := opened[n]
			i += len("</")
			end := i + e.nameEnd - e.from - len("<")
			if end >= len(buf) || buf[end] != '>' || string(buf[i:end]) != string(buf[e.from+1:e.nameEnd]) {
				break
			}
			opened = opened[:n]
			i = end + 1
			continue
		}

		i++
		nameEnd := 0
		for {
			// The name of the element or of an attribute.
			if classes[buf[i]]&startByte == 0 {
				break tags
			}
			i++
			for i < len(buf) && classes[buf[i]]&nameByte != 0 {
				i++
			}
			if i+reach > len(buf) {
				break tags
			}

			// The value of the attribute.
			if nameEnd == 0 {
				nameEnd = i
				if len(opened) >= most || s.suspected(nameEnd) {
					break tags
				}
			} else {
				quote := buf[i+1]
				if buf[i] != '=' || quote != '"' && quote != '\'' {
					break tags
				}
				quotes := uint64('"' * ones)
				if quote != '"' {
					quotes = '\'' * ones
				}
				i += len(`="`)
				if found := either(load(buf, i), quotes, '<'*ones); found != 0 {
					i += firstByte(found)
				} else if found := either(load(buf, i+8), quotes, '<'*ones); found != 0 {
					i += 8 + firstByte(found)
				} else {
					i += 16
					n := bytes.IndexByte(buf[i:], quote)
					if n < 0 || bytes.IndexByte(buf[i:i+n], '<') >= 0 {
						break tags
					}
					i += n
				}
				if buf[i] != quote {
					break tags
				}
				i++
				if i+reach > len(buf) {
					break tags
				}
			}

			// What is behind it: another attribute, or the end of the tag.
			if isSpace(buf[i]) {
				for i++; isSpace(buf[i]) && i+reach <= len(buf); i++ {
				}
				if i+reach > len(buf) {
					break tags
				}
				if buf[i] != '>' && buf[i] != '/' {
					continue
				}
			}
			if buf[i] == '>' {
				opened = append(opened, newElement{from, nameEnd})
				i++
				continue tags
			}
			if buf[i] != '/' || buf[i+1] != '>' {
				break tags
			}
			i += len("/>")
			continue tags
		}
	}
	s.opened = opened
}

// load returns the eight bytes from i on as a word, in which the first one is
// the lowest.
func load(buf []byte, i int) uint64 { return binary.LittleEndian.Uint64(buf[i:]) }

// Bytes are looked for in a word by setting the high bit of each byte that is
// one of them, and clearing all other bits. Only the first is certain: there
// may be others, which are wrong, behind it.
const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// zeros looks for zeros.
func zeros(w uint64) uint64 { return (w - ones) &^ w & highs }

// either looks for the bytes of x and y, each of which is one byte eight times.
func either(w, x, y uint64) uint64 { return zeros(w^x) | zeros(w^y) }

// noLetters looks for everything but ASCII letters.
func noLetters(w uint64) uint64 {
	// Nothing is carried from byte to byte, for the high bits are cleared first.
	lower := (w | 0x20*ones) &^ highs
	return (^(lower + (0x80-'a')*ones) | (lower + (0x80-'z'-1)*ones) | w) & highs
}

// firstByte returns the number of the byte that was found.
func firstByte(found uint64) int { return bits.TrailingZeros64(found) >> 3 }
