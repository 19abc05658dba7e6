package pkcs11

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/miekg/pkcs11"

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
