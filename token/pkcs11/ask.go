package pkcs11

import (
	"bytes"
	"fmt"

	"github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
)

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
