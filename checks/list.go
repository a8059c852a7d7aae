package checks

// All are the checks, in the order of the login path. A new check is a line
// here and a file of its own.
var All = []*Check{
	SingleAccount,
	ExportCompleteness,
	WebUICard,
	IMSServer,
	Scopes,
	ClientID,
	CallbackURL,
	ProductContext,
	ClientSecret,
	OrganizationID,
	AssociationMask,
	ControlPanelAccess,
}
