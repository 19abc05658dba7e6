package signature

import (
	"bytes"
	"errors"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
)

// check verifies the signature value against the digests of the ranges.
func (j *judgement) check() {
	if j.c.orphan {
		j.fail(Broken, ReasonNotInForm)
	}
	if j.sub == subRSASHA1 {
		j.checkPKCS1()
	} else if j.signer != nil {
		j.checkCMS()
	}
}

// settle ends the verdict on integrity. A certificate that neither the CMS nor
// the dictionary holds is looked for in the file's store first.
func (j *judgement) settle(d *Document) {
	if j.missing {
		j.missing = false
		j.certs = d.storedCertificates()
		j.checkCMS()
		if j.missing {
			j.fail(Unsupported, ReasonNoCertificate)
		}
	}
	j.fail(Unsupported, ReasonLimit) // the ranges were not hashed
	j.settleStamps(d)
}

// settleStamps verifies the timestamps of the signature value, those that leave
// out their certificate with the file's store.
func (j *judgement) settleStamps(d *Document) {
	if len(j.stamps) == 0 {
		return
	}
	j.verifyStamps(nil)
	for _, s := range j.stamps {
		if s.out.Integrity.Reason == ReasonNoCertificate {
			j.verifyStamps(d.storedCertificates())
			break
		}
	}
	for _, s := range j.stamps {
		j.out.Timestamps = append(j.out.Timestamps, s.out)
	}
}

// checkCMS finds the certificate and lets the CMS verify itself.
func (j *judgement) checkCMS() {
	c, err := j.sd.FindCertificate(j.signer, j.certs)
	if errors.Is(err, cms.ErrNoCertificate) {
		j.missing = true
		return
	}
	if err != nil {
		j.failWith(err)
		return
	}
	j.describe(c)
	if j.out.Integrity.Status != "" || len(j.hashes) == 0 || j.hashes[0].sum == nil {
		return
	}
	result, err := j.verifyValue(c)
	j.verified = result
	j.out.SignatureAlgorithm = result.Algorithm
	j.notes(&result)
	if err == nil && j.imprint != nil && !bytes.Equal(j.imprint.Imprint, j.hashes[0].sum) {
		err = cms.ErrDigestMismatch
	}
	if err != nil {
		j.failWith(err)
		return
	}
	j.out.Integrity.Status = Intact
}

func (j *judgement) verifyValue(c *cert.Certificate) (cms.Result, error) {
	switch j.sub {
	case subSHA1:
		return j.sd.VerifyEncapsulatedSHA1(j.signer, c, j.hashes[0].sum)
	case subTimestamp:
		return j.sd.Verify(j.signer, c, nil, cms.VerifyOptions{ExpectedContentType: cms.OIDTSTInfo, Encapsulated: true})
	}
	return j.sd.Verify(j.signer, c, j.hashes[0].sum, cms.VerifyOptions{ContentPrefix: j.prefix})
}

// checkPKCS1 verifies a bare PKCS #1 signature, whose certificate stands in
// the dictionary.
func (j *judgement) checkPKCS1() {
	if len(j.certs) == 0 {
		j.fail(Unsupported, ReasonNoCertificate)
		return
	}
	c, err := cert.Parse(j.certs[0])
	if err != nil {
		j.fail(Unsupported, ReasonCertificateUnreadable)
		return
	}
	j.describe(c)
	if j.out.Integrity.Status != "" || j.sum(cms.SHA1) == nil {
		return
	}
	result, rest, err := cms.VerifyPKCS1Contents([]byte(j.geometry.contents.Value), c, j.sum)
	j.verified = result
	j.out.DigestAlgorithm, j.out.SignatureAlgorithm = result.Digest.Name(), result.Algorithm
	j.notes(&result)
	if err != nil {
		j.failWith(err)
		return
	}
	if !allZero(rest) {
		j.fail(Broken, ReasonContentsTrailing)
		return
	}
	j.out.Integrity.Status = Intact
}

// failWith gives an error of the CMS its verdict: what was checked and is wrong
// is broken, what could not be checked is unsupported.
func (j *judgement) failWith(err error) {
	var alg *cms.UnsupportedAlgorithmError
	var key *cert.KeyError
	for _, r := range []struct {
		err    error
		reason Reason
	}{
		{cms.ErrDigestMismatch, ReasonDigestMismatch},
		{cms.ErrContentConfusion, ReasonContentConfusion},
		{cms.ErrSignatureInvalid, ReasonSignatureInvalid},
		{cms.ErrSigningCertificate, ReasonSigningCertificate},
		{cms.ErrEncapsulatedContent, ReasonEncapsulated},
		{cms.ErrContentTypeMismatch, ReasonContentType},
		{cms.ErrAlgorithmProtection, ReasonAlgorithmProtection},
		{cms.ErrAlgorithmPolicy, ReasonAlgorithmPolicy},
		{cms.ErrAttribute, ReasonAttribute},
	} {
		if errors.Is(err, r.err) {
			j.fail(Broken, r.reason)
		}
	}
	switch {
	case errors.As(err, &alg), errors.As(err, &key):
		j.fail(Unsupported, ReasonAlgorithm)
	case errors.Is(err, cms.ErrAmbiguousCertificate):
		j.fail(Unsupported, ReasonAmbiguousCertificate)
	case errors.Is(err, cert.ErrMalformed), errors.Is(err, cert.ErrTooLarge):
		j.fail(Unsupported, ReasonCertificateUnreadable)
	}
	j.fail(Broken, ReasonCMSMalformed)
}

// notes carries over what the CMS check remarked.
func (j *judgement) notes(r *cms.Result) {
	for _, n := range r.Notes {
		switch n {
		case cms.NoteSHA1:
			j.note(NoteSHA1)
		case cms.NoteRIPEMD160:
			j.note(NoteRIPEMD160)
		case cms.NoteMisplacedAlgorithm:
			j.note(NoteMisplacedAlgorithm)
		case cms.NoteDSA:
			j.note(NoteDSA)
		case cms.NoteSmallKey:
			j.note(NoteSmallKey)
		case cms.NoteAttributesNotDER:
			j.note(NoteAttributeOrder)
		case cms.NoteDigestMismatch:
			j.note(NoteDigestsDiffer)
		case cms.NoteNoSignedAttributes:
			j.note(NoteNoSignedAttributes)
		case cms.NoteNoSigningCertificate:
			if j.sub == subCAdES {
				j.note(NoteNoSigningCertificate)
			}
		}
	}
	if j.sub == subTimestamp && j.out.DigestAlgorithm == cms.SHA1.Name() && !r.Has(cms.NoteSHA1) {
		j.note(NoteSHA1)
	}
}
