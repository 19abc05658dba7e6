// Package ocsp reads OCSP responses, decides whether they may speak of a
// certificate, and writes requests (RFC 6960).
//
// [Parse] bounds and reads; [Response.About] authenticates and turns what the
// response says of one certificate into [revocation.Answer] values. Freshness is
// not judged here: an old answer may be just the one that a judgement of the past
// needs, so its dates are handed on and compared elsewhere.
//
// Who may answer follows RFC 6960, 4.2.2.2: the issuer of the certificate, or a
// responder whose certificate that same issuer signed for this purpose. There is
// no third way: a responder that is trusted by local configuration is not known
// here.
package ocsp
