// Package tsp asks timestamp authorities for tokens (RFC 3161).
//
// A Client posts the request over HTTP (3.4), tries again, and turns to the next
// authority. What comes back is believed only after Check: the token answers this
// request (imprint, nonce, policy), its signature is good, and its certificate is
// one for timestamping. Whether that certificate is trusted is the caller's.
package tsp
