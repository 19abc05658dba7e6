package signaturetest

import (
	"encoding/pem"
	"net/http"
	"strings"
	"time"
)

// CRLServer is a CRL distribution point. A path that ends in "delta.crl" gets
// the delta list, any other one the complete list.
//
// Concurrency: safe, as long as nobody writes to its fields.
type CRLServer struct {
	// Authority signs the lists; nil means SubCA.
	Authority *Identity
	// Now is the clock: lists are issued when they are asked for. Required.
	Now func() time.Time
	// Revoked stands in the complete list, which has the number 42.
	Revoked []Revocation
	// RevokedSince stands in the delta list, number 43, which adds to the
	// complete one. Nil means that there is no delta list: not found.
	RevokedSince []Revocation
	// Validity is from thisUpdate to nextUpdate; zero means 30 days.
	Validity time.Duration
	// Options are taken for all that the fields above do not say.
	Options CRLOptions
	// PEM writes text, as some distribution points do against RFC 5280, 4.2.1.13.
	PEM   bool
	Fault Fault
}

func (s *CRLServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	Misbehave(http.HandlerFunc(s.serve), s.Fault).ServeHTTP(w, r)
}

func (s *CRLServer) serve(w http.ResponseWriter, r *http.Request) {
	delta := strings.HasSuffix(r.URL.Path, "delta.crl")
	if delta && s.RevokedSince == nil {
		http.NotFound(w, r)
		return
	}
	der, err := BuildCRL(s.list(delta))
	if err != nil {
		http.Error(w, "no list", http.StatusInternalServerError)
		return
	}
	if s.PEM {
		der = pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: der})
	}
	w.Header().Set("Content-Type", "application/pkix-crl")
	_, _ = w.Write(der) // the client may have left
}

func (s *CRLServer) list(delta bool) CRLOptions {
	o := s.Options
	o.Authority, o.Revoked, o.ThisUpdate = s.Authority, s.Revoked, s.Now()
	if o.Authority == nil {
		o.Authority = SubCA()
	}
	if delta {
		o.Revoked, o.Number, o.DeltaOf = s.RevokedSince, baseNumber+1, baseNumber
	}
	switch s.Fault {
	case FaultWrongKey:
		o.Authority = &Identity{Cert: o.Authority.Cert, Key: loadKey("spare")}
	case FaultStale:
		o.ThisUpdate = o.ThisUpdate.AddDate(-1, 0, 0)
	case FaultOtherCertificate:
		o.Authority = PublicCA()
	}
	if s.Validity != 0 {
		o.NextUpdate = o.ThisUpdate.Add(s.Validity)
	}
	return o
}
