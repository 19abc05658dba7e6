// Package pdfwrite appends incremental updates (ISO 32000-2, 7.5.6) to PDF files
// that package pdf has read.
//
// An Update gathers new and replaced objects and renders them as the bytes that
// follow the file, in the file's own cross-reference style: a table after a
// table (also in a hybrid file, whose hidden objects it then lists openly), a
// stream after a stream. Strings and streams of an encrypted file are encrypted
// as its own are. A Joined reads a file and what was appended to it as one.
//
// Concurrency: an Update and the file it follows stay on one goroutine.
package pdfwrite
