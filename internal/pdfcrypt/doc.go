// Package pdfcrypt decrypts the strings and streams of PDF files that are
// protected by the standard security handler with a password: revisions 2 to
// 4 (ISO 32000-1 §7.6.3), 6 (ISO 32000-2 §7.6.4) and the deprecated 5 (Adobe
// Supplement to ISO 32000-1, ExtensionLevel 3).
//
// [Open] takes the values of the Encrypt dictionary and a password and
// returns a [Handler]. What is left to the caller, who knows the objects:
//
//   - Strings inside the Encrypt dictionary, the Contents of a signature
//     dictionary, cross-reference streams and everything inside an object
//     stream are never encrypted on their own (ISO 32000-2 §7.6.2).
//   - A stream of Type Metadata is plain when EncryptMetadata is false.
//   - A Crypt filter overrides the method of its stream, an embedded file
//     stream has the embedded method; [Handler.StreamReader] takes either.
//   - Permissions are information: the package decrypts with either password.
//
// # Passwords
//
// A password is given as UTF-8. Revisions 5 and 6 try it after the mapping
// and the normalisation of SASLprep (RFC 4013: spaces made plain, invisible
// characters dropped, NFKC) and then as it is, since many writers skip that
// step. Both are cut to 127 bytes; a longer password, up to 1,024 bytes, is
// tried whole too, since some writers do not cut. Characters that SASLprep
// prohibits are not refused: they merely never match a conforming file.
// Revisions 2 to 4 try the bytes as they are and then in PDFDocEncoding.
// Passwords, keys and decrypted text never appear in an error.
//
// # Security
//
// RC4, MD5 and unauthenticated CBC are what the standard prescribes. The
// decrypted text is no more authentic than the file.
package pdfcrypt
