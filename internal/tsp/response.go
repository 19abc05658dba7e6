package tsp

import (
	"bytes"
	"crypto/x509"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
	"github.com/motcua/motcua/internal/cms"
)

// MaxResponseBytes bounds a response. Tokens with their chain stay below 16 KiB.
const MaxResponseBytes = 256 << 10

// Token is a timestamp token that was checked.
type Token struct {
	DER  []byte
	Info *cms.TSTInfo
	// Certificate is the authority's.
	Certificate *cert.Certificate
	// Modified tells that the authority granted the request with changes
	// (grantedWithMods); what must be as asked was checked all the same.
	Modified bool
}

// ParseResponse reads a TimeStampResp and checks its token against the request.
//
// Errors: ErrMalformed, *StatusError, and those of Check.
func ParseResponse(b []byte, r *Request) (*Token, error) {
	status, fail, token, ok := splitResponse(b)
	if !ok {
		return nil, fmt.Errorf("tsp: read response: %w", ErrMalformed)
	}
	const granted, grantedWithMods = 0, 1
	if status != granted && status != grantedWithMods {
		return nil, fmt.Errorf("tsp: read response: %w", &StatusError{Status: status, Fail: fail})
	}
	if token == nil {
		return nil, fmt.Errorf("tsp: read response: granted without a token: %w", ErrMalformed)
	}
	t, err := Check(token, r)
	if err != nil {
		return nil, err
	}
	t.Modified = status == grantedWithMods
	return t, nil
}

// splitResponse reads PKIStatusInfo and the token's DER, nil for none.
func splitResponse(b []byte) (status int, fail []int, token []byte, ok bool) {
	s := cryptobyte.String(b)
	var response, info cryptobyte.String
	if !s.ReadASN1(&response, cbasn1.SEQUENCE) || !s.Empty() ||
		!response.ReadASN1(&info, cbasn1.SEQUENCE) || !info.ReadASN1Integer(&status) {
		return 0, nil, nil, false
	}
	if !info.SkipOptionalASN1(cbasn1.SEQUENCE) { // statusString
		return 0, nil, nil, false
	}
	if !info.Empty() {
		bits, ok := readFailure(&info)
		if !ok || !info.Empty() {
			return 0, nil, nil, false
		}
		fail = bits
	}
	if response.Empty() {
		return status, fail, nil, true
	}
	var element cryptobyte.String
	if !response.ReadASN1Element(&element, cbasn1.SEQUENCE) || !response.Empty() {
		return 0, nil, nil, false
	}
	return status, fail, element, true
}

// maxFailureBits bounds PKIFailureInfo, which has 27.
const maxFailureBits = 64

func readFailure(info *cryptobyte.String) ([]int, bool) {
	var raw cryptobyte.String
	if !info.ReadASN1(&raw, cbasn1.BIT_STRING) || len(raw) == 0 || len(raw) > 1+maxFailureBits/8 {
		return nil, false
	}
	var bits []int
	for i := range 8 * (len(raw) - 1) {
		if raw[1+i/8]&(0x80>>(i%8)) != 0 {
			bits = append(bits, i)
		}
	}
	return bits, true
}

// Check holds a token against the request that it should answer.
//
// Errors: ErrMalformed, ErrMismatch, ErrUntrue.
func Check(token []byte, r *Request) (*Token, error) {
	sd, rest, err := cms.Parse(token, cms.Limits{MaxSize: MaxResponseBytes})
	if err != nil {
		return nil, fmt.Errorf("tsp: read token: %w (%w)", ErrMalformed, err)
	}
	if len(rest) > 0 || len(sd.Signers) != 1 || sd.EncapContentType != cms.OIDTSTInfo || !sd.HasContent {
		return nil, fmt.Errorf("tsp: read token: no timestamp: %w", ErrMalformed)
	}
	info, err := cms.ParseTSTInfo(sd.Content)
	if err != nil {
		return nil, fmt.Errorf("tsp: read token: %w (%w)", ErrMalformed, err)
	}
	if err := answers(info, r); err != nil {
		return nil, err
	}
	c, err := signedBy(sd)
	if err != nil {
		return nil, err
	}
	return &Token{DER: sd.Raw, Info: info, Certificate: c}, nil
}

// answers compares what the authority must hand back unchanged (RFC 3161, 2.4.2).
func answers(info *cms.TSTInfo, r *Request) error {
	digest, err := info.Digest()
	switch {
	case err != nil || digest != r.Digest || !bytes.Equal(info.Imprint, r.Imprint):
		return fmt.Errorf("tsp: check token: imprint: %w", ErrMismatch)
	case r.Nonce != nil && (info.Nonce == nil || info.Nonce.Cmp(r.Nonce) != 0):
		return fmt.Errorf("tsp: check token: nonce: %w", ErrMismatch)
	case r.Policy != "" && info.Policy != r.Policy:
		return fmt.Errorf("tsp: check token: policy: %w", ErrMismatch)
	case info.Version != 1:
		return fmt.Errorf("tsp: check token: version: %w", ErrMalformed)
	}
	return nil
}

// signedBy verifies the token's signature and that its certificate is named by
// the ESS attribute and good for timestamping alone (RFC 3161, 2.3).
func signedBy(sd *cms.SignedData) (*cert.Certificate, error) {
	signer := &sd.Signers[0]
	c, err := sd.FindCertificate(signer, nil)
	if err != nil {
		return nil, fmt.Errorf("tsp: check token: certificate: %w (%w)", ErrUntrue, err)
	}
	result, err := sd.Verify(signer, c, nil, cms.VerifyOptions{ExpectedContentType: cms.OIDTSTInfo, Encapsulated: true})
	if err != nil {
		return nil, fmt.Errorf("tsp: check token: signature: %w (%w)", ErrUntrue, err)
	}
	if result.Has(cms.NoteNoSigningCertificate) {
		return nil, fmt.Errorf("tsp: check token: no signing-certificate attribute: %w", ErrUntrue)
	}
	if !forTimestamping(c) {
		return nil, fmt.Errorf("tsp: check token: extended key usage: %w", ErrUntrue)
	}
	return c, nil
}

const (
	oidExtendedKeyUsage = "2.5.29.37"
	oidTimeStamping     = "1.3.6.1.5.5.7.3.8"
)

// forTimestamping reports a critical extended key usage of timeStamping and
// nothing else, and a key usage, where there is one, that allows signing.
func forTimestamping(c *cert.Certificate) bool {
	ext, ok := c.Extension(oidExtendedKeyUsage)
	if !ok || !ext.Critical {
		return false
	}
	s := cryptobyte.String(ext.Value)
	var purposes cryptobyte.String
	var purpose string
	if !s.ReadASN1(&purposes, cbasn1.SEQUENCE) || !s.Empty() ||
		!der.ReadOID(&purposes, &purpose) || purpose != oidTimeStamping || !purposes.Empty() {
		return false
	}
	const signing = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	return !c.HasKeyUsage || c.KeyUsage&signing != 0
}
