package signature

import "github.com/motcua/motcua"

// Reason is a stable code that says why a verdict came out as it did, or what
// a later revision did. Text gives the sentence for people.
type Reason string

// The reasons against the integrity of a signature.
const (
	ReasonNoDictionary          Reason = "no-signature-dictionary"
	ReasonAmbiguousDictionary   Reason = "ambiguous-dictionary"
	ReasonNotInForm             Reason = "not-in-form"
	ReasonNoContents            Reason = "no-contents"
	ReasonEmptyContents         Reason = "empty-contents"
	ReasonContentsNotInFile     Reason = "contents-not-in-file"
	ReasonContentsTrailing      Reason = "contents-trailing-bytes"
	ReasonByteRangeMalformed    Reason = "byte-range-malformed"
	ReasonByteRangeOutside      Reason = "byte-range-outside-file"
	ReasonByteRangeStart        Reason = "byte-range-start"
	ReasonByteRangeGap          Reason = "byte-range-gap"
	ReasonCMSMalformed          Reason = "cms-malformed"
	ReasonNoSigner              Reason = "no-signer"
	ReasonSeveralSigners        Reason = "several-signers"
	ReasonDigestMismatch        Reason = "digest-mismatch"
	ReasonSignatureInvalid      Reason = "signature-value-invalid"
	ReasonContentConfusion      Reason = "content-confusion"
	ReasonSigningCertificate    Reason = "signing-certificate-mismatch"
	ReasonEncapsulated          Reason = "encapsulated-content"
	ReasonContentType           Reason = "content-type-mismatch"
	ReasonAlgorithmProtection   Reason = "algorithm-protection-mismatch"
	ReasonAlgorithmPolicy       Reason = "algorithm-combination-forbidden"
	ReasonAttribute             Reason = "signed-attributes-malformed"
	ReasonNoCertificate         Reason = "no-certificate"
	ReasonAmbiguousCertificate  Reason = "ambiguous-certificate"
	ReasonCertificateUnreadable Reason = "certificate-unreadable"
	ReasonAlgorithm             Reason = "algorithm-unsupported"
	ReasonSubFilter             Reason = "sub-filter-unsupported"
	ReasonTypeMismatch          Reason = "type-mismatch"
	ReasonEncrypted             Reason = "encrypted"
	ReasonLimit                 Reason = "limit-exceeded"
)

// The reasons about coverage and trust. Further reasons of changes are the
// codes that Change.Code lists in reports.
const (
	ReasonNothingCovered    Reason = "nothing-covered"
	ReasonCoverage          Reason = "coverage-incomplete"
	ReasonTrailingData      Reason = "trailing-data"
	ReasonTrustNotEvaluated Reason = "trust-not-evaluated"
)

// Text returns the sentence that explains the reason; the code itself where it
// is not known.
func (r Reason) Text() motcua.Text {
	for i := range reasonTexts {
		if reasonTexts[i].code == r {
			return reasonTexts[i].text
		}
	}
	for i := range trustReasonTexts {
		if trustReasonTexts[i].code == r {
			return trustReasonTexts[i].text
		}
	}
	return motcua.Text{VI: string(r), EN: string(r)}
}

// Reasons lists every reason code that a Result may hold.
func Reasons() []Reason {
	codes := make([]Reason, 0, len(reasonTexts)+len(trustReasonTexts))
	for i := range reasonTexts {
		codes = append(codes, reasonTexts[i].code)
	}
	for i := range trustReasonTexts {
		codes = append(codes, trustReasonTexts[i].code)
	}
	return codes
}
