package users

import "github.com/imslint/imslint/checks"

// messages are what the Admin Console says of a bulk upload, each word for word
// as Adobe documents it; N stands for a line number, ADDRESS for an e-mail
// address.
var messages = []*checks.Symptom{
	invalidHeader, wrongNumberOfColumns, addOneUser, identityTypeMustBe, validEmailExpected, countryMustConform, invalidCountry,
	stringTooLong, invalidUserName, userNameMustMatch, domainIsNotOwned, internalError, alreadyInvited, alreadyAssociated,
	alreadyAssociatedOther, encodingNotSupported, invalidConfigurations, messageTruncated,
	userNameExists, invitationOrAccount, countryNotOpen, configurationsIllegal, optionsNotChecked,
}

// Where the messages appear.
const (
	atUpload = "when the file is chosen for upload: nothing of it is imported"
	inReport = "in the report of the import, beside the line and the address, and in its summary"
	outcome  = "as an exception of the import, in its results"
)

// What to do with most of them.
const (
	correctAndUpload = " Then upload the file again."
	correctTheRow    = " Then upload the rows that failed in a file of their own."
)

var (
	invalidHeader = &checks.Symptom{
		ID:         "invalid-header-line",
		Title:      "The upload is rejected because of its header line",
		Messages:   []string{"Invalid header line in CSV file. Header line must be Type, Email, ProductConfigurations, user name, CountryCode, FirstName, LastName, Options"},
		Names:      []string{"CSV File Heading line invalid", "CSV File Heading line is missing"},
		Where:      atUpload,
		Cause:      "The first line is not the header: it is missing, or a column in it is unknown, repeated or missing.",
		Resolution: "Copy the header from the latest template of the Admin Console." + correctAndUpload,
		Source:     bulkAdd,
	}
	wrongNumberOfColumns = &checks.Symptom{
		ID:         "wrong-number-of-columns",
		Title:      "The upload is rejected because of the number of columns",
		Messages:   []string{"Invalid file format at line N: For help, refer to sample. csv file line has wrong number of columns"},
		Names:      []string{"Improper number of columns in heading line", "Improper number of columns in data line"},
		Where:      atUpload,
		Cause:      "A line has more or fewer fields than the header, often because a field with a comma in it is not in quotes; or the header has a wrong number of columns.",
		Resolution: "Put fields that hold a comma in double quotes, and write as many fields in each line as the header has." + correctAndUpload,
		Source:     bulkAdd,
	}
	addOneUser = &checks.Symptom{
		ID:         "add-at-least-one-user",
		Title:      "The upload is rejected because it has no user",
		Messages:   []string{"Invalid file. Add at least one user to file and try again. For help, refer to sample."},
		Names:      []string{"No data lines in CSV or 1 data line and missing heading line"},
		Where:      atUpload,
		Cause:      "There is nothing below the header, or there is one line and it was taken for the header.",
		Resolution: "Write the header, and below it a line for each user." + correctAndUpload,
		Source:     bulkAdd,
	}
	identityTypeMustBe = &checks.Symptom{
		ID:         "identity-type-must-be",
		Title:      "The upload is rejected because of an identity type",
		Messages:   []string{"Invalid file format at line N: Identity type must be one of Adobe ID, Enterprise ID, or Federated ID. (Line number N.)"},
		Names:      []string{"Type value is invalid"},
		Where:      atUpload,
		Cause:      "The type in that line is misspelt or blank.",
		Resolution: "Write Adobe ID, Enterprise ID or Federated ID; case does not matter." + correctAndUpload,
		Source:     bulkAdd,
	}
	validEmailExpected = &checks.Symptom{
		ID:         "valid-email-address-expected",
		Title:      "The upload is rejected because of an e-mail address",
		Messages:   []string{"Invalid file format at line N: valid email address expected. (Line number N.)"},
		Names:      []string{"Email address is invalid"},
		Where:      atUpload,
		Cause:      "The address in that line is missing, or is no address of RFC 2822.",
		Resolution: "Write the address as name@example.com, of up to 60 characters." + correctAndUpload,
		Source:     bulkAdd,
	}
	countryMustConform = &checks.Symptom{
		ID:         "country-code-must-conform",
		Title:      "The upload is rejected because of a country code that is not two letters",
		Messages:   []string{"Invalid file format at line N: Country code must conform to ISO 3166-1 alpha-2 (two character country code). (Line number N.)"},
		Names:      []string{"Country code invalid: is not two letters"},
		Where:      atUpload,
		Cause:      "The country in that line is written as a name, or as a code of three letters.",
		Resolution: "Write the two-letter code of ISO 3166-1, such as US." + correctAndUpload,
		Source:     bulkAdd,
	}
	invalidCountry = &checks.Symptom{
		ID:         "invalid-country-code",
		Title:      "A user is not created because of the country code",
		Messages:   []string{"Invalid Country code."},
		Names:      []string{"Country code is banned (for example, KP)", "Country code is two letters but not a valid code (for example, AB)"},
		Where:      inReport,
		Cause:      "The code has two letters, and no country has it, or Adobe does no business with the country.",
		Resolution: "Correct the code: GB, for example, not UK." + correctTheRow,
		Source:     bulkAdd,
	}
	stringTooLong = &checks.Symptom{
		ID:         "string-exceeds-255-characters",
		Title:      "The upload is rejected because of a long field",
		Messages:   []string{"Invalid file format at line N: A string exceeds 255 characters. (Line number N.)"},
		Names:      []string{"Firstname or Lastname or user name or Options too long (> 255)"},
		Where:      atUpload,
		Cause:      "First name, last name, user name or options of that line have more than 255 characters, sometimes because a quote is missing.",
		Resolution: "Shorten the field." + correctAndUpload,
		Source:     bulkAdd,
	}
	invalidUserName = &checks.Symptom{
		ID:         "invalid-user-name",
		Title:      "A user is not created because the user name is no e-mail address",
		Messages:   []string{"Invalid user name."},
		Names:      []string{"User name not an email address"},
		Where:      inReport,
		Cause:      "The owner of the domain requires user names to be e-mail addresses.",
		Resolution: "Write an e-mail address as the user name." + correctTheRow,
		Source:     bulkAdd,
	}
	userNameMustMatch = &checks.Symptom{
		ID:         "user-name-and-email-must-match",
		Title:      "A user is not created because user name and e-mail address differ",
		Messages:   []string{"Invalid user name. The user name and email address must be the same for this organization"},
		Names:      []string{"User name and email address must match"},
		Where:      "in the report of the import; its summary says: Invalid user name.",
		Cause:      "The owner of the domain requires the user name to be the e-mail address.",
		Resolution: "Write the e-mail address as the user name too." + correctTheRow,
		Source:     bulkAdd,
	}
	domainIsNotOwned = &checks.Symptom{
		ID:    "email-domain-not-owned",
		Title: "A user is not created because of the domain of the e-mail address",
		Messages: []string{
			"Email domain is not owned. This user is managed by another organization or has a different type.",
			"Email domain is not owned. This user is managed by another organization or has a different user type.",
			"Email domain is not owner.",
		},
		Names:      []string{"Email address not in proper domain", "Email address belongs to another domain"},
		Where:      inReport,
		Cause:      "The organization has not claimed the domain of the address, has claimed it for another identity type, or another organization has claimed it.",
		Resolution: "Compare the identity type with that of the domain in the Admin Console, under Settings. Claim the domain, or ask the organization that has claimed it to trust yours." + correctTheRow,
		Source:     bulkAdd,
	}
	internalError = &checks.Symptom{
		ID:         "internal-error",
		Title:      "A user is not created because of an error of the Admin Console itself",
		Messages:   []string{"Internal error: <string>"},
		Names:      []string{"Internal error"},
		Where:      inReport,
		Cause:      "Something failed on Adobe's side. The file is not at fault.",
		Resolution: "Upload the rows that failed again later. Where that does not help, give Adobe's support the text of the error.",
		Source:     bulkAdd,
	}
	alreadyInvited = &checks.Symptom{
		ID:         "already-invited",
		Title:      "A user is not created because of an invitation that is under way",
		Messages:   []string{"Already invited as Adobe ID user. An invitation has already been sent."},
		Names:      []string{"User already invited"},
		Where:      "in the report of the import; its summary has the first sentence",
		Cause:      "The address was invited as an Adobe ID, and that is still open: whether the person has an account meanwhile does not matter, nor which type is added.",
		Resolution: "Have the person accept the invitation, or withdraw it in the Admin Console and upload the row again.",
		Source:     bulkAdd,
	}
	alreadyAssociated = &checks.Symptom{
		ID:         "already-associated",
		Title:      "A user is in the organization already",
		Messages:   []string{"Already associated with organization. The user ADDRESS is already associated with your organization."},
		Names:      []string{"User already in organization", "Already associated with organization. The user xxx> is already associated with your organization."},
		Where:      "in the report of the import, apart from the errors; its summary has the first sentence",
		Cause:      "The organization has a user with the address.",
		Resolution: "Nothing: the import does not fail because of it. Leave the row out of the next upload.",
		Source:     bulkAdd,
	}
	alreadyAssociatedOther = &checks.Symptom{
		ID:         "already-associated-with-federated-id",
		Title:      "A user is in the organization already, with a Federated ID",
		Messages:   []string{"Already associated with organization. This user exists"},
		Where:      "in the report of the import, apart from the errors; its summary has the first sentence",
		Cause:      "An Adobe ID was to be added, and the organization has a user with the address and a Federated ID.",
		Resolution: "Nothing: the person signs in with the Federated ID. Leave the row out of the next upload.",
		Source:     bulkAdd,
	}
	encodingNotSupported = &checks.Symptom{
		ID:         "encoding-not-supported",
		Title:      "The upload is rejected because of its encoding",
		Messages:   []string{"Encoding is type not supported."},
		Names:      []string{"Unsupported Encoding"},
		Where:      atUpload,
		Cause:      "The file is not UTF-8. Excel writes the encoding of the computer unless it is told otherwise.",
		Resolution: "Save the file as UTF-8: in Excel as CSV UTF-8 (Comma delimited)." + correctAndUpload,
		Source:     bulkAdd,
	}
	invalidConfigurations = &checks.Symptom{
		ID:         "invalid-configuration-names",
		Title:      "Users are not created because of their product configurations",
		Messages:   []string{"Invalid Configuration Names"},
		Names:      []string{"INVALID_CONFIGURATIONS"},
		Where:      inReport,
		Cause:      `A product configuration does not exist. "Default configuration" is a virtual one that the Admin Console shows as an example; it disappears when another is created.`,
		Resolution: "Edit the default configuration in the Admin Console so that it becomes a real one, or create a new one, and write its name exactly." + correctTheRow,
		Source:     bulkAdd,
	}
	messageTruncated = &checks.Symptom{
		ID:         "import-message-truncated",
		Title:      "Messages in the report of the import are cut off",
		Messages:   []string{"The import error message in the bulk import report is currently truncated on the right side."},
		Names:      []string{"Known issues", "import error message truncated"},
		Where:      "in the report of the import, at its right side",
		Cause:      "A known issue of the Admin Console: the report is too narrow for its messages.",
		Resolution: "Compare the beginning of the message with those that imslint explain lists, or predict them with imslint users.",
		Source:     bulkAdd,
	}
	userNameExists = &checks.Symptom{
		ID:         "user-name-exists",
		Title:      "A user with an Enterprise ID is not created because of the user name",
		Messages:   []string{"User name exists."},
		Where:      outcome,
		Cause:      "Somebody else in the domain has the user name.",
		Resolution: "Choose another user name." + correctTheRow,
		Source:     bulkAdd,
	}
	invitationOrAccount = &checks.Symptom{
		ID:    "invitation-or-account-exists",
		Title: "A user is not created because there is an invitation or an account",
		Messages: []string{
			"Already has an invitation in progress or account with given email exists.",
			"Already has an invitation or account with given email.",
		},
		Where:      outcome,
		Cause:      "The address was invited before, or an account has it.",
		Resolution: "Look for the address in the Admin Console, also among the invitations, and leave the row out or withdraw the invitation.",
		Source:     bulkAdd,
	}
	countryNotOpen = &checks.Symptom{
		ID:         "country-not-open-for-business",
		Title:      "A user is not created because of the country",
		Messages:   []string{"Country, if present, is not open for Adobe business."},
		Where:      outcome,
		Cause:      "Adobe does no business with the country.",
		Resolution: "Correct the country, or leave the user out.",
		Source:     bulkAdd,
	}
	configurationsIllegal = &checks.Symptom{
		ID:         "configurations-illegal-or-quota-exceeded",
		Title:      "A user is not added to product configurations",
		Messages:   []string{"Product configurations illegal or quota exceeded."},
		Where:      outcome,
		Cause:      "A product configuration of the row does not exist, or its licences are used up.",
		Resolution: "Compare the names with the Admin Console, and the number of users with that of the licences." + correctTheRow,
		Source:     bulkAdd,
	}
	optionsNotChecked = &checks.Symptom{
		ID:         "options-illegal-value",
		Title:      "An option that there is not, of which the Admin Console says nothing",
		Names:      []string{"Options field has illegal value", "No checking or messages at present"},
		Where:      "nowhere: the field is not checked at present",
		Cause:      "Options are for future use.",
		Resolution: "Leave Options blank, or write NoEmail or ResetPassword.",
		Source:     bulkAdd,
	}
)
