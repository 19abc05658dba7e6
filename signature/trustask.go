package signature

import (
	"crypto/x509"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/tst"
)

// usage tells what a certificate was used for.
type usage int

const (
	forDocuments usage = iota
	forTimestamps
)

// ask judges a certificate for a use. Of several paths the first that is good
// decides, else the first.
func (t *trial) ask(q question) Trust {
	paths, chain := t.pki.paths(t.ctx, q.leaf, t.data.certs)
	if len(paths) == 0 {
		out := Trust{Chain: chain, Scope: scopeOf(q.leaf, q.purpose), At: q.moment(t.at)}
		out.settle()
		return out
	}
	var first Trust
	for i, p := range paths {
		out := t.askPath(q, p)
		if out.Status == Trusted {
			return out
		}
		if i == 0 {
			first = out
		}
	}
	return first
}

// moment is the time for which the certificate is judged.
func (q *question) moment(at time.Time) time.Time {
	switch {
	case !q.proven.IsZero():
		return q.proven
	case !q.claimed.IsZero():
		return q.claimed
	}
	return at
}

// askPath judges one path, at the proven time or, without one, at the claimed
// time and at the moment of judging.
func (t *trial) askPath(q question, p *trustPath) Trust {
	out := Trust{
		Chain: Condition{Met: Yes}, Scope: scopeOf(q.leaf, q.purpose),
		At: q.moment(t.at), Path: p.described(), Store: p.store.Name, Purpose: p.store.Purpose,
	}
	evidence := t.evidence(p)
	then := t.hold(p, evidence, out.At)
	out.Validity, out.Revocation, out.ProofOfTime = then.validity, then.revocation, Condition{Met: Yes}
	if q.proven.IsZero() {
		t.withoutProof(&out, p, evidence)
	}
	out.Evidence = evidence.report()
	out.Algorithms = t.algorithms(q, p, evidence)
	out.settle()
	return out
}

// withoutProof adds what must hold at the moment of judging where no time is
// proven. What held only at the claimed time wants a proof of time.
func (t *trial) withoutProof(out *Trust, p *trustPath, evidence *evidence) {
	if out.At.After(t.at.Add(maxClockSkew)) {
		out.ProofOfTime = Condition{Met: No, Reason: ReasonFutureTime}
		return
	}
	now := t.hold(p, evidence, t.at)
	switch {
	case out.Validity.Met != Yes || out.Revocation.Met == No:
		return
	case now.validity.Met == No || now.revocation.Met == No:
		out.ProofOfTime = Condition{Met: No, Reason: ReasonNoProofOfTime}
	case now.revocation.Met == Unknown:
		out.Revocation = now.revocation
	}
}

// held tells whether a path held at a moment.
type held struct{ validity, revocation Condition }

func (t *trial) hold(p *trustPath, e *evidence, at time.Time) held {
	return held{validity: p.validAt(at), revocation: e.at(at, t.at)}
}

// validAt tells whether every certificate of the path was in its period.
func (p *trustPath) validAt(at time.Time) Condition {
	for i, c := range p.certs {
		early, late := at.Before(c.NotBefore), at.After(c.NotAfter)
		switch {
		case !early && !late:
			continue
		case i > 0:
			return Condition{Met: No, Reason: ReasonIssuerNotValid, Detail: c.Subject.CommonName()}
		case early:
			return Condition{Met: No, Reason: ReasonNotYetValid}
		default:
			return Condition{Met: No, Reason: ReasonExpired}
		}
	}
	return Condition{Met: Yes}
}

// scopeOf tells whether the certificate may be used so: for documents the key
// usage must be for signatures, and what is issued for timestamps, OCSP, servers
// or code alone is for nothing else.
func scopeOf(c *cert.Certificate, use usage) Condition {
	if use == forTimestamps {
		if !tst.IsForTimestamps(c) {
			return Condition{Met: No, Reason: ReasonTimestampPurpose}
		}
		return Condition{Met: Yes}
	}
	signing := x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	if c.HasKeyUsage && c.KeyUsage&signing == 0 {
		return Condition{Met: No, Reason: ReasonKeyUsage}
	}
	if p := c.Purposes(); p.Present && (p.Malformed || isForOthersOnly(p.OIDs)) {
		return Condition{Met: No, Reason: ReasonPurpose}
	}
	return Condition{Met: Yes}
}

// isForOthersOnly: no purpose among them has to do with documents.
func isForOthersOnly(oids []string) bool {
	for _, oid := range oids {
		switch oid {
		case cert.OIDTimeStamping, cert.OIDOCSPSigning, "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.3":
		default:
			return false
		}
	}
	return true
}

// algorithms holds what the signature, the path and the evidence were made with
// against the limits, on the day that is proven, or that of judging.
func (t *trial) algorithms(q question, p *trustPath, e *evidence) Condition {
	at, ended := q.proven, ReasonAlgorithmEnded
	if at.IsZero() {
		at, ended = t.at, ReasonAlgorithmUnproven
	}
	day := motcua.DateAt(at)
	for _, uses := range [][]algorithmUse{q.uses, p.uses, e.uses()} {
		for _, u := range uses {
			if !u.acceptable(t.pki.algorithms, day) {
				return Condition{Met: No, Reason: ended, Detail: u.String()}
			}
		}
	}
	return Condition{Met: Yes}
}

// settle sums the conditions up: what failed beyond doubt makes untrusted, what
// is open or wants a proof of time indeterminate.
func (t *Trust) settle() {
	t.Status, t.Reason = Trusted, ""
	for _, c := range []Condition{t.Chain, t.Validity, t.Revocation, t.Scope, t.Algorithms} {
		if c.Met == No && c.Reason != ReasonAlgorithmUnproven {
			t.Status, t.Reason = Untrusted, c.Reason
			return
		}
	}
	for _, c := range []Condition{t.Chain, t.Validity, t.Revocation, t.Scope, t.Algorithms, t.ProofOfTime} {
		if c.Met != Yes {
			t.Status, t.Reason = TrustIndeterminate, c.Reason
			return
		}
	}
}
