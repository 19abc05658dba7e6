package signature

import (
	"context"
	"slices"
	"time"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/tst"
)

// trial judges the trust of all signatures of one document.
type trial struct {
	ctx    context.Context
	pki    *PKI
	at     time.Time // the moment of judging
	data   *validationData
	proofs []timeProof

	embedded *source // the revocation data of the document, once it was asked for
}

// timeProof is a trusted document timestamp: what the file held up to a saved state
// existed at a time (EN 319 102-1, 5.6.2.3).
type timeProof struct {
	revision int // 1-based, the last state that it covers
	time     time.Time
}

// judgeTrust reaches the third verdict of every signature. Document timestamps
// come first, the latest before the earlier ones that it covers: so proof of
// existence slides back through them to the signatures.
func (d *Document) judgeTrust(ctx context.Context, jobs []*judgement, opts VerifyOptions) error {
	if opts.PKI == nil || opts.At.IsZero() {
		return nil
	}
	t := &trial{ctx: ctx, pki: opts.PKI, at: opts.At, data: d.validationData(jobs)}
	ordered := slices.Clone(jobs)
	slices.SortStableFunc(ordered, func(a, b *judgement) int { return b.out.Revision - a.out.Revision })
	for _, j := range ordered {
		if j.out.Kind == KindDocumentTimestamp {
			t.documentTimestamp(j)
		}
	}
	for _, j := range jobs {
		if j.out.Kind != KindDocumentTimestamp {
			t.signature(j)
		}
	}
	return ctx.Err()
}

// provenBy returns the earliest time at which what stands in a saved state is
// proven to have existed; zero when nothing proves it. Values of signatures are
// covered by the timestamps of later states only.
func (t *trial) provenBy(revision int, value bool) time.Time {
	var earliest time.Time
	for _, p := range t.proofs {
		if revision <= 0 || p.revision < revision || value && p.revision == revision {
			continue
		}
		if earliest.IsZero() || p.time.Before(earliest) {
			earliest = p.time
		}
	}
	return earliest
}

// documentTimestamp judges a document timestamp, and takes it for a proof if it
// is trusted.
func (t *trial) documentTimestamp(j *judgement) {
	out := &j.out
	if j.cert == nil {
		out.Trust = noSigner()
		return
	}
	q := question{
		leaf: j.cert, purpose: forTimestamps, uses: j.algorithms(),
		proven: t.provenBy(j.c.view.Revision()+1, true), claimed: out.ClaimedTime,
	}
	out.Trust = t.ask(q)
	if fault := j.tokenFault(); fault != "" && out.Trust.Status == Trusted {
		out.Trust.Scope = Condition{Met: No, Reason: fault}
		out.Trust.settle()
	}
	if out.Trust.Status != Trusted || out.Integrity.Status != Intact || out.ClaimedTime.After(t.at) || out.Revision == 0 {
		return
	}
	out.ProvenTime, out.TimeSource = out.ClaimedTime, TimeDocumentTimestamp
	t.proofs = append(t.proofs, timeProof{revision: out.Revision, time: out.ClaimedTime})
}

// tokenFault is what a document timestamp lacks that only tokens must have.
func (j *judgement) tokenFault() Reason {
	switch {
	case !tst.IsForTimestamps(j.cert):
		return ReasonTimestampPurpose
	case j.verified.Has(cms.NoteNoSigningCertificate):
		return ReasonTimestampCertificate
	}
	return ""
}

// signature judges a signature, its own timestamps first.
func (t *trial) signature(j *judgement) {
	covered := t.provenBy(j.c.view.Revision()+1, true)
	stamped := t.stamps(j, covered)
	out := &j.out
	if j.cert == nil {
		out.Trust = noSigner()
		return
	}
	if out.Integrity.Status == Intact {
		j.prove(covered, stamped)
	}
	q := question{
		leaf: j.cert, purpose: forDocuments, uses: j.algorithms(),
		proven: out.ProvenTime, claimed: j.plausibleClaim(t.at),
	}
	out.Trust = t.ask(q)
	if j.brokenStamp() {
		out.Trust.ProofOfTime = Condition{Met: No, Reason: ReasonTimestampBroken}
		out.Trust.settle()
	}
}

