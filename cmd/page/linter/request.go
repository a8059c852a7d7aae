package linter

import (
	"io"
	"path"
	"slices"
	"strings"

	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// Request says what is to be checked.
type Request struct {
	Inputs []Input `json:"inputs"`
	// Users says that the inputs are files for the Admin Console, as for
	// imslint users.
	Users bool `json:"users"`
	// Config is the text of an imslint.yaml for the instances that have none
	// of their own, "" for none.
	Config string `json:"config"`
}

// Input is a file or a folder that a person dropped, or a text that was pasted:
// what a path is on a command line.
type Input struct {
	Instance string `json:"instance"` // inputs with the same name are one instance
	Path     string `json:"path"`
	Folder   bool   `json:"folder"`
	Files    []File `json:"files"`
	LeftOut  int    `json:"leftOut"` // hidden files of a folder
	// Existing says that a file holds the users that the Admin Console has.
	Existing bool `json:"existing"`
	// Config is the text of the imslint.yaml of the folder, nil where it has
	// none.
	Config *string `json:"config"`
}

// File is one file, which the page keeps until it is read.
type File struct {
	Path string `json:"path"`
	Size int64  `json:"size"`
	ID   int    `json:"id"`
}

// groups returns the instances of a request, in the order of their first
// inputs. Lists of existing users are left out.
func (r *Request) groups(open func(File) (io.ReadCloser, error)) []load.Group {
	var names []string
	of := map[string][]Input{}
	for _, in := range r.Inputs {
		if r.Users && in.Existing {
			continue
		}
		name := in.instance()
		if of[name] == nil {
			names = append(names, name)
		}
		of[name] = append(of[name], in)
	}
	general := configuration(schema.ConfigName, r.Config)
	var groups []load.Group
	for _, name := range names {
		inputs := of[name]
		config := general
		// As on a command line, the first path says where to look.
		if first := inputs[0]; first.Config != nil {
			config = configuration(path.Join(first.Path, schema.ConfigName), *first.Config)
		}
		groups = append(groups, load.Group{
			Name: name,
			List: func() []load.Listing {
				var list []load.Listing
				for _, in := range inputs {
					list = append(list, in.listing(open))
				}
				return list
			},
			Config: config,
		})
	}
	return groups
}

// existing returns the files of existing users.
func (r *Request) existing(open func(File) (io.ReadCloser, error)) []load.Source {
	var list []load.Source
	for _, in := range r.Inputs {
		if in.Existing {
			list = append(list, in.listing(open).Sources...)
		}
	}
	return list
}

// instance returns the name of the instance: where a person left it empty, the
// last element of the path.
func (in *Input) instance() string {
	if name := strings.TrimSpace(in.Instance); name != "" {
		return name
	}
	base := path.Base(in.Path)
	if stem := strings.TrimSuffix(base, path.Ext(base)); stem != "" && !in.Folder {
		return stem
	}
	return base
}

func (in *Input) listing(open func(File) (io.ReadCloser, error)) load.Listing {
	l := load.Listing{Name: in.Path, Folder: in.Folder, LeftOut: in.LeftOut}
	for _, f := range in.Files {
		l.Sources = append(l.Sources, load.Source{
			Name: f.Path, Size: f.Size, Given: !in.Folder,
			Open: func() (io.ReadCloser, error) { return open(f) },
		})
	}
	return l
}

// configuration returns what reads the text of an imslint.yaml, once: instances
// that share one share its errors.
func configuration(name, text string) func() (*schema.Config, []*source.Error) {
	if strings.TrimSpace(text) == "" {
		empty := &schema.Config{}
		return func() (*schema.Config, []*source.Error) { return empty, nil }
	}
	config, bad := readConfig(name, text)
	return func() (*schema.Config, []*source.Error) { return config, bad }
}

// readConfig reads an imslint.yaml; config is nil where it cannot be used.
func readConfig(name, text string) (config *schema.Config, bad []*source.Error) {
	config, bad = schema.ReadConfig(name, strings.NewReader(text))
	if config != nil {
		bad = slices.Concat(bad, judge.UnknownNames(config))
	}
	if len(bad) > 0 {
		return nil, bad
	}
	return config, nil
}
