package report

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// schemaVerify names the contract that [JSON] keeps.
const schemaVerify = "motcua/verify;version=1"

// The types below fix the names and the order of the contract's members.
type (
	jsonFile struct {
		Schema     string           `json:"schema"`
		File       string           `json:"file"`
		Status     signature.Status `json:"status"`
		Error      *string          `json:"error"`
		Revisions  int              `json:"revisions"`
		Signatures []jsonSignature  `json:"signatures"`
		Findings   []jsonFinding    `json:"findings"`

		LegalValue       signature.LegalValue `json:"legalValue"`
		LegalValueReason string               `json:"legalValueReason"`
	}
	jsonSignature struct {
		Field              string                    `json:"field"`
		Kind               signature.Kind            `json:"kind"`
		SubFilter          string                    `json:"subFilter"`
		Integrity          signature.IntegrityStatus `json:"integrity"`
		IntegrityReason    *string                   `json:"integrityReason"`
		Changes            jsonChanges               `json:"changes"`
		Trust              jsonTrust                 `json:"trust"`
		Signer             *jsonSigner               `json:"signer"`
		Role               signature.Role            `json:"role"`
		ClaimedTime        *string                   `json:"claimedTime"`
		ProvenTime         *string                   `json:"provenTime"`
		TimeSource         signature.TimeSource      `json:"timeSource"`
		Timestamps         []jsonTimestamp           `json:"timestamps"`
		DigestAlgorithm    string                    `json:"digestAlgorithm"`
		SignatureAlgorithm string                    `json:"signatureAlgorithm"`
		CoversWholeFile    bool                      `json:"coversWholeFile"`
		Revision           int                       `json:"revision"`
	}
	jsonChanges struct {
		Level     signature.ChangeLevel `json:"level"`
		Permitted signature.Tristate    `json:"permitted"`
		Details   []jsonChange          `json:"details"`
	}
	jsonChange struct {
		Code      signature.Reason      `json:"code"`
		Level     signature.ChangeLevel `json:"level"`
		Permitted signature.Tristate    `json:"permitted"`
		Revision  int                   `json:"revision"`
		Object    int                   `json:"object"`
		Field     string                `json:"field"`
		Text      string                `json:"text"`
	}
	jsonTrust struct {
		Status     signature.TrustStatus `json:"status"`
		Reason     *string               `json:"reason"`
		At         *string               `json:"at"`
		Store      string                `json:"store"`
		Conditions jsonConditions        `json:"conditions"`
	}
	jsonConditions struct {
		Chain       signature.Tristate `json:"chain"`
		Validity    signature.Tristate `json:"validity"`
		Scope       signature.Tristate `json:"scope"`
		Revocation  signature.Tristate `json:"revocation"`
		Algorithms  signature.Tristate `json:"algorithms"`
		ProofOfTime signature.Tristate `json:"proofOfTime"`
	}
	jsonTimestamp struct {
		Time             *string                   `json:"time"`
		Integrity        signature.IntegrityStatus `json:"integrity"`
		IntegrityReason  *string                   `json:"integrityReason"`
		Trust            jsonTrust                 `json:"trust"`
		Authority        *string                   `json:"authority"`
		ImprintAlgorithm string                    `json:"imprintAlgorithm"`
	}
	jsonSigner struct {
		Subject           string  `json:"subject"`
		Issuer            string  `json:"issuer"`
		Serial            string  `json:"serial"`
		CertificateSHA256 string  `json:"certificateSHA256"`
		NotBefore         *string `json:"notBefore"`
		NotAfter          *string `json:"notAfter"`
		Manager           string  `json:"manager"`
	}
	jsonFinding struct {
		Rule         string              `json:"rule"`
		Jurisdiction motcua.Jurisdiction `json:"jurisdiction"`
		Outcome      motcua.Outcome      `json:"outcome"`
		Duty         motcua.Duty         `json:"duty"`
		Citation     jsonCitation        `json:"citation"`
		Detail       string              `json:"detail"`
		Signature    *int                `json:"signature"`
		AnchorDate   *string             `json:"anchorDate"`
		Claimed      bool                `json:"claimed"`
	}
	jsonCitation struct {
		Instrument string          `json:"instrument"`
		Provision  string          `json:"provision"`
		Quote      string          `json:"quote"`
		Sure       motcua.Sureness `json:"sure"`
	}
)

// JSON writes f as one line of the contract motcua/verify;version=1, with the
// sentences in the language l.
//
// Times are RFC 3339 in UTC+7 without fractions, serial numbers and digests
// lower-case hexadecimal, all texts NFC save the file's name, which is kept as
// given so that it still finds the file (bytes that are no UTF-8 become
// U+FFFD). Control and format characters are written as \u escapes: the values
// are unchanged, and printing a line to a terminal is harmless.
//
// Errors: those of w.
func JSON(w io.Writer, f File, l motcua.Language) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(newJSONFile(f, l)); err != nil {
		return fmt.Errorf("report: encode JSON: %w", err)
	}
	if _, err := w.Write(escapeUnprintable(b.Bytes())); err != nil {
		return fmt.Errorf("report: write JSON: %w", err)
	}
	return nil
}

