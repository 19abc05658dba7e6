package signerregister

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// check brings the texts of an entry into NFC and says what is wrong with it.
func (n *numbered) check() (Refusal, bool) {
	refuse := func(why Why, column string) (Refusal, bool) {
		return Refusal{Line: n.line, Why: why, Column: column}, false
	}
	for _, f := range []struct {
		column string
		text   *string
	}{
		{"issuer", &n.Issuer}, {"holder", &n.Holder}, {"agency", &n.Agency}, {"agencyID", &n.AgencyID},
		{"title", &n.Title}, {"authority", &n.Authority}, {"manager", &n.Manager},
	} {
		if len(*f.text) > MaxField {
			return refuse(WhyTooLong, f.column)
		}
		if !isText(*f.text) {
			return refuse(WhyValue, f.column)
		}
		*f.text = norm.NFC.String(*f.text)
	}
	if n.Role != signature.RolePerson && n.Role != signature.RoleAgency {
		return refuse(WhyValue, "role")
	}
	from, until := n.InForce.From, n.InForce.Until
	switch {
	case !isDay(from):
		return refuse(WhyValue, "from")
	case !isDay(until):
		return refuse(WhyValue, "lastDay")
	case !until.IsZero() && !from.Before(until):
		return refuse(WhyPeriod, "")
	}
	return n.identify(refuse)
}

// identify finds out what names the certificate.
func (n *numbered) identify(refuse func(Why, string) (Refusal, bool)) (Refusal, bool) {
	n.name = ""
	if !n.CertificateSHA256.IsZero() {
		return Refusal{}, true
	}
	if n.Issuer == "" || n.Serial == nil {
		return refuse(WhyCertificate, "")
	}
	if n.Serial.BitLen() > maxSerialBits {
		return refuse(WhyValue, "serial")
	}
	var ok bool
	if n.name, ok = CertificateName(n.Issuer, n.Serial); !ok {
		return refuse(WhyValue, "issuer")
	}
	return Refusal{}, true
}

// maxSerialBits bounds a serial number; 160 bits are the most that may be issued
// (RFC 5280, 4.1.2.2).
const maxSerialBits = 512

// isText refuses what is no text, has lost characters on its way, or could
// rearrange the line it is shown in.
func isText(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			return false
		}
	}
	return true
}

// isDay refuses a date that is none, or has no four digits for its year.
func isDay(d motcua.Date) bool {
	again, err := motcua.ParseDate(d.String())
	return d.IsZero() || err == nil && again == d
}

// conflicts finds the entries that share a certificate and a day with one of
// another role, and for each the line of such a one.
func conflicts(all []numbered) map[int]int {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &all[i], &all[j]
		return cmp.Or(
			slices.Compare(a.CertificateSHA256[:], b.CertificateSHA256[:]), cmp.Compare(a.name, b.name),
			a.InForce.From.Compare(b.InForce.From), a.line-b.line)
	})
	found := map[int]int{}
	for len(order) > 0 {
		same := 1
		for same < len(order) && sameCertificate(&all[order[0]], &all[order[same]]) {
			same++
		}
		if same > 1 {
			conflictsOfOne(all, order[:same], found)
		}
		order = order[same:]
	}
	return found
}

func sameCertificate(a, b *numbered) bool {
	return a.name == b.name && (a.name != "" || a.CertificateSHA256 == b.CertificateSHA256)
}

// conflictsOfOne looks at the entries about one certificate, sorted by their
// first day. An entry overlaps one of the other role before it if that which ends
// last does, and one behind it if the next does: two walks find all.
func conflictsOfOne(all []numbered, order []int, found map[int]int) {
	last := map[signature.Role]int{} // entry that ends last, by role
	for _, i := range order {
		if j, ok := last[otherRole(all[i].Role)]; ok && all[i].InForce.Overlaps(all[j].InForce) {
			found[i] = all[j].line
		}
		if j, ok := last[all[i].Role]; !ok || endsLater(all[i].InForce, all[j].InForce) {
			last[all[i].Role] = i
		}
	}
	next := map[signature.Role]int{}
	for _, i := range slices.Backward(order) {
		if j, ok := next[otherRole(all[i].Role)]; ok && all[i].InForce.Overlaps(all[j].InForce) {
			found[i] = all[j].line
		}
		next[all[i].Role] = i
	}
}

func otherRole(r signature.Role) signature.Role {
	if r == signature.RolePerson {
		return signature.RoleAgency
	}
	return signature.RolePerson
}

func endsLater(a, b motcua.Interval) bool {
	return !b.Until.IsZero() && (a.Until.IsZero() || b.Until.Before(a.Until))
}
