package report

import "github.com/imslint/imslint/checks"

// htmlCourse is how far an instance is on its way: what files show as a
// picture, and every step in a table.
type htmlCourse struct {
	ID, Instance string
	Drawings     []htmlDrawing
	Steps        []htmlCourseStep
}

type htmlCourseStep struct{ ID, Title, Class, State, Command, Lacks string }

// courses groups the steps of a run by instance.
func courses(list []Course) (out []htmlCourse) {
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Instance == list[0].Instance {
			n++
		}
		out = append(out, courseOf("course-"+itoa(len(out)+1), list[:n]))
		list = list[n:]
	}
	return out
}

func courseOf(id string, list []Course) htmlCourse {
	out := htmlCourse{ID: id, Instance: Shown(list[0].Instance)}
	for _, c := range list {
		step := htmlCourseStep{ID: id + "-" + c.Step, Title: c.Title, State: c.State.words(), Command: Shown(c.Command), Lacks: Shown(c.Lacks)}
		step.Class = map[CourseState]string{Done: "good", Open: "bad", NotVisible: "unsure"}[c.State]
		if c.State == Open {
			step.State += " (" + checks.Count(c.Open, "finding") + ")"
		}
		out.Steps = append(out.Steps, step)
	}
	out.Drawings = []htmlDrawing{drawCourse(id, list, true), drawCourse(id, list, false)}
	return out
}

// drawCourse draws the steps that files can show. What is left to a person is
// in the table only: no file will ever change it.
func drawCourse(id string, list []Course, wide bool) htmlDrawing {
	var shown []Course
	for _, c := range list {
		if !c.ByHand {
			shown = append(shown, c)
		}
	}
	width, gap := 170, 36 // as the login path has it
	if wide {
		width, gap = 128, 18
	}
	d := steps("Course of migration", len(shown), width, gap, wide)
	for i, c := range shown {
		node := &d.Nodes[i]
		node.Label, node.Words = c.Label, c.Title+": "+c.State.words()
		node.Step, node.Target = c.Step, id+"-"+c.Step
		node.Class = map[CourseState]string{Done: "ok", Open: "broken", NotVisible: "not-checked"}[c.State]
		node.Mark = c.State.words()
		if c.State == Open {
			node.Mark = "✗ " + itoa(c.Open) + " open"
		}
	}
	return d
}
