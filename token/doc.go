// Package token works with devices that hold signing keys: USB tokens, smart
// cards, HSM partitions and, for those without one, key files.
//
// Most callers need three steps: open a [Device], pick a certificate, sign.
//
//	dev, err := pkcs11.Open(ctx, locator, pkcs11.Options{Module: path, PIN: askPIN})
//	certificates, err := dev.Certificates(ctx)
//	chosen, err := token.Pick(certificates, at, issuers, token.PickOptions{})
//	signer, err := dev.Signer(ctx, chosen) // a crypto.Signer
//
// What a device can do beyond that is told by optional interfaces: [PINHolder],
// [Initialiser], [KeyManager], [Watcher]. Callers branch on the sentinels of
// this package, whatever the device; [Explain] puts an error into words for the
// person at the desk.
//
// A PIN is never kept, never put into an error, wiped after use, and a wrong one
// is never presented a second time by the package itself: most devices lock
// after a few attempts.
//
// The devices of package token/pkcs11 are the ones for production. [Software]
// devices keep their keys in files, say so in [State], and are unfit for
// signatures of agencies. An implementation of Device proves itself with the
// suite of token/tokentest.
package token
