package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/imslint/imslint/cmd/internal/report"
)

func escapeBackslashes(text string) string { return strings.ReplaceAll(text, `\`, `\\`) }

// secretFor returns a secret that no other place has and that no output
// contains by chance.
func secretFor(what string) string {
	sum := sha256.Sum256([]byte(what))
	const letters = "GHJKLMNPQRSTVWXY" // no word and no number holds six of them
	secret := []byte("q")
	for _, b := range sum[:8] {
		secret = append(secret, letters[b>>4], letters[b&15])
	}
	return string(secret)
}

// pieceSize is the length of the shortest piece of a secret that nobody may see.
const pieceSize = 6

// leaks are the pieces of secrets, as they are and as hexadecimal and Base64
// text, each with the place that it was planted in.
type leaks map[string]string

func (l leaks) add(secret, what string) {
	for i := 0; i+pieceSize <= len(secret); i++ {
		l[secret[i:i+pieceSize]] = what
	}
	for _, coded := range []string{
		hex.EncodeToString([]byte(secret)), base64.RawStdEncoding.EncodeToString([]byte(secret)),
		base64.RawStdEncoding.EncodeToString([]byte("x" + secret))[2:], base64.RawStdEncoding.EncodeToString([]byte("xx" + secret))[3:],
	} {
		for i := 0; i+2*pieceSize <= len(coded)-2; i++ {
			l[coded[i:i+2*pieceSize]] = what
		}
	}
}

// check insists that an output shows nothing of a secret.
func (l leaks) check(t *testing.T, command, output string) {
	t.Helper()
	shown := map[string]bool{}
	for i := 0; i+pieceSize <= len(output); i++ {
		if output[i] < '0' || output[i] > 'z' {
			continue
		}
		what, ok := l[output[i:i+pieceSize]]
		if !ok {
			what, ok = l[output[i:min(len(output), i+2*pieceSize)]]
		}
		if ok && !shown[what] {
			shown[what] = true
			t.Errorf("%s\n%s shows %q", what, command, output[max(0, i-100):min(len(output), i+40)])
		}
	}
}

// listed reports whether the secret is in an attribute of which nobody knows
// what it holds: fields --format json is asked to list all of them, everything
// else shows none.
func (p secretPlace) listed() bool {
	for _, plain := range []string{` x="{S}"`, `"x":`, `"note":`, "  x: &a {S}"} {
		if strings.Contains(p.text, plain) {
			return true
		}
	}
	return false
}

// TestSecretsEverywhere plants a secret in every place of every kind of input
// and searches every output of every command for it, whole, in pieces and as
// Base64.
func TestSecretsEverywhere(t *testing.T) {
	dir, outputs := t.TempDir(), t.TempDir()
	secrets, unlisted := leaks{}, leaks{}
	var folders []string
	for n, p := range secretPlaces() {
		secret := secretFor(fmt.Sprint(n, p.what))
		secrets.add(secret, p.what)
		if !p.listed() {
			unlisted.add(secret, p.what)
		}
		folder := filepath.Join(dir, fmt.Sprintf("%03d", n))
		folders = append(folders, folder)
		files := map[string]string{p.file: p.text}
		maps.Copy(files, p.with)
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		for name, text := range files {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(strings.ReplaceAll(text, "{S}", secret)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	written := func(name string) string { return filepath.Join(outputs, name) }
	lint := []string{"lint", "--verbose", "--color", "always"}
	for _, f := range report.Names() {
		lint = append(lint, "--format", f+"="+written("report."+f))
	}
	commands := [][]string{
		append(lint, "--instances-in", dir),
		{"lint", "--verbose", "--color", "always", "--instances-in", dir}, {"lint", "--quiet", "--instances-in", dir},
		{"fields", "--all", "--verbose", "--instances-in", dir}, {"fields", "--format", "json", "--instances-in", dir},
		{"fix", "--verbose", "--output", outputs, "--instances-in", dir}, {"fix", "--diff", "--instances-in", dir},
		{"migration", "--verbose", "--instances-in", dir},
	}
	for _, f := range []string{"json", "html", "markdown"} { // which have a course of their own
		commands = append(commands, []string{"migration", "--format", f, "--instances-in", dir})
	}
	for n, p := range secretPlaces() {
		in := filepath.Join(folders[n], p.file)
		// Here a broken input is not one of many, or is of another kind than
		// is asked for.
		commands = append(commands, [][]string{
			{"migration", "--existing", in, "--directory", in, in}, {"explain", in}, {"lint", "--config", in, in}, {"lint", "--baseline", in, in},
			{"lint", "--write-baseline", written(fmt.Sprintf("known-%03d.json", n)), in}, {"users", "--existing", in, in}, {"init", "--output", written(fmt.Sprintf("init-%03d.yaml", n)), in},
		}[n%7])
	}
	for _, command := range commands {
		out, errs, _ := executed(command...)
		if out+errs == "" {
			t.Errorf("%v says nothing", command)
		}
		searched := secrets
		if command[0] == "fields" {
			searched = unlisted
		}
		searched.check(t, strings.Join(command, " "), out+errs)
	}
	err := filepath.WalkDir(outputs, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		secrets.check(t, filepath.Base(path), string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
