package revocation

import (
	"testing"
	"time"

	"github.com/motcua/motcua/internal/cert"
)

// day is a moment; the certificate is in force from day 0 to day 100, the judge
// sits on day 200.
func day(n int) time.Time { return time.Date(2025, 1, 1+n, 0, 0, 0, 0, time.UTC) }

const second = time.Second

var (
	subject = &cert.Certificate{NotBefore: day(0), NotAfter: day(100)}
	signer  = &cert.Certificate{NotBefore: day(0), NotAfter: day(300)}
)

// list is an answer of day n that does not state a next update.
func list(n int, edits ...func(*Evidence)) Evidence {
	e := Evidence{Answer: Answer{
		Kind: CRL, Status: Good, Reason: NoReason, ThisUpdate: day(n), ProducedAt: day(n), Signer: signer,
	}}
	for _, edit := range edits {
		edit(&e)
	}
	return e
}

func next(n int) func(*Evidence) { return func(e *Evidence) { e.NextUpdate = day(n) } }

func revokedOn(n, reason int) func(*Evidence) {
	return func(e *Evidence) { e.Status, e.RevokedAt, e.Reason = Revoked, day(n), reason }
}

func invalidSince(n int) func(*Evidence) { return func(e *Evidence) { e.InvalidityDate = day(n) } }
func retains(n int) func(*Evidence)      { return func(e *Evidence) { e.RetainsSince = day(n) } }
func exists(n int) func(*Evidence)       { return func(e *Evidence) { e.Exists = day(n) } }
func about(r ReasonSet) func(*Evidence)  { return func(e *Evidence) { e.Reasons = r } }

func signedBy(from, until int) func(*Evidence) {
	return func(e *Evidence) { e.Signer = &cert.Certificate{NotBefore: day(from), NotAfter: day(until)} }
}

