package login

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

func TestImsServer(t *testing.T) {
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "http and another host", In: checks.Example{Export: `imsServer="http://ims.example.com"`}, Want: []string{"ims-server/insecure", "ims-server/not-allowed"}},
		{Name: "http stage endpoint", In: checks.Example{Export: `imsServer="http://adobeid-na1-stg1.services.adobe.com"`}, Want: []string{"ims-server/insecure", "ims-server/stage-endpoint"}},
		{Name: "upper case host", In: checks.Example{Export: `imsServer="ADOBEID-NA1.SERVICES.ADOBE.COM"`}, Want: nil},
		{Name: "host with another port", In: checks.Example{Export: `imsServer="ims-na1.adobelogin.com:8443"`}, Want: []string{"ims-server/not-allowed"}},
		{Name: "outer space", In: checks.Example{Export: `imsServer=" ims-na1.adobelogin.com"`}, Want: []string{"ims-server/malformed"}},
		{Name: "user info", In: checks.Example{Export: `imsServer="https://me@ims-na1.adobelogin.com"`}, Want: []string{"ims-server/malformed"}},
		{Name: "query", In: checks.Example{Export: `imsServer="https://ims-na1.adobelogin.com?x=1"`}, Want: []string{"ims-server/malformed"}},
		{Name: "another scheme", In: checks.Example{Export: `imsServer="ftp://ims-na1.adobelogin.com"`}, Want: []string{"ims-server/malformed"}},
	})
}

// TestServerMessages insists that an IMS server that cannot be one is told why,
// and one that must not be used which is nearest.
func TestServerMessages(t *testing.T) {
	in := func(server string) checks.Example { return checks.Example{Export: `imsServer="` + server + `"`} }
	malformed := func(shown, fault string) []string {
		return []string{"IMS server " + shown + " " + fault + "; expected a host name or an https URL without a path."}
	}
	const notAllowed = " is not an IMS server that Campaign may use; expected adobeid-na1.services.adobe.com or ims-na1.adobelogin.com."
	testWording(t, imsServer, []wording{
		{"blank", in(" "), []string{"IMS server is blank."}},
		{"a bare host", in("IMS-na1.adobelogin.com"), nil},
		{"a URL", in("HTTPS://ims-na1.adobelogin.com:443/"), nil},
		{"slashes", in("https://ims-na1.adobelogin.com//"), nil},
		{"a space behind", in("https://ims-na1.adobelogin.com "), malformed(`"https://ims-na1.adobelogin.com "`, "ends in a space")},
		{"a space in front", in(" https://ims-na1.adobelogin.com"), malformed(`" https://ims-na1.adobelogin.com"`, "begins with a space")},
		{"spaces around", in(" ims-na1.adobelogin.com  "), malformed(`" ims-na1.adobelogin.com  "`, "has white space around it")},
		{"a space inside", in("ims-na1. adobelogin.com"), malformed(`"ims-na1. adobelogin.com"`, "contains white space")},
		{"a space inside, and http", in("http://ims-na1. adobelogin.com"), append(malformed(`"http://ims-na1. adobelogin.com"`, "contains white space"), `IMS server "http://ims-na1. adobelogin.com" starts with http://.`)},
		{"no host", in("https://"), malformed(`"https://"`, "is not a host name")},
		{"a user", in("https://ada@ims-na1.adobelogin.com"), malformed(`"https://********@ims-na1.adobelogin.com"`, "contains a user name")},
		{"a query", in("https://ims-na1.adobelogin.com?x"), malformed(`"https://ims-na1.adobelogin.com?x"`, "has a query or a fragment")},
		{"a path", in("https://ims-na1.adobelogin.com/ims"), malformed(`"https://ims-na1.adobelogin.com/ims"`, "has a path")},
		{"another scheme", in("ftp://ims-na1.adobelogin.com"), malformed(`"ftp://ims-na1.adobelogin.com"`, "has the scheme ftp")},
		{"http", in("http://ims-na1.adobelogin.com"), []string{`IMS server "http://ims-na1.adobelogin.com" starts with http://.`}},
		{"http with a path", in("http://ims-na1.adobelogin.com/x"), append(malformed(`"http://ims-na1.adobelogin.com/x"`, "has a path"), `IMS server "http://ims-na1.adobelogin.com/x" starts with http://.`)},
		{"stage", in("https://adobeid-na1-stg1.services.adobe.com"), []string{`IMS server "https://adobeid-na1-stg1.services.adobe.com" is a stage endpoint.`}},
		{"a host that is not of stage", in("https://ims-na1.stage.adobelogin.com"), []string{`"ims-na1.stage.adobelogin.com"` + notAllowed + " Nearest: ims-na1.adobelogin.com."}},
		{"another, and one is near", in("https://ims-na2.adobelogin.com"), []string{`"ims-na2.adobelogin.com"` + notAllowed + " Nearest: ims-na1.adobelogin.com."}},
		{"another, and none is near", in("https://login.example.com"), []string{`"login.example.com"` + notAllowed}},
		{"another port", in("https://ims-na1.adobelogin.com:8443"), []string{`"ims-na1.adobelogin.com:8443"` + notAllowed + " Nearest: ims-na1.adobelogin.com."}},
	})
	const elsewhere = "Where Adobe gave you another host, list it under provisioned.imsServers in imslint.yaml."
	r := checkstest.Run(t, Catalogue, in("https://login.example.com"))
	if f := finding(t, r, serverNotAllowed); f.Fix != "Set IMS server to https://adobeid-na1.services.adobe.com. "+elsewhere {
		t.Errorf("got the fix %s", f.Fix)
	}
	stated := in("https://login.example.com")
	stated.Config = "provisioned: {imsServers: [ims.example.com, ims-na1.adobelogin.com]}"
	f := finding(t, checkstest.Run(t, Catalogue, stated), serverNotAllowed)
	if f.Fix != "Set IMS server to https://ims.example.com." || !strings.Contains(f.Message, "expected ims.example.com or ims-na1.adobelogin.com.") {
		t.Errorf("got %s Fix: %s", f.Message, f.Fix)
	}
}

