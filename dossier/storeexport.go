package dossier

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
)

// Count is how much an export or import holds.
type Count struct {
	Cases   int `json:"cases"`
	Entries int `json:"entries"`
}

// exportLine is a line of an export: an entry with its case, or, at the end, the
// count of all.
type exportLine struct {
	Case  string `json:"case,omitempty"`
	Entry *Kept  `json:"entry,omitempty"`
	Count *Count `json:"count,omitempty"`
}

// Bounds of an export that is read, in bytes.
const (
	maxExportLine = 2 * maxPayload
	maxExportCase = 256 << 20 // the payloads of one case
)

// Export writes all cases of a store as JSON Lines: a line for each entry, those
// of a case together and in order, and one with the count at the end. What others
// write meanwhile may be missing.
//
// Errors: those of the store and the writer.
func Export(ctx context.Context, s Store, w io.Writer) (Count, error) {
	var n Count
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	for q := (Query{Limit: MaxPage}); ; {
		page, err := s.Find(ctx, q)
		if err != nil {
			return n, fmt.Errorf("dossier: export: %w", err)
		}
		for _, sum := range page.Cases {
			log, err := s.Log(ctx, sum.Case)
			if err != nil {
				return n, fmt.Errorf("dossier: export: %w", err)
			}
			for i := range log {
				if err := lines.Encode(exportLine{Case: sum.Case, Entry: &log[i]}); err != nil {
					return n, fmt.Errorf("dossier: export: %w", err)
				}
			}
			n.Cases, n.Entries = n.Cases+1, n.Entries+len(log)
		}
		if q.After = page.Next; q.After == "" {
			break
		}
	}
	if err := lines.Encode(exportLine{Count: &n}); err != nil {
		return n, fmt.Errorf("dossier: export: %w", err)
	}
	if err := out.Flush(); err != nil {
		return n, fmt.Errorf("dossier: export: %w", err)
	}
	return n, nil
}

// Import adds the cases of an export to a store. Every log is checked and
// rebuilt before it is added, whatever its lines say. Cases that the store has
// already, with the same entries or more behind them, stay as they are: an import
// that broke off is done again.
//
// Errors: [ErrExport] for what is no export, was cut off or has another count than
// it says; [ErrChain] and [ErrEvents] for logs that are not whole; [ErrConflict]
// and [ErrCodeUsed] where the store has something else; those of store and
// reader. Cases before the one at fault were added.
func Import(ctx context.Context, s Store, r io.Reader) (Count, error) {
	in := importer{ctx: ctx, store: s}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxExportLine)
	for lines.Scan() {
		if err := in.line(lines.Bytes()); err != nil {
			return in.count, fmt.Errorf("dossier: import: %w", err)
		}
	}
	if err := lines.Err(); err != nil {
		return in.count, fmt.Errorf("dossier: import: %w", err)
	}
	if !in.ended {
		return in.count, fmt.Errorf("dossier: import: %w: it was cut off", ErrExport)
	}
	return in.count, nil
}

// importer collects the entries of one case after another.
type importer struct {
	ctx   context.Context
	store Store
	count Count
	id    string
	log   []Kept
	size  int // of the payloads
	ended bool
}

func (in *importer) line(b []byte) error {
	var l exportLine
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&l); err != nil || d.More() || (l.Entry == nil) == (l.Count == nil) || in.ended {
		return fmt.Errorf("%w: not a line of one", ErrExport)
	}
	if l.Count != nil || l.Case != in.id {
		if err := in.flush(); err != nil {
			return err
		}
		in.id, in.log, in.size = l.Case, nil, 0
	}
	if l.Count != nil {
		if in.ended = true; *l.Count != in.count {
			return fmt.Errorf("%w: it holds another count than it says", ErrExport)
		}
		return nil
	}
	in.log, in.size = append(in.log, *l.Entry), in.size+len(l.Entry.Payload)
	if len(in.log) > MaxLog || in.size > maxExportCase {
		return fmt.Errorf("%w: a case is too large", ErrExport)
	}
	return nil
}

// flush adds the case that is complete.
func (in *importer) flush() error {
	if len(in.log) == 0 {
		return nil
	}
	entries := make([]LogEntry, len(in.log))
	for i, k := range in.log {
		entries[i] = k.LogEntry
	}
	events, err := ReadLog(in.id, entries)
	if err != nil {
		return err
	}
	c, err := Rebuild(events)
	if err != nil {
		return err
	}
	if c.ID != in.id {
		return fmt.Errorf("%w: the log is that of another case", ErrChain)
	}
	if err := in.store.Append(in.ctx, c.Summary(), in.log); err != nil {
		return err
	}
	in.count.Cases, in.count.Entries = in.count.Cases+1, in.count.Entries+len(in.log)
	return nil
}
