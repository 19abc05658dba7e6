package signature

import (
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
)

// plan is how a signature is going to be made.
type plan struct {
	opts      *SignOptions
	chain     [][]byte // DER, the signer's first
	cert      *cert.Certificate
	digest    cms.Digest
	hash      crypto.Hash
	scheme    cms.Scheme
	subFilter string
	room      int // for the value, in bytes
	warnings  []SignWarning
}

// maxChain bounds the certificates to embed, maxCertificateBytes one of them.
const (
	maxChain            = 16
	maxCertificateBytes = 64 << 10
)

// newPlan checks what can be checked without the document.
func newPlan(chain [][]byte, opts *SignOptions) (*plan, error) {
	if err := opts.check(); err != nil {
		return nil, err
	}
	if len(chain) == 0 || len(chain) > maxChain {
		return nil, fmt.Errorf("signature: sign document: number of certificates: %w", ErrOptions)
	}
	for _, raw := range chain {
		if len(raw) > maxCertificateBytes {
			return nil, fmt.Errorf("signature: sign document: size of a certificate: %w", ErrOptions)
		}
	}
	c, err := cert.Parse(chain[0])
	if err != nil {
		return nil, fmt.Errorf("signature: sign document: certificate: %w (%w)", ErrKey, err)
	}
	return &plan{opts: opts, chain: chain, cert: c}, nil
}

// check refuses options that are missing or contradict one another.
func (o *SignOptions) check() error {
	var what string
	switch {
	case o.At.IsZero() || o.At.Year() < 1970 || o.At.Year() > 9999:
		what = "At"
	case o.SubFilter != "" && o.SubFilter != SubFilterCAdES && o.SubFilter != SubFilterPKCS7:
		what = "SubFilter"
	case o.Certify < 0 || o.Certify > 3:
		what = "Certify"
	case o.Reserve < 0 || o.Reserve > DefaultContentsBytes:
		what = "Reserve"
	case strings.Contains(o.Name+o.Reason+o.Location+o.Contact+o.Field, "\x00"):
		what = "text"
	case len(o.Name)+len(o.Reason)+len(o.Location)+len(o.Contact)+len(o.Field) > maxTextBytes:
		what = "length of text"
	}
	if what == "" && o.Lock != nil {
		what = o.Lock.check()
	}
	if what != "" {
		return fmt.Errorf("signature: sign document: %s: %w", what, ErrOptions)
	}
	if o.Digest != 0 {
		if _, err := cms.DigestOf(o.Digest); err != nil {
			return fmt.Errorf("signature: sign document: %w (%w)", ErrOptions, err)
		}
	}
	return o.finish().check()
}

// maxTextBytes bounds the texts of a signature dictionary, all together.
const maxTextBytes = 64 << 10

func (l *FieldLock) check() string {
	switch {
	case l.Action != LockAll && l.Action != LockInclude && l.Action != LockExclude:
		return "Lock.Action"
	case l.Action == LockAll && len(l.Fields) > 0, l.Action == LockInclude && len(l.Fields) == 0:
		return "Lock.Fields"
	}
	return ""
}

// choose settles the format, by the options or else the field's wishes.
func (p *plan) choose(s *seeds) error {
	p.subFilter, p.hash = p.opts.SubFilter, p.opts.Digest
	if p.subFilter == "" {
		p.subFilter = s.subFilter()
	}
	if p.subFilter == "" {
		p.subFilter = SubFilterCAdES
	}
	if p.hash == 0 {
		p.hash = s.digest()
	}
	if p.hash == 0 {
		p.hash = crypto.SHA256
	}
	var err error
	if p.digest, err = cms.DigestOf(p.hash); err != nil {
		return fmt.Errorf("signature: sign document: %w (%w)", ErrOptions, err)
	}
	if p.scheme, err = cms.SchemeFor(p.cert, p.digest, p.opts.PSS); err != nil {
		return fmt.Errorf("signature: sign document: %w (%w)", ErrKey, err)
	}
	if p.room == 0 {
		p.room = p.estimate()
	}
	return nil
}

// The room for what cannot be known before signing, in bytes.
const (
	roomBase      = 2 << 10  // CMS without certificates, any key in use
	roomTimestamp = 12 << 10 // token with the authority's certificates
)

// estimate returns the room for the signature value.
func (p *plan) estimate() int {
	if p.opts.Reserve > 0 {
		return p.opts.Reserve
	}
	n := roomBase
	for _, raw := range p.chain {
		n += len(raw)
	}
	if p.opts.Level >= BaselineT {
		n += roomTimestamp
	}
	return n
}

// checkCertificate refuses a certificate that must not sign (Nghị định
// 130/2018/NĐ-CP, Điều 78 khoản 3), and warns where that is not known.
func (p *plan) checkCertificate(ctx context.Context) error {
	if p.opts.At.Before(p.cert.NotBefore) || p.opts.At.After(p.cert.NotAfter) {
		return &RefusedError{Why: RefusedValidity}
	}
	const signing = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	if p.cert.HasKeyUsage && p.cert.KeyUsage&signing == 0 {
		return &RefusedError{Why: RefusedUsage}
	}
	if p.opts.Check == nil {
		return p.unknownStatus(WarnStatusUnchecked, "", nil)
	}
	trust, err := p.opts.Check.CheckCertificate(ctx, p.chain, p.opts.At)
	switch {
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("signature: check certificate: %w", err)
	case err != nil:
		return p.unknownStatus(WarnStatusUnknown, "", err)
	case trust.Status == Untrusted:
		return &RefusedError{Why: RefusedStatus, Reason: trust.Reason}
	case trust.Status != Trusted:
		return p.unknownStatus(WarnStatusUnknown, trust.Reason, nil)
	}
	return nil
}

func (p *plan) unknownStatus(w Warning, reason Reason, err error) error {
	if p.opts.Strict {
		return &RefusedError{Why: RefusedStatusUnknown, Reason: reason, Err: err}
	}
	p.warnings = append(p.warnings, SignWarning{Code: w})
	return nil
}

// holds reports that a key is the one of the certificate.
func (p *plan) holds(key crypto.PublicKey) bool {
	own, ok := p.cert.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	return ok && own.Equal(key)
}
