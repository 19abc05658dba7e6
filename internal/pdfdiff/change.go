package pdfdiff

import "github.com/motcua/motcua/internal/pdf"

// Level orders what an update may do, mildest first.
type Level int

// The levels.
const (
	None Level = iota
	LTV
	Form
	Annotations
	Content
)

// Code says what was done.
type Code string

// The codes of changes.
const (
	DSSUpdated             Code = "dss-updated"
	MetadataUpdated        Code = "metadata-updated"
	ExtensionsUpdated      Code = "extensions-updated"
	TimestampAdded         Code = "document-timestamp-added"
	SignatureAdded         Code = "signature-added"
	SignatureFieldAdded    Code = "signature-field-added"
	FieldFilled            Code = "field-filled"
	AnnotationAdded        Code = "annotation-added"
	AnnotationChanged      Code = "annotation-changed"
	AnnotationRemoved      Code = "annotation-removed"
	WidgetRemoved          Code = "widget-removed"
	SignatureChanged       Code = "signature-changed"
	SignatureRemoved       Code = "signature-removed"
	FieldAdded             Code = "field-added"
	FieldRemoved           Code = "field-removed"
	FieldChanged           Code = "field-changed"
	FormChanged            Code = "form-changed"
	PageChanged            Code = "page-changed"
	PageTreeChanged        Code = "page-tree-changed"
	CatalogChanged         Code = "catalog-changed"
	CatalogReplaced        Code = "catalog-replaced"
	TrailerChanged         Code = "trailer-changed"
	PermissionsChanged     Code = "permissions-changed"
	DSSDamaged             Code = "dss-damaged"
	MetadataInvalid        Code = "metadata-invalid"
	ObjectChanged          Code = "object-changed"
	ObjectFreed            Code = "object-freed"
	ObjectRevealed         Code = "object-revealed"
	ObjectShared           Code = "object-shared"
	ObjectUnreadable       Code = "object-unreadable"
	CrossReferenceUnclosed Code = "revision-unclosed"
)

// Change is one thing that an update did.
type Change struct {
	Code    Code
	Level   Level
	Unknown bool   // it cannot be told what was done
	Object  int    // object number; 0 for the file's structure
	Field   string // fully qualified name of the field concerned
	// NewField tells that the field did not exist before the update.
	NewField bool
}

// object is a touched object and what became of it.
type object struct {
	num      int
	old, new pdf.Object
	fate     fate
}

type fate int

const (
	same    fate = iota // rewritten with the same value
	added               // did not exist before
	changed             // had another value
	removed             // freed, or made null
	opaque              // cannot be read
)

// Codes lists every code that a Change may carry.
func Codes() []Code {
	return []Code{
		DSSUpdated, MetadataUpdated, ExtensionsUpdated, TimestampAdded, SignatureAdded, SignatureFieldAdded, FieldFilled,
		AnnotationAdded, AnnotationChanged, AnnotationRemoved, WidgetRemoved, SignatureChanged, SignatureRemoved,
		FieldAdded, FieldRemoved, FieldChanged, FormChanged, PageChanged, PageTreeChanged, CatalogChanged, CatalogReplaced,
		TrailerChanged, PermissionsChanged, DSSDamaged, MetadataInvalid, ObjectChanged, ObjectFreed, ObjectRevealed,
		ObjectShared, ObjectUnreadable, CrossReferenceUnclosed,
	}
}
