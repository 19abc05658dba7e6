package dvcqg

import (
	"fmt"
	"time"

	"github.com/motcua/motcua"
)

// layout is that of moments, on the clock of Việt Nam.
const layout = "20060102150405"

// Moment is a moment as the portal takes it, to the second: yyyyMMddHHmmss in
// UTC+7. The zero Moment is empty text.
type Moment struct{ At time.Time }

// IsZero reports whether there is no moment.
func (m Moment) IsZero() bool { return m.At.IsZero() }

// MarshalText writes the moment; fractions of a second are dropped.
func (m Moment) MarshalText() ([]byte, error) {
	if m.IsZero() {
		return nil, nil
	}
	t := motcua.VietnamTime(m.At)
	if t.Year() < 0 || t.Year() > 9999 {
		return nil, fmt.Errorf("dvcqg: write moment: %w: year out of range", ErrPayload)
	}
	return []byte(t.Format(layout)), nil
}

// UnmarshalText reads fourteen digits, or nothing.
//
// Errors: [ErrPayload].
func (m *Moment) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*m = Moment{}
		return nil
	}
	t, err := time.ParseInLocation(layout, string(b), motcua.VietnamTime(time.Time{}).Location())
	if err != nil || len(b) != len(layout) || t.IsZero() {
		return fmt.Errorf("dvcqg: read moment: %w", ErrPayload)
	}
	*m = Moment{t}
	return nil
}
