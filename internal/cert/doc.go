// Package cert reads X.509 certificates leniently.
//
// crypto/x509 refuses a number of certificates that are in daily use: names
// in UniversalString or VisibleString, UTF-8 inside T61String or
// PrintableString, negative serial numbers, a critical authority key
// identifier, e-mail addresses with accents. Parse accepts them, keeps the raw
// bytes of everything that is hashed or compared, and judges nothing: whether
// a certificate is trusted, valid at a time or fit for a purpose is the
// caller's question.
//
// A certificate whose key is of an unsupported kind is returned all the same,
// with KeyError set.
package cert
