package certpath

import (
	"crypto/sha256"
	"sync"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
)

// check is one question: was this certificate signed by this key?
type check struct {
	certificate [32]byte // SHA-256 of the whole certificate
	key         [32]byte // SHA-256 of the issuer's key
}

// memo remembers answers in two generations: when the young one is full it
// becomes the old one, whose answers return to the young when they are used. So
// what is in use stays, and the bound holds.
type memo struct {
	mu         sync.Mutex
	young, old map[check]error
}

func (m *memo) get(c check) (error, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err, ok := m.young[c]; ok {
		return err, true
	}
	err, ok := m.old[c]
	if ok {
		m.add(c, err)
	}
	return err, ok
}

func (m *memo) put(c check, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.add(c, err)
}

// add needs the lock.
func (m *memo) add(c check, err error) {
	if m.young == nil || len(m.young) >= maxRemembered/2 {
		m.old, m.young = m.young, make(map[check]error)
	}
	m.young[c] = err
}

// keyDigest identifies a key together with inherited DSA parameters.
func keyDigest(c *cert.Certificate, issuer *[32]byte) [32]byte {
	if issuer == nil || !lacksParameters(c) {
		return sha256.Sum256(c.SPKI)
	}
	return sha256.Sum256(append(issuer[:], c.SPKI...))
}

// lacksParameters also holds for a certificate to which InheritDSA has given
// them.
func lacksParameters(c *cert.Certificate) bool {
	return c.KeyAlgorithm.OID == cert.OIDKeyDSA && c.KeyAlgorithm.NoParams()
}

// verify says whether child was signed by the issuer's key: nil, the reason why
// not, or errBudget.
func (v *Validator) verify(child, issuer *node, b *budget) error {
	question := check{certificate: child.digest, key: issuer.key}
	if err, ok := v.memo.get(question); ok {
		return err
	}
	if b.checks == 0 {
		return errBudget
	}
	b.checks--
	c := child.cert
	err := cms.VerifySignature(c.SignatureAlgorithm, issuer.cert, c.RawTBS, c.Signature)
	v.memo.put(question, err)
	return err
}
