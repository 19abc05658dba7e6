package signature

import (
	"context"
	"errors"
	"fmt"

	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/pdf"
)

// longTerm adds what a level above BaselineT asks for: a document security store
// with the data that validate every signature and timestamp of the file, then a
// document timestamp over it (EN 319 142-1, 5.4 and 6). It returns where document
// timestamps were put.
func (f *signingFile) longTerm(ctx context.Context, opts FinishOptions) ([]slot, error) {
	if opts.Level < BaselineLT {
		return nil, nil
	}
	if err := f.store(ctx, opts.Validation); err != nil {
		return nil, err
	}
	if opts.Level < BaselineLTA {
		return nil, nil
	}
	s, err := f.documentTimestamp(ctx, opts)
	if err != nil {
		return nil, err
	}
	return []slot{s}, nil
}

// documentTimestamp adds a timestamp over the whole file (ISO 32000-2, 12.8.5),
// with more room where the first token does not fit.
func (f *signingFile) documentTimestamp(ctx context.Context, opts FinishOptions) (slot, error) {
	d, err := cms.DigestOf(opts.digest())
	if err != nil {
		return slot{}, fmt.Errorf("signature: timestamp: %w (%w)", ErrOptions, err)
	}
	before := len(f.joined.Tail)
	room := roomTimestamp
	for again := true; ; again = false {
		s, err := f.stampOnce(ctx, opts, d, room)
		var tight *roomError
		if again && errors.As(err, &tight) {
			f.joined.Tail = f.joined.Tail[:before]
			room = tight.need + spareRoom
			continue
		}
		return s, err
	}
}

func (f *signingFile) stampOnce(ctx context.Context, opts FinishOptions, d cms.Digest, room int) (slot, error) {
	doc, err := f.document()
	if err != nil {
		return slot{}, err
	}
	a, err := newAddition(f, doc, "")
	if err != nil {
		return slot{}, err
	}
	if err := a.allowed(LevelLTV, 0); err != nil {
		return slot{}, err
	}
	v := newSignatureValue(map[pdf.Name]pdf.Object{
		"Type": pdf.Name("DocTimeStamp"), "SubFilter": pdf.Name(subTimestamp),
	}, room)
	s, err := a.place(v, nil, nil, false)
	if err != nil {
		return s, err
	}
	imprint, _, err := f.sums(ctx, s, d)
	if err != nil {
		return s, err
	}
	token, err := stampDigest(ctx, opts, d, imprint)
	if err != nil {
		return s, err
	}
	return s, f.put(s, token)
}
