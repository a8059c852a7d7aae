package fix

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/beevik/etree"
)

// Write writes the plan as a package for Tools > Advanced > Import package: the
// account with the changed attributes, under the key by which Campaign finds
// it.
func (p *Plan) Write(w io.Writer) error {
	doc := etree.NewDocument()
	doc.WriteSettings.CanonicalAttrVal = false
	doc.CreateProcInst("xml", `version="1.0" encoding="UTF-8"`)
	root := doc.CreateElement("package")
	if p.BuildNumber != "" {
		root.CreateAttr("buildNumber", p.BuildNumber)
	}
	if p.Version != "" {
		root.CreateAttr("buildVersion", p.Version)
	}
	entities := root.CreateElement("entities")
	entities.CreateAttr("schema", "nms:extAccount")
	account := entities.CreateElement("extAccount")
	account.CreateAttr("_operation", "update")
	account.CreateAttr("_key", "@name")
	account.CreateAttr("name", p.Key)
	for _, c := range p.Changes {
		set(account, c.Attribute, c.Value, p.isText(c.Attribute))
	}
	doc.Indent(2)
	_, err := doc.WriteTo(w)
	if err != nil {
		return fmt.Errorf("the package cannot be written: %w", err)
	}
	return nil
}

// isText reports whether the export holds a path as the text of an element,
// and not as an attribute.
func (p *Plan) isText(path string) bool {
	if strings.Contains(path, "@") {
		return false
	}
	steps := strings.Split(strings.TrimPrefix(path, "/"), "/")
	e := p.Account.Element()
	for _, step := range steps[:len(steps)-1] {
		if e = e.Child(step); e == nil {
			return false
		}
	}
	last := steps[len(steps)-1]
	for _, a := range e.Attrs {
		if a.Name == last {
			return false
		}
	}
	return e.Child(last) != nil
}

// set sets an attribute, or the text of an element, at a path below an element.
func set(e *etree.Element, path, value string, text bool) {
	steps := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for _, step := range steps[:len(steps)-1] {
		e = child(e, step)
	}
	last := strings.TrimPrefix(steps[len(steps)-1], "@")
	if text {
		child(e, last).SetText(value)
		return
	}
	e.CreateAttr(last, value)
}

func child(e *etree.Element, name string) *etree.Element {
	if c := e.SelectElement(name); c != nil {
		return c
	}
	return e.CreateElement(name)
}

// FileName returns the name of the file that a package for an instance is
// written to, and adds it to the names that are taken.
func FileName(instance string, taken map[string]bool) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r) {
			return r
		}
		return '-'
	}, instance)
	if name = strings.TrimLeft(name, ".-"); name == "" {
		name = "instance"
	}
	full := name + "-fix.xml"
	for n := 2; taken[strings.ToLower(full)]; n++ {
		full = fmt.Sprintf("%s-%d-fix.xml", name, n)
	}
	taken[strings.ToLower(full)] = true
	return full
}
