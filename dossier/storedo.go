package dossier

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

// Stored is a case that was read from a store.
type Stored struct {
	Case Case
	Log  []Kept
}

// Load reads a case from a store, checks the chain of its log and rebuilds it.
//
// Errors: [ErrNoCase], [ErrChain], [ErrEvents], those of the store.
func Load(ctx context.Context, s Store, id string) (Stored, error) {
	log, err := s.Log(ctx, id)
	if err != nil {
		return Stored{}, fmt.Errorf("dossier: load: %w", err)
	}
	entries := make([]LogEntry, len(log))
	for i, k := range log {
		entries[i] = k.LogEntry
	}
	events, err := ReadLog(id, entries)
	if err != nil {
		return Stored{}, fmt.Errorf("dossier: load: %w", err)
	}
	c, err := Rebuild(events)
	if err != nil {
		return Stored{}, fmt.Errorf("dossier: load: %w", err)
	}
	if c.ID != id {
		return Stored{}, fmt.Errorf("dossier: load: %w: the log is that of another case", ErrChain)
	}
	return Stored{Case: c, Log: log}, nil
}

// Command is an act to be done on a stored case.
type Command struct {
	// Key names the command, at most [MaxCommandKey] bytes: a command that was done
	// is not done again. Empty: every one counts.
	Key string
	// Case is the name of the dossier; that of Act where it is handed in.
	Case string
	Act  Act
	// At is when the act is done; see [Next].
	At time.Time
	// Written is when its event is entered into the log; zero means At.
	Written time.Time
	// Seen is how many entries the case had when whoever acts looked at it; zero:
	// whatever it has.
	Seen uint64
}

// maxTries bounds how often an act is tried anew on a case that others change.
const maxTries = 16

// Do does an act on a stored case: it reads the case, asks [Next], and adds the
// event to the log. If others write meanwhile it tries anew on what they left,
// so that the act is judged on the case as it is. A command that was done before
// changes nothing: the outcome is the case as it is now, without events.
//
// Random gives the salt of the log, as crypto/rand does.
//
// Errors: those of [Next], [Load] and [AppendEvent]; [ErrConflict] where the case
// has not the entries of Seen, or changes all the time; [ErrCodeUsed]; [ErrAct] for a command that names another dossier than its act.
func Do(ctx context.Context, s Store, command Command, o Office, random io.Reader) (Outcome, error) {
	if len(command.Key) > MaxCommandKey || command.Act.Kind == ActSubmit && command.Act.Case != command.Case {
		return Outcome{}, fmt.Errorf("dossier: do: %w: its key or dossier is not usable", ErrAct)
	}
	for range maxTries {
		out, err := command.try(ctx, s, o, random)
		if !errors.Is(err, ErrConflict) || command.Seen != 0 {
			return out, err
		}
	}
	return Outcome{}, fmt.Errorf("dossier: do: %w", ErrConflict)
}

func (command Command) try(ctx context.Context, s Store, o Office, random io.Reader) (Outcome, error) {
	stored, err := Load(ctx, s, command.Case)
	if err != nil && !(errors.Is(err, ErrNoCase) && command.Act.Kind == ActSubmit) {
		return Outcome{}, err
	}
	c := stored.Case
	switch {
	case command.Key != "" && slices.ContainsFunc(stored.Log, func(k Kept) bool { return k.Key == command.Key }):
		return Outcome{Case: c, Deadlines: slices.Clone(c.Deadlines)}, nil
	case command.Seen != 0 && command.Seen != uint64(len(stored.Log)):
		return Outcome{}, fmt.Errorf("dossier: do: %w", ErrConflict)
	}
	out, err := Next(c, command.Act, command.At, o)
	if err != nil {
		return Outcome{}, err
	}
	entries, err := command.entries(stored.Log, out.Events, random)
	if err != nil {
		return Outcome{}, err
	}
	if err := s.Append(ctx, out.Case.Summary(), entries); err != nil {
		return Outcome{}, fmt.Errorf("dossier: do: %w", err)
	}
	return out, nil
}

// entries chains events to the log.
func (command Command) entries(log []Kept, events []Event, random io.Reader) ([]Kept, error) {
	written := command.Written
	if written.IsZero() {
		written = command.At
	}
	var last *LogEntry
	if len(log) > 0 {
		last = &log[len(log)-1].LogEntry
	}
	var added []Kept
	for _, e := range events {
		entry, err := AppendEvent(command.Case, last, e, written, random)
		if err != nil {
			return nil, err
		}
		added = append(added, Kept{LogEntry: entry, Key: command.Key})
		last = &entry
	}
	return added, nil
}
