package signature

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/motcua/motcua"
)

// VerifyOptions tunes Verify. The zero value evaluates national rules only.
type VerifyOptions struct {
	// At is the moment of judging, never a replacement for a proven time. Zero:
	// trust is not judged.
	At time.Time
	// PKI says whom to trust, and where revocation data are; nil: trust is not
	// judged.
	PKI *PKI
	// Register tells who holds a certificate; nil: every role is unknown.
	Register Register
	// Facts is what the caller knows of the document and the file does not say.
	Facts Facts
	// Locality adds the rules of one local regulation; drafts and unconfirmed
	// texts are evaluated only here, and say what they are.
	Locality motcua.Jurisdiction
	// LocalInForce replaces the interval that the locality's rules state, where
	// the caller knows it better; zero keeps theirs.
	LocalInForce motcua.Interval
	// Deep also searches the whole first revision for content that nothing
	// shows. It is advisory: what it finds becomes notes.
	Deep bool
}

// prefixBytes is what the CMS check wants to see of the signed content.
const prefixBytes = 16

// Verify judges every signature of the document, in one pass over its bytes.
//
// Errors: the reader's own, [ErrLimit], or the context's. A broken or
// unsupported signature is no error: the Result says so.
func Verify(ctx context.Context, doc *Document, opts VerifyOptions) (*Result, error) {
	candidates, err := doc.discover()
	if err != nil && len(candidates) == 0 {
		return nil, verifyError(err)
	}
	jobs := make([]*judgement, len(candidates))
	for i, c := range candidates {
		jobs[i] = doc.prepare(c, i < doc.limits.Signatures)
	}
	if err := doc.judge(ctx, jobs); err != nil {
		return nil, err
	}
	if err := doc.judgeTrust(ctx, jobs, opts); err != nil {
		return nil, verifyError(err)
	}
	result := &Result{Revisions: len(doc.file.Revisions())}
	for _, j := range jobs {
		result.Signatures = append(result.Signatures, j.out)
	}
	if err := assignRoles(ctx, result, opts.Register); err != nil {
		return nil, err
	}
	if opts.Deep {
		if err := doc.searchHidden(result); err != nil {
			return nil, err
		}
	}
	return result, evaluate(result, opts)
}

// judge reaches the first two verdicts side by side: hashing and public keys
// take the processor, later revisions take the file's structure, and neither
// needs the other.
func (d *Document) judge(ctx context.Context, jobs []*judgement) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	checked := make(chan error, 1)
	go func() { checked <- d.checkAll(ctx, jobs) }()
	if err := d.judgeChanges(jobs); err != nil {
		cancel()
		<-checked
		return err
	}
	if err := <-checked; err != nil {
		return err
	}
	for _, j := range jobs {
		j.settle(d)
	}
	return nil
}

// checkAll hashes the signed ranges and verifies the signature values. It reads
// nothing of the file but its bytes.
func (d *Document) checkAll(ctx context.Context, jobs []*judgement) error {
	if err := d.hashAll(ctx, jobs); err != nil {
		return err
	}
	prefix := make([]byte, prefixBytes)
	n, err := d.file.Source().ReadAt(prefix, 0)
	if n < len(prefix) && err != nil && !errors.Is(err, io.EOF) {
		return verifyError(err)
	}
	for _, j := range jobs {
		j.prefix = prefix[:n]
		j.check()
	}
	return nil
}

func verifyError(err error) error { return fmt.Errorf("signature: verify document: %w", err) }

// hashAll computes the digests that the signatures need.
func (d *Document) hashAll(ctx context.Context, jobs []*judgement) error {
	var all []*hashJob
	for _, j := range jobs {
		all = append(all, j.hashes...)
	}
	return d.hashRanges(ctx, all)
}
