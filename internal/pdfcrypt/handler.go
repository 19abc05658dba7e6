package pdfcrypt

import "crypto/cipher"

// Handler decrypts the objects of one file. It does not change after Open and
// is safe for concurrent use.
type Handler struct {
	version    int
	key        []byte       // file encryption key
	aes        cipher.Block // of key, with AESV3
	methods    methods
	owner      bool
	permsMatch bool
}

type methods struct{ stream, str, embedded Method }

// Open derives the file encryption key from a password, which is tried as the
// user's and as the owner's (ISO 32000-2 Algorithms 2 and 2.A). The empty or
// nil password is an ordinary value: most encrypted files open with it.
// Neither argument is kept or changed.
//
// Errors: ErrPassword when the password does not fit; ErrUnsupported for
// versions, revisions and methods that the standard does not define together
// and, where the program enforces FIPS 140, for everything below R 5;
// ErrCorrupt for values too short or out of range.
func Open(c Config, password []byte) (*Handler, error) {
	keyBytes, err := c.check()
	if err != nil {
		return nil, err
	}
	l, err := c.unlock(password, keyBytes)
	if err != nil {
		return nil, err
	}
	h := &Handler{version: c.V, key: l.key, owner: l.owner, permsMatch: true}
	if c.V < 4 {
		h.methods = methods{RC4, RC4, RC4}
		return h, nil
	}
	h.methods = methods{c.StreamMethod, c.StringMethod, c.EmbeddedMethod}
	if c.V == 5 {
		if h.aes, err = newAES(l.key); err != nil {
			return nil, err
		}
		h.permsMatch = c.permsMatch(h.aes)
	}
	return h, nil
}

// IsOwner reports whether the password is the owner's. A password that is
// both the user's and the owner's is the owner's.
func (h *Handler) IsOwner() bool { return h.owner }

// StreamMethod returns the method of streams without a Crypt filter.
func (h *Handler) StreamMethod() Method { return h.methods.stream }

// EmbeddedMethod returns the method of embedded file streams without a Crypt
// filter.
func (h *Handler) EmbeddedMethod() Method { return h.methods.embedded }

// PermsMatch reports whether P and EncryptMetadata are those that the writer
// sealed in Perms (ISO 32000-2 Algorithm 13); false means that they were
// changed or that Perms is missing. Up to R 4 there is no Perms and P is part
// of the key: it is always true.
func (h *Handler) PermsMatch() bool { return h.permsMatch }

// unlocked is what a password that fits gives.
type unlocked struct {
	key   []byte
	owner bool
}

// unlock tries the forms of the password in turn.
func (c Config) unlock(password []byte, keyBytes int) (unlocked, error) {
	forms := passwordForms(c.R, password)
	defer func() {
		for _, form := range forms {
			clear(form[:cap(form)])
		}
	}()
	for _, form := range forms {
		var l unlocked
		var err error
		if c.R >= 5 {
			l, err = c.unlockModern(form)
		} else {
			l, err = c.unlockLegacy(form, keyBytes)
		}
		if err != nil || l.key != nil {
			return l, err
		}
	}
	return unlocked{}, ErrPassword
}
