// Package revocation says whether a certificate stood revoked at a moment, from
// what revocation lists and OCSP responses answer about it.
//
// Gathering comes first: internal/crl and internal/ocsp read and authenticate
// evidence and turn it into an [Answer]. Judging is pure: it compares dates.
package revocation
