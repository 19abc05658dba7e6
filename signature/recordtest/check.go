package recordtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/motcua/motcua/signature"
)

// OpenStore returns an empty store.
type OpenStore func(ctx context.Context) (signature.EvidenceStore, error)

// CheckStore tests an evidence store and returns everything that is wrong with
// it, nil for nothing. It opens a store of its own for each check.
func CheckStore(ctx context.Context, open OpenStore) error {
	checks := []struct {
		name  string
		check func(*storeCheck) error
	}{
		{"give back what was saved", (*storeCheck).givesBack},
		{"say what is not there", (*storeCheck).saysNothingThere},
		{"save the same again", (*storeCheck).savesAgain},
		{"keep every judgement", (*storeCheck).keepsJudgements},
		{"hold shared evidence once", (*storeCheck).holdsOnce},
		{"hold evidence of any size", (*storeCheck).holdsAnySize},
		{"refuse what is wrong", (*storeCheck).refuses},
		{"end with its context", (*storeCheck).endsWithContext},
		{"destroy one document", (*storeCheck).destroysOne},
		{"destroy one judgement's evidence", (*storeCheck).destroysJudgements},
		{"destroy several documents", (*storeCheck).destroysSeveral},
		{"list documents", (*storeCheck).lists},
		{"serve many at once", (*storeCheck).servesMany},
		{"export and import", (*storeCheck).exports},
	}
	var errs []error
	for _, c := range checks {
		store, err := open(ctx)
		if err == nil {
			err = c.check(&storeCheck{ctx: ctx, store: store, open: open})
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", c.name, err))
		}
	}
	return errors.Join(errs...)
}

// storeCheck is one check of one store.
type storeCheck struct {
	ctx   context.Context
	store signature.EvidenceStore
	open  OpenStore
}

// save saves the judgement of a document.
func (c *storeCheck) save(document, judgement int) error {
	r, blobs := Sample(document, judgement)
	if err := c.store.Save(c.ctx, r, blobs); err != nil {
		return fmt.Errorf("method Save: %w", err)
	}
	return nil
}

// holds checks that the store gives back the judgements of a document, in this
// order, with all their evidence, and nothing else.
func (c *storeCheck) holds(document int, judgements ...int) error {
	first, _ := Sample(document, 0)
	got, err := c.store.Load(c.ctx, first.Document.SHA256)
	if err != nil {
		return fmt.Errorf("method Load: %w", err)
	}
	if len(got) != len(judgements) {
		return fmt.Errorf("method Load gives %d records, want %d", len(got), len(judgements))
	}
	for i, judgement := range judgements {
		want, _ := Sample(document, judgement)
		if err := same(got[i], want); err != nil {
			return fmt.Errorf("method Load, record %d: %w", i, err)
		}
		if err := got[i].CheckBlobs(c.ctx, c.store); err != nil {
			return fmt.Errorf("evidence of record %d: %w", i, err)
		}
	}
	return nil
}

// same compares two records by their encoding.
func same(got, want *signature.Record) error {
	g, err := got.Encode()
	if err != nil {
		return err
	}
	w, err := want.Encode()
	if err != nil {
		return err
	}
	if string(g) != string(w) {
		return fmt.Errorf("got\n%s\nwant\n%s", g, w)
	}
	return nil
}

// lacks checks that nothing is left of a document: neither a record nor the
// evidence that it had for itself.
func (c *storeCheck) lacks(document int) error {
	r, _ := Sample(document, 0)
	if records, err := c.store.Load(c.ctx, r.Document.SHA256); !errors.Is(err, signature.ErrNoRecord) {
		return fmt.Errorf("method Load gives %d records, error %v, want %v", len(records), err, signature.ErrNoRecord)
	}
	return c.lacksBlobs(ownEvidence(document)...)
}

func (c *storeCheck) lacksBlobs(digests ...signature.Digest) error {
	for _, d := range digests {
		content, err := c.store.OpenBlob(c.ctx, d)
		if err == nil {
			content.Close()
		}
		if !errors.Is(err, signature.ErrNoBlob) {
			return fmt.Errorf("method OpenBlob of what must not be there: error %v, want %v", err, signature.ErrNoBlob)
		}
	}
	return nil
}

// ownEvidence lists what Sample gives to one document alone.
func ownEvidence(document int) []signature.Digest {
	r, _ := Sample(document, 0)
	return []signature.Digest{r.Signatures[0].Signer, r.Signatures[0].Timestamps[0], r.Receipt}
}

// counting counts how often each blob was asked for.
type counting struct {
	signature.Blobs
	mu     sync.Mutex
	opened map[signature.Digest]int
}

func (s *counting) OpenBlob(ctx context.Context, d signature.Digest) (io.ReadCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.opened == nil {
		s.opened = map[signature.Digest]int{}
	}
	s.opened[d]++
	return s.Blobs.OpenBlob(ctx, d)
}
