package judge

import (
	"strings"
	"testing"
)

// TestMessages insists that each message of a bulk upload is explained by its
// own entry: whole, in another case, within a log, and in part.
func TestMessages(t *testing.T) {
	catalogue := Everything()
	for id, texts := range map[string][]string{
		"invalid-header-line": {"Invalid header line in CSV file. Header line must be Type, Email, ProductConfigurations, user name, CountryCode, FirstName, LastName, Options",
			"Invalid header line in CSV file", "Header line must be Type, Email", "CSV File Heading line is missing"},
		"wrong-number-of-columns": {"Invalid file format at line 2: For help, refer to sample. csv file line has wrong number of columns",
			"csv file line has wrong number of columns", "Improper number of columns in data line"},
		"add-at-least-one-user": {"Invalid file. Add at least one user to file and try again. For help, refer to sample.", "Add at least one user to file"},
		"identity-type-must-be": {"Invalid file format at line 2: Identity type must be one of Adobe ID, Enterprise ID, or Federated ID. (Line number 2.)",
			"Identity type must be one of", "Type value is invalid"},
		"valid-email-address-expected": {"Invalid file format at line 2: valid email address expected. (Line number 2.)", "valid email address expected"},
		"country-code-must-conform": {"Invalid file format at line 2: Country code must conform to ISO 3166-1 alpha-2 (two character country code). (Line number 2.)",
			"Country code must conform to ISO 3166-1", "two character country code"},
		"invalid-country-code":                     {"Invalid Country code.", "Country code is banned (for example, KP)", "Country code is two letters but not a valid code"},
		"string-exceeds-255-characters":            {"Invalid file format at line 3: A string exceeds 255 characters. (Line number 3.)", "A string exceeds 255 characters"},
		"invalid-user-name":                        {"Invalid user name.", "User name not an email address"},
		"user-name-and-email-must-match":           {"Invalid user name. The user name and email address must be the same for this organization", "The user name and email address must be the same", "User name and email address must match"},
		"email-domain-not-owned":                   {"Email domain is not owned. This user is managed by another organization or has a different type.", "Email domain is not owner.", "This user is managed by another organization", "Email address not in proper domain", "Email domain is not owned"},
		"internal-error":                           {"Internal error: java.lang.NullPointerException", "Internal error: <string>"},
		"already-invited":                          {"Already invited as Adobe ID user. An invitation has already been sent.", "Already invited as Adobe ID user", "An invitation has already been sent"},
		"already-associated":                       {"Already associated with organization. The user u@d3 is already associated with your organization.", "The user ada@example.com is already associated with your organization", "User already in organization"},
		"already-associated-with-federated-id":     {"Already associated with organization. This user exists"},
		"encoding-not-supported":                   {"Encoding is type not supported.", "Unsupported Encoding"},
		"invalid-configuration-names":              {"Invalid Configuration Names", "INVALID_CONFIGURATIONS", `"Invalid Configuration Names" error ("INVALID_CONFIGURATIONS")`},
		"import-message-truncated":                 {"The import error message in the bulk import report is currently truncated on the right side.", "truncated on the right side"},
		"user-name-exists":                         {"User name exists."},
		"invitation-or-account-exists":             {"Already has an invitation in progress or account with given email exists.", "Already has an invitation or account with given email."},
		"country-not-open-for-business":            {"Country, if present, is not open for Adobe business.", "not open for Adobe business"},
		"configurations-illegal-or-quota-exceeded": {"Product configurations illegal or quota exceeded.", "illegal or quota exceeded"},
		"options-illegal-value":                    {"Options field has illegal value"},
	} {
		symptom, ok := catalogue.Symptom(id)
		if !ok {
			t.Errorf("there is no %s", id)
			continue
		}
		for i, text := range texts {
			for _, pasted := range []string{text, strings.ToUpper(text), "2026-11-24T10:00:00Z WARN [import-7] row 4711 of upload.csv: " + text + " -- see report 88"} {
				matches := catalogue.Match(pasted)
				if len(matches) == 0 || matches[0] != symptom {
					var got []string
					for _, m := range matches {
						got = append(got, m.ID)
					}
					t.Errorf("%s, text %d: %q is explained by %v", id, i, pasted, got)
				}
			}
		}
	}
}
