package signature

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/motcua/motcua"
)

// Bounds of an evidence record.
const (
	// MaxRecordBytes bounds the encoding of a record.
	MaxRecordBytes = 16 << 20
	// MaxRecordBlobs bounds the blobs that one record names.
	MaxRecordBlobs = 4096
	// MaxBlobBytes bounds one blob. A revocation list of a million entries takes
	// about 40 MB.
	MaxBlobBytes = 256 << 20
)

// Validate checks that the record is complete and that every digest in it names
// a blob of the right kind. [Record.CheckBlobs] looks at the blobs themselves.
//
// Errors: [ErrRecord].
func (r *Record) Validate() error {
	if err := r.validate(); err != nil {
		return fmt.Errorf("signature: validate evidence record: %w", err)
	}
	return nil
}

func (r *Record) validate() error {
	switch {
	case r.Document.SHA256.IsZero(), r.Document.Size < 0:
		return unsound("no document")
	case r.JudgedAt.IsZero(), r.JudgedAt.UTC().Year() > 9999, r.JudgedAt.UTC().Year() < 1:
		return unsound("no moment of judging")
	case r.Software.Name == "", r.Software.Version == "":
		return unsound("no name or version of the software")
	case r.Options.Facts.Direction != Outgoing && r.Options.Facts.Direction != Incoming:
		return unsound("neither outgoing nor incoming")
	case r.Options.Facts.Direction == Outgoing && !r.Receipt.IsZero():
		return unsound("a timestamp at receipt for an outgoing document")
	case !json.Valid(r.Verdict), !utf8.Valid(r.Verdict), bytes.ContainsAny(r.Verdict, "\r\n"):
		return unsound("the verdict is no line of JSON")
	}
	if err := r.validateTexts(); err != nil {
		return err
	}
	kinds, err := r.blobKinds()
	if err != nil {
		return err
	}
	return r.validateReferences(kinds)
}

// validateTexts refuses what the encoding could not give back as it is: text
// that is not UTF-8, and dates that are none.
func (r *Record) validateTexts() error {
	o := &r.Options
	texts := []string{r.Software.Name, r.Software.Version, string(o.Locality), string(o.Facts.Kind)}
	dates := []motcua.Date{o.LocalInForce.From, o.LocalInForce.Until, o.Facts.Issued, o.Facts.Received}
	for _, s := range o.Stores {
		texts = append(texts, s.Name, string(s.Purpose))
	}
	for _, s := range o.Revocation {
		texts = append(texts, string(s))
	}
	for _, p := range r.Practices {
		texts = append(texts, p.Provider)
	}
	for i := range r.Signatures {
		s := &r.Signatures[i]
		texts = append(texts, s.Field)
		for _, v := range s.Revocation {
			texts = append(texts, string(v.Source))
		}
		for _, g := range s.Responsibility {
			texts = append(texts, string(g.Role), g.Holder, g.Agency, g.AgencyID, g.Title, g.Authority, g.Manager)
			dates = append(dates, g.InForce.From, g.InForce.Until)
		}
	}
	for _, t := range texts {
		if !utf8.ValidString(t) {
			return unsound("text that is not UTF-8")
		}
	}
	for _, d := range dates {
		if again, err := motcua.ParseDate(d.String()); !d.IsZero() && (err != nil || again != d) {
			return unsound("a date that is none")
		}
	}
	return nil
}

func unsound(what string) error { return fmt.Errorf("%w: %s", ErrRecord, what) }

// blobKinds checks the list of blobs.
func (r *Record) blobKinds() (blobKinds, error) {
	if len(r.Blobs) > MaxRecordBlobs {
		return nil, unsound("too many blobs")
	}
	kinds := make(blobKinds, len(r.Blobs))
	for i, b := range r.Blobs {
		switch b.Kind {
		case BlobCertificate, BlobCRL, BlobOCSP, BlobTimestamp, BlobPractice:
		default:
			return nil, unsound("a blob of unknown kind")
		}
		switch {
		case b.SHA256.IsZero(), b.Size < 0, b.Size > MaxBlobBytes:
			return nil, unsound("a blob without digest, or too large")
		case i > 0 && compareDigests(r.Blobs[i-1].SHA256, b.SHA256) >= 0:
			return nil, unsound("blobs out of order")
		}
		kinds[b.SHA256] = b.Kind
	}
	return kinds, nil
}

type blobKinds map[Digest]BlobKind

// all checks that every digest names a blob of one of the kinds.
func (k blobKinds) all(digests []Digest, allowed ...BlobKind) error {
	for _, d := range digests {
		if err := k.one(d, allowed...); err != nil {
			return err
		}
	}
	return nil
}

func (k blobKinds) one(d Digest, allowed ...BlobKind) error {
	kind, ok := k[d]
	if !ok {
		return unsound("a digest without its blob")
	}
	for _, a := range allowed {
		if kind == a {
			return nil
		}
	}
	return unsound("a blob of the wrong kind")
}

func (r *Record) validateReferences(kinds blobKinds) error {
	for _, s := range r.Options.Stores {
		if err := kinds.all(s.Roots, BlobCertificate); err != nil {
			return err
		}
		if err := kinds.all(s.Intermediates, BlobCertificate); err != nil {
			return err
		}
	}
	for i := range r.Signatures {
		if err := r.Signatures[i].validate(kinds); err != nil {
			return err
		}
	}
	for _, p := range r.Practices {
		if err := kinds.one(p.Statement, BlobPractice); err != nil {
			return err
		}
	}
	if r.Receipt.IsZero() {
		return nil
	}
	return kinds.one(r.Receipt, BlobTimestamp)
}

func (s *RecordedSignature) validate(kinds blobKinds) error {
	if !s.Signer.IsZero() {
		if err := kinds.one(s.Signer, BlobCertificate); err != nil {
			return err
		}
	}
	if err := kinds.all(s.Certificates, BlobCertificate); err != nil {
		return err
	}
	for _, v := range s.Revocation {
		if err := kinds.one(v.Certificate, BlobCertificate); err != nil {
			return err
		}
		if err := kinds.one(v.Evidence, BlobCRL, BlobOCSP); err != nil {
			return err
		}
	}
	return kinds.all(s.Timestamps, BlobTimestamp)
}
