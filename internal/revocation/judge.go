package revocation

import (
	"time"

	"github.com/motcua/motcua/internal/cert"
)

// Evidence is an answer with the moment since when it is proven to exist, by a
// timestamp over it or by the archive that kept it. Zero: it is known only at the
// moment of judging.
type Evidence struct {
	Answer
	Exists time.Time
}

// Moments are the times of a judgement, both required.
type Moments struct {
	At  time.Time // the moment in question: did the certificate stand then?
	Now time.Time // the moment of judging; nothing later is believed
}

// Why says why a status is unknown.
type Why uint8

// The reasons, those that say most last: the verdict names the last that any
// answer gives.
const (
	NoAnswer          Why = iota + 1 // there is no evidence about the certificate
	NotKnown                         // the responder does not know the certificate
	FromTheFuture                    // issued after the moment of judging
	SignerNotInForce                 // a certificate of its signer was not in force when it was issued
	Unproven                         // not proven to exist while its signer's certificate was in force
	SignerNotGood                    // its signer was revoked, or nothing says that it was not
	AfterExpiry                      // issued when the certificate had expired, which may have been dropped
	Stale                            // issued before the moment in question and superseded by it
	ReasonsNotCovered                // the lists at hand leave out a reason for revocation
)

// String returns a short English name.
func (w Why) String() string {
	switch w {
	case NoAnswer:
		return "no revocation information"
	case NotKnown:
		return "responder does not know the certificate"
	case FromTheFuture:
		return "issued after the moment of judging"
	case SignerNotInForce:
		return "signer's certificate not in force at issue"
	case Unproven:
		return "not proven to exist before the signer's certificate expired"
	case SignerNotGood:
		return "signer may have been revoked"
	case AfterExpiry:
		return "issued after the certificate expired"
	case Stale:
		return "not fresh at the moment in question"
	case ReasonsNotCovered:
		return "not all reasons for revocation are covered"
	}
	return "none"
}

// Verdict is what the evidence as a whole says of a certificate at a moment.
type Verdict struct {
	Status Status
	Since  time.Time // for Revoked: since when it is effective
	Reason int       // for Revoked; else NoReason
	Why    Why       // for Unknown; else 0
	// Evidence is what decided: the revoking answer, or of the good answers the
	// one with the latest ThisUpdate; nil for Unknown.
	Evidence *Evidence
}

// Judge says whether a certificate stood at a moment. It is pure, and does not
// ask whether the signers of the answers were revoked: JudgePath does.
//
// A revocation is effective since its date, or since an earlier invalidity date
// if the key was compromised: the subject's, or that of a CA or attribute
// authority (reasons 1, 2 and 10), after which nobody knows who signed. Under
// other reasons the key was its owner's until the revocation. The effective
// moment itself is revoked; a moment before it stands.
//
// An answer that revokes counts whenever it was issued. One that does not counts
// if it was issued at or after the moment in question, but within the
// certificate's validity unless it retains expired certificates; or, issued
// before, if its stated next update is not before the moment in question.
//
// Where answers contradict, one that revokes for good beats every other: only a
// hold can be lifted (RFC 5280, 5.3.1). A hold lasts until the first believed
// answer after it that no longer shows it, whatever the moment at which it was
// really lifted: a certificate that may have been suspended did not stand.
func Judge(c *cert.Certificate, m Moments, evidence []Evidence) Verdict {
	j := judgement{subject: c, Moments: m, why: NoAnswer}
	for i := range evidence {
		j.hear(&evidence[i])
	}
	return j.verdict()
}

// judgement collects what the believed answers say.
type judgement struct {
	Moments
	subject *cert.Certificate
	why     Why

	final   *Evidence   // revokes for good at the moment in question
	holds   []*Evidence // show a hold that began by then
	lifts   []*Evidence // do not show a hold, issued by then
	good    *Evidence   // the latest that counts as good
	covered ReasonSet   // by those that count as good
}

// hear sorts one answer.
func (j *judgement) hear(e *Evidence) {
	if why := j.disbelief(e); why != 0 {
		j.because(why)
		return
	}
	switch {
	case e.Status == Unknown:
		j.because(NotKnown)
	case e.revokes() && !e.effective().After(j.At):
		if e.Reason == ReasonCertificateHold {
			j.holds = append(j.holds, e)
		} else if j.final == nil || moreTelling(e, j.final) {
			j.final = e
		}
	default:
		if !e.revokes() && !e.ThisUpdate.After(j.At) {
			j.lifts = append(j.lifts, e)
		}
		j.hearGood(e)
	}
}

