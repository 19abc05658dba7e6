package signature

import (
	"crypto/sha256"
	"slices"
	"time"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/crl"
	"github.com/motcua/motcua/internal/ocsp"
	"github.com/motcua/motcua/internal/revocation"
)

// evidence is what is known about the revocation of the certificates of a path,
// for one question.
type evidence struct {
	t       *trial
	path    *trustPath
	fetched *source // from the network, once it was asked
	asked   bool
	// consulted holds the answers as they were last judged, by the certificate that
	// they are about: those of the path, and of others who signed answers.
	consulted map[[32]byte][]consultation
	others    [][32]byte        // the certificates outside the path, in order
	decisive  map[[32]byte]bool // digests of what decided
}

// consultation is one answer and where it was found.
type consultation struct {
	revocation.Evidence
	from *holding
	base *holding // the complete list under a delta list; else nil
}

// evidence gathers what the document and the caller hold.
func (t *trial) evidence(p *trustPath) *evidence {
	if t.embedded == nil {
		t.embedded = t.pki.holdEmbedded(t.data)
	}
	return &evidence{t: t, path: p, consulted: map[[32]byte][]consultation{}, decisive: map[[32]byte]bool{}}
}

// at tells whether no certificate of the path was revoked at a moment. What is
// missing is fetched, where the PKI may.
func (e *evidence) at(moment, now time.Time) Condition {
	c := e.judge(moment, now)
	if c.Met != Unknown || e.asked || e.t.pki.online == nil {
		return c
	}
	e.asked = true
	e.fetched = e.t.pki.fetch(e.t.ctx, e.path)
	return e.judge(moment, now)
}

func (e *evidence) judge(moment, now time.Time) Condition {
	verdicts := revocation.JudgePath(e.path.certs, revocation.Moments{At: moment, Now: now}, e.source)
	open := Condition{Met: Yes}
	for i, v := range verdicts {
		if v.Evidence != nil {
			e.decisive[v.Evidence.Digest] = true
		}
		switch {
		case v.Status == revocation.Revoked:
			return revokedCondition(i, v, e.path.certs[i])
		case v.Status == revocation.Unknown && open.Met == Yes:
			open = Condition{Met: Unknown, Reason: unknownReason(v.Why), Detail: e.path.certs[i].Subject.CommonName()}
		}
	}
	return open
}

func revokedCondition(i int, v revocation.Verdict, c *cert.Certificate) Condition {
	switch {
	case i > 0:
		return Condition{Met: No, Reason: ReasonIssuerRevoked, Detail: c.Subject.CommonName()}
	case v.Reason == revocation.ReasonCertificateHold:
		return Condition{Met: No, Reason: ReasonSuspended, Detail: clock(v.Since)}
	}
	return Condition{Met: No, Reason: ReasonRevoked, Detail: clock(v.Since)}
}

// clock writes a moment as the country does.
func clock(t time.Time) string {
	return t.In(vietnamZone()).Format("02/01/2006 15:04:05")
}

// unknownReason puts into words why nothing is known.
func unknownReason(w revocation.Why) Reason {
	switch w {
	case revocation.Stale:
		return ReasonRevocationStale
	case revocation.AfterExpiry:
		return ReasonRevocationExpired
	case revocation.SignerNotInForce, revocation.Unproven, revocation.SignerNotGood:
		return ReasonRevocationUnproven
	}
	return ReasonRevocationMissing
}

// source answers for revocation.JudgePath: about the certificate at an index of
// a path, which is this path or that of a signer of evidence.
func (e *evidence) source(certs []*cert.Certificate, index int) []revocation.Evidence {
	var found []consultation
	for _, s := range []*source{e.t.embedded, e.t.pki.held(), e.fetched} {
		for _, c := range e.t.pki.ask(s, certs, index) {
			c.Exists = e.exists(c.from)
			if c.base != nil {
				c.Exists = laterOf(c.Exists, e.exists(c.base))
			}
			found = append(found, c)
		}
	}
	e.remember(certs[index], found)
	out := make([]revocation.Evidence, len(found))
	for i := range found {
		out[i] = found[i].Evidence
	}
	return out
}

