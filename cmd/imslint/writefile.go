package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/schema"
)

// stdout is what a command line calls standard output where it names a file to
// write.
const stdout = "-"

// shownOutput names a file to write for a person.
func shownOutput(name string) string {
	if name == stdout {
		return "standard output"
	}
	return checks.Visible(name)
}

// save writes to standard output, or to a file. Of a file it then says on standard
// error that it was written, with a remark.
func (s streams) save(name, remark string, write func(w io.Writer) error) error {
	if name == stdout {
		write(s.out) // run reports a failed write
		return nil
	}
	err := writeFile(name, write)
	if err == nil {
		fmt.Fprintf(s.err, "%s written: %s\n", checks.Visible(name), remark)
	}
	return err
}

// writeFile writes a file that a command line names. A new or regular file is
// written whole or not at all; what a link leads to is written, and not the
// link. A device, a FIFO or an open file of a process (/dev/stdout,
// /proc/self/fd/N) is written to as it is.
func writeFile(name string, write func(w io.Writer) error) error {
	target, open, old, err := findOutput(name)
	switch {
	case err != nil:
	case open:
		err = writeInto(target, os.O_APPEND, write)
	case old != nil && !old.Mode().IsRegular():
		err = writeInto(target, 0, write)
	default:
		err = replace(target, old, write)
	}
	return cannotWrite(name, err)
}

// checkWritable returns the error that writeFile would return, as far as it is
// known beforehand, so that a wrong name is reported before the work is done.
func checkWritable(name string) error {
	_, _, _, err := findOutput(name)
	return cannotWrite(name, err)
}

// checkNew returns an error where writing would replace a regular file without
// force.
func checkNew(name string, force bool) error {
	if _, _, old, _ := findOutput(name); !force && old != nil && old.Mode().IsRegular() {
		return fmt.Errorf("%s already exists; use --force to overwrite it", checks.Visible(name))
	}
	return nil
}

// checkNotInput returns an error where writing would replace an imslint.yaml, or
// one of the inputs.
func checkNotInput(name string, in *inputs) error {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	if filepath.Base(identity(name)) == schema.ConfigName || in.have(name, info) {
		return fmt.Errorf("%s is an input: to write to it would overwrite it", checks.Visible(name))
	}
	return nil
}

// cannotWrite names the file in an error of writing it; nil remains nil.
func cannotWrite(name string, err error) error {
	if err != nil {
		return fmt.Errorf("%s cannot be written: %s", checks.Visible(name), load.Reason(err))
	}
	return nil
}

// findOutput returns the path of the file that a name leads to. If a process has
// that open, open is true; otherwise old is what is there, nil for nothing.
func findOutput(name string) (target string, open bool, old fs.FileInfo, err error) {
	if target, open, err = resolve(name); err != nil || open {
		return target, open, nil, err
	}
	old, err = os.Stat(target)
	switch {
	case err == nil && old.IsDir(), strings.HasSuffix(filepath.ToSlash(name), "/"):
		err = errors.New("it is a folder")
	case errors.Is(err, fs.ErrNotExist):
		_, err = os.Stat(filepath.Dir(target))
	}
	return target, false, old, err
}

// maxLinks is how many links in a row are followed, as Linux does.
const maxLinks = 40

// openFile matches the names of what a process has open. To replace such a file
// would not reach its reader.
var openFile = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(/dev/(stdin|stdout|stderr)|/dev/fd/[0-9]+|/proc/(self|thread-self|[0-9]+)/fd/[0-9]+)$`)
})

// resolve follows links to the file that is to be written, which need not be
// there. It stops at a file that a process has open.
func resolve(name string) (target string, open bool, err error) {
	if target, err = filepath.Abs(name); err != nil {
		return "", false, err
	}
	for range maxLinks {
		if openFile().MatchString(target) {
			return target, true, nil
		}
		// The folder may be a link to /proc/self/fd.
		if dir, err := filepath.EvalSymlinks(filepath.Dir(target)); err == nil {
			target = filepath.Join(dir, filepath.Base(target))
		}
		if openFile().MatchString(target) {
			return target, true, nil
		}
		info, err := os.Lstat(target)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return target, false, nil
		}
		to, err := os.Readlink(target)
		if err != nil {
			return "", false, err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(target), to)
		}
		target = to
	}
	return "", false, errors.New("too many symbolic links")
}

// writeInto writes to a file that is not to be replaced.
func writeInto(target string, flag int, write func(w io.Writer) error) error {
	f, err := os.OpenFile(target, os.O_WRONLY|flag, 0)
	if err != nil {
		return err
	}
	return closing(f, buffered(f, write))
}

func buffered(f *os.File, write func(w io.Writer) error) error {
	w := bufio.NewWriterSize(f, 64<<10)
	err := write(w)
	if flushed := w.Flush(); err == nil {
		err = flushed
	}
	return err
}

// closing closes a file and returns the first of two errors.
func closing(f *os.File, err error) error {
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// replace writes a file beside the target and gives it the target's name when
// all of it is written. Old is the file that is there, nil for none: its mode is
// kept, and where it must not be written to it is not replaced either.
func replace(target string, old fs.FileInfo, write func(w io.Writer) error) error {
	mode := fs.FileMode(0o644) // less what the umask takes away
	if old != nil {
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		f.Close()
		mode = 0o600 // until it has that of the old one
	}
	f, release, err := createBeside(target, mode)
	if err != nil {
		return err
	}
	defer release()
	err = buffered(f, write)
	if old != nil && err == nil {
		err = f.Chmod(old.Mode().Perm())
	}
	if err = closing(f, err); err == nil {
		err = os.Rename(f.Name(), target)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// createBeside creates a file with a name of its own in the folder of another. It is
// removed when the program is interrupted, until release is called.
func createBeside(target string, mode fs.FileMode) (f *os.File, release func(), err error) {
	for range 100 {
		name := filepath.Join(filepath.Dir(target), ".imslint-"+strconv.FormatUint(rand.Uint64(), 36))
		created := &sync.Mutex{}
		created.Lock() // an interrupt waits until there is something to remove
		release = removeOnInterrupt(name, created)
		f, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if err != nil {
			release() // nothing is there, or a file of somebody else
		}
		created.Unlock()
		if !errors.Is(err, fs.ErrExist) {
			return f, release, err
		}
	}
	return nil, nil, errors.New("no name is free for a temporary file")
}

// endSignals end the program: sent by the user, by whoever runs it, and by the end
// of its terminal.
var endSignals = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}

// removeOnInterrupt removes a file when the program is interrupted or asked to
// end, once the mutex is free, and ends it as the signal would have. The returned
// function stops that.
func removeOnInterrupt(name string, created *sync.Mutex) (release func()) {
	signals := make(chan os.Signal, 1)
	done := make(chan struct{})
	// What the program was started to ignore (nohup) does not end it.
	heeded := slices.DeleteFunc(slices.Clone(endSignals), signal.Ignored)
	if len(heeded) > 0 { // of none, Notify would make all
		signal.Notify(signals, heeded...)
	}
	go func() {
		select {
		case s := <-signals:
			created.Lock()
			os.Remove(name)
			signal.Reset(heeded...)
			if self, err := os.FindProcess(os.Getpid()); err != nil || self.Signal(s) != nil {
				os.Exit(exitFailure) // Windows has no signals
			}
		case <-done:
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}
