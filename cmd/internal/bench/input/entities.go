package input

import "strconv"

// blockSize is about how long the entities of one schema are in a row.
const blockSize = 128 << 10

// otherEntities appends entities of a schema that imslint skips, until they
// are about so long.
func (g *generator) otherEntities(size int64) {
	kinds := []struct {
		schema string
		entity func()
	}{
		{"nms:recipient", g.recipient},
		{"nms:recipient", g.recipient},
		{"xtk:form", g.form},
		{"xtk:workflow", g.workflow},
		{"xtk:workflow", g.workflow},
		{"xtk:javascript", g.javascript},
		{"nms:delivery", g.delivery},
	}
	if size < 8<<10 {
		kinds = kinds[:3] // entities of the others can be longer than that
	}
	kind := kinds[g.IntN(len(kinds))]
	g.text(`  <entities schema="`, kind.schema, "\">\n")
	for until := g.size() + size; g.size() < until && g.err == nil; {
		kind.entity()
	}
	g.text("  </entities>\n")
}

// recipient appends an entity of many attributes and little else.
func (g *generator) recipient() {
	first, last := g.pick(firstNames), g.pick(lastNames)
	g.text("    <recipient")
	g.attr("_operation", "insertOrUpdate")
	if g.IntN(3) == 0 {
		g.attr("blackListEmail", "1")
	}
	g.timeAttr("created")
	g.text(` email="`, first, ".", last, strconv.Itoa(g.IntN(100_000)), "@", g.pick(domains), `"`)
	g.attr("firstName", first)
	g.numberAttr("gender", g.IntN(3))
	g.attr("language", g.pick(countries))
	g.timeAttr("lastModified")
	g.attr("lastName", last)
	g.text(">\n      <location")
	g.attr("address1", strconv.Itoa(1+g.IntN(200))+" "+g.sentence(2))
	g.attr("countryCode", g.pick(countries))
	g.numberAttr("zipCode", 10_000+g.IntN(90_000))
	g.text("/>\n      <folder _operation=\"none\" name=\"nmsRootRecipient\"/>\n    </recipient>\n")
}

// workflow appends an entity of nested elements, transitions and comments.
func (g *generator) workflow() {
	n := g.IntN(1_000_000)
	g.text("    <workflow")
	g.attr("internalName", "WKF"+strconv.Itoa(n))
	g.attr("label", g.sentence(3))
	g.timeAttr("lastModified")
	g.numberAttr("state", g.IntN(20))
	g.text(">\n      <activities>\n        <start img=\"xtk:activities/start.png\" name=\"start\" x=\"40\" y=\"60\">\n          <transitions>\n            <initial enabled=\"true\" name=\"initial\" target=\"query0\"/>\n          </transitions>\n        </start>\n")
	for i := range 2 + g.IntN(8) {
		id := strconv.Itoa(i)
		if g.IntN(6) == 0 {
			g.text("        <!-- ")
			g.words(4 + g.IntN(10))
			g.text(" -->\n")
		}
		g.text("        <query anyType=\"\" img=\"\" label='", g.sentence(2), "' mask=\"0\" name=\"query", id, `" schema="nms:recipient" x="`, strconv.Itoa(60*i), `" y="60">`, "\n")
		g.text("          <where displayFilter=\"", g.sentence(4), "\" filterName=\"backGroundFilterFrm\">\n")
		g.text("            <condition boolOperator=\"AND\" expr=\"@created &gt;= ToDate('2024-01-", strconv.Itoa(10+g.IntN(18)), "') and @blackListEmail = 0\" internalId=\"", strconv.Itoa(g.IntN(1<<31)), "\"/>\n          </where>\n")
		g.text("          <humanCond>", g.sentence(6), " &amp; ", g.sentence(3), "</humanCond>\n")
		g.text("          <transitions>\n            <result enabled=\"true\" label=\"Result\" name=\"result\" target=\"query", strconv.Itoa(i+1), "\"/>\n          </transitions>\n        </query>\n")
	}
	g.text("      </activities>\n      <variables xtkschema=\"xtk:workflow\"/>\n      <createdBy _operation=\"none\" login=\"", g.pick(operators), "\"/>\n    </workflow>\n")
}

