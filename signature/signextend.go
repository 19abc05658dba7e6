package signature

import (
	"context"
	"fmt"
	"io"
)

// Extend raises the level of a signed file and writes it to w, with what is added
// as incremental updates:
//
//   - BaselineT adds a document timestamp, which proves that the signatures existed
//     by then;
//   - BaselineLT adds the data that validate all signatures and timestamps, after a
//     document timestamp where some signature has no timestamp of any kind;
//   - BaselineLTA adds these data and then a document timestamp. For a file that is
//     B-LTA already this is the renewal: the data validate its last document
//     timestamp, and the new one protects both.
//
// The result is verified as in Sign. A signature that is not intact stays as it is
// and gets no data; one at least must be intact.
//
// Errors: as Sign's.
func Extend(ctx context.Context, r io.ReaderAt, size int64, w io.Writer, opts FinishOptions) (*Signed, error) {
	if err := opts.check(); err != nil {
		return nil, err
	}
	if opts.Level < BaselineT {
		return nil, fmt.Errorf("signature: extend document: Level: %w", ErrOptions)
	}
	f, doc, err := newSigningFile(r, size, OpenOptions{Password: opts.Password, Limits: opts.Limits})
	if err != nil {
		return nil, err
	}
	stamped, err := doc.timestamped(ctx)
	if err != nil {
		return nil, err
	}
	var made []slot
	if opts.Level == BaselineT || !stamped {
		s, err := f.documentTimestamp(ctx, opts)
		if err != nil {
			return nil, err
		}
		made = append(made, s)
	}
	more, err := f.longTerm(ctx, opts)
	if err != nil {
		return nil, err
	}
	done := &Signed{Level: opts.Level, Size: f.joined.Len()}
	if done.Result, err = f.verified(ctx, append(made, more...)); err != nil {
		return nil, err
	}
	return done, f.writeTo(ctx, w)
}

// timestamped tells whether every intact signature has a timestamp: its own, or
// one of the document after it.
//
// Errors: a refusal where no signature is intact.
func (d *Document) timestamped(ctx context.Context) (bool, error) {
	result, err := Verify(ctx, d, VerifyOptions{})
	if err != nil {
		return false, err
	}
	found, err := d.discover()
	if err != nil || len(found) != len(result.Signatures) {
		return false, &RefusedError{Why: RefusedDamaged, Err: err}
	}
	intact, all, covered := false, true, 0
	for i, s := range result.Signatures {
		if s.Kind == KindDocumentTimestamp && s.Integrity.Status == Intact {
			covered = max(covered, s.Revision)
		}
		intact = intact || s.Kind != KindUsageRights && found[i].dict != nil && s.Integrity.Status == Intact
	}
	for i, s := range result.Signatures {
		if s.Kind == KindSignature && s.Integrity.Status == Intact && s.Revision > covered && found[i].token() == nil {
			all = false
		}
	}
	if !intact {
		return false, &RefusedError{Why: RefusedUnsigned}
	}
	return all, nil
}
