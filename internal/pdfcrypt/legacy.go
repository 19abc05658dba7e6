package pdfcrypt

import (
	"crypto/md5"
	"crypto/rc4"
	"crypto/subtle"
	"encoding/binary"
)

// padding completes a password (ISO 32000-1 Algorithm 2, step a).
const padding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08" +
	"\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// padPassword brings a password to 32 bytes.
func padPassword(password []byte) []byte {
	padded := make([]byte, shortString)
	n := copy(padded, password)
	copy(padded[n:], padding)
	return padded
}

// unlockLegacy tries a password with R 2 to 4. The key is nil when it does
// not fit.
func (c Config) unlockLegacy(password []byte, keyBytes int) (unlocked, error) {
	padded := padPassword(password)
	defer clear(padded)
	user, err := c.userKey(padded, keyBytes)
	if err != nil {
		return unlocked{}, err
	}
	owner, err := c.ownerKey(padded, keyBytes)
	if err != nil {
		return unlocked{}, err
	}
	if user == nil {
		user = owner
	}
	return unlocked{key: user, owner: owner != nil}, nil
}

// userKey returns the file encryption key when the padded password is the
// user's (ISO 32000-1 Algorithm 6), else nil.
func (c Config) userKey(padded []byte, keyBytes int) ([]byte, error) {
	key := c.legacyKey(padded, keyBytes)
	var check []byte
	if c.R == 2 {
		check = []byte(padding) // Algorithm 4
	} else {
		sum := md5.Sum(append([]byte(padding), c.ID0...)) // Algorithm 5
		check = sum[:]
	}
	for i := range c.rounds() {
		if err := applyRC4(key, byte(i), check); err != nil {
			return nil, err
		}
	}
	if subtle.ConstantTimeCompare(check, c.U[:len(check)]) != 1 {
		clear(key)
		return nil, nil
	}
	return key, nil
}

// rounds is how often U and O are encrypted.
func (c Config) rounds() int {
	if c.R == 2 {
		return 1
	}
	return 20
}

// legacyKey derives the file encryption key (ISO 32000-1 Algorithm 2).
func (c Config) legacyKey(padded []byte, keyBytes int) []byte {
	h := md5.New()
	h.Write(padded)
	h.Write(c.O[:shortString])
	var p [4]byte
	binary.LittleEndian.PutUint32(p[:], uint32(c.P))
	h.Write(p[:])
	h.Write(c.ID0)
	if c.R >= 4 && !c.EncryptMetadata {
		h.Write([]byte{0xFF, 0xFF, 0xFF, 0xFF})
	}
	sum := h.Sum(nil)
	if c.R >= 3 {
		rehash(sum, keyBytes)
	}
	return sum[:keyBytes]
}

// rehash hashes the first n bytes of sum 50 times.
func rehash(sum []byte, n int) {
	for range 50 {
		next := md5.Sum(sum[:n])
		copy(sum, next[:])
	}
}

// ownerKey returns the file encryption key when the padded password is the
// owner's (ISO 32000-1 Algorithm 7), else nil.
func (c Config) ownerKey(padded []byte, keyBytes int) ([]byte, error) {
	// The standard hashes all 16 bytes again; some writers only as many as
	// the key has, which makes a difference for keys of 48 to 120 bits.
	widths := []int{md5.Size, keyBytes}
	if c.R == 2 || keyBytes == md5.Size {
		widths = widths[:1]
	}
	for _, width := range widths {
		key, err := c.ownerKeyWidth(padded, keyBytes, width)
		if key != nil || err != nil {
			return key, err
		}
	}
	return nil, nil
}

// ownerKeyWidth decrypts O to the padded user password and tries that.
func (c Config) ownerKeyWidth(padded []byte, keyBytes, width int) ([]byte, error) {
	sum := md5.Sum(padded)
	defer clear(sum[:])
	if c.R >= 3 {
		rehash(sum[:], width)
	}
	user := append([]byte{}, c.O[:shortString]...)
	defer clear(user)
	for i := c.rounds() - 1; i >= 0; i-- {
		if err := applyRC4(sum[:keyBytes], byte(i), user); err != nil {
			return nil, err
		}
	}
	return c.userKey(user, keyBytes)
}

// applyRC4 en- or decrypts data in place; mask is XORed to each key byte.
func applyRC4(key []byte, mask byte, data []byte) error {
	var masked [maxKey]byte
	defer clear(masked[:])
	for i, b := range key {
		masked[i] = b ^ mask
	}
	stream, err := rc4.NewCipher(masked[:len(key)])
	if err != nil {
		return unsupported("open", "RC4 is not available")
	}
	stream.XORKeyStream(data, data)
	return nil
}
