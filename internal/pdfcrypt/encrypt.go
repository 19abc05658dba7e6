package pdfcrypt

import (
	"crypto/aes"
	"crypto/cipher"
	"io"
)

// EncryptString encrypts a string of the object with this number and generation
// into a new slice, as the file's own are encrypted. Random supplies the
// initialisation vectors of AES; an empty string stays empty.
//
// Errors: ErrUnsupported as for DecryptString, or those of random.
func (h *Handler) EncryptString(num, gen int, b []byte, random io.Reader) ([]byte, error) {
	if len(b) == 0 {
		return []byte{}, nil
	}
	return h.encrypt(num, gen, b, h.methods.str, random)
}

// EncryptStream encrypts the data of a stream, after its filters, by the method
// that StreamReader decrypts with.
//
// Errors: ErrUnsupported for a method that the file's version does not define,
// or those of random.
func (h *Handler) EncryptStream(num, gen int, b []byte, m Method, random io.Reader) ([]byte, error) {
	if !defined(h.version, m) {
		return nil, unsupported("encrypt stream", "method that V does not define")
	}
	return h.encrypt(num, gen, b, m, random)
}

func (h *Handler) encrypt(num, gen int, b []byte, m Method, random io.Reader) ([]byte, error) {
	switch m {
	case RC4:
		stream, err := h.rc4(num, gen)
		if err != nil {
			return nil, err
		}
		out := make([]byte, len(b))
		stream.XORKeyStream(out, b)
		return out, nil
	case AESV2, AESV3:
		block, err := h.block(num, gen, m)
		if err != nil {
			return nil, err
		}
		return encryptCBC(block, b, random)
	}
	return append([]byte{}, b...), nil
}

// encryptCBC writes an initialisation vector and padded blocks (ISO 32000-2
// §7.6.3.1).
func encryptCBC(block cipher.Block, b []byte, random io.Reader) ([]byte, error) {
	const size = aes.BlockSize
	pad := size - len(b)%size
	out := make([]byte, size+len(b)+pad)
	if _, err := io.ReadFull(random, out[:size]); err != nil {
		return nil, err
	}
	copy(out[size:], b)
	for i := len(out) - pad; i < len(out); i++ {
		out[i] = byte(pad)
	}
	cipher.NewCBCEncrypter(block, out[:size]).CryptBlocks(out[size:], out[size:])
	return out, nil
}
