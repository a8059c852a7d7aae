package login

import (
	"testing"

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
