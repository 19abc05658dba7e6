package pkcs11

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/asn1"
	"math/big"

	"github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
)

const (
	// maxObjects bounds the objects of one class that are looked at.
	maxObjects = 256
	// maxAttribute bounds a value that is kept, such as a certificate.
	maxAttribute = 64 << 10
)

// readCertificates reads what can be read as X.509 certificates.
func readCertificates(api cryptoki, session uint) ([]*token.Certificate, error) {
	objects, err := api.find(session, []attribute{{pkcs11.CKA_CLASS, uint(pkcs11.CKO_CERTIFICATE)}}, maxObjects)
	if err != nil {
		return nil, err
	}
	var out []*token.Certificate
	for _, o := range objects {
		der, err := optional(api, session, o, pkcs11.CKA_VALUE)
		if err != nil {
			return nil, err
		}
		c, err := token.ParseCertificate(der)
		if err != nil {
			continue // not X.509, or empty as on a token that was just prepared
		}
		if c.ID, err = optional(api, session, o, pkcs11.CKA_ID); err != nil {
			return nil, err
		}
		label, err := optional(api, session, o, pkcs11.CKA_LABEL)
		if err != nil {
			return nil, err
		}
		c.Label = clean(string(label))
		out = append(out, c)
	}
	return out, nil
}

// optional reads an attribute, nil if the object does not have it, hides it, or
// it is out of bounds.
func optional(api cryptoki, session, object, typ uint) ([]byte, error) {
	value, err := api.attribute(session, object, typ)
	switch code(err) {
	case pkcs11.CKR_ATTRIBUTE_TYPE_INVALID, pkcs11.CKR_ATTRIBUTE_SENSITIVE:
		return nil, nil
	}
	if len(value) > maxAttribute {
		return nil, err
	}
	return value, err
}

// asksAlways reads CKA_ALWAYS_AUTHENTICATE. Modules older than the attribute
// answer with all kinds of errors.
func asksAlways(api cryptoki, session, object uint) (bool, error) {
	value, err := optional(api, session, object, pkcs11.CKA_ALWAYS_AUTHENTICATE)
	switch code(err) {
	case pkcs11.CKR_FUNCTION_FAILED, pkcs11.CKR_ARGUMENTS_BAD, pkcs11.CKR_FUNCTION_NOT_SUPPORTED, pkcs11.CKR_ATTRIBUTE_VALUE_INVALID:
		return false, nil
	}
	return len(value) == 1 && value[0] != 0, err
}

// privateKey is a private key on the token as found in one epoch.
type privateKey struct {
	token.Key
	handle       uint
	alwaysAsk    bool // CKA_ALWAYS_AUTHENTICATE: the PIN before each signature
	certificates []*token.Certificate
}

// has reports whether the private half of pub is this key. Where the token does
// not tell the public half, the certificate with the same identifier does.
func (k *privateKey) has(pub crypto.PublicKey) bool {
	own, ok := k.Public.(interface{ Equal(crypto.PublicKey) bool })
	if ok {
		return own.Equal(pub)
	}
	for _, c := range k.certificates {
		if c.HasKey(pub) {
			return true
		}
	}
	return false
}

// readKeys reads the private keys. They are hidden while nobody is logged in,
// so a login that another part of the process ended is noticed here.
func (d *Device) readKeys(api cryptoki, session uint) ([]*privateKey, error) {
	if d.needsLogin() {
		if public, err := api.isPublic(session); err != nil {
			return nil, err
		} else if public {
			return nil, newError("C_GetSessionInfo", pkcs11.CKR_USER_NOT_LOGGED_IN)
		}
	}
	objects, err := api.find(session, []attribute{{pkcs11.CKA_CLASS, uint(pkcs11.CKO_PRIVATE_KEY)}}, maxObjects)
	if err != nil {
		return nil, err
	}
	var keys []*privateKey
	for _, o := range objects {
		k, err := readKey(api, session, o)
		if err != nil {
			return nil, err
		}
		keys = append(keys, k)
	}
	return keys, fillCertificates(api, session, keys)
}

