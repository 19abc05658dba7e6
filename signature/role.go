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
		entries, err := register.Registrations(ctx, &s.Signer.Certificate)
		if err != nil {
			return fmt.Errorf("signature: ask register: %w", err)
		}
		at, _ := s.signedAt()
		if r := inForceOn(entries, at.IsZero(), motcua.DateAt(at)); r != nil {
			s.Role, s.Registered = r.Role, r
			if r.Manager != "" {
				s.Signer.Manager = r.Manager
			}
		}
	}
	return nil
}

// inForceOn picks the entry of a day; nil where there is none, or where two give
// different roles. Without a date only an entry without bounds will do.
func inForceOn(entries []Registration, undated bool, day motcua.Date) *Registration {
	var found *Registration
	for i := range entries {
		e := &entries[i]
		bounded := e.InForce != motcua.Interval{}
		if bounded && (undated || !e.InForce.Contains(day)) {
			continue
		}
		if found != nil && found.Role != e.Role {
			return nil
		}
		if found == nil {
			found = e
		}
	}
	return found
}
