package signaturetest

import (
	"crypto/sha1"
	"fmt"
	"slices"
)

// ValidationData is what a document security store holds (ISO 32000-2,
// 12.8.4.3): DER encodings.
type ValidationData struct {
	Certificates, CRLs, OCSPs [][]byte
}

// LongTerm returns the validation data for certificates issued by SubCA and
// for TSA: all certificates, the revocation lists of both authorities and one
// OCSP answer for each given identity.
func LongTerm(ids ...*Identity) ValidationData {
	v := ValidationData{
		Certificates: [][]byte{Root().Cert.Raw, SubCA().Cert.Raw, TSA().Cert.Raw, OCSPResponder().Cert.Raw},
		CRLs:         [][]byte{must(CRL(Root())), must(CRL(SubCA()))},
	}
	for _, id := range ids {
		v.Certificates = append(v.Certificates, id.Cert.Raw)
		v.OCSPs = append(v.OCSPs, must(OCSP(id.Cert)))
	}
	return v
}

// store is the document security store as it stands: references.
type store struct {
	num                       int               // 0 before the first use
	known                     map[string]string // reference by DER
	certificates, crls, ocsps []string
	vri                       dict
}

// AddValidationData adds to the document security store in the catalog, with a
// VRI entry for each of the named signature fields. What the store holds
// already stays and is not written twice.
func (d *Doc) AddValidationData(v ValidationData, fields ...string) {
	certificates, crls, ocsps := d.streams(v.Certificates), d.streams(v.CRLs), d.streams(v.OCSPs)
	s := &d.store
	s.certificates = union(s.certificates, certificates)
	s.crls = union(s.crls, crls)
	s.ocsps = union(s.ocsps, ocsps)
	for _, f := range fields {
		entries := dictOf("Cert", refArray(certificates), "CRL", refArray(crls), "OCSP", refArray(ocsps))
		s.vri = s.vri.with(fmt.Sprintf("%X", sha1.Sum(d.containers[f])), entries.String())
	}
	d.writeStore()
}

// writeStore writes the store anew, in the same object.
func (d *Doc) writeStore() {
	s := &d.store
	if s.num == 0 {
		s.num = d.addDict(dictOf("Type", "/DSS"))
		d.Edit(d.catalog, "DSS", d.Ref(s.num))
	}
	vri := ""
	if len(s.vri) > 0 {
		vri = s.vri.String()
	}
	for _, e := range []entry{{"Certs", refArray(s.certificates)}, {"CRLs", refArray(s.crls)},
		{"OCSPs", refArray(s.ocsps)}, {"VRI", vri}} {
		d.Edit(s.num, e.key, e.value)
	}
}

// streams returns references to streams with the values, which it adds where
// the store does not have them.
func (d *Doc) streams(values [][]byte) []string {
	var refs []string
	for _, v := range values {
		ref, ok := d.store.known[string(v)]
		if !ok {
			ref = d.Ref(d.Add(stream(nil, string(v))))
			d.store.known[string(v)] = ref
		}
		refs = append(refs, ref)
	}
	return refs
}

// union appends those of more that are not in refs.
func union(refs, more []string) []string {
	for _, r := range more {
		if !slices.Contains(refs, r) {
			refs = append(refs, r)
		}
	}
	return refs
}

// refArray is an array, or nothing for no references.
func refArray(refs []string) string {
	if len(refs) == 0 {
		return ""
	}
	return array(refs...)
}