// hearGood takes an answer by which the certificate stood at the moment in
// question, if it speaks of that moment.
func (j *judgement) hearGood(e *Evidence) {
	switch {
	case !e.revokes() && e.ThisUpdate.After(j.subject.NotAfter) && !e.retains(j.subject):
		j.because(AfterExpiry)
	case e.ThisUpdate.Before(j.At) && (e.NextUpdate.IsZero() || e.NextUpdate.Before(j.At)):
		j.because(Stale)
	default:
		j.covered |= e.reasons()
		if j.good == nil || e.ThisUpdate.After(j.good.ThisUpdate) {
			j.good = e
		}
	}
}

// disbelief returns why an answer proves nothing by itself, or 0.
func (j *judgement) disbelief(e *Evidence) Why {
	if e.ThisUpdate.IsZero() || e.ThisUpdate.After(j.Now) || e.ProducedAt.After(j.Now) {
		return FromTheFuture
	}
	path := e.SignerPath
	if len(path) == 0 && e.Signer != nil {
		path = []*cert.Certificate{e.Signer}
	}
	for i, c := range path {
		if i > 0 && i == len(path)-1 {
			break // the anchor's dates bind nobody
		}
		if !inForce(c, e.ThisUpdate) || !e.ProducedAt.IsZero() && !inForce(c, e.ProducedAt) {
			return SignerNotInForce
		}
	}
	if e.Signer != nil && j.existence(e).After(e.Signer.NotAfter) {
		return Unproven
	}
	return 0
}

// existence is the moment since when the answer is known to exist.
func (m Moments) existence(e *Evidence) time.Time {
	if e.Exists.IsZero() || e.Exists.After(m.Now) {
		return m.Now
	}
	return e.Exists
}

func inForce(c *cert.Certificate, t time.Time) bool {
	return !t.Before(c.NotBefore) && !t.After(c.NotAfter)
}

func (j *judgement) because(why Why) { j.why = max(j.why, why) }

func (j *judgement) verdict() Verdict {
	if j.final != nil {
		return revoked(j.final)
	}
	if hold := j.lastingHold(); hold != nil {
		return revoked(hold)
	}
	switch {
	case j.good == nil:
		return Verdict{Reason: NoReason, Why: j.why}
	case j.covered&AllReasons != AllReasons:
		return Verdict{Reason: NoReason, Why: ReasonsNotCovered}
	}
	return Verdict{Status: Good, Reason: NoReason, Evidence: j.good}
}

// lastingHold returns a hold that no later answer has lifted by the moment in
// question.
func (j *judgement) lastingHold() *Evidence {
	for _, hold := range j.holds {
		lifted := false
		for _, e := range j.lifts {
			lifted = lifted || e.ThisUpdate.After(hold.ThisUpdate) && e.reasons()&holdBit != 0
		}
		if !lifted {
			return hold
		}
	}
	return nil
}

const holdBit ReasonSet = 1 << ReasonCertificateHold

func revoked(e *Evidence) Verdict {
	return Verdict{Status: Revoked, Since: e.effective(), Reason: e.Reason, Evidence: e}
}

// moreTelling orders answers that revoke for good: the earlier effect counts, and
// of equals the newer answer.
func moreTelling(a, b *Evidence) bool {
	if !a.effective().Equal(b.effective()) {
		return a.effective().Before(b.effective())
	}
	return a.ThisUpdate.After(b.ThisUpdate)
}

// revokes is false for an entry that a delta list says to remove.
func (a *Answer) revokes() bool { return a.Status == Revoked && a.Reason != ReasonRemoveFromCRL }

// effective is the moment since which a revocation counts.
func (a *Answer) effective() time.Time {
	switch a.Reason {
	case ReasonKeyCompromise, ReasonCACompromise, ReasonAACompromise:
		if !a.InvalidityDate.IsZero() && a.InvalidityDate.Before(a.RevokedAt) {
			return a.InvalidityDate
		}
	}
	return a.RevokedAt
}

// retains reports whether a certificate that has expired would still be listed.
func (a *Answer) retains(c *cert.Certificate) bool {
	return !a.RetainsSince.IsZero() && !a.RetainsSince.After(c.NotAfter)
}

func (a *Answer) reasons() ReasonSet {
	if a.Reasons == 0 {
		return AllReasons
	}
	return a.Reasons
}
