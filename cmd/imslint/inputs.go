package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// argument is one instance as the command line names it.
type argument struct {
	name  string
	paths []string
}

const stdin = "-"

// parseArguments groups [NAME=]PATH… by instance, in the order given.
// Arguments with one name are one instance, but for paths of different folders
// that happen to end alike (prod/export.xml stage/export.xml): to put those
// together would only make duplicates of their accounts.
func parseArguments(args []string) ([]argument, error) {
	var list []argument
	named := map[string]bool{} // names that were given with =
	for _, arg := range args {
		name, path, explicit := strings.Cut(arg, "=")
		if _, err := os.Lstat(arg); err == nil || strings.ContainsAny(name, `/\`) || name == "" {
			explicit = false // the path itself holds a =
		}
		if !explicit {
			path, name = arg, instanceName(arg)
		}
		if path == "" {
			return nil, fmt.Errorf("%s names an instance without a path: write NAME=PATH", arg)
		}
		if path == stdin && slices.ContainsFunc(list, func(a argument) bool { return slices.Contains(a.paths, stdin) }) {
			return nil, errors.New("- stands for standard input, which can be read once")
		}
		i := slices.IndexFunc(list, func(a argument) bool { return a.name == name })
		switch {
		case i < 0:
			list = append(list, argument{name, []string{path}})
		case slices.ContainsFunc(list[i].paths, func(p string) bool { return filepath.Clean(p) == filepath.Clean(path) }): // given twice
		case explicit || named[name] || filepath.Dir(path) == filepath.Dir(list[i].paths[0]):
			list[i].paths = append(list[i].paths, path)
		default:
			name = filepath.ToSlash(strings.TrimSuffix(path, filepath.Ext(path)))
			list = append(list, argument{name, []string{path}})
		}
		named[name] = named[name] || explicit
	}
	return list, nil
}

// instanceName is a path's last element, a file's without its extension.
func instanceName(path string) string {
	if path == stdin {
		return stdin
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	base := filepath.Base(abs)
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return base
	}
	if name := strings.TrimSuffix(base, filepath.Ext(base)); name != "" {
		return name
	}
	return base
}

// input is one file of an instance.
type input struct {
	path     string // to open
	shown    string // as printed
	explicit bool   // given by itself, not found in a folder
	size     int64  // in bytes; 0 where it is not known
	file     *schema.File
	bad      *schema.Error
}

// find lists the inputs that a path stands for.
func find(path string) []*input {
	shown := filepath.ToSlash(path)
	if path == stdin {
		return []*input{{path: path, shown: path, explicit: true}}
	}
	info, err := os.Stat(path)
	if err != nil {
		return []*input{{shown: shown, bad: failure(shown, bare(err))}}
	}
	if !info.IsDir() {
		return []*input{{path: path, shown: shown, explicit: true, size: info.Size()}}
	}
	var list []*input
	root := filepath.Clean(path)
	prefix := strings.TrimRight(shown, "/") + "/"
	// A trailing separator has a folder that is given as a link walked too.
	filepath.WalkDir(root+string(filepath.Separator), func(p string, entry fs.DirEntry, err error) error {
		relative, _ := filepath.Rel(root, p)
		at := prefix + filepath.ToSlash(relative)
		hidden := relative != "." && strings.HasPrefix(entry.Name(), ".")
		switch {
		case err != nil:
			list = append(list, &input{shown: at, bad: failure(at, bare(err))})
		case entry.IsDir() && hidden:
			return filepath.SkipDir
		case !entry.Type().IsRegular() || hidden || entry.Name() == schema.ConfigName:
		default:
			in := &input{path: p, shown: at}
			if info, err := entry.Info(); err == nil {
				in.size = info.Size()
			}
			list = append(list, in)
		}
		return nil
	})
	if len(list) == 0 {
		list = append(list, &input{shown: shown, bad: failure(shown, "the folder holds no files")})
	}
	return list
}

// failure is an input that could not be used, as a whole.
func failure(shown, message string) *schema.Error {
	start := schema.Position{Line: 1, Column: 1}
	return &schema.Error{Place: schema.Place{Path: shown, Start: start, End: start}, Message: message}
}

func (in *input) read(standard io.Reader, m *meter) {
	if in.bad != nil {
		return
	}
	r := standard
	if in.path != stdin {
		f, err := os.Open(in.path)
		if err != nil {
			in.bad = failure(in.shown, bare(err))
			return
		}
		defer f.Close()
		r = f
	}
	in.file, in.bad = schema.Read(in.shown, io.TeeReader(r, m))
	if in.bad == nil && in.explicit && in.file.Kind == schema.OtherFile {
		in.bad = in.file.Unparsed
		if in.bad == nil {
			in.bad = failure(in.shown, "not a file that imslint reads; expected a Campaign package or entities (XML), accounts as YAML or JSON, a server configuration, or an Admin Console CSV")
		}
	}
}

// loaded is what the command line's paths hold.
type loaded struct {
	instances []*schema.Instance
	errors    []*schema.Error // of inputs and configurations, in the order given
	files     int             // that were read
	inputs    []*input
}

// load reads the instances with so many files at a time. What cannot be read
// is an error of that input alone.
func load(args []argument, configPath string, jobs int, io streams) *loaded {
	l := &loaded{}
	m := &meter{}
	perInstance := make([][]*input, len(args))
	for i, a := range args {
		for _, path := range a.paths {
			perInstance[i] = append(perInstance[i], find(path)...)
		}
		l.inputs = append(l.inputs, perInstance[i]...)
	}
	for _, in := range l.inputs {
		m.total += in.size
	}
	if io.terminal {
		defer m.show(io.err, time.Second)()
	}
	if jobs < 1 {
		jobs = runtime.GOMAXPROCS(0)
	}
	var wait sync.WaitGroup
	queue := make(chan *input)
	for range min(jobs, len(l.inputs)) {
		wait.Go(func() {
			for in := range queue {
				in.read(io.in, m)
			}
		})
	}
	for _, in := range l.inputs {
		queue <- in
	}
	close(queue)
	wait.Wait()

	configs := &configFinder{read: map[string]*schema.Config{}, given: configPath}
	for i, a := range args {
		var files []*schema.File
		var unread []*schema.Error
		for _, in := range perInstance[i] {
			if in.bad != nil {
				unread = append(unread, in.bad)
				continue
			}
			files = append(files, in.file)
			l.files++
		}
		l.errors = append(l.errors, unread...)
		config, bad := configs.find(a.paths[0])
		l.errors = append(l.errors, bad...)
		if config != nil && len(files) > 0 {
			l.instances = append(l.instances, schema.NewInstance(a.name, files, unread, config))
		}
	}
	return l
}

// configFinder finds each instance's imslint.yaml and reads it once.
type configFinder struct {
	given string // --config
	read  map[string]*schema.Config
}

// find returns the configuration of an instance: the one given, else the
// nearest one above its path, else above the working directory, else an empty
// one. It returns nil where that cannot be used; its errors come once.
func (c *configFinder) find(path string) (*schema.Config, []*schema.Error) {
	file := c.given
	if file == "" {
		file = nearest(path)
	}
	if file == "" {
		return &schema.Config{}, nil
	}
	if config, known := c.read[file]; known {
		return config, nil
	}
	c.read[file] = nil
	shown := shorten(file)
	f, err := os.Open(file)
	if err != nil {
		return nil, []*schema.Error{failure(shown, bare(err))}
	}
	defer f.Close()
	config, bad := schema.ReadConfig(shown, f)
	if config != nil {
		bad = validateChecks(config)
	}
	if len(bad) > 0 {
		return nil, bad
	}
	c.read[file] = config
	return config, nil
}

// nearest walks up from an instance's path, then from the working directory.
func nearest(path string) string {
	for _, start := range []string{path, "."} {
		dir, err := filepath.Abs(start)
		if err != nil || start == stdin {
			continue
		}
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			dir = filepath.Dir(dir)
		}
		for {
			file := filepath.Join(dir, schema.ConfigName)
			if info, err := os.Stat(file); err == nil && !info.IsDir() {
				return file
			}
			parent := filepath.Dir(dir)
			if parent == dir {
				break
			}
			dir = parent
		}
	}
	return ""
}

// shorten returns a path as seen from the working directory where it is below
// it.
func shorten(file string) string {
	if wd, err := os.Getwd(); err == nil {
		if relative, err := filepath.Rel(wd, file); err == nil && !strings.HasPrefix(relative, "..") && filepath.IsAbs(file) {
			file = relative
		}
	}
	return filepath.ToSlash(file)
}

// validateChecks finds names in the configuration that are no check or code.
func validateChecks(c *schema.Config) []*schema.Error {
	var bad []*schema.Error
	fail := func(at schema.Place, format string, args ...any) {
		bad = append(bad, &schema.Error{Place: at, Message: fmt.Sprintf(format, args...)})
	}
	names := checks.FullNames()
	for _, v := range c.Checks.Disable {
		if !slices.Contains(names, v.Text) {
			fail(v.Place, "checks.disable: %s", unknownCheck(v.Text))
		}
	}
	for _, i := range c.Ignore {
		if !slices.Contains(names, i.Code.Text) {
			fail(i.Code.Place, "ignore: %s", unknownCheck(i.Code.Text))
		}
	}
	for _, e := range c.Checks.Severity {
		if _, _, ok := checks.FindCode(e.Key.Text); !ok {
			fail(e.Key.Place, "checks.severity: %s", unknownCheck(e.Key.Text))
		}
		if _, ok := checks.ParseSeverity(e.Value.Text); !ok {
			fail(e.Value.Place, "checks.severity needs error, warning or info, found %s", checks.Quote(e.Value.Text))
		}
	}
	return bad
}

func unknownCheck(name string) string {
	message := "there is no check or code " + checks.Quote(name)
	if near := schema.Nearest(name, checks.FullNames()); near != "" {
		return message + ": did you mean " + near + "?"
	}
	return message + " (imslint checks lists them)"
}
