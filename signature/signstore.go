package signature

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfwrite"
)

// signed reads the CMS of a signature; nil where there is none to read.
func (c *candidate) signed() (*cms.SignedData, *cms.Signer) {
	if c.dict == nil {
		return nil, nil
	}
	contents, reason := c.contents()
	if reason != "" {
		return nil, nil
	}
	sd, _, err := cms.Parse([]byte(contents.Value), cms.Limits{})
	if err != nil || len(sd.Signers) != 1 {
		return nil, nil
	}
	return sd, &sd.Signers[0]
}

// token returns the signature's own timestamp token, nil for none.
func (c *candidate) token() []byte {
	if _, signer := c.signed(); signer != nil {
		if tokens := signer.SignatureTimestamps(); len(tokens) > 0 {
			return tokens[0]
		}
	}
	return nil
}

// store adds to the document security store (ISO 32000-2, 12.8.4.3) the data that
// validate the signatures and timestamps of the file as it stands.
func (f *signingFile) store(ctx context.Context, source ValidationSource) error {
	doc, err := f.document()
	if err != nil {
		return err
	}
	u, err := pdfwrite.New(doc.file)
	if err != nil {
		return damaged(err)
	}
	s, err := newStore(editor{u})
	if err != nil {
		return err
	}
	if p := doc.file.Protection(); p != nil && !permitsSigning(p, true) {
		return &RefusedError{Why: RefusedRights}
	}
	found, err := doc.discover()
	if err != nil {
		return damaged(err)
	}
	for _, c := range found {
		if err := s.gather(ctx, c, source); err != nil {
			return err
		}
	}
	if err := s.write(); err != nil {
		return err
	}
	update, err := u.Render(fileID(fmt.Sprint(f.joined.Len()), "DSS"))
	if err != nil {
		return damaged(err)
	}
	f.joined.Tail = append(f.joined.Tail, update...)
	return nil
}

// The bounds of what one call adds.
const (
	maxStoreBytes  = 64 << 20
	maxStoreValues = 4096
)

// storeKeys are the arrays of the store, and their names in a VRI entry.
var storeKeys = [...]struct{ all, each pdf.Name }{{"Certs", "Cert"}, {"CRLs", "CRL"}, {"OCSPs", "OCSP"}}

// securityStore is the store as it will be written.
type securityStore struct {
	edit   editor
	dict   *pdf.Dict
	at     pdf.Ref // where the store stands; zero for none of its own
	arrays [len(storeKeys)]pdf.Array
	vri    *pdf.Dict
	known  map[[sha256.Size]byte]pdf.Ref
	bytes  int
}

// newStore reads the store of a file, empty where there is none.
func newStore(e editor) (*securityStore, error) {
	s := &securityStore{edit: e, known: map[[sha256.Size]byte]pdf.Ref{}}
	root, _, err := e.root()
	if err != nil {
		return nil, err
	}
	if s.dict, s.at, err = e.dict(root.Get("DSS")); err != nil {
		return nil, err
	}
	for i, key := range storeKeys {
		v, _, err := e.follow(s.dict.Get(key.all))
		list, ok := v.(pdf.Array)
		if err != nil || v != nil && !ok || len(list) > maxStoreValues {
			return nil, damaged(pdf.ErrSyntax)
		}
		s.arrays[i] = append(pdf.Array{}, list...)
		for _, o := range list {
			s.learn(o)
		}
	}
	s.vri, _, err = e.dict(s.dict.Get("VRI"))
	return s, err
}

// learn notes a stream that the store has, so that it is not written again.
func (s *securityStore) learn(o pdf.Object) {
	v, at, err := s.edit.follow(o)
	st, ok := v.(*pdf.Stream)
	if err != nil || !ok || at.Num == 0 {
		return
	}
	if data, err := s.edit.u.View().Stream(st); err == nil {
		s.known[sha256.Sum256(data)] = at
	}
}