// prove records the earliest time that a trusted timestamp proves.
func (j *judgement) prove(covered, stamped time.Time) {
	out := &j.out
	if !covered.IsZero() {
		out.ProvenTime, out.TimeSource = covered, TimeDocumentTimestamp
	}
	if !stamped.IsZero() && (covered.IsZero() || !stamped.After(covered)) {
		out.ProvenTime, out.TimeSource = stamped, TimeSignatureTimestamp
	}
	if out.ProvenTime.IsZero() || !out.ClaimedTime.After(out.ProvenTime.Add(maxClockSkew)) {
		return
	}
	if !out.ClaimedTime.Add(-vietnamOffset).After(out.ProvenTime.Add(maxClockSkew)) {
		j.noteOnce(NoteLocalTimeAsUTC)
		return
	}
	j.noteOnce(NoteClaimAfterProof)
}

// stamps judges the timestamps of a signature value and returns the earliest
// trusted time, zero for none.
func (t *trial) stamps(j *judgement, covered time.Time) time.Time {
	var earliest time.Time
	for i, s := range j.stamps {
		if s.token == nil || s.token.Certificate == nil {
			continue
		}
		trust := t.ask(question{
			leaf: s.token.Certificate, purpose: forTimestamps, uses: []algorithmUse{useOf(&s.token.Signature)},
			proven: covered, claimed: s.token.Info.Time,
		})
		s.out.Trust = trust
		j.out.Timestamps[i].Trust = trust
		if trust.Status != Trusted || s.out.Integrity.Status != Intact || s.out.Time.After(t.at) {
			j.noteOnce(NoteTimestampUntrusted)
			continue
		}
		if earliest.IsZero() || s.out.Time.Before(earliest) {
			earliest = s.out.Time
		}
	}
	return earliest
}

func (j *judgement) brokenStamp() bool {
	return slices.ContainsFunc(j.stamps, func(s *stamp) bool { return s.out.Integrity.Status == Broken })
}

func (j *judgement) noteOnce(n Note) {
	if !slices.Contains(j.out.Notes, n) {
		j.note(n)
	}
}

// plausibleClaim is the claimed time, less the seven hours by which software that
// writes local time as UTC is late, where only that makes sense of it: nobody
// signs after the moment of judging.
func (j *judgement) plausibleClaim(at time.Time) time.Time {
	claimed := j.out.ClaimedTime
	if earlier := claimed.Add(-vietnamOffset); claimed.After(at.Add(maxClockSkew)) && !earlier.After(at.Add(maxClockSkew)) {
		j.noteOnce(NoteLocalTimeAsUTC)
		return earlier
	}
	return claimed
}

// vietnamOffset is how far Việt Nam is ahead of UTC.
const vietnamOffset = 7 * time.Hour

// algorithms lists what the signature value itself was made with.
func (j *judgement) algorithms() []algorithmUse {
	if j.verified.Algorithm == "" {
		return nil
	}
	uses := []algorithmUse{useOf(&j.verified)}
	if content := j.out.DigestAlgorithm; content != "" && content != uses[0].digest {
		uses = append(uses, algorithmUse{digest: content})
	}
	return uses
}

// useOf names the algorithms of a verified signature value.
func useOf(r *cms.Result) algorithmUse {
	use := algorithmUse{key: keyOf(r.Algorithm), bits: r.KeyBits}
	if r.Hash != 0 {
		use.digest = r.Hash.Name()
	}
	return use
}

// noSigner is the verdict where no certificate is at hand.
func noSigner() Trust {
	return Trust{
		Status: TrustIndeterminate, Reason: ReasonNoCertificate,
		Chain: Condition{Met: Unknown, Reason: ReasonNoCertificate},
	}
}

// question asks whether a certificate was good for a use.
type question struct {
	leaf    *cert.Certificate
	purpose usage
	uses    []algorithmUse // of the signature value
	// proven is the time by which the signature existed, claimed the time that it
	// states; either may be zero.
	proven, claimed time.Time
}
