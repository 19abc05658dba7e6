package signature

import (
	"context"
	"math/big"

	"github.com/motcua/motcua"
)

// RegisterEntry is a [Registration] and the certificate that it is about, as
// whoever keeps a register writes it down.
type RegisterEntry struct {
	// CertificateSHA256 names the certificate beyond doubt. When it is zero, Issuer
	// and Serial name it: any authority of that name then speaks for the entry, so
	// it is worth no more than the trust in the certificate's path.
	CertificateSHA256 Digest
	Issuer            string // RFC 4514; compared in Unicode NFC
	Serial            *big.Int
	Registration
}

// RegisterMiss says why a register gives no entry for a certificate and a day.
// Its zero value says that it gives one.
type RegisterMiss string

// Why a register gives no entry.
const (
	MissNoDate        RegisterMiss = "no-date"        // the day is not known
	MissNotRegistered RegisterMiss = "not-registered" // no entry about the certificate
	MissNotInForce    RegisterMiss = "not-in-force"   // none of them holds on that day
	MissAmbiguous     RegisterMiss = "ambiguous"      // several that differ hold on that day
)

// Text returns the sentence that explains the miss.
func (m RegisterMiss) Text() motcua.Text {
	switch m {
	case MissNoDate:
		return motcua.Text{
			VI: "Không biết ngày ký nên không tra được người ký trong cơ sở dữ liệu.",
			EN: "The day of signing is not known, so the signer cannot be looked up in the register."}
	case MissNotRegistered:
		return motcua.Text{
			VI: "Chứng thư số không có trong cơ sở dữ liệu người ký.",
			EN: "The certificate is not in the register of signers."}
	case MissNotInForce:
		return motcua.Text{
			VI: "Cơ sở dữ liệu người ký có chứng thư số này nhưng không cho ngày ký.",
			EN: "The register of signers knows the certificate, but not for the day of signing."}
	case MissAmbiguous:
		return motcua.Text{
			VI: "Cơ sở dữ liệu người ký có nhiều thông tin khác nhau về chứng thư số này cho cùng một ngày.",
			EN: "The register of signers says different things about the certificate for the same day."}
	}
	return motcua.Text{}
}

// RegisterAt returns the entry about a certificate that is in force on a day,
// and nil and the reason when there is none. Entries that say the same count as
// one; when several differ, none is picked.
//
// Errors: those of the register.
func RegisterAt(ctx context.Context, r Register, c *Certificate, on motcua.Date) (*Registration, RegisterMiss, error) {
	if on.IsZero() {
		return nil, MissNoDate, nil
	}
	all, err := r.Registrations(ctx, c)
	if err != nil {
		return nil, "", err
	}
	if len(all) == 0 {
		return nil, MissNotRegistered, nil
	}
	var found *Registration
	for i := range all {
		g := &all[i]
		switch {
		case !g.InForce.Contains(on):
		case found == nil:
			found = g
		case !found.says(g):
			return nil, MissAmbiguous, nil
		}
	}
	if found == nil {
		return nil, MissNotInForce, nil
	}
	return found, "", nil
}

// says tells whether two entries say the same, for whatever period.
func (g *Registration) says(h *Registration) bool {
	a, b := *g, *h
	a.InForce, b.InForce = motcua.Interval{}, motcua.Interval{}
	return a == b
}
