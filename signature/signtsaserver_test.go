package signature_test

import (
	"crypto"
	"encoding/asn1"
	"time"

	"github.com/digitorus/timestamp"

	"github.com/motcua/motcua/signature/signaturetest"
)

// respond answers a timestamp request by another implementation of RFC 3161.
func respond(query []byte) ([]byte, error) {
	req, err := timestamp.ParseRequest(query)
	if err != nil {
		return nil, err
	}
	ts := &timestamp.Timestamp{
		HashAlgorithm: req.HashAlgorithm, HashedMessage: req.HashedMessage, Nonce: req.Nonce,
		Policy: asn1.ObjectIdentifier{1, 2, 3, 4}, Time: time.Date(2025, 3, 10, 2, 30, 5, 0, time.UTC), AddTSACertificate: true,
	}
	return ts.CreateResponseWithOpts(signaturetest.TSA().Cert, signaturetest.TSA().Key, crypto.SHA256)
}
