package schema

import (
	"fmt"
	"math/rand/v2"
	"slices"
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
		for v := range a.Attributes() {
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
		{"https://h/?a=1&client_secret=S;b=2#c", "https://h/?a=1&client_secret=" + m + "#c"}, // a ; may be part of it
		{"https://h/?password:S", "https://h/?password:" + m},
		{"https://h/?password%3dS%26", "https://h/?password%3d" + m},
		{"https://h/?x=1|Pass_Word=S", "https://h/?x=1|Pass_Word=" + m},
		{"https://h/password=S/x", "https://h/password=" + m},
		{"https://h/?next=https%3A%2F%2Fu%3AS%40h&x=1", "https://h/?next=" + m + "&x=1"},
		{"https://h/?next=https%253A%252F%252Fu%253AS%2540h", "https://h/?next=" + m},
		{"https://u:S\uFF20h/", "https://" + m + "\uFF20h/"},
		{"openid;password=S", "openid;password=" + m},
		{"https://h/?sig=S&code=S&jwt=S", "https://h/?sig=" + m + "&code=" + m + "&jwt=" + m},
		{"mailto:u:S@h.example", m + "@h.example"},
		{"https://h/code=1?codes=2&next=a%20b", "https://h/code=1?codes=2&next=a%20b"},
		{"Password: where to find it", "Password: where to find it"},
		{"campaign - 100% - (.*)", "campaign - 100% - (.*)"},
		{"ada@example.com", "ada@example.com"},
		{"joe/smith@example.com", "joe/smith@example.com"},
		{"adobe:0123456789ABCDEF01234567@AdobeOrg", "adobe:0123456789ABCDEF01234567@AdobeOrg"},
		{"https://u:S@AdobeOrg", "https://" + m + "@AdobeOrg"},
		{"https:/u:S@AdobeOrg", "https:/" + m + "@AdobeOrg"},
		{`https:\u:S@AdobeOrg`, `https:\` + m + "@AdobeOrg"},
		{"http://token.example.com:8443/x", "http://token.example.com:8443/x"},
		{"AdobeID;openid;token:read", "AdobeID;openid;token:read"},
		{"https://h/ims/token:x", "https://h/ims/token:x"},
		{"https://h/?pass%77ord=S&x#access_token=T", "https://h/?pass%77ord=" + m + "&x#access_token=" + m},
		{"https://u:S@h/?token=S", "https://" + m + "@h/?token=" + m},
		{"https://h/?password=", "https://h/?password="},
		{`https://h/?password="S"`, "https://h/?password=" + m},
		{"https://h/?password=a S<S>'S", "https://h/?password=" + m},
		{"https://h/?api key = S", "https://h/?api key =" + m},
		{"https://u:S%40host/", "https://" + m + "%40host/"},
		{"https%3A%2F%2Fu%3AS%40host", m + "%40host"},
		{"http://h/r/https%3A%2F%2Fu%3AS%40host/", "http://" + m + "%40host/"},
		{"https://h/?mail=ada%40example.com", "https://h/?mail=ada%40example.com"},
		{"ada%40example.com", "ada%40example.com"},
		{"https://u:S\uFE6Bh/", "https://" + m + "\uFE6Bh/"},
		{"https://u:S", "https://u:" + m},
		{"https://u:S/x", "https://u:" + m + "/x"},
		{"https://u:8443", "https://u:8443"}, {"https://h:8443/a:b", "https://h:8443/a:b"}, {"https://h:*/x", "https://h:*/x"}, {"https://[::1]/x", "https://[::1]/x"}, {"https://h:", "https://h:"},
		{"=x&token=S", "=x&token=" + m},
		{"?a==&token=S", "?a==&token=" + m},
		{"?token=&token=S", "?token=&token=" + m},
		{"https://h/?password%3aS", "https://h/?password%3a" + m},
		{"https://h/?password%3AS&a=1", "https://h/?password%3A" + m + "&a=1"},
		{"https://h/?token%%3dS", "https://h/?token%%3d" + m},
		{"https://h/?token%=S", "https://h/?token%=" + m},
		{"?token:S", "?token:" + m},
		{"password=S", "password=" + m},
		{"openid, password=S", "openid, password=" + m},
		{"the password: where to find it", "the password: where to find it"},
		{"https://h/?auth=S&pass=S&signature=S&key=S&sas=S", "https://h/?auth=" + m + "&pass=" + m + "&signature=" + m + "&key=" + m + "&sas=" + m},
		{"key=x, code=y pass=z", "key=x, code=y pass=z"},
		{"x=https://u:S@h", m + "@h"},
		{"https://h/?mail=ada%40example.com", "https://h/?mail=ada%40example.com"},
		{"https://h/?next=%zz%40", "https://h/?next=%zz%40"},
		{"100%", "100%"},
		{"100%3", "100%3"},
		{"c:/S@h", "c:/" + m + "@h"},
	} {
		if got := HideUserInfo(c.text); got != c.want {
			t.Errorf("%s: got %s, want %s", c.text, got, c.want)
		}
	}
}

// TestHideUser: an address has a user in front of its @, whatever that looks like.
func TestHideUser(t *testing.T) {
	const m = "********"
	for in, want := range map[string]string{"S@h": m + "@h", "https://S@h/x": "https://" + m + "@h/x", "//S@h": "//" + m + "@h", "@h": "@h", "h": "h", "": ""} {
		if got := HideUserOfAddress(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// TestSecretPaths: a path is the same with @ and without, and with / in front.
func TestSecretPaths(t *testing.T) {
	var s secretPaths
	if s.has("a", false) {
		t.Error("nothing was added")
	}
	s.add("clientSecret")
	s.add("/ims/@password")
	if s.some() {
		t.Errorf("names that say it need no path: %v", s)
	}
	s.add("/ims/@key")
	s.add("@hush")
	s.add("a/b")
	for path, want := range map[string]bool{"ims/@key": true, "ims/key": true, "hush": true, "@hush": true, "a/b": true, "a/@b": true, "key": false, "ims": false, "": false} {
		if got := s.has(path, true); got != want {
			t.Errorf("%s, written by a person: %v", path, got)
		}
		if got := s.has(path, false); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

// TestShortSecretPath: no path is taken for its first letter, and what is below one that
// is as long as the longest is a secret.
func TestShortSecretPath(t *testing.T) {
	var s secretPaths
	s.add("a")
	for path, want := range map[string]bool{"a": true, "ab": false, "ab/c": false, "a/b": true, "a/b/c/d": true, "b/a": false, "@a/b": true} {
		for _, handWritten := range []bool{false, true} {
			if got := s.has(path, handWritten); got != want {
				t.Errorf("%s, written by a person %t: %t", path, handWritten, got)
			}
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

// TestStructuresOfSecrets hides keys below a secret, keys that are no scalars, and
// what a schema declares a password in one of its ways.
func TestStructuresOfSecrets(t *testing.T) {
	for _, text := range []string{
		`[{"imsServer": "x", "clientSecret": {"s3cret": 1}}]`,
		"- imsServer: x\n  clientSecret: {s3cret: 1}\n",
		"- {? [clientSecret, s3cret] : 1, imsServer: x}\n",
	} {
		f := read(t, text)
		in := NewInstance("prod", []*File{f}, nil, &Config{})
		if got := in.Accounts[0].Field(IMSServer).Place.Snippet().Text; strings.Contains(got, "s3cret") {
			t.Errorf("%s: %s", text, got)
		}
	}
	for _, text := range []string{
		`[{"x": {"y": [{"z": 1}, {"clientSecret": {"a": [1, {"b": {"s3cret": 1, "s3cret": 2}}]}}]}}]`,
		"- imsServer: {y: [{z: 1}, {clientSecret: {a: [1, {b: {s3cret: 1, s3cret: 2}}]}}]}\n",
	} {
		_, bad := Read("in", strings.NewReader(text))
		if bad == nil || strings.Contains(bad.Error(), "s3cret") || !strings.Contains(bad.Error(), "duplicate key, first in line 1") {
			t.Errorf("%s: got %v", text, bad)
		}
	}
	const open, end = `<srcSchema name="extAccount" namespace="nms">`, `</srcSchema>`
	for _, schema := range []string{
		`<element name="extAccount"><attribute name="own" type="password"/></element>`,
		`<element name="extAccount"><attribute name="own" label="IMS password"/></element>`,
		`<element name="extAccount"><group><choice><attribute name="own" type="password"/></choice></group></element>`,
		`<element name="extAccount" template="nms:extAccount:base"/><element name="base"><attribute name="own" type="Password"/></element>`,
		`<element name="extAccount"><element name="ims" ref="imsDef"/></element><element name="imsDef"><attribute name="own" type="password"/></element>`,
		`<element name="extAccount" ref="a"/><element name="a" ref="b"/><element name="b" ref="a"><attribute name="own" type="password"/></element>`,
	} {
		export := read(t, `<extAccount-collection><extAccount imsServer="x" own="s3cret"><ims own="s3cret"/></extAccount></extAccount-collection>`)
		in := NewInstance("prod", []*File{export, read(t, open+schema+end)}, nil, &Config{})
		for v := range in.Accounts[0].Attributes() {
			if strings.Contains(schema, "imsDef") == strings.HasPrefix(v.Attribute, "ims/") && strings.HasSuffix(v.Attribute, "own") && v.Shown() != "********" {
				t.Errorf("%s: %s is %s", schema, v.Attribute, v.Shown())
			}
		}
	}
	operators := read(t, `<operator-collection><operator name="ada" email="s3cret" mail="ada@example.com"/></operator-collection>`)
	own := read(t, `<srcSchema name="operator" namespace="xtk"><element name="operator"><attribute name="email" type="password"/><attribute name="mail" label="E-mail"/></element></srcSchema>`)
	in := NewInstance("prod", []*File{operators, own}, nil, &Config{})
	for o := range in.OperatorList() {
		if o.Email.Text != "ada@example.com" {
			t.Errorf("the address of an operator is %s", o.Email.Text)
		}
	}
}

// TestSecretsInRows hides the credentials of addresses in any field of a row.
func TestSecretsInRows(t *testing.T) {
	const header = "Identity Type;Username;Email;First Name\n"
	for _, row := range []string{
		"https://adm:s3cret@h/;ada;ada@example.com;Ada", "Adobe ID;https://adm:s3cret@h/;ada@example.com;Ada",
		"Adobe ID;ada;https://adm:s3cret@h/;Ada", "Adobe ID;ada;ada@example.com;\"x \"\" https://adm:s3cret@h/\"", "Adobe ID;ada;ada@example.com;?password=s3cret",
	} {
		f := read(t, header+row+"\n")
		if got := firstUser(f).Who().Snippet().Text; strings.Contains(got, "s3cret") || !strings.Contains(got, "ada") {
			t.Errorf("%s: %s", row, got)
		}
		rows := NewCSV("in.csv", strings.NewReader(header+row+"\n"))
		rows.Next()
		r, err := rows.Next()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Cells {
			if got := r.Place(c.Span).Snippet().Text; strings.Contains(got, "s3cret") {
				t.Errorf("%s: %s", row, got)
			}
		}
	}
}

// TestSecretColumns hides the fields of columns that the first row names like secrets
// or that nobody knows, and all behind the first of them where a row has more fields than that.
func TestSecretColumns(t *testing.T) {
	const text = "Email,Client Secret,First Name,password\na@example.com,s3cret,Ada,\"s3,cret\"\nb@example.com,s3cret\nc@example.com,,password,s3cret,more\n"
	want := []string{
		"Email,Client Secret,First Name,password", `a@example.com,********,Ada,"********"`, "b@example.com,********", "c@example.com,,********,********,********", // more fields than columns: a comma in a secret
	}
	rows := NewCSV("in.csv", strings.NewReader(text))
	var each []string
	for _, line := range want {
		row, err := rows.Next()
		if err != nil {
			t.Fatal(err)
		}
		if got := row.Place(row.Cells[0].Span).Snippet().Text; got != line {
			t.Errorf("got %s, want %s", got, line)
		}
	}
	others := NewCSV("in.csv", strings.NewReader("Email,Note,pass.word\na@example.com,S,S\n"))
	for _, line := range []string{"Email,Note,pass.word", "a@example.com,…,********"} {
		row, err := others.Next()
		if err != nil {
			t.Fatal(err)
		}
		if got := row.Place(row.Cells[0].Span).Snippet().Text; got != line {
			t.Errorf("got %s, want %s", got, line)
		}
	}
	if err := NewCSV("in.csv", strings.NewReader(text)).Each(func(row *Row) {
		each = append(each, row.Place(row.Cells[0].Span).Snippet().Text)
	}); err != nil || !slices.Equal(each, want) {
		t.Errorf("%v: got %q", err, each)
	}
}

// TestAliasedSecrets: a value that is that of a secret and of another key is a
// secret under either.
func TestAliasedSecrets(t *testing.T) {
	for _, text := range []string{
		"- clientSecret: &s TOPSECRET\n  clientId: *s\n  label: x\n",
		"- clientId: &s TOPSECRET\n  label: x\n  password: *s\n",
		"- {tenant: &s [TOPSECRET], label: x, token: *s}\n",
		"- {note: &s {a: TOPSECRET}, label: x, clientSecret: *s}\n",
		"- {label: x}\n- &a {clientSecret: &s TOPSECRET}\n- {<<: *a, clientId: *s}\n",
	} {
		f := read(t, text)
		shown := ""
		for _, a := range NewInstance("i", []*File{f}, nil, &Config{}).Accounts {
			for v := range a.Attributes() {
				shown += v.Shown() + v.Snippet().Text + " "
			}
			for _, n := range AllFields() {
				shown += a.Field(n.Field).Shown() + " "
			}
		}
		if strings.Contains(shown, "TOP") || !strings.Contains(shown, "x ") {
			t.Errorf("%s shows %s", text, shown)
		}
	}
	// Without a secret nothing is masked.
	a := NewInstance("i", []*File{read(t, "- {clientId: &s a, tenant: *s, imsServer: 'https://u:p@x.example.com', clientSecret: b}\n")}, nil, &Config{}).Accounts[0]
	if id, server := a.Field(ClientID), a.Field(IMSServer); id.Text != "a" || id.Secret() || server.Secret() || strings.Contains(server.Shown(), "p@") {
		t.Errorf("%+v, %+v", id, server)
	}
}

// TestManyCredentials hides what follows where names and values hold each other by
// the thousand, and only there.
func TestManyCredentials(t *testing.T) {
	for _, many := range []string{"u:", "t=", "a%3d", "u:p@", "?token=%3d", "=a:b"} {
		long := strings.Repeat(many, 10_000)
		for _, end := range []string{"&password=s3cret", " https://u:s3cret@h", "password=s3cret"} {
			if got := HideUserInfo(long + end); strings.Contains(got, "s3cret") {
				t.Errorf("%s…%s shows the secret", many, end)
			}
		}
	}
	if got := HideUserInfo(strings.Repeat("t=", 10_000) + "end"); strings.HasSuffix(got, "end") || !strings.HasPrefix(got, "t=t=") {
		t.Errorf("got %.20s…%s", got, got[len(got)-10:])
	}
	for _, many := range []string{"a:", "?="} { // long names, and long values
		if got := HideUserInfo(strings.Repeat(many, 10_000) + "end"); strings.HasSuffix(got, "end") {
			t.Errorf("%s…end shows the end", many)
		}
	}
	for _, harmless := range []string{
		strings.Repeat("a=b, c:d; ", 10_000), strings.Repeat("a:", 100), strings.Repeat("urn:ims:s,", 1000), strings.Repeat("https://a.example.com,", 1000),
	} {
		if got := HideUserInfo(harmless); got != harmless {
			t.Errorf("%.20s… is shown as %.40s", harmless, got)
		}
	}
}

func BenchmarkCredentials(b *testing.B) {
	for _, size := range []int{100_000, 1_000_000} {
		text := strings.Repeat("t=u:p@", size/6)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				HideUserInfo(text)
			}
		})
	}
}

func BenchmarkIsSecret(b *testing.B) {
	for b.Loop() {
		for _, name := range []string{"imsServer", "account/properties/associationMask", "clientSecret", "label"} {
			IsSecret(name)
		}
	}
}

// TestShownParts masks in a part of a text what is credentials in the whole.
func TestShownParts(t *testing.T) {
	for _, c := range []struct{ text, part, want string }{
		{"https://u:s3cret,b@host", "https://u:s3cret", "https://********"},
		{"https://u:s3cret,b@host", "b@host", "********@host"},
		{"https://u:s3cret,b@host", "https://u:s3cret,b@host", "https://********@host"},
		{"https://u:s3cret,b@host", "host", "host"},
		{"https://u:s3cret,b@host", "s3cret", "********"},
		{"a,token=s3cret&b,c=d", "token=s3cret&b", "token=********&b"},
		{"a,token=s3cret&b,c=d", "a", "a"},
		{"?token=u:p@h?key=q", "?token=u:p@h?key=q", "********"},
		{"a b", "b", "b"},
	} {
		from := strings.Index(c.text, c.part)
		if got := ShownParts(c.text)(from, from+len(c.part)); got != c.want {
			t.Errorf("%s of %s is shown as %s, want %s", c.part, c.text, got, c.want)
		}
	}
}

// TestSpelledSecrets: a person may write the name of a secret in another spelling.
func TestSpelledSecrets(t *testing.T) {
	var s secretPaths
	s.add("hushHush")
	for _, path := range []string{"HUSHHUSH", "hush hush", "@Hush-hush"} {
		if !s.has(path, true) || s.has(path, false) {
			t.Errorf("%s: %v, %v", path, s.has(path, true), s.has(path, false))
		}
	}
}

// TestSecretsBelow compares which attributes of elements inside each other are secrets
// with what each of their paths says by itself, in random elements.
func TestSecretsBelow(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 0))
	names := []string{"a", "b", "A-a", "hush", "token", "B", "a_b"}
	var write func(depth int) string
	write = func(depth int) string {
		out := "{"
		for _, name := range names {
			switch {
			case depth < 4 && r.IntN(3) == 0:
				out += fmt.Sprintf("%q: %s, ", name, write(depth+1))
			case r.IntN(2) == 0:
				out += fmt.Sprintf("%q: 1, ", name)
			}
		}
		return strings.TrimSuffix(out, ", ") + "}"
	}
	secrets, others := 0, 0
	for range 300 {
		e := read(t, `{"extAccount": {"imsServer": "x", "a": `+write(0)+`}}`).Accounts[0]
		e.HandWritten = r.IntN(2) == 0
		for range r.IntN(3) {
			path := names[r.IntN(len(names))]
			for range r.IntN(4) {
				path = names[r.IntN(2)] + "/" + path
			}
			e.secrets.add(path)
		}
		for v := range e.Attributes() {
			want := IsSecret(v.Attribute) || e.secrets.has(v.Attribute, e.HandWritten)
			if v.secret != want {
				t.Fatalf("%v, written by a person %t: %s is a secret: %t", e.secrets.exact, e.HandWritten, v.Attribute, v.secret)
			}
			if v.secret {
				secrets++
			} else {
				others++
			}
		}
	}
	if secrets < 1000 || others < 1000 {
		t.Errorf("%d secrets and %d other attributes are too few", secrets, others)
	}
}

// BenchmarkDeep goes over attributes that are deep in an account.
func BenchmarkDeep(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		text := `{"extAccount": {"imsServer": "x", "e": ` + strings.Repeat(`{"e": `, 500) + "[" + strings.Repeat(`{"k": 1}, `, n) + `{}]` + strings.Repeat("}", 500) + "}}"
		b.Run(fmt.Sprint(n, "-attributes"), func(b *testing.B) {
			f, bad := Read("in.json", strings.NewReader(text))
			if bad != nil {
				b.Fatal(bad)
			}
			e := f.Accounts[0]
			e.secrets.add("hush")
			b.ReportAllocs()
			for b.Loop() {
				for range e.Attributes() {
				}
			}
		})
	}
}

func TestLeaks(t *testing.T) {
	for _, c := range []struct {
		text, from string
		want       bool
	}{
		{"openid,token:s3cret", "openid|token:s3cret", true},
		{"https://u:s3cret,b@host", "https://u:s3cret|b@host", true},
		{"https://e.com/%7Ctoken:s3cret", "http://e.com/|token:s3cret", true},
		{"https://host", "https://u:s3cret@host", false},
		{"https://host.example.com", "https://host:s3cret@host.example.com", false},
		{"openid,session", "openid;session", false},
	} {
		if got := Leaks(c.text, c.from); got != c.want {
			t.Errorf("%s, made of %s: %v", c.text, c.from, got)
		}
	}
}
