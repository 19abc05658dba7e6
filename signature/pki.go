package signature

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/certpath"
	"github.com/motcua/motcua/internal/crl"
	"github.com/motcua/motcua/internal/ocsp"
)

// PKI is what a deployment trusts: root certificates, sources of revocation data
// and limits of algorithms. One PKI serves all documents of a run; it remembers
// paths, signatures and revocation data, so that the second document of a signer
// costs little more than its hash.
//
// Concurrency: safe.
type PKI struct {
	stores     []TrustStore
	validator  *certpath.Validator
	anchors    map[[32]byte]*TrustStore
	algorithms []AlgorithmLimit
	ownLimits  bool // the algorithms are the caller's
	revocation *RevocationData
	online     *online

	intermediates [][]byte // those that belong to no store; DER

	parsed  memory[[32]byte, *cert.Certificate]
	built   memory[[32]byte, *builtPaths]
	lists   memory[[32]byte, *crl.List]
	answers memory[answerKey, *ocsp.Evidence]
	said    memory[saidKey, []consultation]

	heldOnce   sync.Once
	heldSource *source
}

// PKIOptions tunes a PKI. The zero value knows no revocation data but what
// documents carry.
type PKIOptions struct {
	// Intermediates help to build paths and are trusted by nobody; DER.
	Intermediates [][]byte
	// Revocation is what the caller holds beside the documents; nil for nothing.
	Revocation *RevocationData
	// Online, where not nil, fetches what is missing.
	Online *OnlineOptions
	// Algorithms replaces the limits of [Algorithms]; nil keeps them.
	Algorithms []AlgorithmLimit
}

// NewPKI prepares the stores. Without any store nothing is trusted, and every
// path that is complete ends in an untrusted root. Close it where it is online.
//
// Errors: [ErrTrustStore] for a certificate that cannot be read.
func NewPKI(stores []TrustStore, o PKIOptions) (*PKI, error) {
	p := &PKI{
		stores: stores, anchors: map[[32]byte]*TrustStore{}, algorithms: o.Algorithms, ownLimits: o.Algorithms != nil,
		revocation: o.Revocation, intermediates: o.Intermediates,
	}
	if p.algorithms == nil {
		p.algorithms = Algorithms()
	}
	var roots, others []*cert.Certificate
	for i := range stores {
		for _, der := range stores[i].Roots {
			c, err := p.parse(der)
			if err != nil {
				return nil, fmt.Errorf("signature: prepare trust: %w: %w", ErrTrustStore, err)
			}
			if p.anchors[c.Fingerprint()] == nil {
				p.anchors[c.Fingerprint()] = &stores[i]
				roots = append(roots, c)
			}
		}
		others = append(others, p.parseAll(stores[i].Intermediates)...)
	}
	others = append(others, p.parseAll(o.Intermediates)...)
	p.validator = certpath.New(roots, others, certpath.Settings{Processed: []string{oidQCStatements}})
	if o.Online != nil {
		p.online = newOnline(*o.Online)
	}
	return p, nil
}

// Close ends what is under way online. A PKI that is not online needs no Close.
func (p *PKI) Close() error {
	if p.online == nil {
		return nil
	}
	return p.online.close()
}

// parse reads a certificate, once.
func (p *PKI) parse(der []byte) (*cert.Certificate, error) {
	key := sha256.Sum256(der)
	if c, ok := p.parsed.get(key); ok {
		return c, nil
	}
	c, err := cert.Parse(der)
	if err != nil {
		return nil, err
	}
	p.parsed.put(key, c)
	return c, nil
}

// parseAll reads what can be read; the rest helps nobody.
func (p *PKI) parseAll(ders [][]byte) []*cert.Certificate {
	var certs []*cert.Certificate
	for _, der := range ders {
		if c, err := p.parse(der); err == nil {
			certs = append(certs, c)
		}
	}
	return certs
}

// trustPath is a valid path, and what it rests on.
type trustPath struct {
	certs []*cert.Certificate // the signer's first, the root last
	store *TrustStore
	uses  []algorithmUse // of the signatures of the certificates below the root
}

func (p *trustPath) described() []Certificate {
	list := make([]Certificate, len(p.certs))
	for i, c := range p.certs {
		list[i] = describeCertificate(c)
	}
	return list
}

