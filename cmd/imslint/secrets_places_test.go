package main

import "strings"

// account are attributes of an account with something wrong in every field, so
// that each field has a finding and each finding a snippet.
const account = `name="Adobe_Marketing_Cloud " type="0" active="0" imsServer="http://ims-na1.adobelogin.com/x" userScope="AdobeID;openid;;openid" clientId=" c " callbackServer="http://campaign.example.com" imsOrgId="x" imsRightsMask="campaign - " productContext="" server="" tenant=""`

// secretPlace is a place of an input in which a secret can be; {S} is the
// secret.
type secretPlace struct {
	what string
	file string            // name of the input, which says nothing of its kind
	text string            // what it holds
	with map[string]string // files beside it
}

// secretPlaces returns every place of every kind of input.
func secretPlaces() []secretPlace {
	var list []secretPlace
	add := func(what, file, text string) { list = append(list, secretPlace{what: what, file: file, text: text}) }
	list = append(list, secretXML()...)
	list = append(list, secretNodes()...)
	list = append(list, secretConfigs()...)
	list = append(list, secretParts()...)
	for _, u := range userInfos {
		url := strings.Contains(u, ":/") || strings.Contains(u, `:\\`) // and not only where one belongs
		fields := []string{"imsServer", "callbackServer", "server", "redirectUrl"}
		if url {
			fields = append(fields, "name", "label", "clientId", "imsOrgId", "userScope", "imsRightsMask", "productContext", "tenant")
		}
		var attributes, members, lines string
		for _, field := range fields {
			attributes += " " + field + `="` + u + `"`
			members += `"` + field + `":"` + escapeBackslashes(u) + `",`
			lines += "  " + field + ": '" + u + "'\n"
		}
		add("XML "+u, "in.xml", `<extAccount`+attributes+`/>`)
		add("JSON "+u, "in.json", `[{`+members+`"active":"1"}]`)
		add("YAML "+u, "in.yaml", "externalAccounts:\n- active: 1\n"+lines)
		add("serverConf "+u, "conf.xml", `<serverConf><shared><dataStore hosts="`+u+`" proxy="`+u+`"/></shared><web><redirection IMSOrgId="`+u+`"/></web></serverConf>`)
		stated := []string{"instances: [{name: in, url: '{U}'}]", "provisioned: {callbackUrls: ['{U}']}", "provisioned: {imsServers: ['{U}'], organizationId: '{U}'}"}
		if url {
			stated = append(stated, "provisioned: {clientId: '{U}', productContext: '{U}', scopes: ['{U}'], productProfiles: ['{U}']}")
		}
		for _, text := range stated {
			list = append(list, secretPlace{text + u, "in.xml", `<extAccount ` + account + `/>`, map[string]string{"imslint.yaml": strings.ReplaceAll(text, "{U}", u)}})
		}
	}
	for _, p := range []string{`^https://u:{S}@h(`, `^https://u:{S}@[a-`, `https://u:{S}@*.example.com/[`, `https://u:{S}@prod\.example\.com/.*,https://x(`} {
		list = append(list, secretPlace{"pattern " + p, "in.xml", `<extAccount ` + account + `/>`,
			map[string]string{"imslint.yaml": "provisioned: {callbackUrls: ['" + p + "']}\n"}})
	}
	for _, c := range []string{
		"Identity Type,Email,First Name,Password\nAdobe ID,a@example.com,Ada,{S}\n",
		"Identity Type,Email,First Name,Password\nAdobe ID,broken,Ada,\"{S}\n",
		"Identity Type;Email;Client Secret\nAdobe ID;broken;{S};more\n",
	} {
		add("CSV "+c, "users.csv", c)
	}
	return list
}

// userInfos are the spellings of a URL with a user and a password.
var userInfos = []string{
	`https://admin:{S}@host.example.com/`, `admin:{S}@host.example.com`, `{S}@host.example.com/path`,
	`https://{S}@host.example.com`, `https://u:{S}@b@host.example.com`, `https://u:a@{S}@host.example.com`,
	`https://u:a/{S}@host.example.com`, `https://u:a?{S}@host.example.com`, `https://u:a#{S}@host.example.com`,
	`https://u:a {S}@host.example.com`, `https:/u:{S}@host.example.com`, `https:u:{S}@host.example.com`,
	`https:\\u:{S}@host.example.com`, `https:///u:{S}@host.example.com`, `\\u:{S}@host.example.com`,
	`//u:{S}@host.example.com`, `HTTPS://u:{S}@host.example.com`, `ht tps://u:{S}@host.example.com`, `https//u:{S}@host.example.com`,
	`https;//u:{S}@host.example.com`, ` https://u:{S}@host.example.com`, `https://u:{S}%40host.example.com@h`, `https://u:{S}@`,
	`http://u:{S}@ims-na1.adobelogin.com`, `https://u:{S}@[::1]:80`, `https://a.example.com, https://u:{S}@host.example.com`,
	`https://u:{S}@a.example.com https://v@b.example.com`, `https://u:{S}＠host.example.com@x`, `u:{S}@host`, `:{S}@host`, `https://:{S}@host`,
	`https://example.com/login?password={S}`, `https://example.com/?client_secret={S}&x=1`, `https://example.com/#access_token={S}`,
}

