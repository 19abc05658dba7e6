package motcua

import "fmt"

// Language selects one of the two languages that every text exists in.
type Language string

// The languages of the SDK. The zero value reads as Vietnamese.
const (
	Vietnamese Language = "vi"
	English    Language = "en"
)

// Text is one sentence in both languages, NFC-normalised.
type Text struct {
	VI string
	EN string
}

// In returns the text in the language, Vietnamese unless English is asked for.
func (t Text) In(l Language) string {
	if l == English {
		return t.EN
	}
	return t.VI
}

// IsZero reports whether both languages are empty.
func (t Text) IsZero() bool { return t == Text{} }

// Textf fills the same arguments into a Vietnamese and an English format.
func Textf(vi, en string, args ...any) Text {
	return Text{VI: fmt.Sprintf(vi, args...), EN: fmt.Sprintf(en, args...)}
}
