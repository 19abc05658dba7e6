package token

import (
	"context"
	"crypto"
)

// Device holds certificates and the private keys that belong to them.
//
// Errors: the sentinels of this package; a call whose context ends returns an
// error that is both [ErrTimeout] and the context's error.
//
// Concurrency: all methods, and the signers a device returns, are safe for
// concurrent use.
type Device interface {
	// State tells what can be told without a PIN. A device that is known but
	// not there answers with Present unset and no error.
	State(ctx context.Context) (State, error)

	// Certificates reads the certificates on the device, in the order of the
	// device. What cannot be read as a certificate is left out. No PIN is needed.
	Certificates(ctx context.Context) ([]*Certificate, error)

	// Signer returns the private key of a certificate. The key is looked for by
	// its public half, so the certificate need not come from this device. The
	// context bounds the search and, as crypto.Signer has none, every Sign of the
	// signer: one that has ended makes them fail. ErrNoKey: the device does not
	// hold the key.
	//
	// Sign takes the digest, as crypto.Signer says, and *rsa.PSSOptions for PSS;
	// ECDSA signatures are ASN.1 DER.
	Signer(ctx context.Context, c *Certificate) (crypto.Signer, error)

	// Close ends all use of the device; further calls return ErrClosed. It may
	// be called twice.
	Close() error
}

// PINHolder is a device with a PIN of its own.
type PINHolder interface {
	// Login presents the PIN of the user, once. After a wrong PIN nothing else
	// on the device presents one until Login is called again and succeeds.
	//
	// Errors: *PINError, ErrPINFormat, ErrPINExpired, ErrPINNotSet.
	Login(ctx context.Context, pin PIN) error

	// Logout ends the state that Login began.
	Logout(ctx context.Context) error

	// ChangePIN replaces the user's PIN. A wrong current PIN counts as an attempt.
	ChangePIN(ctx context.Context, current, next PIN) error

	// UnlockPIN sets the user's PIN anew with the PIN of the security officer,
	// and thereby lifts a lock. It logs the user out.
	UnlockPIN(ctx context.Context, officer, next PIN) error
}

// Initialiser is a device that can be erased and prepared for a new holder.
type Initialiser interface {
	// Initialise erases the device, names it (at most 32 bytes of UTF-8) and
	// sets both PINs. On a device that was initialised before, officer must be
	// its present security officer's PIN.
	Initialise(ctx context.Context, label string, officer, user PIN) error
}

// KeyManager is a device on which keys are made and certificates put.
type KeyManager interface {
	// GenerateKey makes a key pair that never leaves the device.
	GenerateKey(ctx context.Context, spec KeySpec) (Key, error)

	// Keys lists the private keys, with or without certificate.
	Keys(ctx context.Context) ([]Key, error)

	// KeySigner is Signer for a key that has no certificate yet, as [Request]
	// needs it.
	KeySigner(ctx context.Context, k Key) (crypto.Signer, error)

	// ImportCertificate stores the DER of a certificate beside its key. ErrNoKey:
	// the key is not on the device. Storing the same certificate twice is no
	// error and leaves one.
	ImportCertificate(ctx context.Context, der []byte) error
}

// Watcher is a device that can be pulled out and put back.
type Watcher interface {
	// Wait returns when the device is there (present) or gone (not present), at
	// once if it already is.
	Wait(ctx context.Context, present bool) error
}

// Key is a private key on a device.
type Key struct {
	ID     []byte           // the device's identifier, CKA_ID in PKCS#11
	Label  string           // as given when it was made
	Public crypto.PublicKey // *rsa.PublicKey or *ecdsa.PublicKey; nil if the device does not tell
}

// KeyAlgorithm names a kind and size of key.
type KeyAlgorithm int

// The keys that a device can be asked to make. The zero value is refused.
const (
	RSA2048 KeyAlgorithm = iota + 1
	RSA3072
	RSA4096
	P256
	P384
)

// KeySpec says which key to make.
type KeySpec struct {
	Algorithm KeyAlgorithm // required
	Label     string       // may be empty
}
