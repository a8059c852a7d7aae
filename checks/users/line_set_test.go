package users

import "testing"

func TestLineSet(t *testing.T) {
	var a, b, none lineSet
	for _, line := range []int{2, 63, 64, 2, 1000, 65} {
		a.add(line)
	}
	for _, line := range []int{64, 2000} {
		b.add(line)
	}
	if a.count() != 5 || b.count() != 2 || none.count() != 0 {
		t.Errorf("%d, %d and %d lines", a.count(), b.count(), none.count())
	}
	b.addAll(a) // which is shorter
	none.addAll(b)
	none.addAll(a)
	if b.count() != 6 || none.count() != 6 {
		t.Errorf("together %d and %d lines, want 6", b.count(), none.count())
	}
}
