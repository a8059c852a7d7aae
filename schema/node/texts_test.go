package node

import (
	"strings"
	"testing"
)

func TestTexts(t *testing.T) {
	var held texts
	var want []string
	var numbers []int
	for i := range 1000 {
		text := strings.Repeat("ab", i%300)
		if i%100 == 0 {
			text = strings.Repeat("c", textBlock+i-500) // around the size of a block
		}
		want = append(want, text)
		numbers = append(numbers, held.add(text))
		if got := held.get(numbers[i]); got != text { // while it is in the last block
			t.Fatalf("text %d is %.20q, want %.20q", i, got, text)
		}
	}
	for i, number := range numbers {
		if got := held.get(number); got != want[i] {
			t.Fatalf("text %d is %.20q, want %.20q", i, got, want[i])
		}
	}
}
