package schema

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// Files that fail, shrink or grow while they are read: each is an error of this
// file, or what was there in full, and never half of what it holds.

// faultInputs are files of each kind. All of them are ones that imslint uses.
var faultInputs = map[string]string{
	"package": `<?xml version="1.0" encoding="UTF-8"?>
<!-- é -->
<package buildNumber="9383" buildVersion="7.4"><entities schema="xtk:workflow"><workflow><![CDATA[a]]></workflow></entities>
<entities schema="nms:extAccount"><extAccount name="Adobe_Marketing_Cloud" imsServer="ims-na1.adobelogin.com"><ims mask="é"/></extAccount></entities></package>`,
	"latin1": "<?xml version='1.0' encoding='ISO-8859-1'?>\r\n<extAccount name='Adobe_Marketing_Cloud' label='\xe9'/>",
	"utf16":  "\xff\xfe" + wide(`<extAccount name="Adobe_Marketing_Cloud"/>`),
	"soap":   `<Envelope><Body><ExecuteQueryResponse><pdomOutput><extAccount-collection><extAccount name="Adobe_Marketing_Cloud"/></extAccount-collection></pdomOutput></ExecuteQueryResponse></Body></Envelope>`,
	"server": `<serverconf><shared><dataStore hosts="*.example.com"/></shared></serverconf>`,
	"yaml":   "externalAccounts:\n  - name: Adobe_Marketing_Cloud\n    imsServer: ims-na1.adobelogin.com\n    imsRightsMask: 'é - (.*)'\noperatorGroups: [admin]\n",
	"json":   `{"extAccount": [{"@name": "Adobe_Marketing_Cloud", "@imsServer": "ims-na1.adobelogin.com", "@label": "\u00e9é"}]}`,
	"users":  "\ufeffIdentity Type,Username,Email,First Name,Last Name,Product Configurations\r\nFederated ID,ada,ada@example.com,Ada,\"Ex\r\nample\",\"a,b\"\r\n",
	"people": "Email\nada@example.com\nbe@example.com\n",
}

func wide(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		b.WriteByte(c)
		b.WriteByte(0)
	}
	return b.String()
}

const faultConfig = "provisioned:\n  clientId: campaign-prod\n  scopes: [AdobeID, openid]\ninstances:\n  - name: prod\n    url: https://campaign.example.com\n"

var errDisk = errors.New("the disk is broken")

// failing returns readers that fail behind a text: by themselves, with the last
// bytes, and byte by byte.
func failing(text string, err error) map[string]io.Reader {
	then := func() io.Reader { return io.MultiReader(strings.NewReader(text), iotest.ErrReader(err)) }
	return map[string]io.Reader{
		"alone":         then(),
		"with the last": iotest.DataErrReader(then()),
		"byte by byte":  iotest.OneByteReader(then()),
	}
}

// empty reports whether a file holds nothing.
func empty(f *File) bool { return f == nil || f.Contribution() == "" }

func TestInputsAreUsed(t *testing.T) {
	for name, text := range faultInputs {
		f, bad := Read("in", strings.NewReader(text))
		if bad != nil {
			t.Errorf("%s: %v", name, bad)
		} else if f.Kind == OtherFile || empty(f) {
			t.Errorf("%s: %s, nothing in it", name, f.Kind)
		}
	}
	if _, bad := ReadConfig("imslint.yaml", strings.NewReader(faultConfig)); bad != nil {
		t.Error(bad)
	}
}

// TestReadFails: whatever was read before the disk failed, the disk's error is
// that of the file. Nobody knows what else it holds, or what it is.
func TestReadFails(t *testing.T) {
	for name, text := range faultInputs {
		for n := range len(text) + 1 {
			for how, r := range failing(text[:n], errDisk) {
				f, bad := Read("exports/in", r)
				if bad == nil {
					t.Fatalf("%s fails at byte %d of %d, %s: no error (%s)", name, n, len(text), how, f.Kind)
				}
				if !strings.Contains(bad.Message, errDisk.Error()) || bad.Path() != "exports/in" {
					t.Fatalf("%s fails at byte %d of %d, %s: %v", name, n, len(text), how, bad)
				}
				if !empty(f) {
					t.Fatalf("%s fails at byte %d of %d, %s: holds %s", name, n, len(text), how, f.Contribution())
				}
			}
		}
	}
}

