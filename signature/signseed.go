package signature

import (
	"bytes"
	"crypto"
	"slices"
	"strings"

	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfdiff"
)

// seeds are the wishes and conditions of a signature field (ISO 32000-2, Table
// 237), read before anything is decided.
type seeds struct {
	v        pdf.View
	dict     *pdf.Dict
	required pdf.Integer // Ff
	err      error
	warnings []SignWarning
}

// The bits of Ff that make a seed value a condition (ISO 32000-2, Table 238).
const (
	seedFilter = 1 << iota
	seedSubFilter
	seedV
	seedReasons
	seedLegalAttestation
	seedAddRevInfo
	seedDigestMethod
	seedLockDocument
	seedAppearanceFilter
)

// seedVersion is the version of seed values that is understood.
const seedVersion = 3

func readSeeds(v pdf.View, o pdf.Object) *seeds {
	s := &seeds{v: v}
	d, err := v.Dict(o)
	if err != nil {
		s.err = damaged(err)
	}
	s.dict = d
	s.required, _ = s.value(d, "Ff").(pdf.Integer)
	return s
}

// value resolves an entry; what cannot be read is an error, since it might be a
// condition.
func (s *seeds) value(d *pdf.Dict, key pdf.Name) pdf.Object {
	o, err := s.v.Resolve(d.Get(key))
	if err != nil && s.err == nil {
		s.err = damaged(err)
	}
	return o
}

// texts lists the strings or names of an array.
func (s *seeds) texts(d *pdf.Dict, key pdf.Name) []string {
	list, _ := s.value(d, key).(pdf.Array)
	var out []string
	for _, e := range list {
		o, err := s.v.Resolve(e)
		if err != nil && s.err == nil {
			s.err = damaged(err)
		}
		switch v := o.(type) {
		case pdf.String:
			out = append(out, pdfdiff.TextString(v.Value))
		case pdf.Name:
			out = append(out, string(v))
		}
	}
	return out
}

// unmet refuses where the condition is binding, else warns.
func (s *seeds) unmet(key pdf.Name, binding bool) {
	if binding && s.err == nil {
		s.err = &RefusedError{Why: RefusedSeedValue, Field: string(key)}
		return
	}
	s.warnings = append(s.warnings, SignWarning{Code: WarnSeedValue, Entry: string(key)})
}

// subFilter returns the first wished for that is made here, "" without a wish.
func (s *seeds) subFilter() string {
	for _, t := range s.texts(s.dict, "SubFilter") {
		if t == SubFilterCAdES || t == SubFilterPKCS7 {
			return t
		}
	}
	return ""
}

// digest returns the first wished for that is made here, 0 without a wish.
func (s *seeds) digest() crypto.Hash {
	for _, t := range s.texts(s.dict, "DigestMethod") {
		for _, h := range []crypto.Hash{crypto.SHA256, crypto.SHA384, crypto.SHA512} {
			if sameDigest(t, h) {
				return h
			}
		}
	}
	return 0
}

// sameDigest compares a name such as “SHA256” with a hash.
func sameDigest(name string, h crypto.Hash) bool {
	return strings.ReplaceAll(strings.ToUpper(name), "-", "") == strings.ReplaceAll(h.String(), "-", "")
}

// check holds what is going to be signed against the seed values.
//
// Errors: a refusal with the key of the condition that is not met.
func (s *seeds) check(p *plan) ([]SignWarning, error) {
	if s.dict == nil || s.err != nil {
		return nil, s.err
	}
	s.format(p)
	s.statement(p)
	s.extras(p)
	s.certificate(p)
	return s.warnings, s.err
}

// format checks how the signature is made.
func (s *seeds) format(p *plan) {
	if f := s.value(s.dict, "Filter"); f != nil && f != pdf.Name(signatureFilter) {
		s.unmet("Filter", s.required&seedFilter != 0)
	}
	if list := s.texts(s.dict, "SubFilter"); len(list) > 0 && !slices.Contains(list, p.subFilter) {
		s.unmet("SubFilter", s.required&seedSubFilter != 0)
	}
	if list := s.texts(s.dict, "DigestMethod"); len(list) > 0 &&
		!slices.ContainsFunc(list, func(t string) bool { return sameDigest(t, p.hash) }) {
		s.unmet("DigestMethod", s.required&seedDigestMethod != 0)
	}
	switch v := s.value(s.dict, "V").(type) {
	case pdf.Integer:
		if v > seedVersion {
			s.unmet("V", s.required&seedV != 0)
		}
	case pdf.Real:
		if v > seedVersion {
			s.unmet("V", s.required&seedV != 0)
		}
	}
}

