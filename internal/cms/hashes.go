package cms

import (
	"crypto/sha3"
	"hash"
	"reflect"
)

// shake makes a hash.Hash of SHAKE by fixing the length of its output.
type shake struct {
	state sha3.SHAKE // copied by assignment
	size  int
}

func (s *shake) Write(p []byte) (int, error) { return s.state.Write(p) }

func (s *shake) Sum(b []byte) []byte {
	out := make([]byte, s.size)
	s.read(out)
	return append(b, out...)
}

// read fills out, of any length, with output.
func (s *shake) read(out []byte) {
	state := s.state
	_, _ = state.Read(out) // never fails
}

func (s *shake) Reset()         { s.state.Reset() }
func (s *shake) Size() int      { return s.size }
func (s *shake) BlockSize() int { return s.state.BlockSize() }

// Clone implements hash.Cloner.
func (s *shake) Clone() (hash.Cloner, error) {
	c := *s
	return &c, nil
}

// ripemd adds hash.Cloner to RIPEMD-160, whose package is frozen.
type ripemd struct{ hash.Hash }

// Clone implements hash.Cloner. The state is one struct of numbers and arrays
// behind a pointer, so copying the struct copies all of it; a test would see if
// that changed.
func (r *ripemd) Clone() (hash.Cloner, error) {
	state := reflect.ValueOf(r.Hash).Elem()
	fork := reflect.New(state.Type())
	fork.Elem().Set(state)
	return &ripemd{fork.Interface().(hash.Hash)}, nil
}
