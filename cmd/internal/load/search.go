package load

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// Search finds the imslint.yaml of each instance and reads each file once. Its
// zero value looks for the nearest one.
type Search struct {
	Given string // --config: the file for all instances, "" to look for one
	None  bool   // do without a configuration
	// Check finds what is wrong with a configuration beyond what package
	// schema knows, such as names of checks; nil for nothing.
	Check func(*schema.Config) []*source.Error

	mu    sync.Mutex
	read  map[string]*configFile
	empty schema.Config // of all instances that have none
}

// configFile is a configuration, read once.
type configFile struct {
	once   sync.Once
	config *schema.Config
	bad    []*source.Error
}

// find returns the configuration of an instance: the one given, else the
// nearest one above its path, else above the working directory, else an empty
// one. It returns nil where that cannot be used.
func (s *Search) find(path string) (*schema.Config, []*source.Error) {
	name, by := s.Given, s.Given
	if name == "" && !s.None {
		name, by = nearest(path), path
	}
	if name == "" {
		return &s.empty, nil
	}
	shown := shorten(name)
	if filepath.IsAbs(by) { // whatever is printed does not depend on the working directory then
		shown = filepath.ToSlash(name)
	}
	s.mu.Lock()
	f := s.read[shown]
	if f == nil {
		if s.read == nil {
			s.read = map[string]*configFile{}
		}
		f = &configFile{}
		s.read[shown] = f
	}
	s.mu.Unlock()
	f.once.Do(func() {
		f.config, f.bad = readConfig(name, shown)
		if f.config != nil && s.Check != nil {
			f.bad = s.Check(f.config)
		}
		if len(f.bad) > 0 {
			f.config = nil
		}
	})
	return f.config, f.bad
}

// readConfig reads a configuration, which is printed as name. It looks at what the
// file is before it opens it: a FIFO would wait for a writer, and a device never ends.
func readConfig(path, name string) (*schema.Config, []*source.Error) {
	fail := func(format string, args ...any) (*schema.Config, []*source.Error) {
		return nil, []*source.Error{source.Errorf(source.File(name), format, args...)}
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return fail("%s", Reason(err))
	case !info.Mode().IsRegular():
		return fail("this is %s: the configuration has to be a regular file", kindOf(info.Mode()))
	}
	f, err := openRegular(path)
	if err != nil {
		return fail("%s", Reason(err))
	}
	defer f.Close()
	return schema.ReadConfig(name, f)
}

// kindOf says in words what a file is that is not a regular one.
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a FIFO (named pipe)"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// nearest walks up from an instance's path, then from the working directory.
func nearest(path string) string {
	searched := ""
	for _, start := range []string{path, "."} {
		dir, err := filepath.Abs(start)
		if err != nil || start == Stdin {
			continue
		}
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			dir = filepath.Dir(dir)
		}
		if dir == searched {
			continue
		}
		searched = dir
		for {
			// A link that leads nowhere is found too, so that it is an error
			// and not another configuration farther up that counts.
			name := filepath.Join(dir, schema.ConfigName)
			if _, err := os.Lstat(name); err == nil {
				if info, err := os.Stat(name); err != nil || !info.IsDir() {
					return name
				}
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
		if relative, err := filepath.Rel(wd, file); err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator)) && filepath.IsAbs(file) {
			file = relative
		}
	}
	return filepath.ToSlash(file)
}
