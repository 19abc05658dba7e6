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
	// ErrCertificate reports a certificate that is missing or cannot be read.
	ErrCertificate = errors.New("no readable certificate")
	// ErrTrustStore reports certificates that cannot serve as a trust store.
	ErrTrustStore = errors.New("not usable as a trust store")
)

// Errors of signing. Where one is returned, nothing was written.
var (
	// ErrRefused reports a document or certificate that must not, or cannot, be
	// signed as asked. It comes as a [RefusedError], which says why.
	ErrRefused = errors.New("signing refused")
	// ErrOptions reports options that are missing or contradict one another.
	ErrOptions = errors.New("unusable signing options")
	// ErrKey reports a key that is not the certificate's, of a kind that does not
	// sign here, or that returned a wrong signature value.
	ErrKey = errors.New("key does not fit")
	// ErrTimestamp reports that no authority gave a sound timestamp.
	ErrTimestamp = errors.New("no timestamp obtained")
	// ErrValidationData reports that no data to validate a certificate in future
	// were obtained, or more than a file should hold.
	ErrValidationData = errors.New("no validation data obtained")
	// ErrRoom reports a signature value larger than the room left for it.
	ErrRoom = errors.New("signature value needs more room")
	// ErrPending reports a prepared signature that is damaged, of another version,
	// or was prepared for another file.
	ErrPending = errors.New("prepared signature does not fit")
)

// RefusedError says why a document was not signed. It matches [ErrRefused].
type RefusedError struct {
	Why    Refusal
	Field  string // the field, or the entry of a field's seed values, that is concerned; "" for none
	Reason Reason // further reason, as of a certificate that is not trusted; "" for none
	Err    error  // what is behind it; nil for nothing
}

// Error names the refusal by its code. The sentence for people is
// [Refusal.Text]; the field's name stays out.
func (e *RefusedError) Error() string {
	text := "signature: sign document: refused: " + string(e.Why)
	if e.Reason != "" {
		text += ": " + string(e.Reason)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Is matches ErrRefused.
func (e *RefusedError) Is(target error) bool { return target == ErrRefused }

// Unwrap returns what is behind the refusal.
func (e *RefusedError) Unwrap() error { return e.Err }
