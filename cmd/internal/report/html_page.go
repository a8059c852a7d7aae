package report

import (
	"io"
	"slices"

	"github.com/imslint/imslint/checks"
	g "maragu.dev/gomponents"
	"maragu.dev/gomponents/html"
)

// The page is made of functions, each of which returns a part of it. Every text
// and every value of an attribute is escaped; only the style and the script of the
// page itself are not. A template of package html/template would do the same, but
// its engine looks for methods by name, so that the linker drops none, which makes
// every start of the program 5 % longer.

// lineEnd ends a line of the page's source.
var lineEnd = g.Raw("\n")

// line returns an element that ends its line.
func line(element g.Node) g.Node { return g.Group{element, lineEnd} }

// each returns the nodes of a list. Each is made when it is written, so that of a
// long list there is never more than one.
func each[T any](list []T, node func(T) g.Node) g.Node {
	return g.NodeFunc(func(w io.Writer) error {
		for _, item := range list {
			if err := node(item).Render(w); err != nil {
				return err
			}
		}
		return nil
	})
}

// given returns the node of a value, nothing where that is nil or a blank text.
func given[T comparable](value T, node func(T) g.Node) g.Node {
	var none T
	if value == none {
		return nil
	}
	return node(value)
}

// paragraph returns a text in a line of its own.
func paragraph(class, text string) g.Node { return line(html.P(html.Class(class), g.Text(text))) }

// codes returns texts as code, with a separator between them.
func codes(list []string, separator string) g.Node {
	var out g.Group
	for i, text := range list {
		if i > 0 {
			out = append(out, g.Text(separator))
		}
		out = append(out, html.Code(g.Text(text)))
	}
	return out
}

// table returns a table that scrolls where it is too wide, with its columns
// named.
func table(class string, columns []string, rows g.Node) g.Node {
	return scrolling(class, nil, headings(columns), rows)
}

// headings returns the names of columns.
func headings(columns []string) g.Node {
	return each(columns, func(name string) g.Node { return html.Th(html.Scope("col"), g.Text(name)) })
}

func scrolling(class string, widths, head, rows g.Node) g.Node {
	return html.Div(html.Class("scroll"), html.Table(g.If(class != "", html.Class(class)), widths, lineEnd,
		line(html.THead(html.Tr(head))),
		html.TBody(lineEnd, rows),
	))
}

func tableCell(class, text string) g.Node {
	return html.Td(g.If(class != "", html.Class(class)), g.Text(text))
}

// section returns a section with its heading.
func section(class, id, heading string, content ...g.Node) g.Node {
	return line(html.Section(g.If(class != "", html.Class(class)), html.Aria("labelledby", id), lineEnd,
		line(html.H2(html.ID(id), g.Text(heading))),
		g.Group(content),
	))
}

// page returns the page around its body.
func page(policy string, body *htmlBody) g.Node {
	return html.Doctype(g.Group{lineEnd, line(html.HTML(html.Lang("en"), lineEnd,
		line(html.Head(lineEnd,
			line(html.Meta(html.Charset("utf-8"))),
			line(html.Meta(g.Attr("http-equiv", "Content-Security-Policy"), html.Content(policy))),
			line(html.Meta(html.Name("viewport"), html.Content("width=device-width, initial-scale=1"))),
			line(html.Meta(html.Name("referrer"), html.Content("no-referrer"))),
			line(html.TitleEl(g.Text("imslint: "+body.Outlook.Text))),
			line(html.Link(html.Rel("icon"), html.Href("data:,"))),
			line(html.StyleEl(g.Raw(htmlStyle))),
		)),
		line(html.Body(lineEnd,
			body.node(),
			line(html.Script(g.Raw(htmlScript))),
		)),
	))})
}

func (b *htmlBody) node() g.Node {
	return g.Group{
		b.header(),
		line(html.Main(lineEnd,
			each(b.Uploads, htmlUpload.node),
			g.If(b.Login, each(b.Instances, func(in func() htmlInstance) g.Node { return in().path() })),
			each(b.Courses, htmlCourse.node),
			given(b.Comparison, (*htmlComparison).node),
			g.Iff(len(b.Checks) > 0, b.filter),
			each(b.Instances, func(in func() htmlInstance) g.Node { return in().findings(b.Login) }),
			given(b.Restart, (*htmlRestart).node),
		)),
	}
}

