package pdfcrypt

import (
	"crypto/aes"
	"crypto/cipher"
	"io"
)

// decryptCBC decrypts an initialisation vector and padded blocks (ISO 32000-2
// §7.6.3.1) into a new slice.
func decryptCBC(block cipher.Block, b []byte) ([]byte, error) {
	const size = aes.BlockSize
	if len(b) == 0 {
		return []byte{}, nil
	}
	if len(b) < size {
		return nil, corrupt("decrypt", "no initialisation vector")
	}
	iv, body := b[:size], b[size:]
	out := make([]byte, len(body)/size*size)
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(out, body[:len(out)])
	return unpad(out, len(body)%size)
}

// unpad takes the padding (RFC 8018 §6.1.1, step 4) off the last data of a
// cipher text that has extra bytes after its last whole block. With an error
// the data stay whole.
func unpad(data []byte, extra int) ([]byte, error) {
	switch {
	case extra != 0:
		return data, corrupt("decrypt", "data end inside a block")
	case len(data) == 0:
		return data, corrupt("decrypt", "no padding")
	}
	n := int(data[len(data)-1])
	if n == 0 || n > aes.BlockSize {
		return data, corrupt("decrypt", "bad padding")
	}
	for _, b := range data[len(data)-n:] {
		if int(b) != n {
			return data, corrupt("decrypt", "bad padding")
		}
	}
	return data[:len(data)-n], nil
}

// cbcBuffer is how much a cbcReader decrypts at a time, in bytes.
const cbcBuffer = 8 << 10

// cbcReader decrypts a stream as decryptCBC does.
type cbcReader struct {
	src   io.Reader
	block cipher.Block
	mode  cipher.BlockMode // nil before the initialisation vector

	buf  []byte // decrypted data, then cipher text
	off  int    // how much was handed out
	done int    // end of the decrypted data
	err  error  // comes after the decrypted data
}

func (c *cbcReader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if c.off == c.done && c.err == nil {
		c.fill()
	}
	n := copy(p, c.buf[c.off:c.done])
	c.off += n
	if n == 0 {
		return 0, c.err
	}
	return n, nil
}

// fill decrypts one buffer. While the source goes on, the last block stays
// back: it may be the padded one.
func (c *cbcReader) fill() {
	const size = aes.BlockSize
	if c.mode == nil {
		if c.err = c.start(); c.err != nil {
			return
		}
	}
	rest := copy(c.buf, c.buf[c.done:])
	n, err := fillBuffer(c.src, c.buf[rest:cap(c.buf)])
	c.buf = c.buf[:rest+n]
	c.off, c.err = 0, err
	if err == nil {
		c.decrypt((len(c.buf) - 1) / size * size)
		return
	}
	c.decrypt(len(c.buf) / size * size)
	if err != io.EOF {
		return
	}
	data, err := unpad(c.buf[:c.done], len(c.buf)-c.done)
	c.done = len(data)
	if err != nil {
		c.err = err
	}
}

// start reads the initialisation vector. A stream without a byte is empty.
func (c *cbcReader) start() error {
	var iv [aes.BlockSize]byte
	n, err := fillBuffer(c.src, iv[:])
	if err == io.EOF && n > 0 && n < len(iv) {
		return corrupt("decrypt", "no initialisation vector")
	}
	if n < len(iv) {
		return err
	}
	c.mode = cipher.NewCBCDecrypter(c.block, iv[:])
	c.buf = make([]byte, 0, cbcBuffer)
	return nil
}

// decrypt decrypts the first n bytes of the buffer, whole blocks.
func (c *cbcReader) decrypt(n int) {
	c.mode.CryptBlocks(c.buf[:n], c.buf[:n])
	c.done = n
}

// fillBuffer reads until b is full or the source fails, with io.EOF at its
// end. Unlike io.ReadFull it leaves the errors of the source as they are and
// gives up on a source that neither reads nor fails.
func fillBuffer(r io.Reader, b []byte) (int, error) {
	const maxIdleReads = 100
	n, idle := 0, 0
	for n < len(b) {
		k, err := r.Read(b[n:])
		n += k
		if err != nil {
			return n, err
		}
		if idle++; k > 0 {
			idle = 0
		}
		if idle == maxIdleReads {
			return n, io.ErrNoProgress
		}
	}
	return n, nil
}