func secretXML() []secretPlace {
	var list []secretPlace
	for _, x := range []string{
		`<extAccount ` + account + ` clientSecret="{S}"/>`,
		`<extAccount ` + account + ` clientSecret='{S}'/>`,
		`<extAccount clientSecret="{S}" ` + account + `/>`,
		`<extAccount ` + account + ` clientSecret="a&amp;{S}"/>`,
		"<extAccount " + account + " clientSecret=\"a\n{S}\nb\" password=\"\n{S}\"/>",
		`<extAccount ` + account + ` IMSClientSecret="{S}" imsClientSecret="{S}" Password="{S}" apiKey="{S}" api_key="{S}" private-key="{S}" accessToken="{S}" credentials="{S}" passphrase="{S}" pwd="{S}"/>`,
		`<extAccount ` + account + ` x="{S}" custom="{S}" note="the secret is {S}"/>`,
		`<extAccount ` + account + `><clientSecret>{S}</clientSecret></extAccount>`,
		`<extAccount ` + account + `><clientSecret><![CDATA[{S}]]></clientSecret></extAccount>`,
		`<extAccount ` + account + `><clientSecret><value>{S}</value></clientSecret></extAccount>`,
		`<extAccount ` + account + `><clientSecret value="{S}"/></extAccount>`,
		`<extAccount ` + account + `><password><ims name="{S}" label="{S}" server="{S}"/></password></extAccount>`,
		`<extAccount ` + account + `><ims clientSecret="{S}" imsMask="m" scope="x"/></extAccount>`,
		`<extAccount ` + account + `>{S}</extAccount>`,
		`<extAccount ` + account + `><![CDATA[{S}]]></extAccount>`,
		`<extAccount ` + account + `><!-- {S} --></extAccount>`,
		`<extAccount ` + account + `><?secret {S}?></extAccount>`,
		`<!-- {S} --><extAccount ` + account + `/><!-- {S} -->`,
		`<?secret {S}?><extAccount ` + account + `/><?secret {S}?>`,
		`<package author="{S}" password="{S}"><!-- {S} --><entities schema="nms:extAccount"><!-- {S} --><extAccount ` + account + `/></entities><entities schema="nms:other"><other password="{S}">{S}<![CDATA[{S}]]></other></entities></package>`,
		`<package><entities schema="nms:extAccount"><extAccount name="a" password="{S}"/><extAccount ` + account + ` clientSecret="{S}"/><extAccount name="Adobe_Experience_Cloud" clientSecret="{S}" imsServer="x" imsOrgId="x@AdobeOrg"/></entities></package>`,
		`<package><entities schema="xtk:srcSchema"><srcSchema namespace="nms" name="extAccount"><element name="extAccount"><attribute name="hush" label="Hush" type="string" xml="true"/><attribute name="quiet" type="password"/></element></srcSchema></entities><entities schema="nms:extAccount"><extAccount ` + account + ` quiet="{S}"/></entities></package>`,
		`<package><entities schema="xtk:srcSchema"><srcSchema namespace="nms" name="extAccount"><element name="extAccount"><attribute name="server" type="password"/><element name="ims"><attribute name="scope" type="password" label="IMS scope"/></element></element></srcSchema></entities><entities schema="nms:extAccount"><extAccount name="Adobe_Marketing_Cloud" imsOrgId="x" server="{S}" clientId=" c "><ims scope="{S}"/></extAccount></entities></package>`,
		`<package><entities schema="xtk:srcSchema"><srcSchema namespace="nms" name="extAccount"><element name="extAccount"><attribute name="imsRightsMask" type="password" label="Association mask"/><attribute name="foo" label="IMS client secret"/></element></srcSchema></entities><entities schema="nms:extAccount"><extAccount name="Adobe_Marketing_Cloud" imsOrgId="x" imsRightsMask="{S}" clientId=" c " foo="{S}"/></entities></package>`,
		`<package><entities schema="xtk:operator"><operator name="ada" password="{S}" email="x"><access authenticationType="native" password="{S}"/></operator><operator name="bob" password="{S}" email="x"/></entities><entities schema="nms:extAccount"><extAccount ` + account + `/></entities></package>`,
		`<package><entities schema="xtk:group"><group name="g" label="l" password="{S}"><!-- {S} --></group></entities><entities schema="nms:extAccount"><extAccount ` + account + `/></entities></package>`,
		`<serverConf><shared><dataStore hosts="x.example.com" proxyPassword="{S}"><dataSource password="{S}" server="u:{S}@db"/></dataStore><imsConfig clientSecret="{S}"><nonIMSAuthnAPI disableAPI="x" allowOperator="{S}" secret="{S}"/></imsConfig></shared><web><redirection IMSOrgId="x" P3PCompactPolicy="{S}"/></web></serverConf>`,
		// Broken files: nothing of what is between the quotes is in the message.
		`<extAccount ` + account + ` clientSecret="{S}`,
		`<extAccount ` + account + ` clientSecret="{S}"`,
		`<extAccount ` + account + ` clientSecret={S}/>`,
		`<extAccount ` + account + ` clientSecret="{S}<"/>`,
		`<extAccount ` + account + ` clientSecret="&{S};"/>`,
		`<extAccount ` + account + ` clientSecret="&{S}"/>`,
		`<extAccount ` + account + ` clientSecret="&#{S};"/>`,
		`<extAccount ` + account + ` clientSecret="{S}"x="y"/>`,
		`<extAccount ` + account + ` clientSecret="a"{S}"/>`,
		`<extAccount ` + account + ` clientSecret='it's{S}'/>`,
		`<extAccount ` + account + ` clientSecret="a" {S}/>`,
		`<extAccount ` + account + ` clientSecret="` + "\x01" + `{S}"/>`,
		`<extAccount ` + account + ` clientSecret="` + "\xff" + `{S}"/>`,
		`<extAccount ` + account + ` clientSecret="{S}" clientSecret="{S}"/>`,
		`<extAccount ` + account + `><a></extAccount clientSecret="{S}">`,
		`<extAccount ` + account + `></extAccount clientSecret="{S}">`,
		`<extAccount ` + account + `></extAccount` + "\n" + `clientSecret="{S}">`,
		`<extAccount ` + account + `><clientSecret>{S}</password></extAccount>`,
		`<extAccount ` + account + `><clientSecret>a<{S}</clientSecret></extAccount>`,
		`<extAccount ` + account + `><clientSecret>a&{S}</clientSecret></extAccount>`,
		`<extAccount ` + account + `><clientSecret>{S}]]></clientSecret></extAccount>`,
		`<extAccount ` + account + `><clientSecret><![CDATA[{S}</clientSecret></extAccount>`,
		`<extAccount ` + account + `><!-- {S} -- {S} --></extAccount>`,
		`<extAccount ` + account + `><!-- {S}`,
		`<extAccount ` + account + `><?{S}`,
		`<extAccount ` + account + `/>{S}`,
		`<!DOCTYPE x [<!ENTITY s "{S}"><!ENTITY t SYSTEM "file:///{S}">]><extAccount ` + account + ` clientSecret="&s;"/>`,
		`<?xml version="{S}"?><extAccount ` + account + `/>`,
		`<?xml version="1.0" {S}="x"?><extAccount ` + account + `/>`,
		`<?xml version="1.0" encoding="x" clientSecret="{S}"?><extAccount ` + account + `/>`,
		`<?xml version="1.0" encoding="ISO-8859-1"?><extAccount ` + account + ` clientSecret="é{S}"/>`,
		`<serverConf><shared><dataStore password="{S}</dataStore></shared></serverConf>`,
		`<package><entities schema="{S}"><extAccount ` + account + `/></entities></package>`,
	} {
		list = append(list, secretPlace{what: x, file: "in.xml", text: x})
	}
	return list
}

