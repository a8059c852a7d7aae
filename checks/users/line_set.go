package users

import "math/bits"

// lineSet is a set of line numbers, one bit each: there may be millions.
type lineSet []uint64

func (s *lineSet) add(line int) {
	s.grow(line/64 + 1)
	(*s)[line/64] |= 1 << (line % 64)
}

// addAll adds the lines of another set.
func (s *lineSet) addAll(other lineSet) {
	s.grow(len(other))
	for i, word := range other {
		(*s)[i] |= word
	}
}

// count returns how many lines there are.
func (s *lineSet) count() (n int) {
	for _, word := range *s {
		n += bits.OnesCount64(word)
	}
	return n
}

// grow makes the set at least so many words long.
func (s *lineSet) grow(words int) {
	*s = append(*s, make([]uint64, max(0, words-len(*s)))...)
}
