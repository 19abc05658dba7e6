package pdfdiff

import (
	"errors"

	"github.com/motcua/motcua/internal/pdf"
)

// hardError returns the error that ends the comparison: a limit. Everything
// else is evidence, and the caller reports it as a change.
func hardError(errs ...error) error {
	for _, err := range errs {
		if errors.Is(err, pdf.ErrLimit) {
			return err
		}
	}
	return nil
}