// gather obtains the data for one signature and its timestamp.
func (s *securityStore) gather(ctx context.Context, c *candidate, source ValidationSource) error {
	sd, signer := c.signed()
	if sd == nil || c.usage || c.orphan {
		return nil
	}
	var data ValidationData
	if err := gatherFor(ctx, sd, signer, source, &data); err != nil {
		return err
	}
	for _, token := range signer.SignatureTimestamps() {
		if tsd, _, err := cms.Parse(token, cms.Limits{}); err == nil && len(tsd.Signers) == 1 {
			if err := gatherFor(ctx, tsd, &tsd.Signers[0], source, &data); err != nil {
				return err
			}
		}
	}
	contents, _ := c.contents()
	return s.add(data, contents.Value)
}

// gatherFor asks for the data of one CMS and adds them, and its certificates.
func gatherFor(ctx context.Context, sd *cms.SignedData, signer *cms.Signer, source ValidationSource, data *ValidationData) error {
	c, err := sd.FindCertificate(signer, nil)
	if err != nil {
		return nil // what cannot be verified gets no data
	}
	more, err := source.Validation(ctx, c.Raw, sd.Certificates)
	if err != nil {
		return fmt.Errorf("signature: gather validation data: %w (%w)", ErrValidationData, err)
	}
	data.Certificates = append(append(data.Certificates, c.Raw), more.Certificates...)
	data.CRLs = append(data.CRLs, more.CRLs...)
	data.OCSPs = append(data.OCSPs, more.OCSPs...)
	return nil
}

// add enters data, with an entry for the signature whose value they are about.
// The entry's name is the digest of the whole Contents string, padding included
// (ISO 32000-2, 12.8.4.4).
func (s *securityStore) add(data ValidationData, contents string) error {
	name := pdf.Name(strings.ToUpper(fmt.Sprintf("%x", sha1.Sum([]byte(contents)))))
	old, _, err := s.edit.dict(s.vri.Get(name))
	if err != nil {
		return err
	}
	entry := old
	for i, values := range [...][][]byte{data.Certificates, data.CRLs, data.OCSPs} {
		v, _, err := s.edit.follow(old.Get(storeKeys[i].each))
		if err != nil {
			return damaged(err)
		}
		list, _ := v.(pdf.Array)
		grown := append(pdf.Array{}, list...)
		for _, value := range values {
			ref, err := s.stream(value)
			if err != nil {
				return err
			}
			s.arrays[i] = including(s.arrays[i], ref)
			grown = including(grown, ref)
		}
		if len(grown) > 0 {
			entry = pdfwrite.With(entry, storeKeys[i].each, grown)
		}
	}
	if entry == nil {
		return nil
	}
	// An entry that is an object of its own stays as it is, beside the new one: a
	// verifier has no reason to allow that such an object changes.
	s.vri = pdfwrite.With(s.vri, name, entry)
	return nil
}

// stream returns the object that holds a value.
func (s *securityStore) stream(value []byte) (pdf.Ref, error) {
	sum := sha256.Sum256(value)
	if ref, ok := s.known[sum]; ok {
		return ref, nil
	}
	if s.bytes += len(value); s.bytes > maxStoreBytes || len(s.known) >= maxStoreValues || len(value) == 0 {
		return pdf.Ref{}, fmt.Errorf("signature: gather validation data: size: %w", ErrValidationData)
	}
	ref := s.edit.u.Add(&pdfwrite.Stream{Dict: pdf.NewDict(nil), Data: value})
	s.known[sum] = ref
	return ref, nil
}

// including appends a reference that the array does not hold.
func including(list pdf.Array, ref pdf.Ref) pdf.Array {
	for _, o := range list {
		if o == pdf.Object(ref) {
			return list
		}
	}
	return append(list, ref)
}

// write enters the store into the update. Its arrays become direct ones.
func (s *securityStore) write() error {
	d := s.dict
	for i, key := range storeKeys {
		if len(s.arrays[i]) > 0 {
			d = pdfwrite.With(d, key.all, s.arrays[i])
		}
	}
	if s.vri.Len() > 0 {
		d = pdfwrite.With(d, "VRI", s.vri)
	}
	if d == nil {
		return fmt.Errorf("signature: gather validation data: none: %w", ErrValidationData)
	}
	d = pdfwrite.With(d, "Type", pdf.Name("DSS"))
	if s.dict != nil && s.at.Num != 0 {
		s.edit.u.Set(s.at, d)
		return nil
	}
	return s.edit.setRoot("DSS", s.edit.u.Add(d))
}
