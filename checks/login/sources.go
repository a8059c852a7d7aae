package login

// The pages that the rules come from.
const (
	troubleshooting = "https://experienceleague.adobe.com/en/docs/campaign-classic/using/installing-campaign-classic/connect-to-campaign/connecting-via-an-adobe-id/ims-troubleshooting"
	configuring     = "https://experienceleague.adobe.com/en/docs/campaign-classic/using/installing-campaign-classic/connect-to-campaign/connecting-via-an-adobe-id/configuring-ims"
	classicDocs     = "https://github.com/AdobeDocs/campaign-classic.en/blob/main/help/"
	v8Docs          = "https://github.com/AdobeDocs/campaign.en/blob/main/help/v8/"
	environments    = classicDocs + "production/using/duplicating-environments.md"
	privacy         = classicDocs + "installation/using/privacy.md"
	serverFile      = classicDocs + "installation/using/the-server-configuration-file.md"
	userMigration   = classicDocs + "technotes/using/migrate-users-to-ims.md"
	imsUpdates      = classicDocs + "technotes/using/ims-updates.md"
	permissions     = v8Docs + "start/manage-permissions.md"
	connecting      = v8Docs + "start/connect.md"
	homePage        = v8Docs + "start/campaign-ui.md"
	organizations   = "https://github.com/AdobeDocs/core-services.en/blob/main/help/interface/organizations.md"
	userAuth        = "https://developer.adobe.com/developer-console/docs/guides/authentication/UserAuthentication/ims/"
	scopesRFC       = "https://www.rfc-editor.org/rfc/rfc6749#section-3.3"
	errorsRFC       = "https://www.rfc-editor.org/rfc/rfc6749#section-5.2"
)
