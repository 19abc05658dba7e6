package dossier

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/motcua/motcua/internal/hashlog"
)

// LogEntry is one line of a case's log: an event, chained by hashes to those
// before it. The chain covers a salted digest of the event, so that erasing Salt
// and Payload, where the law asks for it, leaves the chain whole.
type LogEntry struct {
	Seq     uint64    `json:"seq"` // from 1
	At      time.Time `json:"at"`  // when it was written, in microseconds
	Prev    string    `json:"prev"`
	Digest  string    `json:"digest"`
	Hash    string    `json:"hash"`
	Salt    []byte    `json:"salt,omitempty"`
	Payload []byte    `json:"payload,omitempty"` // the event as JSON
}

// MaxLog bounds the entries of one case's log.
const MaxLog = 100_000

// maxPayload bounds one event as JSON, in bytes.
const maxPayload = 8 << 20

// AppendEvent makes the entry that follows a case's log, the last entry of which
// is given; none for the first. Entered is when it is written; a clock that was
// set back counts as not having moved. Random gives the salt, as crypto/rand
// does.
//
// Errors: [ErrChain] for a last entry that cannot be one, those of the random
// source.
func AppendEvent(id string, last *LogEntry, e Event, entered time.Time, random io.Reader) (LogEntry, error) {
	head := hashlog.Start(id)
	if last != nil {
		known, err := last.entry()
		if err != nil {
			return LogEntry{}, fmt.Errorf("dossier: append event: %w", err)
		}
		head = known.Head(id)
	}
	payload, err := json.Marshal(e)
	if err != nil {
		return LogEntry{}, fmt.Errorf("dossier: append event: %w", err)
	}
	if entered.Before(head.At) {
		entered = head.At
	}
	made, err := hashlog.Next(head, entered, payload, 0, random)
	if err != nil {
		return LogEntry{}, fmt.Errorf("dossier: append event: %w", err)
	}
	return LogEntry{
		Seq: made.Seq, At: made.At, Prev: made.Prev.String(), Digest: made.Digest.String(), Hash: made.Hash.String(),
		Salt: made.Salt, Payload: made.Payload,
	}, nil
}

// entry reads the hashes of an entry.
func (l LogEntry) entry() (hashlog.Entry, error) {
	e := hashlog.Entry{Seq: l.Seq, At: l.At, Salt: l.Salt, Payload: l.Payload}
	for _, h := range []struct {
		text string
		to   *hashlog.Hash
	}{{l.Prev, &e.Prev}, {l.Digest, &e.Digest}, {l.Hash, &e.Hash}} {
		parsed, err := hashlog.ParseHash(h.text)
		if err != nil {
			return hashlog.Entry{}, fmt.Errorf("%w: entry %d", ErrChain, l.Seq)
		}
		*h.to = parsed
	}
	return e, nil
}

// ReadLog checks the chain of a case's log and returns its events. A log that
// was cut off at its end is whole as far as it goes: keep the last hash
// elsewhere to notice.
//
// Errors: [ErrChain] where an entry was changed, moved, left out or erased;
// [ErrEvents] where one is no event.
func ReadLog(id string, log []LogEntry) ([]Event, error) {
	if len(log) > MaxLog {
		return nil, fmt.Errorf("dossier: read log: %w: more than %d entries", ErrEvents, MaxLog)
	}
	audit := hashlog.NewAuditor(id, nil)
	var events []Event
	for _, l := range log {
		entry, err := l.entry()
		if err != nil {
			return nil, fmt.Errorf("dossier: read log: %w", err)
		}
		audit.Add(entry)
		if len(l.Payload) > maxPayload {
			return nil, fmt.Errorf("dossier: read log: %w: entry %d is too large", ErrEvents, l.Seq)
		}
		var e Event
		if err := json.Unmarshal(l.Payload, &e); err != nil {
			return nil, fmt.Errorf("dossier: read log: %w: entry %d", ErrEvents, l.Seq)
		}
		events = append(events, e)
	}
	if report := audit.Report(); !report.Sound() {
		return nil, fmt.Errorf("dossier: read log: %w: %s at entry %d", ErrChain, report.Problems[0].Flaw, report.Problems[0].From)
	}
	return events, nil
}

// Rebuild returns the case that events lead to. Nothing is computed anew: what
// was promised under an earlier law or calendar stands.
//
// Errors: [ErrEvents] where an event does not follow the one before.
func Rebuild(events []Event) (Case, error) {
	var c Case
	for i, e := range events {
		if problem := c.misfit(e); problem != "" {
			return Case{}, fmt.Errorf("dossier: rebuild: %w: event %d: %s", ErrEvents, i+1, problem)
		}
		c = c.apply(e)
	}
	return c, nil
}

// misfit says why an event cannot follow.
func (c Case) misfit(e Event) string {
	switch {
	case e.From != c.State || e.To < StateRegistered || e.To > StateReturned:
		return "its states do not join"
	case e.At.Before(c.Last):
		return "it lies before the one before it"
	case (e.Act.Kind == ActSubmit) != (c.Acts == 0):
		return "a dossier is handed in once, at first"
	case e.Act.Kind == ActSubmit && (e.Act.Procedure == nil || e.Act.Case == ""):
		return "it names no dossier or procedure"
	case !c.moves(e):
		return "no act leads there"
	}
	return ""
}

// moves tells whether the event's act may lead from its state to the other.
func (c Case) moves(e Event) bool {
	t, known := transitionOf(e.Act.Kind)
	if !known || !slices.Contains(t.from, e.From) {
		return false
	}
	switch t.to {
	case stay:
		return e.To == e.From
	case resume:
		return e.To == c.Before
	}
	return e.To == t.to || e.Act.Kind == ActSupplement && e.To == StateReceived
}
