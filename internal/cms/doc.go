// Package cms reads and verifies the Cryptographic Message Syntax signatures
// (RFC 5652) found in signed PDF documents, and the time-stamp tokens
// (RFC 3161) that go with them.
//
// Most callers need four calls: Parse the decoded /Contents, take the digest
// algorithm from Signer.Digest and hash the signed ranges with it, find the
// signer's certificate with SignedData.FindCertificate, and SignedData.Verify.
//
// Verify answers one question only: were these bytes signed with the key of
// this certificate, in a structure that can't be read in two ways? Trust in
// the certificate, its validity at a time, revocation, algorithm policy and
// what the ranges cover are the caller's. Whatever is noteworthy but not wrong
// comes back as notes.
//
// Input comes from strangers: Parse walks the bytes iteratively and bounds
// size, depth and number of elements before anything else looks at them.
package cms
