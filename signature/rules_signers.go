package signature

import "github.com/motcua/motcua"

// standing tells whether a signature may be counted: all three verdicts are
// good, one is bad, or some are open.
func standing(s *Signature) Tristate {
	switch s.status() {
	case StatusValid:
		return Yes
	case StatusInvalid:
		return No
	}
	return Unknown
}

// signedAs tells whether one of the signatures is valid and made in the role:
// yes, no, or unknown as long as one that is open in role or validity could be.
func signedAs(role Role, signatures []Signature) Tristate {
	answer := No
	for i := range signatures {
		s := &signatures[i]
		if s.Kind != KindSignature || standing(s) == No || knownRole(s) && s.Role != role {
			continue
		}
		if standing(s) == Yes && knownRole(s) {
			return Yes
		}
		answer = Unknown
	}
	return answer
}

func knownRole(s *Signature) bool { return s.Role == RolePerson || s.Role == RoleAgency }

// whyOpen says what keeps signedAs from an answer: a signer whom no register
// knows, which the agency can mend, or else a signature that is not fully
// checked.
func whyOpen(signatures []Signature) motcua.Text {
	for i := range signatures {
		if s := &signatures[i]; s.Kind == KindSignature && standing(s) == Yes && !knownRole(s) {
			return unknownSigner()
		}
	}
	return motcua.Text{
		VI: "Có chữ ký chưa kiểm tra được đầy đủ (tính toàn vẹn, thay đổi sau khi ký hoặc chứng thư số), nên chưa được tính.",
		EN: "A signature could not be checked in full (integrity, later changes or certificate), so it does not count yet.",
	}
}

func unknownSigner() motcua.Text {
	return motcua.Text{
		VI: "Chưa biết người ký là cá nhân có thẩm quyền hay cơ quan: danh bạ người ký không có chứng thư số này tại thời điểm ký. Cần bổ sung vào danh bạ rồi kiểm tra lại.",
		EN: "Whether a competent person or an agency signed is not known: the register of signers has no entry for this certificate at the time of signing. Add it and check again.",
	}
}

// asRole runs the check on signatures made in one role. A signature in the
// other role is not concerned; an unknown one may be.
func asRole(role Role, eval func(subject) motcua.Verdict) func(subject) motcua.Verdict {
	return func(s subject) motcua.Verdict {
		if !knownRole(s.signature) {
			return unclear(unknownSigner())
		}
		return eval(s)
	}
}

// mayBe tells whether the signature is, or may turn out to be, made in the role.
func mayBe(role Role) func(subject) bool {
	return func(s subject) bool {
		return isSignature(s) && (!knownRole(s.signature) || s.signature.Role == role)
	}
}

// best is the standing of the best signature; No where there is none.
func best(signatures []*Signature) Tristate {
	answer := No
	for _, s := range signatures {
		switch standing(s) {
		case Yes:
			return Yes
		case Unknown:
			answer = Unknown
		}
	}
	return answer
}
