package recordtest_test

import (
	"context"
	"io"
	"iter"
	"maps"
	"slices"
	"sync"

	"github.com/motcua/motcua/signature"
)

// memory is an evidence store as short as one can be. Its switches make it
// wrong in one way each.
type memory struct {
	mu      sync.Mutex
	records map[signature.Digest][]*signature.Record
	blobs   signature.Blobs

	replaces, oldestFirst, trusts, leavesHalf, rereads, doubles    bool
	sharesMemory, keepsOrphans, takesShared, miscounts, ignoresEnd bool
	listsUnsorted, silent, forgetsBlobs                            bool
}

func newMemory() *memory {
	return &memory{records: map[signature.Digest][]*signature.Record{}, blobs: signature.Blobs{}}
}

func (m *memory) OpenBlob(ctx context.Context, d signature.Digest) (io.ReadCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.blobs.OpenBlob(ctx, d)
}

func (m *memory) Save(ctx context.Context, r *signature.Record, source signature.BlobSource) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, err := r.Encode()
	if err != nil {
		return err
	}
	r, err = signature.DecodeRecord(data)
	if err != nil {
		return err
	}
	found := signature.Blobs{}
	if m.leavesHalf {
		found = m.blobs
	}
	for _, b := range r.Blobs {
		if _, ok := m.blobs[b.SHA256]; ok && !m.rereads {
			continue
		}
		if err := m.fetch(ctx, found, source, b); err != nil {
			return err
		}
	}
	if !m.ignoresEnd && ctx.Err() != nil {
		return ctx.Err()
	}
	if !m.forgetsBlobs {
		maps.Copy(m.blobs, found)
	}
	for _, have := range m.records[r.Document.SHA256] {
		if again, err := have.Encode(); err == nil && string(again) == string(data) && !m.doubles {
			return nil
		}
	}
	if m.replaces {
		m.records[r.Document.SHA256] = nil
	}
	m.records[r.Document.SHA256] = append(m.records[r.Document.SHA256], r)
	return nil
}

// fetch reads a blob into found.
func (m *memory) fetch(ctx context.Context, found signature.Blobs, source signature.BlobSource, b signature.Blob) error {
	if m.trusts {
		content, err := source.OpenBlob(ctx, b.SHA256)
		if err != nil {
			return err
		}
		found[b.SHA256], err = io.ReadAll(content)
		return err
	}
	var w writer
	if m.ignoresEnd {
		ctx = context.WithoutCancel(ctx)
	}
	err := signature.CopyBlob(ctx, &w, source, b)
	if err == nil {
		found[b.SHA256] = w
	}
	return err
}

type writer []byte

func (w *writer) Write(p []byte) (int, error) {
	*w = append(*w, p...)
	return len(p), nil
}

func (m *memory) Load(_ context.Context, document signature.Digest) ([]*signature.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.records[document]) == 0 && !m.silent {
		return nil, signature.ErrNoRecord
	}
	var out []*signature.Record
	for _, r := range m.records[document] {
		if !m.sharesMemory {
			data, err := r.Encode()
			if err != nil {
				return nil, err
			}
			if r, err = signature.DecodeRecord(data); err != nil {
				return nil, err
			}
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *signature.Record) int {
		if m.oldestFirst {
			return a.JudgedAt.Compare(b.JudgedAt)
		}
		return b.JudgedAt.Compare(a.JudgedAt)
	})
	return out, nil
}

func (m *memory) Destroy(ctx context.Context, documents ...signature.Digest) (signature.Destruction, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var done signature.Destruction
	if !m.ignoresEnd && ctx.Err() != nil {
		return done, ctx.Err()
	}
	lost := map[signature.Digest]bool{}
	for _, d := range documents {
		if _, ok := m.records[d]; ok {
			done.Documents++
		}
		for _, r := range m.records[d] {
			data, err := r.Encode()
			if err != nil {
				return done, err
			}
			done.Records++
			done.Bytes += int64(len(data))
			for _, b := range r.Blobs {
				lost[b.SHA256] = true
			}
		}
		delete(m.records, d)
	}
	for _, records := range m.records {
		for _, r := range records {
			for _, b := range r.Blobs {
				if !m.takesShared {
					delete(lost, b.SHA256)
				}
			}
		}
	}
	for d := range lost {
		done.Blobs++
		done.Bytes += int64(len(m.blobs[d]))
		if !m.keepsOrphans {
			delete(m.blobs, d)
		}
	}
	if m.miscounts {
		done.Blobs = 0
	}
	return done, nil
}

func (m *memory) Documents(context.Context) iter.Seq2[signature.Digest, error] {
	return func(yield func(signature.Digest, error) bool) {
		m.mu.Lock()
		defer m.mu.Unlock()
		keys := slices.SortedFunc(maps.Keys(m.records), func(a, b signature.Digest) int { return slices.Compare(a[:], b[:]) })
		if m.listsUnsorted {
			slices.Reverse(keys)
		}
		for _, d := range keys {
			if !yield(d, nil) {
				return
			}
		}
	}
}
