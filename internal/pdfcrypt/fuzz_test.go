package pdfcrypt

import (
	"bytes"
	"errors"
	"testing"
)

func FuzzOpen(f *testing.F) {
	seeds := 0
	add := func(c Config, password string, data []byte) {
		methods := uint8(c.StreamMethod) | uint8(c.StringMethod)<<2 | uint8(c.EmbeddedMethod)<<4
		f.Add(c.V, c.R, c.LengthBits, c.P, c.O, c.U, c.OE, c.UE, c.Perms, c.EncryptMetadata, c.ID0, methods, []byte(password), 6, 0, data[:min(len(data), 300)])
		seeds++
	}
	for _, v := range variants {
		file := frozen(f, v.name)
		for _, password := range []string{v.user, v.owner, ""} {
			for _, o := range file.objects {
				if o.data != nil {
					add(file.config, password, o.data)
				}
			}
		}
	}
	for path, file := range corpusFiles(f) {
		for password := range corpusPasswords(path) {
			add(file.config, password, file.streams()[0].data)
		}
	}
	if seeds < 3*len(variants) {
		f.Fatalf("only %d seeds", seeds)
	}
	f.Fuzz(func(t *testing.T, v, r, length int, p int32, o, u, oe, ue, perms []byte, metadata bool, id []byte, methods uint8, password []byte, num, gen int, data []byte) {
		h, err := Open(Config{
			V: v, R: r, LengthBits: length, P: p, O: o, U: u, OE: oe, UE: ue, Perms: perms,
			EncryptMetadata: metadata, ID0: id, StreamMethod: Method(methods & 3),
			StringMethod: Method(methods >> 2 & 3), EmbeddedMethod: Method(methods >> 4),
		}, password)
		if err != nil {
			if !errors.Is(err, ErrPassword) && !errors.Is(err, ErrUnsupported) && !errors.Is(err, ErrCorrupt) {
				t.Fatal(err)
			}
			return
		}
		// Both ways of decryption agree.
		text, err := h.DecryptString(num, gen, data)
		if err != nil && !errors.Is(err, ErrCorrupt) {
			t.Fatal(err)
		}
		stream, again := readStream(t, h, num, gen, h.methods.str, bytes.NewReader(data))
		if !bytes.Equal(text, stream) || (err == nil) != (again == nil) {
			t.Fatalf("string of %d bytes, %v; stream of %d bytes, %v", len(text), err, len(stream), again)
		}
	})
}

// FuzzDecrypt decrypts any data with keys that are right.
func FuzzDecrypt(f *testing.F) {
	var handlers []*Handler
	for i, v := range variants {
		handlers = append(handlers, opened(f, v.name))
		for _, o := range frozen(f, v.name).objects {
			if o.data != nil {
				f.Add(uint8(i), o.id[0], o.id[1], o.data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, i uint8, num, gen int, data []byte) {
		h := handlers[int(i)%len(handlers)]
		text, err := h.DecryptString(num, gen, data)
		if err != nil && !errors.Is(err, ErrCorrupt) {
			t.Fatal(err)
		}
		for how, src := range readers(data) {
			stream, again := readStream(t, h, num, gen, h.StreamMethod(), src)
			if !bytes.Equal(text, stream) || (err == nil) != (again == nil) {
				t.Fatalf("string of %d bytes, %v; stream (%s) of %d bytes, %v", len(text), err, how, len(stream), again)
			}
		}
	})
}