func TestJudge(t *testing.T) {
	const superseded = 4
	type evidence = []Evidence
	key := func(n int) func(*Evidence) { return revokedOn(n, ReasonKeyCompromise) }
	hold := func(n int) func(*Evidence) { return revokedOn(n, ReasonCertificateHold) }
	tests := []struct {
		name   string
		at     time.Time
		have   evidence
		status Status
		why    Why // for Unknown
		since  int // for Revoked
		reason int // for Revoked
	}{
		{name: "nothing", at: day(10), why: NoAnswer},
		{name: "unknown to the responder", at: day(10), have: evidence{list(20, func(e *Evidence) { e.Status = Unknown })}, why: NotKnown},

		// Freshness.
		{name: "issued later", at: day(10), have: evidence{list(20)}, status: Good},
		{name: "issued at the moment", at: day(10), have: evidence{list(10)}, status: Good},
		{name: "issued a second before, no next update", at: day(10).Add(second), have: evidence{list(10)}, why: Stale},
		{name: "next update at the moment", at: day(10), have: evidence{list(5, next(10))}, status: Good},
		{name: "next update a second before", at: day(10).Add(second), have: evidence{list(5, next(10))}, why: Stale},
		{name: "issued now", at: day(10), have: evidence{list(200, retains(0))}, status: Good},
		{name: "issued in the future", at: day(10), have: evidence{list(201, retains(0))}, why: FromTheFuture},
		{name: "signed in the future", at: day(10), have: evidence{list(50, func(e *Evidence) { e.ProducedAt = day(201) })}, why: FromTheFuture},
		{name: "no date", at: day(10), have: evidence{list(50, func(e *Evidence) { e.ThisUpdate = time.Time{} })}, why: FromTheFuture},

		// Expiry.
		{name: "issued at the end of validity", at: day(10), have: evidence{list(100)}, status: Good},
		{name: "issued after expiry", at: day(10), have: evidence{list(101)}, why: AfterExpiry},
		{name: "issued after expiry, retained since the end", at: day(10), have: evidence{list(101, retains(100))}, status: Good},
		{name: "issued after expiry, retained since later", at: day(10), have: evidence{list(102, retains(101))}, why: AfterExpiry},
		{name: "listed after expiry", at: day(30), have: evidence{list(150, key(20))}, status: Revoked, since: 20, reason: ReasonKeyCompromise},
		{name: "listed after expiry, revoked after the moment", at: day(10), have: evidence{list(150, key(20))}, status: Good},

		// The effective moment.
		{name: "revoked at the moment", at: day(20), have: evidence{list(30, key(20))}, status: Revoked, since: 20, reason: ReasonKeyCompromise},
		{name: "revoked a second later", at: day(20).Add(-second), have: evidence{list(30, key(20))}, status: Good},
		{name: "invalid at the moment", at: day(15), have: evidence{list(30, key(20), invalidSince(15))}, status: Revoked, since: 15, reason: ReasonKeyCompromise},
		{name: "invalid a second later", at: day(15).Add(-second), have: evidence{list(30, key(20), invalidSince(15))}, status: Good},
		{name: "invalid later than revoked", at: day(21), have: evidence{list(30, key(20), invalidSince(25))}, status: Revoked, since: 20, reason: ReasonKeyCompromise},
		{name: "CA compromised", at: day(16), have: evidence{list(30, revokedOn(20, ReasonCACompromise), invalidSince(15))}, status: Revoked, since: 15, reason: ReasonCACompromise},
		{name: "attribute authority compromised", at: day(16), have: evidence{list(30, revokedOn(20, ReasonAACompromise), invalidSince(15))}, status: Revoked, since: 15, reason: ReasonAACompromise},
		{name: "invalid for another reason", at: day(16), have: evidence{list(30, revokedOn(20, superseded), invalidSince(15))}, status: Good},
		{name: "revoked on an old list", at: day(90), have: evidence{list(30, key(20))}, status: Revoked, since: 20, reason: ReasonKeyCompromise},
		{name: "revocation announced on an old list", at: day(40), have: evidence{list(30, key(50))}, why: Stale},
		{name: "no reason", at: day(40), have: evidence{list(30, revokedOn(20, NoReason))}, status: Revoked, since: 20, reason: NoReason},

		// Contradictions.
		{name: "good, then revoked", at: day(40), have: evidence{list(10, next(50)), list(30, key(20))}, status: Revoked, since: 20, reason: ReasonKeyCompromise},
		{name: "revoked for good, then good", at: day(40), have: evidence{list(30, key(20)), list(60)}, status: Revoked, since: 20, reason: ReasonKeyCompromise},
		{name: "two dates", at: day(40), have: evidence{list(60, revokedOn(25, superseded)), list(30, key(20))}, status: Revoked, since: 20, reason: ReasonKeyCompromise},
		{name: "one date, newer reason", at: day(40), have: evidence{list(30, revokedOn(20, superseded)), list(60, key(20))}, status: Revoked, since: 20, reason: ReasonKeyCompromise},
		{name: "revoked for some reason", at: day(40), have: evidence{list(60, key(20), about(1<<1)), list(60, about(AllReasons&^2))}, status: Revoked, since: 20, reason: ReasonKeyCompromise},

		// Hold.
		{name: "on hold", at: day(30), have: evidence{list(30, hold(20))}, status: Revoked, since: 20, reason: ReasonCertificateHold},
		{name: "before the hold", at: day(19), have: evidence{list(30, hold(20))}, status: Good},
		{name: "hold lifted later", at: day(30), have: evidence{list(30, hold(20)), list(40)}, status: Revoked, since: 20, reason: ReasonCertificateHold},
		{name: "between hold and lift", at: day(35), have: evidence{list(30, hold(20)), list(40)}, status: Revoked, since: 20, reason: ReasonCertificateHold},
		{name: "hold lifted at the moment", at: day(40), have: evidence{list(30, hold(20)), list(40)}, status: Good},
		{name: "hold lifted, then no news", at: day(45), have: evidence{list(30, hold(20)), list(40)}, why: Stale},
		{name: "hold lifted, then fresh", at: day(45), have: evidence{list(30, hold(20)), list(40, next(50))}, status: Good},
		{name: "removed from the list", at: day(45), have: evidence{list(30, hold(20)), list(40, next(50), revokedOn(20, ReasonRemoveFromCRL))}, status: Good},
		{name: "good before the hold lifts nothing", at: day(45), have: evidence{list(10, next(90)), list(30, hold(20))}, status: Revoked, since: 20, reason: ReasonCertificateHold},
		{name: "list of other reasons lifts nothing", at: day(45), have: evidence{list(30, hold(20)), list(40, next(50), about(AllReasons&^holdBit))}, status: Revoked, since: 20, reason: ReasonCertificateHold},
		{name: "hold that became final", at: day(45), have: evidence{list(30, hold(20)), list(40, key(35))}, status: Revoked, since: 35, reason: ReasonKeyCompromise},
		{name: "hold before it became final", at: day(33), have: evidence{list(30, hold(20)), list(40, key(35))}, status: Revoked, since: 20, reason: ReasonCertificateHold},
		{name: "held again", at: day(60), have: evidence{list(30, hold(20)), list(40), list(60, hold(50))}, status: Revoked, since: 50, reason: ReasonCertificateHold},

		// Reasons.
		{name: "reasons add up", at: day(10), have: evidence{list(20, about(0x0fe)), list(21, about(0x100))}, status: Good},
		{name: "a reason is left out", at: day(10), have: evidence{list(20, about(0x0fe))}, why: ReasonsNotCovered},
		{name: "a reason on a stale list only", at: day(10), have: evidence{list(20, about(0x0fe)), list(9, about(0x100))}, why: ReasonsNotCovered},

		// The signer.
		{name: "signed on the signer's last day", at: day(10), have: evidence{list(50, signedBy(0, 50), exists(50))}, status: Good},
		{name: "signed after the signer's end", at: day(10), have: evidence{list(50, signedBy(0, 49), exists(49))}, why: SignerNotInForce},
		{name: "signed on the signer's first day", at: day(10), have: evidence{list(50, signedBy(50, 300))}, status: Good},
		{name: "signed before the signer's beginning", at: day(10), have: evidence{list(50, signedBy(51, 300))}, why: SignerNotInForce},
		{name: "produced after the signer's end", at: day(10), have: evidence{list(50, signedBy(0, 60), exists(55), func(e *Evidence) { e.ProducedAt = day(61) })}, why: SignerNotInForce},
		{name: "proven after the signer's end", at: day(10), have: evidence{list(50, signedBy(0, 60), exists(61))}, why: Unproven},
		{name: "not proven, signer ended", at: day(10), have: evidence{list(50, signedBy(0, 199))}, why: Unproven},
		{name: "not proven, signer in force", at: day(10), have: evidence{list(50, signedBy(0, 200))}, status: Good},
		{name: "proof after the judge", at: day(10), have: evidence{list(50, signedBy(0, 199), exists(201))}, why: Unproven},
		{name: "revocation that is not proven", at: day(60), have: evidence{list(50, signedBy(0, 199), key(20))}, why: Unproven},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := Judge(subject, Moments{At: tt.at, Now: day(200)}, tt.have)
			if v.Status != tt.status || v.Why != tt.why {
				t.Fatalf("got %+v, want %v, %v", v, tt.status, tt.why)
			}
			if (v.Evidence == nil) != (v.Status == Unknown) {
				t.Errorf("evidence %v", v.Evidence)
			}
			if v.Status == Revoked && (!v.Since.Equal(day(tt.since)) || v.Reason != tt.reason) || v.Status != Revoked && v.Reason != NoReason {
				t.Errorf("since %v, reason %d", v.Since, v.Reason)
			}
		})
	}
}

// TestJudgeOrder: the order of the evidence does not matter.
func TestJudgeOrder(t *testing.T) {
	have := []Evidence{
		list(30, revokedOn(20, ReasonCertificateHold)), list(40), list(60, revokedOn(50, 4)),
		list(60, revokedOn(50, ReasonKeyCompromise), invalidSince(45)), list(70, about(2)), list(71, about(4)),
	}
	for at := range 90 {
		want := Judge(subject, Moments{At: day(at), Now: day(200)}, have)
		for turn := range have {
			turned := append(append([]Evidence{}, have[turn:]...), have[:turn]...)
			got := Judge(subject, Moments{At: day(at), Now: day(200)}, turned)
			if got.Status != want.Status || got.Why != want.Why || !got.Since.Equal(want.Since) || got.Reason != want.Reason {
				t.Fatalf("day %d, turned by %d: %+v, want %+v", at, turn, got, want)
			}
		}
	}
}
