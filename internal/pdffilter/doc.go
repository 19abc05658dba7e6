// Package pdffilter decodes the standard stream filters of PDF
// (ISO 32000-2 §7.4): FlateDecode, LZWDecode, ASCIIHexDecode, ASCII85Decode
// and RunLengthDecode, with the TIFF and PNG predictors of the first two.
//
// [NewReader] makes one stage; a caller with an array of filters nests one
// call in the next, outermost filter last, and puts [LimitReader] between
// them. [ReadAll] collects the end of the chain under a bound.
//
// # Damage
//
// A stage returns everything that it could decode and then an error, never an
// error in place of data, so that the caller may keep what is there:
//
//   - The data are wrong: an error that is [ErrCorrupt].
//   - The input ends before the filter's own end-of-data mark (the final
//     deflate block, the LZW code 257, “>”, “~>”, the length byte 128) or
//     inside a predictor row: an error that is both [ErrCorrupt] and
//     [io.ErrUnexpectedEOF].
//   - The Adler-32 checksum after a complete deflate stream is not looked at:
//     it may be wrong or missing, as in every common reader. It protects
//     against accidents of transport and says nothing about authenticity.
//   - A FlateDecode stage without a single input byte decodes to nothing,
//     without an error: writers produce such empty streams.
//   - Bytes after the end-of-data mark are left unread.
//
// Errors of the underlying reader are handed on unchanged.
//
// # Cost
//
// Stages are streaming. Besides fixed buffers (at most some 50 KB) a
// predictor keeps two rows of at most 1 MiB each, which grow with the data
// that arrive and not with what the parameters claim.
package pdffilter
