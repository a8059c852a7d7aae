package checks

import "github.com/imslint/imslint/schema"

// The product contexts: of builds whose account has the field, and of those
// whose account has not.
const (
	contextWithField    = "dma_campaign_classic"
	contextWithoutField = "dma_campaign"
)

// ProductContext finds a product context that is not the same on both sides.
var ProductContext = &Check{
	Name:  "product-context",
	Title: "the same product context in Campaign and Experience Cloud",
	Step:  TokenStep,
	Codes: []Code{
		{
			Name: "wrong-value", Severity: Error,
			Title:  "Product context is not dma_campaign_classic",
			Why:    "The token tells the person's product profiles by product context; under another one Campaign finds none.",
			Fix:    "Set Product context to dma_campaign_classic.",
			Causes: []Cause{{"no-right-matching-expression", Inferred}},
			Source: troubleshooting,
			Bad:    Example{Export: `productContext="dma_campaign"`},
			Good:   Example{Export: `productContext="dma_campaign_classic"`},
		},
		{
			Name: "empty", Severity: Error,
			Title:  "Product context is blank",
			Why:    "Where the account has the field, Campaign takes the context from it, and a blank one matches no product.",
			Fix:    "Set Product context to dma_campaign_classic.",
			Causes: []Cause{{"no-right-matching-expression", Inferred}},
			Source: troubleshooting,
			Bad:    Example{Export: `productContext=""`},
			Good:   Example{Export: `productContext=`, Beside: []string{schemaWithout}},
		},
		{
			Name: "unconfirmed", Severity: Info,
			Title:     "the export does not show a product context",
			Why:       "Exports leave out blank fields, so either this build has no Product context field, or the field is blank, which breaks login.",
			Fix:       "Look whether the external account shows Product context. If so, set it to dma_campaign_classic. If not, Experience Cloud must hold dma_campaign. Exporting the schema nms:extAccount beside the accounts settles it.",
			Source:    troubleshooting,
			Elsewhere: true,
			Bad:       Example{Export: `productContext=`},
			Good:      Example{Export: `productContext=`, Beside: []string{schemaWithout}},
		},
		{
			Name: "mismatch", Severity: Error, Needs: "provisioned.productContext",
			Title:  "Campaign and Experience Cloud hold different product contexts",
			Why:    "The token carries the profiles of Experience Cloud's context; Campaign looks for its own.",
			Fix:    "Set Product context to dma_campaign_classic, and ask Adobe for the same in Experience Cloud (dma_campaign on both sides where the account has no such field).",
			Causes: []Cause{{"no-right-matching-expression", Inferred}},
			Source: troubleshooting,
			Bad:    Example{Export: `productContext="dma_campaign_classic"`, Config: `provisioned: {productContext: dma_campaign}`},
			Good:   Example{Export: `productContext="dma_campaign_classic"`, Config: `provisioned: {productContext: dma_campaign_classic}`},
		},
	},
	Account: func(p *Pass, a *schema.Account) {
		v := a.Field(schema.ProductContext)
		effective := v.Text
		known := p.In.Schema != nil
		switch {
		case v.Present && v.Blank():
			p.Report("empty", v, "Product context is blank.")
			return
		case !v.Present && known && p.In.Schema.Has(schema.ProductContext):
			p.Report("empty", v, "Product context is blank: the instance's schema has the field, and the export leaves it out.")
			return
		case !v.Present && known:
			effective = contextWithoutField
		case !v.Present:
			p.Report("unconfirmed", v, "The export does not say what Product context is.")
		case v.Text != contextWithField:
			p.Report("wrong-value", v, "Product context is %s, expected %s.", Quote(v.Text), contextWithField)
		}

		there := p.In.Stated.Provisioned.ProductContext
		switch {
		case there.Blank():
			p.Skip("mismatch", "what Experience Cloud holds is not stated")
		case effective == "":
			p.Skip("mismatch", "the export does not show Campaign's value; the instance's nms:extAccount schema would settle it")
		case v.Present && v.Text != contextWithField && there.Text == contextWithField:
			// wrong-value has said it.
		case effective != there.Text:
			f := p.Report("mismatch", v, "Campaign's product context is %s%s, Experience Cloud's is %s.", Quote(effective), withoutField(v), Quote(there.Text))
			f.Related = []Related{{there.Place, "what Experience Cloud holds"}}
		}
	},
}

func withoutField(v schema.Value) string {
	if v.Present {
		return ""
	}
	return " (this build has no such field)"
}

// schemaWithout is an exported schema of a build without Product context.
const schemaWithout = `<srcSchema name="extAccount" namespace="nms"><element name="extAccount"><attribute label="IMS server" name="imsServer"/></element></srcSchema>`
