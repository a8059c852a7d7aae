package load

import (
	"io"
	"sync/atomic"
)

// Meter counts what has been read, for whoever shows progress. A nil Meter
// counts nothing.
type Meter struct {
	read, expected, instances atomic.Int64
}

// Bytes returns how many bytes were read, and how many are known to be there.
func (m *Meter) Bytes() (read, expected int64) { return m.read.Load(), m.expected.Load() }

// Instances returns how many instances were read and judged.
func (m *Meter) Instances() int { return int(m.instances.Load()) }

func (m *Meter) expect(n int64) {
	if m != nil {
		m.expected.Add(n)
	}
}

func (m *Meter) instanceDone() {
	if m != nil {
		m.instances.Add(1)
	}
}

// Reader returns a reader whose bytes are counted.
func (m *Meter) Reader(r io.Reader) io.Reader {
	if m == nil {
		return r
	}
	return &metered{r, m}
}

type metered struct {
	io.Reader
	m *Meter
}

func (r *metered) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.m.read.Add(int64(n))
	return n, err
}
