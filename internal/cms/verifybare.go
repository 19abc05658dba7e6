package cms

import "fmt"

// checkBareSignature checks a signature without signed attributes, which is
// over the content itself (RFC 5652, 5.4).
func (v *verifier) checkBareSignature(contentDigest []byte) {
	if v.sd.EncapContentType != OIDData { // RFC 5652, 5.3
		v.fail(fmt.Errorf("%w: none, though the content type is not data", ErrAttribute))
	}
	v.checkConfusion()
	if !v.alg.usable() {
		return
	}
	m, ok := v.bareMessage(contentDigest)
	if !ok {
		return
	}
	if err := checkKey(v.alg, v.cert); err != nil {
		v.fail(err)
		return
	}
	if !m.verifies(v.alg, v.cert.PublicKey, v.signer.Signature) {
		v.fail(ErrSignatureInvalid)
		return
	}
	v.result.SignatureValid, v.result.DigestMatches = true, true
}

// checkConfusion refuses content that could be signed attributes.
func (v *verifier) checkConfusion() {
	prefix := v.opt.ContentPrefix
	if v.opt.Encapsulated {
		prefix = v.sd.Content
	}
	if len(prefix) == 0 {
		v.fail(fmt.Errorf("%w: content not shown", ErrContentConfusion))
	} else if LooksLikeSignedAttrs(prefix) {
		v.fail(ErrContentConfusion)
	}
}

// bareMessage is the message from the encapsulated content or, if that is
// detached, from its digest. The latter doesn't do for EdDSA, nor for a
// signature by another hash.
func (v *verifier) bareMessage(contentDigest []byte) (message, bool) {
	if v.opt.Encapsulated {
		return hashedWith(v.alg, v.sd.Content), true
	}
	if v.alg.hash != v.result.Digest {
		name := v.alg.joined() + " over detached content without signed attributes"
		v.fail(&UnsupportedAlgorithmError{OID: v.signer.SignatureAlgorithm.OID, Name: name, Use: "signature"})
		return message{}, false
	}
	if len(contentDigest) != v.result.Digest.Size() {
		v.fail(ErrDigestMismatch)
		return message{}, false
	}
	return message{hashed: contentDigest}, true
}

// LooksLikeSignedAttrs reports whether content that starts with prefix could be
// the encoding of a set of signed attributes: SET, SEQUENCE, OBJECT IDENTIFIER,
// in any length form. Where the prefix ends before that is decided the answer
// is true, so 16 octets should be given. A PDF file never looks like that.
func LooksLikeSignedAttrs(prefix []byte) bool {
	for _, tag := range [3]byte{0x31, 0x30, 0x06} {
		if len(prefix) == 0 {
			return true
		}
		if prefix[0] != tag {
			return false
		}
		prefix = prefix[1:]
		if len(prefix) == 0 {
			return true
		}
		octets := 1
		if prefix[0] > 0x80 {
			octets += int(prefix[0] & 0x7f)
		}
		if octets > len(prefix) {
			return octets <= 1+8 // longer lengths than that aren't met
		}
		prefix = prefix[octets:]
	}
	return true
}
