package main

// secretParts returns places in values that are taken apart, so that a part alone
// does not show that it is a secret, and in texts that are named like one.
func secretParts() (list []secretPlace) {
	add := func(what, file, text string, with map[string]string) {
		list = append(list, secretPlace{what, file, text, with})
	}
	config := func(text string) map[string]string { return map[string]string{"imslint.yaml": text} }
	for _, scopes := range []string{
		"https://u:{S}|b@host", "https://u:{S},b@host", "https://u:{S};b@host", "https://u:{S} b@host", "https://u:a|{S}@host",
		"https://h/?password=a,{S}", "openid|sig={S}", "openid|token:{S}", "https://h/?a=1|code={S}",
	} {
		export := `<extAccount name="Adobe_Marketing_Cloud" imsOrgId="x" userScope="` + scopes + `"/>`
		add("scopes "+scopes, "in.xml", export, nil)
		add("stated scopes "+scopes, "in.xml", export, config("provisioned: {scopes: [openid]}"))
	}
	for _, callback := range []string{"http://e.com/|token:{S}", "http://e.com/|sig={S}", "http://u:{S}@e.com/", "http://e.com|token={S}"} {
		export := `<extAccount name="Adobe_Marketing_Cloud" imsOrgId="x" callbackServer="` + callback + `"/>`
		add("callback "+callback, "in.xml", export, nil)
		add("stated callback "+callback, "in.xml", export, config("provisioned: {callbackUrls: ['https://x.example.com']}"))
	}
	const operators = `<operator-collection><operator name="ada" email="ada@example.com" type="0"/></operator-collection>`
	for _, names := range []string{"https://u:{S}|b@host", "https://u:a|{S}b@host", "https://h/?password=a|{S}"} {
		add("allow-list "+names, "conf.xml", `<serverConf><shared><imsConfig><nonIMSAuthnAPI disableAPI="true"><allowOperator name="`+names+`"/></nonIMSAuthnAPI></imsConfig></shared></serverConf>`,
			map[string]string{"operators.xml": operators, "in.xml": `<extAccount ` + account + `/>`})
	}
	for _, hosts := range []string{"https://u:{S},b@host", "https://h/?password=a,{S}", "u:{S} b@host"} {
		add("hosts "+hosts, "conf.xml", `<serverConf><shared><dataStore hosts="`+hosts+`"/></shared></serverConf>`,
			map[string]string{"in.xml": `<extAccount name="Adobe_Marketing_Cloud" imsOrgId="x" callbackServer="https://campaign.example.com"/>`})
	}
	const header = "Identity Type,Username,Domain,Email,First Name,Last Name,Country Code,ID,Product Configurations,Admin Roles,Product Configurations Administered,User Groups,User Groups Administered,Products Administered,Developer Access,Auto-assigned\n"
	for _, cell := range []string{"https://u:{S},b@host", "https://u:a,{S}@host", "?password=a,{S}"} {
		add("product configurations "+cell, "users.csv", header+`Adobe ID,,,ada@example.com,Ada,A,US,,"`+cell+`","`+cell+`","`+cell+`","`+cell+`",,,"`+cell+`",`+"\n",
			config("adminConsole: {productConfigurations: [a]}"))
	}
	for _, reason := range []string{"https://u:{S}@x", "see https://x/?token={S}"} {
		add("reason "+reason, "in.xml", `<extAccount `+account+`/>`, config("ignore: [{code: client-id, reason: '"+reason+"', until: 2020-01-01}]"))
	}
	for _, column := range []string{"Password", "client secret", "API-Key"} {
		const mask = `<extAccount name="Adobe_Marketing_Cloud" imsOrgId="x" imsRightsMask="campaign - prod - (.*)"/>`
		add("column "+column, "users.csv", "Identity Type,Email,First Name,"+column+"\nAdobe ID,ada@example.com,Ada,{S}\n", map[string]string{"in.xml": mask})
		add("column of people "+column, "people.csv", "Email,"+column+"\nada@example.com,{S}\n", config("adminConsole: {domains: [{name: example.com, type: Federated ID}]}"))
	}
	// Without the schema nobody could know that the label is a secret.
	const schema = `<srcSchema namespace="nms" name="extAccount"><element name="extAccount"><attribute name="label" type="password"/></element></srcSchema>`
	for _, key := range []string{"LABEL", "la bel", "La-bel", "@Label"} {
		add("key "+key, "schema.xml", schema, map[string]string{"in.yaml": "externalAccounts: [{tenant: z, imsServer: 'http://x', clientId: ' c '}, {name: b, imsServer: 'http://y', '" + key + "': '{S}'}]"})
	}
	list = append(list, secretAliases()...)
	return list
}

