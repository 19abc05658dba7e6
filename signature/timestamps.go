package signature

import (
	"errors"
	"time"

	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/tst"
)

// maxTimestamps bounds the timestamps that are looked at in one signature.
const maxTimestamps = 8

// Timestamp is a timestamp of a signature value (RFC 3161, appendix A).
type Timestamp struct {
	Time time.Time // as the authority states it
	// Integrity: the token is for this signature, and made with the key of a
	// certificate for timestamps.
	Integrity Integrity
	// Trust is judged like that of a signature: does the authority's certificate
	// lead to a chosen root, and was it good?
	Trust            Trust
	Authority        *Certificate // nil when it is not at hand
	ImprintAlgorithm string       // “SHA-256”; "" when unknown
	Raw              []byte       // the token, DER
}

// stamp carries one timestamp from the token to its verdict.
type stamp struct {
	token *tst.Token
	out   Timestamp
}

// readStamps parses the timestamps of the signature value.
func (j *judgement) readStamps() {
	for _, raw := range j.signer.SignatureTimestamps() {
		if len(j.stamps) == maxTimestamps {
			j.note(NoteTimestampsLeftOut)
			return
		}
		s := &stamp{out: Timestamp{Trust: notJudged(), Raw: raw}}
		j.stamps = append(j.stamps, s)
		token, err := tst.Parse(raw)
		if err != nil {
			s.out.Integrity = timestampFault(err)
			continue
		}
		s.token = token
		s.out.Time = token.Info.Time
		s.out.ImprintAlgorithm = token.Imprint.Name()
		if token.Imprint.Weak() {
			j.note(NoteTimestampImprint)
		}
	}
}

// verifyStamps holds the timestamps against the signature value. Certificates
// that a token leaves out are looked for among extra (DER).
func (j *judgement) verifyStamps(extra [][]byte) {
	for _, s := range j.stamps {
		if s.token == nil {
			continue
		}
		h := s.token.Imprint.New()
		h.Write(j.signer.Signature)
		err := s.token.Verify(h.Sum(nil), extra)
		if c := s.token.Certificate; c != nil {
			described := describeCertificate(c)
			s.out.Authority = &described
		}
		s.out.Integrity = timestampFault(err)
	}
}

// timestampFault turns what is wrong with a token into a verdict: what was
// checked and is wrong is broken, what could not be checked is unsupported.
func timestampFault(err error) Integrity {
	var alg *cms.UnsupportedAlgorithmError
	switch {
	case err == nil:
		return Integrity{Status: Intact}
	case errors.Is(err, tst.ErrImprint):
		return Integrity{Broken, ReasonTimestampImprint}
	case errors.Is(err, tst.ErrPurpose):
		return Integrity{Broken, ReasonTimestampPurpose}
	case errors.Is(err, tst.ErrNoCertificate):
		return Integrity{Unsupported, ReasonNoCertificate}
	case errors.As(err, &alg):
		return Integrity{Unsupported, ReasonAlgorithm}
	case errors.Is(err, tst.ErrNoSigningCertificate):
		return Integrity{Broken, ReasonTimestampCertificate}
	case errors.Is(err, tst.ErrSignature):
		return Integrity{Broken, ReasonTimestampSignature}
	}
	return Integrity{Broken, ReasonTimestampMalformed}
}