// nodeAccount is account as the fields of a YAML flow mapping or JSON object.
const nodeAccount = `"name":"Adobe_Marketing_Cloud ","type":"0","active":"0","imsServer":"http://ims-na1.adobelogin.com/x","userScope":"AdobeID;openid;;openid","clientId":" c ","callbackServer":"http://campaign.example.com","imsOrgId":"x","imsRightsMask":"campaign - ","productContext":"","server":"","tenant":""`

func secretNodes() []secretPlace {
	var list []secretPlace
	for _, field := range []string{
		`"clientSecret":"{S}"`, `"@clientSecret":"{S}"`, `"IMS client secret":"{S}"`, `"client-secret":"{S}"`, `"client_secret":"{S}"`, `"Client Secret":"{S}"`,
		`"clientSecret":["{S}","{S}"]`, `"clientSecret":{"value":"{S}"}`, `"clientSecret":[{"name":"{S}","label":"{S}"}]`, `"clientSecret":[[{"server":"{S}"}]]`,
		`"clientSecret":{"name":{"imsServer":"{S}"}}`, `"password":{"$":"{S}"}`, `"$password":"{S}"`, `"$":"{S}"`, `"x":"{S}"`, `"x":["{S}"]`, `"x":{"y":["{S}"]}`,
		`"clientSecret":"\u0041{S}"`, `"client\u0053ecret":"{S}"`, `"ims":{"clientSecret":"{S}","mask":"m"}`, `"note":"clientSecret={S}"`,
		`"imsServer2":{"clientSecret":"{S}"}`, `"clientSecret":"{S}","clientSecret":"{S}"`, `"token":"{S}"`, `"userName":"u:{S}@h"`,
		// Broken ones.
		`"clientSecret":"{S}`, `"clientSecret":{S}`, `"clientSecret":"{S}" "x"`, `"clientSecret":"{S}",`, `"clientSecret":'{S}'`, `"clientSecret":"\x{S}"`, `"clientSecret":"` + "\x01" + `{S}"`,
		`"clientSecret":["{S}"`, `"clientSecret":"a"{S}`, `"clientSecret":"` + "\xff" + `{S}"`, `"clientSecret":*{S}`, `"clientSecret":!{S} x`, `"clientSecret":&{S}`, `"clientSecret":"a\n{S}"`,
	} {
		for what, text := range map[string]string{
			"one line, last":  `[{` + nodeAccount + `,` + field + `}]`,
			"one line, first": `[{` + field + `,` + nodeAccount + `}]`,
			"SDK":             `{"extAccount":[{` + field + `,` + nodeAccount + `}]}`,
			"under a key":     `{"externalAccounts":[{"name":"a",` + field + `},{` + nodeAccount + `}],"operators":[{"name":"ada","email":"x",` + field + `},{"name":"bob","email":"x"}]}`,
		} {
			list = append(list, secretPlace{what: "JSON " + what + " " + field, file: "in.json", text: text})
		}
	}
	block := "- name: 'Adobe_Marketing_Cloud '\n  imsServer: http://ims-na1.adobelogin.com/x\n  clientId: ' c '\n  imsOrgId: x\n  callbackServer: http://x\n"
	for _, field := range []string{
		"  clientSecret: {S}\n", "  clientSecret:\n    {S}\n", "  clientSecret: a\n    {S}\n", "  clientSecret: 'a\n    {S}'\n", "  clientSecret: \"a\n\n    {S}\"\n",
		"  clientSecret: |\n    a\n    {S}\n", "  clientSecret: >-\n    a\n\n    {S}\n", "  clientSecret: &a {S}\n", "  clientSecret: &{S} x\n", "  clientSecret: !{S} x\n", "  clientSecret: !!str {S}\n",
		"  clientSecret: &a\n    {S}\n", "  clientSecret: !!str\n    {S}\n", "  clientSecret: &a |\n    {S}\n", "  clientSecret:\n  - {S}\n  - a: {S}\n", "  clientSecret: {name: {S}, label: [{S}]}\n",
		"  clientSecret: x # {S}\n", "  # {S}\n", "  ? clientSecret\n  : {S}\n", "  x: &a {S}\n  clientSecret: *a\n",
		"  x: &a {clientSecret: {S}}\n  <<: *a\n", "  clientSecret: @{S}\n", "  clientSecret: `{S}\n", "  clientSecret: '{S}\n", "  clientSecret: \"{S}\n", "  clientSecret: [{S}\n", "  clientSecret: *{S}\n",
		"  clientSecret: a: {S}\n", "\tclientSecret: {S}\n", "  clientSecret: {S}\n {S}: x\n", "  clientSecret: \"\\q{S}\"\n", "  clientSecret: %{S}\n", "  clientSecret: {S}\n  clientSecret: {S}\n", "  clientSecret: |9x {S}\n",
		"  clientSecret: - {S}\n", "  clientSecret: x\n   {S}\n", "  clientSecret: x\n  {S}\n", "{S}\n", "--- {S}\n", "%{S} x\n---\n", "  !<{S} x: y\n", "  clientSecret: |\n{S}\n",
		"  <<: {S}\n", "  <<: [{S}]\n", "  clientSecret: \x01{S}\n", "  clientSecret: \xff{S}\n", "  &a &{S} x: y\n", "  clientSecret: !!int {S}\n",
	} {
		list = append(list,
			secretPlace{what: "YAML last " + field, file: "in.yaml", text: block + field},
			secretPlace{what: "YAML first " + field, file: "in.yaml", text: "externalAccounts:\n- type: 0\n" + field + block[2:]},
			secretPlace{what: "YAML second " + field, file: "in.yaml", text: "- name: a\n" + field + block})
	}
	// Beside a finding, pairs of merge keys that others override.
	for _, pairs := range []string{
		"clientSecret: x, <<: {clientSecret: {S}}", "<<: {clientSecret: {S}}, clientSecret: x", "<<: [{clientSecret: x}, {clientSecret: {S}}]", "<<: {<<: {clientSecret: {S}}, clientSecret: x}",
		"clientSecret: &a {S}, x: *a", "clientSecret: &a {S}, *a : x", "clientSecret: [&a {S}], x: {*a : x}",
	} {
		list = append(list, secretPlace{what: "YAML flow " + pairs, file: "in.yaml", text: "- {name: 'Adobe_Marketing_Cloud ', imsServer: 'http://ims-na1.adobelogin.com/x', " + pairs + ", clientId: ' c '}\n"})
	}
	return list
}

