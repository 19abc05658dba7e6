package signerregister

import (
	"context"
	"math/big"
	"slices"
	"strings"

	"github.com/motcua/motcua/signature"
)

// Bounds of a register that is read from a file.
const (
	MaxBytes   = 64 << 20
	MaxEntries = 200_000
	MaxField   = 4 << 10 // bytes
)

// Register is a register of signers in memory. It implements
// [signature.Register].
//
// Concurrency: it never changes.
type Register struct {
	entries  []signature.RegisterEntry
	byDigest map[signature.Digest][]int32
	byName   map[string][]int32
}

// New makes a register of entries. Those that cannot stand are refused, and of
// entries that give one certificate different roles for a common day, all of
// them: which of them is right, no order tells.
func New(entries []signature.RegisterEntry) (*Register, []Refusal) {
	var taken []numbered
	var refused []Refusal
	for i := range entries {
		n := numbered{line: i + 1, RegisterEntry: entries[i]}
		if r, ok := n.check(); !ok {
			refused = append(refused, r)
			continue
		}
		taken = append(taken, n)
	}
	return build(taken, refused)
}

// numbered is an entry, where it stands, and what names its certificate.
type numbered struct {
	signature.RegisterEntry
	line int
	name string // by issuer and serial; "" with a digest
}

// build resolves conflicts and indexes what is left.
func build(taken []numbered, refused []Refusal) (*Register, []Refusal) {
	conflicts := conflicts(taken)
	r := &Register{byDigest: map[signature.Digest][]int32{}, byName: map[string][]int32{}}
	for i := range taken {
		n := &taken[i]
		if other, ok := conflicts[i]; ok {
			refused = append(refused, Refusal{Line: n.line, Why: WhyConflict, Other: other})
			continue
		}
		at := int32(len(r.entries))
		if n.name == "" {
			r.byDigest[n.CertificateSHA256] = append(r.byDigest[n.CertificateSHA256], at)
		} else {
			r.byName[n.name] = append(r.byName[n.name], at)
		}
		r.entries = append(r.entries, n.RegisterEntry)
	}
	slices.SortStableFunc(refused, func(a, b Refusal) int { return a.Line - b.Line })
	return r, refused
}

// Registrations implements [signature.Register].
func (r *Register) Registrations(_ context.Context, c *signature.Certificate) ([]signature.Registration, error) {
	var out []signature.Registration
	for _, i := range r.byDigest[c.CertificateSHA256] {
		out = append(out, r.entries[i].Registration)
	}
	if len(r.byName) == 0 {
		return out, nil
	}
	if name, ok := CertificateName(c.Issuer, c.Serial); ok {
		for _, i := range r.byName[name] {
			out = append(out, r.entries[i].Registration)
		}
	}
	return out, nil
}

// Entries returns the entries in the order in which they were given.
func (r *Register) Entries() []signature.RegisterEntry { return slices.Clone(r.entries) }

// CertificateName names a certificate by issuer and serial, for comparison; false
// when these do not name one.
func CertificateName(issuer string, serial *big.Int) (string, bool) {
	if serial == nil || strings.TrimSpace(issuer) == "" {
		return "", false
	}
	canonical, err := CanonicalIssuer(issuer)
	return serial.Text(16) + " " + canonical, err == nil
}