// remember keeps what was said about a certificate.
func (e *evidence) remember(c *cert.Certificate, found []consultation) {
	about := c.Fingerprint()
	inPath := func(p *cert.Certificate) bool { return p.Fingerprint() == about }
	if _, known := e.consulted[about]; !known && !slices.ContainsFunc(e.path.certs, inPath) {
		e.others = append(e.others, about)
	}
	e.consulted[about] = found
}

// exists is since when a piece of evidence is proven to exist: what stands in the
// document by the timestamps that cover it; zero for what is at hand now.
func (e *evidence) exists(h *holding) time.Time {
	if h.place == nil {
		return time.Time{}
	}
	proven := e.t.provenBy(h.place.revision, h.place.value)
	if s := h.place.signed; s != nil && (proven.IsZero() || s.out.ProvenTime.Before(proven)) && !s.out.ProvenTime.IsZero() {
		proven = s.out.ProvenTime
	}
	return proven
}

// laterOf is the later of two moments since when evidence exists; zero, for what
// is at hand only now, is later than any.
func laterOf(a, b time.Time) time.Time {
	if a.IsZero() || b.IsZero() {
		return time.Time{}
	}
	if a.After(b) {
		return a
	}
	return b
}

// uses lists what the decisive evidence was signed with, as far as that depends
// on time.
func (e *evidence) uses() []algorithmUse {
	var uses []algorithmUse
	for _, list := range e.consulted {
		for _, c := range list {
			if c.Weak != "" && e.decisive[c.Digest] {
				uses = append(uses, algorithmUse{digest: c.Weak})
			}
		}
	}
	return uses
}

// report lists what was consulted: about each certificate of the path, then about
// others who signed answers.
func (e *evidence) report() []RevocationEvidence {
	about := make([][32]byte, 0, len(e.path.certs)+len(e.others))
	for _, c := range e.path.certs[:len(e.path.certs)-1] {
		about = append(about, c.Fingerprint())
	}
	var list []RevocationEvidence
	for _, fp := range append(about, e.others...) {
		for _, c := range e.consulted[fp] {
			r := RevocationEvidence{
				Certificate: fp, Kind: EvidenceCRL, Source: c.from.source,
				ThisUpdate: c.ThisUpdate, NextUpdate: c.NextUpdate, RevokedAt: c.RevokedAt,
				SHA256: c.Digest, Decisive: e.decisive[c.Digest], holding: c.from,
			}
			if c.Kind == revocation.OCSP {
				r.Kind = EvidenceOCSP
			}
			list = append(list, r)
		}
	}
	return list
}

// source is a set of evidence that answers together: complete lists need the
// delta lists beside them, and both the certificates of those who signed.
type source struct {
	lists   []*holding
	ocsps   []*holding
	checker *crl.Checker
	certs   []*cert.Certificate
	id      [32]byte // names the set, so that its answers can be remembered
}

// holding is one list or response at hand.
type holding struct {
	list     *crl.List
	response *ocsp.Response
	digest   [32]byte // of a response; a list computes its own when asked
	source   EvidenceSource
	read     func() ([]byte, error)
	place    *embedded // where it stands in the document; nil for others
}

// newSource prepares a set.
func (p *PKI) newSource(id [32]byte, lists, ocsps []*holding, certs []*cert.Certificate) *source {
	s := &source{lists: lists, ocsps: ocsps, certs: certs, id: id}
	if len(lists) > 0 {
		plain := make([]*crl.List, len(lists))
		for i, h := range lists {
			plain[i] = h.list
		}
		s.checker = crl.NewChecker(p.validator, plain, certs)
	}
	return s
}

// saidKey is a question to a source: about a certificate and what is above it.
type saidKey struct{ source, path [32]byte }

// ask returns what a source answers about the certificate at an index of a path.
// Documents of one signer ask the same, so that the answers are remembered.
func (p *PKI) ask(s *source, certs []*cert.Certificate, index int) []consultation {
	if s == nil || s.checker == nil && len(s.ocsps) == 0 {
		return nil
	}
	key := saidKey{s.id, fingerprints(certs[index:])}
	if known, ok := p.said.get(key); ok {
		return known
	}
	found := s.answers(p, certs, index)
	p.said.put(key, found)
	return found
}

