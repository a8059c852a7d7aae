package fix

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/beevik/etree"
	"github.com/imslint/imslint/schema/source"
)

// Write writes the plan as a package for Tools > Advanced > Import package: the
// account with the changed attributes, under the key by which Campaign finds
// it.
func (p *Plan) Write(w io.Writer) error {
	doc := etree.NewDocument()
	doc.WriteSettings.CanonicalAttrVal = true // a line end as it is would be a space
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
	data, err := doc.WriteToBytes()
	if err == nil {
		_, err = w.Write(seen(data))
	}
	if err != nil {
		return fmt.Errorf("the package cannot be written: %w", err)
	}
	return nil
}

// seen returns XML with whatever a terminal could act on, or a reader could not see,
// in its values as references. The line ends between elements stay.
func seen(xml []byte) []byte {
	var out bytes.Buffer
	inTag, inValue := false, false
	for _, r := range string(xml) {
		switch {
		case r == '"' && inTag:
			inValue = !inValue
		case (r == '<' || r == '>') && !inValue:
			inTag = r == '<'
		case source.Unseen(r) && r != '\n' && (inValue || !inTag):
			fmt.Fprintf(&out, "&#x%X;", r)
			continue
		}
		out.WriteRune(r)
	}
	return out.Bytes()
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

// FileNames are the names of files that are taken, in lower case, each with the
// number that the next one of the same name is given.
type FileNames map[string]int

// Take returns the name of the file that a package for an instance is written to,
// which is taken from then on.
func (n FileNames) Take(instance string) string {
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
	first := strings.ToLower(full)
	for n[strings.ToLower(full)] > 0 {
		full = fmt.Sprintf("%s-%d-fix.xml", name, n[first])
		n[first]++
	}
	n[strings.ToLower(full)] = 2
	return full
}