// TestReadFailsLate: behind what is looked at to recognise a file, but before
// it says what it is.
func TestReadFailsLate(t *testing.T) {
	const comment = 100 << 10
	for name, text := range map[string]string{
		"xml":  "<!-- " + strings.Repeat("a", comment) + " -->" + faultInputs["server"],
		"yaml": "# " + strings.Repeat("a", comment) + "\n" + faultInputs["yaml"],
		"json": strings.Repeat(" ", comment) + faultInputs["json"],
		"csv":  faultInputs["people"] + strings.Repeat("ada@example.com\n", comment/16),
	} {
		for n := 5000; n < len(text); n += 9000 {
			f, bad := Read("in", io.MultiReader(strings.NewReader(text[:n]), iotest.ErrReader(errDisk)))
			if bad == nil || !strings.Contains(bad.Message, errDisk.Error()) {
				t.Errorf("%s fails at byte %d: %v (%v)", name, n, bad, f)
			}
		}
	}
}

func TestReadConfigFails(t *testing.T) {
	for n := range len(faultConfig) + 1 {
		for how, r := range failing(faultConfig[:n], errDisk) {
			c, bad := ReadConfig("imslint.yaml", r)
			if c != nil || len(bad) != 1 || !strings.Contains(bad[0].Message, errDisk.Error()) {
				t.Fatalf("fails at byte %d, %s: %v", n, how, bad)
			}
		}
	}
}

// TestReadShrinks: a file that ends early holds nothing where its form says
// that something is missing, which all but YAML and CSV do.
func TestReadShrinks(t *testing.T) {
	for name, text := range faultInputs {
		open := name == "yaml" || name == "users" || name == "people"
		for n := range len(text) {
			f, bad := Read("in", strings.NewReader(text[:n]))
			if bad != nil && f != nil {
				t.Fatalf("%s of %d bytes: %v, and a file", name, n, bad)
			}
			if !open && !empty(f) {
				t.Fatalf("%s of %d bytes of %d holds %s", name, n, len(text), f.Contribution())
			}
			if bad == nil && f == nil {
				t.Fatalf("%s of %d bytes: neither a file nor an error", name, n)
			}
		}
	}
	for n := range len(faultConfig) {
		if c, bad := ReadConfig("imslint.yaml", strings.NewReader(faultConfig[:n])); (c == nil) != (len(bad) > 0) {
			t.Fatalf("imslint.yaml of %d bytes: %v, %v", n, c, bad)
		}
	}
}

// TestReadGrowsAgain: a file that was written anew while it was read, so that
// its beginning comes once more.
func TestReadGrowsAgain(t *testing.T) {
	for _, name := range []string{"package", "soap", "server", "json"} {
		text := faultInputs[name]
		f, bad := Read("in", strings.NewReader(text+text[:len(text)/2]))
		if bad == nil || f != nil {
			t.Errorf("%s: %v", name, bad)
		}
	}
}

// endless is a text followed by others without end. It counts what is read, and
// gives up where the reader does not.
type endless struct {
	first, again string
	rest         string
	n            int64
}

// giveUp is more than any limit lets pass.
const giveUp = 256 << 20

var errNeverStops = errors.New("read on and on")

