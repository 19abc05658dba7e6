package signature

import (
	"slices"

	"github.com/motcua/motcua"
)

// allSigned tells whether parties are named and each has signed validly.
func allSigned(g Progress) bool {
	return everyPartySigned(undertaking{g}).Outcome == motcua.Satisfied
}

// everyPartySigned looks for one valid signature of each party.
func everyPartySigned(u undertaking) motcua.Verdict {
	if len(u.Parties) == 0 {
		return unclear(motcua.Text{
			VI: "Chưa biết các bên phải ký.",
			EN: "The parties that must sign are not known.",
		})
	}
	missing := 0
	for _, p := range u.Parties {
		if p.place(u.signatures()) < 0 {
			missing++
		}
	}
	switch {
	case missing == 0:
		return satisfied()
	case anyOpen(u.signatures()):
		return unclear(whyOpen(u.signatures()))
	}
	return breach(motcua.Textf(
		"Còn %[1]d trong số %[2]d bên chưa ký số hợp lệ; văn bản chỉ đủ chữ ký khi tất cả các bên đã ký.",
		"%[1]d of %[2]d parties have not signed validly; the document is complete only when all have.",
		missing, len(u.Parties)))
}

// leadSignedFirst wants the first party's signature before those of the others.
func leadSignedFirst(u undertaking) motcua.Verdict {
	if len(u.Parties) == 0 {
		return unclear(motcua.Text{
			VI: "Chưa biết cơ quan chủ trì.",
			EN: "The agency that leads the document is not known.",
		})
	}
	lead := u.Parties[0].place(u.signatures())
	for _, p := range u.Parties[1:] {
		at := p.place(u.signatures())
		if at < 0 || lead >= 0 && lead < at {
			continue
		}
		if lead < 0 && anyOpen(u.signatures()[:at]) {
			return unclear(whyOpen(u.signatures()[:at]))
		}
		return breach(motcua.Text{
			VI: "Một cơ quan tham gia đã ký số trước cơ quan chủ trì; cơ quan chủ trì phải ký trước.",
			EN: "Another agency signed before the one that leads the document, which must sign first.",
		})
	}
	if lead < 0 && anyOpen(u.signatures()) {
		return unclear(whyOpen(u.signatures()))
	}
	return satisfied()
}

// place returns the index of the party's first valid signature; -1 without one.
func (p Party) place(signatures []Signature) int {
	return slices.IndexFunc(signatures, func(s Signature) bool {
		return s.Kind == KindSignature && standing(&s) == Yes && s.Registered != nil && p.is(s.Registered)
	})
}

// holders judges the valid signatures made in a role by the register's entry. One
// that is open leaves the answer open; so does a file without any.
func holders(u undertaking, role Role, good func(*Registration) bool, bad motcua.Text) motcua.Verdict {
	seen := false
	for i := range u.signatures() {
		s := &u.signatures()[i]
		if s.Kind != KindSignature || standing(s) != Yes || s.Role != role || s.Registered == nil {
			continue
		}
		if seen = true; !good(s.Registered) {
			return breach(bad)
		}
	}
	switch {
	case u.Result == nil:
		return unclear(unverifiedText())
	case seen && !anyOpen(u.signatures()):
		return satisfied()
	case anyOpen(u.signatures()):
		return unclear(whyOpen(u.signatures()))
	}
	return unclear(motcua.Text{
		VI: "Chưa có chữ ký số hợp lệ để đối chiếu.",
		EN: "There is no valid signature yet to compare.",
	})
}

// sameWords compares names, letter case, blanks and Unicode form aside.
func sameWords(a, b string) bool { return slices.Equal(words(a), words(b)) }