// secretConfigs are the places of an imslint.yaml.
func secretConfigs() []secretPlace {
	var list []secretPlace
	for _, c := range []string{
		"# {S}\nprovisioned: {clientId: x} # {S}\n", "clientSecret: {S}\n", "provisioned: {clientSecret: {S}}\n", "provisioned:\n  clientSecret:\n    {S}\n", "provisioned: {clientId: x, password: {S}}\n",
		"provisioned: {clientId: &a x, clientSecret: *{S}}\n", "provisioned: {clientSecret: '{S}\n", "provisioned: {clientSecret: {S}\n", "provisioned: !{S} {clientId: x}\n", "provisioned: {S}\n", "provisioned: [{S}]\n", "instances: {S}\n", "instances: [{S}]\n",
		"checks: {severity: {scopes: {a: {S}}}}\n", "checks: {disable: {S}}\n", "provisioned: {clientId: [{S}]}\n", "provisioned: {scopes: {S}}\n", "adminConsole: {domains: [{name: a, type: Federated ID, password: {S}}]}\n", "provisioned: {clientId: x\x01{S}}\n", "provisioned: {clientId: \xff{S}}\n",
		"--- {S}\n", "provisioned: {clientId: x}\n---\n{S}\n",
	} {
		list = append(list, secretPlace{"imslint.yaml " + c, "in.xml", `<extAccount ` + account + `/>`, map[string]string{"imslint.yaml": c}})
	}
	// An attribute that imslint.yaml says to be the client secret.
	list = append(list,
		secretPlace{"fields", "in.xml", `<extAccount ` + account + ` hush="{S}"/>`, map[string]string{"imslint.yaml": "fields: {clientSecret: hush}\n"}},
		secretPlace{"fields, nested", "in.xml", `<extAccount ` + account + `><ims scope="{S}"/></extAccount>`, map[string]string{"imslint.yaml": "fields: {clientSecret: ims/@scope}\n"}},
		secretPlace{"fields, harmless name", "in.xml", `<extAccount name="Adobe_Marketing_Cloud" imsOrgId="x" label="{S}" clientId=" c "/>`, map[string]string{"imslint.yaml": "fields: {clientSecret: label}\n"}},
		secretPlace{"fields, JSON", "in.json", `[{"scope":"{S}",` + nodeAccount + `}]`, map[string]string{"imslint.yaml": "fields: {clientSecret: scope}\n"}},
		secretPlace{"fields, mask is a secret", "in.xml", `<extAccount ` + account[:len(account)-0] + ` clientSecret="{S}"/>`, map[string]string{"imslint.yaml": "fields: {associationMask: clientSecret, label: clientSecret, server: clientSecret}\n"}},
		secretPlace{"fields, operator", "in.xml", `<package><entities schema="xtk:operator"><operator name="ada" password="{S}"/><operator name="bob" password="{S}"/></entities></package>`, map[string]string{"imslint.yaml": "fields: {operatorEmail: password, operatorDisabled: password}\n"}},
	)
	return list
}
