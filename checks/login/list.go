// Package login holds the checks of an IMS login: of the external account that
// carries it, and of what has to agree with the account.
package login

import "github.com/imslint/imslint/checks"

// Catalogue holds the checks in the order of the login path. A new check is a
// line here and a file of its own.
var Catalogue = &checks.Catalogue{Checks: []*checks.Check{
	singleAccount,
	exportCompleteness,
	webUICard,
	imsServer,
	scopes,
	clientID,
	callbackURL,
	productContext,
	clientSecret,
	organizationID,
	associationMask,
	controlPanelAccess,
}, Symptoms: []*checks.Symptom{
	redirectedToAdobeCom,
	noRightMatchingExpression,
	noLoginPage,
	webUICardMissing,
	webView2Cache,
	consoleOutdated,
	signInReturnFails,
	proxyAsksAgain,
	logonPageBlank,
	controlPanelOpen,
}}