func newJSONFile(f File, l motcua.Language) jsonFile {
	out := jsonFile{
		Schema:     schemaVerify,
		File:       f.Name,
		Status:     f.Status(),
		Signatures: []jsonSignature{},
		Findings:   []jsonFinding{},
		LegalValue: signature.ValueNone,
	}
	if out.Status == signature.StatusError {
		sentence := nfc(errorText(f.Err).In(l))
		out.Error = &sentence
		return out
	}
	out.Revisions = f.Result.Revisions
	if f.Result.LegalValue != "" {
		out.LegalValue = f.Result.LegalValue
	}
	out.LegalValueReason = nfc(f.Result.LegalValueReason.In(l))
	for i := range f.Result.Signatures {
		out.Signatures = append(out.Signatures, newJSONSignature(&f.Result.Signatures[i], l))
	}
	for _, finding := range f.Result.Findings {
		out.Findings = append(out.Findings, newJSONFinding(finding, l))
	}
	return out
}

func newJSONSignature(s *signature.Signature, l motcua.Language) jsonSignature {
	return jsonSignature{
		Field:              nfc(s.Field),
		Kind:               s.Kind,
		SubFilter:          nfc(s.SubFilter),
		Integrity:          s.Integrity.Status,
		IntegrityReason:    jsonReason(s.Integrity.Reason, l),
		Changes:            newJSONChanges(s.Changes, l),
		Trust:              newJSONTrust(&s.Trust, l),
		Signer:             newJSONSigner(s.Signer),
		Role:               cmp.Or(s.Role, signature.RoleUnknown),
		ClaimedTime:        jsonTime(s.ClaimedTime),
		ProvenTime:         jsonTime(s.ProvenTime),
		TimeSource:         s.TimeSource,
		Timestamps:         newJSONTimestamps(s.Timestamps, l),
		DigestAlgorithm:    nfc(s.DigestAlgorithm),
		SignatureAlgorithm: nfc(s.SignatureAlgorithm),
		CoversWholeFile:    s.CoversWholeFile,
		Revision:           s.Revision,
	}
}

func newJSONTrust(t *signature.Trust, l motcua.Language) jsonTrust {
	return jsonTrust{
		Status: t.Status, Reason: jsonReason(t.Reason, l), At: jsonTime(t.At), Store: nfc(t.Store),
		Conditions: jsonConditions{
			Chain: t.Chain.Met, Validity: t.Validity.Met, Scope: t.Scope.Met,
			Revocation: t.Revocation.Met, Algorithms: t.Algorithms.Met, ProofOfTime: t.ProofOfTime.Met,
		},
	}
}

func newJSONTimestamps(stamps []signature.Timestamp, l motcua.Language) []jsonTimestamp {
	out := []jsonTimestamp{}
	for i := range stamps {
		t := &stamps[i]
		j := jsonTimestamp{
			Time: jsonTime(t.Time), Integrity: t.Integrity.Status, IntegrityReason: jsonReason(t.Integrity.Reason, l),
			Trust: newJSONTrust(&t.Trust, l), ImprintAlgorithm: nfc(t.ImprintAlgorithm),
		}
		if t.Authority != nil {
			subject := nfc(t.Authority.Subject)
			j.Authority = &subject
		}
		out = append(out, j)
	}
	return out
}

func newJSONChanges(c signature.Changes, l motcua.Language) jsonChanges {
	out := jsonChanges{Level: c.Level, Permitted: c.Permitted, Details: []jsonChange{}}
	for _, d := range c.Details {
		out.Details = append(out.Details, jsonChange{
			Code: d.Code, Level: d.Level, Permitted: d.Permitted,
			Revision: d.Revision, Object: d.Object, Field: nfc(d.Field),
			Text: nfc(d.Code.Text().In(l)),
		})
	}
	return out
}

func newJSONSigner(s *signature.Signer) *jsonSigner {
	if s == nil {
		return nil
	}
	out := &jsonSigner{
		Subject: nfc(s.Subject), Issuer: nfc(s.Issuer),
		CertificateSHA256: hex.EncodeToString(s.CertificateSHA256[:]),
		NotBefore:         jsonTime(s.NotBefore), NotAfter: jsonTime(s.NotAfter), Manager: nfc(s.Manager),
	}
	if s.Serial != nil {
		out.Serial = s.Serial.Text(16)
	}
	return out
}

func newJSONFinding(f signature.Finding, l motcua.Language) jsonFinding {
	out := jsonFinding{
		Rule: f.Rule, Jurisdiction: f.Jurisdiction, Outcome: f.Outcome, Duty: f.Duty,
		Citation: jsonCitation{
			Instrument: nfc(f.Citation.Instrument), Provision: nfc(f.Citation.Provision),
			Quote: nfc(f.Citation.Quote), Sure: f.Citation.Sure,
		},
		Detail: nfc(f.Detail.In(l)), Claimed: f.Claimed,
	}
	if !f.AnchorDate.IsZero() {
		date := f.AnchorDate.String()
		out.AnchorDate = &date
	}
	if f.Signature >= 0 {
		out.Signature = &f.Signature
	}
	return out
}

// jsonReason returns “code: sentence”, or nil where there is no reason.
func jsonReason(r signature.Reason, l motcua.Language) *string {
	if r == "" {
		return nil
	}
	s := nfc(string(r) + ": " + r.Text().In(l))
	return &s
}

// jsonTime returns t as RFC 3339 in UTC+7, or nil where t is unknown or its
// year has no four-digit form (RFC 3339, section 5.6).
func jsonTime(t time.Time) *string {
	v := motcua.VietnamTime(t)
	if t.IsZero() || v.Year() < 0 || v.Year() > 9999 {
		return nil
	}
	s := v.Format(time.RFC3339)
	return &s
}