func readKey(api cryptoki, session, object uint) (*privateKey, error) {
	k := &privateKey{handle: object}
	var err error
	if k.ID, err = optional(api, session, object, pkcs11.CKA_ID); err != nil {
		return nil, err
	}
	label, err := optional(api, session, object, pkcs11.CKA_LABEL)
	if err != nil {
		return nil, err
	}
	k.Label = clean(string(label))
	if k.alwaysAsk, err = asksAlways(api, session, object); err != nil {
		return nil, err
	}
	k.Public, err = readPublic(api, session, object, k.ID)
	return k, err
}

// fillCertificates gives the keys without a public half the certificates that
// have their identifier.
func fillCertificates(api cryptoki, session uint, keys []*privateKey) error {
	var all []*token.Certificate
	for _, k := range keys {
		if k.Public != nil || len(k.ID) == 0 {
			continue
		}
		if all == nil {
			var err error
			if all, err = readCertificates(api, session); err != nil {
				return err
			}
		}
		for _, c := range all {
			if bytes.Equal(c.ID, k.ID) {
				k.certificates = append(k.certificates, c)
			}
		}
		if len(k.certificates) == 1 {
			k.Public = k.certificates[0].PublicKey
		}
	}
	return nil
}

// readPublic finds the public half of a private key: an RSA key holds it, the
// point of an EC key is in the public key object with the same identifier.
func readPublic(api cryptoki, session, object uint, id []byte) (crypto.PublicKey, error) {
	if pub, err := readRSA(api, session, object); pub != nil || err != nil {
		return pub, err
	}
	if pub, err := readEC(api, session, object); pub != nil || err != nil {
		return pub, err
	}
	if len(id) == 0 {
		return nil, nil
	}
	others, err := api.find(session, []attribute{
		{pkcs11.CKA_CLASS, uint(pkcs11.CKO_PUBLIC_KEY)}, {pkcs11.CKA_ID, id},
	}, 2)
	if err != nil || len(others) != 1 {
		return nil, err
	}
	if pub, err := readRSA(api, session, others[0]); pub != nil || err != nil {
		return pub, err
	}
	return readEC(api, session, others[0])
}

// readRSA returns nil for an object without modulus and exponent.
func readRSA(api cryptoki, session, object uint) (crypto.PublicKey, error) {
	n, err := optional(api, session, object, pkcs11.CKA_MODULUS)
	if err != nil || len(n) == 0 {
		return nil, err
	}
	e, err := optional(api, session, object, pkcs11.CKA_PUBLIC_EXPONENT)
	if err != nil || len(e) == 0 {
		return nil, err
	}
	exponent := new(big.Int).SetBytes(e)
	if !exponent.IsInt64() || exponent.Int64() != int64(int(exponent.Int64())) {
		return nil, nil
	}
	return &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(exponent.Int64())}, nil
}

// readEC returns nil for an object without point, or on a curve that Go lacks.
func readEC(api cryptoki, session, object uint) (crypto.PublicKey, error) {
	params, err := optional(api, session, object, pkcs11.CKA_EC_PARAMS)
	if err != nil || len(params) == 0 {
		return nil, err
	}
	point, err := optional(api, session, object, pkcs11.CKA_EC_POINT)
	if err != nil || len(point) == 0 {
		return nil, err
	}
	curve := curveOf(params)
	if curve == nil {
		return nil, nil
	}
	// An OCTET STRING by the standard; some modules give its content.
	var content []byte
	if rest, err := asn1.Unmarshal(point, &content); err == nil && len(rest) == 0 {
		point = content
	}
	pub, err := ecdsa.ParseUncompressedPublicKey(curve, point)
	if err != nil {
		return nil, nil
	}
	return pub, nil
}

// curveOf reads the object identifier of a named curve.
func curveOf(params []byte) elliptic.Curve {
	for _, c := range []elliptic.Curve{elliptic.P256(), elliptic.P384(), elliptic.P521()} {
		if bytes.Equal(params, curveParams(c)) {
			return c
		}
	}
	return nil
}

// curveParams is the DER of the curve's object identifier (RFC 5480, 2.1.1.1).
func curveParams(c elliptic.Curve) []byte {
	switch c {
	case elliptic.P256():
		return []byte{0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07}
	case elliptic.P384():
		return []byte{0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22}
	case elliptic.P521():
		return []byte{0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23}
	}
	return nil
}
