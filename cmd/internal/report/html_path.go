package report

import (
	"fmt"
	"strings"

	"github.com/imslint/imslint/checks"
)

// htmlDrawing is the login path, or the course of a migration, as a picture:
// from left to right or, for a phone, from top to bottom.
type htmlDrawing struct {
	Title, Class  string
	Width, Height int
	Arrows        []htmlArrow
	Nodes         []htmlNode
}

type htmlArrow struct{ Class, Line, Head string }

type htmlNode struct {
	Step, Class, Label, Words, Mark, Target   string
	X, Y, Width, Height, TextX, TextY, StateY int
}

// steps returns a picture of n steps of a way, for the caller to label.
func steps(title string, n, width, gap int, wide bool) htmlDrawing {
	const height, margin = 70, 4
	d := htmlDrawing{Title: title, Class: "tall", Width: width + 2*margin, Height: n*(height+gap) - gap + 2*margin}
	if wide {
		d.Class, d.Width, d.Height = "wide", n*(width+gap)-gap+2*margin, height+2*margin
	}
	for i := range n {
		x, y := margin, margin+i*(height+gap)
		arrow := fmt.Sprintf("M%d %dv%d", x+width/2, y-gap, gap-8)
		head := fmt.Sprintf("M%d %dl-6 -9h12z", x+width/2, y-1)
		if wide {
			x, y = margin+i*(width+gap), margin
			arrow = fmt.Sprintf("M%d %dh%d", x-gap, y+height/2, gap-8)
			head = fmt.Sprintf("M%d %dl-9 -6v12z", x-1, y+height/2)
		}
		if i > 0 {
			d.Arrows = append(d.Arrows, htmlArrow{"arrow", arrow, head})
		}
		d.Nodes = append(d.Nodes, htmlNode{X: x, Y: y, Width: width, Height: height, TextX: x + width/2, TextY: y + 30, StateY: y + 52})
	}
	return d
}

// draw draws the login path. The first step that breaks is marked; nobody gets
// to those behind it, so they are faded.
func draw(r *checks.Result, target func(checks.Step) string, wide bool) htmlDrawing {
	d := steps("Login path", len(checks.Steps), 170, 36, wide)
	stopped := false
	for i, step := range checks.Steps {
		state := stateOf(r, step)
		node := &d.Nodes[i]
		node.Step, node.Class, node.Label, node.Mark = string(step), string(state), titleOf(step), markOf(state)
		node.Words, node.Target = strings.ReplaceAll(string(state), "-", " "), target(step)
		switch {
		case stopped:
			node.Words += ", not reached"
			node.Class += " beyond"
			d.Arrows[i-1].Class += " beyond"
		case state == checks.Broken && stopsEverybody(r, step):
			stopped = true
			node.Class += " first"
			node.Mark = "✗ stops here"
			node.Words += ", the login stops here"
		}
	}
	return d
}
