package signature

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
)

// JudgeAgain judges the document of a record anew, at the recorded moment, with
// nothing but the document and the evidence of the record: no network, no clock.
// The same version of the software comes to the same verdict.
//
// Errors: those of Verify, of the source of the blobs; [ErrRecord] for evidence
// that cannot be read; [ErrDocument] for another document than the recorded one.
func JudgeAgain(ctx context.Context, r *Record, blobs BlobSource, doc *Document) (*Result, error) {
	if err := r.isOf(doc); err != nil {
		return nil, err
	}
	opts, err := r.verifyOptions(ctx, blobs)
	if err != nil {
		return nil, fmt.Errorf("signature: judge again: %w", err)
	}
	return Verify(ctx, doc, opts)
}

// isOf compares the document with the one that the record is about.
func (r *Record) isOf(doc *Document) error {
	size := doc.file.Size()
	digest := sha256.New()
	if _, err := io.Copy(digest, io.NewSectionReader(doc.file.Source(), 0, size)); err != nil {
		return fmt.Errorf("signature: judge again: %w", err)
	}
	if size != r.Document.Size || Digest(digest.Sum(nil)) != r.Document.SHA256 {
		return fmt.Errorf("signature: judge again: %w", ErrDocument)
	}
	return nil
}

// verifyOptions are those of the recorded judgement, with the evidence in place
// of what was consulted then.
func (r *Record) verifyOptions(ctx context.Context, blobs BlobSource) (VerifyOptions, error) {
	b := blobReader{ctx: ctx, blobs: blobs}
	var stores []TrustStore
	for _, s := range r.Options.Stores {
		stores = append(stores, TrustStore{
			Name: s.Name, Purpose: s.Purpose, Roots: b.all(s.Roots), Intermediates: b.all(s.Intermediates),
		})
	}
	data := &RevocationData{}
	var o PKIOptions
	for i := range r.Signatures {
		s := &r.Signatures[i]
		o.Intermediates = append(o.Intermediates, b.all(s.Certificates)...)
		for _, e := range s.Revocation {
			if e.Source != SourceEmbedded { // the document brings that itself
				b.add(data, e.Evidence)
			}
		}
	}
	if b.err != nil {
		return VerifyOptions{}, b.err
	}
	o.Revocation = data
	pki, err := NewPKI(stores, o)
	return VerifyOptions{
		At: r.JudgedAt, PKI: pki, Register: r.Register(), Facts: r.Options.Facts,
		Locality: r.Options.Locality, LocalInForce: r.Options.LocalInForce, Deep: r.Options.Deep,
	}, err
}

// blobReader reads blobs until one cannot be had.
type blobReader struct {
	ctx   context.Context
	blobs BlobSource
	seen  map[Digest]bool
	err   error
}

func (b *blobReader) one(d Digest) []byte {
	if b.err != nil {
		return nil
	}
	f, err := b.blobs.OpenBlob(b.ctx, d)
	if err != nil {
		b.err = err
		return nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxListInMemory+1))
	switch {
	case err != nil:
		b.err = err
	case len(data) > maxListInMemory || DigestOf(data) != d:
		b.err = fmt.Errorf("%w: evidence is not what its digest says", ErrRecord)
	}
	return data
}

func (b *blobReader) all(digests []Digest) [][]byte {
	var list [][]byte
	for _, d := range digests {
		list = append(list, b.one(d))
	}
	return list
}

// add files a list or response, once.
func (b *blobReader) add(data *RevocationData, d Digest) {
	if b.seen[d] {
		return
	}
	if b.seen == nil {
		b.seen = map[Digest]bool{}
	}
	b.seen[d] = true
	der := b.one(d)
	if b.err == nil && data.addDER(der) != nil {
		b.err = fmt.Errorf("%w: evidence that cannot be read", ErrRecord)
	}
}