// TestServerDiffers insists that instances are compared with production, else
// with the majority, else with the first, and that a server that is wrong
// anyway is corrected to theirs.
func TestServerDiffers(t *testing.T) {
	const (
		first, second = "adobeid-na1.services.adobe.com", "ims-na1.adobelogin.com"
		production    = "instances: [{name: prod, environment: production}]"
	)
	at := func(name, server string) [2]string { return [2]string{name, `imsServer="` + server + `"`} }
	differs := func(own, whose, host string) string {
		return "This instance uses " + own + ", " + whose + " " + host + "."
	}
	for _, c := range []struct {
		name, config string
		accounts     [][2]string
		want         map[string]string // messages
		set          map[string]string
	}{
		{"all the same", "", [][2]string{at("one", first), at("two", "HTTPS://"+first+"/")}, nil, nil},
		{"two, the first one wins", "", [][2]string{at("one", second), at("two", first)}, map[string]string{"two": differs(first, "the instance one", second)}, map[string]string{"two": second}},
		{"the majority", "", [][2]string{at("one", first), at("two", second), at("three", second)}, map[string]string{"one": differs(first, "2 instances", second)}, map[string]string{"one": second}},
		{"as many each", "", [][2]string{at("one", first), at("two", second), at("three", second), at("four", first)}, map[string]string{"two": differs(second, "2 instances", first), "three": differs(second, "2 instances", first)}, map[string]string{"two": first, "three": first}},
		{"production", production, [][2]string{at("one", first), at("two", first), at("prod", second)},
			map[string]string{"one": differs(first, "the production instance prod", second), "two": differs(first, "the production instance prod", second)}, map[string]string{"one": second, "two": second}},
		{"a wrong one, beside a right one", "", [][2]string{at("one", ""), at("two", second)}, nil, map[string]string{"one": second}},
		{"wrong ones have no say", "", [][2]string{at("one", "x"), at("two", ""), at("three", second), at("four", "login.example.com")}, nil, map[string]string{"one": second, "two": second, "four": second}},
		{"production's is wrong", production, [][2]string{at("one", second), at("prod", "")}, nil, map[string]string{"prod": second}},
		{"all are wrong", "", [][2]string{at("one", "ims-na1-stg1.adobelogin.com"), at("two", ""), at("three", "")}, nil, map[string]string{"one": first, "two": first, "three": first}},
		{"all are wrong, and one is production's", production, [][2]string{at("one", ""), at("two", ""), at("prod", "ims-na1-stg1.adobelogin.com")}, nil, map[string]string{"one": second, "two": second, "prod": second}},
		{"production has no account, and the others are wrong", production, [][2]string{{"prod", "<extAccount-collection/>"}, at("one", ""), at("two", "ims-na1-stg1.adobelogin.com"), at("three", "ims-na1-stg1.adobelogin.com")}, nil,
			map[string]string{"one": second, "two": second, "three": second}},
		{"a wrong one beside the right one that it is corrected to", "", [][2]string{at("one", "ims-na1-stg1.adobelogin.com"), at("two", second), at("three", first)},
			map[string]string{"three": differs(first, "the instance two", second)}, map[string]string{"one": second, "three": second}},
		{"one that may use another only", "instances: [{name: two, provisioned: {imsServers: [ims.example.com]}}]", [][2]string{at("one", first), at("two", "ims.example.com"), at("three", "")},
			map[string]string{"two": differs("ims.example.com", "the instance one", first)}, map[string]string{"three": first}},
		{"one that may use both", "instances: [{name: two, provisioned: {imsServers: [ims.example.com, " + first + "]}}]", [][2]string{at("one", first), at("two", "ims.example.com")},
			map[string]string{"two": differs("ims.example.com", "the instance one", first)}, map[string]string{"two": first}},
		{"a wrong one that may not use it", "instances: [{name: two, provisioned: {imsServers: [ims.example.com]}}]", [][2]string{at("one", first), at("two", "")}, nil, map[string]string{"two": "ims.example.com"}},
	} {
		got, set := map[string]string{}, map[string]string{}
		for _, r := range run(t, c.config, c.accounts...) {
			for _, f := range r.Findings {
				if f.Code == serverDiffers {
					got[r.Instance] += f.Message
					whose := strings.TrimSuffix(f.Message[strings.Index(f.Message, ", ")+2:], ".")
					i := strings.LastIndexByte(whose, ' ')
					if f.Correction == nil && f.Fix != "Set IMS server to https://"+whose[i+1:]+", as on "+whose[:i]+"." {
						t.Errorf("%s: got the fix %s", c.name, f.Fix)
					}
				}
				if f.Check == imsServer && f.Correction != nil {
					set[r.Instance] = strings.TrimPrefix(f.Correction.Value, "https://")
				}
			}
		}
		if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if diff := cmp.Diff(c.set, set, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: set: %s", c.name, diff)
		}
	}
}
