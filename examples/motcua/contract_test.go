package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"time"

	"golang.org/x/text/unicode/norm"
)

// The contract motcua/verify;version=1, as a reader of it would write it down.
type (
	contractFile struct {
		Schema     string
		File       string
		Status     string
		Error      *string
		Revisions  int
		Signatures []contractSignature
		Findings   []contractFinding

		LegalValue, LegalValueReason string
	}
	contractSignature struct {
		Field, Kind, SubFilter, Integrity string
		IntegrityReason                   *string
		Changes                           struct {
			Level     string
			Permitted *bool
			Details   []contractChange
		}
		Trust      contractTrust
		Role       string
		Timestamps []struct {
			Time, IntegrityReason, Authority *string
			Integrity, ImprintAlgorithm      string
			Trust                            contractTrust
		}
		Signer                              *contractSigner
		ClaimedTime, ProvenTime             *string
		TimeSource                          string
		DigestAlgorithm, SignatureAlgorithm string
		CoversWholeFile                     bool
		Revision                            int
	}
	contractTrust struct {
		Status, Store string
		Reason, At    *string
		Conditions    map[string]*bool
	}
	contractSigner struct {
		Subject, Issuer, Serial, CertificateSHA256 string
		NotBefore, NotAfter                        *string
		Manager                                    string
	}
	contractChange struct {
		Code, Level      string
		Permitted        *bool
		Revision, Object int
		Field, Text      string
	}
	contractFinding struct {
		Rule, Jurisdiction, Outcome, Duty string
		Citation                          struct {
			Instrument, Provision, Quote, Sure string
		}
		Detail     string
		Signature  *int
		AnchorDate *string
		Claimed    bool
	}
)

// problems lists what breaks the contract in a decoded line.
func (f contractFile) problems(line []byte) []string {
	var found []string
	want := func(ok bool, format string, args ...any) {
		if !ok {
			found = append(found, fmt.Sprintf(format, args...))
		}
	}
	want(slices.Equal(keys(line), []string{"schema", "file", "status", "error", "revisions", "signatures", "findings", "legalValue", "legalValueReason"}),
		"members %q", keys(line))
	want(norm.NFC.IsNormal(line), "not NFC")
	want(f.Schema == "motcua/verify;version=1", "schema %q", f.Schema)
	want(oneOf(f.Status, "valid", "invalid", "indeterminate", "unsigned", "error"), "status %q", f.Status)
	want((f.Error != nil) == (f.Status == "error"), "status %q with error %v", f.Status, f.Error)
	want(f.Signatures != nil && f.Findings != nil, "null for an empty array")
	want(f.Status != "unsigned" || len(f.Signatures) == 0, "unsigned with signatures")
	want(oneOf(f.LegalValue, "signature", "seal", "both", "copy", "scan", "none"), "legalValue %q", f.LegalValue)
	for _, s := range f.Signatures {
		found = append(found, s.problems(f.Revisions)...)
	}
	for _, finding := range f.Findings {
		found = append(found, finding.problems(len(f.Signatures))...)
	}
	return found
}

