package fetch

import (
	"bytes"
	"encoding/pem"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
)

// readCertificates reads DER, PEM or a certs-only CMS message.
func readCertificates(d *Data) ([]*cert.Certificate, error) {
	b, err := d.Bytes()
	if err != nil {
		return nil, err
	}
	var out []*cert.Certificate
	for _, der := range bundle(b) {
		if len(out) == maxBundleSize {
			break
		}
		if c, err := cert.Parse(der); err == nil {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return nil, ErrContent
	}
	return out, nil
}

// bundle returns what may be certificates, whatever they are wrapped in.
func bundle(b []byte) [][]byte {
	if !bytes.Contains(b, []byte("-----BEGIN")) {
		return unwrap(b)
	}
	var out [][]byte
	for len(out) <= maxBundleSize {
		var block *pem.Block
		if block, b = pem.Decode(b); block == nil {
			break
		}
		out = append(out, unwrap(block.Bytes)...)
	}
	return out
}

// unwrap opens a CMS message (RFC 5652, 5.1); anything else is taken as one
// certificate.
func unwrap(b []byte) [][]byte {
	if sd, _, err := cms.Parse(b, cms.Limits{MaxSize: maxBundle}); err == nil {
		return sd.Certificates
	}
	return [][]byte{b}
}
