package pdf

import (
	"bytes"
	"errors"
	"io"
	"math"
)

// Equal compares two direct objects by value, without following references. A
// null entry equals an absent one, numbers compare as numbers, and streams are
// never equal here: see [EqualObjects].
func Equal(a, b Object) bool {
	switch x := a.(type) {
	case nil:
		return b == nil
	case Integer, Real:
		return equalNumbers(a, b)
	case String:
		y, ok := b.(String)
		return ok && x.Value == y.Value
	case Array:
		y, ok := b.(Array)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !Equal(x[i], y[i]) {
				return false
			}
		}
		return true
	case *Dict:
		y, ok := b.(*Dict)
		return ok && equalDicts(x, y)
	case *Stream:
		return false
	}
	return a == b // bool, Name, Ref
}

func equalNumbers(a, b Object) bool {
	x, ok1 := a.(Integer)
	y, ok2 := b.(Integer)
	if ok1 && ok2 {
		return x == y
	}
	return isNumber(b) && equalReals(toReal(a), toReal(b))
}

// equalReals compares in single precision, which is all that a real number has
// (ISO 32000-1, Annex C): tools that rewrite an object round its numbers to it.
func equalReals(x, y Real) bool {
	return x == y || float32(x) == float32(y) && !math.IsInf(float64(float32(x)), 0)
}

func isNumber(o Object) bool {
	switch o.(type) {
	case Integer, Real:
		return true
	}
	return false
}

func toReal(o Object) Real {
	switch v := o.(type) {
	case Integer:
		return Real(v)
	case Real:
		return v
	}
	return 0
}

func equalDicts(x, y *Dict) bool {
	if x.Duplicate || y.Duplicate {
		return false
	}
	for i := range x.entries {
		if !Equal(x.entries[i].value, y.Get(x.entries[i].key)) {
			return false
		}
	}
	for i := range y.entries {
		if y.entries[i].value != nil && x.find(y.entries[i].key) < 0 {
			return false
		}
	}
	return true
}

// EqualObjects compares an object of one view with one of another, streams by
// their dictionaries (Length apart) and their stored bytes.
func EqualObjects(va View, a Object, vb View, b Object) (bool, error) {
	x, ok1 := a.(*Stream)
	y, ok2 := b.(*Stream)
	if !ok1 || !ok2 {
		return Equal(a, b), nil
	}
	if !equalDicts(withoutLength(x.Dict), withoutLength(y.Dict)) {
		return false, nil
	}
	if x.start == y.start {
		return true, nil
	}
	return equalData(va, x, vb, y)
}

func withoutLength(d *Dict) *Dict {
	out := &Dict{Duplicate: d.Duplicate}
	for _, e := range d.entries {
		if e.key != "Length" {
			out.set(e.key, e.value)
		}
	}
	return out
}

// equalData compares stored bytes first: equal bytes need no decoding. Where
// encryption makes them differ, the decoded data decide.
func equalData(va View, x *Stream, vb View, y *Stream) (bool, error) {
	rx, err := va.RawStream(x)
	if err != nil {
		return false, err
	}
	ry, err := vb.RawStream(y)
	if err != nil {
		return false, err
	}
	if rx.Size() == ry.Size() {
		same, err := equalReaders(rx, ry)
		if same || err != nil {
			return same, err
		}
	}
	if !va.f.Encrypted() {
		return false, nil
	}
	dx, err := va.Stream(x)
	if err != nil {
		return false, err
	}
	dy, err := vb.Stream(y)
	if err != nil {
		return false, err
	}
	return bytes.Equal(dx, dy), nil
}

func equalReaders(a, b io.Reader) (bool, error) {
	const chunk = 32 << 10
	x, y := make([]byte, chunk), make([]byte, chunk)
	for {
		n, err1 := io.ReadFull(a, x)
		m, err2 := io.ReadFull(b, y)
		if n != m || !bytes.Equal(x[:n], y[:m]) {
			return false, nil
		}
		if err1 != nil || err2 != nil {
			if ended(err1) && ended(err2) {
				return true, nil
			}
			return false, errors.Join(err1, err2)
		}
	}
}

func ended(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// WalkRefs calls visit for every reference inside a direct object, with the
// path that leads to it: “/AP/N”, or “/Kids/*” for any place in an array.
func WalkRefs(o Object, visit func(path string, r Ref)) { walkRefs(o, "", visit) }

// maxPath bounds a path, lest long names make the walk quadratic. What lies
// deeper shares a path that no rule knows.
const maxPath = 1 << 10

func join(path, key string) string {
	if len(path) > maxPath || len(key) > maxPath {
		return path[:min(len(path), maxPath)] + "/…"
	}
	return path + "/" + key
}

func walkRefs(o Object, path string, visit func(string, Ref)) {
	switch v := o.(type) {
	case Ref:
		visit(path, v)
	case Array:
		in := ""
		for _, e := range v {
			if isAtom(e) {
				continue
			}
			if in == "" {
				in = join(path, "*")
			}
			walkRefs(e, in, visit)
		}
	case *Dict:
		walkDict(v, path, visit)
	case *Stream:
		walkDict(v.Dict, path, visit)
	}
}

func walkDict(d *Dict, path string, visit func(string, Ref)) {
	if d == nil {
		return
	}
	for i := range d.entries {
		if e := &d.entries[i]; !isAtom(e.value) {
			walkRefs(e.value, join(path, string(e.key)), visit)
		}
	}
}

// isAtom spares the path of what can hold no reference.
func isAtom(o Object) bool {
	switch o.(type) {
	case Ref, Array, *Dict, *Stream:
		return false
	}
	return true
}
