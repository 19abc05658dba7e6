package signature

import (
	"time"

	"github.com/motcua/motcua"
)

// Timestamps: Thông tư 41/2017/TT-BTTTT, Điều 9 khoản 1, wants a valid one kept
// with each document, of the time of signing for outgoing documents (the software
// adds it: Điều 11 khoản 8) and of the time of receipt for incoming ones (Điều 12
// khoản 7, see incomingChecks).
//
// History: the circular is in force from 2018-02-05, but software had until
// 2019-02-05 to be upgraded (Điều 16), so the lack of a timestamp is a finding
// only from that day. For its end see circular41.
func timestampChecks() []motcua.Check[subject] {
	text := circular41().during(circular41Software(), motcua.Date{})
	text.outside = motcua.Text{
		VI: "Trước ngày 05/02/2019 phần mềm còn trong thời hạn nâng cấp (Điều 16). " + text.outside.VI,
		EN: "Before 2019-02-05 software was still being upgraded (Điều 16). " + text.outside.EN,
	}
	return []motcua.Check[subject]{{
		Rule: text.rule("signature/signing-timestamp",
			motcua.Text{VI: "Dấu thời gian tại thời điểm ký (văn bản gửi đi)", EN: "Timestamp at the time of signing (outgoing documents)"},
			motcua.AnchorSigned, "Điều 9 khoản 1 điểm a", "Chứng thực dấu thời gian hợp lệ vào thời điểm ký."),
		Applies: func(s subject) bool { return isSignature(s) && s.facts.Direction != Incoming },
		Eval:    signingTimestamp,
	}}
}

// circular41Software is the day by which software had to meet the circular.
func circular41Software() motcua.Date { return motcua.DateOf(2019, 2, 5) }

// signingTimestamp accepts a document timestamp in place of one in the signature
// where it follows at once.
func signingTimestamp(s subject) motcua.Verdict {
	switch {
	case s.signature.TimeSource == TimeSignatureTimestamp:
		return satisfied()
	case s.signature.TimeSource == TimeDocumentTimestamp && atOnce(s.signature.ProvenTime.Sub(s.signature.ClaimedTime)):
		return satisfied()
	case s.facts.Direction != Outgoing:
		return unclear(motcua.Text{
			VI: "Chữ ký không có dấu thời gian hợp lệ tại thời điểm ký. Nếu đây là văn bản gửi đi thì phải có; chưa biết văn bản là đi hay đến.",
			EN: "The signature has no valid timestamp of the time of signing. An outgoing document must have one; whether this one goes out or comes in is not known.",
		})
	}
	return breach(motcua.Text{
		VI: "Chữ ký trên văn bản gửi đi không có dấu thời gian hợp lệ tại thời điểm ký; phần mềm ký số phải đóng dấu thời gian khi ký (Điều 11 khoản 8).",
		EN: "The signature on an outgoing document has no valid timestamp of the time of signing; signing software must add one (Điều 11 khoản 8).",
	})
}

// atOnce bounds how much later a document timestamp may be and still be one of
// the time of signing: a signer's clock may be off by as much.
func atOnce(after time.Duration) bool { return after.Abs() <= maxClockSkew }
