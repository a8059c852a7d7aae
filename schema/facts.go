package schema

import "github.com/imslint/imslint/schema/source"

// Provisioned are the facts on Adobe's side: the IMS client (Adobe Developer
// Console), the Admin Console and Experience Cloud. What is not stated is
// absent or empty.
type Provisioned struct {
	OrganizationID  Value
	ClientID        Value
	Scopes          []Value
	CallbackURLs    []Value
	ProductContext  Value
	ProductProfiles []Value
	IMSServers      []Value
}

// Fact is one fact that the user states below provisioned: in imslint.yaml,
// and everything that is said about it anywhere.
type Fact struct {
	Key      string // "clientId"
	Title    string // what it is, for a person
	Where    string // where it is found
	Field    Field  // of the account, with which it is compared
	Example  string // as YAML
	Unstated string // why a check that needs it is skipped

	value func(*Provisioned) *Value   // of a fact that is one value
	list  func(*Provisioned) *[]Value // of a fact that is a list
	check func(text string) error     // why it cannot be true, nil where it can
	odd   func(text string) string    // why it is likely a slip, "" where it is not
}

// Needs returns the key as a check that needs the fact names it.
func (f *Fact) Needs() string { return "provisioned." + f.Key }

// List reports whether the fact is a list of values.
func (f *Fact) List() bool { return f.list != nil }

// The facts.
var (
	OrganizationFact = &Fact{
		Key: "organizationId", Title: "Organization", Where: "Admin Console > Settings, or the user menu of Experience Cloud",
		Field: OrganizationID, Example: "0123456789ABCDEF01234567@AdobeOrg",
		Unstated: "the organization that Adobe provisioned for is not stated",
		value:    func(p *Provisioned) *Value { return &p.OrganizationID }, check: checkOrganizationID,
	}
	ClientIDFact = &Fact{
		Key: "clientId", Title: "Client identifier of the IMS client", Where: "ask your Adobe contact, or look in Adobe Developer Console",
		Field: ClientID, Example: "campaign-prod",
		Unstated: "the client identifier that Adobe provisioned is not stated",
		value:    func(p *Provisioned) *Value { return &p.ClientID },
	}
	ScopesFact = &Fact{
		Key: "scopes", Title: "Scopes of the IMS client", Where: "ask your Adobe contact, or look in Adobe Developer Console",
		Field: Scopes, Example: "[AdobeID, openid, session, read_organizations, additional_info.projectedProductContext]",
		Unstated: "the scopes that Adobe provisioned are not stated",
		list:     func(p *Provisioned) *[]Value { return &p.Scopes },
	}
	CallbackURLsFact = &Fact{
		Key: "callbackUrls", Title: "Redirect URIs of the IMS client", Where: "ask your Adobe contact, or look in Adobe Developer Console",
		Field: CallbackURL, Example: `["https://campaign.example.com"]`,
		Unstated: "the redirect URIs of the IMS client are not stated",
		list:     func(p *Provisioned) *[]Value { return &p.CallbackURLs },
	}
	ProductContextFact = &Fact{
		Key: "productContext", Title: "Product context that Experience Cloud holds", Where: "ask your Adobe contact",
		Field: ProductContext, Example: "dma_campaign_classic",
		Unstated: "what Experience Cloud holds is not stated",
		value:    func(p *Provisioned) *Value { return &p.ProductContext }, odd: oddProductContext,
	}
	ProductProfilesFact = &Fact{
		Key: "productProfiles", Title: "Product profiles", Where: "Admin Console > Products > Adobe Campaign > Product profiles",
		Field: AssociationMask, Example: `["campaign - prod - admin", "campaign - prod - delivery"]`,
		Unstated: "the product profiles of the Admin Console are not stated",
		list:     func(p *Provisioned) *[]Value { return &p.ProductProfiles },
	}
	IMSServersFact = &Fact{
		Key: "imsServers", Title: "IMS hosts, only where Adobe gave you others than the documented two", Where: "ask your Adobe contact",
		Field: IMSServer, Example: "[ims-na1.adobelogin.com]",
		Unstated: "no IMS hosts are stated",
		list:     func(p *Provisioned) *[]Value { return &p.IMSServers }, check: checkIMSHost, odd: oddIMSHost,
	}
)

// Facts are all facts, in the order in which they are shown.
var Facts = []*Fact{OrganizationFact, ClientIDFact, ScopesFact, CallbackURLsFact, ProductContextFact, ProductProfilesFact, IMSServersFact}

// Values returns what is stated of a fact, nothing where it is not.
func (p *Provisioned) Values(f *Fact) []Value {
	if f.list != nil {
		return *f.list(p)
	}
	if v := *f.value(p); v.Present {
		return []Value{v}
	}
	return nil
}

// Override returns the facts with each one that the other states in its place.
func (p Provisioned) Override(by Provisioned) Provisioned {
	for _, f := range Facts {
		switch {
		case f.list != nil:
			if stated := *f.list(&by); stated != nil {
				*f.list(&p) = stated
			}
		case f.value(&by).Present:
			*f.value(&p) = *f.value(&by)
		}
	}
	return p
}

// Note is something odd that a person should look at, but not an error.
type Note = source.Error
