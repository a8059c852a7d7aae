package schema

import (
	"fmt"
	"strings"
	"testing"
)

// TestTextTable gives very many texts a number each, that of the first time, and
// knows no others.
func TestTextTable(t *testing.T) {
	const n = 200_000
	name := func(i int) string { return strings.Repeat("é", i%40) + fmt.Sprint(i) }
	var table TextTable
	if _, ok := table.Find(name(0)); ok {
		t.Error("an empty table has a text")
	}
	for i := range n {
		if _, ok := table.Find(name(i)); ok {
			t.Fatalf("%s is there before it was added", name(i))
		}
		if got := table.Add(name(i)); got != i {
			t.Fatalf("%s has the number %d, want %d", name(i), got, i)
		}
	}
	for i := range n {
		got, ok := table.Find(name(i))
		if again := table.Add(name(i)); !ok || got != i || again != i || string(table.text(i)) != name(i) {
			t.Fatalf("%s has the numbers %d (%t) and %d, want %d, which is %s", name(i), got, ok, again, i, table.text(i))
		}
	}
	if table.count != n || table.Add("") != n || string(table.text(n)) != "" {
		t.Errorf("%d texts, want %d and an empty one", table.count, n)
	}
}

// TestFirstSlot spreads tags over all slots of a table, however many there are.
func TestFirstSlot(t *testing.T) {
	for _, slots := range []int{8, 12, 1000, 1 << 16, 1 << 20} {
		for tag, want := range map[uint16]int{0: 0, 1 << 14: slots / 4, 1 << 15: slots / 2, 1<<16 - 1: slots - max(1, slots>>16)} {
			if got := firstSlot(tag, slots); got != want {
				t.Errorf("tag %d of %d slots: %d, want %d", tag, slots, got, want)
			}
		}
	}
}

// BenchmarkTextTable adds addresses and looks for as many that are not there,
// beside a map.
func BenchmarkTextTable(b *testing.B) {
	for _, n := range []int{10_000, 1_000_000} {
		texts := make([]string, 2*n)
		for i := range texts {
			texts[i] = fmt.Sprintf("user%d@example.com", i)
		}
		b.Run(fmt.Sprint("table/", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var table TextTable
				for _, text := range texts[:n] {
					table.Add(text)
				}
				for _, text := range texts[n:] {
					table.Find(text)
				}
			}
		})
		b.Run(fmt.Sprint("map/", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				table := map[string]int{}
				for i, text := range texts[:n] {
					table[strings.Clone(text)] = i
				}
				for _, text := range texts[n:] {
					_ = table[text]
				}
			}
		})
	}
}
