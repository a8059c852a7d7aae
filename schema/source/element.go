package source

// Element is an element of a kept piece of a file: an XML element, or a mapping
// of a YAML or JSON file. Its spans are ranges of the text that it was read from.
type Element struct {
	Name     string // local name, without a namespace prefix
	NameSpan Span   // of the whole name
	Attrs    []Attr
	Children []*Element
	// Text is the character data and CDATA in the element, but not in its
	// children, with references resolved.
	Text string
	// TextSpan goes from the first to the last piece of Text that is not
	// blank, without the brackets of CDATA. It is empty where Text is blank.
	TextSpan Span
}

// Attr is an attribute of an element: an XML attribute, or a scalar of a
// mapping.
type Attr struct {
	Name     string // as written, with its prefix
	Value    string // normalized, with references resolved
	NameSpan Span
	Span     Span // of the value, without quotes
	// Items are the ranges of the parts of a YAML sequence of scalars, which
	// Value holds joined with commas.
	Items []Span
}

// Child returns the first child of a name, nil for none.
func (e *Element) Child(name string) *Element {
	for _, c := range e.Children {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Attr returns the value of an attribute, "" where the element lacks it.
func (e *Element) Attr(name string) string {
	for i := range e.Attrs {
		if e.Attrs[i].Name == name {
			return e.Attrs[i].Value
		}
	}
	return ""
}
