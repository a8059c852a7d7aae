package migration

import "github.com/imslint/imslint/checks"

// statusField is where the statuses are shown.
const statusField = "the status field of the migration console"

// newStatus returns a status. The compiler works out calls of functions as short
// as this one, so that they cost nothing at start-up.
func newStatus(id, status, cause, resolution, otherwise string) checks.Symptom {
	return checks.Symptom{
		ID: id, Title: "The migration of a user ends with " + status, Messages: []string{status}, Where: statusField,
		Cause: cause, Resolution: resolution, Otherwise: otherwise, Source: statusSource,
	}
}

// The statuses that can be predicted.
var (
	gmailStatus = newStatus("gmail-invalid-character", "Gmail Invalid Character",
		"Adobe's security policy allows neither . nor + in front of the @ of a Gmail address. In other addresses both are allowed.",
		"Change the person's address in the product to one that the policy allows, and have it verified again."+rerun, skipPerson)
	notInDirectoryStatus = newStatus("user-not-in-directory", "User Not in Directory",
		"The directory does not have the user. With directory synchronization users are created only through the identity provider, so the migration could not add one.",
		"Have a system administrator add the user to the directory, with the right permissions."+rerun, skipPerson)
	inactiveStatus = newStatus("inactive-user", "Inactive User",
		"The directory is synchronized, and the user's federated account is there and inactive or disabled.",
		"Have a system administrator restore the user's status and permissions."+rerun, skipPerson)
	domainStatus = newStatus("invalid-domain", "Invalid Domain",
		"Domain enforcement is on and does not allow the domain of the address, or another organization has claimed the domain.",
		"Where your own organization enforces domains: change the address to an allowed domain, move the domain to a directory without domain enforcement, or create a directory without it. Where another organization has claimed the domain: have its system administrator add the address to the exception list."+rerun, skipPerson)
	type2EStatus = newStatus("type2e-failure", "Type2E Failure",
		"The federated account could not be created, because an Adobe ID of an individual user has the same address.",
		"Remove the individual user from the organization; the user loses access to all products and is entitled again later. Run the migration again, so that the federated account is created. Add the user back to the products.", "")
)

// What is said of them.
const (
	unknownFault = "Various faults behind the migration lead to this status; the user's record shows none."
	openCase     = "Open a support case with the details of the user and the time."
)

// The statuses of faults on Adobe's side, which no file shows.
var (
	userCreationFailedStatus       = newStatus("user-creation-failed", "User Creation Failed", unknownFault, openCase, "")
	marketoEntitlementFailedStatus = newStatus("marketo-entitlement-failed", "Marketo Entitlement Failed", unknownFault, openCase, "")
	pendoMigrationFailedStatus     = newStatus("pendo-migration-failed", "Pendo Migration Failed", unknownFault, openCase, "")
	userDataMigrationFailedStatus  = newStatus("user-data-migration-failed", "User Data Migration Failed", unknownFault, openCase, "")
	productDataSyncFailedStatus    = newStatus("product-data-sync-failed", "Product Data Sync Failed", unknownFault, openCase, "")
	adobeEntitlementFailedStatus   = newStatus("adobe-entitlement-failed", "Adobe Entitlement Failed", unknownFault, openCase, "")
	userSignOutFailedStatus        = newStatus("user-sign-out-failed", "User Sign Out Failed", unknownFault, openCase, "")
	adobeIDCreationFailedStatus    = newStatus("adobe-id-creation-failed", "Adobe ID Creation Failed", unknownFault, openCase, "")
	migrationFailedStatus          = newStatus("migration-failed", "Failed", unknownFault, openCase, "")
)

// statuses are all that the migration console shows.
var statuses = []*checks.Symptom{
	&gmailStatus, &notInDirectoryStatus, &inactiveStatus, &domainStatus, &type2EStatus,
	&userCreationFailedStatus, &marketoEntitlementFailedStatus, &pendoMigrationFailedStatus,
	&userDataMigrationFailedStatus, &productDataSyncFailedStatus, &adobeEntitlementFailedStatus,
	&userSignOutFailedStatus, &adobeIDCreationFailedStatus, &migrationFailedStatus,
}
