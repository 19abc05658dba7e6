package signature

import "errors"

var (
	// ErrRecord reports an evidence record that is incomplete, contradicts itself
	// or is not encoded as it must be.
	ErrRecord = errors.New("not a sound evidence record")
	// ErrBlob reports evidence whose content does not match its digest or size.
	ErrBlob = errors.New("evidence does not match its digest")
	// ErrNoBlob reports evidence that a store or source does not hold.
	ErrNoBlob = errors.New("no such evidence")
	// ErrNoRecord reports a document of which a store holds no record.
	ErrNoRecord = errors.New("no evidence record of the document")
	// ErrEvidenceFolder reports a folder that is no evidence store.
	ErrEvidenceFolder = errors.New("not an evidence folder")
	// ErrArchive reports an archive of evidence that is incomplete or holds
	// anything else.
	ErrArchive = errors.New("not a sound archive of evidence")
	// ErrLockUnsupported reports a system on which processes cannot exclude one
	// another from a folder.
	ErrLockUnsupported = errors.New("file locks are not supported on this system")
)
