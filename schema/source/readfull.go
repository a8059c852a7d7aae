package source

import "io"

// ReadFull reads into p from n on until p is full or the reader ends, and returns
// how much of p is filled. The error is that of the reader, io.EOF at its end and
// io.ErrNoProgress where it returns nothing over and over; there is none where p
// is full, unless the reader gave one with its last bytes.
func ReadFull(r io.Reader, p []byte, n int) (int, error) {
	for empty := 0; n < len(p); {
		more, err := r.Read(p[n:])
		n += more
		if err != nil {
			return n, err
		}
		if more > 0 {
			empty = 0
		} else if empty++; empty == 100 {
			return n, io.ErrNoProgress
		}
	}
	return n, nil
}
