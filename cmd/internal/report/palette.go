package report

import (
	"github.com/fatih/color"
	"github.com/imslint/imslint/checks"
)

// Palette is the colours of one output; without colour it changes nothing.
type Palette struct {
	Bold, Dim, Red, Yellow, Blue, Green func(a ...any) string
}

// NewPalette returns a palette with colour on or off, whatever the environment
// says.
func NewPalette(on bool) *Palette {
	paint := func(attributes ...color.Attribute) func(a ...any) string {
		c := color.New(attributes...)
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c.SprintFunc()
	}
	return &Palette{
		Bold: paint(color.Bold), Dim: paint(color.Faint),
		Red: paint(color.FgRed, color.Bold), Yellow: paint(color.FgYellow, color.Bold),
		Blue: paint(color.FgBlue, color.Bold), Green: paint(color.FgGreen, color.Bold),
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
