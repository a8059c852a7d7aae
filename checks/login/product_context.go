package login

import (
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// The product contexts: of builds whose account has the field, and of those
// whose account has not.
const (
	contextWithField    = "dma_campaign_classic"
	contextWithoutField = "dma_campaign"
)

// productContext finds a product context that is not the same on both sides.
var productContext = &checks.Check{
	Name:    "product-context",
	Title:   "the same product context in Campaign and Experience Cloud",
	Step:    checks.TokenStep,
	Codes:   []*checks.Code{contextWrongValue, contextEmpty, contextUnconfirmed, contextMismatch},
	Account: checkContext,
}

var contextWrongValue = &checks.Code{
	Name: "product-context/wrong-value", Severity: checks.Error,
	Title:  "Product context is not dma_campaign_classic",
	Why:    "Where the external account has the field, Adobe documents dma_campaign_classic for both sides; under another context Campaign finds no product profiles.",
	Fix:    "Set Product context to dma_campaign_classic.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Inferred}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `productContext="dma_campaign"`},
	Good:   checks.Example{Export: `productContext="dma_campaign_classic"`},
}

var contextEmpty = &checks.Code{
	Name: "product-context/empty", Severity: checks.Error,
	Title:  "Product context is blank",
	Why:    "Where the account has the field, Campaign takes the context from it, and a blank one matches no product.",
	Fix:    "Set Product context to dma_campaign_classic.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Inferred}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `productContext=""`},
	Good:   checks.Example{Export: `productContext="dma_campaign_classic"`},
}

var contextUnconfirmed = &checks.Code{
	Name: "product-context/unconfirmed", Severity: checks.Info,
	Title:     "the export does not show a product context",
	Why:       "Exports leave out blank fields, so either this build has no Product context field, or the field is blank, which breaks login.",
	Fix:       "Look whether the external account shows Product context. If so, set it to dma_campaign_classic. If not, Experience Cloud must hold dma_campaign. Exporting the schema nms:extAccount together with the accounts settles it.",
	Source:    troubleshooting,
	NoRestart: true,
	Bad:       checks.Example{Export: `productContext=`},
	Good:      checks.Example{Export: `productContext="dma_campaign_classic"`},
}

var contextMismatch = &checks.Code{
	Name: "product-context/mismatch", Severity: checks.Error, Needs: "provisioned.productContext",
	Title:     "Campaign and Experience Cloud hold different product contexts",
	Why:       "The token carries the profiles of Experience Cloud's context; Campaign looks for its own.",
	Fix:       "Ask Adobe to set the product context of Experience Cloud to that of Campaign.",
	Causes:    []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Inferred}},
	Source:    troubleshooting,
	NoRestart: true,
	Bad:       checks.Example{Export: `productContext="dma_campaign_classic"`, Config: `provisioned: {productContext: dma_campaign}`},
	Good:      checks.Example{Export: `productContext="dma_campaign_classic"`, Config: `provisioned: {productContext: dma_campaign_classic}`},
}

func checkContext(p *checks.Pass, a *schema.Account) {
	v := a.Field(schema.ProductContext)
	there := p.In.Stated.Provisioned.ProductContext
	if there.Blank() {
		p.Skip(contextMismatch, schema.ProductContextFact.Unstated)
	}
	known := p.In.Schema != nil
	effective, how := contextWithField, ""
	switch {
	case v.Present && v.Blank():
		p.Report(contextEmpty, v, "Product context is blank.").Set(contextWithField)
	case !v.Present && known && p.In.Schema.Has(schema.ProductContext):
		p.Report(contextEmpty, v, "Product context is blank: the instance's schema has the field, and the export leaves it out.").Set(contextWithField)
	case !v.Present && known:
		effective, how = contextWithoutField, " (this build has no such field)"
	case !v.Present:
		p.Report(contextUnconfirmed, v, "The export does not say what Product context is.")
		if !there.Blank() {
			p.Skip(contextMismatch, "the export does not show Campaign's value; the instance's nms:extAccount schema would settle it")
		}
		return
	case v.Text != contextWithField:
		p.Report(contextWrongValue, v, "Product context is %s, expected %s.%s", checks.Quote(v.Text), contextWithField, lookAlike(v.Text)).Set(contextWithField)
	}
	if there.Blank() || effective == there.Text {
		return
	}
	f := p.Report(contextMismatch, v, "Campaign's product context has to be %s%s, Experience Cloud's is %s.", effective, how, checks.Quote(there.Text))
	f.Fix = "Ask Adobe to set the product context of Experience Cloud to " + effective + "."
	f.Related = []checks.Related{{Place: there.Place, Message: "what Experience Cloud holds"}}
}

// schemaWithout is an exported schema of a build without Product context.
const schemaWithout = `<srcSchema name="extAccount" namespace="nms"><element name="extAccount"><attribute label="IMS server" name="imsServer"/></element></srcSchema>`
