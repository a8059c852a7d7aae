package login

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

func TestProductContext(t *testing.T) {
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "context wrong as Experience Cloud has it right", In: checks.Example{Export: `productContext="dma_campaign"`, Config: `provisioned: {productContext: dma_campaign_classic}`}, Want: []string{"product-context/wrong-value"}},
		{Name: "context wrong on both sides, differently", In: checks.Example{Export: `productContext="x"`, Config: `provisioned: {productContext: dma_campaign}`}, Want: []string{"product-context/mismatch", "product-context/wrong-value"}},
		{Name: "context of a build without the field", In: checks.Example{Export: `productContext=`, Beside: []string{schemaWithout}, Config: `provisioned: {productContext: dma_campaign}`}, Want: nil},
		{Name: "context of a build without the field, other side has it", In: checks.Example{Export: `productContext=`, Beside: []string{schemaWithout}, Config: `provisioned: {productContext: dma_campaign_classic}`}, Want: []string{"product-context/mismatch"}},
		{Name: "context left out by a build with the field", In: checks.Example{Export: `productContext=`, Beside: []string{`<srcSchema name="extAccount" namespace="nms"><element name="extAccount"><attribute name="productContext"/></element></srcSchema>`}}, Want: []string{"product-context/empty"}},
	})
}

// TestProductContextMessages insists on what Campaign's value has to be, by what
// the export shows of the build, and that only with that it is compared with
// Experience Cloud's.
func TestProductContextMessages(t *testing.T) {
	const (
		with    = `<srcSchema name="extAccount" namespace="nms"><element name="extAccount"><attribute name="productContext"/></element></srcSchema>`
		blank   = "Product context is blank."
		leftOut = "Product context is blank: the instance's schema has the field, and the export leaves it out."
		unknown = "mismatch: the export does not show Campaign's value; the instance's nms:extAccount schema would settle it"
		nothing = "mismatch: what Experience Cloud holds is not stated"
	)
	wrong := func(value string) string {
		return "Product context is " + value + ", expected dma_campaign_classic."
	}
	differs := func(here, there string) string {
		return "Campaign's product context has to be " + here + ", Experience Cloud's is " + there + "."
	}
	for _, c := range []struct {
		name, attribute, there, schema string
		want, skipped                  []string
	}{
		{"both right", `productContext="dma_campaign_classic"`, "dma_campaign_classic", "", nil, nil},
		{"right, nothing stated", `productContext="dma_campaign_classic"`, "", "", nil, []string{nothing}},
		{"right here only", `productContext="dma_campaign_classic"`, "dma_campaign", "", []string{differs("dma_campaign_classic", `"dma_campaign"`)}, nil},
		{"wrong", `productContext="dma_campaign"`, "", "", []string{wrong(`"dma_campaign"`)}, []string{nothing}},
		{"wrong on both sides", `productContext="dma_campaign"`, "dma_campaign", "", []string{wrong(`"dma_campaign"`), differs("dma_campaign_classic", `"dma_campaign"`)}, nil},
		{"blank", `productContext=" "`, "dma_campaign_classic", "", []string{blank}, nil},
		{"blank, with the schema", `productContext=""`, "dma_campaign_classic", with, []string{blank}, nil},
		{"left out, and the build has it", `productContext=`, "dma_campaign", with, []string{leftOut, differs("dma_campaign_classic", `"dma_campaign"`)}, nil},
		{"left out, and the build has it not", `productContext=`, "dma_campaign_classic", schemaWithout, []string{differs("dma_campaign (this build has no such field)", `"dma_campaign_classic"`)}, nil},
		{"left out, and the build has it not, nothing stated", `productContext=`, "", schemaWithout, nil, []string{nothing}},
		{"left out, and nobody knows", `productContext=`, "dma_campaign", "", []string{"The export does not say what Product context is."}, []string{unknown}},
		{"left out, nobody knows, nothing stated", `productContext=`, "", "", []string{"The export does not say what Product context is."}, []string{nothing}},
	} {
		in := checks.Example{Export: c.attribute}
		if c.there != "" {
			in.Config = "provisioned: {productContext: " + c.there + "}"
		}
		if c.schema != "" {
			in.Beside = []string{c.schema}
		}
		r := checkstest.Run(t, Catalogue, in)
		if diff := cmp.Diff(c.want, checkstest.Said(r, productContext)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if diff := cmp.Diff(c.skipped, skipped(r, productContext)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	f := finding(t, checkstest.Run(t, Catalogue, checks.Example{Export: `productContext=`, Beside: []string{schemaWithout}, Config: "provisioned: {productContext: x}"}), contextMismatch)
	if diff := cmp.Diff([]string{"what Experience Cloud holds: x"}, related(f)); diff != "" || f.Fix != "Ask Adobe to set the product context of Experience Cloud to dma_campaign." {
		t.Errorf("%s, fix: %s", diff, f.Fix)
	}
}
