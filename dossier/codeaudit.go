package dossier

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// IssuedCode is one line of a register of codes.
type IssuedCode struct {
	Code Code
	// Received is the moment of receipt that the register states; zero where it
	// states none.
	Received time.Time
	// Issued is when the code was given; zero where that is not known.
	Issued time.Time
	// Mark says that the dossier was entered after its day; such a code may be
	// younger than those behind it.
	Mark NumberMark
}

// CodeFault is what can be wrong with a register of codes.
type CodeFault string

// The faults.
const (
	FaultDate       CodeFault = "date"         // the code's day is not that of receipt
	FaultDuplicate  CodeFault = "duplicate"    // an ordinal was given more than once
	FaultGap        CodeFault = "gap"          // ordinals of the day are missing
	FaultOutOfOrder CodeFault = "out-of-order" // given before one with a lower ordinal
	FaultOverflow   CodeFault = "overflow"     // ordinals beyond the four digits
)

// Label returns the fault in words.
func (f CodeFault) Label() motcua.Text {
	switch f {
	case FaultDate:
		return motcua.Text{VI: "Ngày trong mã khác ngày tiếp nhận", EN: "The day in the code is not that of receipt"}
	case FaultDuplicate:
		return motcua.Text{VI: "Trùng số thứ tự trong ngày", EN: "Ordinal of the day given twice"}
	case FaultGap:
		return motcua.Text{VI: "Thiếu số thứ tự trong ngày", EN: "Ordinals of the day are missing"}
	case FaultOutOfOrder:
		return motcua.Text{VI: "Cấp không theo thứ tự", EN: "Given out of order"}
	case FaultOverflow:
		return motcua.Text{VI: "Số thứ tự vượt quá 4 chữ số", EN: "Ordinal beyond four digits"}
	}
	return motcua.Text{VI: string(f), EN: string(f)}
}

// Citation returns the text that the fault is measured by on a day, and false
// where none is held: the fault is then one of practice.
func (f CodeFault) Citation(received motcua.Date) (motcua.Citation, bool) {
	switch {
	case f == FaultOverflow:
		rule := formRule()
		return rule.Citation, rule.InForce.Contains(received)
	case inDecree61().Contains(received):
		return ordinal61(), true
	case inDecree118().Contains(received):
		return ordinal118(), true
	}
	return motcua.Citation{}, false
}

// CodeFinding is a fault of a register. Sequence and Last bound the ordinals
// concerned, which are one for all faults but gaps and overflows.
type CodeFinding struct {
	Fault    CodeFault
	Agency   motcua.AgencyID // canonical
	Received motcua.Date     // the day in the code
	Sequence int
	Last     int
}

// AuditOptions tunes [AuditCodes].
type AuditOptions struct {
	// Slack is how much later than a higher ordinal a code may have been given
	// by the clocks of several machines. Zero: not at all.
	Slack time.Duration
}

// AuditCodes judges a register of codes, in any order, as a whole: that every
// day of every agency is numbered from 1 without gaps, each ordinal once and in
// order of issue, under the day of receipt, with four digits. Findings are
// sorted by agency, day, ordinal and fault. Codes whose moment of receipt or
// issue is not known are not judged by it.
//
// Memory grows with the number of codes, by some 40 bytes each.
func AuditCodes(codes iter.Seq[IssuedCode], opts AuditOptions) []CodeFinding {
	type agencyDay struct {
		agency   motcua.AgencyID
		received motcua.Date
	}
	days := map[agencyDay][]issued{}
	var found []CodeFinding
	for c := range codes {
		n := c.Code.Number()
		key := agencyDay{n.Agency, n.Received}
		if !c.Received.IsZero() && motcua.DateAt(c.Received) != n.Received {
			found = append(found, CodeFinding{FaultDate, n.Agency, n.Received, n.Sequence, n.Sequence})
		}
		days[key] = append(days[key], issued{n.Sequence, c.Issued, c.Mark != ""})
	}
	for key, list := range days {
		for _, f := range auditDay(list, opts.Slack) {
			f.Agency, f.Received = key.agency, key.received
			found = append(found, f)
		}
	}
	slices.SortFunc(found, func(a, b CodeFinding) int {
		return cmp.Or(a.Agency.Compare(b.Agency), a.Received.Compare(b.Received),
			cmp.Compare(a.Sequence, b.Sequence), cmp.Compare(a.Fault, b.Fault))
	})
	return found
}

type issued struct {
	sequence int
	at       time.Time
	marked   bool
}

// auditDay judges the ordinals of one day of one agency.
func auditDay(list []issued, slack time.Duration) []CodeFinding {
	slices.SortStableFunc(list, func(a, b issued) int { return cmp.Compare(a.sequence, b.sequence) })
	var found []CodeFinding
	report := func(f CodeFault, first, last int) {
		found = append(found, CodeFinding{Fault: f, Sequence: first, Last: last})
	}
	previous, repeated := 0, false
	for i, c := range list {
		switch {
		case c.sequence > previous+1:
			report(FaultGap, previous+1, c.sequence-1)
		case i > 0 && c.sequence == previous && !repeated:
			report(FaultDuplicate, c.sequence, c.sequence)
		}
		repeated = i > 0 && c.sequence == previous
		previous = c.sequence
	}
	if previous > MaxStrictSequence {
		first, _ := slices.BinarySearchFunc(list, MaxStrictSequence+1, func(c issued, n int) int { return cmp.Compare(c.sequence, n) })
		report(FaultOverflow, list[first].sequence, previous)
	}
	for _, sequence := range disordered(list, slack) {
		report(FaultOutOfOrder, sequence, sequence)
	}
	return found
}

// disordered lists the ordinals that were given later than a higher one, but for
// those entered after their day. A repeated ordinal counts with its first issue.
func disordered(list []issued, slack time.Duration) []int {
	var found []int
	var earliest time.Time // among the higher ordinals
	for i := len(list) - 1; i >= 0; i-- {
		c := list[i]
		if c.marked || c.at.IsZero() || i > 0 && list[i-1].sequence == c.sequence {
			continue
		}
		if !earliest.IsZero() && c.at.After(earliest.Add(slack)) {
			found = append(found, c.sequence)
		}
		if earliest.IsZero() || c.at.Before(earliest) {
			earliest = c.at
		}
	}
	slices.Reverse(found)
	return found
}
