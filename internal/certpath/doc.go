// Package certpath builds certification paths from a certificate to a trust
// anchor and validates them after RFC 5280, 6.1.
//
// What does not depend on time is checked once, in [Validator.Paths]: signatures,
// names, basic constraints, key usage, name constraints, policies, critical
// extensions. Dates are checked by [Path.ValidAt], so that one path serves many
// moments; revocation and the strength of algorithms are the caller's question,
// for which a Path tells what it uses. Purposes (extendedKeyUsage) are the
// caller's question too.
//
// A trust anchor is a name and a key (RFC 5280, 6.1.1 (d)): its own signature and
// dates are not checked. Stricter than the RFC demands, an anchor issues nothing
// if its certificate is of version 3 and says that it is no CA or may not sign
// certificates, and its path length and name constraints hold (RFC 5937, 3.2).
package certpath
