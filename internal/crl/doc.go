// Package crl reads certificate revocation lists of versions 1 and 2 (RFC 5280,
// 5) and says what they answer about a certificate (RFC 5280, 6.3): partitioned
// and indirect lists, delta lists, lists by reason.
//
// A list may have millions of entries. Opening reads what stands before and after
// them; looking up a serial number reads them through a small window, and the
// signature is verified while the list passes by, once. Memory does not grow with
// the list.
//
// A [Checker] authenticates lists and turns them into answers. Whether a list is
// fresh enough is a question of time, which package revocation decides.
package crl
