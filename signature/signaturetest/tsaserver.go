package signaturetest

import (
	"crypto"
	"crypto/x509/pkix"
	"encoding/asn1"
	"io"
	"math/big"
	"net/http"
	"sync/atomic"
	"time"
)

// TSAServer is a timestamp authority over HTTP (RFC 3161, 3.4). It stamps
// imprints of SHA-1, as older software asks for, and of the digests that
// BuildTimestamp knows.
//
// Concurrency: safe, as long as nobody writes to its fields.
type TSAServer struct {
	// Authority signs; nil means TSA.
	Authority *Identity
	// Now is the clock; required.
	Now func() time.Time
	// Policy of the tokens, nil for one of no meaning; requests for another are
	// rejected.
	Policy asn1.ObjectIdentifier
	// Status that all well-formed requests get: 0 granted, 1 granted with
	// modifications; from 2 on the request is rejected and there is no token.
	Status int
	// FailInfo is the bit of PKIFailureInfo (RFC 3161, 2.4.2) with a rejection by
	// Status.
	FailInfo int
	Fault    Fault

	issued atomic.Int64 // serial numbers
}

func (s *TSAServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	Misbehave(http.HandlerFunc(s.serve), s.Fault).ServeHTTP(w, r)
}

func (s *TSAServer) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxRequest))
	if r.Method != http.MethodPost || err != nil {
		http.Error(w, "no request", http.StatusBadRequest)
		return
	}
	reply, err := s.answer(body)
	if err != nil {
		http.Error(w, "no answer", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(reply) // the client may have left
}

// timestampRequest is RFC 3161, 2.4.1.
type timestampRequest struct {
	Version int
	Imprint struct {
		Algorithm pkix.AlgorithmIdentifier
		Digest    []byte
	}
	Policy     asn1.ObjectIdentifier `asn1:"optional"`
	Nonce      *big.Int              `asn1:"optional"`
	CertReq    bool                  `asn1:"optional"`
	Extensions asn1.RawValue         `asn1:"optional,tag:0"`
}

// Bits of PKIFailureInfo (RFC 3161, 2.4.2).
const (
	failBadAlg              = 0
	failBadRequest          = 2
	failBadDataFormat       = 5
	failUnacceptedPolicy    = 15
	failUnacceptedExtension = 16
)

const rejection = 2 // PKIStatus

func (s *TSAServer) answer(der []byte) ([]byte, error) {
	var q timestampRequest
	rest, err := asn1.Unmarshal(der, &q)
	if err != nil || len(rest) > 0 || q.Version != 1 {
		return timestampReply(rejection, failBadRequest, nil), nil
	}
	digest := digestByOID(q.Imprint.Algorithm.Algorithm)
	switch {
	case digest == 0:
		return timestampReply(rejection, failBadAlg, nil), nil
	case len(q.Imprint.Digest) != digest.Size():
		return timestampReply(rejection, failBadDataFormat, nil), nil
	case q.Policy != nil && !q.Policy.Equal(s.policy()):
		return timestampReply(rejection, failUnacceptedPolicy, nil), nil
	case len(q.Extensions.FullBytes) > 0:
		return timestampReply(rejection, failUnacceptedExtension, nil), nil
	case s.Status >= rejection:
		return timestampReply(s.Status, s.FailInfo, nil), nil
	}
	token, err := BuildTimestamp(nil, s.options(q, digest))
	if err != nil {
		return nil, err
	}
	return timestampReply(s.Status, 0, token), nil
}

func (s *TSAServer) policy() asn1.ObjectIdentifier {
	if s.Policy == nil {
		return noPolicy()
	}
	return s.Policy
}

func (s *TSAServer) options(q timestampRequest, digest crypto.Hash) TimestampOptions {
	o := TimestampOptions{Authority: s.Authority, Digest: digest, Imprint: q.Imprint.Digest, Time: s.Now(),
		Serial: s.issued.Add(1), Policy: s.policy(), Nonce: q.Nonce, NoCertificates: !q.CertReq}
	if o.Authority == nil {
		o.Authority = TSA()
	}
	switch s.Fault {
	case FaultWrongKey:
		o.Authority = &Identity{Cert: o.Authority.Cert, Key: loadKey("spare")}
	case FaultStale:
		o.Time = o.Time.AddDate(-1, 0, 0)
	case FaultOtherCertificate:
		o.Imprint = algorithm{digest: digest}.sum(q.Imprint.Digest)
	case FaultWrongNonce:
		o.Nonce = big.NewInt(0xa5a5a5)
	}
	return o
}

// digestByOID finds the digest of an identifier, 0 if it is not known.
func digestByOID(oid asn1.ObjectIdentifier) crypto.Hash {
	for _, h := range []crypto.Hash{crypto.SHA1, crypto.SHA224, crypto.SHA256, crypto.SHA384, crypto.SHA512,
		crypto.SHA3_256, crypto.SHA3_384, crypto.SHA3_512} {
		var known pkix.AlgorithmIdentifier
		must(asn1.Unmarshal(must(digestIdentifier(h)), &known))
		if known.Algorithm.Equal(oid) {
			return h
		}
	}
	return 0
}

// timestampReply is TimeStampResp (RFC 3161, 2.4.2). Without a token it carries
// the failure.
func timestampReply(status, failure int, token []byte) []byte {
	if token != nil {
		return tlv(tagSequence, tlv(tagSequence, derValue(status)), token)
	}
	bits := make([]byte, failure/8+1)
	bits[failure/8] = 0x80 >> (failure % 8)
	info := tlv(tagSequence, derValue(status), tlv(tagSequence, tlv(tagUTF8, []byte("rejected"))),
		derValue(asn1.BitString{Bytes: bits, BitLength: failure + 1}))
	return tlv(tagSequence, info)
}
