package report

import (
	"fmt"
	"strings"

	"github.com/imslint/imslint/checks"
)

// htmlDrawing is the login path as a picture, from left to right or, for a
// phone, from top to bottom.
type htmlDrawing struct {
	Class         string
	Width, Height int
	Arrows        []htmlArrow
	Nodes         []htmlNode
}

type htmlArrow struct{ Class, Line, Head string }

type htmlNode struct {
	Step, Class, Label, Words, Mark, Target   string
	X, Y, Width, Height, TextX, TextY, StateY int
}

// draw draws the login path. The first step that breaks is marked; nobody gets
// to those behind it, so they are faded.
func draw(r *checks.Result, target func(checks.Step) string, wide bool) htmlDrawing {
	const width, height, gap, margin = 170, 70, 36, 4
	d := htmlDrawing{Class: "tall", Width: width + 2*margin, Height: 5*height + 4*gap + 2*margin}
	if wide {
		d.Class, d.Width, d.Height = "wide", 5*width+4*gap+2*margin, height+2*margin
	}
	stopped := false
	for i, step := range checks.Steps {
		x, y := margin, margin+i*(height+gap)
		arrow := fmt.Sprintf("M%d %dv%d", x+width/2, y-gap, gap-8)
		head := fmt.Sprintf("M%d %dl-6 -9h12z", x+width/2, y-1)
		if wide {
			x, y = margin+i*(width+gap), margin
			arrow = fmt.Sprintf("M%d %dh%d", x-gap, y+height/2, gap-8)
			head = fmt.Sprintf("M%d %dl-9 -6v12z", x-1, y+height/2)
		}
		state := stateOf(r, step)
		node := htmlNode{
			Step: string(step), Class: string(state), Label: stepTitles[step], Mark: stateMarks[state],
			Words: strings.ReplaceAll(string(state), "-", " "), Target: target(step),
			X: x, Y: y, Width: width, Height: height, TextX: x + width/2, TextY: y + 30, StateY: y + 52,
		}
		beyond := ""
		switch {
		case stopped:
			beyond = " beyond"
			node.Words += ", not reached"
		case state == checks.Broken && stopsEverybody(r, step):
			stopped = true
			node.Class += " first"
			node.Mark = "✗ stops here"
			node.Words += ", the login stops here"
		}
		node.Class += beyond
		if i > 0 {
			d.Arrows = append(d.Arrows, htmlArrow{"arrow" + beyond, arrow, head})
		}
		d.Nodes = append(d.Nodes, node)
	}
	return d
}
