// Package csc signs with keys that a remote service holds, by the API of the Cloud
// Signature Consortium, version 2 (CSC API v2.0.0.2; ETSI TS 119 432).
//
//	c, err := csc.New("https://service.example/csc/v2", nil, token)
//	credential, err := c.Credential(ctx, id)
//	pending, err := signature.Prepare(ctx, file, size, credential.Certificates, opts)
//	job := csc.Job{CredentialID: id, Hashes: [][]byte{pending.Digest()}, …}
//	sad, err := c.Authorize(ctx, job, csc.Secret{ID: "PIN", Value: askPIN})
//	values, err := c.SignHash(ctx, job, sad)
//	done, err := signature.Complete(ctx, file, size, out, pending, values[0], finish)
//
// The caller obtains the OAuth 2.0 access token, and the signature activation data
// (SAD) too where the credential's mode is “oauth2code”. Neither they nor PINs ever
// appear in an error; a SAD prints as a placeholder.
package csc
