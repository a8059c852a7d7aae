package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestNoNetwork insists that nothing of the program can speak to a network: the
// README promises it.
func TestNoNetwork(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	for _, name := range []string{"net/http", "crypto/tls"} {
		if slices.Contains(deps, name) {
			t.Errorf("imslint links %s", name)
		}
	}
	if !slices.Contains(deps, "github.com/imslint/imslint/schema") {
		t.Errorf("the list of packages is not that of imslint: %s", out)
	}
}
