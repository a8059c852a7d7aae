package login

import (
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

func TestCallbackUrl(t *testing.T) {
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "callback http on the allowlist but for that", In: checks.Example{Export: `callbackServer="http://campaign.example.com"`, Config: `
provisioned: {callbackUrls: ["https://campaign.example.com"]}
instances: [{name: prod, url: "https://campaign.example.com"}]`}, Want: []string{"callback-url/not-https"}},
		{Name: "callback http and elsewhere", In: checks.Example{Export: `callbackServer="http://x.example.org"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com"]}`},
			Want: []string{"callback-url/not-allowlisted", "callback-url/not-https"}},
		{Name: "callback without scheme", In: checks.Example{Export: `callbackServer="campaign.example.com"`}, Want: []string{"callback-url/malformed"}},
		{Name: "callback with a space", In: checks.Example{Export: `callbackServer="https://campaign.example.com "`}, Want: []string{"callback-url/malformed"}},
		{Name: "callback shorter than the entry", In: checks.Example{Export: `callbackServer="https://campaign.example.com"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com/nl/jsp"]}`}, Want: nil},
		{Name: "callback with another path", In: checks.Example{Export: `callbackServer="https://campaign.example.com/x"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com/nl"]}`}, Want: []string{"callback-url/not-allowlisted"}},
		{Name: "callback with another port", In: checks.Example{Export: `callbackServer="https://campaign.example.com:8443"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com"]}`}, Want: []string{"callback-url/not-allowlisted"}},
		{Name: "callback with the usual port", In: checks.Example{Export: `callbackServer="https://Campaign.example.com:443/"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com"]}`}, Want: nil},
		{Name: "callback by regular expression", In: checks.Example{Export: `callbackServer="https://campaign.example.com"`, Config: `provisioned: {callbackUrls: ['^https://campaign\.example\.com/?$']}`}, Want: nil},
		{Name: "callback by wildcard path", In: checks.Example{Export: `callbackServer="https://campaign.example.com/nl/x"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com/nl/*"]}`}, Want: nil},
		{Name: "wildcard host does not stand for none", In: checks.Example{Export: `callbackServer="https://example.com"`, Config: `provisioned: {callbackUrls: ["https://*.example.com"]}`}, Want: []string{"callback-url/not-allowlisted"}},
	})
}
