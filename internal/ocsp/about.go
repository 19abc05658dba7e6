package ocsp

import (
	"bytes"
	"crypto/sha256"
	"fmt"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/revocation"
)

// Options tells About what the response alone does not. The zero value is right
// for a response that was found, not asked for.
type Options struct {
	// Nonce that was sent with the request; nil if none was.
	Nonce []byte
	// Certificates that may be the responder's, beside those in the response.
	Certificates []*cert.Certificate
}

// Evidence is what an authentic response says of one certificate.
type Evidence struct {
	// Answers holds at least one answer, in the order of the response. More than
	// one is unusual, and they may contradict each other.
	Answers []revocation.Answer
	// Delegate is the certificate by which the issuer delegated the responder;
	// nil where the issuer itself signed. It was in force at Response.ProducedAt,
	// is signed by the issuer and fit for the purpose.
	Delegate *cert.Certificate
	// NoCheck says that the issuer exempts Delegate from revocation for its
	// lifetime (RFC 6960, 4.2.2.2.1). Where it is false and there is a Delegate,
	// the caller must find out its status like that of any other certificate of
	// the same issuer, or leave the answers aside.
	NoCheck bool
	// NonceMissing says that a nonce was sent and none came back. Many responders
	// sign in advance and echo none; then only the dates show how old the answer is.
	NonceMissing bool
}

// About returns what the response says of the subject, whose issuer's key the
// caller has found to have signed it. Both are needed. It costs two public-key
// operations with a delegated responder, otherwise one.
//
// Whether the answers are fresh, and the algorithms fit for their time, is the
// caller's to judge.
//
// Errors: ErrOtherCertificate, ErrCriticalExtension, ErrNonce, ErrNoResponder,
// ErrUnauthorised, ErrSignatureInvalid; beside the last two, as cause, what
// cms.VerifySignature returns.
func (r *Response) About(subject, issuer *cert.Certificate, o Options) (*Evidence, error) {
	if r.critical != "" {
		return nil, fmt.Errorf("%w: %s", ErrCriticalExtension, r.critical)
	}
	matching, err := r.matching(subject, issuer)
	if err != nil {
		return nil, err
	}
	e := &Evidence{}
	if o.Nonce != nil {
		e.NonceMissing = r.nonce == nil
		if r.nonce != nil && !bytes.Equal(r.nonce, o.Nonce) {
			return nil, ErrNonce
		}
	}
	signer, err := r.authenticate(issuer, o.Certificates)
	if err != nil {
		return nil, err
	}
	weak := weakness(r.algorithm)
	if signer != issuer {
		e.Delegate, e.NoCheck = signer, hasNoCheck(signer)
		if weak == "" {
			weak = weakness(signer.SignatureAlgorithm)
		}
	}
	digest := sha256.Sum256(r.Raw)
	for _, s := range matching {
		a := s.answer()
		a.ProducedAt, a.Signer, a.Digest, a.Weak = r.ProducedAt, signer, digest, weak
		e.Answers = append(e.Answers, a)
	}
	return e, nil
}

// matching returns the usable answers about the subject.
func (r *Response) matching(subject, issuer *cert.Certificate) ([]*single, error) {
	var out []*single
	err := ErrOtherCertificate
	for i := range r.singles {
		s := &r.singles[i]
		switch {
		case !s.id.names(subject, issuer):
		case s.critical != "":
			err = fmt.Errorf("%w: %s", ErrCriticalExtension, s.critical)
		default:
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil, err
	}
	return out, nil
}
