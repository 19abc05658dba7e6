package token

import (
	"context"
	"fmt"

	"github.com/motcua/motcua/internal/hashlog"
)

// AuditOptions says what an audit compares the log with. The zero value compares
// it with itself alone.
type AuditOptions struct {
	// Anchors are heads that were kept elsewhere.
	Anchors []LogHead
	// Records replays the log as well, and compares what it comes to with the
	// stored records. That takes several times as long.
	Records bool
}

// LogFlaw is a kind of damage to the log.
type LogFlaw = hashlog.Flaw

// LogProblem locates a flaw of the log: the records From to Seq.
type LogProblem = hashlog.Problem

// AuditReport is what an audit found.
type AuditReport struct {
	Head     LogHead
	Records  uint64 // of the log
	Erased   uint64 // erased by law
	Problems []LogProblem
	Found    int    // problems in all; Problems lists at most 1000
	Anchored uint64 // the last record that an anchor vouches for; 0: none
	// Unanchored counts the records behind it: nothing outside the store would
	// show that they were rewritten, or others cut off behind them.
	Unanchored uint64
	// Unread are the records whose payload cannot be read; looked for with Records.
	Unread []uint64
	// Devices and Certificates are those whose stored record says something else
	// than the log; looked for with Records, where no payload was erased.
	Devices, Certificates []string
}

// Sound reports whether nothing was found.
func (r AuditReport) Sound() bool {
	return r.Found == 0 && len(r.Unread) == 0 && len(r.Devices) == 0 && len(r.Certificates) == 0
}

// AuditLog recomputes the chain of a store's log.
//
// Errors: those of the store. What is wrong with the register is in the report.
func AuditLog(ctx context.Context, s Store, o AuditOptions) (AuditReport, error) {
	heads := make([]hashlog.Head, 0, len(o.Anchors))
	for _, a := range o.Anchors {
		heads = append(heads, a.head())
	}
	chain, replayed := hashlog.NewAuditor(LogName, heads), newReplayed()
	for e, err := range s.Log(ctx, LogFilter{}) {
		if err != nil {
			return AuditReport{}, fmt.Errorf("token: audit: %w", err)
		}
		chain.Add(e)
		if o.Records && !e.Erased() {
			replayed.add(e)
		}
	}
	found := chain.Report()
	report := AuditReport{
		Head:    LogHead{Seq: found.Head.Seq, Hash: found.Head.Hash, At: found.Head.At},
		Records: found.Entries, Erased: found.Erased, Problems: found.Problems, Found: found.Found,
		Anchored: found.Anchored, Unanchored: found.Unanchored(), Unread: replayed.unread,
	}
	if !o.Records || found.Erased > 0 {
		return report, nil
	}
	if err := replayed.compare(ctx, s, &report); err != nil {
		return AuditReport{}, fmt.Errorf("token: audit: %w", err)
	}
	return report, nil
}
