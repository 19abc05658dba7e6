package signature

import (
	"errors"
	"fmt"
)

// Errors of appearances and places.
var (
	// ErrProfile reports that there is no such profile.
	ErrProfile = errors.New("no such appearance profile")
	// ErrAppearance reports material that an appearance cannot be made of: a text
	// that is missing, a picture or font that cannot be used.
	ErrAppearance = errors.New("unusable appearance")
	// ErrPlace reports a place that could not be found on the page. It comes as a
	// [PlaceError].
	ErrPlace = errors.New("place not found")
	// ErrFit reports an appearance that is larger than its place. It comes as a
	// [FitError].
	ErrFit = errors.New("appearance does not fit")
)

// PlaceError says what was looked for. It matches [ErrPlace].
type PlaceError struct {
	What  Sought // what was not found
	Pages int    // pages that were looked at
	// Title and Name are the lines that were asked for. They are not part of the
	// error's text.
	Title, Name string
	// Whole is false where some text of the pages could not be read.
	Whole bool
}

// Sought is something that a place is found by.
type Sought string

// What places are found by.
const (
	SoughtName   Sought = "name-line"        // the line with the signer's name
	SoughtTitle  Sought = "title-line"       // the line with the signer's title above it
	SoughtPerson Sought = "person-signature" // a visible signature for the seal to lie over
	SoughtNumber Sought = "number-line"      // the line that begins with “Số:”
	SoughtSpot   Sought = "given-place"      // a place or field, which must be named
	SoughtPage   Sought = "page"
	SoughtField  Sought = "field" // an empty signature field with a rectangle
)

// Error names what was looked for, without the person's name.
func (e *PlaceError) Error() string {
	text := fmt.Sprintf("signature: find place: %s on %d pages", e.What, e.Pages)
	if !e.Whole {
		text += ", some of whose text cannot be read"
	}
	return text + ": " + ErrPlace.Error()
}

// Is matches ErrPlace.
func (e *PlaceError) Is(target error) bool { return target == ErrPlace }

// FitError tells how much room is needed and how much there is, in millimetres.
// It matches [ErrFit].
type FitError struct{ NeedW, NeedH, HaveW, HaveH float64 }

// Error states the sizes.
func (e *FitError) Error() string {
	return fmt.Sprintf("signature: make appearance: needs %.1f × %.1f mm, has %.1f × %.1f mm: %v", e.NeedW, e.NeedH, e.HaveW, e.HaveH, ErrFit)
}

// Is matches ErrFit.
func (e *FitError) Is(target error) bool { return target == ErrFit }
