package pdfdiff

import (
	"crypto/sha256"
	"errors"

	"github.com/motcua/motcua/internal/pdf"
)

// dss allows the document security store (ISO 32000-2, 12.8.4.3) to grow:
// what it held stays, what is new has the types that the standard gives.
func (s *step) dss(at place, old, now pdf.Object) error {
	if s.unchangedBelow(old, now) && !s.dssTouched(now) {
		return nil
	}
	before, err1 := s.old.Dict(old)
	after, at, err2 := s.followDict(at, now)
	if err := hardError(err1, err2); err != nil {
		return err
	}
	ok := err1 == nil && err2 == nil && after != nil && (old == nil || before != nil)
	for _, key := range unionKeys(before, after) {
		if !ok {
			break
		}
		in := at.in(string(key))
		switch key {
		case "Certs", "OCSPs", "CRLs":
			ok = s.dssArray(in, before.Get(key), after.Get(key))
		case "VRI":
			ok = s.vri(in, before.Get(key), after.Get(key))
		case "Type":
			ok = after.Get(key) == pdf.Name("DSS")
		default:
			ok = pdf.Equal(before.Get(key), after.Get(key))
		}
	}
	s.reportDSS(ok, at.holder)
	return nil
}

func (s *step) reportDSS(ok bool, object int) {
	if ok {
		s.report(Change{Code: DSSUpdated, Level: LTV, Object: object})
		return
	}
	s.report(Change{Code: DSSDamaged, Level: Content, Object: object})
}

// dssTouched looks one level deeper than unchangedBelow, into the VRI entries.
func (s *step) dssTouched(now pdf.Object) bool {
	d, err := s.new.Dict(now)
	if err != nil || d == nil {
		return err != nil
	}
	found := false
	for _, key := range d.Keys() {
		inner, err := s.new.Resolve(d.Get(key))
		if err != nil {
			return true
		}
		pdf.WalkRefs(inner, func(_ string, r pdf.Ref) {
			found = found || s.objects[r.Num] != nil || s.touchedBelow(r)
		})
	}
	return found
}

// touchedBelow reports whether the object holds a reference to a touched one.
func (s *step) touchedBelow(r pdf.Ref) bool {
	o, err := s.new.Get(r)
	found := err != nil
	pdf.WalkRefs(o, func(_ string, r pdf.Ref) { found = found || s.objects[r.Num] != nil })
	return found
}

// dssArray checks that an array of streams kept its elements.
func (s *step) dssArray(at place, old, now pdf.Object) bool {
	before, err := s.old.Resolve(old)
	if err != nil {
		return false
	}
	v, at, err := s.follow(at, now)
	if err != nil {
		return false
	}
	after, ok := v.(pdf.Array)
	if !ok {
		return v == nil && before == nil
	}
	kept, _ := before.(pdf.Array)
	if before != nil && kept == nil && len(after) > 0 {
		if _, isArray := before.(pdf.Array); !isArray {
			return false
		}
	}
	have := map[pdf.Ref]bool{}
	for _, e := range after {
		r, ok := e.(pdf.Ref)
		if !ok || !s.dssStream(at.in("*"), r) {
			return false
		}
		have[r] = true
	}
	var lost []pdf.Ref
	for _, e := range kept {
		r, ok := e.(pdf.Ref)
		if !ok {
			return false
		}
		if !have[r] {
			lost = append(lost, r)
		}
	}
	return len(lost) == 0 || s.storedAgain(lost, have)
}

// storedAgain reports that every lost stream of the store is among those that
// it has now: some tools write the store anew instead of adding to it.
func (s *step) storedAgain(lost []pdf.Ref, have map[pdf.Ref]bool) bool {
	sums := map[[sha256.Size]byte]bool{}
	for r := range have {
		sum, err := streamSum(s.new, r)
		if err != nil {
			return false
		}
		sums[sum] = true
	}
	for _, r := range lost {
		if sum, err := streamSum(s.old, r); err != nil || !sums[sum] {
			return false
		}
	}
	return true
}

// streamSum hashes the decoded data of a stream.
func streamSum(v pdf.View, r pdf.Ref) ([sha256.Size]byte, error) {
	o, err := v.Get(r)
	st, ok := o.(*pdf.Stream)
	if err != nil || !ok {
		return [sha256.Size]byte{}, errors.Join(err, pdf.ErrSyntax)
	}
	data, err := v.Stream(st)
	return sha256.Sum256(data), err
}

// dssStream accepts a stream that is new, or one that nothing touched.
func (s *step) dssStream(at place, r pdf.Ref) bool {
	if o := s.objects[r.Num]; o != nil && o.fate != added {
		return false
	}
	v, _, err := s.follow(at, r)
	if err != nil {
		return false
	}
	_, ok := v.(*pdf.Stream)
	return ok
}

// vri checks the validation-related information per signature.
func (s *step) vri(at place, old, now pdf.Object) bool {
	before, err1 := s.old.Dict(old)
	after, at, err2 := s.followDict(at, now)
	if err1 != nil || err2 != nil || after == nil {
		return err1 == nil && err2 == nil && before == nil && now == nil
	}
	for _, key := range unionKeys(before, after) {
		if key == "Type" {
			continue
		}
		if !s.vriEntry(at.in(string(key)), before.Get(key), after.Get(key)) {
			return false
		}
	}
	return true
}

func (s *step) vriEntry(at place, old, now pdf.Object) bool {
	before, err1 := s.old.Dict(old)
	after, at, err2 := s.followDict(at, now)
	if err1 != nil || err2 != nil || after == nil {
		return false
	}
	for _, key := range unionKeys(before, after) {
		in := at.in(string(key))
		switch key {
		case "Cert", "CRL", "OCSP":
			if !s.dssArray(in, before.Get(key), after.Get(key)) {
				return false
			}
		case "TS":
			r, isRef := after.Get(key).(pdf.Ref)
			if !isString(after.Get(key)) && (!isRef || !s.dssStream(in, r)) {
				return false
			}
		case "TU":
			if v, _, err := s.follow(in, after.Get(key)); err != nil || !isString(v) {
				return false
			}
		case "Type":
		default:
			if !pdf.Equal(before.Get(key), after.Get(key)) {
				return false
			}
		}
	}
	return true
}

func isString(o pdf.Object) bool {
	_, ok := o.(pdf.String)
	return ok
}