// javascript appends an entity that is mostly a script in CDATA.
func (g *generator) javascript() {
	name := g.sentence(1) + strconv.Itoa(g.IntN(10_000))
	g.text(`    <javascript label="`, g.sentence(2), `" name="`, name, `.js" namespace="cus">`, "\n      <data><![CDATA[")
	g.text("/* ", name, ".js: ", g.sentence(6), " */\nloadLibrary(\"/nl/core/shared/nl.js\");\n")
	for i := range 10 + g.IntN(60) {
		id := strconv.Itoa(i)
		switch g.IntN(5) {
		case 0:
			g.text("// ", g.sentence(8), "\n")
		case 1:
			g.text("for (var i", id, " = 0; i", id, " < rows.length && rows[i", id, "] != null; i", id, "++) {\n  logInfo(\"", g.sentence(4), "\" + rows[i", id, "].$email);\n}\n")
		case 2:
			g.text("var query", id, " = xtk.queryDef.create(<queryDef schema=\"nms:recipient\" operation=\"select\"><select><node expr=\"@id\"/></select></queryDef>);\n")
		case 3:
			g.text("if (a[b[", id, "]] > ", id, ") return sqlExec(\"update CusTable set sLabel='", g.sentence(3), "' where iId=", id, "\");\n")
		case 4:
			g.text("function ", g.pick(operators), id, "(rows, a, b) {\n  return rows.concat(a)[b];\n}\n")
		}
	}
	g.text("]]></data>\n    </javascript>\n")
}

// delivery appends an entity with HTML in CDATA and escaped text.
func (g *generator) delivery() {
	g.text("    <delivery")
	g.attr("internalName", "DM"+strconv.Itoa(g.IntN(1_000_000)))
	g.attr("label", g.sentence(4))
	g.timeAttr("lastModified")
	g.numberAttr("messageType", 0)
	g.text(">\n      <mailParameters><subject><![CDATA[", g.sentence(6), " <%= recipient.firstName %>]]></subject></mailParameters>\n")
	g.text("      <content>\n        <html>\n          <source><![CDATA[<!DOCTYPE html>\n<html><head><title>", g.sentence(3), "</title></head>\n<body bgcolor=\"#ffffff\">\n<!-- ", g.sentence(5), " -->\n")
	for range 5 + g.IntN(40) {
		g.text("<table width=\"600\" cellpadding=\"0\"><tr><td style=\"font-family:Arial,sans-serif;color:#333\"><a href=\"https://www.example.com/", g.pick(countries), "/", g.pick(vocabulary), "?id=", strconv.Itoa(g.IntN(1<<20)), "&amp;x=1\">")
		g.words(5 + g.IntN(20))
		g.text("</a></td></tr></table>\n")
	}
	g.text("</body></html>]]></source>\n        </html>\n        <text>\n          <source>")
	for range 2 + g.IntN(6) {
		g.words(10 + g.IntN(10))
		g.text(" &lt;%= recipient.lastName %&gt;\n")
	}
	g.text("</source>\n        </text>\n      </content>\n      <routing _operation=\"none\" name=\"defaultEmailBulk\"/>\n    </delivery>\n")
}

// form appends an entity of many short elements.
func (g *generator) form() {
	g.text("    <form entitySchema=\"xtk:form\" img=\"xtk:form.png\" label=\"", g.sentence(2), "\" name=\"", g.pick(vocabulary), strconv.Itoa(g.IntN(10_000)), "\" namespace=\"cus\" type=\"contentForm\">\n")
	for i := range 2 + g.IntN(10) {
		g.text("      <container label=\"", g.sentence(2), "\" type=\"frame\">\n")
		for j := range 2 + g.IntN(6) {
			g.text("        <input")
			if g.IntN(2) == 0 {
				g.attr("colspan", "2")
			}
			g.text(" xpath=\"@field", strconv.Itoa(10*i+j), "\"/>\n")
		}
		g.text("        <static type=\"separator\"></static>\n      </container>\n")
	}
	g.text("    </form>\n")
}
