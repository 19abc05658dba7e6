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
	entries []dictEntry // in the order of the file, each key once
	index   map[Name]int
	// Duplicate is set when a key occurs twice: readers disagree on which of
	// the values counts. Here it is the last.
	Duplicate bool
}

type dictEntry struct {
	key   Name
	value Object
}

// indexedEntries is the size from which a dictionary is searched by an index
// instead of in order.
const indexedEntries = 24

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
func NewDict(entries map[Name]Object) *Dict {
	d := &Dict{}
	for _, key := range slices.Sorted(maps.Keys(entries)) {
		d.set(key, entries[key])
	}
	return d
}

// find returns the position of a key, -1 when absent.
func (d *Dict) find(key Name) int {
	if d.index != nil {
		if i, ok := d.index[key]; ok {
			return i
		}
		return -1
	}
	for i := range d.entries {
		if d.entries[i].key == key {
			return i
		}
	}
	return -1
}

// set adds an entry, or replaces one and marks the dictionary.
func (d *Dict) set(key Name, value Object) {
	if i := d.find(key); i >= 0 {
		d.entries[i].value, d.Duplicate = value, true
		return
	}
	d.entries = append(d.entries, dictEntry{key, value})
	switch {
	case d.index != nil:
		d.index[key] = len(d.entries) - 1
	case len(d.entries) == indexedEntries:
		d.index = make(map[Name]int, 2*indexedEntries)
		for i := range d.entries {
			d.index[d.entries[i].key] = i
		}
	}
}

// Get returns the value of key, nil when absent. A nil *Dict is empty.
func (d *Dict) Get(key Name) Object {
	if d == nil {
		return nil
	}
	if i := d.find(key); i >= 0 {
		return d.entries[i].value
	}
	return nil
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
	keys := make([]Name, len(d.entries))
	for i := range d.entries {
		keys[i] = d.entries[i].key
	}
	slices.Sort(keys)
	return keys
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
