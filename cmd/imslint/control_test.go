package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/imslint/imslint/cmd/internal/report"
)

// acting is text that a terminal, a log or a pipeline would act on: ESC, BEL,
// C1, bidirectional and zero-width characters, separators of lines, letters and
// marks without a shape, and a
// command of GitHub's log on a line of its own.
const acting = "\x1b[31m\a\b\u009b31m\u0085\u202e\u2066\u200b\u200d\u2060\u00ad\ufeff\u2028\u2029\U000e0041\u034f\u115f\u3164\ufe0f\u2800\U000e0100\u007f\n::error::boo\r\n::error::boo"

// inert returns an error where an output holds what could be acted on.
func inert(out string) error {
	if !utf8.ValidString(out) {
		return fmt.Errorf("invalid UTF-8")
	}
	for i, r := range out {
		if r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) || strings.ContainsRune("\u034f\u115f\u3164\ufe0f\u2800\U000e0100", r)) {
			return fmt.Errorf("%U in %q", r, out[max(0, i-80):min(len(out), i+20)])
		}
	}
	for line := range strings.Lines(out) {
		if strings.HasPrefix(strings.TrimLeft(line, " "), "::error::boo") {
			return fmt.Errorf("a line of its own: %q", line)
		}
	}
	return nil
}

// actingInputs are files with acting text in every name and value, by name.
func actingInputs() map[string]string {
	// What XML can write: ESC and BEL only in YAML and JSON.
	inXML := strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\r' {
			return -1
		}
		return r
	}, acting)
	inXML = strings.NewReplacer("\n", "&#10;", "\r", "&#13;").Replace(inXML)
	quoted, _ := json.Marshal(acting)
	q := string(quoted[1 : len(quoted)-1])
	return map[string]string{
		"values.xml": strings.ReplaceAll(`<package buildNumber="9#" buildVersion="#"><entities schema="nms:extAccount"><extAccount name="Adobe_Marketing_Cloud" label="#" type="#" active="1" imsServer="http://ims-na1#.example.com" userScope="a#;b#" clientId="c#" callbackServer="http://campaign#.example.com" imsOrgId="x#" imsRightsMask="campaign#" productContext="#" server="#" tenant="#" clientSecret="#" #="x"/>
			<extAccount name="Adobe_Experience_Cloud#" imsOrgId="x#" imsServer="x#"/></entities></package>`, "#", inXML),
		"schema.xml": strings.ReplaceAll(`<package><entities schema="xtk:srcSchema"><srcSchema namespace="nms" name="extAccount" label="#"><enumeration name="accountType"><value name="#" value="7" label="#"/></enumeration><element name="extAccount"><attribute name="#mask" label="Association mask"/><attribute name="type" enum="accountType" label="#"/></element></srcSchema></entities>
			<entities schema="xtk:group"><group name="#" label="#"/></entities><entities schema="xtk:operator"><operator name="o#" email="a#@example.com"/><operator name="p#" email="a#@example.com"/><operator name="q#"/></entities>
			<entities schema="nms:extAccount"><extAccount name="Adobe_Marketing_Cloud" type="7" imsRightsMask="campaign - (.*)" imsServer="x"/></entities></package>`, "#", inXML),
		"server.xml":   strings.ReplaceAll(`<serverConf><shared><dataStore hosts="#.example.com,b#"/><imsConfig><nonIMSAuthnAPI disableAPI="#" allowOperator="a#|b#"/></imsConfig></shared><web><redirection IMSOrgId="#"/></web></serverConf>`, "#", inXML),
		"values.json":  strings.ReplaceAll(`[{"name":"Adobe_Marketing_Cloud","label":"#","type":"#","imsServer":"http://x#.example.com","userScope":"a#;b#","clientId":"c#","callbackServer":"http://campaign#.example.com","imsOrgId":"x#","imsRightsMask":"campaign#","productContext":"#","server":"","tenant":"#","imsX#":"x"},{"name":"Adobe_Marketing_Cloud#","imsOrgId":"x"}]`, "#", q),
		"names.json":   strings.ReplaceAll(`{"externalAccounts":[{"name":"#"}],"operatorGroups":["#"],"operators":[{"name":"o#","email":"#"},{"name":"p#","email":"#"}]}`, "#", q),
		"twice.json":   strings.ReplaceAll(`[{"name":"x","ims#":"a","ims#":"b"}]`, "#", q),
		"broken.json":  "[{\"name\":\"x\",\"imsServer\":\"" + acting + "\"}]",
		"raw.yaml":     "externalAccounts:\n- name: x\n  imsServer: \"" + acting + "\"\n",
		"broken.xml":   `<extAccount name="Adobe_Marketing_Cloud" ` + acting + `="x" ` + acting + `="y">`,
		"end.xml":      `<extAccount name="Adobe_Marketing_Cloud"></` + acting + `>`,
		"bytes.xml":    "<extAccount name=\"Adobe_Marketing_Cloud\xff\x1b\" \xff=\"\xfe\"/>",
		"bytes.json":   "[{\"name\":\"\xff\x1b\",\"imsServer\":\"\xfe\"}]",
		"bytes.yaml":   "externalAccounts:\n- name: \xff\x1b\n",
		"entity.xml":   `<extAccount name="&` + acting + `;"/>`,
		"encoding.xml": `<?xml version="1.0" encoding="` + acting + `"?><extAccount/>`,
		"people.csv":   strings.ReplaceAll("Email,x#\na#@gmail.com,y\n", "#", acting),
		"users.csv":    strings.ReplaceAll("Identity Type,Email,First Name,#\n#,a#@example.com,\"#\",#\nAdobe ID,\"b\n#\",x,y\n", "#", acting),
		"users.yaml":   strings.ReplaceAll("imslint: '#'\n", "#", acting),
	}
}

