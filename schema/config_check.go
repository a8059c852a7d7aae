package schema

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// check finds values that cannot be true, and notes those that are likely a
// slip. Names of checks are for the caller to know.
func (d *configReader) check(c *Config) {
	var logical []string
	for _, f := range fieldNames {
		logical = append(logical, string(f.Field))
	}
	logical = append(logical, OperatorFields...)
	for _, f := range c.Fields {
		if !slices.Contains(logical, f.Key.Text) {
			d.failAt(f.Key, "fields: there is no logical field %s%s", printable(f.Key.Text), didYouMean(f.Key.Text, logical))
		}
		if strings.Trim(f.Value.Text, " \t/@") == "" {
			d.failAt(firstStated(f.Value, f.Key), "fields: %s needs the name of an attribute", printable(f.Key.Text))
		}
		if strings.ContainsAny(f.Value.Text, `:\`) && HideUserInfo(f.Value.Text) != f.Value.Text { // "ims/@mask" looks like one
			d.failAt(f.Value, "fields: %s needs the name of an attribute, and not an address with a password", printable(f.Key.Text))
			continue
		}
		if f.Key.Text != string(ClientSecret) && IsSecret(f.Value.Text) {
			d.failAt(f.Value, "fields: %s cannot be read from %s, which is the name of a secret", printable(f.Key.Text), printable(f.Value.Text))
		}
	}
	names := map[string]Value{}
	for _, i := range c.Instances {
		first, twice := names[i.Name.Text]
		switch {
		case i.Name.Blank():
			d.failAt(firstStated(i.Name, i.Environment, i.URL), "instances: an entry needs a name")
		case twice:
			d.failAt(i.Name, "instances: duplicate name %s, first in line %d", printable(i.Name.Text), first.Start().Line)
		}
		names[i.Name.Text] = i.Name
		d.oneOf(i.Environment, "environment", Environments)
		d.oneOf(i.Hosting, "hosting", Hostings)
		if i.URL.Present {
			if u, ok := ParseURL(i.URL.Text); !ok || u.UserInfo || u.Query || u.Scheme != "https" && u.Scheme != "http" {
				d.failAt(i.URL, "url needs an address such as https://campaign.example.com")
			}
		}
		if i.Provisioned != nil {
			d.checkFacts(*i.Provisioned)
		}
	}
	d.checkFacts(c.Provisioned)
	d.checkAdminConsole(&c.AdminConsole)
	for _, i := range c.Ignore {
		at := firstStated(i.Code, i.Account, i.Instance, i.Reason, i.Until)
		if i.Code.Blank() {
			d.failAt(at, "ignore: an entry needs a code")
		}
		if i.Reason.Blank() {
			d.failAt(at, "ignore: an entry needs a reason, for whoever reads it next year")
		}
		if _, err := time.Parse(DateFormat, i.Until.Text); i.Until.Present && err != nil {
			d.failAt(i.Until, "ignore: until needs a day such as 2027-01-31, found %s", printable(i.Until.Text))
		}
	}
}

func (d *configReader) oneOf(v Value, key string, values []string) {
	if v.Present && !slices.Contains(values, v.Text) {
		last := len(values) - 1
		d.failAt(v, "%s needs %s or %s, found %s%s", key, strings.Join(values[:last], ", "), values[last], printable(v.Text), didYouMean(v.Text, values))
	}
}

// firstStated returns the first value that is there, at which what is missing
// in the same entry can be reported.
func firstStated(values ...Value) Value {
	for _, v := range values {
		if v.Present {
			return v
		}
	}
	return Value{}
}

func (d *configReader) checkFacts(p Provisioned) {
	for _, f := range Facts {
		for _, v := range p.Values(f) {
			if v.Blank() && !f.List() {
				continue // states nothing
			}
			if f.check == nil && strings.ContainsAny(v.Text, `/\`) && HideUserInfo(v.Text) != v.Text {
				d.failAt(v, "%s holds a user name or a password: leave it out", f.Key)
				continue
			}
			check := f.check
			if f == CallbackURLsFact {
				check = d.callbackPatterns
			}
			if check != nil {
				if err := check(v.Text); err != nil {
					d.failAt(v, "%s: %s", f.Key, err)
					continue
				}
			}
			if f.odd != nil {
				if why := f.odd(v.Text); why != "" {
					d.notes.add(v.Place, "%s: %s", f.Key, why)
				}
			}
		}
	}
}

func checkOrganizationID(text string) error {
	if _, ok := ParseOrganizationID(text); !ok {
		return errors.New("an organization ID is 24 letters or digits and @AdobeOrg, as Experience Cloud shows it")
	}
	return nil
}

// maxAllSteps bounds what is compiled of all patterns of a configuration, and
// maxComplex how many are read that are too complex: that takes time.
const (
	maxAllSteps = 150_000
	maxComplex  = 10
)

// callbackPatterns reads an entry of callbackUrls, each text once, and keeps
// what it covers.
func (d *configReader) callbackPatterns(text string) error {
	if _, known := d.patterns[text]; known || d.complex == maxComplex {
		return nil
	}
	patterns, err := ParseCallbackPatterns(text)
	if errors.Is(err, errComplex) {
		d.complex++
	}
	if err != nil {
		return err
	}
	if d.steps += patterns.steps(); d.steps > maxAllSteps {
		return fmt.Errorf("the patterns expand to more than %d steps together, the limit", maxAllSteps)
	}
	d.patterns[text] = patterns
	return nil
}

func checkIMSHost(text string) error {
	if u, ok := ParseURL(text); !ok || u.Host == "" || u.UserInfo {
		return errors.New("an entry is a host name such as ims-na1.adobelogin.com")
	}
	return nil
}

func oddIMSHost(text string) string {
	if u, _ := ParseURL(text); strings.Contains(u.Host, "-stg") {
		return "this is a stage endpoint, which Campaign must not use, not on a stage instance either"
	}
	return ""
}

func oddProductContext(text string) string {
	if text != "dma_campaign_classic" && text != "dma_campaign" {
		return fmt.Sprintf("Adobe documents dma_campaign_classic and dma_campaign, found %s", printable(text))
	}
	return ""
}
