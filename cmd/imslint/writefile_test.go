package main

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func put(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// only insists on the names that a folder holds, so that nothing temporary
// remains.
func only(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("%s holds %v, want %v", dir, got, names)
	}
}

func content(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWriteFileRegular(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.json")
	if err := writeFile(name, put("one")); err != nil {
		t.Fatal(err)
	}
	// The umask decides about a new file, as it does for any other.
	plain := filepath.Join(dir, "plain")
	f, err := os.OpenFile(plain, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	want, _ := os.Stat(plain)
	if got, _ := os.Stat(name); got.Mode() != want.Mode() {
		t.Errorf("a new file has mode %v, want %v", got.Mode(), want.Mode())
	}
	os.Remove(plain)

	if runtime.GOOS != "windows" {
		for _, mode := range []os.FileMode{0o640, 0o600, 0o755} {
			if err := os.Chmod(name, mode); err != nil {
				t.Fatal(err)
			}
			if err := writeFile(name, put("two")); err != nil {
				t.Fatal(err)
			}
			if info, _ := os.Stat(name); info.Mode() != mode || content(t, name) != "two" {
				t.Errorf("after writing the mode is %v, want %v", info.Mode(), mode)
			}
		}
	}

	// What fails halfway leaves what was there.
	failed := writeFile(name, func(w io.Writer) error {
		io.WriteString(w, strings.Repeat("half", 1<<16))
		return errors.New("no more")
	})
	if failed == nil || !strings.HasSuffix(failed.Error(), "a.json cannot be written: no more") || content(t, name) != "two" {
		t.Errorf("%v, and the file holds %.20q", failed, content(t, name))
	}
	only(t, dir, "a.json")

	for name, message := range map[string]string{
		filepath.Join(dir, "no", "a"): "cannot be written: ",
		dir:                           "cannot be written: it is a folder",
	} {
		if err := writeFile(name, put("x")); err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("%s: %v", name, err)
		}
	}
	only(t, dir, "a.json")
}

func TestWriteFileLinks(t *testing.T) {
	dir := t.TempDir()
	link := func(to, from string) string {
		t.Helper()
		name := filepath.Join(dir, from)
		if err := os.Symlink(to, name); err != nil {
			t.Skip("skipped: ", err)
		}
		return name
	}
	if err := os.Mkdir(filepath.Join(dir, "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		link(filepath.Join("sub", "new"), "a"),      // to a file that is not there yet
		link("a", "b"),                              // a link to a link
		link(filepath.Join(dir, "sub", "new"), "c"), // absolute
	} {
		if err := writeFile(name, put(name)); err != nil {
			t.Fatal(err)
		}
		if info, _ := os.Lstat(name); info.Mode()&os.ModeSymlink == 0 || content(t, filepath.Join(dir, "sub", "new")) != name {
			t.Errorf("%s: the link was replaced, or its target not written", name)
		}
	}
	loop := link("loop", "loop")
	if err := writeFile(loop, put("x")); err == nil {
		t.Error("a link to itself was written")
	}
	only(t, dir, "a", "b", "c", "loop", "sub")
	only(t, filepath.Join(dir, "sub"), "new")
}

// TestWriteFileStreams writes to a FIFO and to a device of its own, which have
// to be what they were.
func TestWriteFileStreams(t *testing.T) {
	dir := t.TempDir()
	fifo := filepath.Join(dir, "fifo")
	if err := exec.Command("mkfifo", fifo).Run(); err != nil {
		t.Skip("skipped: no mkfifo: ", err)
	}
	read := make(chan string)
	go func() {
		data, _ := os.ReadFile(fifo)
		read <- string(data)
	}()
	if err := writeFile(fifo, put("through")); err != nil {
		t.Fatal(err)
	}
	if got := <-read; got != "through" {
		t.Errorf("read %q", got)
	}
	if info, _ := os.Lstat(fifo); info.Mode()&os.ModeNamedPipe == 0 {
		t.Error("the FIFO was replaced")
	}

	null := filepath.Join(dir, "null")
	if err := exec.Command("mknod", null, "c", "1", "3").Run(); err != nil {
		t.Log("no device: mknod is not allowed here")
	} else if err := writeFile(null, put("gone")); errors.Is(err, os.ErrPermission) || err != nil && strings.Contains(err.Error(), "permitted") || err != nil && strings.Contains(err.Error(), "denied") {
		t.Log("no device: ", err)
	} else if info, _ := os.Lstat(null); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		t.Errorf("the device is now %v, %v", info.Mode(), err)
	}
}

// TestOpenFiles writes to what the shell has opened for imslint, under the
// names that it has there.
func TestOpenFiles(t *testing.T) {
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		t.Skip("skipped: no /proc/self/fd")
	}
	sample, _ := filepath.Abs("../../samples/broken")
	for script, want := range map[string]string{
		`"$0" lint --format json=/dev/stdout --format text=t "$1" > out`:                   `"version": 1`,
		`"$0" lint --format json=/dev/stdout --format text=t "$1" | cat > out`:             `"version": 1`,
		`echo kept > out; "$0" lint --format json=/dev/stdout --format text=t "$1" >> out`: "kept\n{",
		`"$0" lint --format json=/proc/self/fd/7 "$1" 7> out`:                              `"version": 1`,
		`ln -s /dev/fd/7 l; "$0" lint --format json=l "$1" 7> out`:                         `"version": 1`,
		`ln -s /proc/self/fd d; "$0" lint --format json=d/7 "$1" 7> out`:                   `"version": 1`,
	} {
		dir := t.TempDir()
		c := exec.Command("sh", "-c", "set +e\n"+script, imslintBinary(t), sample)
		c.Dir = dir
		if message, _ := c.CombinedOutput(); strings.Contains(string(message), "cannot be written") {
			t.Errorf("%s: %s", script, message)
		}
		if got := content(t, filepath.Join(dir, "out")); !strings.Contains(got, want) {
			t.Errorf("%s: out holds %.100q", script, got)
		}
	}
}

