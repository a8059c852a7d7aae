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
	return list
}
