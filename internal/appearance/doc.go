// Package appearance draws what a signature shows: text in an embedded subset of
// a TrueType font, and PNG pictures with their transparency as a soft mask. What
// comes out is a form XObject (ISO 32000-2, 8.10) as PDF syntax, the same bytes
// for the same input.
//
// Fonts and pictures are given by the caller or by a stranger, so size, pixels
// and depth are bounded before they are believed.
//
// Concurrency: a Font and a Picture do not change and may be shared; a Canvas
// stays on one goroutine.
package appearance
