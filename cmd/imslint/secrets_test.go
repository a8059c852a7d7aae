package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/cmd/internal/report"
)

// planted are inputs with a secret wherever one can be; %s is the secret.
var planted = map[string]string{
	"attributes.xml": `<package><entities schema="nms:extAccount">
<extAccount name="other" password="%s" server="https://user:%s@host.example.com/"/>
<extAccount name="Adobe_Marketing_Cloud" imsServer="http://user:%s@ims-na1.adobelogin.com" clientSecret="%s" callbackServer="http://user:%s@campaign.example.com" userScope="a;b"
  imsRightsMask=" x" clientId=" c"><!-- %s --><credentials password="%s"/></extAccount>
</entities></package>`,
	"one-line.xml": `<extAccount clientSecret="%s" name="Adobe_Marketing_Cloud" imsServer="http://ims-na1.adobelogin.com" password="%s" clientId=" c" imsOrgId="x"/>`,
	"broken.xml":   `<extAccount name="Adobe_Marketing_Cloud" clientSecret="%s`,
	"a.yaml":       "externalAccounts:\n- name: Adobe_Marketing_Cloud\n  clientSecret: %s\n  password: [%s]\n  imsServer: http://user:%s@ims-na1.adobelogin.com\n  userScope: ','\n",
	"a.json":       `[{"name":"Adobe_Marketing_Cloud","clientSecret":{"value":"%s"},"imsServer":"http://x","password":"%s","clientId":" c"}]`,
	"broken.json":  `[{"name":"Adobe_Marketing_Cloud","clientSecret":"%s",}]`,
}

// TestSecrets insists that no command and no format shows a planted secret,
// whole, in part or as Base64.
func TestSecrets(t *testing.T) {
	const secret = "Qx7vKw9zJp4m"
	leaks := []string{secret, secret[:8], secret[4:], base64.StdEncoding.EncodeToString([]byte(secret)), fmt.Sprintf("%x", secret)}
	dir := t.TempDir()
	commands := [][]string{
		{"lint", "-q"}, {"lint", "-v"}, {"fields", "--all"}, {"fields", "--format", "json"},
		{"init", "--force", "--output", filepath.Join(dir, "imslint.yaml")},
		{"fix", "--force", "--output", filepath.Join(dir, "fix.xml")}, {"fix", "--diff"},
		{"lint", "--write-baseline", filepath.Join(dir, "known.json")},
	}
	for _, format := range report.Names() {
		commands = append(commands, []string{"lint", "--format", format})
	}
	for name, text := range planted {
		path := filepath.Join(dir, "in", name)
		os.MkdirAll(filepath.Dir(path), 0o755)
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "%s", secret)), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, command := range commands {
			out, errs, _ := executed(append(command, path)...)
			for _, file := range []string{"imslint.yaml", "fix.xml", "known.json"} {
				data, _ := os.ReadFile(filepath.Join(dir, file))
				out += string(data)
				os.Remove(filepath.Join(dir, file))
			}
			if out+errs == "" {
				t.Errorf("%v of %s says nothing", command, name)
			}
			for _, leak := range leaks {
				if i := strings.Index(out+errs, leak); i >= 0 {
					t.Errorf("%v of %s shows a secret: %.120q", command, name, (out + errs)[max(0, i-60):])
					break
				}
			}
		}
	}
}

// TestJobs insists that the number of jobs changes no byte of any format.
func TestJobs(t *testing.T) {
	for _, format := range report.Names() {
		var first string
		for _, jobs := range []string{"1", "2", "8"} {
			out, _, _ := executed("lint", "--format", format, "--jobs", jobs, "--config", "../../samples/imslint.yaml", "prod=../../samples/clean", "stage=../../samples/stage", "x=../../samples/yaml", "../../samples/broken")
			if first == "" {
				first = out
			}
			if out == "" || out != first {
				t.Errorf("%s depends on --jobs %s", format, jobs)
			}
		}
	}
}

// FuzzRun has every format written for any bytes: no panic, an exit status
// that there is, and no byte on standard output that a terminal acts on.
func FuzzRun(f *testing.F) {
	for _, text := range planted {
		f.Add([]byte(strings.ReplaceAll(text, "%s", "x")))
	}
	f.Add([]byte("Identity Type,Username,Email,Product Configurations\nAdobe ID,ada,ada@example.com,campaign - prod - admin\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, args := range [][]string{{"fields", "--format", "json", "-"}, {"fields", "-"}, {"fix", "--diff", "-"}} {
			var out, errs bytes.Buffer
			if code := run(args, streams{in: bytes.NewReader(data), out: &out, err: &errs}); code < 0 || code > 2 {
				t.Errorf("%v: exit status %d", args, code)
			}
		}
		for _, format := range report.Names() {
			var out, errs bytes.Buffer
			code := run([]string{"lint", "--format", format, "-"}, streams{in: bytes.NewReader(data), out: &out, err: &errs})
			if code < 0 || code > 2 {
				t.Errorf("exit status %d", code)
			}
			if format == "text" && strings.ContainsAny(out.String()+errs.String(), "\x1b\x07\u009b\u202e") {
				t.Errorf("a terminal would act on %q", out.String()+errs.String())
			}
		}
	})
}

// FuzzBaseline reads any bytes as a baseline and applies it.
func FuzzBaseline(f *testing.F) {
	f.Add([]byte(`{"version":1,"findings":[{"code":"scopes/missing","instance":"a"}]}`))
	f.Add([]byte(`{"version":2}`))
	f.Add([]byte(`[`))
	f.Fuzz(func(t *testing.T, data []byte) {
		name := filepath.Join(t.TempDir(), "known.json")
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		b, err := readBaseline(name)
		if err != nil {
			return
		}
		j := &judge.Outcome{}
		if known := b.apply(j, true); known != 0 {
			t.Errorf("%d of no findings are known", known)
		}
		if change := newBaseline(nil).change(b); !strings.HasPrefix(change, "0 new") {
			t.Error(change)
		}
	})
}
