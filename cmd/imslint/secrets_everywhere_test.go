package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
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
	return "Zq" + strings.ToUpper(hex.EncodeToString(sum[:7]))[:12] + "xW"
}

// leaksOf returns what must not be in an output: the pieces of a secret, and
// the secret in Base64 however it is aligned.
func leaksOf(secret string) []string {
	var list []string
	for i := 0; i+6 <= len(secret); i++ {
		list = append(list, secret[i:i+6], hex.EncodeToString([]byte(secret[i:i+6])))
	}
	for shift := range 3 {
		coded := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + secret))
		list = append(list, coded[4:16])
	}
	return list
}

// TestSecretsEverywhere plants a secret in every place of every kind of input
// and searches every output of every command for it, whole, in pieces and as
// Base64.
func TestSecretsEverywhere(t *testing.T) {
	places := secretPlaces()
	formats := report.Names()
	for n, p := range places {
		secret := secretFor(p.what)
		dir := t.TempDir()
		write := func(name, text string) string {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "{S}", secret)), 0o644); err != nil {
				t.Fatal(err)
			}
			return path
		}
		in := write(p.file, p.text)
		for name, text := range p.with {
			write(name, text)
		}
		outputs := t.TempDir()
		written := func(name string) string { return filepath.Join(outputs, name) }
		commands := [][]string{
			{"lint", "--verbose", "--format", "html"}, // the folder
			{"lint", "--quiet", "--color", "always", in},
			{"lint", "--verbose", "--write-baseline", written("known.json"), in},
			{"fields", "--all", "--verbose", in}, {"fields", "--format", "json", in},
			{"init", "--output", written("imslint.yaml"), in},
			{"fix", "--verbose", "--output", written("fix.xml"), in}, {"fix", "--diff", in},
			{"migration", in}, {"migration", "--existing", in, "--directory", in, in},
			{"explain", in}, {"lint", "--config", in, in}, {"lint", "--baseline", in, in},
		}
		commands[0] = append(commands[0], dir)
		lint := []string{"lint", "--verbose"}
		for _, f := range formats {
			lint = append(lint, "--format", f+"="+written("report."+f))
		}
		commands = append(commands, append(lint, in))
		// Every place has a format on standard output, in turns.
		commands = append(commands, []string{"migration", "--format", formats[n%len(formats)], in})
		said := 0
		for _, command := range commands {
			out, errs, _ := executed(command...)
			said += len(out) + len(errs)
			check(t, p.what, strings.Join(command, " "), out+errs, secret)
		}
		files, err := os.ReadDir(outputs)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			data, err := os.ReadFile(written(f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			check(t, p.what, f.Name(), string(data), secret)
		}
		if said == 0 {
			t.Errorf("%s: nothing is said", p.what)
		}
	}
}

// check insists that an output shows nothing of a secret.
func check(t *testing.T, what, command, output, secret string) {
	t.Helper()
	for _, leak := range leaksOf(secret) {
		if i := strings.Index(output, leak); i >= 0 {
			t.Errorf("%s\n%s shows %s: %q", what, command, leak, output[max(0, i-100):min(len(output), i+40)])
			return
		}
	}
}
