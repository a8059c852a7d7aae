package lzma

// How hard a repetition is searched for, and how long a match is good enough to
// be taken at once.
const (
	searchDepth = 24
	goodMatch   = 96
)

// match is a repetition of what stands distance+1 bytes earlier.
type match struct {
	length   int
	distance uint32
}

// finder finds earlier places where the same bytes stand: the last ones with the
// same two and three bytes, and a chain of those with the same four.
type finder struct {
	data         []byte
	two          [1 << 16]int32
	three        []int32
	four, before []int32
	done         int // places that are known
	list         []match
}

const (
	threeBits = 18
	fourBits  = 20
)

func newFinder(data []byte) *finder {
	f := &finder{data: data, three: make([]int32, 1<<threeBits), four: make([]int32, 1<<fourBits), before: make([]int32, len(data))}
	for _, table := range [][]int32{f.two[:], f.three, f.four} {
		for i := range table {
			table[i] = -1
		}
	}
	return f
}

func (f *finder) hashes(at int) (two, three, four uint32) {
	d := f.data[at:]
	two = uint32(d[0]) | uint32(d[1])<<8
	three = two | uint32(d[2])<<16
	four = (three | uint32(d[3])<<24) * 2654435761 >> (32 - fourBits)
	return two, three * 2654435761 >> (32 - threeBits), four
}

// skip makes known all places before at.
func (f *finder) skip(at int) {
	for ; f.done < min(at, len(f.data)-3); f.done++ {
		two, three, four := f.hashes(f.done)
		f.two[two], f.three[three] = int32(f.done), int32(f.done)
		f.before[f.done] = f.four[four]
		f.four[four] = int32(f.done)
	}
}

// common returns how many bytes at two places are the same, at most maxMatch.
func (f *finder) common(earlier, at int) int {
	a, b := f.data[earlier:], f.data[at:]
	b = b[:min(len(b), maxMatch)]
	for i := range b {
		if a[i] != b[i] {
			return i
		}
	}
	return len(b)
}

// find returns matches at a place, ever longer ones, each with the smallest
// distance that was found for its length.
func (f *finder) find(at int) []match {
	f.skip(at)
	f.list = f.list[:0]
	if at+4 > len(f.data) {
		return nil
	}
	best := minMatch - 1
	try := func(earlier int32) {
		e := int(earlier)
		if at+best < len(f.data) && f.data[e+best] != f.data[at+best] {
			return
		}
		if n := f.common(e, at); n > best {
			best = n
			f.list = append(f.list, match{n, uint32(at - e - 1)})
		}
	}
	two, three, four := f.hashes(at)
	for _, earlier := range [2]int32{f.two[two], f.three[three]} {
		if earlier >= 0 {
			try(earlier)
		}
	}
	earlier := f.four[four]
	for depth := searchDepth; depth > 0 && earlier >= 0 && best < goodMatch; depth-- {
		try(earlier)
		earlier = f.before[earlier]
	}
	return f.list
}
