package token

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"hash"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert/der"
)

// Object identifiers of RFC 8018, appendices A to C, and of NIST's AES.
const (
	oidPBES2  = "1.2.840.113549.1.5.13"
	oidPBKDF2 = "1.2.840.113549.1.5.12"

	oidHMACWithSHA1   = "1.2.840.113549.2.7"
	oidHMACWithSHA224 = "1.2.840.113549.2.8"
	oidHMACWithSHA256 = "1.2.840.113549.2.9"
	oidHMACWithSHA384 = "1.2.840.113549.2.10"
	oidHMACWithSHA512 = "1.2.840.113549.2.11"

	oidDES3CBC   = "1.2.840.113549.3.7"
	oidAES128CBC = "2.16.840.1.101.3.4.1.2"
	oidAES192CBC = "2.16.840.1.101.3.4.1.22"
	oidAES256CBC = "2.16.840.1.101.3.4.1.42"
)

// pbes2 is what an EncryptedPrivateKeyInfo (RFC 5958, 3) says about the
// encryption of its key under PBES2 (RFC 8018, A.4).
type pbes2 struct {
	salt       []byte
	iterations int
	prf        func() hash.Hash
	block      func(key []byte) (cipher.Block, error)
	keyLength  int
	iv         []byte
	sealed     []byte
}

// decryptPKCS8 opens an encrypted private key. Only PBES2 with PBKDF2 and AES or
// triple DES in CBC mode is supported, which is what OpenSSL and Java write.
//
// Errors: *PINError for a wrong password, as far as it can be told from a spoilt
// file; ErrMalformed, ErrLimit, ErrUnsupported.
func decryptPKCS8(b, password []byte) (crypto.Signer, error) {
	p, err := readPBES2(b)
	if err != nil {
		return nil, fmt.Errorf("encrypted private key: %w", err)
	}
	// pbkdf2 takes a string; the copy lies beyond what can be wiped.
	key, err := pbkdf2.Key(p.prf, string(password), p.salt, p.iterations, p.keyLength)
	if err != nil {
		return nil, fmt.Errorf("encrypted private key: %w: %w", ErrUnsupported, err)
	}
	defer clear(key)
	block, err := p.block(key)
	if err != nil {
		return nil, fmt.Errorf("encrypted private key: %w: %w", ErrUnsupported, err)
	}
	if len(p.iv) != block.BlockSize() || len(p.sealed) == 0 || len(p.sealed)%block.BlockSize() != 0 {
		return nil, fmt.Errorf("encrypted private key: %w", ErrMalformed)
	}
	plain := make([]byte, len(p.sealed))
	defer clear(plain)
	cipher.NewCBCDecrypter(block, p.iv).CryptBlocks(plain, p.sealed)
	pad := int(plain[len(plain)-1])
	if pad == 0 || pad > block.BlockSize() {
		return nil, &PINError{Wrong: true, TriesLeft: -1}
	}
	signer, err := parseKey(plain[:len(plain)-pad])
	if err != nil {
		return nil, &PINError{Wrong: true, TriesLeft: -1}
	}
	return signer, nil
}

func readPBES2(b []byte) (pbes2, error) {
	var p pbes2
	var alg, kdf, enc der.Algorithm
	var outer, params, sealed cryptobyte.String
	in := cryptobyte.String(b)
	if !in.ReadASN1(&outer, asn1.SEQUENCE) || !in.Empty() || !der.ReadAlgorithm(&outer, &alg) ||
		!outer.ReadASN1(&sealed, asn1.OCTET_STRING) {
		return p, ErrMalformed
	}
	if alg.OID != oidPBES2 {
		return p, fmt.Errorf("scheme %s: %w", alg.OID, ErrUnsupported)
	}
	in = cryptobyte.String(alg.Params)
	if !in.ReadASN1(&params, asn1.SEQUENCE) || !der.ReadAlgorithm(&params, &kdf) || !der.ReadAlgorithm(&params, &enc) {
		return p, ErrMalformed
	}
	if kdf.OID != oidPBKDF2 {
		return p, fmt.Errorf("key derivation %s: %w", kdf.OID, ErrUnsupported)
	}
	p.sealed = sealed
	if err := p.readCipher(enc); err != nil {
		return p, err
	}
	return p, p.readPBKDF2(kdf.Params)
}

func (p *pbes2) readCipher(enc der.Algorithm) error {
	var iv cryptobyte.String
	params := cryptobyte.String(enc.Params)
	if !params.ReadASN1(&iv, asn1.OCTET_STRING) {
		return ErrMalformed
	}
	p.iv, p.block = iv, aes.NewCipher
	switch enc.OID {
	case oidAES128CBC:
		p.keyLength = 16
	case oidAES192CBC:
		p.keyLength = 24
	case oidAES256CBC:
		p.keyLength = 32
	case oidDES3CBC:
		p.keyLength, p.block = 24, des.NewTripleDESCipher
	default:
		return fmt.Errorf("cipher %s: %w", enc.OID, ErrUnsupported)
	}
	return nil
}

// readPBKDF2 reads PBKDF2-params (RFC 8018, A.2).
func (p *pbes2) readPBKDF2(params []byte) error {
	var seq, salt cryptobyte.String
	in := cryptobyte.String(params)
	if !in.ReadASN1(&seq, asn1.SEQUENCE) || !seq.ReadASN1(&salt, asn1.OCTET_STRING) || !seq.ReadASN1Integer(&p.iterations) {
		return ErrMalformed
	}
	if p.iterations < 1 || p.iterations > maxIterations {
		return fmt.Errorf("%d iterations: %w", p.iterations, ErrLimit)
	}
	p.salt = salt
	length := p.keyLength
	if seq.PeekASN1Tag(asn1.INTEGER) && (!seq.ReadASN1Integer(&length) || length != p.keyLength) {
		return ErrMalformed
	}
	prf := der.Algorithm{OID: oidHMACWithSHA1}
	if !seq.Empty() && !der.ReadAlgorithm(&seq, &prf) {
		return ErrMalformed
	}
	switch prf.OID {
	case oidHMACWithSHA1:
		p.prf = sha1.New
	case oidHMACWithSHA224:
		p.prf = sha256.New224
	case oidHMACWithSHA256:
		p.prf = sha256.New
	case oidHMACWithSHA384:
		p.prf = sha512.New384
	case oidHMACWithSHA512:
		p.prf = sha512.New
	default:
		return fmt.Errorf("key derivation with %s: %w", prf.OID, ErrUnsupported)
	}
	return nil
}
