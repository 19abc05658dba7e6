package cms

import (
	"crypto/ecdsa"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/ecgeneric"
)

// verifyECDSA checks a signature by a key of either kind, with r and s in DER
// (RFC 3279, 2.2.3) or plain.
func verifyECDSA(s scheme, key any, hashed, sig []byte) bool {
	switch k := key.(type) {
	case *ecdsa.PublicKey:
		if s == schemePlainECDSA {
			sig = plainToDER(k.Curve.Params().N, sig)
		}
		return ecdsa.VerifyASN1(k, hashed, sig)
	case *ecgeneric.PublicKey:
		if s == schemePlainECDSA {
			sig = plainToDER(k.Curve.N, sig)
		}
		r, s, ok := readECDSA(sig)
		return ok && k.Verify(hashed, r, s)
	}
	return false
}

// readECDSA reads Ecdsa-Sig-Value as strictly as crypto/ecdsa does: DER, and
// nothing behind it.
func readECDSA(sig []byte) (r, s *big.Int, ok bool) {
	r, s = new(big.Int), new(big.Int)
	input := cryptobyte.String(sig)
	var seq cryptobyte.String
	ok = input.ReadASN1(&seq, asn1.SEQUENCE) && input.Empty() &&
		seq.ReadASN1Integer(r) && seq.ReadASN1Integer(s) && seq.Empty()
	return r, s, ok
}

// plainToDER rewrites r and s, each as long as the order n, as DER. It returns
// nil if the length is another (BSI TR-03111, 5.2.1).
func plainToDER(n *big.Int, sig []byte) []byte {
	size := (n.BitLen() + 7) / 8
	if len(sig) != 2*size {
		return nil
	}
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1BigInt(new(big.Int).SetBytes(sig[:size]))
		b.AddASN1BigInt(new(big.Int).SetBytes(sig[size:]))
	})
	out, err := b.Bytes()
	if err != nil {
		return nil
	}
	return out
}
