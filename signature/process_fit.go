package signature

import (
	"strings"

	"github.com/motcua/motcua"
)

// fits tells whether the signatures of the file, oldest first, are those that the
// steps leave, in their order. Signatures that are not valid count for nothing;
// those that are open in validity or role may be anything that they can turn out
// to be.
func (p *Process) fits(u undertaking) motcua.Verdict {
	if u.Result == nil {
		return unclear(unverifiedText())
	}
	if !p.states(u.Result.Signatures)[len(p.signing())] {
		return breach(p.misfit(u.Result.Signatures))
	}
	if anyOpen(u.Result.Signatures) {
		return unclear(whyOpen(u.Result.Signatures))
	}
	return satisfied()
}

// signing returns the steps that leave signatures.
func (p *Process) signing() []ProcessStep {
	var list []ProcessStep
	for _, s := range p.Steps {
		if s.Signs != "" {
			list = append(list, s)
		}
	}
	return list
}

// states runs the signatures through the signing steps; element n of the answer
// tells whether they can be exactly what the first n of these steps leave.
func (p *Process) states(signatures []Signature) []bool {
	steps := p.signing()
	now := make([]bool, len(steps)+1)
	now[0] = true
	for i := range signatures {
		s := &signatures[i]
		if s.Kind != KindSignature || standing(s) == No {
			continue
		}
		next := make([]bool, len(now))
		for n, reached := range now {
			if !reached {
				continue
			}
			if standing(s) == Unknown {
				next[n] = true // it may come to nothing
			}
			if n > 0 && steps[n-1].Many && canBe(s, steps[n-1].Signs) {
				next[n] = true
			}
			if n < len(steps) && canBe(s, steps[n].Signs) {
				next[n+1] = true
			}
		}
		now = next
	}
	return now
}

func canBe(s *Signature, role Role) bool {
	return role == RoleUnknown || !knownRole(s) || s.Role == role
}

// anyOpen tells whether the validity or the role of any signature is open.
func anyOpen(signatures []Signature) bool {
	for i := range signatures {
		s := &signatures[i]
		if s.Kind == KindSignature && (standing(s) == Unknown || standing(s) == Yes && !knownRole(s)) {
			return true
		}
	}
	return false
}

// shownSignatures bounds what a sentence lists of a file.
const shownSignatures = 8

// misfit says which signatures the process asks for and which the file has.
func (p *Process) misfit(signatures []Signature) motcua.Text {
	var want, got phrases
	for _, s := range p.signing() {
		want.add(roleText(s.Signs, s.Many))
	}
	for i := range signatures {
		if s := &signatures[i]; s.Kind == KindSignature && standing(s) != No {
			got.add(roleText(s.Role, false))
		}
	}
	w, g := want.text(), got.text()
	return motcua.Text{
		VI: "Chữ ký số hợp lệ trên văn bản không theo đúng quy trình: cần lần lượt " + w.VI + "; thấy " + g.VI + ".",
		EN: "The valid signatures of the document do not follow the process: it asks, in this order, for " + w.EN + "; found: " + g.EN + ".",
	}
}

func roleText(r Role, many bool) motcua.Text {
	t := motcua.Text{VI: "cá nhân hoặc cơ quan", EN: "a person's or an agency's"}
	switch r {
	case RolePerson:
		t = motcua.Text{VI: "cá nhân", EN: "a person's"}
	case RoleAgency:
		t = motcua.Text{VI: "cơ quan", EN: "an agency's"}
	}
	if many {
		t.VI += " (một hoặc nhiều)"
		t.EN += " (one or more)"
	}
	return t
}

// phrases joins a list for a sentence, up to shownSignatures.
type phrases struct {
	vi, en []string
	more   bool
}

func (p *phrases) add(t motcua.Text) {
	if p.more = len(p.vi) >= shownSignatures; !p.more {
		p.vi, p.en = append(p.vi, t.VI), append(p.en, t.EN)
	}
}

func (p *phrases) text() motcua.Text {
	if len(p.vi) == 0 {
		return motcua.Text{VI: "không có", EN: "none"}
	}
	t := motcua.Text{VI: strings.Join(p.vi, ", "), EN: strings.Join(p.en, ", ")}
	if p.more {
		t.VI += ", …"
		t.EN += ", …"
	}
	return t
}

func unverifiedText() motcua.Text {
	return motcua.Text{
		VI: "Chưa có kết quả kiểm tra chữ ký số của tệp.",
		EN: "The signatures of the file have not been verified.",
	}
}
