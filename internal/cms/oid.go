package cms

// Content types and attributes that callers name.
const (
	OIDData       = "1.2.840.113549.1.7.1"
	OIDSignedData = "1.2.840.113549.1.7.2"
	OIDTSTInfo    = "1.2.840.113549.1.9.16.1.4"

	OIDContentType         = "1.2.840.113549.1.9.3"
	OIDMessageDigest       = "1.2.840.113549.1.9.4"
	OIDSigningTime         = "1.2.840.113549.1.9.5"
	OIDAlgorithmProtection = "1.2.840.113549.1.9.52"
	OIDSigningCertificate  = "1.2.840.113549.1.9.16.2.12"
	OIDSigningCertV2       = "1.2.840.113549.1.9.16.2.47"
	OIDSignatureTimestamp  = "1.2.840.113549.1.9.16.2.14"
	OIDAdobeRevocation     = "1.2.840.113583.1.1.8"
)
