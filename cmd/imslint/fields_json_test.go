package main

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema"
)

// TestShownPath masks what stands behind the first beginning of a path that is the name
// of a secret.
func TestShownPath(t *testing.T) {
	for path, want := range map[string]string{
		"ims/@mask": "ims/@mask", "clientSecret": "clientSecret", "a/clientSecret": "a/clientSecret", "clientSecret/S": "clientSecret/********",
		"a/token/b/S": "a/token/********", "password:S": "password:********", "a/pass-word=S/T": "a/pass-word=********", `x"secret"S`: `x"secret"********`,
		"a:b": "a:b", "a:b/token": "a:b/token", "a:token:S": "a:token:********", "": "", "/": "/", "/token/": "/token/********",
	} {
		if got := shownPath(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
	r := rand.New(rand.NewPCG(1, 0))
	parts := []string{"a", "/", ":", "token", "tok", "en", "-", "'", "b/", "=secret"}
	for range 10_000 {
		path := ""
		for range r.IntN(8) {
			path += parts[r.IntN(len(parts))]
		}
		want := path
		for i := range len(path) {
			if strings.IndexByte("/:=\"'", path[i]) >= 0 && schema.IsSecret(path[:i]) {
				want = path[:i+1] + "********"
				break
			}
		}
		if got := shownPath(path); got != want {
			t.Fatalf("%s: got %s, want %s", path, got, want)
		}
	}
}
