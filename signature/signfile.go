package signature

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/pdfdiff"
	"github.com/motcua/motcua/internal/pdfwrite"
)

// signingFile is an input with the updates appended so far.
type signingFile struct {
	joined pdfwrite.Joined
	open   OpenOptions
	before []stateBefore // of the input
}

// newSigningFile opens the input and notes how its signatures stand.
func newSigningFile(r io.ReaderAt, size int64, open OpenOptions) (*signingFile, *Document, error) {
	f := &signingFile{joined: pdfwrite.Joined{Base: r, Size: size}, open: open}
	doc, err := f.document()
	if err != nil {
		return nil, nil, err
	}
	if doc.file.Locked() != nil {
		return nil, nil, &RefusedError{Why: RefusedEncrypted, Err: doc.file.Locked()}
	}
	if doc.file.View(len(doc.file.Revisions())-1).Trailer().Get("AuthCode") != nil {
		// ISO/TS 32004: each save would have to authenticate the file anew.
		return nil, nil, &RefusedError{Why: RefusedEncrypted, Err: errors.New("the file carries an authentication code")}
	}
	f.before, err = doc.standings()
	return f, doc, err
}

// document opens the file as it stands.
func (f *signingFile) document() (*Document, error) {
	joined := f.joined
	return Open(&joined, joined.Len(), f.open)
}

// listed finds the signatures that a field or permission of any revision names.
// Where there is none, what lies about in the file unnamed cannot be harmed, and
// is not searched for.
func (d *Document) listed() ([]*candidate, error) {
	for i := range d.file.Revisions() {
		v := d.file.View(i)
		fields, err := pdfdiff.SignatureFields(v)
		if err != nil || len(fields) > 0 || len(d.permissionSignatures(v, map[identity]bool{})) > 0 {
			return d.discover()
		}
	}
	return nil, nil
}

// stateBefore tells how an earlier signature stands.
type stateBefore struct {
	at        int64 // where its value is
	field     string
	permitted Tristate // what came after it
}

// standings tells for every signature whether what came after it is permitted.
// Nothing is hashed for it.
func (d *Document) standings() ([]stateBefore, error) {
	found, err := d.listed()
	if err != nil && len(found) == 0 {
		return nil, damaged(err)
	}
	jobs := make([]*judgement, len(found))
	for i, c := range found {
		jobs[i] = &judgement{c: c, geometry: c.geometry(d)}
		jobs[i].out.Revision = d.signedRevision(jobs[i].geometry)
	}
	if err := d.judgeChanges(jobs); err != nil {
		return nil, err
	}
	var out []stateBefore
	for _, j := range jobs {
		if !j.c.orphan && j.geometry.contents.Start > 0 {
			out = append(out, stateBefore{at: j.geometry.contents.Start, field: j.c.field, permitted: j.out.Changes.Permitted})
		}
	}
	return out, nil
}

// harmless refuses updates after which a signature no longer stands as it did.
func (f *signingFile) harmless() error {
	doc, err := f.document()
	if err != nil {
		return &RefusedError{Why: RefusedResult, Err: err}
	}
	if len(f.before) == 0 {
		return nil
	}
	list, err := doc.standings()
	if err != nil {
		return err
	}
	after := map[int64]Tristate{}
	for _, s := range list {
		after[s.at] = s.permitted
	}
	for _, was := range f.before {
		is, found := after[was.at]
		if !found || was.permitted == Yes && is != Yes || was.permitted == Unknown && is == No {
			return &RefusedError{Why: RefusedHarm, Field: was.field}
		}
	}
	return nil
}

// sums hashes the signed ranges, and with the same pass the input alone.
func (f *signingFile) sums(ctx context.Context, s slot, d cms.Digest) (ranges, input []byte, err error) {
	h, ok := d.New().(hash.Cloner)
	if !ok {
		return nil, nil, fmt.Errorf("signature: hash document: %w", ErrOptions)
	}
	if err := f.feedRange(ctx, h, 0, f.joined.Size); err != nil {
		return nil, nil, err
	}
	fork, err := h.Clone()
	if err != nil {
		return nil, nil, fmt.Errorf("signature: hash document: %w", err)
	}
	if err := f.feedRange(ctx, h, f.joined.Size, s.at); err != nil {
		return nil, nil, err
	}
	if err := f.feedRange(ctx, h, s.gapEnd(), s.end); err != nil {
		return nil, nil, err
	}
	return h.Sum(nil), fork.Sum(nil), nil
}

// feedRange writes [from, to) of the file.
func (f *signingFile) feedRange(ctx context.Context, w io.Writer, from, to int64) error {
	buf := make([]byte, min(hashBlock, max(0, to-from)))
	for from < to {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("signature: read document: %w", err)
		}
		n, err := f.joined.ReadAt(buf[:min(int64(len(buf)), to-from)], from)
		if n == 0 && err != nil {
			return fmt.Errorf("signature: read document: %w", err)
		}
		if _, err := w.Write(buf[:n]); err != nil {
			return fmt.Errorf("signature: write document: %w", err)
		}
		from += int64(n)
	}
	return nil
}

// writeTo copies the finished file.
func (f *signingFile) writeTo(ctx context.Context, w io.Writer) error {
	if err := f.feedRange(ctx, w, 0, f.joined.Size); err != nil {
		return err
	}
	if _, err := w.Write(f.joined.Tail); err != nil {
		return fmt.Errorf("signature: write document: %w", err)
	}
	return nil
}

// fileID is the second half of the identifier of what an update makes: made from
// what distinguishes it, so that the same input gives the same bytes.
func fileID(parts ...string) []byte {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return h.Sum(nil)[:16]
}

// verified judges the finished file as any receiver would.
//
// Errors: a refusal where one of the values at the given places is not intact or
// was changed after.
func (f *signingFile) verified(ctx context.Context, made []slot) (*Result, error) {
	if err := f.harmless(); err != nil {
		return nil, err
	}
	doc, err := f.document()
	if err != nil {
		return nil, &RefusedError{Why: RefusedResult, Err: err}
	}
	result, err := Verify(ctx, doc, VerifyOptions{})
	if err != nil {
		return nil, &RefusedError{Why: RefusedResult, Err: err}
	}
	found, err := doc.discover()
	if err != nil && len(found) == 0 || len(found) != len(result.Signatures) {
		return nil, &RefusedError{Why: RefusedResult, Err: err}
	}
	for _, s := range made {
		if err := sound(doc, found, result, s); err != nil {
			return nil, err
		}
	}
	return result, nil
}

// sound checks the verdict on the signature whose value stands in a slot.
func sound(doc *Document, found []*candidate, result *Result, s slot) error {
	for i, c := range found {
		if g := c.geometry(doc); g.contents.Start != s.at || g.end != s.end {
			continue
		}
		sig := &result.Signatures[i]
		if sig.Integrity.Status != Intact {
			return &RefusedError{Why: RefusedResult, Reason: sig.Integrity.Reason}
		}
		if sig.Changes.Permitted != Yes {
			return &RefusedError{Why: RefusedResult, Reason: ReasonCoverage}
		}
		return nil
	}
	return &RefusedError{Why: RefusedResult, Reason: ReasonNotInForm, Err: errors.New("signature is not found")}
}
