package recordtest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/motcua/motcua/signature"
)

// destroy destroys documents and compares what was counted.
func (c *storeCheck) destroy(want signature.Destruction, documents ...int) error {
	var digests []signature.Digest
	for _, n := range documents {
		r, _ := Sample(n, 0)
		digests = append(digests, r.Document.SHA256)
	}
	got, err := c.store.Destroy(c.ctx, digests...)
	if err != nil {
		return fmt.Errorf("method Destroy: %w", err)
	}
	if got != want {
		return fmt.Errorf("method Destroy counts %+v, want %+v", got, want)
	}
	return nil
}

// bytesOf sums up records and the blobs that match.
func bytesOf(counts func(signature.Digest) bool, records ...*signature.Record) int64 {
	var sum int64
	seen := map[signature.Digest]bool{}
	for _, r := range records {
		data, err := r.Encode()
		if err != nil {
			return -1
		}
		sum += int64(len(data))
		for _, b := range r.Blobs {
			if !seen[b.SHA256] && counts(b.SHA256) {
				sum += b.Size
			}
			seen[b.SHA256] = true
		}
	}
	return sum
}

func (c *storeCheck) destroysOne() error {
	for document := 1; document <= 2; document++ {
		if err := c.save(document, 1); err != nil {
			return err
		}
	}
	first, _ := Sample(1, 1)
	isOwn := func(d signature.Digest) bool { return slices.Contains(ownEvidence(1), d) }
	want := signature.Destruction{Documents: 1, Records: 1, Blobs: ownBlobs, Bytes: bytesOf(isOwn, first)}
	if err := c.destroy(want, 1); err != nil {
		return err
	}
	if err := c.lacks(1); err != nil {
		return err
	}
	if err := c.holds(2, 1); err != nil {
		return fmt.Errorf("the other document: %w", err)
	}
	if err := c.destroy(signature.Destruction{}, 1); err != nil {
		return fmt.Errorf("again: %w", err)
	}
	if err := c.save(1, 1); err != nil {
		return err
	}
	return c.holds(1, 1)
}

// destroysJudgements: all judgements go, and what both of them name counts once.
func (c *storeCheck) destroysJudgements() error {
	first, _ := Sample(1, 1)
	second, blobs := Sample(1, 2)
	later := second.Keep(blobs, signature.BlobOCSP, []byte("a later answer"))
	if err := c.save(1, 1); err != nil {
		return err
	}
	if err := c.store.Save(c.ctx, second, blobs); err != nil {
		return fmt.Errorf("method Save: %w", err)
	}
	all := func(signature.Digest) bool { return true }
	want := signature.Destruction{Documents: 1, Records: 2, Blobs: sharedBlobs + ownBlobs + 1, Bytes: bytesOf(all, first, second)}
	if err := c.destroy(want, 1); err != nil {
		return err
	}
	if err := c.lacksBlobs(later); err != nil {
		return err
	}
	return c.lacks(1)
}

func (c *storeCheck) destroysSeveral() error {
	var records []*signature.Record
	for document := 1; document <= 3; document++ {
		r, _ := Sample(document, 1)
		records = append(records, r)
		if err := c.save(document, 1); err != nil {
			return err
		}
	}
	all := func(signature.Digest) bool { return true }
	want := signature.Destruction{Documents: 3, Records: 3, Blobs: sharedBlobs + 3*ownBlobs, Bytes: bytesOf(all, records...)}
	if err := c.destroy(want, 1, 2, 1, 3, 9); err != nil {
		return err
	}
	for document := 1; document <= 3; document++ {
		if err := c.lacks(document); err != nil {
			return err
		}
	}
	for _, b := range records[0].Blobs {
		if err := c.lacksBlobs(b.SHA256); err != nil {
			return err
		}
	}
	return nil
}

func (c *storeCheck) lists() error {
	lister, ok := c.store.(signature.DocumentLister)
	if !ok {
		return nil
	}
	var want, got []string
	for document := 1; document <= 5; document++ {
		r, _ := Sample(document, 1)
		want = append(want, r.Document.SHA256.String())
		if err := errors.Join(c.save(document, 1), c.save(document, 2)); err != nil {
			return err
		}
	}
	slices.Sort(want)
	for d, err := range lister.Documents(c.ctx) {
		if err != nil {
			return fmt.Errorf("method Documents: %w", err)
		}
		got = append(got, d.String())
	}
	if !slices.Equal(got, want) {
		return fmt.Errorf("method Documents gives %v, want %v", got, want)
	}
	for range lister.Documents(c.ctx) { // one may stop early
		break
	}
	return nil
}

// servesMany saves and destroys at the same time: what is shared comes and goes,
// and whoever saves must find it there.
func (c *storeCheck) servesMany() error {
	const workers, rounds = 4, 6
	errs := make([]error, workers)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() { errs[w] = c.comeAndGo(100*(w+1), rounds) })
	}
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for w := range workers {
		for document := range rounds {
			err := c.holds(100*(w+1)+document, 1)
			if document%2 == 0 {
				err = c.lacks(100*(w+1) + document)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// comeAndGo saves documents and destroys every other one.
func (c *storeCheck) comeAndGo(first, count int) error {
	for document := first; document < first+count; document++ {
		if err := c.save(document, 1); err != nil {
			return err
		}
		if err := c.holds(document, 1); err != nil {
			return err
		}
		if document%2 != 0 {
			continue
		}
		r, _ := Sample(document, 1)
		if _, err := c.store.Destroy(c.ctx, r.Document.SHA256); err != nil {
			return fmt.Errorf("method Destroy: %w", err)
		}
	}
	return nil
}

func (c *storeCheck) exports() error {
	if err := errors.Join(c.save(1, 1), c.save(1, 2), c.save(2, 1)); err != nil {
		return err
	}
	r, _ := Sample(1, 1)
	var first, second bytes.Buffer
	if err := signature.ExportRecords(c.ctx, c.store, r.Document.SHA256, &first); err != nil {
		return err
	}
	store, err := c.open(c.ctx)
	if err != nil {
		return err
	}
	other := &storeCheck{ctx: c.ctx, store: store}
	document, err := signature.ImportRecords(c.ctx, store, bytes.NewReader(first.Bytes()), int64(first.Len()))
	if err != nil {
		return err
	}
	if document != r.Document.SHA256 {
		return fmt.Errorf("the import names document %s", document)
	}
	if err := errors.Join(other.holds(1, 2, 1), other.lacks(2)); err != nil {
		return err
	}
	if err := signature.ExportRecords(c.ctx, store, document, &second); err != nil {
		return err
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		return errors.New("the second store exports other bytes")
	}
	return nil
}
