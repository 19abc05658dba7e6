package report

import (
	"bytes"
	"encoding/json"
	"testing"
)

// The contract motcua/verify;version=1 as a reader of it would write it down,
// apart from the types that write it.
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
		Changes                           contractChanges
		Trust                             contractTrust
		Signer                            *contractSigner
		Role                              string
		Timestamps                        []struct {
			Time, IntegrityReason, Authority *string
			Integrity, ImprintAlgorithm      string
			Trust                            contractTrust
		}
		ClaimedTime, ProvenTime             *string
		TimeSource                          string
		DigestAlgorithm, SignatureAlgorithm string
		CoversWholeFile                     bool
		Revision                            int
	}
	contractChanges struct {
		Level     string
		Permitted *bool
		Details   []struct {
			Code, Level      string
			Permitted        *bool
			Revision, Object int
			Field, Text      string
		}
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

// decode reads a line by the contract and refuses what it does not know.
func decode(t *testing.T, line []byte) contractFile {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	var got contractFile
	if err := dec.Decode(&got); err != nil {
		t.Fatal(err)
	}
	return got
}
