package users

// The pages that the rules come from.
const (
	// bulkAdd describes the classic layout and every message of the upload.
	bulkAdd = "https://helpx.adobe.com/uk/x-productkb/policy-pricing/tshoot-bulk-add.chromeless.html"
	// csvUpload describes the current layout.
	csvUpload = "https://helpx.adobe.com/enterprise/kb/troubleshoot-bulk-user-csv-upload.html"
)
