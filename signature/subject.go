package signature

import (
	"time"

	"github.com/motcua/motcua"
)

// subject is one signature as evidence for the rules, with the document that
// holds it, so that a rule may look at the other signatures.
type subject struct {
	signature *Signature
	index     int // in result.Signatures
	result    *Result
	facts     Facts
}

// AnchorDate gives the dates that rules about a signature hang on, in Việt Nam.
func (s subject) AnchorDate(a motcua.Anchor) (motcua.Date, bool) {
	switch a {
	case motcua.AnchorSigned:
		at, _ := s.signature.signedAt()
		return dateAt(at)
	case motcua.AnchorCertificateIssued:
		if s.signature.Signer == nil {
			return motcua.Date{}, false
		}
		return dateAt(s.signature.Signer.NotBefore)
	}
	return s.facts.date(a)
}

// earlier returns the signatures made before this one.
func (s subject) earlier() []Signature { return s.result.Signatures[:s.index] }

// signedAt picks the time of signing that rules go by. A signature timestamp is
// taken at the moment of signing; any other proof only bounds it from above, so
// the claim stands unless it is later than what is proven.
func (s *Signature) signedAt() (at time.Time, proven bool) {
	switch {
	case s.ProvenTime.IsZero():
		return s.ClaimedTime, false
	case s.TimeSource == TimeSignatureTimestamp, s.ClaimedTime.IsZero(), s.ClaimedTime.After(s.ProvenTime):
		return s.ProvenTime, true
	}
	return s.ClaimedTime, false
}

// document is a whole file as evidence for the rules.
type document struct {
	result *Result
	facts  Facts
}

// AnchorDate takes for the day of signing that of the signature that completed
// the document: the last valid one. Where none is valid, it is the last that
// names a time, so that the finding says which law was not met; a file without
// any signature goes by the day of issue, on which documents are signed.
func (d document) AnchorDate(a motcua.Anchor) (motcua.Date, bool) {
	if a != motcua.AnchorSigned {
		return d.facts.date(a)
	}
	if s := d.completing(); s != nil {
		at, _ := s.signedAt()
		return dateAt(at)
	}
	if len(d.signatures()) == 0 {
		return d.facts.date(motcua.AnchorIssued)
	}
	return motcua.Date{}, false
}

// completing returns the signature whose day is the document's; nil if none
// names a time.
func (d document) completing() *Signature {
	var last *Signature
	for i := range d.result.Signatures {
		s := &d.result.Signatures[i]
		at, _ := s.signedAt()
		if s.Kind != KindSignature || at.IsZero() {
			continue
		}
		if last == nil || last.status() != StatusValid || s.status() == StatusValid {
			last = s
		}
	}
	return last
}

// signatures leaves out document timestamps and usage rights.
func (d document) signatures() []*Signature {
	var list []*Signature
	for i := range d.result.Signatures {
		if s := &d.result.Signatures[i]; s.Kind == KindSignature {
			list = append(list, s)
		}
	}
	return list
}

// date gives the dates that only the caller knows.
func (f Facts) date(a motcua.Anchor) (motcua.Date, bool) {
	var d motcua.Date
	switch a {
	case motcua.AnchorIssued:
		d = f.Issued
	case motcua.AnchorReceived:
		d = f.Received
	}
	return d, !d.IsZero()
}

func dateAt(at time.Time) (motcua.Date, bool) {
	if at.IsZero() {
		return motcua.Date{}, false
	}
	return motcua.DateAt(at), true
}
