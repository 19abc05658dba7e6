package certpath

import (
	"slices"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
)

// subtree is one base of permitted or excluded names.
type subtree struct {
	form cert.Form
	text string    // e-mail, DNS, URI
	ip   []byte    // address and mask
	name cert.Name // directory name
}

// permittedSet is what one CA permits: of the forms it speaks of, only these.
type permittedSet struct {
	subtrees []subtree
	speaksOf [cert.FormRegisteredID + 1]bool
}

// constraints is what the CAs of a path demand of the names below them (RFC 5280,
// 4.2.1.10).
type constraints struct {
	permitted []permittedSet // those of one CA each: a name must suit every CA
	excluded  []subtree
}

// add takes the constraints of one CA. Those on forms that cannot be compared
// are kept if the extension is critical: then such names are refused.
func (cs *constraints) add(e cert.Extension) error {
	s := cryptobyte.String(e.Value)
	var seq cryptobyte.String
	if !s.ReadASN1(&seq, asn1.SEQUENCE) || !s.Empty() || seq.Empty() {
		return errSyntax
	}
	permitted, err := readSubtrees(&seq, asn1.Tag(0).ContextSpecific().Constructed(), e.Critical)
	if err != nil {
		return err
	}
	excluded, err := readSubtrees(&seq, asn1.Tag(1).ContextSpecific().Constructed(), e.Critical)
	if err != nil {
		return err
	}
	if !seq.Empty() {
		return errSyntax
	}
	if len(permitted) > 0 {
		set := permittedSet{subtrees: permitted}
		for _, t := range permitted {
			set.speaksOf[t.form] = true
		}
		cs.permitted = append(cs.permitted, set)
	}
	cs.excluded = append(cs.excluded, excluded...)
	return nil
}

// readSubtrees reads GeneralSubtrees. Minimum and maximum have no meaning in RFC
// 5280: other values than the defaults are refused.
func readSubtrees(s *cryptobyte.String, tag asn1.Tag, critical bool) ([]subtree, error) {
	var list cryptobyte.String
	var present bool
	if !s.ReadOptionalASN1(&list, &present, tag) {
		return nil, errSyntax
	}
	var out []subtree
	for !list.Empty() {
		var seq cryptobyte.String
		if len(out) == maxSubtrees || !list.ReadASN1(&seq, asn1.SEQUENCE) {
			return nil, errSyntax
		}
		base, ok := cert.ReadGeneralName(&seq)
		var minimum cryptobyte.String
		if !ok || !seq.ReadOptionalASN1(&minimum, &present, asn1.Tag(0).ContextSpecific()) || !seq.Empty() ||
			present && string(minimum) != "\x00" {
			return nil, errSyntax
		}
		t, err := newSubtree(base)
		if err != nil {
			return nil, err
		}
		if critical || t.isSupported() {
			out = append(out, t)
		}
	}
	return out, nil
}

func newSubtree(base cert.GeneralName) (subtree, error) {
	t := subtree{form: base.Form}
	switch base.Form {
	case cert.FormEmail, cert.FormDNS, cert.FormURI:
		t.text = base.Text()
	case cert.FormIP:
		if len(base.Value) != 8 && len(base.Value) != 32 {
			return t, errSyntax
		}
		t.ip = base.Value
	case cert.FormDirectory:
		var err error
		if t.name, err = cert.ParseName(base.Value); err != nil {
			return t, err
		}
	}
	return t, nil
}

// isSupported reports whether names of this form can be compared.
func (t subtree) isSupported() bool {
	switch t.form {
	case cert.FormEmail, cert.FormDNS, cert.FormURI, cert.FormIP, cert.FormDirectory:
		return true
	}
	return false
}

// check says whether every name of a certificate is allowed.
func (cs *constraints) check(c *cert.Certificate, b *budget) *PathError {
	if len(cs.permitted) == 0 && len(cs.excluded) == 0 {
		return nil
	}
	names, err := namesOf(c)
	if err != nil {
		return &PathError{Reason: Malformed, Err: err}
	}
	for _, n := range names {
		if reason := cs.refuses(n, b); reason != 0 {
			return &PathError{Reason: reason}
		}
	}
	return nil
}

// refuses returns the reason why a name is not allowed, or 0.
func (cs *constraints) refuses(n bornName, b *budget) Reason {
	inside := func(t subtree) bool {
		b.comparisons--
		return t.form == n.form && t.contains(n)
	}
	if slices.ContainsFunc(cs.excluded, func(t subtree) bool { return inside(t) || refusesUnread(t, n) }) {
		return NameConstraints
	}
	for _, set := range cs.permitted {
		if set.speaksOf[n.form] && !slices.ContainsFunc(set.subtrees, inside) {
			return NameConstraints
		}
		if b.comparisons < 0 {
			return LimitReached
		}
	}
	if b.comparisons < 0 {
		return LimitReached
	}
	return 0
}

// refusesUnread reports whether a constraint speaks of a name that one of them
// does not allow to compare.
func refusesUnread(t subtree, n bornName) bool {
	return t.form == n.form && (!t.isSupported() || n.unreadable)
}
