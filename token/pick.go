package token

import (
	"bytes"
	"crypto/x509"
	"fmt"
	"strings"
	"time"

	"github.com/motcua/motcua"
)

// Reason says why Pick left a certificate out.
type Reason int

// The reasons, in the order in which they are looked for.
const (
	NotYetValid    Reason = iota + 1
	Expired               // its validity has ended
	Authority             // it is a certification authority's
	SelfIssued            // subject and issuer are the same
	NoSigningUsage        // key usage lacks digitalSignature and nonRepudiation
	EncryptionPair        // the "(M)" certificate of a pair, for encryption
	OtherIssuer           // its issuer is not in the chosen set
	UnusableKey           // its public key cannot be read
	NotWanted             // PickOptions.Want says no
)

// Text puts the reason into words.
func (r Reason) Text() motcua.Text {
	switch r {
	case NotYetValid:
		return motcua.Text{VI: "chưa đến thời hạn có hiệu lực", EN: "not valid yet"}
	case Expired:
		return motcua.Text{VI: "đã hết hạn", EN: "expired"}
	case Authority:
		return motcua.Text{VI: "là chứng thư của tổ chức chứng thực", EN: "belongs to a certification authority"}
	case SelfIssued:
		return motcua.Text{VI: "là chứng thư tự cấp", EN: "is self-issued"}
	case NoSigningUsage:
		return motcua.Text{VI: "không dùng để ký", EN: "is not meant for signing"}
	case EncryptionPair:
		return motcua.Text{VI: "là chứng thư mã hóa (M)", EN: "is the encryption certificate (M) of a pair"}
	case OtherIssuer:
		return motcua.Text{VI: "do tổ chức khác cấp", EN: "is issued by another authority"}
	case UnusableKey:
		return motcua.Text{VI: "có khóa công khai không đọc được", EN: "has a public key that cannot be read"}
	case NotWanted:
		return motcua.Text{VI: "không được chọn", EN: "was not chosen"}
	}
	return motcua.Text{VI: "không rõ lý do", EN: "unknown reason"}
}

// Rejection is a certificate that Pick left out, with the first reason found.
type Rejection struct {
	Certificate *Certificate
	Reason      Reason
}

// PickOptions tune Pick. The zero value is the strictest.
type PickOptions struct {
	// Want narrows the choice further, for instance to the certificate that a
	// person pointed at; nil wants all.
	Want func(*Certificate) bool
	// AnyIssuerUnsafe accepts every issuer, and no set need be given.
	AnyIssuerUnsafe bool
}

// Pick returns the one certificate that signs: in force at the moment, not an
// authority's and not self-issued, meant for signatures (digitalSignature or
// nonRepudiation), not the "(M)" encryption certificate of a pair, issued by one
// of issuers. This is the filter of the signing tools that Vietnamese agencies
// use. The same certificate stored twice counts once.
//
// Issuers are compared by name, after Unicode normalisation, and by key
// identifier; no signature is verified. Picking is no judgement of trust.
//
// Errors: *PickError, which is ErrAmbiguous with the candidates or
// ErrNoCertificate with the reasons; ErrNoIssuers.
func Pick(certificates []*Certificate, at time.Time, issuers []*Certificate, o PickOptions) (*Certificate, error) {
	if len(issuers) == 0 && !o.AnyIssuerUnsafe {
		return nil, fmt.Errorf("token: pick certificate: %w", ErrNoIssuers)
	}
	var result PickError
	for i, c := range certificates {
		if repeated(certificates[:i], c) {
			continue
		}
		if r := reject(c, at, issuers, o); r != 0 {
			result.Rejected = append(result.Rejected, Rejection{c, r})
			continue
		}
		result.Candidates = append(result.Candidates, c)
	}
	if len(result.Candidates) == 1 {
		return result.Candidates[0], nil
	}
	return nil, &result
}

func repeated(earlier []*Certificate, c *Certificate) bool {
	for _, e := range earlier {
		if bytes.Equal(e.Raw, c.Raw) {
			return true
		}
	}
	return false
}

// reject returns the first reason to leave c out, 0 if there is none.
func reject(c *Certificate, at time.Time, issuers []*Certificate, o PickOptions) Reason {
	const signing = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	switch {
	case at.Before(c.NotBefore):
		return NotYetValid
	case at.After(c.NotAfter):
		return Expired
	case c.CA:
		return Authority
	case c.selfIssued():
		return SelfIssued
	case c.KeyUsage&signing == 0:
		return NoSigningUsage
	case isEncryptionPair(c):
		return EncryptionPair
	case !o.AnyIssuerUnsafe && !issuedByAny(c, issuers):
		return OtherIssuer
	case c.PublicKey == nil:
		return UnusableKey
	case o.Want != nil && !o.Want(c):
		return NotWanted
	}
	return 0
}

// isEncryptionPair reports the "(M)", for mã hóa, that ends the name of the
// certificate for encryption.
func isEncryptionPair(c *Certificate) bool {
	name := strings.TrimSpace(c.CommonName)
	return len(name) >= len("(M)") && strings.EqualFold(name[len(name)-len("(M)"):], "(M)")
}

func issuedByAny(c *Certificate, issuers []*Certificate) bool {
	for _, ca := range issuers {
		if c.issuedBy(ca) {
			return true
		}
	}
	return false
}
