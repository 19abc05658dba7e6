// Package ecgeneric verifies ECDSA on the elliptic curves that the standard
// library lacks: the Brainpool curves of RFC 5639 and secp256k1.
//
// It verifies and does nothing else: there are no private keys here, so the
// arithmetic over math/big needn't run in constant time. crypto/ecdsa would
// still take a custom elliptic.Curve, but that way is deprecated and reads no
// public key, and elliptic.CurveParams computes only where a is -3.
package ecgeneric