func (s contractSignature) problems(revisions int) []string {
	var found []string
	want := func(ok bool, format string, args ...any) {
		if !ok {
			found = append(found, fmt.Sprintf("%q: ", s.Field)+fmt.Sprintf(format, args...))
		}
	}
	want(oneOf(s.Kind, "signature", "document-timestamp", "usage-rights"), "kind %q", s.Kind)
	want(oneOf(s.Integrity, "intact", "broken", "unsupported"), "integrity %q", s.Integrity)
	want((s.IntegrityReason == nil) == (s.Integrity == "intact"), "integrity %q, reason %v", s.Integrity, s.IntegrityReason)
	want(s.IntegrityReason == nil || isReason(*s.IntegrityReason), "integrityReason %v", s.IntegrityReason)
	want(s.Trust.Reason == nil || isReason(*s.Trust.Reason), "trust.reason %v", s.Trust.Reason)
	want(isLevel(s.Changes.Level), "level %q", s.Changes.Level)
	want(s.Changes.Details != nil, "null for no details")
	want(s.Changes.Level != "none" || s.Changes.Permitted != nil && *s.Changes.Permitted, "level none is not permitted")
	for _, d := range s.Changes.Details {
		want(isLevel(d.Level) && d.Code != "" && d.Text != "" && d.Revision >= 0 && d.Revision <= revisions, "detail %+v", d)
	}
	want(oneOf(s.Trust.Status, "trusted", "untrusted", "indeterminate"), "trust %q", s.Trust.Status)
	want((s.Trust.Reason == nil) == (s.Trust.Status == "trusted"), "trust %q, reason %v", s.Trust.Status, s.Trust.Reason)
	want(len(s.Trust.Conditions) == 6 && isTime(s.Trust.At), "trust %+v", s.Trust)
	want(oneOf(s.Role, "person", "agency", "unknown"), "role %q", s.Role)
	want(s.Timestamps != nil, "null for no timestamps")
	for _, t := range s.Timestamps {
		want(oneOf(t.Integrity, "intact", "broken", "unsupported") && isTime(t.Time), "timestamp %+v", t)
		want(oneOf(t.Trust.Status, "trusted", "untrusted", "indeterminate"), "timestamp trust %q", t.Trust.Status)
	}
	want(oneOf(s.TimeSource, "none", "signature-timestamp", "document-timestamp"), "timeSource %q", s.TimeSource)
	want((s.ProvenTime == nil) == (s.TimeSource == "none"), "provenTime without source, or the reverse")
	want(isTime(s.ClaimedTime) && isTime(s.ProvenTime), "a time is not RFC 3339 in UTC+7")
	want(s.Revision >= 0 && s.Revision <= revisions, "revision %d of %d", s.Revision, revisions)
	if s.Signer != nil {
		hex := regexp.MustCompile(`^[0-9a-f]{64}$`)
		serial := regexp.MustCompile(`^-?[0-9a-f]*$`)
		want(hex.MatchString(s.Signer.CertificateSHA256), "certificateSHA256 %q", s.Signer.CertificateSHA256)
		want(serial.MatchString(s.Signer.Serial), "serial %q", s.Signer.Serial)
		want(s.Signer.NotBefore != nil && s.Signer.NotAfter != nil && isTime(s.Signer.NotBefore) && isTime(s.Signer.NotAfter),
			"validity %v to %v", s.Signer.NotBefore, s.Signer.NotAfter)
	}
	return found
}

func (f contractFinding) problems(signatures int) []string {
	var found []string
	want := func(ok bool, format string, args ...any) {
		if !ok {
			found = append(found, f.Rule+": "+fmt.Sprintf(format, args...))
		}
	}
	want(oneOf(f.Outcome, "satisfied", "violated", "indeterminate", "not-applicable", "not-in-force"), "outcome %q", f.Outcome)
	want(oneOf(f.Duty, "must", "should"), "duty %q", f.Duty)
	want(f.Jurisdiction != "", "no jurisdiction")
	want(f.Citation.Instrument != "" && f.Citation.Provision != "" && f.Citation.Quote != "", "citation %+v", f.Citation)
	want(oneOf(f.Citation.Sure, "read", "quoted", "indirect"), "sure %q", f.Citation.Sure)
	want(f.Detail != "" || oneOf(f.Outcome, "satisfied", "not-applicable"), "no detail for %q", f.Outcome)
	want(f.AnchorDate == nil || regexp.MustCompile(`^\d{4}-\d\d-\d\d$`).MatchString(*f.AnchorDate), "anchorDate %v", f.AnchorDate)
	want(f.Signature == nil || *f.Signature >= 0 && *f.Signature < signatures, "signature %v", f.Signature)
	return found
}

func oneOf(s string, allowed ...string) bool { return slices.Contains(allowed, s) }

func isLevel(s string) bool { return oneOf(s, "none", "ltv", "form", "annotations", "content") }

// isReason tells “code: sentence”.
func isReason(s string) bool { return regexp.MustCompile(`^[a-z0-9-]+: \S`).MatchString(s) }

func isTime(s *string) bool {
	if s == nil {
		return true
	}
	t, err := time.Parse(time.RFC3339, *s)
	if err != nil {
		return false
	}
	_, offset := t.Zone()
	return offset == 7*60*60
}

// keys lists the members of an object in the order in which they stand.
func keys(object []byte) []string {
	dec := json.NewDecoder(bytes.NewReader(object))
	if _, err := dec.Token(); err != nil {
		return nil
	}
	var names []string
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil
		}
		names = append(names, fmt.Sprint(name))
		var skipped json.RawMessage
		if dec.Decode(&skipped) != nil {
			return nil
		}
	}
	return names
}