// builtPaths is what a search for paths came to.
type builtPaths struct {
	paths []*trustPath
	chain Condition
}

// paths returns the paths of a certificate to the chosen roots, or what is wrong
// with its chain. Extra certificates are those of the document, DER.
func (p *PKI) paths(ctx context.Context, leaf *cert.Certificate, extra [][]byte) ([]*trustPath, Condition) {
	key := pathKey(leaf, extra)
	if b, ok := p.built.get(key); ok {
		return b.paths, b.chain
	}
	certs := p.parseAll(extra)
	b := p.build(leaf, certs)
	if len(b.paths) == 0 && b.chain.Reason == ReasonNoIssuer && p.online != nil {
		if more := p.online.issuers(ctx, leaf, certs); len(more) > 0 {
			b = p.build(leaf, append(certs, more...))
		}
		return b.paths, b.chain // what the network gives today is not remembered
	}
	p.built.put(key, b)
	return b.paths, b.chain
}

// pathKey names a search: by the certificate and what helped, in order.
func pathKey(leaf *cert.Certificate, extra [][]byte) [32]byte {
	h := sha256.New()
	fp := leaf.Fingerprint()
	h.Write(fp[:])
	for _, der := range extra {
		sum := sha256.Sum256(der)
		h.Write(sum[:])
	}
	return [32]byte(h.Sum(nil))
}

func (p *PKI) build(leaf *cert.Certificate, extra []*cert.Certificate) *builtPaths {
	found, err := p.validator.Paths(leaf, extra)
	if err != nil {
		return &builtPaths{chain: chainFault(err)}
	}
	b := &builtPaths{chain: Condition{Met: Yes}}
	for _, f := range found {
		b.paths = append(b.paths, &trustPath{
			certs: f.Certificates, store: p.anchors[f.Anchor().Fingerprint()], uses: usesOf(f.Certificates),
		})
	}
	return b
}

// chainFault turns what is wrong with every path into a condition. Only a
// missing certificate, or a search that was cut short, leaves it open.
func chainFault(err error) Condition {
	var e *certpath.PathError
	if !errors.As(err, &e) {
		return Condition{Met: Unknown, Reason: ReasonNoIssuer}
	}
	c := Condition{Met: No, Detail: e.OID}
	if e.Certificate != nil && c.Detail == "" {
		c.Detail = e.Certificate.Subject.CommonName()
	}
	switch e.Reason {
	case certpath.NoIssuer:
		c.Met, c.Reason = Unknown, ReasonNoIssuer
		if e.Certificate != nil {
			c.Detail = e.Certificate.Issuer.CommonName()
		}
	case certpath.LimitReached:
		c.Met, c.Reason = Unknown, ReasonPathLimit
	case certpath.UntrustedRoot:
		c.Reason = ReasonRootNotChosen
		if label := rootLabel(e.Certificate); label != "" {
			c.Detail = label
		}
	case certpath.BadSignature:
		c.Reason = ReasonPathSignature
	case certpath.UnsupportedAlgorithm:
		c.Met, c.Reason = Unknown, ReasonAlgorithm
	case certpath.NotCA, certpath.KeyUsage:
		c.Reason = ReasonPathNotCA
	case certpath.PathLength:
		c.Reason = ReasonPathLength
	case certpath.NameConstraints:
		c.Reason = ReasonPathNames
	case certpath.Policy:
		c.Reason = ReasonPathPolicy
	case certpath.UnknownCritical:
		c.Reason = ReasonCriticalExtension
	default:
		c.Reason = ReasonPathMalformed
	}
	return c
}

// oidQCStatements are statements about qualified certificates (RFC 3739, 3.2.6).
// They bind under foreign law, so they refuse no path and grant nothing.
const oidQCStatements = "1.3.6.1.5.5.7.1.3"

// memory is a bounded cache; when it is full it forgets everything, which costs
// a run that goes on little.
type memory[K comparable, V any] struct {
	mu sync.Mutex
	m  map[K]V
}

// maxRemembered bounds each cache of a PKI.
const maxRemembered = 1 << 14

func (c *memory[K, V]) get(k K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.m[k]
	return v, ok
}

func (c *memory[K, V]) put(k K, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil || len(c.m) >= maxRemembered {
		c.m = map[K]V{}
	}
	c.m[k] = v
}
