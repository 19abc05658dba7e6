package token

import (
	"context"
	"crypto"
	"fmt"
	"io"
	"sync"
)

const (
	// maxFile bounds a key file.
	maxFile = 1 << 20
	// maxFolder bounds the number of files in a folder that are read.
	maxFolder = 256
	// maxObjects bounds the certificates and the keys of a software device.
	maxObjects = 256
	// maxIterations bounds what a key file may ask for in deriving a key from its
	// password: half a minute of one core.
	maxIterations = 10_000_000
)

// Software is a [Device] whose keys were read from files into memory. Its State
// says KindSoftware: such keys can be copied, so they are unfit for the
// signatures of agencies. It serves tests and those who have no token.
type Software struct {
	label        string
	certificates []*Certificate

	mu   sync.RWMutex
	keys []crypto.Signer // nil once closed
}

// newSoftware checks the bounds and that there is something to sign with.
func newSoftware(label string, certificates []*Certificate, keys []crypto.Signer) (*Software, error) {
	switch {
	case len(certificates) > maxObjects || len(keys) > maxObjects:
		return nil, fmt.Errorf("more than %d certificates or keys: %w", maxObjects, ErrLimit)
	case len(keys) == 0:
		return nil, fmt.Errorf("no private key: %w", ErrNoKey)
	}
	return &Software{label: label, certificates: certificates, keys: keys}, nil
}

// State describes the device.
func (s *Software) State(ctx context.Context) (State, error) {
	if _, err := s.open(ctx); err != nil {
		return State{}, err
	}
	return State{Label: s.label, Kind: KindSoftware, Present: true, Initialised: true, LoggedIn: true, WriteLock: true}, nil
}

// Certificates lists the certificates in the order of the files.
func (s *Software) Certificates(ctx context.Context) ([]*Certificate, error) {
	if _, err := s.open(ctx); err != nil {
		return nil, err
	}
	return append([]*Certificate(nil), s.certificates...), nil
}

// Signer returns the key of a certificate. See Device.
func (s *Software) Signer(ctx context.Context, c *Certificate) (crypto.Signer, error) {
	keys, err := s.open(ctx)
	if err != nil {
		return nil, err
	}
	for i, k := range keys {
		if c.HasKey(k.Public()) {
			return &softSigner{ctx, s, i, k.Public()}, nil
		}
	}
	return nil, fmt.Errorf("token: find the key of a certificate: %w", ErrNoKey)
}

// Close drops the keys. Their memory is left to the garbage collector.
func (s *Software) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = nil
	return nil
}

// open returns the keys of a device that is not closed.
func (s *Software) open(ctx context.Context) ([]crypto.Signer, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("token: use software device: %w: %w", ErrTimeout, err)
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.keys == nil {
		return nil, fmt.Errorf("token: use software device: %w", ErrClosed)
	}
	return s.keys, nil
}

type softSigner struct {
	ctx    context.Context
	device *Software
	index  int
	public crypto.PublicKey
}

func (s *softSigner) Public() crypto.PublicKey { return s.public }

func (s *softSigner) Sign(rand io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	keys, err := s.device.open(s.ctx)
	if err != nil {
		return nil, err
	}
	if opts == nil {
		return nil, fmt.Errorf("token: sign: no hash was named: %w", ErrMechanism)
	}
	if h := opts.HashFunc(); h != 0 && len(digest) != h.Size() {
		return nil, fmt.Errorf("token: sign: %w", ErrDigest)
	}
	sig, err := keys[s.index].Sign(rand, digest, opts)
	if err != nil {
		return nil, fmt.Errorf("token: sign: %w: %w", ErrMechanism, err)
	}
	return sig, nil
}