func (b *htmlBody) header() g.Node {
	product := "users for the Adobe Admin Console"
	switch {
	case len(b.Courses) > 0:
		product = "migration to the Adobe ID login"
	case b.Login:
		product = "Adobe ID login of Adobe Campaign"
	}
	return line(html.Header(html.Class("top "+b.Outlook.Class), lineEnd,
		paragraph("product", "imslint: "+product),
		line(html.H1(g.Text(b.Outlook.Text))),
		paragraph("summary", b.Summary+"."),
		given(b.Symptom, func(title string) g.Node {
			return line(html.P(g.Text("Only what can cause this was checked: " + title + ".")))
		}),
		each(b.Errors, func(text string) g.Node {
			return line(html.P(html.Class("unread"), html.Strong(g.Text("Could not be read:")), g.Text(" "+text)))
		}),
	))
}

// filter returns the form that shows some of the findings only. The script
// unhides it.
func (b *htmlBody) filter() g.Node {
	return line(html.Form(g.Attr("hidden"), html.Aria("label", "Filter the findings"), lineEnd,
		line(html.FieldSet(html.Legend(g.Text("Severity")), lineEnd,
			each(b.Severities, func(name string) g.Node {
				return line(html.Label(html.Input(html.Type("checkbox"), html.Value(name), html.Checked()), g.Text(" "+name)))
			}),
		)),
		line(html.Label(g.Text("Check "), html.Select(
			html.Option(html.Value(""), g.Text("all")),
			each(b.Checks, func(name string) g.Node { return html.Option(g.Text(name)) }),
		))),
		line(html.Span(html.Class("shown"), html.Role("status"))),
	))
}

// path returns the login path of an instance.
func (in htmlInstance) path() g.Node {
	return section("", in.ID, in.Name,
		given(in.Outlook, func(o *outlook) g.Node { return paragraph("outlook "+o.Class, o.Text) }),
		each(in.Drawings(), htmlDrawing.node),
		g.Iff(len(in.Symptoms) > 0, func() g.Node {
			return g.Group{
				line(html.H3(g.Text("What people will see"))),
				line(html.Ul(lineEnd, each(in.Symptoms, func(title string) g.Node { return line(html.Li(g.Text(title))) }))),
			}
		}),
	)
}

// findings returns what was found on an instance.
func (in htmlInstance) findings(login bool) g.Node {
	nothing := "Nothing found."
	if login {
		nothing = "Nothing found on any step of the login path."
	}
	return section("", in.ID+"-findings", "Findings of "+in.Name,
		g.If(len(in.Steps) == 0 && len(in.Rows) == 0, line(html.P(g.Text(nothing)))),
		each(in.Steps, htmlStep.node),
		g.Iff(len(in.Rows) > 0, func() g.Node { return userTable(in.Rows) }),
		g.Iff(len(in.Skipped) > 0, func() g.Node {
			return g.Group{
				line(html.H3(html.ID(in.ID+"-skipped"), g.Text("Not checked"))),
				line(html.Dl(html.Class("skipped"), lineEnd, each(in.Skipped, func(s htmlSkipped) g.Node {
					return line(g.Group{html.Dt(g.Text(s.Reason)), html.Dd(codes(s.Names, ", "))})
				}))),
			}
		}),
		g.Iff(in.Mask != nil, func() g.Node { return given(in.Mask(), (*htmlMask).node) }),
		g.Iff(in.Scopes != nil, func() g.Node { return given(in.Scopes(), (*htmlScopes).node) }),
	)
}

func (s htmlStep) node() g.Node {
	return g.Group{
		line(html.H3(html.ID(s.ID), g.Text(s.Title+" "), html.Span(html.Class("state "+s.State), g.Text(s.Words)))),
		each(s.Findings, func(f *checks.Finding) g.Node { return htmlFindingOf(f).node() }),
	}
}

func (f htmlFinding) node() g.Node {
	place := f.Place
	if f.Account != "" {
		place += ", account " + f.Account
	}
	return line(html.Article(html.Class(f.Severity), html.Data("severity", f.Severity), html.Data("check", f.Check), lineEnd,
		line(html.H4(html.Span(html.Class("badge"), g.Text(f.Severity)), g.Text(" "+f.Code))),
		paragraph("message", f.Message),
		paragraph("faint place", place),
		given(f.Snippet, func(s *htmlSnippet) g.Node {
			return line(s.node(html.Span(html.Class("number"), g.Text(itoa(s.Line)))))
		}),
		f.advice(),
		line(html.Dl(lineEnd,
			line(term("Why", g.Text(f.Why))),
			each(f.Symptoms, func(title string) g.Node { return line(term("Symptom", g.Text(title))) }),
			each(f.Related, func(place string) g.Node { return line(term("See", g.Text(place))) }),
			line(term("Source", each(f.Source, htmlSource.node))),
		)),
	))
}

