package paper

import "errors"

var (
	// ErrNotCalledFor reports a paper that no event calls for.
	ErrNotCalledFor = errors.New("no event calls for the paper")
	// ErrDetails reports details that are missing, too long or too many.
	ErrDetails = errors.New("not usable details")
)
