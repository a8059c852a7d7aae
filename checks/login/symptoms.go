package login

import "github.com/imslint/imslint/checks"

// The symptoms of a broken login, with what Adobe documents of each.
var (
	redirectedToAdobeCom = &checks.Symptom{
		ID:         "redirected-to-adobe-com",
		Title:      "After signing in, the person lands on the adobe.com page",
		Names:      []string{"redirected to adobe.com", "redirected to the adobe.com page", "redirect to adobe.com", "redirect_uri_mismatch", "User is redirected to adobe.com page"},
		Steps:      []checks.Step{checks.CallbackStep},
		Cause:      "IMS redirects only to an https URL that matches a redirect URI of the IMS client. For any other it takes the client's default redirect URI, which is adobe.com.",
		Resolution: "Correct Callback server in the external account: https, this instance's own address. Have Adobe add that address to the redirect URIs of the IMS client. Restart the server.",
		Source:     troubleshooting,
	}
	noRightMatchingExpression = &checks.Symptom{
		ID:         "no-right-matching-expression",
		Title:      "Login is refused: no matching rights",
		Messages:   []string{"Login does not have any right matching the expression"},
		Steps:      []checks.Step{checks.RightsStep},
		Cause:      "The person signed in, but none of their product profiles is the association mask followed by the name of an operator group, so Campaign finds no group to put them in.",
		Resolution: "Compare Association mask with the product profile names in the Admin Console, character by character, and the rest of each name with the internal names of the operator groups. Restart the server after changing the mask.",
		Source:     troubleshooting,
	}
	noLoginPage = &checks.Symptom{
		ID:         "no-login-page",
		Title:      "The Adobe ID login page cannot be reached",
		Messages:   []string{"The user is unable to access the Adobe ID login page"},
		Names:      []string{"invalid_scope", "no login page", "login page does not appear"},
		Steps:      []checks.Step{checks.LoginPageStep},
		Cause:      "The scopes of the external account are not a subset of those provisioned for the IMS client. By inference also an unknown client identifier or a host that is not an IMS server.",
		Resolution: "Check IMS scope first, then IMS client identifier and IMS server in the external account against what Adobe provisioned. Restart the server.",
		Source:     troubleshooting,
	}
	webUICardMissing = &checks.Symptom{
		ID:         "web-ui-card-missing",
		Title:      "The home page has no Web user interface card",
		Names:      []string{"Web user interface card", "no Web UI card"},
		Steps:      []checks.Step{checks.AccountStep},
		Cause:      "Server, Tenant, Callback server or Association mask of the external account is empty. The Web user interface comes with Campaign v8.6 and later.",
		Resolution: "Fill in all four fields. Restart the server.",
		Source:     homePage,
	}
	webView2Cache = &checks.Symptom{
		ID:         "webview2-cache",
		Title:      "Signing in from the client console fails although the configuration is correct",
		Names:      []string{"WebView2", "WebView2 cache"},
		Cause:      "The WebView2 component of the client console keeps an old sign-in.",
		Resolution: `Close the client console and end every nlclient process. Delete the folders webview2 and webview2Cache below C:\ProgramData\Neolane\NL_5\nlclient\ and below C:\Users\<username>\AppData\Roaming\Neolane\NL_5\nlclient\. Sign in again. The server needs no change.`,
		Source:     connecting,
	}
	consoleOutdated = &checks.Symptom{
		ID:    "console-outdated",
		Title: "The client console asks for updates instead of signing in",
		Messages: []string{
			"You need to install the latest updates to Windows and/or your Adobe apps",
			"You need to install the latest updated to Windows and/or your Adobe apps",
			"Update required. Your browser or operating system is no longer supported.",
		},
		Cause:      "The client console is old, or it runs on an old Windows or on Internet Explorer, which the Adobe login page no longer supports.",
		Resolution: "Install the latest client console and the latest Windows updates on that computer. The server needs no change.",
		Source:     imsUpdates,
	}
	signInReturnFails = &checks.Symptom{
		ID:         "sign-in-return-fails",
		Title:      "The sign-in succeeds, and the return to Campaign fails",
		Names:      []string{"invalid_client"},
		Steps:      []checks.Step{checks.TokenStep},
		Cause:      "Campaign exchanges the code of the sign-in for a token with client identifier and client secret. The token endpoint refuses with invalid_client where the two are not those that Adobe issued.",
		Resolution: "Enter IMS client secret in the external account again, as Adobe issued it, and compare IMS client identifier. Restart the server.",
		Source:     errorsRFC,
	}
	proxyAsksAgain = &checks.Symptom{
		ID:         "proxy-asks-again",
		Title:      "The client console asks for proxy credentials twice",
		Names:      []string{"proxy credentials", "proxy authentication asked twice"},
		Cause:      "WebView2 keeps no proxy credentials, so it asks for them again. This is harmless.",
		Resolution: "Enter the proxy credentials again. The server needs no change.",
		Source:     troubleshooting,
	}
	logonPageBlank = &checks.Symptom{
		ID:         "logon-page-blank",
		Title:      "The page /nl/jsp/logon.jsp is blank or shows a Java error",
		Names:      []string{"logon.jsp", "/nl/jsp/logon.jsp"},
		Cause:      "The web module of the server is down.",
		Resolution: "Start the web module on the server: nlserver start web.",
		Source:     troubleshooting,
	}
	controlPanelOpen = &checks.Symptom{
		ID:         "control-panel-open",
		Title:      "People outside the administrators can open Control Panel",
		Steps:      []checks.Step{checks.RightsStep},
		Cause:      `Control Panel opens to every product profile whose name contains "admin". It serves instances that Adobe hosts.`,
		Resolution: "Rename the product profile in the Admin Console, and the operator group with it.",
		Source:     userMigration,
	}
)
