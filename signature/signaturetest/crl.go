package signaturetest

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"slices"
	"time"
)

// CRLOptions shapes a revocation list (RFC 5280, 5). The zero value is an empty
// list of SubCA, issued on 2025-03-10 for 30 days.
type CRLOptions struct {
	// Authority signs the list; nil means SubCA. An Identity whose key is not that
	// of its certificate makes a list with a wrong signature.
	Authority *Identity
	// Number is the list's; zero means 42.
	Number int64
	// ThisUpdate and NextUpdate are dates; zero means 2025-03-10 in Việt Nam, and
	// 30 days after ThisUpdate.
	ThisUpdate, NextUpdate time.Time
	Revoked                []Revocation
	// DeltaOf is the number of the list that this one adds to (RFC 5280, 5.2.4);
	// zero makes a complete list.
	DeltaOf int64
	// ExpiredCertsOnCRL is since when expired certificates stay listed (ITU-T
	// X.509, 9.5.2.8); zero leaves the extension out.
	ExpiredCertsOnCRL time.Time
	// Extensions are further ones, as of distribution points.
	Extensions []pkix.Extension
}

// BuildCRL returns the DER of a list of version 2, signed with SHA-256.
//
// Errors: the authority cannot sign a list.
func BuildCRL(o CRLOptions) ([]byte, error) {
	if o.Authority == nil {
		o.Authority = SubCA()
	}
	if o.Number == 0 {
		o.Number = baseNumber
	}
	if o.ThisUpdate.IsZero() {
		o.ThisUpdate = date(2025, 3, 10)
	}
	if o.NextUpdate.IsZero() {
		o.NextUpdate = o.ThisUpdate.AddDate(0, 0, 30)
	}
	list := &x509.RevocationList{
		Number:             big.NewInt(o.Number),
		ThisUpdate:         o.ThisUpdate,
		NextUpdate:         o.NextUpdate,
		ExtraExtensions:    o.extensions(),
		SignatureAlgorithm: x509.SHA256WithRSA,
	}
	for _, r := range o.Revoked {
		list.RevokedCertificateEntries = append(list.RevokedCertificateEntries, r.entry())
	}
	return x509.CreateRevocationList(nil, list, o.Authority.Cert, o.Authority.Key)
}

// baseNumber is the number of the lists that state none.
const baseNumber = 42

func (o CRLOptions) extensions() []pkix.Extension {
	out := slices.Clone(o.Extensions)
	if o.DeltaOf != 0 {
		out = append(out, pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 27}, Critical: true, Value: derValue(o.DeltaOf)})
	}
	if !o.ExpiredCertsOnCRL.IsZero() {
		out = append(out, pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 60}, Value: derGeneralizedTime(o.ExpiredCertsOnCRL)})
	}
	return out
}

func (r Revocation) entry() x509.RevocationListEntry {
	e := x509.RevocationListEntry{SerialNumber: r.Serial, RevocationTime: r.at(), ReasonCode: r.Reason}
	if !r.InvalidityDate.IsZero() {
		e.ExtraExtensions = []pkix.Extension{invalidityDate(r.InvalidityDate)}
	}
	return e
}

func invalidityDate(t time.Time) pkix.Extension {
	return pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 24}, Value: derGeneralizedTime(t)}
}
