package signature

import (
	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/pdf"
)

// Bounds of the validation data that one file may offer.
const (
	maxStored      = 1024     // streams of the document security store
	maxStoredBytes = 64 << 20 // all of them together
)

// embedded is one piece of validation data in the file, unverified, and where it
// stands: that tells which timestamps prove since when it existed.
type embedded struct {
	raw []byte // DER
	// revision is the 1-based saved state in which it first stands.
	revision int
	// value: it stands in the value of a signature, which timestamps of the same
	// saved state do not cover.
	value bool
	// signed is the judgement whose signed attributes hold it, nil for others:
	// what proves the time of that signature proves the time of this.
	signed *judgement
}

// validationData is all that a file offers for judging trust.
type validationData struct {
	certs       [][]byte
	crls, ocsps []embedded
}

// validationData gathers what the signatures and the document security store
// offer (ISO 32000-2, 12.8.4.3 and 12.8.3.3.2).
func (d *Document) validationData(jobs []*judgement) *validationData {
	v := &validationData{}
	for _, j := range jobs {
		if j.sd != nil {
			v.addSignature(j)
		}
		v.certs = append(v.certs, j.certs...)
	}
	s := storeReader{d: d, out: v, seen: map[identity]bool{}}
	for i := range d.file.Revisions() {
		s.revision(i)
	}
	return v
}

// addSignature takes what one CMS carries.
func (v *validationData) addSignature(j *judgement) {
	revision := j.c.view.Revision() + 1
	v.certs = append(v.certs, j.sd.Certificates...)
	v.add(j.sd.Revocation(), embedded{revision: revision, value: true})
	if j.signer == nil {
		return
	}
	v.add(j.signer.AdobeRevocation(), embedded{revision: revision, value: true, signed: j})
	for _, t := range j.stamps {
		if t.token != nil {
			v.certs = append(v.certs, t.token.Data.Certificates...)
			v.add(t.token.Data.Revocation(), embedded{revision: revision, value: true})
		}
	}
}

func (v *validationData) add(r cms.Revocation, at embedded) {
	for _, raw := range r.CRLs {
		at.raw = raw
		v.crls = append(v.crls, at)
	}
	for _, raw := range r.OCSPs {
		at.raw = raw
		v.ocsps = append(v.ocsps, at)
	}
}

// storeReader reads the document security store of every saved state, each
// stream once, so that it is known since when it stands in the file.
type storeReader struct {
	d     *Document
	out   *validationData
	seen  map[identity]bool
	bytes int
}

func (s *storeReader) revision(i int) {
	v := s.d.file.View(i)
	root, err := v.Dict(v.Trailer().Get("Root"))
	if err != nil || root.Get("DSS") == nil {
		return
	}
	store, err := v.Dict(root.Get("DSS"))
	if err != nil {
		return
	}
	s.entries(v, store, "Certs", "CRLs", "OCSPs")
	vri, err := v.Dict(store.Get("VRI"))
	if err != nil {
		return
	}
	for _, key := range vri.Keys() {
		if entry, err := v.Dict(vri.Get(key)); err == nil {
			s.entries(v, entry, "Cert", "CRL", "OCSP")
		}
	}
}

// entries reads the arrays of streams of a store or of a VRI entry.
func (s *storeReader) entries(v pdf.View, dict *pdf.Dict, certs, crls, ocsps pdf.Name) {
	s.streams(v, dict.Get(certs), func(raw []byte) { s.out.certs = append(s.out.certs, raw) })
	s.streams(v, dict.Get(crls), func(raw []byte) {
		s.out.crls = append(s.out.crls, embedded{raw: raw, revision: v.Revision() + 1})
	})
	s.streams(v, dict.Get(ocsps), func(raw []byte) {
		s.out.ocsps = append(s.out.ocsps, embedded{raw: raw, revision: v.Revision() + 1})
	})
}

// streams passes on the streams of an array that were not read before. What
// cannot be read is left out: it speaks for nobody.
func (s *storeReader) streams(v pdf.View, array pdf.Object, take func([]byte)) {
	o, err := v.Resolve(array)
	list, ok := o.(pdf.Array)
	if err != nil || !ok {
		return
	}
	for _, e := range list {
		ref, ok := e.(pdf.Ref)
		if !ok || len(s.seen) >= maxStored {
			continue
		}
		id := identify(v, ref, 0, "")
		if s.seen[id] {
			continue
		}
		s.seen[id] = true
		o, err := v.Get(ref)
		st, ok := o.(*pdf.Stream)
		if err != nil || !ok {
			continue
		}
		if data, err := v.Stream(st); err == nil && s.bytes+len(data) <= maxStoredBytes {
			s.bytes += len(data)
			take(data)
		}
	}
}
