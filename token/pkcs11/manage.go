package pkcs11

import (
	"bytes"
	"context"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/asn1"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
)

const (
	maxLabel = 32 // bytes of CK_TOKEN_INFO.label
	idLength = 20 // of a new CKA_ID
)

// Initialise erases the token. See token.Initialiser. A token whose officer must
// change the PIN first answers token.ErrPINExpired once it is erased; use
// ChangeOfficerPIN and UnlockPIN then.
func (d *Device) Initialise(ctx context.Context, label string, officer, user token.PIN) error {
	if len(label) == 0 || len(label) > maxLabel {
		return fmt.Errorf("pkcs11: initialise: label of %d bytes: %w", len(label), token.ErrLimit)
	}
	return officer.Use(ctx, func(so []byte) error {
		if err := d.erase(ctx, label, so); err != nil {
			return err
		}
		again := func(context.Context) ([]byte, error) { return bytes.Clone(so), nil }
		if so == nil {
			again = nil
		}
		return d.UnlockPIN(ctx, again, user)
	})
}

// erase initialises the token and takes note of its new identity.
func (d *Device) erase(ctx context.Context, label string, officer []byte) error {
	if d.isClosed() {
		return errClosed()
	}
	release, err := d.exclusive(ctx)
	if err != nil {
		return err
	}
	defer release()
	slot, _, err := d.slot(ctx)
	if err != nil {
		return err
	}
	own := bytes.Clone(officer)
	var after token.State
	err = d.lib.call(ctx, d.slow(), func() (err error) {
		defer clear(own)
		if err := d.lib.api.initToken(slot, own, label); err != nil {
			return err
		}
		// Before slots are listed again, which moves the token in some modules.
		after, err = d.lib.state(slot)
		return err
	}, nil)
	if err != nil {
		return d.judgePIN(ctx, err, true)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.identity, d.last, d.withheld = after.Locator(), after, false
	d.voidLocked()
	return nil
}

// slow is the limit for calls in which a device may work for minutes.
func (d *Device) slow() time.Duration { return max(d.limit, slowTimeout) }

// Keys lists the private keys, after logging in. See token.KeyManager.
func (d *Device) Keys(ctx context.Context) ([]token.Key, error) {
	var out []token.Key
	err := d.retry(ctx, false, func(s *session) error {
		if err := d.ensureLogin(ctx, s); err != nil {
			return err
		}
		keys, err := callFor(ctx, s, d.limit, d.readKeys)
		if err != nil {
			return err
		}
		out = nil
		for _, k := range keys {
			out = append(out, k.Key)
		}
		return nil
	})
	return out, err
}

// GenerateKey makes a key pair on the token. See token.KeyManager.
//
// Errors: token.ErrUnsupported for an algorithm that is not named.
func (d *Device) GenerateKey(ctx context.Context, spec token.KeySpec) (token.Key, error) {
	id := make([]byte, idLength)
	rand.Read(id)
	mechanism, public, private, err := keyTemplates(spec, id)
	if err != nil {
		return token.Key{}, err
	}
	var key *privateKey
	err = d.retry(ctx, true, func(s *session) error {
		if err := d.ensureLogin(ctx, s); err != nil {
			return err
		}
		made, err := callFor(ctx, s, d.slow(), func(api cryptoki, handle uint) (*privateKey, error) {
			object, err := api.generate(handle, mechanism, public, private)
			if err != nil {
				return nil, err
			}
			k, err := readKey(api, handle, object)
			if err != nil { // by kind only, so that no second key is made
				return nil, fmt.Errorf("pkcs11: make key: it was made and cannot be read: %w", kindOf(code(err)).err)
			}
			return k, nil
		})
		key = made
		return err
	})
	if err != nil {
		return token.Key{}, err
	}
	return key.Key, nil
}

// keyTemplates says how a key pair is to be: on the token, for signatures, and
// its private half never to leave.
func keyTemplates(spec token.KeySpec, id []byte) (mechanism uint, public, private []attribute, err error) {
	public = []attribute{{pkcs11.CKA_TOKEN, true}, {pkcs11.CKA_VERIFY, true}, {pkcs11.CKA_ID, id}, {pkcs11.CKA_LABEL, spec.Label}}
	private = []attribute{
		{pkcs11.CKA_TOKEN, true}, {pkcs11.CKA_PRIVATE, true}, {pkcs11.CKA_SIGN, true},
		{pkcs11.CKA_SENSITIVE, true}, {pkcs11.CKA_EXTRACTABLE, false}, {pkcs11.CKA_ID, id}, {pkcs11.CKA_LABEL, spec.Label},
	}
	bits, curve := uint(0), elliptic.Curve(nil)
	switch spec.Algorithm {
	case token.RSA2048:
		bits = 2048
	case token.RSA3072:
		bits = 3072
	case token.RSA4096:
		bits = 4096
	case token.P256:
		curve = elliptic.P256()
	case token.P384:
		curve = elliptic.P384()
	default:
		return 0, nil, nil, fmt.Errorf("pkcs11: make key: algorithm %d: %w", spec.Algorithm, token.ErrUnsupported)
	}
	if curve != nil {
		return pkcs11.CKM_EC_KEY_PAIR_GEN, append(public, attribute{pkcs11.CKA_EC_PARAMS, curveParams(curve)}), private, nil
	}
	return pkcs11.CKM_RSA_PKCS_KEY_PAIR_GEN, append(public, attribute{pkcs11.CKA_MODULUS_BITS, bits},
		attribute{pkcs11.CKA_PUBLIC_EXPONENT, []byte{1, 0, 1}}), private, nil
}

// ImportCertificate stores a certificate beside its key. See token.KeyManager.
func (d *Device) ImportCertificate(ctx context.Context, der []byte) error {
	c, err := token.ParseCertificate(der)
	if err != nil {
		return err
	}
	if c.PublicKey == nil {
		return fmt.Errorf("pkcs11: import certificate: kind of key: %w", token.ErrUnsupported)
	}
	return d.retry(ctx, true, func(s *session) error {
		if err := d.ensureLogin(ctx, s); err != nil {
			return err
		}
		return s.call(ctx, d.limit, func(api cryptoki, handle uint) error { return d.storeCertificate(api, handle, c) })
	})
}

func (d *Device) storeCertificate(api cryptoki, session uint, c *token.Certificate) error {
	keys, err := d.readKeys(api, session)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(keys, func(k *privateKey) bool { return k.has(c.PublicKey) })
	if i < 0 {
		return fmt.Errorf("pkcs11: import certificate: %w", token.ErrNoKey)
	}
	there, err := readCertificates(api, session)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(there, func(o *token.Certificate) bool { return bytes.Equal(o.Raw, c.Raw) }) {
		return nil
	}
	serial, err := asn1.Marshal(c.Serial)
	if err != nil {
		return errors.Join(token.ErrMalformed, err)
	}
	return api.create(session, []attribute{
		{pkcs11.CKA_CLASS, uint(pkcs11.CKO_CERTIFICATE)}, {pkcs11.CKA_CERTIFICATE_TYPE, uint(pkcs11.CKC_X_509)},
		{pkcs11.CKA_TOKEN, true}, {pkcs11.CKA_PRIVATE, false},
		{pkcs11.CKA_ID, keys[i].ID}, {pkcs11.CKA_LABEL, keys[i].Label},
		{pkcs11.CKA_SUBJECT, c.RawSubject()}, {pkcs11.CKA_ISSUER, c.RawIssuer()}, {pkcs11.CKA_SERIAL_NUMBER, serial},
		{pkcs11.CKA_VALUE, c.Raw},
	})
}
