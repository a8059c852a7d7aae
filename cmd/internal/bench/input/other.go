package input

import (
	"io"
	"strconv"
)

// account appends the fields of an external account, each as field writes it.
func (g *generator) account(i int, field func(name, value string)) {
	n := strconv.Itoa(1_000_000 + i)[1:]
	if i == 0 {
		field("name", "Adobe_Marketing_Cloud")
		field("label", "Adobe Experience Cloud")
		field("type", "Adobe Experience Cloud")
		field("active", "1")
		field("imsServer", "https://ims-na1.adobelogin.com")
		field("userScope", "AdobeID,openid,session,read_organizations,additional_info.projectedProductContext")
		field("clientId", "campaign-prod")
		field("callbackServer", "https://campaign.example.com")
		field("imsOrgId", "0123456789ABCDEF01234567@AdobeOrg")
		field("imsRightsMask", "campaign - prod - (.*)")
		field("productContext", "dma_campaign_classic")
		return
	}
	field("name", "execution"+n)
	field("label", "Execution instance "+n+", "+g.sentence(3))
	field("type", "11")
	field("active", strconv.Itoa(g.IntN(2)))
	field("server", "https://rt"+n+".example.com/"+g.pick(vocabulary))
	field("account", g.pick(operators)+"@"+g.pick(domains))
	field("provider", strconv.Itoa(g.IntN(9)))
	field("packageAutoExport", "0")
}

// YAML writes a list of so many external accounts.
func YAML(w io.Writer, seed uint64, accounts int) error {
	g := newGenerator(w, seed)
	g.text("# Made up by imslint's benchmark.\nexternalAccounts:\n")
	for i := range accounts {
		before := "  - "
		g.account(i, func(name, value string) {
			g.text(before, name, `: "`, value, "\"\n")
			before = "    "
		})
	}
	return g.finish()
}

// JSON writes a package of at most so many bytes as Adobe's JavaScript SDK
// prints it: recipients, with the external accounts in the middle.
func JSON(w io.Writer, seed uint64, size int64) error {
	const margin = 4 << 10 // for what comes after the last recipient
	g := newGenerator(w, seed)
	g.text(`{"package": {"entities": [` + "\n")
	recipients := func(until int64) {
		g.text(`{"schema": "nms:recipient", "recipient": [` + "\n")
		for i := 0; i == 0 || g.size() < until && g.err == nil; i++ {
			if i > 0 {
				g.text(",\n")
			}
			first, last := g.pick(firstNames), g.pick(lastNames)
			g.text(`{"firstName": "`, first, `", "lastName": "`, last, `", "email": "`, first, ".", last, "@", g.pick(domains), `", "gender": `)
			g.number(g.IntN(3))
			g.text(`, "blackList": false, "age": `)
			g.number(18 + g.IntN(70))
			g.text(`, "comment": "`, g.sentence(8), ` \"\u00e9\"\n", "location": {"city": "`, g.pick(vocabulary), `", "countryCode": "`, g.pick(countries), `"}, "tags": [1.5e3, null, "`, g.pick(vocabulary), `"]}`)
		}
		g.text("]},\n")
	}
	recipients(size / 2)
	g.text(`{"schema": "nms:extAccount", "extAccount": [` + "\n")
	for i := range min(100, 1+int(size>>14)) {
		before := "{"
		if i > 0 {
			before = ",\n{"
		}
		g.account(i, func(name, value string) {
			g.text(before, `"`, name, `": "`, value, `"`)
			before = ", "
		})
		g.text("}")
	}
	g.text("]},\n")
	recipients(size - margin)
	g.text(`{"schema": "xtk:group", "group": [{"name": "admin"}, {"name": "delivery"}]}` + "\n]}}\n")
	return g.finish()
}

// Users writes an Admin Console CSV of so many people, in the form of today's
// bulk template. One row in ten thousand has a malformed address.
func Users(w io.Writer, seed uint64, rows int) error {
	g := newGenerator(w, seed)
	g.text("Identity Type,Username,Domain,Email,First Name,Last Name,Country Code,ID,Product Configurations,Admin Roles,Product Configurations Administered,User Groups,User Groups Administered,Products Administered,Developer Access\n")
	for i := range rows {
		first, last, domain := g.pick(firstNames), g.pick(lastNames), g.pick(domains)
		address := "user" + strconv.Itoa(i) + "@" + domain
		if i%10_000 == 9_999 {
			address = "user" + strconv.Itoa(i)
		}
		g.text("Federated ID,", address, ",", domain, ",", address, ",", first, ",", last, ",", g.pick(countries), ",,")
		switch g.IntN(3) {
		case 0:
			g.text("campaign - prod - delivery")
		case 1:
			g.text(`"campaign - prod - delivery,campaign - prod - report"`)
		}
		g.text(",,,campaign users,,,\n")
		if g.err != nil {
			break
		}
	}
	return g.finish()
}
