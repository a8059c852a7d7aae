package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/fatih/color"
	"github.com/imslint/imslint/checks"
	"github.com/mattn/go-isatty"
)

// palette is the colours of one output; without colour it changes nothing.
type palette struct {
	bold, dim, red, yellow, blue, green func(a ...any) string
}

func newPalette(on bool) *palette {
	paint := func(attributes ...color.Attribute) func(a ...any) string {
		c := color.New(attributes...)
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c.SprintFunc()
	}
	return &palette{
		bold: paint(color.Bold), dim: paint(color.Faint),
		red: paint(color.FgRed, color.Bold), yellow: paint(color.FgYellow, color.Bold),
		blue: paint(color.FgBlue, color.Bold), green: paint(color.FgGreen, color.Bold),
	}
}

func (p *palette) severity(s checks.Severity) func(a ...any) string {
	return []func(a ...any) string{p.blue, p.yellow, p.red}[s]
}

func (p *palette) state(s checks.State) func(a ...any) string {
	switch s {
	case checks.OK:
		return p.green
	case checks.Broken:
		return p.red
	case checks.AtRisk:
		return p.yellow
	}
	return p.dim
}

// colorWhen are the values of --color.
var colorWhen = []string{"auto", "always", "never"}

func checkColor(when string) error {
	if !slices.Contains(colorWhen, when) {
		return fmt.Errorf("--color needs auto, always or never, found %s", checks.Quote(when))
	}
	return nil
}

// useColor decides whether standard output gets colour: --color always or
// never, else NO_COLOR (https://no-color.org), FORCE_COLOR, and whether it is
// a terminal that knows colours.
func useColor(flag string) bool {
	force := os.Getenv("FORCE_COLOR")
	switch {
	case flag == "always":
		return true
	case flag == "never", os.Getenv("NO_COLOR") != "":
		return false
	case force != "" && force != "0" && force != "false":
		return true
	case os.Getenv("TERM") == "dumb":
		return false
	}
	return terminal(os.Stdout)
}

func terminal(f *os.File) bool {
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}
