package hashlog

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
)

// Flaw is a kind of damage.
type Flaw string

// The flaws.
const (
	PayloadChanged Flaw = "payload-changed" // the payload is not what was written
	PayloadMissing Flaw = "payload-missing" // it is gone, and no later entry erased it
	EntryChanged   Flaw = "entry-changed"   // number, time, erasure or digest of the entry
	LinkBroken     Flaw = "link-broken"     // the entry does not follow the one before
	EntriesMissing Flaw = "entries-missing" // From to Seq
	TimeBackwards  Flaw = "time-backwards"
	TailCut        Flaw = "tail-cut"       // an anchor lies behind the end: From to Seq
	AnchorDiffers  Flaw = "anchor-differs" // rewritten somewhere from From to Seq
	EraseForeign   Flaw = "erases-nothing" // an erasure of an entry that never was
)

// Problem locates a flaw.
type Problem struct {
	Flaw Flaw
	From uint64 // first entry concerned
	Seq  uint64 // last entry concerned
}

// MaxProblems bounds the problems that an audit lists; it counts them all.
const MaxProblems = 1000

// Report is the answer of an audit.
type Report struct {
	Head     Head   // as computed
	Entries  uint64 // seen
	Erased   uint64 // payloads lawfully gone
	Problems []Problem
	Found    int // problems in all, also beyond MaxProblems
	// Anchored is the last entry that an anchor vouches for; zero: none.
	Anchored uint64
}

// Sound reports whether nothing was found.
func (r Report) Sound() bool { return r.Found == 0 }

// Unanchored counts the entries behind the last anchor: they may have been
// rewritten, or others cut off behind them, without a trace.
func (r Report) Unanchored() uint64 { return r.Head.Seq - min(r.Anchored, r.Head.Seq) }

// Auditor recomputes a chain, entry by entry.
type Auditor struct {
	report  Report
	anchors []Head // in order
	erased  map[uint64]bool
	gone    []uint64
}

// NewAuditor starts an audit of the log. Anchors of other logs are left out.
func NewAuditor(log string, anchors []Head) *Auditor {
	a := &Auditor{report: Report{Head: Start(log)}, erased: map[uint64]bool{}}
	for _, h := range anchors {
		if h.Log == log {
			a.anchors = append(a.anchors, h)
		}
	}
	slices.SortFunc(a.anchors, func(x, y Head) int { return cmp.Compare(x.Seq, y.Seq) })
	return a
}

// Audit recomputes a whole log.
//
// Errors: those of the sequence; what is wrong with the log is in the report.
func Audit(log string, entries iter.Seq2[Entry, error], anchors []Head) (Report, error) {
	a := NewAuditor(log, anchors)
	for e, err := range entries {
		if err != nil {
			return Report{}, fmt.Errorf("hashlog: audit: %w", err)
		}
		a.Add(e)
	}
	return a.Report(), nil
}

func (a *Auditor) found(f Flaw, from, to uint64) {
	a.report.Found++
	if len(a.report.Problems) < MaxProblems {
		a.report.Problems = append(a.report.Problems, Problem{f, from, to})
	}
}

// Add takes the next entry.
func (a *Auditor) Add(e Entry) {
	last := a.report.Head
	switch {
	case e.Seq > last.Seq+1:
		a.found(EntriesMissing, last.Seq+1, e.Seq-1)
	case e.Seq <= last.Seq:
		a.found(LinkBroken, e.Seq, e.Seq)
	case e.Prev != last.Hash:
		a.found(LinkBroken, e.Seq, e.Seq)
	}
	if e.At.Before(last.At) {
		a.found(TimeBackwards, e.Seq, e.Seq)
	}
	if e.hash() != e.Hash {
		a.found(EntryChanged, e.Seq, e.Seq)
	}
	a.payload(e)
	a.report.Entries++
	a.report.Head = e.Head(last.Log)
	a.anchor(last.Seq, e)
}

func (a *Auditor) payload(e Entry) {
	switch {
	case e.Erased():
		a.gone = append(a.gone, e.Seq)
	case digest(e.Salt, e.Payload) != e.Digest:
		a.found(PayloadChanged, e.Seq, e.Seq)
	}
	switch {
	case e.Erases == 0:
	case e.Erases >= e.Seq:
		a.found(EraseForeign, e.Seq, e.Seq)
	default:
		a.erased[e.Erases] = true
	}
}

// anchor compares the anchors that lie at the entry, or in a gap before it.
func (a *Auditor) anchor(before uint64, e Entry) {
	for len(a.anchors) > 0 && a.anchors[0].Seq <= e.Seq {
		h := a.anchors[0]
		a.anchors = a.anchors[1:]
		switch {
		case h.Seq == 0 || h.Seq <= before: // of the empty log; or in order, and compared before
		case h.Seq < e.Seq: // within a gap, which is found already
		case h.Hash == e.Hash && e.hash() == e.Hash:
			a.report.Anchored = h.Seq
		default:
			a.found(AnchorDiffers, a.report.Anchored+1, h.Seq)
		}
	}
}

// Report ends the audit.
func (a *Auditor) Report() Report {
	for _, seq := range a.gone {
		if a.erased[seq] {
			a.report.Erased++
			continue
		}
		a.found(PayloadMissing, seq, seq)
	}
	a.gone = nil
	if n := len(a.anchors); n > 0 {
		a.found(TailCut, a.report.Head.Seq+1, a.anchors[n-1].Seq)
		a.anchors = nil
	}
	return a.report
}
