package main

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/imslint/imslint/cmd/internal/report"
)

//go:embed web/page.html
var pageText string

//go:embed web/page.css
var pageStyle string

//go:embed web/inputs.js
var inputsScript string

//go:embed web/page.js
var pageScript string

//go:embed web/unpack.js
var unpackScript string

//go:embed web/worker.js
var workerScript string

// page is what the page is made of.
type page struct {
	Version string
	Program []byte // WebAssembly, compressed
	Runtime []byte // what runs it, of the compiler
	Example example
}

// example is a folder that the page brings along.
type example struct {
	Name  string        `json:"name"`
	Files []exampleFile `json:"files"`
}

type exampleFile struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

func readExample(dir string) (example, error) {
	e := example{Name: filepath.Base(dir)}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return e, err
	}
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return e, err
		}
		e.Files = append(e.Files, exampleFile{entry.Name(), string(text)})
	}
	return e, nil
}

// write writes the page. Its policy lets nothing run but the two scripts and
// the program within it, and no connection be opened.
func (p *page) write(w io.Writer) error {
	reportStyle, reportScript := report.Assets()
	style := reportStyle + pageStyle
	script := reportScript + inputsScript + pageScript
	worker := string(p.Runtime) + unpackScript + workerScript
	data, err := json.Marshal(p.Example) // with every < escaped
	if err != nil {
		return err
	}
	for _, text := range []string{style, script, worker} {
		if strings.Contains(strings.ToLower(text), "</") {
			return errors.New("a style or a script holds </, which could end the element that it is in")
		}
	}
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	// A template that escapes would escape the scripts, which are hashed.
	return template.Must(template.New("page.html").Parse(pageText)).Execute(w, map[string]string{
		"Policy": "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script) + " 'wasm-unsafe-eval'; " +
			"worker-src blob:; connect-src 'none'; img-src data:; base-uri 'none'; form-action 'none'",
		"Version": html.EscapeString(p.Version), "Style": style, "Script": script, "Worker": worker, "Example": string(data),
		"Program": base64.StdEncoding.EncodeToString(p.Program),
	})
}
