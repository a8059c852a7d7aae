package node

import (
	"encoding/binary"
	"strings"
)

// textBlock is how many bytes of texts are held together.
const textBlock = 16 << 10

// texts holds texts one behind the other: a string of its own takes several times
// the memory of a short text.
type texts struct {
	full []string // blocks
	last strings.Builder
}

// add holds a text and returns its number, at which get finds it.
func (t *texts) add(text string) int {
	var size [binary.MaxVarintLen32]byte
	n := binary.PutUvarint(size[:], uint64(len(text)))
	if t.last.Len() > 0 && t.last.Len()+n+len(text) > textBlock {
		t.full = append(t.full, t.last.String())
		t.last = strings.Builder{}
	}
	number := len(t.full)*textBlock + t.last.Len()
	t.last.Write(size[:n])
	t.last.WriteString(text)
	return number
}

func (t *texts) get(number int) string {
	block := t.last.String()
	if i := number / textBlock; i < len(t.full) {
		block = t.full[i]
	}
	block = block[number%textBlock:]
	var size [binary.MaxVarintLen32]byte
	length, n := binary.Uvarint(size[:copy(size[:], block)])
	return block[n : n+int(length)]
}
