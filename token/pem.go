package token

import (
	"context"
	"crypto"
	"encoding/pem"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// PEMOptions tune OpenPEM.
type PEMOptions struct {
	// Password opens encrypted keys; one serves the whole folder. It is asked for
	// once, and only if a key is encrypted.
	Password PIN
	// PlainKeysUnsafe accepts private keys that are not encrypted.
	PlainKeysUnsafe bool
}

// OpenPEM reads a folder of PEM files as a software device: certificates and
// private keys in files named .pem, .crt, .cer or .key, of at most 1 MiB each and
// 256 in number, in the order of their names. Other files and subfolders are left
// alone. Keys are in encrypted PKCS#8 (RFC 5958).
//
// Errors: ErrPlainKey, *PINError, ErrPINNeeded, ErrMalformed, ErrLimit, ErrNoKey,
// ErrUnsupported (among others the older encryption with a Proc-Type header).
func OpenPEM(ctx context.Context, folder string, o PEMOptions) (*Software, error) {
	blocks, err := readFolder(folder)
	if err != nil {
		return nil, fmt.Errorf("token: open PEM folder: %w", err)
	}
	r := pemReader{ctx: ctx, options: o}
	read := func(password []byte) error {
		for _, b := range blocks {
			if err := r.add(b, password); err != nil {
				return err
			}
		}
		return nil
	}
	if slices.ContainsFunc(blocks, isEncrypted) {
		if o.Password == nil {
			return nil, fmt.Errorf("token: open PEM folder: %w", ErrPINNeeded)
		}
		err = o.Password.Use(ctx, read)
	} else {
		err = read(nil)
	}
	if err != nil {
		return nil, fmt.Errorf("token: open PEM folder: %w", err)
	}
	s, err := newSoftware(filepath.Base(folder), r.certificates, r.keys)
	if err != nil {
		return nil, fmt.Errorf("token: open PEM folder: %w", err)
	}
	return s, nil
}

func isEncrypted(b *pem.Block) bool { return b.Type == "ENCRYPTED PRIVATE KEY" }

type pemReader struct {
	ctx          context.Context
	options      PEMOptions
	certificates []*Certificate
	keys         []crypto.Signer
}

// add takes one block. What is neither certificate nor private key is skipped.
func (r *pemReader) add(b *pem.Block, password []byte) error {
	if err := r.ctx.Err(); err != nil {
		return fmt.Errorf("%w: %w", ErrTimeout, err)
	}
	switch b.Type {
	case "CERTIFICATE":
		c, err := ParseCertificate(b.Bytes)
		if err != nil {
			return err
		}
		r.certificates = append(r.certificates, c)
	case "ENCRYPTED PRIVATE KEY":
		return r.addKey(decryptPKCS8(b.Bytes, password))
	case "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY":
		if _, old := b.Headers["Proc-Type"]; old {
			return fmt.Errorf("private key encrypted under a Proc-Type header: %w", ErrUnsupported)
		}
		if !r.options.PlainKeysUnsafe {
			return ErrPlainKey
		}
		return r.addKey(parseKey(b.Bytes))
	}
	return nil
}

func (r *pemReader) addKey(k crypto.Signer, err error) error {
	if err == nil {
		r.keys = append(r.keys, k)
	}
	return err
}

// readFolder returns the PEM blocks of the files in a folder.
func readFolder(folder string) ([]*pem.Block, error) {
	names, err := pemNames(folder)
	if err != nil {
		return nil, err
	}
	var blocks []*pem.Block
	for _, name := range names {
		rest, err := readFile(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		for {
			var b *pem.Block
			if b, rest = pem.Decode(rest); b == nil {
				break
			}
			if len(blocks) == 2*maxObjects {
				return nil, fmt.Errorf("more than %d PEM blocks: %w", 2*maxObjects, ErrLimit)
			}
			blocks = append(blocks, b)
		}
	}
	return blocks, nil
}

// pemNames lists the files that are read, without listing a folder of any size.
func pemNames(folder string) ([]string, error) {
	d, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	names, err := d.Readdirnames(maxFolder + 1)
	if len(names) > maxFolder {
		return nil, fmt.Errorf("more than %d files: %w", maxFolder, ErrLimit)
	}
	if len(names) == 0 && err != nil && err != io.EOF {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool {
		return !slices.Contains([]string{".pem", ".crt", ".cer", ".key"}, filepath.Ext(name))
	})
	slices.Sort(names)
	return names, nil
}
