package cms

import (
	"errors"
	"fmt"
	"slices"

	"github.com/motcua/motcua/internal/cert"
)

// VerifyOptions says what a signature is expected to be. The zero value is a
// detached PDF signature with signed attributes.
type VerifyOptions struct {
	// ExpectedContentType is the required eContentType; "" means OIDData.
	ExpectedContentType string

	// Encapsulated says that the content is inside, as in a time-stamp token:
	// Verify hashes SignedData.Content itself and ignores contentDigest. If
	// false, the content must be detached.
	Encapsulated bool

	// ContentPrefix is the first 16 octets, or more, of the detached content,
	// that is of the octets as they were hashed (all of them if fewer). It is needed for signatures without signed
	// attributes only, see LooksLikeSignedAttrs; without it they are refused
	// with ErrContentConfusion.
	ContentPrefix []byte
}

// Result says what was found, also when Verify returns an error. Fields that
// weren't reached are zero.
type Result struct {
	Digest    Digest // of the content
	Algorithm string // "RSA-PKCS1v1.5", "RSA-PSS", "ECDSA", "DSA", "Ed25519", "Ed448"
	Hash      Digest // of what was signed; 0 for EdDSA
	Name      string // both, e.g. "SHA256withRSA"
	KeyBits   int    // RSA and DSA modulus, size of the curve

	DigestMatches  bool // the content is what the signer digested
	SignatureValid bool // the key made the signature value
	// Reordered says that the signature is over the DER-sorted attributes,
	// not over the order in the file. Either is accepted.
	Reordered bool

	Notes []Note // sorted
}

// Has reports whether a note was given.
func (r *Result) Has(n Note) bool { return slices.Contains(r.Notes, n) }

func (r *Result) note(n Note) {
	if i, found := slices.BinarySearch(r.Notes, n); !found {
		r.Notes = slices.Insert(r.Notes, i, n)
	}
}

// Verify checks a signer's signature with a certificate (RFC 5652, 5.6).
// contentDigest is the digest of the detached content by Signer.Digest. Without
// a certificate (nil) everything else is still checked, so that DigestMatches
// can be told, but the error includes ErrNoCertificate.
//
// The error joins every failed check, so errors.Is may be asked for each:
// ErrEncapsulatedContent, ErrContentTypeMismatch, ErrAttribute,
// ErrDigestMismatch, ErrSignatureInvalid, ErrSigningCertificate,
// ErrAlgorithmProtection, ErrAlgorithmPolicy, ErrContentConfusion,
// ErrNoCertificate, ErrMalformed, *UnsupportedAlgorithmError, *cert.KeyError.
// Only a nil error means that the signature is good.
func (sd *SignedData) Verify(s *Signer, c *cert.Certificate, contentDigest []byte, opt VerifyOptions) (Result, error) {
	v := verifier{sd: sd, signer: s, cert: c, opt: opt}
	v.run(contentDigest)
	return v.result, errors.Join(v.errs...)
}

// verifier gathers the outcome of one Verify.
type verifier struct {
	sd     *SignedData
	signer *Signer
	cert   *cert.Certificate
	opt    VerifyOptions
	alg    sigAlg
	result Result
	errs   []error
}

func (v *verifier) fail(err error) {
	if err != nil {
		v.errs = append(v.errs, err)
	}
}

func (v *verifier) run(contentDigest []byte) {
	if v.sd.Normalised {
		v.result.note(NoteBER)
	}
	v.checkContent()
	v.resolveAlgorithms()
	if v.result.Digest != 0 && v.opt.Encapsulated {
		contentDigest = v.result.Digest.sum(v.sd.Content)
	}
	if v.signer.HasSignedAttrs {
		v.checkAttributes(contentDigest)
		v.checkAttributeSignature()
		return
	}
	v.result.note(NoteNoSignedAttributes)
	v.result.note(NoteNoSigningCertificate)
	v.checkBareSignature(contentDigest)
}

// checkContent compares presence and type of the content with the options.
func (v *verifier) checkContent() {
	switch {
	case v.opt.Encapsulated && !v.sd.HasContent:
		v.fail(fmt.Errorf("%w: content is absent", ErrEncapsulatedContent))
	case v.opt.Encapsulated && v.sd.Content == nil:
		v.fail(fmt.Errorf("%w: content is not an octet string", ErrEncapsulatedContent))
	case !v.opt.Encapsulated && v.sd.HasContent:
		v.fail(fmt.Errorf("%w: content is present", ErrEncapsulatedContent))
	}
	if v.sd.EncapContentType != v.expectedType() {
		v.fail(fmt.Errorf("%w: eContentType %s", ErrContentTypeMismatch, v.sd.EncapContentType))
	}
}

func (v *verifier) expectedType() string {
	if v.opt.ExpectedContentType == "" {
		return OIDData
	}
	return v.opt.ExpectedContentType
}

// resolveAlgorithms finds out the algorithms and notes what is weak in them.
// v.alg stays unusable if they aren't all supported.
func (v *verifier) resolveAlgorithms() {
	r := &v.result
	d, err := v.signer.Digest()
	v.fail(err)
	alg, misplaced, err := v.signer.signatureAlgorithm(d, v.cert)
	if misplaced || v.signer.digestMisplaced() {
		r.note(NoteMisplacedAlgorithm)
	}
	if err != nil {
		v.fail(err)
		alg.hash, alg.mgf = 0, 0
	}
	v.alg = alg
	r.Digest, r.Algorithm, r.Hash = d, alg.scheme.name(), alg.hash
	if !alg.usable() {
		return
	}
	r.Name = alg.joined()
	if v.cert != nil {
		r.KeyBits = keyBits(v.cert.PublicKey)
	}
	for _, used := range [...]Digest{d, alg.hash, alg.mgf} {
		r.noteDigest(used)
	}
	if alg.scheme == schemeDSA {
		r.note(NoteDSA)
	}
	if r.KeyBits > 0 && isSmall(alg.scheme, r.KeyBits) {
		r.note(NoteSmallKey)
	}
	if alg.hash != 0 && d != 0 && alg.hash != d {
		r.note(NoteDigestMismatch)
	}
}
