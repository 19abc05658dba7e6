package signature

import (
	"fmt"
	"slices"
	"sync"

	"github.com/motcua/motcua"
)

// What the signer checks before signing: the state of his own certificate, and of
// his provider's where that is a public one.
//
// History: Nghị định 130/2018/NĐ-CP, Điều 78 (see decree130Checks). From 2025-08-15
// Thông tư 15/2025/TT-BKHCN, Điều 5 khoản 1 điểm a, makes signing software for public
// certificates check before it lets sign; what Nghị định 68/2024/NĐ-CP says of it for
// the state is not held.
var ownStatusChecks = sync.OnceValue(func() []motcua.Check[subject] {
	own := motcua.Text{VI: "Kiểm tra trạng thái chứng thư số của mình trước khi ký", EN: "State of one's own certificate checked before signing"}
	software := circular15().rule("signature/own-status-before-signing", own, motcua.AnchorSigned, "Điều 5 khoản 1 điểm a",
		"Kiểm tra được thông tin chủ thể ký trên chứng thư chữ ký số và kiểm tra hiệu lực chứng thư chữ ký số theo quy định tại khoản 2 Điều này trước khi cho phép thực hiện ký số;")
	return slices.Concat(
		decree130Checks(nil, ownStatus, func(text regulation) motcua.Rule {
			return text.rule("signature/own-status-before-signing", own, motcua.AnchorSigned, "Điều 78 khoản 1",
				"Kiểm trang trạng thái chứng thư số của mình trên hệ thống kỹ thuật của tổ chức cung cấp dịch vụ chứng thực chữ ký số đã cấp chứng thư số đó.")
		}),
		[]motcua.Check[subject]{{Rule: software, Eval: publicService(ownStatus)}},
		decree130Checks(func(s subject) bool { return s.signature.Trust.Purpose != PurposeState }, providerStatus,
			func(text regulation) motcua.Rule {
				return text.rule("signature/provider-status-before-signing",
					motcua.Text{VI: "Kiểm tra trạng thái chứng thư số của tổ chức cấp (công cộng)", EN: "State of the public provider's certificate checked"},
					motcua.AnchorSigned, "Điều 78 khoản 2",
					"Trong trường hợp người ký sử dụng chứng thư số do tổ chức cung cấp dịch vụ chứng thực chữ ký số công cộng cấp: Kiểm tra trạng thái chứng thư số của tổ chức cung cấp dịch vụ chứng thực chữ ký số cho mình trên hệ thống kỹ thuật của Tổ chức cung cấp dịch vụ chứng thực chữ ký số quốc gia.")
			}),
	)
})

// BeforeSigning judges a certificate by the rules on what its holder, and the
// software, checks before signing: those above, Thông tư 41/2017/TT-BTTTT, Điều 8 (by
// Điều 11 khoản 3), and the warning of Thông tư 15/2025/TT-BKHCN. Trust is that of
// the certificate at the moment of signing, Trust.At, with the path that starts
// with it; proof of time is not asked for.
//
// A Violated finding means that it may not be signed with; an Indeterminate one is
// to be shown to the signer. No finding permits anything: where the texts that are
// held have gaps, Trust.Status remains, and must be [Trusted].
//
// Errors: [motcua.ErrSubject] without trust.
func BeforeSigning(t *Trust) ([]motcua.Finding, error) {
	if t == nil {
		return nil, fmt.Errorf("signature: check before signing: %w", motcua.ErrSubject)
	}
	s := subject{
		signature: &Signature{Kind: KindSignature, Trust: *t, ClaimedTime: t.At},
		result:    &Result{},
	}
	s.signature.Trust.ProofOfTime = Condition{Met: Yes}
	if len(t.Path) > 0 {
		s.signature.Signer = &Signer{Certificate: t.Path[0]}
	}
	found, err := motcua.Evaluate(beforeSigningChecks(), s, motcua.Profile{})
	if err != nil {
		return nil, fmt.Errorf("signature: check before signing: %w", err)
	}
	return found, nil
}

// beforeSigningChecks leaves out the scope, which needs to know who signs what.
func beforeSigningChecks() []motcua.Check[subject] {
	certificate := slices.DeleteFunc(certificateChecks(), func(c motcua.Check[subject]) bool {
		return c.ID == "signature/certificate-scope"
	})
	return slices.Concat(ownStatusChecks(), certificate, []motcua.Check[subject]{statusWarningCheck()})
}

// ownStatus gives the consequence that Điều 78 khoản 3 draws.
func ownStatus(s subject) motcua.Verdict {
	return withConsequence(all(condition(validityCondition), condition(revocationCondition))(s))
}

func providerStatus(s subject) motcua.Verdict {
	if s.signature.Trust.Purpose != PurposePublic {
		return indeterminate(trustReason(s, s.signature.Trust.Chain))
	}
	return withConsequence(issuerChecked(s))
}

func withConsequence(v motcua.Verdict) motcua.Verdict {
	switch v.Outcome {
	case motcua.Violated:
		v.Detail.VI += " Không được ký số."
		v.Detail.EN += " It must not be signed with."
	case motcua.Indeterminate:
		v.Detail.VI += " Chưa nên ký số khi chưa kiểm tra được."
		v.Detail.EN += " Do not sign before this is checked."
	}
	return v
}