// TestInterrupt insists that nothing temporary remains when the program is
// interrupted while it writes a file.
func TestInterrupt(t *testing.T) {
	if os.Getenv("IMSLINT_TEST_INTERRUPT") != "" {
		writeFile(os.Getenv("IMSLINT_TEST_INTERRUPT"), func(w io.Writer) error {
			io.WriteString(w, strings.Repeat("x", 1<<20))
			time.Sleep(time.Minute)
			return nil
		})
		return
	}
	if runtime.GOOS == "windows" {
		t.Skip("skipped: Windows has no signals")
	}
	for _, s := range endSignals {
		if !signal.Ignored(s) { // as nohup has it
			interrupt(t, s)
		}
	}
}

func interrupt(t *testing.T, s os.Signal) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a")
	c := exec.Command(os.Args[0], "-test.run=^TestInterrupt$")
	c.Env = append(os.Environ(), "IMSLINT_TEST_INTERRUPT="+name)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		if entries, _ := os.ReadDir(dir); len(entries) > 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("no temporary file was seen")
		}
	}
	time.Sleep(50 * time.Millisecond)
	c.Process.Signal(s)
	if err := c.Wait(); err == nil {
		t.Errorf("%v: an interrupted program ended well", s)
	}
	only(t, dir)
}

// TestStandardOutput insists that output which cannot be written is exit status
// 2 with the reason, whatever the command.
func TestStandardOutput(t *testing.T) {
	for _, args := range [][]string{
		{}, {"--help"}, {"--version"}, {"version"}, {"checks"}, {"explain"}, {"explain", "scopes"}, {"completion", "bash"}, {"lint", "--help"},
		{"lint", "../../samples/broken"}, {"lint", "--format", "json", "../../samples/clean"}, {"lint", "--format", "html", "../../samples/clean"},
		{"lint", "--symptom", "webview2-cache", "../../samples/clean"}, {"fields", "../../samples/clean"}, {"fields", "--format", "json", "../../samples/clean"},
	} {
		var errs strings.Builder
		code := run(args, streams{in: strings.NewReader(""), out: full{}, err: &errs})
		if want := "imslint: standard output cannot be written: no space left\n"; code != exitFailure || errs.String() != want {
			t.Errorf("%v: exit status %d, %q", args, code, errs.String())
		}
	}
}

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }
