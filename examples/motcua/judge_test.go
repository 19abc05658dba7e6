package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/report"
	"github.com/motcua/motcua/signature/signaturetest"

	"github.com/motcua/motcua/internal/testtool"
)

// TestContractFieldByField compares one line with what the maker of the sample
// knows of it.
func TestContractFieldByField(t *testing.T) {
	sample, ok := signaturetest.Lookup("personal")
	if !ok {
		t.Fatal("no such sample")
	}
	name := filepath.Join(t.TempDir(), "personal.pdf")
	if err := os.WriteFile(name, sample.Data(), 0o666); err != nil {
		t.Fatal(err)
	}
	j := &judge{json: true, text: report.TextOptions{Language: motcua.English}}
	o := j.target(t.Context(), target{name: name})
	var got contractFile
	if err := json.Unmarshal(o.report, &got); err != nil {
		t.Fatal(err)
	}
	want := contractFile{
		Schema: "motcua/verify;version=1", File: name, Status: "indeterminate", Revisions: 2,
		Signatures: []contractSignature{wantPersonal()}, LegalValue: "none",
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(contractFile{}, "Findings", "LegalValueReason"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
	outcomes := map[string]string{}
	for _, f := range got.Findings {
		outcomes[f.Rule] = f.Outcome
	}
	for rule, want := range map[string]string{
		"signature/matching-key": "satisfied", "signature/document-integrity": "satisfied",
		"signature/chain-to-root": "indeterminate", "signature/both-signatures": "indeterminate",
		"signature/national-root": "not-in-force", "signature/copy-signed-by-agency": "not-applicable",
	} {
		if outcomes[rule] != want {
			t.Errorf("%s is %q, want %q", rule, outcomes[rule], want)
		}
	}
}

func wantPersonal() contractSignature {
	cert := signaturetest.Person().Cert
	digest := sha256.Sum256(cert.Raw)
	yes, claimed := true, "2025-03-10T09:30:00+07:00"
	reason := "trust-not-evaluated: The certificate was not checked: no root certification authority was chosen to be trusted."
	s := contractSignature{
		Field: "Signature1", Kind: "signature", SubFilter: "adbe.pkcs7.detached", Integrity: "intact",
		ClaimedTime: &claimed, TimeSource: "none",
		DigestAlgorithm: "SHA-256", SignatureAlgorithm: "RSA-PKCS1v1.5",
		CoversWholeFile: true, Revision: 2, Role: "unknown",
	}
	s.Trust.Conditions = map[string]*bool{
		"chain": nil, "validity": nil, "scope": nil, "revocation": nil, "algorithms": nil, "proofOfTime": nil,
	}
	from, to := "2024-01-02T00:00:00+07:00", "2028-12-31T00:00:00+07:00"
	s.Changes.Level, s.Changes.Permitted = "none", &yes
	s.Trust.Status, s.Trust.Reason = "indeterminate", &reason
	s.Signer = &contractSigner{
		Subject:           "CN=Nguyễn Thị Lấp Lánh Ánh, L=Thử Nghiệm, OU=Sở Nội vụ, O=Ủy ban nhân dân tỉnh Thử Nghiệm, C=VN",
		Issuer:            "CN=CA phục vụ các cơ quan Nhà nước (thử nghiệm), O=Ban Cơ yếu thử nghiệm, C=VN",
		Serial:            cert.SerialNumber.Text(16),
		CertificateSHA256: hex.EncodeToString(digest[:]),
		NotBefore:         &from, NotAfter: &to, Manager: "Ban Cơ yếu thử nghiệm",
	}
	return s
}

// TestColorNeedsATerminal asks a pseudo-terminal.
func TestColorNeedsATerminal(t *testing.T) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		testtool.Missing(t, "a pseudo-terminal")
	}
	defer terminal.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	tests := []struct {
		name          string
		out           *os.File
		noColor, term string
		want          bool
	}{
		{"terminal", terminal, "", "xterm", true},
		{"NO_COLOR", terminal, "1", "xterm", false},
		{"dumb terminal", terminal, "", "dumb", false},
		{"file", file, "", "xterm", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("NO_COLOR", tt.noColor)
			t.Setenv("TERM", tt.term)
			if got := useColor(tt.out); got != tt.want {
				t.Errorf("useColor = %t, want %t", got, tt.want)
			}
		})
	}
}
