package signaturetest

import (
	"crypto"
	"crypto/x509"
	"embed"
	"encoding/pem"
	"errors"
	"fmt"
)

// The keys are public and protect nothing: see keys/README.md.
//
//go:embed keys/*.pem
var keyFiles embed.FS

func loadKey(name string) crypto.Signer { return must(parseKey(name)) }

func parseKey(name string) (crypto.Signer, error) {
	text, err := keyFiles.ReadFile("keys/" + name + ".pem")
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("no PEM block in key " + name)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("key %s cannot sign", name)
	}
	return signer, nil
}
