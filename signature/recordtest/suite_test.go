package recordtest_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/recordtest"
)

func TestCheckStoreAccepts(t *testing.T) {
	err := recordtest.CheckStore(t.Context(), func(context.Context) (signature.EvidenceStore, error) {
		return newMemory(), nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestCheckStoreFinds: every way of being wrong is found out.
func TestCheckStoreFinds(t *testing.T) {
	wrong := map[string]func(*memory){
		"replaces a record":             func(m *memory) { m.replaces = true },
		"gives the oldest first":        func(m *memory) { m.oldestFirst = true },
		"believes its source":           func(m *memory) { m.trusts = true },
		"leaves half a record":          func(m *memory) { m.leavesHalf = true },
		"reads what it holds":           func(m *memory) { m.rereads = true },
		"keeps the same record twice":   func(m *memory) { m.doubles = true },
		"gives out its own memory":      func(m *memory) { m.sharesMemory = true },
		"keeps evidence without record": func(m *memory) { m.keepsOrphans = true },
		"takes evidence from others":    func(m *memory) { m.takesShared = true },
		"miscounts":                     func(m *memory) { m.miscounts = true },
		"ignores its context":           func(m *memory) { m.ignoresEnd = true },
		"lists out of order":            func(m *memory) { m.listsUnsorted = true },
		"is silent about nothing":       func(m *memory) { m.silent = true },
		"forgets the evidence":          func(m *memory) { m.forgetsBlobs = true },
	}
	for name, spoil := range wrong {
		t.Run(name, func(t *testing.T) {
			err := recordtest.CheckStore(t.Context(), func(context.Context) (signature.EvidenceStore, error) {
				m := newMemory()
				spoil(m)
				return m, nil
			})
			if err == nil {
				t.Error("nothing was found")
			}
		})
	}
}

// plainRegister looks through all entries. Its switches make it wrong in one
// way each.
type plainRegister struct {
	entries []signature.RegisterEntry

	digestOnly, bytewise, mixes, firstOnly, unsigned, withoutPeriod bool
}

func (p *plainRegister) Registrations(_ context.Context, c *signature.Certificate) ([]signature.Registration, error) {
	var out []signature.Registration
	for i := range p.entries {
		e := &p.entries[i]
		byName := (e.CertificateSHA256.IsZero() || p.mixes) && !p.digestOnly && p.sameName(e, c)
		if !byName && e.CertificateSHA256 != signature.Digest(c.CertificateSHA256) {
			continue
		}
		g := e.Registration
		if p.withoutPeriod {
			g.InForce = motcua.Interval{}
		}
		if out = append(out, g); p.firstOnly {
			break
		}
	}
	return out, nil
}

// sameName compares issuer and serial, in a way that serves this suite alone.
func (p *plainRegister) sameName(e *signature.RegisterEntry, c *signature.Certificate) bool {
	if e.Serial == nil || c.Serial == nil {
		return false
	}
	same := e.Serial.Cmp(c.Serial) == 0 || p.unsigned && e.Serial.CmpAbs(c.Serial) == 0
	if p.bytewise {
		return same && e.Issuer == c.Issuer
	}
	plain := func(s string) string { return strings.ReplaceAll(norm.NFC.String(s), ", ", ",") }
	return same && plain(e.Issuer) == plain(c.Issuer)
}

func openPlain(spoil func(*plainRegister)) recordtest.OpenRegister {
	return func(_ context.Context, entries []signature.RegisterEntry) (signature.Register, error) {
		p := &plainRegister{entries: slices.Clone(entries)}
		spoil(p)
		return p, nil
	}
}

func TestCheckRegisterAccepts(t *testing.T) {
	if err := recordtest.CheckRegister(t.Context(), openPlain(func(*plainRegister) {})); err != nil {
		t.Error(err)
	}
}

func TestCheckRegisterFinds(t *testing.T) {
	wrong := map[string]func(*plainRegister){
		"knows digests only":           func(p *plainRegister) { p.digestOnly = true },
		"compares bytes of names":      func(p *plainRegister) { p.bytewise = true },
		"takes a name beside a digest": func(p *plainRegister) { p.mixes = true },
		"gives the first alone":        func(p *plainRegister) { p.firstOnly = true },
		"forgets the sign of a serial": func(p *plainRegister) { p.unsigned = true },
		"forgets the period":           func(p *plainRegister) { p.withoutPeriod = true },
		"keeps entries of another":     func(p *plainRegister) { p.entries = registerOfAnother() },
	}
	for name, spoil := range wrong {
		t.Run(name, func(t *testing.T) {
			if recordtest.CheckRegister(t.Context(), openPlain(spoil)) == nil {
				t.Error("nothing was found")
			}
		})
	}
}

func registerOfAnother() []signature.RegisterEntry {
	return []signature.RegisterEntry{{CertificateSHA256: signature.DigestOf([]byte("first"))}}
}
