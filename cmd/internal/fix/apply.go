package fix

import (
	"errors"
	"io"
	"slices"

	"github.com/imslint/imslint/schema"
)

// ErrNotApplied says that a package does not fit the instance that it was made
// for: what it changes is not there.
var ErrNotApplied = errors.New("the package changes no account of the instance")

// Apply reads a package and returns the instance as it is when the package was
// imported: of the kept account, those attributes that the package holds. The
// instance that was given is used up then, because two of them may be too much to
// hold.
func Apply(in *schema.Instance, pkg io.Reader) (*schema.Instance, error) {
	update, bad := schema.Read("the package", pkg)
	if bad != nil {
		return nil, bad
	}
	kept, ok := in.Kept()
	if !ok || len(update.Accounts) != 1 || update.Accounts[0].InternalName().Text != kept.InternalName().Text {
		return nil, ErrNotApplied
	}
	files := slices.Clone(in.Files)
	for i, f := range files {
		j, ok := kept.In(f)
		if !ok {
			continue
		}
		changed := *f
		changed.Accounts = slices.Clone(f.Accounts)
		changed.Accounts[j] = f.Accounts[j].Holding(merged(f.Accounts[j].Element(), update.Accounts[0].Element()))
		files[i] = &changed
		name, unread, config := in.Name, in.Unread, in.Config
		*in = schema.Instance{}
		return schema.NewInstance(name, files, unread, config), nil
	}
	return nil, ErrNotApplied
}

// control are the attributes of a package's entity that say what to do with it.
var control = []string{"_operation", "_key"}

// merged returns an element with the attributes, children and text of another.
// A value that is new has the place of the element's name.
func merged(e, by *schema.Element) *schema.Element {
	out := *e
	out.Attrs = slices.Clone(e.Attrs)
	for _, a := range by.Attrs {
		if slices.Contains(control, a.Name) {
			continue
		}
		i := slices.IndexFunc(out.Attrs, func(old schema.Attr) bool { return old.Name == a.Name })
		if i < 0 {
			out.Attrs = append(out.Attrs, schema.Attr{Name: a.Name, Value: a.Value, NameSpan: e.NameSpan, Span: e.NameSpan})
			continue
		}
		out.Attrs[i].Value, out.Attrs[i].Items = a.Value, nil
	}
	out.Children = slices.Clone(e.Children)
	for _, c := range by.Children {
		i := slices.IndexFunc(out.Children, func(old *schema.Element) bool { return old.Name == c.Name })
		if i < 0 {
			out.Children = append(out.Children, merged(&schema.Element{Name: c.Name, NameSpan: e.NameSpan, TextSpan: e.NameSpan}, c))
			continue
		}
		out.Children[i] = merged(out.Children[i], c)
	}
	if len(by.Attrs) == 0 && len(by.Children) == 0 {
		out.Text = by.Text
	}
	return &out
}
