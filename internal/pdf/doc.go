// Package pdf reads the structure of PDF files (ISO 32000-2, chapter 7) the
// way a judge of signatures needs it: revision by revision, lazily over an
// [io.ReaderAt], with the raw offsets kept.
//
// A [File] knows its cross-reference sections, grouped into revisions. A
// [View] is the file as it stood at one revision: it looks objects up and
// parses them on demand, so that opening a large file costs no more than
// reading its cross-reference sections.
//
// The reader mends as little as it can. What another reader might see
// differently is an error here, because a file that two readers understand
// differently is a file whose signature proves nothing to one of them.
//
// Concurrency: a File and its Views share buffers and must stay on one
// goroutine at a time.
package pdf
