package signaturetest

import (
	"bytes"
	"crypto"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"errors"
	"io"
	"math/big"
	"net/http"
	"strings"
	"time"
)

// OCSPServer answers OCSP requests over HTTP, by POST and GET (RFC 6960,
// appendix A). It must be mounted at the root of its address for GET.
//
// Concurrency: safe, as long as nobody writes to its fields.
type OCSPServer struct {
	// Issuer of the certificates; nil means SubCA. Requests about others are
	// refused as unauthorised.
	Issuer *Identity
	// Responder signs; nil means OCSPResponder. Put the issuer to have it answer
	// itself.
	Responder *Identity
	// Now is the responder's clock; required.
	Now func() time.Time
	// Revoked and Unknown decide on serial numbers; all others are good.
	Revoked []Revocation
	Unknown []*big.Int
	// Validity is from thisUpdate to nextUpdate; zero means one day.
	Validity time.Duration
	// Digest of the signature; zero means SHA-256.
	Digest crypto.Hash
	ByName bool
	// NoNonce leaves nonces unanswered, as responders that sign in advance do.
	NoNonce bool
	// Refuse is a status other than successful that all requests get.
	Refuse int
	Fault  Fault
}

func (s *OCSPServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	Misbehave(http.HandlerFunc(s.serve), s.Fault).ServeHTTP(w, r)
}

const maxRequest = 64 << 10

func (s *OCSPServer) serve(w http.ResponseWriter, r *http.Request) {
	body, err := requestBody(r)
	if err != nil {
		http.Error(w, "no request", http.StatusBadRequest)
		return
	}
	der, err := s.answer(body)
	if err != nil {
		http.Error(w, "no answer", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/ocsp-response")
	_, _ = w.Write(der) // the client may have left
}

// requestBody returns the request of either method.
func requestBody(r *http.Request) ([]byte, error) {
	switch r.Method {
	case http.MethodPost:
		return io.ReadAll(io.LimitReader(r.Body, maxRequest))
	case http.MethodGet:
		return base64.StdEncoding.DecodeString(strings.TrimPrefix(r.URL.Path, "/"))
	}
	return nil, errors.New("signaturetest: answer OCSP: method " + r.Method)
}

// ocspRequest is RFC 6960, 4.1.1, as far as it is looked at.
type ocspRequest struct {
	TBS struct {
		Version    int              `asn1:"explicit,tag:0,default:0,optional"`
		Requestor  asn1.RawValue    `asn1:"explicit,tag:1,optional"`
		List       []singleRequest  // one for each certificate
		Extensions []pkix.Extension `asn1:"explicit,tag:2,optional"`
	}
	Signature asn1.RawValue `asn1:"explicit,tag:0,optional"`
}

type singleRequest struct {
	CertID     asn1.RawValue
	Extensions asn1.RawValue `asn1:"explicit,tag:0,optional"`
}

type requestedID struct {
	Hash              pkix.AlgorithmIdentifier
	NameHash, KeyHash []byte
	Serial            *big.Int
}

func (s *OCSPServer) answer(der []byte) ([]byte, error) {
	if s.Refuse != 0 {
		return RefuseOCSP(s.Refuse), nil
	}
	var request ocspRequest
	if rest, err := asn1.Unmarshal(der, &request); err != nil || len(rest) > 0 {
		return RefuseOCSP(1), nil
	}
	o := s.options(request.TBS.Extensions)
	var answers []OCSPAnswer
	for _, single := range request.TBS.List {
		a, ok := s.about(single.CertID.FullBytes, o)
		if !ok {
			return RefuseOCSP(6), nil
		}
		answers = append(answers, a)
	}
	return BuildOCSP(answers, o)
}

func (s *OCSPServer) options(extensions []pkix.Extension) OCSPOptions {
	o := OCSPOptions{Issuer: s.Issuer, Responder: s.Responder, Digest: s.Digest, ByName: s.ByName,
		ProducedAt: s.Now()}.withDefaults()
	o.NoCertificates = o.Responder == o.Issuer
	for _, e := range extensions {
		var nonce []byte
		if !e.Id.Equal(asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 2}) || s.NoNonce {
			continue
		}
		if rest, err := asn1.Unmarshal(e.Value, &nonce); err == nil && len(rest) == 0 {
			o.Nonce = nonce
		}
	}
	switch s.Fault {
	case FaultWrongKey:
		o.Responder = &Identity{Cert: o.Responder.Cert, Key: loadKey("spare")}
	case FaultStale:
		o.ProducedAt = o.ProducedAt.AddDate(-1, 0, 0)
	case FaultWrongNonce:
		o.Nonce = bytes.Repeat([]byte{0xa5}, 16)
	}
	return o
}

// about answers one identifier, if it is the issuer's. The identifier is echoed
// as it came.
func (s *OCSPServer) about(der []byte, o OCSPOptions) (OCSPAnswer, bool) {
	var id requestedID
	if _, err := asn1.Unmarshal(der, &id); err != nil {
		return OCSPAnswer{}, false
	}
	for _, digest := range []crypto.Hash{crypto.SHA1, crypto.SHA256, crypto.SHA384, crypto.SHA512} {
		own := algorithm{digest: digest}
		if !bytes.Equal(id.NameHash, own.sum(o.Issuer.Cert.RawSubject)) ||
			!bytes.Equal(id.KeyHash, own.sum(keyBits(o.Issuer.Cert.PublicKey))) {
			continue
		}
		a := OCSPAnswer{Serial: id.Serial, CertID: der, ThisUpdate: o.ProducedAt}
		if s.Validity != 0 {
			a.NextUpdate = o.ProducedAt.Add(s.Validity)
		}
		if s.Fault == FaultOtherCertificate {
			a.Serial, a.CertID = new(big.Int).Add(id.Serial, big.NewInt(1)), nil
		}
		s.decide(&a)
		return a, true
	}
	return OCSPAnswer{}, false
}

func (s *OCSPServer) decide(a *OCSPAnswer) {
	for i := range s.Revoked {
		if s.Revoked[i].Serial.Cmp(a.Serial) == 0 {
			a.Revoked = &s.Revoked[i]
		}
	}
	for _, serial := range s.Unknown {
		a.Unknown = a.Unknown || serial.Cmp(a.Serial) == 0
	}
}
