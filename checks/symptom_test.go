package checks_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
)

func TestMatch(t *testing.T) {
	c := checks.NewCatalogue(nil, []*checks.Symptom{
		{ID: "upload-row", Title: "The upload of a row is refused", Messages: []string{"The upload failed at line N of the file."}},
		{ID: "upload-file", Title: "The whole upload is refused", Messages: []string{"The upload failed at line N of the file because of the very long name of a column."}},
		{ID: "failed", Title: "Nothing is said but that it failed", Messages: []string{"Failed"}},
		{ID: "blank-page", Title: "A blank page", Names: []string{"/nl/jsp/logon.jsp", "invalid_client"}},
		{ID: "proxy", Title: "Proxy credentials are asked for twice", Names: []string{"proxy"}},
		{ID: "proxy-twice", Title: "Proxy credentials are asked for twice on Tuesdays"},
		{ID: "lamp-out", Title: "The lamp burns no more in the cellar at night", Names: []string{"lamp burns no more"}},
		{ID: "lamp-dead", Title: "Lamp burns no more at all"},
		{ID: "lamp-gone", Title: "Lamp burns no more", Messages: []string{"Lamp burns no more, as somebody has carried it away to another place"}},
		{ID: "lamp-lost", Title: "Failed to find the torch", Messages: []string{"It is not for any user"}},
		{ID: "help", Title: "Help is shown", Names: []string{"https://example.com/help/42"}},
	})
	for _, match := range []struct {
		text string
		want []string // the best one first
	}{
		// A symptom's ID is that symptom.
		{"upload-row", []string{"upload-row"}},
		{" Upload-Row\n", []string{"upload-row"}},

		// Case, punctuation and the log around a message do not matter.
		{"The upload failed at line N of the file.", []string{"upload-row", "upload-file"}},
		{"the UPLOAD failed, at line 17 of the file", []string{"upload-row", "upload-file"}},
		{"2026-11-02 10:12 ERR [job] the upload failed at line 17 of the file (ada)", []string{"upload-row", "upload-file"}},
		{"the upload failed at line x of the file", []string{"upload-row", "upload-file"}}, // of both the same run, which is more of the shorter one
		{"failed at line 3 of the file because of the very long name", []string{"upload-file", "upload-row"}},

		// Some words in a row are enough where they are most of it.
		{"long name of a column", []string{"upload-file"}},
		{"a row is refused", []string{"upload-row"}},
		{"he saw a very long name there", nil},
		{"he saw a very long name of things there", []string{"upload-file"}},
		{"lamp burns at night", nil},
		{"failed at line x of the file because", []string{"upload-file"}},

		// The best text of a symptom counts, wherever it is in the list; of two
		// symptoms with as many words the one that has fewer besides.
		{"ada says lamp burns no more here", []string{"lamp-out", "lamp-gone", "lamp-dead"}},
		{"log: proxy credentials are asked for twice today", []string{"proxy", "proxy-twice"}},
		{"proxy credentials are asked of ada", []string{"proxy", "proxy-twice"}},
		{"proxy; credentials are asked for twice on some days", []string{"proxy-twice", "proxy"}},
		{"credentials are asked for by everybody", []string{"proxy", "proxy-twice"}},
		{"asked for twice", []string{"proxy", "proxy-twice"}},
		{"are asked for only", []string{"proxy"}},
		{"they have asked for it", nil},

		// A word that says nothing by itself counts as a whole field only.
		{"failed", []string{"failed"}},
		{"(Failed)", []string{"failed"}},
		{"17;Failed ;ada", []string{"failed"}},
		{"status | FAILED | ada", []string{"failed"}},
		{"it failed again", nil},
		{"of the file", []string{"upload-row", "upload-file"}},
		{"is it for a user", nil},
		{"It is not for any user!", []string{"lamp-lost"}},
		{"and it is not for any user", nil},
		{"17", nil},

		// A file name, an address or an identifier.
		{"error=invalid_client&x", []string{"blank-page"}},
		{"GET /nl/jsp/logon.jsp 500", []string{"blank-page"}},
		{"proxy@example.com says nothing", nil},
		{"https://proxy/x does not answer", nil},
		{"ada@example.com came through a proxy of ours", []string{"proxy"}},
		{"ada@example.com;proxy is gone", []string{"proxy"}},
		{"see (https://example.com/help/42).", []string{"help"}},
		{"see https://example.com/help/43", nil},
		{"see ftp://x/42", nil},
		{"proxy", []string{"proxy"}},
		{"through a proxy of ours", []string{"proxy"}},
		{"", nil},
	} {
		var got []string
		for _, s := range c.Match(match.text) {
			got = append(got, s.ID)
		}
		if !slices.Equal(got, match.want) {
			t.Errorf("%q: got %q, want %q", match.text, got, match.want)
		}
	}
}

// TestMatchLong insists that of a long text only the beginning counts.
func TestMatchLong(t *testing.T) {
	c := checks.NewCatalogue(nil, []*checks.Symptom{{ID: "lamp", Title: "The lamp burns no more"}})
	const size = 64 << 10
	log := strings.Repeat("x ", size)
	if got := c.Match("the lamp burns no more " + log); len(got) != 1 {
		t.Errorf("at the beginning: found %d", len(got))
	}
	if got := c.Match(log[:size] + "the lamp burns no more"); len(got) != 0 {
		t.Errorf("behind it: found %d", len(got))
	}
}
