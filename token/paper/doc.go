// Package paper makes the papers of the life of a certificate, as DOCX and PDF.
//
// Only papers whose layout is held, or that no text gives a layout, are made; see
// [Forms] for those that are asked for by number and whose layout is not held.
package paper
