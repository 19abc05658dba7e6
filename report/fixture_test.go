package report

import (
	"math/big"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// signedAt is 03/02/2023 08:15:30 in Việt Nam.
func signedAt() time.Time { return time.Date(2023, 2, 3, 1, 15, 30, 0, time.UTC) }

func person() *signature.Signer {
	return &signature.Signer{Certificate: signature.Certificate{
		Subject:           "CN=Nguyễn Thị Lấp Lánh Ánh,OU=Văn phòng,O=Ủy ban nhân dân tỉnh Thử Nghiệm,C=VN",
		CommonName:        "Nguyễn Thị Lấp Lánh Ánh",
		Organization:      "Ủy ban nhân dân tỉnh Thử Nghiệm",
		Issuer:            "CN=CA thử nghiệm,O=Ban Cơ yếu thử nghiệm,C=VN",
		Serial:            big.NewInt(0x0abc123),
		NotBefore:         time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:          time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
		CertificateSHA256: [32]byte{0: 0xAB, 31: 0xCD},
	}}
}

// goodSignature is intact, unchanged and trusted, with a proven time.
func goodSignature() signature.Signature {
	return signature.Signature{
		Field: "Signature1", Kind: signature.KindSignature, SubFilter: "ETSI.CAdES.detached",
		Integrity:          signature.Integrity{Status: signature.Intact},
		Changes:            signature.Changes{Level: signature.LevelNone, Permitted: signature.Yes},
		Trust:              signature.Trust{Status: signature.Trusted},
		Signer:             person(),
		ClaimedTime:        signedAt(),
		ProvenTime:         signedAt().Add(5 * time.Second),
		TimeSource:         signature.TimeSignatureTimestamp,
		DigestAlgorithm:    "SHA-256",
		SignatureAlgorithm: "RSA-PKCS1v1.5",
		CoversWholeFile:    true,
		Revision:           1,
	}
}

func finding(o motcua.Outcome, sig int) signature.Finding {
	f := signature.Finding{Signature: sig, Finding: motcua.Finding{
		Rule: "test/rule-" + string(o), Jurisdiction: motcua.National, Status: motcua.Issued,
		Outcome: o, Duty: motcua.Must, AnchorDate: motcua.DateAt(signedAt()),
		Citation: motcua.Citation{
			Instrument: "Thông tư 99/2099/TT-THU", Provision: "Điều 7 khoản 2",
			Quote: "Câu thứ nhất của điều khoản thử nghiệm <a & b>. Câu thứ hai.", Sure: motcua.Read,
		},
	}}
	if o != motcua.Satisfied && o != motcua.NotApplicable {
		f.Detail = motcua.Text{VI: "Đã thấy điều này; cần điều kia.", EN: "This was found; that is required."}
	}
	return f
}

func localFinding(o motcua.Outcome, status motcua.Status, duty motcua.Duty) signature.Finding {
	f := finding(o, 0)
	f.Rule, f.Jurisdiction, f.Status, f.Duty = "test/local", motcua.HaiDuong, status, duty
	f.Citation.Provision = "Điều 12"
	return f
}

// fixtures are the judged files of the golden tests, by name of the golden
// file. They are made by hand: what Verify finds is none of this package's
// business, and codes unknown to it must be shown as well.
func fixtures() map[string]File {
	return map[string]File{
		"valid":         {Name: "hồ-sơ/quyết-định.pdf", Result: validResult()},
		"invalid":       {Name: "./spoiled.pdf", Result: invalidResult()},
		"indeterminate": {Name: "open.pdf", Result: indeterminateResult()},
		"unsigned":      {Name: "plain.pdf", Result: &signature.Result{Revisions: 1}},
		"error":         {Name: "no.pdf", Err: signature.ErrNotPDF},
		"hostile":       hostileFile(),
	}
}

func validResult() *signature.Result {
	r := &signature.Result{Revisions: 1, Signatures: []signature.Signature{goodSignature()}}
	for _, o := range []motcua.Outcome{motcua.NotInForce, motcua.NotApplicable, motcua.Satisfied, motcua.NotInForce} {
		r.Findings = append(r.Findings, finding(o, 0))
	}
	r.Findings[3].Citation.Provision = "Điều 8"
	return r
}

func invalidResult() *signature.Result {
	broken, changed, stamp := goodSignature(), goodSignature(), goodSignature()
	broken.Integrity = signature.Integrity{Status: signature.Broken, Reason: "test-broken"}
	broken.CoversWholeFile = false
	broken.Notes = []signature.Note{"test-note"}
	changed.Field = "Ký duyệt.Lãnh đạo"
	changed.CoversWholeFile, changed.Revision = false, 2
	changed.Changes = signature.Changes{Level: signature.LevelContent, Permitted: signature.No, Details: []signature.Change{
		{Code: "test-fill", Level: signature.LevelForm, Permitted: signature.Yes, Revision: 3, Object: 12, Field: "Ghi chú"},
		{Code: "test-page", Level: signature.LevelContent, Permitted: signature.No, Revision: 3, Object: 4},
		{Code: "test-trailer", Level: signature.LevelContent, Permitted: signature.Unknown, Revision: 4},
	}}
	for i := range 6 {
		changed.Changes.Details = append(changed.Changes.Details,
			signature.Change{Code: "test-more", Level: signature.LevelContent, Permitted: signature.No, Revision: 4, Object: 20 + i})
	}
	changed.Trust = signature.Trust{Status: signature.Untrusted, Reason: "test-revoked"}
	stamp.Kind, stamp.SubFilter, stamp.Field = signature.KindDocumentTimestamp, "ETSI.RFC3161", ""
	stamp.Signer.Organization = ""
	stamp.CoversWholeFile, stamp.Revision = false, 0
	stamp.ProvenTime, stamp.TimeSource = time.Time{}, signature.TimeNone
	return &signature.Result{
		Revisions: 4, Signatures: []signature.Signature{broken, changed, stamp},
		Findings: []signature.Finding{
			finding(motcua.Satisfied, 0), finding(motcua.Violated, 0), finding(motcua.Indeterminate, 1),
			localFinding(motcua.Violated, motcua.Draft, motcua.Should), finding(motcua.Violated, -1),
		},
	}
}

func indeterminateResult() *signature.Result {
	s := goodSignature()
	s.Kind = signature.KindUsageRights
	s.Integrity = signature.Integrity{Status: signature.Unsupported, Reason: "test-unsupported"}
	s.Changes = signature.Changes{Level: signature.LevelAnnotations}
	s.Trust = signature.Trust{Status: signature.TrustIndeterminate, Reason: "test-offline"}
	s.Signer, s.ClaimedTime, s.ProvenTime, s.TimeSource = nil, time.Time{}, time.Time{}, signature.TimeNone
	s.DigestAlgorithm, s.SignatureAlgorithm = "", ""
	return &signature.Result{
		Revisions: 1, Signatures: []signature.Signature{s},
		Findings: []signature.Finding{finding(motcua.Indeterminate, 0)},
	}
}

// hostileFile tries, in every text that comes from a file, to break out of it.
func hostileFile() File {
	evil := "A\n  ✔ HỢP LỆ\r\x1b[2J\x1b]0;x\x07\u202Egnp\u2066\u200B\u009b31m\u2028B\xff\xfe" +
		"e\u0301\u0301\u0301\u0301\u0301 \U000E0041 \x7f"
	s := goodSignature()
	s.Field, s.SubFilter = evil, evil
	s.DigestAlgorithm, s.SignatureAlgorithm = evil, evil
	s.Signer.Subject, s.Signer.CommonName, s.Signer.Organization, s.Signer.Issuer = evil, evil, evil, evil
	s.Changes.Details = []signature.Change{{Code: "test-x", Permitted: signature.No, Revision: 1, Field: evil}}
	s.Changes.Permitted = signature.No
	f := finding(motcua.Violated, 0)
	f.Detail = motcua.Text{VI: "Tên: " + evil, EN: "Name: " + evil}
	return File{Name: evil + ".pdf", Result: &signature.Result{
		Revisions: 1, Signatures: []signature.Signature{s}, Findings: []signature.Finding{f},
	}}
}