// statement checks what the signature states. MDP has no bit in Ff: it always
// binds.
func (s *seeds) statement(p *plan) {
	if list, ok := s.value(s.dict, "Reasons").(pdf.Array); ok {
		reasons := s.texts(s.dict, "Reasons")
		none := len(list) == 0 || len(reasons) == 1 && reasons[0] == "."
		if none && p.opts.Reason != "" || !none && !slices.Contains(reasons, p.opts.Reason) {
			s.unmet("Reasons", s.required&seedReasons != 0)
		}
	}
	mdp, err := s.v.Dict(s.dict.Get("MDP"))
	if err != nil {
		s.err = damaged(err)
		return
	}
	if want, ok := s.value(mdp, "P").(pdf.Integer); ok && int(want) != p.opts.Certify {
		s.unmet("MDP", true)
	}
	if list, ok := s.value(s.dict, "LegalAttestation").(pdf.Array); ok && len(list) > 0 && p.opts.Certify != 0 {
		s.unmet("LegalAttestation", s.required&seedLegalAttestation != 0)
	}
}

// extras checks what comes with the signature.
func (s *seeds) extras(p *plan) {
	stamp, err := s.v.Dict(s.dict.Get("TimeStamp"))
	if err != nil {
		s.err = damaged(err)
		return
	}
	if ff, _ := s.value(stamp, "Ff").(pdf.Integer); stamp != nil && p.opts.Level < BaselineT {
		s.unmet("TimeStamp", ff&1 != 0)
	}
	if s.value(s.dict, "AddRevInfo") == true && p.opts.Level < BaselineLT {
		s.unmet("AddRevInfo", s.required&seedAddRevInfo != 0)
	}
	if lock := s.value(s.dict, "LockDocument"); lock == pdf.Name("true") || lock == true {
		s.unmet("LockDocument", s.required&seedLockDocument != 0)
	}
	if s.value(s.dict, "AppearanceFilter") != nil {
		s.unmet("AppearanceFilter", s.required&seedAppearanceFilter != 0)
	}
}

// The bits of Ff of a certificate seed value dictionary (ISO 32000-2, Table 240).
const (
	seedCertSubject = 1 << iota
	seedCertIssuer
	seedCertOID
	seedCertSubjectDN
	_
	seedCertKeyUsage
)

// certificate checks who may sign. Constraints other than lists of certificates
// are not evaluated, so that they are unmet.
func (s *seeds) certificate(p *plan) {
	d, err := s.v.Dict(s.dict.Get("Cert"))
	if err != nil {
		s.err = damaged(err)
		return
	}
	ff, _ := s.value(d, "Ff").(pdf.Integer)
	if d.Get("Subject") != nil && !s.lists(d, "Subject", p.chain[:1]) {
		s.unmet("Cert/Subject", ff&seedCertSubject != 0)
	}
	if d.Get("Issuer") != nil && !s.lists(d, "Issuer", p.chain[1:]) {
		s.unmet("Cert/Issuer", ff&seedCertIssuer != 0)
	}
	for _, c := range []struct {
		key pdf.Name
		bit pdf.Integer
	}{{"OID", seedCertOID}, {"SubjectDN", seedCertSubjectDN}, {"KeyUsage", seedCertKeyUsage}, {"SignaturePolicyOID", 0}} {
		if d.Get(c.key) != nil {
			s.unmet("Cert/"+c.key, ff&c.bit != 0)
		}
	}
}

// lists reports that an array of certificates holds one of the given ones.
func (s *seeds) lists(d *pdf.Dict, key pdf.Name, certificates [][]byte) bool {
	list, _ := s.value(d, key).(pdf.Array)
	for _, e := range list {
		o, err := s.v.Resolve(e)
		str, ok := o.(pdf.String)
		if err != nil || !ok {
			continue
		}
		if slices.ContainsFunc(certificates, func(c []byte) bool { return bytes.Equal(c, []byte(str.Value)) }) {
			return true
		}
	}
	return false
}
