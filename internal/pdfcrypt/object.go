package pdfcrypt

import (
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"io"
)

// DecryptString decrypts a string of the object with this number and
// generation into a new slice. An empty string stays empty.
//
// Errors: ErrCorrupt when AES data are not an initialisation vector, whole
// blocks and a valid padding; what could be decrypted is returned with it.
func (h *Handler) DecryptString(num, gen int, b []byte) ([]byte, error) {
	switch h.methods.str {
	case RC4:
		stream, err := h.rc4(num, gen)
		if err != nil {
			return nil, err
		}
		out := make([]byte, len(b))
		stream.XORKeyStream(out, b)
		return out, nil
	case AESV2, AESV3:
		block, err := h.block(num, gen, h.methods.str)
		if err != nil {
			return nil, err
		}
		return decryptCBC(block, b)
	}
	return append([]byte{}, b...), nil
}

// StreamReader returns a reader of the decrypted data of a stream, which r
// holds, of the object with this number and generation. The method is
// StreamMethod, EmbeddedMethod or that of the stream's Crypt filter; Identity
// returns r. Decryption comes before the stream's filters.
//
// Errors: ErrUnsupported for a method that the file's version does not
// define. The reader fails with ErrCorrupt as DecryptString does, after all
// data that it could decrypt (a last block with a bad padding counts as data)
// and hands on the errors of r unchanged. Its memory is constant.
func (h *Handler) StreamReader(num, gen int, r io.Reader, m Method) (io.Reader, error) {
	if !defined(h.version, m) {
		return nil, unsupported("decrypt stream", "method that V does not define")
	}
	switch m {
	case RC4:
		stream, err := h.rc4(num, gen)
		if err != nil {
			return nil, err
		}
		return cipher.StreamReader{S: stream, R: r}, nil
	case AESV2, AESV3:
		block, err := h.block(num, gen, m)
		if err != nil {
			return nil, err
		}
		return &cbcReader{src: r, block: block}, nil
	}
	return r, nil
}

// rc4 returns the key stream of an object.
func (h *Handler) rc4(num, gen int) (*rc4.Cipher, error) {
	key := h.objectKey(num, gen, "")
	defer clear(key)
	stream, err := rc4.NewCipher(key)
	if err != nil {
		return nil, unsupported("decrypt", "RC4 is not available")
	}
	return stream, nil
}

// block returns the AES cipher of an object.
func (h *Handler) block(num, gen int, m Method) (cipher.Block, error) {
	if m == AESV3 {
		return h.aes, nil
	}
	key := h.objectKey(num, gen, "sAlT")
	defer clear(key)
	return newAES(key)
}

// objectKey derives the key of an object (ISO 32000-2 Algorithm 1).
func (h *Handler) objectKey(num, gen int, salt string) []byte {
	input := make([]byte, 0, maxKey+5+len("sAlT"))
	input = append(input, h.key...)
	input = append(input, byte(num), byte(num>>8), byte(num>>16), byte(gen), byte(gen>>8))
	input = append(input, salt...)
	defer clear(input)
	sum := md5.Sum(input)
	return append([]byte{}, sum[:min(len(h.key)+5, md5.Size)]...)
}
