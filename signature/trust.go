package signature

import (
	"fmt"
	"math/big"
	"time"
)

// Trust is the third verdict: does the certificate lead to a chosen root, and
// was it in force, fit for signing and not revoked at the proven time?
//
// The conditions are kept apart, as Thông tư 41/2017/TT-BTTTT, Điều 8 khoản 2
// lists them; Status is trusted only when all are met.
type Trust struct {
	Status TrustStatus
	Reason Reason // the one that decided, where Status is not Trusted

	// At is the moment for which the certificate was judged: the proven time, or
	// the claimed one as long as none is proven. Zero when trust was not judged.
	At time.Time

	Chain      Condition // leads to a chosen root, every link sound (Điều 8 khoản 1 điểm b)
	Validity   Condition // every certificate of the path in its period at At (khoản 2 điểm a)
	Scope      Condition // key usage and purpose allow this signature (khoản 2 điểm b)
	Revocation Condition // not revoked and not suspended at At (khoản 2 điểm c)
	Algorithms Condition // strong enough for the proven time
	// ProofOfTime is not met where the conditions hold at the claimed time, but
	// nothing proves that the signature existed before they ceased to.
	ProofOfTime Condition

	// Path leads from the signer's certificate to the root; empty when no path
	// was found.
	Path []Certificate
	// Store names the trust store that holds the root of the path, and Purpose
	// what that store is for.
	Store   string
	Purpose Purpose
	// Evidence lists what was consulted about revocation: for each certificate of
	// the path in order, then for others who signed what was consulted.
	Evidence []RevocationEvidence
}

// notJudged is the verdict where no trust was chosen or no moment given.
func notJudged() Trust {
	return Trust{Status: TrustIndeterminate, Reason: ReasonTrustNotEvaluated}
}

// Condition is one part of a verdict. The zero value is Unknown: not looked at,
// so not met.
type Condition struct {
	Met    Tristate
	Reason Reason // why, where Met is not Yes
	Detail string // what the reason speaks of, as in the OID of an extension; "" for nothing
}

// Certificate describes an X.509 certificate. It may be personal data: it is
// reported to the caller and never written to errors or logs.
type Certificate struct {
	Subject           string // RFC 4514, NFC
	CommonName        string
	Organization      string
	Issuer            string // RFC 4514, NFC
	Serial            *big.Int
	NotBefore         time.Time
	NotAfter          time.Time
	CertificateSHA256 [32]byte
	Raw               []byte // DER
}

// Signer is the certificate that made a signature, and what it and the register
// tell of its holder.
type Signer struct {
	Certificate
	// Title is the title of office that the certificate itself states, by its
	// title attribute or a known title at the head of the common name; "" when it
	// states none (Nghị định 130/2018/NĐ-CP, Điều 6 khoản 2).
	Title string
	// Manager is the unit that manages the certificate: the register's entry, or
	// the issuer's organisation where no register knows it (Thông tư
	// 15/2025/TT-BKHCN, Điều 6).
	Manager string
}

// Purpose tells for which signatures a trust store speaks.
type Purpose string

// The purposes of trust stores.
const (
	PurposeState  Purpose = "state"  // public-duty signatures of state agencies
	PurposePublic Purpose = "public" // signatures of citizens and enterprises
)

// EvidenceKind tells what kind of evidence speaks about revocation.
type EvidenceKind string

// The kinds of revocation evidence.
const (
	EvidenceCRL  EvidenceKind = "crl"
	EvidenceOCSP EvidenceKind = "ocsp"
)

// EvidenceSource tells where evidence was found.
type EvidenceSource string

// The sources of revocation evidence.
const (
	SourceEmbedded EvidenceSource = "embedded" // in the document itself
	SourceFolder   EvidenceSource = "folder"   // in what the caller holds
	SourceOnline   EvidenceSource = "online"   // fetched for this judgement
)

// RevocationEvidence is one list or response that was consulted about one
// certificate of the path.
type RevocationEvidence struct {
	Certificate [32]byte // SHA-256 of the certificate that it is about
	Kind        EvidenceKind
	Source      EvidenceSource
	ThisUpdate  time.Time
	NextUpdate  time.Time // zero when none is stated
	RevokedAt   time.Time // zero unless it says that the certificate is revoked
	SHA256      [32]byte  // of the DER of the list or response
	Decisive    bool      // it decided the verdict on that certificate

	holding *holding
}

// DER returns the list or response itself. A large list is read from where the
// caller holds it.
//
// Errors: those of reading; [ErrRevocationData] where it was not kept.
func (e *RevocationEvidence) DER() ([]byte, error) {
	if e.holding == nil {
		return nil, fmt.Errorf("signature: read revocation evidence: %w", ErrRevocationData)
	}
	der, err := e.holding.read()
	if err != nil {
		return nil, fmt.Errorf("signature: read revocation evidence: %w", err)
	}
	return der, nil
}
