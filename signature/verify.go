package signature

import (
	"context"
	"fmt"
	"io"

	"github.com/motcua/motcua"
)

// VerifyOptions tunes Verify. The zero value evaluates national rules only.
type VerifyOptions struct {
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
	if err := doc.hashAll(ctx, jobs); err != nil {
		return nil, err
	}
	prefix := make([]byte, prefixBytes)
	n, err := doc.file.Source().ReadAt(prefix, 0)
	if n < len(prefix) && err != nil && err != io.EOF {
		return nil, verifyError(err)
	}
	result := &Result{Revisions: len(doc.file.Revisions())}
	for _, j := range jobs {
		doc.check(j, prefix[:n])
		result.Signatures = append(result.Signatures, j.out)
	}
	if err := doc.judgeChanges(jobs, result); err != nil {
		return nil, err
	}
	if opts.Deep {
		if err := doc.searchHidden(result); err != nil {
			return nil, err
		}
	}
	result.Findings, err = evaluate(result, opts)
	return result, err
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
