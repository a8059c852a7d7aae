package report

import (
	"fmt"

	"github.com/imslint/imslint/checks"
)

// Palette is the colours of one output; without colour it changes nothing.
type Palette struct {
	Bold, Dim, Red, Yellow, Blue, Green func(a ...any) string
}

// NewPalette returns a palette with colour on or off, whatever the environment
// says.
func NewPalette(on bool) *Palette {
	// The numbers are those of ECMA-48: 1 is bold, 2 faint, 22 neither, and 30
	// with a colour's number that colour.
	paint := func(set, reset string) func(a ...any) string {
		if !on {
			return fmt.Sprint
		}
		return func(a ...any) string { return "\x1b[" + set + "m" + fmt.Sprint(a...) + "\x1b[" + reset + "m" }
	}
	return &Palette{
		Bold: paint("1", "22"), Dim: paint("2", "22"),
		Red: paint("31;1", "0;22"), Yellow: paint("33;1", "0;22"),
		Blue: paint("34;1", "0;22"), Green: paint("32;1", "0;22"),
	}
}

// Severity returns the colour of a severity.
func (p *Palette) Severity(s checks.Severity) func(a ...any) string {
	return []func(a ...any) string{p.Blue, p.Yellow, p.Red}[s]
}

// state returns the colour of a step's state.
func (p *Palette) state(s checks.State) func(a ...any) string {
	switch s {
	case checks.OK:
		return p.Green
	case checks.Broken:
		return p.Red
	case checks.AtRisk:
		return p.Yellow
	}
	return p.Dim
}
