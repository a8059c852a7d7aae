package input

import (
	"bytes"
	"io"
	"strconv"
)

// Package writes a Campaign package of about so many bytes. Its external
// accounts are in the middle, between entities of other schemas as a full
// export has them: attributes, text, scripts and HTML in CDATA, comments. Lines
// end with LF; see CRLF.
func Package(w io.Writer, seed uint64, size int64) error {
	g := newGenerator(w, seed)
	g.text(`<?xml version="1.0" encoding="UTF-8"?>
<!-- Made up by imslint's benchmark. -->
<package author="Ada Example (ada)" buildDate="2024-05-13 09:12:44.000Z" buildNumber="9383" buildVersion="7.4" entitySchema="xtk:specFile" img="xtk:installedPackage.png" label="Full export" name="fullExport" namespace="exm" vendor="">
`)
	for g.size() < size/2 && g.err == nil {
		g.otherEntities(min(blockSize, size/8))
	}
	g.accounts("prod")
	g.groups()
	for g.size() < size && g.err == nil {
		g.otherEntities(min(blockSize, size/8))
	}
	g.text("</package>\n")
	return g.finish()
}

// Instance writes a small export of one of many instances: its external
// accounts and operator groups.
func Instance(w io.Writer, seed uint64, number int) error {
	g := newGenerator(w, seed+uint64(number))
	g.text(`<?xml version="1.0" encoding="UTF-8"?>
<package buildNumber="9383" buildVersion="7.4" label="Accounts">
`)
	g.accounts("market" + strconv.Itoa(number))
	g.groups()
	g.text("</package>\n")
	return g.finish()
}

// CRLF returns a writer that ends lines with CR LF where LF is written to it.
func CRLF(w io.Writer) io.Writer { return &crlf{w: w} }

type crlf struct {
	w   io.Writer
	buf []byte
}

func (c *crlf) Write(p []byte) (int, error) {
	c.buf = c.buf[:0]
	for rest := p; len(rest) > 0; {
		i := bytes.IndexByte(rest, '\n')
		if i < 0 {
			c.buf = append(c.buf, rest...)
			break
		}
		c.buf = append(append(c.buf, rest[:i]...), "\r\n"...)
		rest = rest[i+1:]
	}
	if _, err := c.w.Write(c.buf); err != nil {
		return 0, err
	}
	return len(p), nil
}

// accounts appends the external accounts of an instance: a routing account, one
// for bounce mails, execution instances, and the one of the Adobe ID login.
func (g *generator) accounts(instance string) {
	g.text(`  <entities schema="nms:extAccount">
    <extAccount account="bounce@`, instance, `.example.com" active="1" label="Bounce mails" name="defaultPopAccount" port="110" server="pop.example.com" type="0"/>
    <extAccount active="1" label="Routing" name="defaultEmailBulk" provider="0" type="3">
      <activationScript><![CDATA[logInfo("routing <ready>");]]></activationScript>
    </extAccount>
`)
	for i := range 8 + g.IntN(8) {
		n := strconv.Itoa(1001 + i)[1:]
		g.text(`    <extAccount active="1" label="Execution instance `, n, `" name="execution`, n, `" server="https://rt`, n, ".", instance, `.example.com" type="11"/>`, "\n")
	}
	g.text(`    <extAccount active="1" callbackServer="https://`, instance, `.example.com" clientId="campaign-`, instance,
		`" imsOrgId="0123456789ABCDEF01234567@AdobeOrg" imsRightsMask="campaign - `, instance,
		` - (.*)" imsServer="https://ims-na1.adobelogin.com" label="Adobe Experience Cloud" name="Adobe_Marketing_Cloud" productContext="dma_campaign_classic" server="https://marketing.adobe.com" tenant="`, instance,
		`" type="Adobe Experience Cloud" userScope="AdobeID,openid,session,read_organizations,additional_info.projectedProductContext"/>
  </entities>
`)
}

func (g *generator) groups() {
	g.text("  <entities schema=\"xtk:group\">\n")
	for _, name := range []string{"admin", "delivery", "operation", "content", "report", "workflow"} {
		g.text(`    <group label="`, name, ` group" name="`, name, `"/>`, "\n")
	}
	g.text("  </entities>\n")
}
