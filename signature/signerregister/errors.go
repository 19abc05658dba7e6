package signerregister

import "errors"

var (
	// ErrFormat reports a file of which nothing can be used: its encoding, syntax
	// or columns are not those of a register.
	ErrFormat = errors.New("not a register of signers")
	// ErrLimit reports a file that is larger than a register can be.
	ErrLimit = errors.New("limit exceeded")
	// ErrName reports text that is no distinguished name.
	ErrName = errors.New("not a distinguished name")
)
