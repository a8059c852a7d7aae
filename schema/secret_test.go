package schema

import (
	"strings"
	"testing"
)

// TestFieldsNeverReadSecrets insists that no setting and no exported schema
// makes a secret the value of a field that is printed.
func TestFieldsNeverReadSecrets(t *testing.T) {
	const account = `<extAccount name="Adobe_Marketing_Cloud" imsServer="x" clientSecret="S" hush="S"/>`
	document := func(attribute string) string {
		return `<srcSchema namespace="nms" name="extAccount"><element name="extAccount">` + attribute + `</element></srcSchema>`
	}
	for _, c := range []struct{ name, schema, config string }{
		{"a label", document(`<attribute name="clientSecret" label="Association mask"/>`), ""},
		{"a password with a label", document(`<attribute name="hush" type="password" label="Association mask"/>`), ""},
		{"the client secret elsewhere", "", "fields: {clientSecret: hush, associationMask: hush}"},
	} {
		config, bad := ReadConfig("imslint.yaml", strings.NewReader(c.config+"\n"))
		if bad != nil {
			t.Fatal(bad[0])
		}
		var files []*File
		for _, text := range []string{account, c.schema} {
			if text == "" {
				continue
			}
			f, bad := Read("in.xml", strings.NewReader(text))
			if bad != nil {
				t.Fatal(bad)
			}
			files = append(files, f)
		}
		a := NewInstance("in", files, nil, config).Accounts[0]
		if v := a.Field(AssociationMask); v.Present {
			t.Errorf("%s: Association mask is read from %s", c.name, v.Attribute)
		}
		for _, v := range a.Attributes() {
			if strings.Contains(v.Shown(), "S") && !(c.schema != "" && strings.Contains(c.schema, "clientSecret") && v.Attribute == "hush") {
				t.Errorf("%s: %s is shown", c.name, v.Attribute)
			}
		}
	}
	_, bad := ReadConfig("imslint.yaml", strings.NewReader("fields: {associationMask: clientSecret}\n"))
	if want := "imslint.yaml:1:27: fields: associationMask cannot be read from clientSecret, which is the name of a secret"; len(bad) != 1 || bad[0].Error() != want {
		t.Errorf("got %v, want %s", bad, want)
	}
}

func TestHideUserInfoInParameters(t *testing.T) {
	const m = "********"
	for _, c := range []struct{ text, want string }{
		{"https://h/?a=1&b=2", "https://h/?a=1&b=2"},
		{"https://h/?password=S", "https://h/?password=" + m},
		{"https://h/?a=1&client_secret=S;b=2#c", "https://h/?a=1&client_secret=" + m + ";b=2#c"},
		{"https://h/?pass%77ord=S&x#access_token=T", "https://h/?pass%77ord=" + m + "&x#access_token=" + m},
		{"https://u:S@h/?token=S", "https://" + m + "@h/?token=" + m},
		{"https://h/?password=", "https://h/?password="},
	} {
		if got := HideUserInfo(c.text); got != c.want {
			t.Errorf("%s: got %s, want %s", c.text, got, c.want)
		}
	}
}

// TestCommentsInValues hides a comment that is within a value, or right beside
// it.
func TestCommentsInValues(t *testing.T) {
	for text, want := range map[string]string{
		"<extAccount><imsScope>open<!-- s3cret -->id</imsScope></extAccount>":                  "open…id",
		"<extAccount><imsScope>openid<!-- s3cret --></imsScope></extAccount>":                  "openid…<",
		"<extAccount><imsScope><?s3cret x?>openid</imsScope></extAccount>":                     ">…openid",
		"externalAccounts:\n- imsServer: x\n  imsScope: [openid, # s3cret\n    session]\n":     "[openid, …",
		"externalAccounts:\n- imsServer: x\n  imsScope: openid # s3cret\n":                     "openid …",
		"externalAccounts:\n- {imsServer: x, imsScope: [openid, # s3cret\n    session]}\n":     "[openid, …",
		"externalAccounts:\n- imsServer: x\n  imsScope: # s3cret\n    - openid # s3cret too\n": "- openid …",
	} {
		f := read(t, text)
		in := NewInstance("prod", []*File{f}, nil, &Config{})
		got := in.Accounts[0].Field(Scopes).Place.Snippet().Text
		if strings.Contains(got, "s3cret") || !strings.Contains(got, want) {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}