func fingerprints(certs []*cert.Certificate) [32]byte {
	h := sha256.New()
	for _, c := range certs {
		fp := c.Fingerprint()
		h.Write(fp[:])
	}
	return [32]byte(h.Sum(nil))
}

func (s *source) answers(p *PKI, certs []*cert.Certificate, index int) []consultation {
	var found []consultation
	if s.checker != nil {
		answers, _ := s.checker.Answers(certs, index)
		for _, a := range answers {
			if h := s.listOf(a.Digest); h != nil {
				c := consultation{Evidence: revocation.Evidence{Answer: a}, from: h}
				if a.BaseDigest != [32]byte{} {
					c.base = s.listOf(a.BaseDigest)
				}
				found = append(found, c)
			}
		}
	}
	for _, h := range s.ocsps {
		for _, a := range p.respond(h, certs, index, s.certs) {
			found = append(found, consultation{Evidence: revocation.Evidence{Answer: a}, from: h})
		}
	}
	return found
}

// listOf finds the list of a digest.
func (s *source) listOf(digest [32]byte) *holding {
	for _, h := range s.lists {
		if d, err := h.list.Digest(); err == nil && d == digest {
			return h
		}
	}
	return nil
}

// answerKey is a question to a response: about whom, issued by whom.
type answerKey struct{ subject, issuer, response [32]byte }

// respond returns what a response says of the certificate at an index of a path,
// with the path of who signed it.
func (p *PKI) respond(h *holding, certs []*cert.Certificate, index int, extra []*cert.Certificate) []revocation.Answer {
	subject, above := certs[index], certs[index+1:]
	key := answerKey{subject.Fingerprint(), above[0].Fingerprint(), h.digest}
	said, ok := p.answers.get(key)
	if !ok {
		var err error
		said, err = h.response.About(subject, above[0], ocsp.Options{Certificates: extra})
		if err != nil {
			said = nil
		}
		p.answers.put(key, said)
	}
	if said == nil {
		return nil
	}
	answers := slices.Clone(said.Answers)
	for i := range answers {
		switch {
		case said.Delegate == nil:
			answers[i].SignerPath = above
		case !said.NoCheck:
			answers[i].SignerPath = append([]*cert.Certificate{said.Delegate}, above...)
		}
	}
	return answers
}

// held is what the caller holds beside the documents, as a source that is
// prepared once.
func (p *PKI) held() *source {
	p.heldOnce.Do(func() {
		if p.revocation != nil {
			id := sha256.Sum256([]byte("held"))
			p.heldSource = p.newSource(id, p.revocation.lists, p.revocation.ocsps, p.parseAll(p.revocation.certs))
		}
	})
	return p.heldSource
}

// holdEmbedded reads the revocation data of a document. What cannot be read
// speaks for nobody.
func (p *PKI) holdEmbedded(v *validationData) *source {
	var lists, ocsps []*holding
	id := sha256.New()
	for i := range v.crls {
		raw := v.crls[i].raw
		digest := sha256.Sum256(raw)
		if list, err := p.list(digest, raw); err == nil {
			lists = append(lists, &holding{list: list, source: SourceEmbedded, place: &v.crls[i], read: inMemory(raw)})
			id.Write(digest[:])
		}
	}
	for i := range v.ocsps {
		raw := v.ocsps[i].raw
		if r, err := ocsp.Parse(raw); err == nil {
			h := &holding{response: r, digest: sha256.Sum256(raw), source: SourceEmbedded, place: &v.ocsps[i], read: inMemory(raw)}
			ocsps = append(ocsps, h)
			id.Write(h.digest[:])
		}
	}
	certs := p.parseAll(v.certs)
	for _, c := range certs {
		fp := c.Fingerprint()
		id.Write(fp[:])
	}
	return p.newSource([32]byte(id.Sum(nil)), lists, ocsps, certs)
}

// list reads a list that is in memory, once for all documents that hold it: its
// signature then is verified once.
func (p *PKI) list(digest [32]byte, raw []byte) (*crl.List, error) {
	if l, ok := p.lists.get(digest); ok {
		return l, nil
	}
	l, err := crl.Parse(raw)
	if err == nil {
		p.lists.put(digest, l)
	}
	return l, err
}

func inMemory(raw []byte) func() ([]byte, error) {
	return func() ([]byte, error) { return raw, nil }
}
