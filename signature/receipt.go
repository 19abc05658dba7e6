package signature

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/motcua/motcua/internal/tst"
)

// CheckTimestamp judges a time-stamp token over the size bytes of r, as an agency
// takes one of an incoming document (Thông tư 41/2017/TT-BTTTT, Điều 12 khoản 7),
// at the moment at. Where it is intact and trusted, its time may be given as
// Facts.ReceiptTimestamp.
//
// Errors: those of r. A token that is wrong is no error: the Timestamp says so.
func CheckTimestamp(ctx context.Context, r io.ReaderAt, size int64, token []byte, pki *PKI, at time.Time) (Timestamp, error) {
	out := Timestamp{Trust: notJudged(), Raw: token}
	t, err := tst.Parse(token)
	if err != nil {
		out.Integrity = timestampFault(err)
		return out, nil
	}
	out.Time, out.ImprintAlgorithm = t.Info.Time, t.Imprint.Name()
	h := t.Imprint.New()
	if _, err := io.Copy(h, io.NewSectionReader(r, 0, size)); err != nil {
		return out, fmt.Errorf("signature: check timestamp: %w", err)
	}
	out.Integrity = timestampFault(t.Verify(h.Sum(nil), nil))
	if t.Certificate == nil {
		return out, nil
	}
	described := describeCertificate(t.Certificate)
	out.Authority = &described
	if pki == nil || at.IsZero() {
		return out, nil
	}
	data := &validationData{certs: t.Data.Certificates}
	data.add(t.Data.Revocation(), embedded{value: true})
	trial := &trial{ctx: ctx, pki: pki, at: at, data: data}
	out.Trust = trial.ask(question{
		leaf: t.Certificate, purpose: forTimestamps, uses: []algorithmUse{useOf(&t.Signature)}, claimed: t.Info.Time,
	})
	return out, ctx.Err()
}
