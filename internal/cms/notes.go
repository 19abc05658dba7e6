package cms

// Note is something noteworthy about a signature that isn't an error here.
type Note uint8

// Notes that Verify gives.
const (
	NoteSHA1                 Note = iota + 1 // SHA-1 digests the content, the attributes or the mask
	NoteDSA                                  // the algorithm is DSA
	NoteSmallKey                             // RSA or DSA under 2048 bits, EC under 256
	NoteAttributesNotDER                     // the signed attributes aren't in DER order
	NoteDigestMismatch                       // digest and signature algorithm use different hashes
	NoteNoSignedAttributes                   // the content itself is signed
	NoteNoSigningCertificate                 // no ESS signing-certificate attribute
	NoteSigningCertificateV1                 // only the SHA-1 version of that attribute
	NoteBER                                  // the structure wasn't DER and was normalised
	NoteRIPEMD160                            // RIPEMD-160 does what SHA-1 does in NoteSHA1
	NoteMisplacedAlgorithm                   // a digest is named in place of the signature algorithm, or the reverse
)

// String returns a short English name.
func (n Note) String() string {
	switch n {
	case NoteSHA1:
		return "SHA-1 used"
	case NoteDSA:
		return "DSA used"
	case NoteSmallKey:
		return "small key"
	case NoteAttributesNotDER:
		return "signed attributes not in DER order"
	case NoteDigestMismatch:
		return "digest and signature algorithm use different hashes"
	case NoteNoSignedAttributes:
		return "no signed attributes"
	case NoteNoSigningCertificate:
		return "no signing-certificate attribute"
	case NoteSigningCertificateV1:
		return "signing-certificate attribute of version 1 only"
	case NoteBER:
		return "BER encoding"
	case NoteRIPEMD160:
		return "RIPEMD-160 used"
	case NoteMisplacedAlgorithm:
		return "identifier of another kind of algorithm"
	}
	return "unknown note"
}

// noteDigest remarks a digest that is weak.
func (r *Result) noteDigest(d Digest) {
	switch d {
	case SHA1:
		r.note(NoteSHA1)
	case RIPEMD160:
		r.note(NoteRIPEMD160)
	}
}

const (
	smallModulus = 2048
	smallCurve   = 256
)

// isSmall reports whether a key is below the sizes in NoteSmallKey.
func isSmall(s scheme, bits int) bool {
	switch s {
	case schemeRSA, schemePSS, schemeDSA:
		return bits < smallModulus
	case schemeECDSA, schemePlainECDSA:
		return bits < smallCurve
	}
	return false
}
