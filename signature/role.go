package signature

import (
	"context"
	"fmt"

	"github.com/motcua/motcua"
)

// assignRoles asks the register about every signer. Without an entry that is in
// force at the time of signing, or with entries that contradict one another, the
// role stays unknown.
//
// Errors: those of the register.
func assignRoles(ctx context.Context, result *Result, register Register) error {
	if register == nil {
		return nil
	}
	for i := range result.Signatures {
		s := &result.Signatures[i]
		if s.Kind != KindSignature || s.Signer == nil {
			continue
		}
		var day motcua.Date
		if at, _ := s.signedAt(); !at.IsZero() {
			day = motcua.DateAt(at)
		}
		r, miss, err := RegisterAt(ctx, register, &s.Signer.Certificate, day)
		if err != nil {
			return fmt.Errorf("signature: ask register: %w", err)
		}
		s.Registered, s.RegisterMiss = r, miss
		if r == nil {
			continue
		}
		s.Role = r.Role
		if r.Manager != "" {
			s.Signer.Manager = r.Manager
		}
	}
	return nil
}
