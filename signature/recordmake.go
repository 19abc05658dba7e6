package signature

import (
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
)

// RecordOptions is what a record holds beside a judgement.
type RecordOptions struct {
	// Software names the program that judged; required (Thông tư 41/2017/TT-BTTTT,
	// Điều 14 khoản 3).
	Software Software
	// Render gives the verdict that is kept: a line of JSON about the result, which
	// must depend on the result alone. Required.
	Render func(*Result) ([]byte, error)
	// Receipt is the time-stamp token over an incoming document at its receipt, DER
	// (Điều 12 khoản 7); nil for none.
	Receipt []byte
	// Practices are the certification practice statements of the providers at the
	// time of signing.
	Practices []Practice
}

// Practice is a certification practice statement (quy chế chứng thực).
type Practice struct {
	Provider  string
	Statement []byte
}

// NewRecord gathers the evidence of a judgement: of the document of size bytes
// in r, which Verify judged with opts to result. The document itself is not kept.
//
// Errors: [ErrRecord] where opts cannot be recorded: without PKI, moment or
// direction, or with a PKI that has algorithm limits of its own; those of r, of
// Render and of reading evidence.
func NewRecord(r io.ReaderAt, size int64, result *Result, opts VerifyOptions, o RecordOptions) (*Record, Blobs, error) {
	m := recordMaker{record: &Record{}, blobs: Blobs{}}
	if opts.PKI == nil || opts.At.IsZero() || opts.PKI.ownLimits {
		return nil, nil, fmt.Errorf("signature: make record: %w: the options cannot be recorded", ErrRecord)
	}
	digest := sha256.New()
	if _, err := io.Copy(digest, io.NewSectionReader(r, 0, size)); err != nil {
		return nil, nil, fmt.Errorf("signature: make record: %w", err)
	}
	m.record.Document = DocumentKey{SHA256: Digest(digest.Sum(nil)), Size: size}
	m.record.JudgedAt, m.record.Software = opts.At.UTC(), o.Software
	m.options(&opts)
	if err := m.signatures(result); err != nil {
		return nil, nil, fmt.Errorf("signature: make record: %w", err)
	}
	if o.Receipt != nil {
		m.record.Receipt = m.record.Keep(m.blobs, BlobTimestamp, o.Receipt)
	}
	for _, p := range o.Practices {
		m.record.Practices = append(m.record.Practices, RecordedPractice{
			Provider: p.Provider, Statement: m.record.Keep(m.blobs, BlobPractice, p.Statement),
		})
	}
	var err error
	if m.record.Verdict, err = o.Render(result); err != nil {
		return nil, nil, fmt.Errorf("signature: make record: %w", err)
	}
	if err := m.record.Validate(); err != nil {
		return nil, nil, err
	}
	return m.record, m.blobs, nil
}

// recordMaker fills a record and its blobs.
type recordMaker struct {
	record *Record
	blobs  Blobs
}

func (m *recordMaker) certificate(der []byte) Digest {
	return m.record.Keep(m.blobs, BlobCertificate, der)
}

func (m *recordMaker) options(opts *VerifyOptions) {
	o := RecordedOptions{
		Locality: opts.Locality, LocalInForce: opts.LocalInForce, Facts: opts.Facts, Deep: opts.Deep,
		Revocation: opts.PKI.sources(),
	}
	for _, s := range opts.PKI.stores {
		store := RecordedStore{Name: s.Name, Purpose: s.Purpose}
		for _, der := range s.Roots {
			store.Roots = append(store.Roots, m.certificate(der))
		}
		for _, der := range slices.Concat(s.Intermediates, opts.PKI.intermediates) {
			store.Intermediates = append(store.Intermediates, m.certificate(der))
		}
		o.Stores = append(o.Stores, store)
	}
	m.record.Options = o
}

// sources lists where a PKI takes revocation data from.
func (p *PKI) sources() []EvidenceSource {
	list := []EvidenceSource{SourceEmbedded}
	if p.revocation != nil {
		list = append(list, SourceFolder)
	}
	if p.online != nil {
		list = append(list, SourceOnline)
	}
	return list
}

func (m *recordMaker) signatures(result *Result) error {
	for i := range result.Signatures {
		s := &result.Signatures[i]
		r := RecordedSignature{Field: s.Field}
		if s.Signer != nil {
			r.Signer = m.certificate(s.Signer.Raw)
		}
		if s.Registered != nil {
			r.Responsibility = []Registration{*s.Registered}
		}
		if err := m.trust(&r, &s.Trust); err != nil {
			return err
		}
		for j := range s.Timestamps {
			t := &s.Timestamps[j]
			r.Timestamps = append(r.Timestamps, m.record.Keep(m.blobs, BlobTimestamp, t.Raw))
			if err := m.trust(&r, &t.Trust); err != nil {
				return err
			}
		}
		m.record.Signatures = append(m.record.Signatures, r)
	}
	return nil
}

// trust keeps the path and the evidence of one verdict, each once.
func (m *recordMaker) trust(r *RecordedSignature, t *Trust) error {
	for i := range t.Path {
		if d := m.certificate(t.Path[i].Raw); !slices.Contains(r.Certificates, d) {
			r.Certificates = append(r.Certificates, d)
		}
	}
	for i := range t.Evidence {
		e := &t.Evidence[i]
		kind := BlobCRL
		if e.Kind == EvidenceOCSP {
			kind = BlobOCSP
		}
		der, err := e.DER()
		if err != nil {
			return err
		}
		kept := RecordedRevocation{
			Certificate: Digest(e.Certificate), Evidence: m.record.Keep(m.blobs, kind, der), Source: e.Source,
		}
		if !slices.Contains(r.Revocation, kept) {
			r.Revocation = append(r.Revocation, kept)
		}
	}
	return nil
}
