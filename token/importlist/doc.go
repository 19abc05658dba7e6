// Package importlist reads existing lists of certificates, from CSV and XLSX, into
// rows that a [token.Register] imports.
//
// The first line that names a column is the head. Columns are told by their names,
// in Vietnamese or English, with or without accents; [Columns] lists them. Every
// line below is either a row, or refused with its reason, or blank: nothing is
// lost, and the counts add up.
package importlist
