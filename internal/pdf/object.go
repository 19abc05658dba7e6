package pdf

import (
	"maps"
	"slices"
)

// Object is a PDF value: nil (null), bool, Integer, Real, String, Name, Array,
// *Dict, *Stream or Ref.
type Object any

// Integer is a PDF integer.
type Integer int64

// Real is a PDF real number, or an integer too large for 64 bits.
type Real float64

// Name is a PDF name without its slash, with #xx escapes decoded.
type Name string

// Ref is an indirect reference.
type Ref struct {
	Num int
	Gen int
}

// String is a PDF string. Start and End delimit its source, delimiters
// included, as file offsets; both are 0 in an object stream.
type String struct {
	Value string // raw bytes, decrypted where the file is open
	Start int64
	End   int64
	Hex   bool
}

// Array is a PDF array.
type Array []Object

// Dict is a PDF dictionary.
type Dict struct {
	entries map[Name]Object
	// Duplicate is set when a key occurs twice: readers disagree on which of
	// the values counts.
	Duplicate bool
}

// Stream is a stream object. Its data stay in the file until asked for.
type Stream struct {
	*Dict
	start int64 // file offset of the first data byte
	num   int
	gen   int
}

// DataOffset returns the file offset of the stream's first data byte.
func (s *Stream) DataOffset() int64 { return s.start }

// NewDict returns a dictionary with the given entries.
func NewDict(entries map[Name]Object) *Dict { return &Dict{entries: entries} }

// Get returns the value of key, nil when absent. A nil *Dict is empty.
func (d *Dict) Get(key Name) Object {
	if d == nil {
		return nil
	}
	return d.entries[key]
}

// Len returns the number of entries.
func (d *Dict) Len() int {
	if d == nil {
		return 0
	}
	return len(d.entries)
}

// Keys returns the keys in order.
func (d *Dict) Keys() []Name {
	if d == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(d.entries))
}

// AsDict returns the dictionary of a *Dict or *Stream, else nil.
func AsDict(o Object) *Dict {
	switch v := o.(type) {
	case *Dict:
		return v
	case *Stream:
		return v.Dict
	}
	return nil
}
