// Command page is the linter as WebAssembly, for a page in a browser. It runs
// in a Web Worker, which calls the functions of the global object imslint; see
// build/web/worker.js. The page itself is made by cmd/page/build.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"syscall/js"
	"time"

	"github.com/imslint/imslint/cmd/page/linter"
)

var version string // of imslint, set when it is linked

func main() {
	l := &linter.Linter{Version: version, Now: time.Now, Open: open}
	js.Global().Set("imslint", js.ValueOf(map[string]any{
		"lint": function(func(text string) ([]byte, error) {
			var r linter.Request
			if err := json.Unmarshal([]byte(text), &r); err != nil {
				return nil, err
			}
			answer, err := l.Lint(&r)
			if err != nil {
				return nil, err
			}
			return json.Marshal(answer)
		}),
		"write": function(func(format string) ([]byte, error) {
			var b bytes.Buffer
			err := l.Write(format, &b)
			return b.Bytes(), err
		}),
		"config": function(func(text string) ([]byte, error) { return json.Marshal(linter.CheckConfig(text)) }),
		"draft": function(func(string) ([]byte, error) {
			text, err := linter.Draft()
			return []byte(text), err
		}),
	}))
	select {} // the functions are called from now on
}

// function makes a JavaScript function of a text that returns the bytes, or an
// Error.
func function(f func(string) ([]byte, error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		b, err := f(args[0].String())
		if err != nil {
			return js.Global().Get("Error").New(err.Error())
		}
		array := js.Global().Get("Uint8Array").New(len(b))
		js.CopyBytesToJS(array, b)
		return array
	})
}

// chunk is how much of a file is asked for at a time: a call into the browser
// costs more than a call of the operating system.
const chunk = 1 << 20

// file reads a file that the page holds.
type file struct {
	linter.File
	offset int64
	buffer []byte // what was read and not yet handed on
}

func open(f linter.File) (io.ReadCloser, error) { return &file{File: f}, nil }

// Read reads the next bytes of the file.
func (f *file) Read(p []byte) (int, error) {
	if len(f.buffer) == 0 {
		got := js.Global().Call("imslintRead", f.ID, f.offset, f.offset+chunk)
		if got.Type() == js.TypeString {
			return 0, errors.New(got.String())
		}
		size := got.Length()
		if size == 0 {
			return 0, io.EOF
		}
		f.buffer = make([]byte, size)
		js.CopyBytesToGo(f.buffer, got)
		f.offset += int64(size)
	}
	n := copy(p, f.buffer)
	f.buffer = f.buffer[n:]
	return n, nil
}

// Close does nothing: the page keeps the file.
func (f *file) Close() error { return nil }
