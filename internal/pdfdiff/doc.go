// Package pdfdiff classifies what one incremental update did to a PDF file,
// object by object, against a white list: what no rule allows is content.
//
// Every object that the update writes, replaces or frees must be explained.
// A replaced object is explained by its part in the file: the catalog, the
// form and its fields, the annotations of a page, the security store (DSS),
// metadata. The part is established from both ends: rules walk down from the
// catalog and clear the references that they understand, and every reference
// in force to a touched object (found by [pdf.File.Edges]) must be among the
// cleared ones. An object that is shared with something no rule looked at is
// therefore never explained by half.
package pdfdiff
