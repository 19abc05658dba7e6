package signature

import (
	"context"
	"crypto"
	"time"
)

// Baseline is a level of a PAdES signature (EN 319 142-1, 6).
type Baseline int

// The levels. Each holds what the one before it does.
const (
	BaselineB   Baseline = iota // the signature alone
	BaselineT                   // with a proof of its time
	BaselineLT                  // with the data that validate its certificates in future
	BaselineLTA                 // with a document timestamp over all of it
)

// String returns the usual name, as in “B-LTA”.
func (b Baseline) String() string {
	switch b {
	case BaselineB:
		return "B-B"
	case BaselineT:
		return "B-T"
	case BaselineLT:
		return "B-LT"
	case BaselineLTA:
		return "B-LTA"
	}
	return "unknown"
}

// The sub-filters that signatures are made with (ISO 32000-2, Table 260).
const (
	// SubFilterCAdES is the format of PAdES, and the default.
	SubFilterCAdES = subCAdES
	// SubFilterPKCS7 is the older format, for receivers that know no other.
	SubFilterPKCS7 = subDetached
)

// SignOptions tunes Sign and Prepare. Only At is required.
type SignOptions struct {
	// At is the claimed time of signing. It is written in Vietnamese time (UTC+7),
	// and the certificate must be in its period then.
	At time.Time
	// SubFilter is SubFilterCAdES or SubFilterPKCS7. "" takes what the field's seed
	// values ask for, else SubFilterCAdES.
	SubFilter string
	// Digest is SHA-256, SHA-384 or SHA-512. Zero takes what the field's seed
	// values ask for, else SHA-256.
	Digest crypto.Hash
	// PSS selects RSASSA-PSS instead of PKCS #1 v1.5 for an RSA key.
	PSS bool

	// Field names the signature field: an empty one of the document is filled,
	// another name is added. "" adds Signature<n> with the next free number.
	Field string
	// Certify is the DocMDP permission of a certification: 1 no changes, 2 filling
	// in and signing, 3 annotations too. 0 makes an approval signature.
	Certify int
	// Lock locks form fields from now on; nil locks none. An existing field's own
	// lock is applied without being asked for.
	Lock *FieldLock
	// Name, Reason, Location and Contact are the entries of those names; "" leaves
	// one out.
	Name, Reason, Location, Contact string
	// Appearance is what the signature shows; nil keeps it invisible.
	Appearance *Appearance

	// Check judges the certificate before the key is used; nil warns that nobody
	// did. Strict refuses where the certificate's status cannot be told.
	Check  CertificateCheck
	Strict bool

	// Level is what is to be reached. BaselineT and above need Timestamp, BaselineLT
	// and above need Validation.
	Level      Baseline
	Timestamp  Timestamper
	Validation ValidationSource
	// FallBackToB signs at BaselineB, with a warning, where no timestamp is to be
	// had; else that is an error.
	FallBackToB bool

	// Reserve is the room for the signature value in bytes; 0 estimates it from the
	// certificates and the level.
	Reserve int
	// Password opens an encrypted file, as UTF-8. Nil tries the empty user password.
	Password []byte
	Limits   Limits
}

// LockAction says which fields a lock covers (ISO 32000-2, Table 236).
type LockAction string

// The actions of a lock.
const (
	LockAll     LockAction = "All"
	LockInclude LockAction = "Include" // the named fields and what is below them
	LockExclude LockAction = "Exclude" // all others
)

// FieldLock names form fields that must stay as they are.
type FieldLock struct {
	Action LockAction
	Fields []string // full names; none for LockAll
}

// Appearance is what a signature shows, and where.
type Appearance struct {
	// Page counts from 1, and Rect is the place on it in default user space: left,
	// bottom, right, top, in points. For an existing field both are zero: it has a
	// place already.
	Page int
	Rect [4]float64
	Form FormXObject
}

// FormXObject is a drawing (ISO 32000-2, 8.10) as PDF syntax. It is parsed and
// written anew, so that nothing but one drawing gets into the file.
type FormXObject struct {
	BBox [4]float64
	// Matrix maps it; zero is the identity.
	Matrix [6]float64
	// Content is the content stream, uncompressed.
	Content []byte
	// Resources is a dictionary; "" is empty. “n 0 R” in it, and in the dictionaries
	// of Objects, means Objects[n-1].
	Resources string
	Objects   []FormObject
}

// FormObject is an object that a drawing needs, such as an image or a font.
type FormObject struct {
	// Body is the object, or the dictionary of a stream without Length.
	Body string
	// Data is the stored data of a stream; nil for an object without any.
	Data []byte
}

// Timestamper obtains timestamp tokens (RFC 3161). What it returns is checked.
//
// Concurrency: called by one goroutine at a time for each signature.
type Timestamper interface {
	// Timestamp returns the DER of a token over a digest made with hash. The
	// token holds the authority's certificate.
	Timestamp(ctx context.Context, digest []byte, hash crypto.Hash) ([]byte, error)
}

// ValidationData is what validates certificates when their issuers no longer
// answer: DER encodings.
type ValidationData struct {
	Certificates, CRLs, OCSPs [][]byte
}

// ValidationSource gathers the data that validate a certificate.
//
// Concurrency: called by one goroutine at a time for each signature.
type ValidationSource interface {
	// Validation returns the certificates of the path (roots may be left out) and
	// the revocation data for each of them. The others are certificates found
	// beside the first, which may help.
	Validation(ctx context.Context, certificate []byte, others [][]byte) (ValidationData, error)
}

// CertificateCheck judges a certificate for signing at a moment (Nghị định
// 130/2018/NĐ-CP, Điều 78; Thông tư 41/2017/TT-BTTTT, Điều 11 khoản 3).
type CertificateCheck interface {
	// CheckCertificate gets the DER of the certificates, the signer's first. A
	// verdict of Untrusted refuses, one of TrustIndeterminate warns. An error is a
	// verdict that was not reached: it warns as well.
	CheckCertificate(ctx context.Context, chain [][]byte, at time.Time) (Trust, error)
}

// Signed is what signing came to.
type Signed struct {
	Field string   // full name of the new field; "" where none was added
	Level Baseline // what was reached
	Size  int64    // bytes written
	// Result is the verdict on the finished file: its signatures, the new one and
	// all earlier ones. Trust is not judged.
	Result   *Result
	Warnings []SignWarning
}

// SignWarning is one warning, with the seed value it is about where it is about
// one.
type SignWarning struct {
	Code  Warning
	Entry string // key of the seed value dictionary
}
