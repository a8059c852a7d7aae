// Package load turns the arguments of a command line into instances.
//
// It has two layers. The one below takes sources, which somebody else opens:
// Each reads them, puts instances together and hands them on, in order and with
// a bounded number in memory. The one above it walks the file system: Parse and
// InstancesIn find the sources that arguments stand for, and Search finds the
// imslint.yaml of each instance.
package load

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strings"
	"sync"

	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// Source is one text to read.
type Source struct {
	Name  string // as printed, with "/"
	Size  int64  // in bytes, 0 for unknown
	Given bool   // named by itself, and not found in a folder
	Open  func() (io.ReadCloser, error)
}

// Read opens a source and reads it.
func (s Source) Read(read func(name string, r io.Reader) *source.Error) *source.Error {
	r, err := s.Open()
	if err != nil {
		return source.Errorf(source.File(s.Name), "%s", Reason(err))
	}
	defer r.Close()
	return read(s.Name, r)
}

// Listing is what one path of a command line stands for: a file, or the files
// of a folder.
type Listing struct {
	Name    string // as printed, with "/"
	Folder  bool
	Sources []Source
	LeftOut int // hidden files, links, devices and the like
}

// Group is what is read as one instance. One that Again returns has neither a List
// nor a Config.
type Group struct {
	Name string
	// List returns what the paths of the instance stand for. It is called
	// when the instance is read, so that a run need not hold the names of all
	// files of all instances.
	List func() []Listing
	// Config returns the configuration of the instance, nil where it cannot
	// be used. Errors that several instances share are the same values.
	Config func() (*schema.Config, []*source.Error)

	known *Instance // read before, nil for one that is to be read
}

// Again returns an instance that was read as a group that need not be read. Who
// judges the group gets that instance itself, not a copy.
func Again(in *Instance) Group { return Group{Name: in.Name, known: in} }

// Instance is one instance as far as it could be read.
type Instance struct {
	Name string
	// Read is what its files hold, nil where there is nothing to judge: none
	// of them is an export, or the configuration cannot be used.
	Read   *schema.Instance
	Config *schema.Config // nil where it cannot be used
	Files  []File         // those that could be read, in order
	// Errors are those of its inputs, in order, then those of its
	// configuration.
	Errors []*source.Error
}

// File is one file of an instance.
type File struct {
	Name        string
	Kind        schema.Kind
	Holds       string // what imslint uses of it, in words; "" for nothing
	BuildNumber string // of the server that wrote a package, "" where it is not stated
}

// input is a source and what became of it.
type input struct {
	Source
	file *schema.File
	bad  *source.Error
}

// read reads a source. A file of another kind is an error where it was named
// by itself.
func (in *input) read(m *Meter) {
	r, err := in.Open()
	if err != nil {
		in.fail("%s", Reason(err))
		return
	}
	defer r.Close()
	in.file, in.bad = schema.Read(in.Name, sized{m.Reader(r), in.Size})
	switch {
	case in.bad != nil || !in.Given:
	case in.file.Kind == schema.ConfigFile:
		in.fail("this is a configuration of imslint: give it with --config, and an export as PATH")
	case in.file.Kind == schema.OtherFile:
		if in.bad = in.file.Unparsed; in.bad == nil {
			in.fail("not a file that imslint reads; expected a Campaign package or entities (XML), accounts as YAML or JSON, a server configuration, or an Admin Console CSV")
		}
	}
	if in.bad != nil {
		in.file = nil
	}
}

// sized is a reader of a source whose size is known, 0 for unknown.
type sized struct {
	io.Reader
	size int64
}

// Len returns the size, as far as it is of use for one piece of memory.
func (s sized) Len() int { return int(min(max(s.size, 0), math.MaxInt32)) }

func (in *input) fail(format string, args ...any) {
	in.bad = source.Errorf(source.File(in.Name), format, args...)
}

// recognised reports whether the source is a file that says something of an
// instance.
func (in *input) recognised() bool {
	return in.file != nil && in.file.Kind != schema.OtherFile && in.file.Kind != schema.ConfigFile
}

// Reason says in words why a file could not be opened or written, without the
// operation and the path that errors of the operating system repeat.
func Reason(err error) string {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		err = path.Err
	}
	return err.Error()
}

// read reads the files of an instance, so many at a time as there are slots
// free, and puts the instance together.
func (g Group) read(slots chan struct{}, m *Meter) *Instance {
	if g.known != nil {
		return g.known
	}
	list := g.List()
	var inputs []*input
	of := make([][]*input, len(list))
	for i, l := range list {
		for _, s := range l.Sources {
			of[i] = append(of[i], &input{Source: s})
			m.expect(s.Size)
		}
		inputs = append(inputs, of[i]...)
	}
	readAll(inputs, slots, m)

	out := &Instance{Name: g.Name}
	var files []*schema.File
	exports := 0
	for i, l := range list {
		recognised, broken := 0, 0
		for _, in := range of[i] {
			if in.bad != nil {
				out.Errors = append(out.Errors, in.bad)
				broken++
				continue
			}
			files = append(files, in.file)
			out.Files = append(out.Files, File{in.Name, in.file.Kind, in.file.Contribution(), in.file.BuildNumber})
			if in.recognised() {
				recognised++
			}
		}
		if l.Folder && recognised+broken == 0 {
			out.Errors = append(out.Errors, source.Errorf(source.File(l.Name), "%s", l.nothing()))
		}
		exports += recognised
	}
	if bad := schema.Limit(files); bad != nil {
		out.Errors = append(out.Errors, bad)
		exports = 0 // what is left out could be anything
	}
	unread := out.Errors
	config, bad := g.Config()
	out.Errors = append(unread[:len(unread):len(unread)], bad...)
	out.Config = config
	if config != nil && exports > 0 {
		out.Read = schema.NewInstance(g.Name, files, unread, config)
	}
	return out
}

// readAll reads inputs, so many at a time as there are slots free.
func readAll(inputs []*input, slots chan struct{}, m *Meter) {
	read := func(in *input) {
		slots <- struct{}{}
		in.read(m)
		<-slots
	}
	if len(inputs) == 1 {
		read(inputs[0])
		return
	}
	queue := make(chan *input)
	var wait sync.WaitGroup
	for range min(cap(slots), len(inputs)) {
		wait.Go(func() {
			for in := range queue {
				read(in)
			}
		})
	}
	for _, in := range inputs {
		queue <- in
	}
	close(queue)
	wait.Wait()
}

// nothing says what was found in a folder in which no file is an export.
func (l Listing) nothing() string {
	const most = 3
	left := ""
	if l.LeftOut > 0 {
		left = fmt.Sprintf("; hidden files, symbolic links and devices are left out: %d", l.LeftOut)
	}
	if len(l.Sources) == 0 {
		return "no file here is a Campaign export: the folder holds no files" + left
	}
	var names []string
	for _, s := range l.Sources[:min(most, len(l.Sources))] {
		names = append(names, source.Printable(strings.TrimPrefix(strings.TrimPrefix(s.Name, l.Name), "/")))
	}
	found := strings.Join(names, ", ")
	switch more := len(l.Sources) - most; {
	case more == 1:
		found += " and 1 more file"
	case more > 1:
		found += fmt.Sprintf(" and %d more files", more)
	}
	return "no file here is a Campaign export: found " + found + left
}
