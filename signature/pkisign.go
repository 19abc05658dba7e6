package signature

import (
	"context"
	"fmt"
	"time"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/revocation"
)

// CheckCertificate implements CertificateCheck: whether the first certificate of
// the chain leads to a chosen root, is for signing, in force and not revoked at
// the moment at (Nghị định 130/2018/NĐ-CP, Điều 78).
//
// Errors: [ErrCertificate] for one that cannot be read; the context's.
func (p *PKI) CheckCertificate(ctx context.Context, chain [][]byte, at time.Time) (Trust, error) {
	if len(chain) == 0 {
		return unreadable(), fmt.Errorf("signature: check certificate: %w", ErrCertificate)
	}
	leaf, err := p.parse(chain[0])
	if err != nil {
		return unreadable(), fmt.Errorf("signature: check certificate: %w: %w", ErrCertificate, err)
	}
	t := &trial{ctx: ctx, pki: p, at: at, data: &validationData{certs: chain[1:]}}
	return t.ask(question{leaf: leaf, purpose: forDocuments, claimed: at}), ctx.Err()
}

func unreadable() Trust {
	return Trust{Status: TrustIndeterminate, Reason: ReasonCertificateUnreadable}
}

// Validation implements ValidationSource: the path of a certificate, and for each
// certificate of it below the root the newest answer about its revocation that is
// held or can be fetched.
//
// Errors: [ErrCertificate]; [ErrValidationData] where there is no path to a chosen
// root, or no answer about one of its certificates; those of reading evidence.
func (p *PKI) Validation(ctx context.Context, certificate []byte, others [][]byte) (ValidationData, error) {
	leaf, err := p.parse(certificate)
	if err != nil {
		return ValidationData{}, fmt.Errorf("signature: gather validation data: %w: %w", ErrCertificate, err)
	}
	paths, chain := p.paths(ctx, leaf, others)
	if len(paths) == 0 {
		return ValidationData{}, fmt.Errorf("signature: gather validation data: %w: %s", ErrValidationData, chain.Reason)
	}
	t := &trial{ctx: ctx, pki: p, data: &validationData{certs: others}}
	e := t.evidence(paths[0])
	if p.online != nil {
		e.fetched = p.fetch(ctx, paths[0])
	}
	var data ValidationData
	certs := paths[0].certs
	for i := range certs[:len(certs)-1] {
		data.Certificates = append(data.Certificates, certs[i].Raw)
		if err := data.answer(e, certs, i); err != nil {
			return ValidationData{}, fmt.Errorf("signature: gather validation data: %w", err)
		}
	}
	data.Certificates = append(data.Certificates, certs[len(certs)-1].Raw)
	return data, ctx.Err()
}

// answer adds the newest answer about the certificate at an index of a path, and
// the complete list under a delta list.
func (v *ValidationData) answer(e *evidence, certs []*cert.Certificate, index int) error {
	e.source(certs, index)
	var newest *consultation
	found := e.consulted[certs[index].Fingerprint()]
	for i := range found {
		if c := &found[i]; c.Status != revocation.Unknown && (newest == nil || c.ThisUpdate.After(newest.ThisUpdate)) {
			newest = c
		}
	}
	if newest == nil {
		return fmt.Errorf("%w: nothing about revocation", ErrValidationData)
	}
	for _, h := range []*holding{newest.from, newest.base} {
		if h == nil {
			continue
		}
		der, err := h.read()
		if err != nil {
			return err
		}
		if h.response != nil {
			v.OCSPs = append(v.OCSPs, der)
		} else {
			v.CRLs = append(v.CRLs, der)
		}
	}
	return nil
}