// secretAliases returns places of secrets that another name, an alias, a mistake or
// what is around them keeps from being seen as such.
func secretAliases() (list []secretPlace) {
	add := func(file, text string, with map[string]string) {
		list = append(list, secretPlace{text, file, text, with})
	}
	config := func(text string) map[string]string { return map[string]string{"imslint.yaml": text} }
	const begin = "- name: 'Adobe_Marketing_Cloud '\n  token: &a {S}\n"
	for _, field := range []string{"userScope: [*a, *a, b]", "imsServer: [*a, x]", "imsOrgId: [*a, c]", "clientId: [b, *a]"} {
		add("in.yaml", begin+"  "+field+"\n", nil)
	}
	add("in.yaml", "token: &p {S}\noperators: [{name: *p, email: *p}, {name: a, email: a@x.y}]\n", nil)
	add("in.yaml", "password: &p [{S}]\nexternalAccounts: [{name: Adobe_Marketing_Cloud, imsRightsMask: 'a - (.*)'}]\noperatorGroups: *p\n", config("provisioned: {productProfiles: [a - b]}"))
	for _, below := range []string{"[{name: {S}}]", "{a: {S}, name: {S}}", "{a: {b: {S}}}"} {
		add("in.yaml", "- {name: 'Adobe_Marketing_Cloud ', imsServer: 'http://x', hush: "+below+"}\n", config("fields: {clientSecret: hush}"))
	}
	const schema = `<srcSchema name="extAccount" namespace="nms"><element name="extAccount"><element name="quiet" type="password"/></element></srcSchema>`
	for _, below := range []string{`<quiet name="{S}" v="{S}"/>`, `<quiet><v>{S}</v></quiet>`, `<quiet><v w="{S}"/></quiet>`} {
		add("in.xml", `<extAccount name="Adobe_Marketing_Cloud " imsServer="http://x">`+below+`</extAccount>`, map[string]string{"schema.xml": schema})
	}
	for _, url := range []string{
		"https://u:{S}%40host/", "https%3A%2F%2Fu%3A{S}%40host", "http://h/r/https%3A%2F%2Fu%3A{S}%40host/", "http://h/?password=&quot;{S}&quot;", "http://h/?password=a {S}", "http://h/?password= {S}",
		"http://h/?password = {S}", "http://h/?token=a&lt;{S}", "http://h/?api key={S}", "http://u:{S}", "https://u:{S}\uFE6Bhost/",
	} {
		add("in.xml", `<extAccount name="Adobe_Marketing_Cloud " imsOrgId="x" callbackServer="`+url+`"/>`, nil)
	}
	add("in.yaml", "- name: Adobe_Marketing_Cloud\n  imsServer: x\n  callbackServer: http://u:{S}", nil)
	add("in.yaml", "- 'x?token={S}': 1\n  'x?token={S}': 2\n", nil)
	add("in.json", `[{"https://u:{S}@h":1,"https://u:{S}@h":2}]`, nil)
	for _, text := range []string{`provisioned: {password:"{S}"}`, `provisioned: {password:{S}}`, `provisioned: {'x?token={S}': 1, 'x?token={S}': 2}`, `provisioned: {scopes: ["x?token={S}"]}`} {
		add("in.xml", `<extAccount `+account+`/>`, config(text))
	}
	add("in.yaml", "- {name: 'Adobe_Marketing_Cloud ', password:{S}, imsServer: 'http://x'}\n", nil)
	add("in.json", `[{"name":"Adobe_Marketing_Cloud ",clientSecret":"{S}","imsServer":"http://x"}]`, nil)
	add("in.xml", `<package></password="{S}">`, nil)
	add("in.xml", `<?xml version="1.0" encoding="https://u:{S}@h"?><extAccount/>`, nil)
	add("users.csv", "Identity Type,Email,Password,First Name\nAdobe ID,broken,abc,{S},Ada\n", nil)
	add("in.yaml", "- {name: 'Adobe_Marketing_Cloud ', imsServer: 'http://x', password: {{S}: x}}\n", nil)
	return list
}
