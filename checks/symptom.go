package checks

import (
	"slices"
	"strings"
	"unicode"
)

// Symptom is what a person sees when something is wrong: a screen, a message, a
// status.
type Symptom struct {
	ID         string
	Title      string   // what is seen, in a few words
	Messages   []string // word for word as a screen or a log shows them
	Names      []string // what else people call it, or paste
	Steps      []Step   // of the login path that break in this way; empty for none
	Where      string   // the screen, report or log that shows it, "" for a screen of the login
	Cause      string
	Resolution string // what to do
	Otherwise  string // what to do where the person need not be migrated, "" for nothing
	Source     string
}

// Match returns the symptoms that a pasted text describes, the best one first:
// that which shares the longest run of words with it, of two the one of which
// that run is the larger part. Case, punctuation and the log around a message
// do not matter. Of a text longer than maxPasted only the beginning counts.
func (c *Catalogue) Match(text string) []*Symptom {
	text = text[:min(len(text), maxPasted)]
	if s, ok := c.Symptom(strings.TrimSpace(text)); ok {
		return []*Symptom{s}
	}
	pasted := words(text)
	type match struct {
		symptom *Symptom
		run     int
		share   float64
	}
	var list []match
	for _, s := range c.Symptoms {
		best := match{symptom: s}
		for _, known := range slices.Concat([]string{s.Title, s.ID}, s.Messages, s.Names) {
			kw := words(known)
			if slices.Equal(pasted, kw) {
				best.run, best.share = len(kw), 1
				break
			}
			run, significant := longestRun(pasted, kw)
			if !significant && len(kw) == 1 && isField(text, kw[0]) {
				run, significant = 1, true
			}
			share := float64(run) / float64(max(1, len(kw)))
			// All of a known text, all of what was pasted, or so much of both
			// that it is not a coincidence.
			enough := run == len(kw) || run == len(pasted) || run >= 4 || run >= 3 && share >= 0.5
			if significant && enough && (run > best.run || run == best.run && share > best.share) {
				best.run, best.share = run, share
			}
		}
		if best.run > 0 {
			list = append(list, best)
		}
	}
	slices.SortStableFunc(list, func(a, b match) int {
		switch {
		case a.run != b.run:
			return b.run - a.run
		case a.share > b.share:
			return -1
		case a.share < b.share:
			return 1
		}
		return 0
	})
	symptoms := make([]*Symptom, len(list))
	for i, m := range list {
		symptoms[i] = m.symptom
	}
	return symptoms
}

// maxPasted is how many bytes of a pasted text are looked at: each of its words is
// compared with each that is known.
const maxPasted = 64 << 10

// longestRun returns how many words in a row two texts share, and whether the
// run holds a word that means something by itself.
func longestRun(pasted, known []string) (longest int, significant bool) {
	previous, row := make([]int, len(known)+1), make([]int, len(known)+1)
	for i := range pasted {
		for j := range known {
			if row[j+1] = 0; !sameWord(pasted[i], known[j]) {
				continue
			}
			n := previous[j] + 1
			row[j+1] = n
			meaning := slices.ContainsFunc(known[j+1-n:j+1], func(w string) bool { return !isCommon(w) })
			if meaning && n > longest {
				longest, significant = n, true
			}
		}
		previous, row = row, previous
	}
	return longest, significant
}

// isField reports whether a word is all of a field of a table or a log line, as
// the status "Failed" is: among other words it means nothing.
func isField(text, word string) bool {
	between := func(r rune) bool { return strings.ContainsRune("|,;:=\"'()[]<>\t\n", r) }
	for field := range strings.FieldsFuncSeq(text, between) {
		if strings.EqualFold(strings.TrimSpace(field), word) {
			return true
		}
	}
	return false
}

// sameWord reports whether a pasted word is a known one; n stands for any
// number.
func sameWord(pasted, known string) bool {
	return pasted == known || known == "n" && strings.Trim(pasted, "0123456789") == ""
}

// words cuts a text into words in lower case, without punctuation. An address,
// a host name or a file name is one word, so that a part of it does not match.
func words(text string) []string {
	var list []string
	between := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;|", r) }
	for field := range strings.FieldsFuncSeq(strings.ToLower(text), between) {
		if strings.Contains(field, "@") || strings.Contains(field, "://") {
			list = append(list, strings.TrimFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
			continue
		}
		list = append(list, strings.FieldsFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })...)
	}
	return list
}

// commonWords mean nothing by themselves.
const commonWords = " a an the of to in on is are be was and or for not no any does do have has with that this it after when user users user's person people error failed n "

func isCommon(word string) bool { return strings.Contains(commonWords, " "+word+" ") }
