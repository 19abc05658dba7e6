package signature

import (
	"context"
	"crypto"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/tsp"
)

// FinishOptions tunes Complete and Extend. The zero value finishes a signature at
// BaselineB.
type FinishOptions struct {
	// Level, Timestamp, Validation and FallBackToB are as in SignOptions.
	Level       Baseline
	Timestamp   Timestamper
	Validation  ValidationSource
	FallBackToB bool
	// Digest of timestamps: SHA-256, SHA-384 or SHA-512; zero is SHA-256.
	Digest crypto.Hash
	// Password opens an encrypted file, as UTF-8. Nil tries the empty user password.
	Password []byte
	Limits   Limits
}

func (o *SignOptions) finish() FinishOptions {
	return FinishOptions{
		Level: o.Level, Timestamp: o.Timestamp, Validation: o.Validation, FallBackToB: o.FallBackToB,
		Digest: o.Digest, Password: o.Password, Limits: o.Limits,
	}
}

// check refuses levels that cannot be reached.
func (o FinishOptions) check() error {
	var what string
	switch {
	case o.Level < BaselineB || o.Level > BaselineLTA:
		what = "Level"
	case o.Level >= BaselineLT && o.Validation == nil:
		what = "Validation"
	}
	if what != "" {
		return fmt.Errorf("signature: sign document: %s: %w", what, ErrOptions)
	}
	if _, err := cms.DigestOf(o.digest()); err != nil {
		return fmt.Errorf("signature: sign document: %w (%w)", ErrOptions, err)
	}
	return nil
}

func (o FinishOptions) digest() crypto.Hash {
	if o.Digest == 0 {
		return crypto.SHA256
	}
	return o.Digest
}

// roomError tells how much room a value needs. It matches ErrRoom.
type roomError struct {
	need int
}

func (e *roomError) Error() string {
	return fmt.Sprintf("signature: sign document: %v: %d bytes", ErrRoom, e.need)
}

func (e *roomError) Is(target error) bool { return target == ErrRoom }

// put writes a value into its slot of the appended bytes.
func (f *signingFile) put(s slot, value []byte) error {
	if len(value) > s.room {
		return &roomError{need: len(value)}
	}
	hex.Encode(f.joined.Tail[s.at-f.joined.Size+1:], value)
	return nil
}

// complete makes the CMS of a prepared signature, puts it into the file, adds
// what the level asks for, and verifies the result.
func (f *signingFile) complete(ctx context.Context, p *Pending, value []byte, opts FinishOptions) (*Signed, error) {
	parts, err := p.parts(value)
	if err != nil {
		return nil, err
	}
	done := &Signed{Field: p.state.Field, Warnings: p.state.Warnings}
	if opts.Level >= BaselineT {
		parts.TimestampToken, err = requestStamp(ctx, opts, parts.Signature)
		if err != nil && (!opts.FallBackToB || ctx.Err() != nil) {
			return nil, err
		}
		if err != nil {
			opts.Level = BaselineB
			done.Warnings = append(done.Warnings[:len(done.Warnings):len(done.Warnings)], SignWarning{Code: WarnNoTimestamp})
		}
	}
	der, err := parts.Encode()
	if err != nil {
		return nil, fmt.Errorf("signature: sign document: %w", err)
	}
	place := p.state.slot()
	if err := f.put(place, der); err != nil {
		return nil, err
	}
	made, err := f.longTerm(ctx, opts)
	if err != nil {
		return nil, err
	}
	done.Level, done.Size = opts.Level, f.joined.Len()
	done.Result, err = f.verified(ctx, append(made, place))
	return done, err
}

// stamp obtains a token over some bytes and checks that it is one.
func requestStamp(ctx context.Context, opts FinishOptions, message []byte) ([]byte, error) {
	d, err := cms.DigestOf(opts.digest())
	if err != nil {
		return nil, fmt.Errorf("signature: timestamp: %w (%w)", ErrOptions, err)
	}
	h := d.New()
	h.Write(message)
	return stampDigest(ctx, opts, d, h.Sum(nil))
}

func stampDigest(ctx context.Context, opts FinishOptions, d cms.Digest, imprint []byte) ([]byte, error) {
	if opts.Timestamp == nil {
		return nil, fmt.Errorf("signature: timestamp: no authority: %w", ErrTimestamp)
	}
	token, err := opts.Timestamp.Timestamp(ctx, imprint, d.Hash())
	if err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("signature: timestamp: %w", errors.Join(ctx.Err(), ErrTimestamp))
		}
		return nil, fmt.Errorf("signature: timestamp: %w (%w)", ErrTimestamp, err)
	}
	t, err := tsp.Check(token, &tsp.Request{Digest: d, Imprint: imprint})
	if err != nil {
		return nil, fmt.Errorf("signature: timestamp: %w (%w)", ErrTimestamp, err)
	}
	return t.DER, nil
}
