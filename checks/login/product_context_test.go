package login

import (
	"testing"

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
