// Package tst verifies time-stamp tokens (RFC 3161) as far as the token itself
// goes: structure, signature, imprint, the certificate's fitness. Whether the
// authority is trusted at a moment is for path validation to say.
//
// CMS libraries for time-stamps leave out what matters here: tokens without
// certificates, certificates for other purposes, other content types, imprints
// of other data. Each of these is an error of its own.
package tst

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
)

// MaxSize bounds a token that stands alone, in bytes. Tokens with their chain
// stay below 16 KiB.
const MaxSize = 256 << 10

var (
	// ErrMalformed reports bytes that are no time-stamp token.
	ErrMalformed = errors.New("malformed token")
	// ErrImprint reports a token for other data.
	ErrImprint = errors.New("token is for other data")
	// ErrSignature reports a token whose own signature is not good.
	ErrSignature = errors.New("signature of the token is not good")
	// ErrNoSigningCertificate reports a token that does not say by a signed
	// attribute which certificate made it (RFC 3161, 2.4.2).
	ErrNoSigningCertificate = errors.New("token does not name its certificate")
	// ErrPurpose reports a certificate that is not for time-stamps alone (RFC
	// 3161, 2.3).
	ErrPurpose = errors.New("certificate is not for time-stamps")
	// ErrNoCertificate reports a token whose certificate is not at hand.
	ErrNoCertificate = errors.New("certificate of the token is not at hand")
)

// Token is a verified token.
type Token struct {
	Info        *cms.TSTInfo
	Data        *cms.SignedData
	Imprint     cms.Digest        // algorithm of the imprint
	Certificate *cert.Certificate // of the authority
	Signature   cms.Result        // how the token is signed
}

// Earliest is the first moment that the stated accuracy allows.
func (t *Token) Earliest() time.Time { return t.Info.Time.Add(-t.Info.Accuracy) }

// Latest is the last moment that the stated accuracy allows: what was stamped
// existed by then.
func (t *Token) Latest() time.Time { return t.Info.Time.Add(t.Info.Accuracy) }

// Parse reads a token without verifying it, so that the caller can learn which
// digest of the data it needs. The returned token lacks Certificate and
// Signature.
//
// Errors: ErrMalformed.
func Parse(raw []byte) (*Token, error) {
	sd, rest, err := cms.Parse(raw, cms.Limits{MaxSize: MaxSize})
	switch {
	case err != nil:
		return nil, fmt.Errorf("tst: parse token: %w (%w)", ErrMalformed, err)
	case len(rest) > 0:
		return nil, fmt.Errorf("tst: parse token: %w: bytes follow it", ErrMalformed)
	}
	return New(sd)
}

// New is Parse for a SignedData that was read already.
//
// Errors: ErrMalformed.
func New(sd *cms.SignedData) (*Token, error) {
	switch {
	case sd.EncapContentType != cms.OIDTSTInfo || !sd.HasContent:
		return nil, fmt.Errorf("tst: parse token: %w: content is no time-stamp info", ErrMalformed)
	case len(sd.Signers) != 1: // RFC 3161, 2.4.2
		return nil, fmt.Errorf("tst: parse token: %w: %d signers", ErrMalformed, len(sd.Signers))
	}
	info, err := cms.ParseTSTInfo(sd.Content)
	if err != nil {
		return nil, fmt.Errorf("tst: parse token: %w (%w)", ErrMalformed, err)
	}
	digest, err := info.Digest()
	if err != nil {
		return nil, fmt.Errorf("tst: parse token: %w", err)
	}
	return &Token{Info: info, Data: sd, Imprint: digest}, nil
}

// Verify checks the token against the digest of the data by t.Imprint, and
// fills in what it learns. Certificates that the token leaves out are looked
// for among extra (DER).
//
// The error joins every failed check: ErrImprint, ErrSignature,
// ErrNoSigningCertificate, ErrPurpose, ErrNoCertificate, and those of package
// cms for algorithms that cannot be verified.
func (t *Token) Verify(digest []byte, extra [][]byte) error {
	var errs []error
	if len(digest) != t.Imprint.Size() || !bytes.Equal(digest, t.Info.Imprint) {
		errs = append(errs, ErrImprint)
	}
	signer := &t.Data.Signers[0]
	c, err := t.Data.FindCertificate(signer, extra)
	if err != nil {
		return verifyError(append(errs, ErrNoCertificate, err)...)
	}
	t.Certificate = c
	t.Signature, err = t.Data.Verify(signer, c, nil, cms.VerifyOptions{ExpectedContentType: cms.OIDTSTInfo, Encapsulated: true})
	if err != nil {
		errs = append(errs, ErrSignature, err)
	}
	if t.Signature.Has(cms.NoteNoSigningCertificate) {
		errs = append(errs, ErrNoSigningCertificate)
	}
	if !IsForTimestamps(c) {
		errs = append(errs, ErrPurpose)
	}
	if len(errs) > 0 {
		return verifyError(errs...)
	}
	return nil
}

func verifyError(errs ...error) error {
	return fmt.Errorf("tst: verify token: %w", errors.Join(errs...))
}

// IsForTimestamps reports whether a certificate may make tokens: the purpose is
// critical and alone, and the key usage, where stated, for signatures (RFC 3161,
// 2.3).
func IsForTimestamps(c *cert.Certificate) bool {
	p := c.Purposes()
	usage := x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	return !p.Malformed && p.Critical && len(p.OIDs) == 1 && p.Has(cert.OIDTimeStamping) &&
		(!c.HasKeyUsage || c.KeyUsage&usage != 0)
}
