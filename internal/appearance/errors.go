package appearance

import (
	"errors"
	"fmt"
)

var (
	// ErrFont reports data that are no usable TrueType font, or one that its maker
	// does not allow to embed in part.
	ErrFont = errors.New("unusable font")
	// ErrRune reports a letter that the font does not have. It comes as a
	// [RuneError].
	ErrRune = errors.New("letter is not in the font")
	// ErrPicture reports data that are no usable PNG picture.
	ErrPicture = errors.New("unusable picture")
	// ErrLimit reports a font or picture beyond the limits of this package.
	ErrLimit = errors.New("limit exceeded")
)

// RuneError names the first letter of a text that a font lacks. It matches
// [ErrRune]. The text itself stays out of it.
type RuneError struct{ Rune rune }

// Error names the letter by its number.
func (e *RuneError) Error() string {
	return fmt.Sprintf("appearance: draw text: %U: letter is not in the font", e.Rune)
}

// Is matches ErrRune.
func (e *RuneError) Is(target error) bool { return target == ErrRune }
