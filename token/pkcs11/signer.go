package pkcs11

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"
	"sync"

	"github.com/miekg/pkcs11"
	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/token"
)

// Signer returns the private key of a certificate. It also implements
// crypto.MessageSigner, for modules that sign only what they digest themselves.
// See token.Device.
func (d *Device) Signer(ctx context.Context, c *token.Certificate) (crypto.Signer, error) {
	return d.signer(ctx, c.PublicKey)
}

// KeySigner is Signer for a key without certificate. See token.KeyManager.
func (d *Device) KeySigner(ctx context.Context, k token.Key) (crypto.Signer, error) {
	return d.signer(ctx, k.Public)
}

func (d *Device) signer(ctx context.Context, pub crypto.PublicKey) (crypto.Signer, error) {
	switch pub.(type) {
	case *rsa.PublicKey, *ecdsa.PublicKey:
	default:
		return nil, fmt.Errorf("pkcs11: find key: kind of key: %w", token.ErrUnsupported)
	}
	s := &signer{ctx: ctx, device: d, public: pub}
	err := d.retry(ctx, false, func(session *session) error {
		_, err := s.key(ctx, session)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// signer is a private key on the token.
type signer struct {
	ctx    context.Context
	device *Device
	public crypto.PublicKey

	mu      sync.Mutex
	found   *privateKey // in the epoch
	epoch   uint
	checked bool // a signature of the key found was verified
	always  bool // the token turned out to want the PIN before each signature
}

func (s *signer) Public() crypto.PublicKey { return s.public }

// Sign signs a digest. The random source is the token's own.
func (s *signer) Sign(_ io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if opts == nil {
		return nil, fmt.Errorf("pkcs11: sign: no hash is named: %w", token.ErrMechanism)
	}
	ways, err := digestWays(s.public, digest, opts)
	if err != nil {
		return nil, err
	}
	return s.sign(ways, digest, opts)
}

// SignMessage signs a message, which is digested here if the module signs
// digests, and by the module if not.
func (s *signer) SignMessage(_ io.Reader, message []byte, opts crypto.SignerOpts) ([]byte, error) {
	if opts == nil || !opts.HashFunc().Available() {
		return nil, fmt.Errorf("pkcs11: sign: no hash is named: %w", token.ErrMechanism)
	}
	h := opts.HashFunc().New()
	h.Write(message)
	digest := h.Sum(nil)
	ways, err := digestWays(s.public, digest, opts)
	if err != nil {
		return nil, err
	}
	return s.sign(append(ways, messageWays(s.public, message, opts)...), digest, opts)
}

func (s *signer) sign(ways []way, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	var sig []byte
	err := s.device.retry(s.ctx, false, func(session *session) error {
		key, err := s.key(s.ctx, session)
		if err != nil {
			return err
		}
		raw, err := s.tryWays(session, key, ways)
		if err != nil {
			return err
		}
		sig, err = s.finish(raw, digest, opts)
		return err
	})
	return sig, err
}

// key finds the key, or returns it as found before in the epoch.
func (s *signer) key(ctx context.Context, session *session) (*privateKey, error) {
	d := s.device
	if err := d.ensureLogin(ctx, session); err != nil {
		return nil, err
	}
	s.mu.Lock()
	found, epoch := s.found, s.epoch
	s.mu.Unlock()
	if found != nil && epoch == session.epoch {
		return found, nil
	}
	keys, err := callFor(ctx, session, d.limit, d.readKeys)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(keys, func(k *privateKey) bool { return k.has(s.public) })
	if i < 0 {
		return nil, fmt.Errorf("pkcs11: find key: %w", token.ErrNoKey)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.found, s.epoch, s.checked = keys[i], session.epoch, false
	return keys[i], nil
}

// tryWays makes the signature in the first way that the token takes. The list of
// mechanisms is a hint: modules list what they refuse, and fail to list at all.
func (s *signer) tryWays(session *session, key *privateKey, ways []way) ([]byte, error) {
	offered := s.device.offered(s.ctx, session)
	var refused error
	for _, w := range ways {
		if len(offered) > 0 && !slices.Contains(offered, w.mechanism.typ) {
			continue
		}
		input, err := w.input()
		if err != nil {
			return nil, err
		}
		sig, err := s.signOnce(session, key, w.mechanism, input)
		if err == nil || !errors.Is(err, token.ErrMechanism) {
			return sig, err
		}
		refused = err
	}
	if refused == nil {
		refused = fmt.Errorf("pkcs11: sign: %w", token.ErrMechanism)
	}
	return nil, refused
}

// signOnce makes one signature, asking for the PIN before it if the key wants
// that.
func (s *signer) signOnce(session *session, key *privateKey, m mechanism, input []byte) ([]byte, error) {
	d := s.device
	input = bytes.Clone(input) // the caller's, who may go on after the deadline
	s.mu.Lock()
	ask := key.alwaysAsk || s.always
	s.mu.Unlock()
	if ask {
		return s.signAsking(session, key, m, input)
	}
	sig, err := callFor(s.ctx, session, d.limit, func(api cryptoki, handle uint) ([]byte, error) {
		if err := api.signInit(handle, m, key.handle); err != nil {
			return nil, err
		}
		return api.sign(handle, input)
	})
	var e *Error
	if errors.As(err, &e) {
		switch {
		case e.Call == "C_Sign" && e.Code == pkcs11.CKR_USER_NOT_LOGGED_IN && s.shouldAsk(),
			e.Code == pkcs11.CKR_OPERATION_ACTIVE:
			return nil, fmt.Errorf("%w: %w", errAgain, kindOf(e.Code).err)
		}
	}
	return sig, err
}

// shouldAsk notes that a key wants the PIN each time without saying so. It
// reports false the second time.
func (s *signer) shouldAsk() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.always
	s.always = true
	return !was
}

// signAsking makes a signature with a key that wants the PIN between C_SignInit
// and C_Sign (PKCS#11, CKA_ALWAYS_AUTHENTICATE). After a wrong PIN it is not
// presented again, as at login.
func (s *signer) signAsking(session *session, key *privateKey, m mechanism, input []byte) ([]byte, error) {
	d := s.device
	select { // one person, one question at a time
	case d.login <- struct{}{}:
		defer func() { <-d.login }()
	case <-s.ctx.Done():
		return nil, timeout(s.ctx, "wait for the PIN")
	}
	if err := d.mayAsk(); err != nil {
		return nil, err
	}
	var sig []byte
	err := d.pin.Use(s.ctx, func(secret []byte) error {
		own := bytes.Clone(secret)
		made, err := callFor(s.ctx, session, d.limit, func(api cryptoki, handle uint) ([]byte, error) {
			defer clear(own)
			if err := api.signInit(handle, m, key.handle); err != nil {
				return nil, err
			}
			if err := api.login(handle, pkcs11.CKU_CONTEXT_SPECIFIC, own); err != nil {
				if isRefusal(err) {
					d.setWithheld(true)
				}
				return nil, err
			}
			return api.sign(handle, input)
		})
		sig = made
		return d.judgePIN(s.ctx, err, false)
	})
	return sig, err
}

// mayAsk reports why no PIN is presented.
func (d *Device) mayAsk() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.withheld:
		return fmt.Errorf("pkcs11: sign: %w", token.ErrPINWithheld)
	case d.pin == nil && !d.last.OwnPINPad:
		return fmt.Errorf("pkcs11: sign: %w", token.ErrPINNeeded)
	}
	return nil
}

// offered returns the token's mechanisms, nil if it does not tell.
func (d *Device) offered(ctx context.Context, s *session) []uint {
	d.mu.Lock()
	known, slot := d.mechanisms, uint(d.last.Slot.ID)
	d.mu.Unlock()
	if known != nil {
		return known
	}
	list, err := callFor(ctx, s, d.limit, func(api cryptoki, _ uint) ([]uint, error) { return api.mechanisms(slot) })
	if err != nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.epoch == s.epoch {
		d.mechanisms = list
	}
	return list
}

// finish brings a signature into the form that crypto.Signer promises, and
// verifies the first one of a key: a module whose signatures are of no use, or a
// certificate beside the wrong key, is found before a document leaves the house.
func (s *signer) finish(raw, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	sig := raw
	if pub, ok := s.public.(*ecdsa.PublicKey); ok {
		var err error
		if sig, err = encodeECDSA(raw, (pub.Curve.Params().N.BitLen()+7)/8); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	checked := s.checked
	s.mu.Unlock()
	if checked {
		return sig, nil
	}
	if !verifies(s.public, digest, sig, opts) {
		return nil, fmt.Errorf("pkcs11: sign: the signature does not verify with the public key: %w", token.ErrModule)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.checked = true
	return sig, nil
}

// encodeECDSA makes DER of the two numbers r and s side by side, which is the
// form of PKCS#11. Some modules return DER already.
func encodeECDSA(raw []byte, size int) ([]byte, error) {
	if len(raw) != 2*size {
		var sig struct{ R, S *big.Int }
		if rest, err := asn1.Unmarshal(raw, &sig); err != nil || len(rest) > 0 {
			return nil, fmt.Errorf("pkcs11: sign: an ECDSA signature of %d bytes: %w", len(raw), token.ErrModule)
		}
		return raw, nil
	}
	b := cryptobyte.NewBuilder(make([]byte, 0, 2*size+16))
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1BigInt(new(big.Int).SetBytes(raw[:size]))
		b.AddASN1BigInt(new(big.Int).SetBytes(raw[size:]))
	})
	return b.Bytes()
}

func verifies(public crypto.PublicKey, digest, sig []byte, opts crypto.SignerOpts) bool {
	switch pub := public.(type) {
	case *rsa.PublicKey:
		if pss, ok := opts.(*rsa.PSSOptions); ok {
			return rsa.VerifyPSS(pub, opts.HashFunc(), digest, sig, &rsa.PSSOptions{SaltLength: pss.SaltLength}) == nil
		}
		return rsa.VerifyPKCS1v15(pub, opts.HashFunc(), digest, sig) == nil
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(pub, digest, sig)
	}
	return false
}
