// Command build makes the linter as one page for a browser, which needs no
// server and no network:
//
//	go run ./cmd/page/build imslint.html
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/imslint/imslint/cmd/page/build/lzma"
)

const module = "github.com/imslint/imslint"

func main() {
	version := flag.String("version", "", "`VERSION` that the page and its reports name")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: build [-version VERSION] FILE.html")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := build(flag.Arg(0), *version); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func build(name, version string) error {
	root, err := output("go", "list", "-m", "-f", "{{.Dir}}", module)
	if err != nil {
		return err
	}
	goroot, err := output("go", "env", "GOROOT")
	if err != nil {
		return err
	}
	program, err := compile(version)
	if err != nil {
		return err
	}
	p := page{Version: version, Program: lzma.Pack(program)}
	// The script that comes with the compiler is the one that fits its code.
	if p.Runtime, err = os.ReadFile(filepath.Join(goroot, "lib", "wasm", "wasm_exec.js")); err != nil {
		return err
	}
	if p.Example, err = readExample(filepath.Join(root, "samples", "broken")); err != nil {
		return err
	}
	var html bytes.Buffer
	if err := p.write(&html); err != nil {
		return err
	}
	return os.WriteFile(name, html.Bytes(), 0o644)
}

// compile returns the linter as WebAssembly.
func compile(version string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "imslint-page")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "page.wasm")
	c := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w -X main.version="+version, "-o", name, module+"/cmd/page")
	c.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if _, err := run(c); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

func output(name string, args ...string) (string, error) { return run(exec.Command(name, args...)) }

func run(c *exec.Cmd) (string, error) {
	out, err := c.Output()
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(c.Args, " "), err, failed.Stderr)
	}
	return strings.TrimSpace(string(out)), err
}
