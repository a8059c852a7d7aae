package source

import (
	"strings"
	"unicode/utf8"
)

// Masked is what is shown in place of a secret, whatever its length.
const Masked = "********"

// Elided is what is shown in place of a value that a finding is not about.
const Elided = "…"

// Hidden is a range of a text that snippets do not show.
type Hidden struct {
	Span
	// Secret says that it is shown as Masked wherever it is. Other ranges are
	// elided, but for those that the snippet is about.
	Secret bool
	// Comment says that it is elided wherever it is: within the value that a
	// snippet is about, too.
	Comment bool
}

// overlaps reports whether two ranges share a byte.
func (s Span) overlaps(t Span) bool { return max(s.From, t.From) < min(s.To, t.To) }

// IsSecret reports whether all of a range is a secret, which snippets mask.
func (t *Text) IsSecret(s Span) bool {
	for h := range t.hiddenRanges().secrets.overlapping(s) {
		if h.From <= s.From && s.To <= h.To {
			return true
		}
	}
	return false
}

// reach is how many bytes of a line a snippet shows on either side of the
// place, and of the place itself, at most.
const reach = 512

// Snippet is a piece of the line that a place begins on, for a person.
type Snippet struct {
	Text     string // one line; "" where no text was kept
	From, To int    // the place within Text, in byte offsets
	// Before and After say that the line goes on there.
	Before, After bool
}

// Snippet returns the line that the place begins on, or as much of it as is
// near the place. Secrets are shown as Masked, and values that the place is not
// about as Elided. A place that goes on behind its first line ends there.
func (p Place) Snippet() Snippet {
	if p.text == nil || p.text.data == "" {
		return Snippet{}
	}
	window, own := p.window()
	data := p.text.data[window.From:window.To]
	s := Snippet{
		Before: window.From > 0 && p.text.data[window.From-1] != '\n',
		After:  window.To < len(p.text.data) && p.text.data[window.To] != '\n',
	}
	// What each byte is shown as.
	const shown, elided, secret = 0, 1, 2
	as := make([]byte, len(data))
	paint := func(h Span, how byte) {
		for i := max(h.From, window.From); i < min(h.To, window.To); i++ {
			as[i-window.From] = how
		}
	}
	hidden := p.text.hiddenRanges()
	for h := range hidden.elided.overlapping(window) {
		// A place without extent belongs to the value that it is at the end of.
		if !h.overlaps(own) && (!own.Empty() || h.To < own.From || own.To < h.From) {
			paint(h, elided)
		}
	}
	for h := range hidden.comments.overlapping(window) {
		paint(h, elided)
	}
	for h := range hidden.secrets.overlapping(window) {
		paint(h, secret)
	}
	if p.secret {
		paint(p.Span, secret)
	}
	var out strings.Builder
	for i := 0; i <= len(data); {
		end := i + 1
		for end < len(data) && as[end] == as[i] {
			end++
		}
		from, to := own.From-window.From, own.To-window.From
		start := out.Len()
		switch {
		case i == len(data):
		case as[i] == secret:
			out.WriteString(Masked)
		case as[i] == elided:
			out.WriteString(Elided)
		default:
			out.WriteString(data[i:end])
		}
		// The ends of the place, where they fall into this run.
		if i <= from && from < end {
			s.From = start
			if i == len(data) || as[i] == shown {
				s.From += from - i
			}
		}
		if i < to && to <= end || i == to && to == from {
			s.To = out.Len()
			if i == len(data) || as[i] == shown {
				s.To = start + to - i
			}
		}
		i = end
	}
	s.Text = out.String()
	s.To = max(s.From, s.To)
	return s
}

// window returns the range of the text that a snippet of the place covers, and
// the range of the place within it.
func (p Place) window() (window, own Span) {
	data := p.text.data
	own.From = min(p.From, len(data))
	own.To = min(max(p.To, own.From), len(data), own.From+reach)
	if i := strings.IndexByte(data[own.From:own.To], '\n'); i >= 0 {
		own.To = own.From + i
	}
	window = Span{max(0, own.From-reach), min(len(data), own.To+reach)}
	if i := strings.LastIndexByte(data[window.From:own.From], '\n'); i >= 0 {
		window.From += i + 1
	}
	if i := strings.IndexByte(data[own.To:window.To], '\n'); i >= 0 {
		window.To = own.To + i
	}
	// Whole characters only.
	for window.From < own.From && !utf8.RuneStart(data[window.From]) {
		window.From++
	}
	for _, end := range []*int{&own.To, &window.To} {
		for *end > own.From && *end < len(data) && !utf8.RuneStart(data[*end]) {
			*end--
		}
	}
	return window, own
}