// TestNothingActs insists that nothing that a file, a file name, a name or an
// argument holds reaches a terminal, a log or a report as it is.
func TestNothingActs(t *testing.T) {
	dir, outputs := t.TempDir(), t.TempDir()
	// The folder, and so the instance and every path, has such a name too.
	name := strings.NewReplacer("/", "", "\x00", "").Replace(acting) + "\xff"
	if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
		name = "plain" // not every file system can hold it
		os.Mkdir(filepath.Join(dir, name), 0o755)
	}
	quoted, _ := json.Marshal(acting)
	config := strings.ReplaceAll(`provisioned: {clientId: "#", scopes: ["#"], callbackUrls: ["https://#.example.com/"], productContext: "#", productProfiles: ["campaign#", "# x"], organizationId: 0123456789ABCDEF01234567@AdobeOrg}
instances: [{name: "#", url: "https://campaign.example.com"}]
checks: {disable: ["#"]}
ignore: [{code: "#", reason: "#", account: "#"}]
fields: {"#": "#", associationMask: "#"}
adminConsole: {domains: [{name: "#.example.com", type: "#"}], productConfigurations: ["#"], userNames: "#"}
"#": "#"
accountType: "#"
`, "#", string(quoted[1:len(quoted)-1]))
	sound := strings.Join([]string{
		"provisioned: {clientId: \"#\", scopes: [\"#\"], productContext: \"#\", productProfiles: [\"campaign#\", \"# x\"]}", "instances: [{name: \"#\"}]", "accountType: \"#\"", "fields: {associationMask: \"#\"}",
		"ignore: [{code: scopes, reason: \"#\", account: \"#\"}]",
	}, "\n")
	sound = strings.ReplaceAll(sound, "#", string(quoted[1:len(quoted)-1]))
	var paths []string
	for file, text := range actingInputs() {
		for _, conf := range []string{"", config, sound} {
			folder := filepath.Join(dir, name, fmt.Sprint(len(paths)))
			path := filepath.Join(folder, "x"+name+file)
			os.Mkdir(folder, 0o755)
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			if conf != "" {
				os.WriteFile(filepath.Join(folder, "imslint.yaml"), []byte(conf), 0o644)
			}
			paths = append(paths, path)
		}
	}
	users := paths[slices.IndexFunc(paths, func(p string) bool { return strings.HasSuffix(p, "users.csv") })]
	all := filepath.Join(dir, name)
	written := func(n string) string { return filepath.Join(outputs, n) }
	commands := [][]string{
		{"fields", "--all", "--verbose", "--instances-in", all}, {"fields", "--format", "json", "--instances-in", all},
		{"fix", "--verbose", "--output", outputs, "--instances-in", all}, {"fix", "--diff", "--instances-in", all},
		{"init", "--force", "--output", written("imslint.yaml"), all}, {"init", all, acting}, {"init", "--output", filepath.Join(all, "missing", acting), all},
		{"lint", "--write-baseline", written("known.json"), "--instances-in", all}, {"lint", "--write-baseline", filepath.Join(all, "missing", acting), all},
		{"lint", "--baseline", acting, all}, {"lint", "--config", acting, all}, {"lint", "--only", acting, all}, {"lint", "--disable", acting, all}, {"lint", "--symptom", acting, all},
		{"lint", "--format", acting, all}, {"lint", "--format", "json=" + filepath.Join(all, "missing", acting), all}, {"lint", "--fail-on", acting, all}, {"lint", "--jobs", acting, all}, {"lint", "--color", acting, all},
		{"lint", "--" + acting, all}, {"lint", "-" + acting, all}, {"lint", "--quiet=" + acting, all}, {"lint", acting}, {"lint", acting + "=" + acting}, {"lint", "--instances-in", acting},
		{acting}, {"x" + acting + ".xml"}, {"explain", acting}, {"explain", "scopes " + acting}, {"checks", acting}, {"version", acting}, {"completion", acting}, {"migration", "--existing", acting, "--directory", acting, all},
	}
	for _, format := range report.Names() {
		commands = append(commands,
			[]string{"lint", "--verbose", "--color", "never", "--format", format, "--instances-in", all},
			[]string{"lint", "--format", format, "--format", "text=" + written("report."+format), acting + "=" + paths[0], paths[0], all},
			[]string{"migration", "--verbose", "--format", format, "--instances-in", all},
			[]string{"users", "--format", format, "--existing", users, users, acting})
	}
	for _, path := range paths {
		commands = append(commands, []string{"lint", path}, []string{"init", "--force", "--output", written("imslint.yaml"), path})
	}
	for _, command := range commands {
		out, errs, _ := executed(command...)
		if err := inert(out); err != nil {
			t.Errorf("%.60q: standard output: %v", command, err)
		}
		if err := inert(errs); err != nil {
			t.Errorf("%.60q: standard error: %v", command, err)
		}
		wellFormed(t, command, out)
	}
	filepath.WalkDir(outputs, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "fix.xml") { // values as they have to be
			return err
		}
		data, err := os.ReadFile(path)
		if err := inert(string(data)); err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
		return err
	})
}

// wellFormed insists that an output in a format with a syntax keeps to it.
func wellFormed(t *testing.T, command []string, out string) {
	t.Helper()
	format := ""
	for i, arg := range command {
		if arg == "--format" && format == "" {
			format = command[i+1]
		}
	}
	if out == "" {
		return // a usage error
	}
	switch format {
	case "json", "sarif", "gitlab":
		if !json.Valid([]byte(out)) {
			t.Errorf("%.60q: invalid JSON: %.200q", command, out)
		}
	case "junit":
		for d := xml.NewDecoder(strings.NewReader(out)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%.60q: invalid XML: %v", command, err)
				break
			}
		}
	}
}
