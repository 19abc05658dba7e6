package pdfcrypt

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/binary"
)

// unlockModern tries a password with R 5 and 6 (ISO 32000-2 Algorithm 2.A).
// The key is nil when it does not fit.
func (c Config) unlockModern(password []byte) (unlocked, error) {
	user, err := c.openKey(password, c.U, c.UE, nil)
	if err != nil {
		return unlocked{}, err
	}
	owner, err := c.openKey(password, c.O, c.OE, c.U[:longString])
	if err != nil {
		return unlocked{}, err
	}
	if user == nil {
		user = owner
	}
	return unlocked{key: user, owner: owner != nil}, nil
}

// openKey decrypts the file encryption key in sealed when the password fits
// check, which is the hash, the validation salt and the key salt.
func (c Config) openKey(password, check, sealed, udata []byte) ([]byte, error) {
	hash, validation, salt := check[:32], check[32:40], check[40:longString]
	sum, err := c.hash(password, validation, udata)
	if err != nil || subtle.ConstantTimeCompare(sum, hash) != 1 {
		return nil, err
	}
	intermediate, err := c.hash(password, salt, udata)
	if err != nil {
		return nil, err
	}
	defer clear(intermediate)
	block, err := newAES(intermediate)
	if err != nil {
		return nil, err
	}
	key := make([]byte, aesKey256)
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(key, sealed[:aesKey256])
	return key, nil
}

// hash is the password hash of the revision.
func (c Config) hash(password, salt, udata []byte) ([]byte, error) {
	input := bytes.Join([][]byte{password, salt, udata}, nil)
	defer clear(input)
	sum := sha256.Sum256(input)
	if c.R == 5 {
		return sum[:], nil
	}
	return harden(sum[:], password, udata)
}

// harden iterates the hash of R 6 (ISO 32000-2 Algorithm 2.B): at least 64
// rounds, then until the last byte of the cipher text is at most the number
// of rounds less 32, which it is after maxRounds at the latest.
func harden(k, password, udata []byte) ([]byte, error) {
	const minRounds, maxRounds, repeat = 64, 255 + 32, 64
	buf := make([]byte, 0, repeat*(len(password)+sha512.Size+len(udata)))
	defer func() { clear(buf[:cap(buf)]) }()
	for round := 1; ; round++ {
		buf = append(append(append(buf[:0], password...), k...), udata...)
		for size := len(buf); len(buf) < repeat*size; {
			buf = append(buf, buf[:size]...)
		}
		block, err := newAES(k[:16])
		if err != nil {
			return nil, err
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(buf, buf)
		k = sumOf(buf)
		last := int(buf[len(buf)-1])
		if round >= minRounds && last <= round-32 || round == maxRounds {
			return k[:32], nil
		}
	}
}

// sumOf hashes by the first 16 bytes modulo 3. As 256 is 1 modulo 3, the sum
// of the bytes has the same remainder as the number they make.
func sumOf(data []byte) []byte {
	var sum int
	for _, b := range data[:16] {
		sum += int(b)
	}
	switch sum % 3 {
	case 0:
		h := sha256.Sum256(data)
		return h[:]
	case 1:
		h := sha512.Sum384(data)
		return h[:]
	default:
		h := sha512.Sum512(data)
		return h[:]
	}
}

// permsMatch compares Perms with what it seals (ISO 32000-2 Algorithm 13).
func (c Config) permsMatch(block cipher.Block) bool {
	if len(c.Perms) < aes.BlockSize {
		return false
	}
	var plain [aes.BlockSize]byte
	block.Decrypt(plain[:], c.Perms[:aes.BlockSize])
	metadata := byte('F')
	if c.EncryptMetadata {
		metadata = 'T'
	}
	return binary.LittleEndian.Uint32(plain[:4]) == uint32(c.P) &&
		plain[8] == metadata && string(plain[9:12]) == "adb"
}

// newAES is aes.NewCipher for keys of a length known to be right.
func newAES(key []byte) (cipher.Block, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, unsupported("open", "AES is not available")
	}
	return block, nil
}
