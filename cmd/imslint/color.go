package main

import (
	"fmt"

	"github.com/imslint/imslint/checks"
	"github.com/spf13/pflag"
)

// colorFlag is the value of --color.
type colorFlag string

// colorWhen are the values of --color.
const colorWhen = "auto, always or never"

func addColorFlag(f *pflag.FlagSet, when *colorFlag) {
	*when = "auto"
	f.Var(when, "color", "`WHEN` to color: "+colorWhen)
}

// String returns the value.
func (w *colorFlag) String() string { return string(*w) }

// Type returns what the value is called in a usage line.
func (w *colorFlag) Type() string { return "WHEN" }

// Set reads the value.
func (w *colorFlag) Set(text string) error {
	switch text {
	case "auto", "always", "never":
		*w = colorFlag(text)
		return nil
	}
	return fmt.Errorf("needs %s, found %s", colorWhen, checks.Quote(text))
}

// color decides whether standard output gets color: --color always or never,
// else NO_COLOR (https://no-color.org), FORCE_COLOR, and whether it is a
// terminal that knows colors.
func (s streams) color(when colorFlag) bool {
	force := s.getenv("FORCE_COLOR")
	switch {
	case when == "always":
		return true
	case when == "never", s.getenv("NO_COLOR") != "":
		return false
	case force != "" && force != "0" && force != "false":
		return true
	case s.getenv("TERM") == "dumb":
		return false
	}
	return s.outTerminal
}

func (s streams) getenv(name string) string {
	if s.env == nil {
		return ""
	}
	return s.env(name)
}
