package recordtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/motcua/motcua/signature"
)

func (c *storeCheck) givesBack() error {
	if err := c.save(1, 1); err != nil {
		return err
	}
	if err := c.holds(1, 1); err != nil {
		return err
	}
	// What a caller does to a record must not reach the store.
	r, _ := Sample(1, 1)
	got, err := c.store.Load(c.ctx, r.Document.SHA256)
	if err != nil {
		return err
	}
	got[0].Software.Name, got[0].Verdict[0] = "changed", 'x'
	return c.holds(1, 1)
}

func (c *storeCheck) saysNothingThere() error {
	if err := c.lacks(1); err != nil {
		return err
	}
	if err := c.save(2, 1); err != nil {
		return err
	}
	return c.lacks(1)
}

func (c *storeCheck) savesAgain() error {
	for range 2 {
		if err := c.save(1, 1); err != nil {
			return err
		}
	}
	return c.holds(1, 1)
}

func (c *storeCheck) keepsJudgements() error {
	for _, judgement := range []int{2, 1, 3} {
		if err := c.save(1, judgement); err != nil {
			return err
		}
	}
	return c.holds(1, 3, 2, 1)
}

func (c *storeCheck) holdsOnce() error {
	if err := c.save(1, 1); err != nil {
		return err
	}
	r, blobs := Sample(2, 1)
	source := &counting{Blobs: blobs}
	if err := c.store.Save(c.ctx, r, source); err != nil {
		return fmt.Errorf("method Save: %w", err)
	}
	if len(source.opened) != ownBlobs {
		return fmt.Errorf("%d blobs were read from the source, want the %d that the store lacked", len(source.opened), ownBlobs)
	}
	if err := c.holds(1, 1); err != nil {
		return err
	}
	return c.holds(2, 1)
}

func (c *storeCheck) holdsAnySize() error {
	r, blobs := Sample(1, 1)
	for _, size := range []int{0, 1, 1<<20 - 1, 1 << 20, 1<<20 + 1, 5 << 20} {
		content := bytes.Repeat([]byte("danh sách thu hồi "), size/18+1)[:size]
		r.Keep(blobs, signature.BlobCRL, content)
	}
	if err := c.store.Save(c.ctx, r, blobs); err != nil {
		return fmt.Errorf("method Save: %w", err)
	}
	return r.CheckBlobs(c.ctx, c.store)
}

func (c *storeCheck) refuses() error {
	timestamp := ownEvidence(1)[1]
	tests := []struct {
		name  string
		spoil func(*signature.Record, signature.Blobs)
		want  error
	}{
		{"missing evidence", func(_ *signature.Record, b signature.Blobs) { delete(b, timestamp) }, signature.ErrNoBlob},
		{"altered evidence", func(_ *signature.Record, b signature.Blobs) {
			b[timestamp] = bytes.ToUpper(b[timestamp])
		}, signature.ErrBlob},
		{"short evidence", func(_ *signature.Record, b signature.Blobs) { b[timestamp] = b[timestamp][1:] }, signature.ErrBlob},
		{"long evidence", func(_ *signature.Record, b signature.Blobs) {
			b[timestamp] = append(b[timestamp], ' ')
		}, signature.ErrBlob},
		{"incomplete record", func(r *signature.Record, _ signature.Blobs) { r.Software.Version = "" }, signature.ErrRecord},
		{"contradictory record", func(r *signature.Record, _ signature.Blobs) { r.Receipt = r.Signatures[0].Signer }, signature.ErrRecord},
	}
	for _, tt := range tests {
		r, blobs := Sample(1, 1)
		tt.spoil(r, blobs)
		if err := c.store.Save(c.ctx, r, blobs); !errors.Is(err, tt.want) {
			return fmt.Errorf("%s: Save gives error %v, want %v", tt.name, err, tt.want)
		}
		if err := c.lacks(1); err != nil {
			return fmt.Errorf("%s: %w", tt.name, err)
		}
	}
	if err := c.save(1, 1); err != nil { // and none of it is in the way
		return err
	}
	return c.holds(1, 1)
}

func (c *storeCheck) endsWithContext() error {
	ctx, cancel := context.WithCancel(c.ctx)
	defer cancel()
	r, blobs := Sample(1, 1)
	if err := c.store.Save(ctx, r, cancelling{blobs, cancel}); !errors.Is(err, context.Canceled) {
		return fmt.Errorf("method Save in a context that ends: error %v", err)
	}
	if err := c.store.Save(ctx, r, blobs); !errors.Is(err, context.Canceled) {
		return fmt.Errorf("method Save in a context that has ended: error %v", err)
	}
	if err := c.lacks(1); err != nil {
		return err
	}
	if err := c.save(1, 1); err != nil {
		return err
	}
	if _, err := c.store.Destroy(ctx, r.Document.SHA256); !errors.Is(err, context.Canceled) {
		return fmt.Errorf("method Destroy in a context that has ended: error %v", err)
	}
	return c.holds(1, 1)
}

// cancelling ends the context once it is asked for something.
type cancelling struct {
	signature.BlobSource
	cancel context.CancelFunc
}

func (s cancelling) OpenBlob(ctx context.Context, d signature.Digest) (io.ReadCloser, error) {
	s.cancel()
	return s.BlobSource.OpenBlob(ctx, d)
}
