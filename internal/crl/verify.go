package crl

import (
	"crypto/sha256"
	"fmt"
	"hash"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
)

// sums are the digests of a list.
type sums struct {
	signed []byte   // of the signed part, by the signature's hash; nil for EdDSA
	whole  [32]byte // SHA-256 of all of it
}

// Digest is the SHA-256 digest of the list, by which an archive knows it. The
// list is read once for it and for VerifiedBy.
func (l *List) Digest() ([32]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := l.hash()
	return l.sums.whole, err
}

// VerifiedBy says whether the key of a certificate signed the list. The answer is
// remembered for the first 64 keys. Whether that key may sign it is another
// question.
//
// Errors: those of cms.VerifyHashed, ErrTooLarge (EdDSA over more than 64 MiB),
// and those of the source.
func (l *List) VerifiedBy(c *cert.Certificate) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := sha256.Sum256(c.SPKI)
	if err, ok := l.verified[key]; ok {
		return err
	}
	err := l.verify(c)
	inherits := c.KeyAlgorithm.OID == cert.OIDKeyDSA // perhaps parameters that SPKI does not hold
	if len(l.verified) < maxVerified && !inherits {
		l.verified[key] = err
	}
	return err
}

func (l *List) verify(c *cert.Certificate) error {
	if err := l.hash(); err != nil {
		return err
	}
	if l.sums.signed != nil {
		return cms.VerifyHashed(l.SignatureAlgorithm, c, l.sums.signed, l.value)
	}
	if l.tbs.size() > maxWhole {
		return fmt.Errorf("%w: %d octets under EdDSA", ErrTooLarge, l.tbs.size())
	}
	message := make([]byte, l.tbs.size())
	if err := l.readAt(message, l.tbs.from); err != nil {
		return err
	}
	return cms.VerifySignature(l.SignatureAlgorithm, c, message, l.value)
}

// hash reads the list once and keeps its digests. It needs the lock.
func (l *List) hash() error {
	if !l.hashed {
		l.hashed = true
		l.sums, l.hashErr = l.readSums()
	}
	return l.hashErr
}

func (l *List) readSums() (sums, error) {
	info, err := cms.DescribeSignature(l.SignatureAlgorithm)
	if err != nil {
		return sums{}, err
	}
	var signed hash.Hash
	if info.Digest != 0 {
		signed = info.Digest.New()
	}
	whole := sha256.New()
	buf := make([]byte, min(window, l.size))
	for at := int64(0); at < l.size; {
		// Pieces end where the signed part begins and ends.
		end := min(at+int64(len(buf)), l.size)
		for _, edge := range [2]int64{l.tbs.from, l.tbs.to} {
			if at < edge && edge < end {
				end = edge
			}
		}
		piece := buf[:end-at]
		if err := l.readAt(piece, at); err != nil {
			return sums{}, err
		}
		whole.Write(piece)
		if signed != nil && l.tbs.from <= at && at < l.tbs.to {
			signed.Write(piece)
		}
		at = end
	}
	out := sums{whole: [32]byte(whole.Sum(nil))}
	if signed != nil {
		out.signed = signed.Sum(nil)
	}
	return out, nil
}

// weak names the signature's hash where its use depends on time.
func (l *List) weak() string {
	info, err := cms.DescribeSignature(l.SignatureAlgorithm)
	if err != nil || !info.Digest.Weak() {
		return ""
	}
	return info.Digest.Name()
}
