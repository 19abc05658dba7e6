package signature

import "errors"

var (
	// ErrChecklist reports an answer to a point that no checklist has.
	ErrChecklist = errors.New("no such point in a checklist")
	// ErrNotPDF reports input that cannot be read as a PDF file.
	ErrNotPDF = errors.New("not readable as PDF")
	// ErrLimit reports a file that exceeds a limit of [Limits].
	ErrLimit = errors.New("limit exceeded")
	// ErrRevision reports a revision number that the file does not have.
	ErrRevision = errors.New("no such revision")
	// ErrRevocationData reports data that are neither a revocation list, an OCSP
	// response nor certificates.
	ErrRevocationData = errors.New("not usable as revocation data")
	// ErrDocument reports another document than the one that a record is about.
	ErrDocument = errors.New("not the recorded document")
	// ErrTrustStore reports certificates that cannot serve as a trust store.
	ErrTrustStore = errors.New("not usable as a trust store")
)