// term returns an entry of a list of descriptions.
func term(name string, description g.Node) g.Node {
	return g.Group{html.Dt(g.Text(name)), html.Dd(description)}
}

func (s htmlSource) node() g.Node {
	if s.Link == "" {
		return g.Text(s.Text)
	}
	return html.A(html.Href(s.Link), html.Rel("noreferrer"), g.Text(s.Text))
}

// node returns a line with its marks, behind what begins it.
func (s htmlSnippet) node(begin g.Node) g.Node {
	return html.Pre(html.TabIndex("0"), html.Aria("label", "Line "+itoa(s.Line)), begin,
		each(s.Parts, func(p htmlPart) g.Node {
			if !p.Mark {
				return g.Text(p.Text)
			}
			return html.Mark(g.If(p.Text == "", html.Class("here")), g.Text(p.Text))
		}),
	)
}

// advice returns what to do about a finding.
func (f htmlFinding) advice() g.Node {
	return g.Group{
		given(f.Status, func(status string) g.Node {
			return line(html.P(html.Strong(g.Text("Status:")), g.Text(" "+status)))
		}),
		given(f.Console, func(message string) g.Node {
			return line(html.P(html.Class("console"), html.Strong(g.Text("The Admin Console says:")), g.Text(" "), html.Q(g.Text(message))))
		}),
		g.If(f.Set != nil || f.Fix != "", line(html.Div(html.Class("fix"),
			html.Strong(g.Text("Fix")), g.Text(" "), given(f.Set, (*htmlSet).node), g.Text(f.Fix),
		))),
		given(f.Otherwise, func(text string) g.Node {
			return line(html.Div(html.Class("fix"), html.Strong(g.Text("Or")), g.Text(" "+text)))
		}),
	}
}

func (s *htmlSet) node() g.Node {
	return g.Group{
		g.Text("Set " + s.Label + " to "), html.Code(html.Class("value"), g.Text(s.Shown)), g.Text(" "),
		g.If(s.Copy, g.Group{
			html.Button(html.Type("button"), g.Attr("hidden"), html.Data("copy", s.Value), g.Text("Copy")), g.Text(" "),
		}),
	}
}

func (m *htmlMask) node() g.Node {
	return g.Group{
		line(html.H3(g.Text("Association mask " + m.Mask))),
		given(m.Corrected, func(mask string) g.Node { return line(html.P(g.Text("Cut by the mask as corrected: " + mask))) }),
		g.Iff(len(m.Rows) > 0, func() g.Node {
			return line(table("", []string{"Product profile: mask", "rest", "Operator group", "Verdict"}, each(m.Rows, func(r htmlMaskRow) g.Node {
				return line(html.Tr(tableCell("mono", r.Prefix), tableCell("mono", r.Rest), tableCell("mono", r.Group), tableCell(r.Class, r.Verdict)))
			})))
		}),
		given(m.More, func(more string) g.Node { return line(html.P(g.Text(more))) }),
	}
}

func (s *htmlScopes) node() g.Node {
	return g.Group{
		line(html.H3(g.Text("Scopes of " + s.Account))),
		g.Iff(len(s.Rows) > 0, func() g.Node {
			return line(table("", []string{"Scope", "In IMS scope", "Provisioned", "Verdict"}, each(s.Rows, func(r htmlScope) g.Node {
				return line(html.Tr(tableCell("mono", r.Name), tableCell("", r.Asked), tableCell("", r.Provisioned), tableCell(r.Class, r.Verdict)))
			})))
		}),
		given(s.More, func(more string) g.Node { return line(html.P(g.Text(more))) }),
	}
}

func (c *htmlComparison) node() g.Node {
	head := g.Group{html.Td(), headings(c.Names)}
	rows := each(c.Rows, func(r htmlRow) g.Node {
		return line(html.Tr(g.If(r.Differs, html.Class("differs")),
			html.Th(html.Scope("row"), g.Text(r.Name), g.If(r.Differs, g.Group{
				g.Text(" "), html.Span(html.Class("mark"), html.Title("not the same everywhere"), g.Text("≠")),
			})),
			each(r.Cells, func(text string) g.Node { return tableCell("mono", text) }),
		))
	})
	return section("", "compare", "Instances side by side",
		line(scrolling("", nil, head, rows)),
		paragraph("faint", "≠ marks what is not the same everywhere."),
	)
}

func (r *htmlRestart) node() g.Node {
	return section("restart", "restart", "Restart",
		line(html.P(g.Text(r.Text))),
		given(r.Hosted, func(text string) g.Node { return line(html.P(g.Text(text))) }),
		line(html.Dl(lineEnd,
			line(term("Linux", g.Group{
				codes(r.Linux, ", then "), g.Text(" (before 20.1, as root: "), codes(r.OldLinux, ", then "), g.Text(")"),
			})),
			line(term("Windows", codes(r.Windows, ", then "))),
		)),
	)
}

