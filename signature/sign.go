package signature

import (
	"context"
	"crypto"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
)

// Sign signs a PDF file of the given size and writes it, with the signature as an
// incremental update, to w. The input's bytes come first, unchanged.
//
// The key is used once, or once more where the value turns out larger than the
// room left for it; it may be in a token. The chain holds the DER of the
// certificates to embed: the signer's, then its issuers.
//
// The finished file is verified before the first byte is written: the new
// signature is intact, and every earlier one stands as it did.
//
// Errors: [ErrRefused] (a [RefusedError]), [ErrOptions], [ErrKey],
// [ErrTimestamp], [ErrValidationData], [ErrRoom], [ErrNotPDF], [ErrLimit], the
// context's, or those of reader, writer and key. Only an error of the writer
// leaves something written.
//
// Concurrency: calls are independent; the key, and what the options hold, must
// bear as many callers as there are.
//
// Source: Thông tư 41/2017/TT-BTTTT, Điều 6 and 11; EN 319 142-1.
func Sign(ctx context.Context, r io.ReaderAt, size int64, w io.Writer, key crypto.Signer, chain [][]byte, opts SignOptions) (*Signed, error) {
	p, err := newPlan(chain, &opts)
	if err != nil {
		return nil, err
	}
	if !p.holds(key.Public()) {
		return nil, fmt.Errorf("signature: sign document: the certificate is for another key: %w", ErrKey)
	}
	if err := p.checkCertificate(ctx); err != nil {
		return nil, err
	}
	warnings := p.warnings
	for again := true; ; again = false {
		f, done, err := signOnce(ctx, r, size, key, p)
		var tight *roomError
		if again && errors.As(err, &tight) {
			p.room, p.warnings = tight.need+spareRoom, warnings
			continue
		}
		if err != nil {
			return nil, err
		}
		return done, f.writeTo(ctx, w)
	}
}

// spareRoom is added to the exact size of a value for the second try: tokens and
// ECDSA values differ by some bytes each time.
const spareRoom = 256

// signOnce makes the signature with the room that the plan has.
func signOnce(ctx context.Context, r io.ReaderAt, size int64, key crypto.Signer, p *plan) (*signingFile, *Signed, error) {
	f, pending, err := prepare(ctx, r, size, p)
	if err != nil {
		return nil, nil, err
	}
	value, err := key.Sign(rand.Reader, pending.Digest(), p.scheme.Options())
	if err != nil {
		return nil, nil, fmt.Errorf("signature: sign with key: %w", err)
	}
	done, err := f.complete(ctx, pending, value, p.opts.finish())
	return f, done, err
}

// Prepare does everything that comes before the key: it adds the field, hashes
// the document and returns what is to be signed. Complete does the rest, hours
// and another process later, where the key signs elsewhere.
//
// Level only tells Prepare how much room to leave; what is reached is up to
// Complete.
//
// Errors: as Sign's.
func Prepare(ctx context.Context, r io.ReaderAt, size int64, chain [][]byte, opts SignOptions) (*Pending, error) {
	p, err := newPlan(chain, &opts)
	if err != nil {
		return nil, err
	}
	if err := p.checkCertificate(ctx); err != nil {
		return nil, err
	}
	_, pending, err := prepare(ctx, r, size, p)
	return pending, err
}

// Complete puts a signature value into the file that was prepared, and writes the
// finished file to w. The input must be the one that Prepare was given. The value
// is PKCS #1, PSS or ECDSA over Pending.Digest; ECDSA may come as a DER sequence
// or as two numbers of fixed length.
//
// Errors: as Sign's; [ErrPending] where the input is another, and [ErrKey] where
// the value is not over what was prepared. [ErrRoom] asks for another Prepare.
func Complete(ctx context.Context, r io.ReaderAt, size int64, w io.Writer, pending *Pending, value []byte, opts FinishOptions) (*Signed, error) {
	if err := opts.check(); err != nil {
		return nil, err
	}
	f, err := pending.resume(r, size, opts)
	if err != nil {
		return nil, err
	}
	done, err := f.complete(ctx, pending, value, opts)
	if err != nil {
		return nil, pending.explain(ctx, f, err)
	}
	return done, f.writeTo(ctx, w)
}

// prepare adds the signature with an empty value and hashes what it covers.
func prepare(ctx context.Context, r io.ReaderAt, size int64, p *plan) (*signingFile, *Pending, error) {
	f, doc, err := newSigningFile(r, size, OpenOptions{Password: p.opts.Password, Limits: p.opts.Limits})
	if err != nil {
		return nil, nil, err
	}
	place, field, err := f.signAddition(doc, p)
	if err != nil {
		return nil, nil, err
	}
	if err := f.harmless(); err != nil {
		return nil, nil, err
	}
	ranges, input, err := f.sums(ctx, place, p.digest)
	if err != nil {
		return nil, nil, err
	}
	pending, err := newPending(f, p, place, field, ranges, input)
	return f, pending, err
}
