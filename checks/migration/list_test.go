package migration

import (
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/checks/login"
)

// all are the checks that run together: whether native login was closed too
// early depends on those of the login.
var all = checks.Join(login.Catalogue, Catalogue)

func TestEveryCode(t *testing.T) { checkstest.EveryCode(t, Catalogue) }
