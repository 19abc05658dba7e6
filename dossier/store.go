package dossier

import (
	"context"
	"fmt"
	"time"

	"github.com/motcua/motcua"
)

// Store keeps the logs of cases. It is safe for concurrent use by many
// processes; package dossiertest tries one. A log only grows: an entry that was
// accepted is kept as it is, and every entry follows the one that was last when
// it was written.
//
// Errors of all methods: those named, or what the database says.
type Store interface {
	// Append adds entries to the end of a case's log and replaces its summary, all
	// or nothing; they are kept durably before it returns. The case must have as
	// many entries as lie before the first new one, and end with the hash that this
	// one names. After another error the entries may have been added all the same:
	// adding the same ones again settles it, and is free.
	//
	// Errors: [ErrConflict] where the log has another end; [ErrCodeUsed] where the
	// code is another case's; those of [CheckAppend].
	Append(ctx context.Context, s Summary, entries []Kept) error
	// Log returns a case's log.
	//
	// Errors: [ErrNoCase].
	Log(ctx context.Context, id string) ([]Kept, error)
	// Find lists cases.
	//
	// Errors: [ErrQuery].
	Find(ctx context.Context, q Query) (Page, error)
}

// Kept is an entry as a store keeps it.
type Kept struct {
	LogEntry
	// Key names the command that the entry came of, if it had a name.
	Key string `json:"key,omitempty"`
}

// MaxCommandKey bounds the key of a command, in bytes.
const MaxCommandKey = 128

// Summary is what a case is looked up by. It follows from the log.
type Summary struct {
	Case      string          `json:"case"`
	Procedure string          `json:"procedure"` // its code
	Name      string          `json:"name"`      // that of the procedure
	Code      Code            `json:"code,omitzero"`
	State     State           `json:"state"`
	Receiving motcua.AgencyID `json:"receiving,omitzero"`
	Deciding  motcua.AgencyID `json:"deciding"`
	Submitted time.Time       `json:"submitted"`
	Received  time.Time       `json:"received,omitzero"`
	// Due is when the result is due; zero where nothing is owed any more, or yet.
	Due time.Time `json:"due,omitzero"`
	// Promised is when the result was to be returned, also when it has been.
	Promised time.Time `json:"promised,omitzero"`
	// Entries is how many the log has.
	Entries uint64 `json:"entries"`
}

// Summary returns what the case is looked up by.
func (c Case) Summary() Summary {
	s := Summary{
		Case: c.ID, Procedure: c.Procedure.Code, Name: c.Procedure.Name, Code: c.Code, State: c.State,
		Receiving: c.Procedure.Receiving, Deciding: c.Procedure.Deciding,
		Submitted: c.Submitted, Received: c.Received, Promised: c.Due.At, Entries: uint64(c.Acts),
	}
	for _, d := range c.Deadlines {
		if d.Kind == DeadlineResult {
			s.Due = d.Due.At
		}
	}
	return s
}

// CheckAppend tells whether entries can be added to a store as they stand: they
// follow each other, and the summary fits them. Stores begin [Store.Append]
// with it.
//
// Errors: [ErrEvents], [ErrChain].
func CheckAppend(s Summary, entries []Kept) error {
	wrong := func(cause error, what string) error { return fmt.Errorf("dossier: append: %w: %s", cause, what) }
	switch {
	case s.Case == "" || len(s.Case) > maxCaseID:
		return wrong(ErrEvents, "the case has no usable name")
	case len(entries) == 0:
		return wrong(ErrEvents, "there are none")
	case s.Submitted.IsZero() || s.State < StateRegistered || s.State > StateReturned || s.Deciding.IsZero():
		return wrong(ErrEvents, "the summary is not that of a case")
	case s.Entries != entries[len(entries)-1].Seq || s.Entries > MaxLog:
		return wrong(ErrEvents, "the summary counts other entries")
	}
	for i, e := range entries {
		switch {
		case len(e.Payload) > maxPayload || len(e.Key) > MaxCommandKey:
			return wrong(ErrEvents, "an entry is too large")
		case e.Seq < 1 || i > 0 && (e.Seq != entries[i-1].Seq+1 || e.Prev != entries[i-1].Hash):
			return wrong(ErrChain, "they do not follow each other")
		}
		if _, err := e.entry(); err != nil {
			return fmt.Errorf("dossier: append: %w", err)
		}
	}
	return nil
}