func (d htmlDrawing) node() g.Node {
	return line(g.El("svg", html.Class("path "+d.Class), g.Attr("viewBox", "0 0 "+itoa(d.Width)+" "+itoa(d.Height)), html.Role("group"), html.Aria("label", d.Title), lineEnd,
		each(d.Arrows, func(a htmlArrow) g.Node {
			return line(g.El("g", html.Class(a.Class),
				g.El("path", html.Class("shaft"), g.Attr("d", a.Line)), g.El("path", html.Class("head"), g.Attr("d", a.Head)),
			))
		}),
		each(d.Nodes, func(n htmlNode) g.Node {
			return line(html.A(html.Href("#"+n.Target), html.Class(n.Class), html.Data("step", n.Step), html.Aria("label", n.Label+": "+n.Words),
				rectangle(n.X, n.Y, n.Width, n.Height, g.Attr("rx", "10")),
				g.El("text", g.Attr("x", itoa(n.TextX)), g.Attr("y", itoa(n.TextY)), g.Text(n.Label)),
				g.El("text", html.Class("words"), g.Attr("x", itoa(n.TextX)), g.Attr("y", itoa(n.StateY)), g.Text(n.Mark)),
			))
		}),
	))
}

func rectangle(x, y, width, height int, more ...g.Node) g.Node {
	return g.El("rect", slices.Concat([]g.Node{
		g.Attr("x", itoa(x)), g.Attr("y", itoa(y)), html.Width(itoa(width)), html.Height(itoa(height)),
	}, more)...)
}

func (u htmlUpload) node() g.Node {
	return line(html.Section(html.Class("upload"), html.Aria("label", u.File), lineEnd,
		line(html.H2(g.Text(u.File))),
		paragraph("outcome", u.Outcome),
		g.Iff(len(u.Bars) > 0, func() g.Node {
			return g.Group{
				line(g.El("svg", html.Class("bar"), g.Attr("viewBox", "0 0 1000 20"), g.Attr("preserveAspectRatio", "none"), html.Role("img"), html.Aria("label", u.Outcome),
					each(u.Bars, func(b htmlBar) g.Node { return g.El("g", html.Class(b.Class), rectangle(b.X, 0, b.Width, 20)) }),
				)),
				line(html.P(each(u.Bars, func(b htmlBar) g.Node {
					return g.Group{html.Span(html.Class("state "+b.Class), g.Text(b.Label)), g.Text(" ")}
				}))),
			}
		}),
	))
}

// userTable returns the rows of a CSV in which something was found.
func userTable(rows []*htmlUserRow) g.Node {
	widths := html.ColGroup(html.Col(html.Class("line")), html.Col(html.Class("user")), html.Col())
	head := headings([]string{"Line", "User", "Row and findings"})
	return line(scrolling("users", widths, head, each(rows, (*htmlUserRow).node)))
}

func (r *htmlUserRow) node() g.Node {
	return line(html.Tr(g.Attr("data-row"), tableCell("", itoa(r.Line)), tableCell("mono", r.User), html.Td(
		each(r.Snippets, func(s htmlSnippet) g.Node { return line(s.node(nil)) }),
		each(r.Findings, func(finding *checks.Finding) g.Node {
			f := htmlFindingOf(finding)
			return line(html.Div(html.Class("finding "+f.Severity), html.Data("severity", f.Severity), html.Data("check", f.Check), lineEnd,
				line(html.P(html.Span(html.Class("badge"), g.Text(f.Severity)), g.Text(" "), html.Strong(g.Text(f.Code)),
					given(f.Verdict, func(verdict string) g.Node {
						return g.Group{g.Text(" "), html.Span(html.Class("faint"), g.Text(verdict))}
					}),
				)),
				line(html.P(g.Text(f.Message))),
				f.advice(),
			))
		}),
	)))
}

func (c htmlCourse) node() g.Node {
	return section("", c.ID, "Course of "+c.Instance,
		each(c.Drawings, htmlDrawing.node),
		line(table("course", []string{"Step", "State", "Next"}, each(c.Steps, func(s htmlCourseStep) g.Node {
			return line(html.Tr(html.ID(s.ID), html.Th(html.Scope("row"), g.Text(s.Title)), tableCell(s.Class, s.State), html.Td(
				given(s.Command, func(command string) g.Node { return html.Code(g.Text(command)) }),
				given(s.Lacks, func(what string) g.Node { return g.Text("needs " + what) }),
			)))
		}))),
	)
}