func (e *endless) Read(p []byte) (int, error) {
	if e.n > giveUp {
		return 0, errNeverStops
	}
	if e.n == 0 {
		e.rest = e.first + e.again
	} else if e.rest == "" {
		e.rest = e.again
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	e.n += int64(n)
	return n, nil
}

// TestReadNeverEnds: a limit ends the reading of what grows for ever.
func TestReadNeverEnds(t *testing.T) {
	many := func(s string) string { return strings.Repeat(s, 64<<10/len(s)) }
	tests := []struct {
		name         string
		first, again string
		atMost       int64 // bytes read
	}{
		{"attribute of an account", `<extAccount name="`, many("a"), 40 << 20},
		{"text of an account", `<extAccount name="a">`, many("a"), 40 << 20},
		{"children of an account", `<extAccount name="a">`, many("<b/>"), 40 << 20},
		{"depth of an account", `<extAccount name="a">`, many("<b>"), 8 << 20},
		{"depth elsewhere", `<package>`, many("<b>"), 8 << 20},
		{"attributes of a tag", `<package><a `, many("b='' "), 40 << 20},
		{"accounts", `<extAccount-collection>`, many("<extAccount name='a'/>"), 8 << 20},
		{"yaml", "externalAccounts:\n", many("  - name: a\n"), 65 << 20},
		{"json", `{"extAccount": [`, many(`{"name": "a"},`), 65 << 20},
		{"other text", "notes\n", many("more\n"), 65 << 20},
		{"row of users", "Email,Username,Identity Type\n", many("a"), 2 << 20},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in := &endless{first: test.first, again: test.again}
			f, bad := Read("in", in)
			if in.n > test.atMost {
				t.Errorf("%d bytes were read, want at most %d", in.n, test.atMost)
			}
			if !empty(f) {
				t.Errorf("holds %s", f.Contribution())
			}
			if bad == nil && f.Kind != OtherFile {
				t.Error("no error")
			}
			if bad != nil && strings.Contains(bad.Message, errNeverStops.Error()) {
				t.Error(bad)
			}
		})
	}
	in := &endless{first: faultConfig, again: many("# more\n")}
	if _, bad := ReadConfig("imslint.yaml", in); len(bad) != 1 || !strings.Contains(bad[0].Message, "4 MiB") || in.n > 5<<20 {
		t.Errorf("imslint.yaml: %v after %d bytes", bad, in.n)
	}
}

// TestReadersThatMisbehave: a reader that returns nothing at times is read on;
// one that never returns anything more is an error and not an endless loop.
func TestReadersThatMisbehave(t *testing.T) {
	for name, text := range faultInputs {
		want, bad := Read("in", strings.NewReader(text))
		if bad != nil {
			t.Fatal(bad)
		}
		got, bad := Read("in", &hesitant{r: strings.NewReader(text)})
		if bad != nil || got.Contribution() != want.Contribution() {
			t.Errorf("%s, read with pauses: %v", name, bad)
		}
		for _, n := range []int{0, len(text) / 2, len(text)} {
			f, bad := Read("in", io.MultiReader(strings.NewReader(text[:n]), stuck{}))
			if bad == nil || !empty(f) {
				t.Errorf("%s, stuck at byte %d: %v", name, n, bad)
			}
		}
	}
	if _, bad := ReadConfig("imslint.yaml", &hesitant{r: strings.NewReader(faultConfig)}); bad != nil {
		t.Errorf("imslint.yaml, read with pauses: %v", bad)
	}
}

// hesitant returns nothing every other time.
type hesitant struct {
	r     io.Reader
	pause bool
}

func (h *hesitant) Read(p []byte) (int, error) {
	if h.pause = !h.pause; h.pause {
		return 0, nil
	}
	return h.r.Read(p[:min(len(p), 7)])
}

// stuck never returns anything, which io.Reader discourages and does not
// forbid.
type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

// TestFaultsShowNoValue: an error of reading says nothing of what was read.
func TestFaultsShowNoValue(t *testing.T) {
	const secret = "s3cr3t-v4lue"
	for name, text := range map[string]string{
		"xml":   `<extAccount name="Adobe_Marketing_Cloud" clientSecret="` + secret + `" label="` + secret,
		"yaml":  "externalAccounts:\n  - name: Adobe_Marketing_Cloud\n    clientSecret: " + secret + "\n    label: \"" + secret,
		"json":  `{"extAccount": [{"name": "a", "clientSecret": "` + secret + `", "label": "` + secret,
		"users": "Email,Username,Identity Type\n" + secret + ",\"" + secret,
	} {
		for how, r := range map[string]io.Reader{"fails": io.MultiReader(strings.NewReader(text), iotest.ErrReader(errDisk)), "shrinks": strings.NewReader(text)} {
			_, bad := Read("in", r)
			if bad == nil {
				t.Errorf("%s %s: no error", name, how)
				continue
			}
			if strings.Contains(bad.Error(), secret) {
				t.Errorf("%s %s: the secret is shown: %v", name, how, bad)
			}
		}
	}
}
