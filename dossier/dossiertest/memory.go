package dossiertest

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/motcua/motcua/dossier"
)

// Memory is a [dossier.Store] that forgets everything when the process ends, for
// tests and trials. The zero value is empty and ready.
type Memory struct {
	mu        sync.RWMutex
	logs      map[string][]dossier.Kept
	summaries map[string]dossier.Summary
}

// Append implements [dossier.Store].
func (m *Memory) Append(ctx context.Context, s dossier.Summary, entries []dossier.Kept) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := dossier.CheckAppend(s, entries); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	log := m.logs[s.Case]
	if before := int(entries[0].Seq) - 1; !follows(log, entries) {
		if len(log) >= before+len(entries) && same(log[before:before+len(entries)], entries) {
			return nil
		}
		return fmt.Errorf("dossiertest: append: %w", dossier.ErrConflict)
	}
	for id, other := range m.summaries {
		if id != s.Case && !s.Code.IsZero() && !other.Code.IsZero() && other.Code.Number() == s.Code.Number() {
			return fmt.Errorf("dossiertest: append: %w", dossier.ErrCodeUsed)
		}
	}
	if m.logs == nil {
		m.logs, m.summaries = map[string][]dossier.Kept{}, map[string]dossier.Summary{}
	}
	m.logs[s.Case] = append(log, clone(entries)...)
	m.summaries[s.Case] = s
	return nil
}

// follows tells whether entries belong behind a log.
func follows(log, entries []dossier.Kept) bool {
	first := entries[0]
	if len(log) != int(first.Seq)-1 {
		return false
	}
	return len(log) == 0 || log[len(log)-1].Hash == first.Prev
}

func same(a, b []dossier.Kept) bool {
	return slices.EqualFunc(a, b, func(x, y dossier.Kept) bool { return x.Hash == y.Hash })
}

// clone copies entries with what they point to.
func clone(entries []dossier.Kept) []dossier.Kept {
	copied := slices.Clone(entries)
	for i := range copied {
		copied[i].Salt, copied[i].Payload = slices.Clone(copied[i].Salt), slices.Clone(copied[i].Payload)
	}
	return copied
}

// Log implements [dossier.Store].
func (m *Memory) Log(ctx context.Context, id string) ([]dossier.Kept, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	log, ok := m.logs[id]
	if !ok {
		return nil, fmt.Errorf("dossiertest: log: %w", dossier.ErrNoCase)
	}
	return clone(log), nil
}

// Find implements [dossier.Store].
func (m *Memory) Find(ctx context.Context, q dossier.Query) (dossier.Page, error) {
	if err := ctx.Err(); err != nil {
		return dossier.Page{}, err
	}
	q, start, err := q.Filled()
	if err != nil {
		return dossier.Page{}, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	var found []dossier.Summary
	for _, s := range m.summaries {
		if q.Matches(s) && (start == nil || q.Position(s).Compare(*start) > 0) {
			found = append(found, s)
		}
	}
	slices.SortFunc(found, func(a, b dossier.Summary) int { return q.Position(a).Compare(q.Position(b)) })
	return q.Page(found[:min(len(found), q.Limit+1)]), nil
}
