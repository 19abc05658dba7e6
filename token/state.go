package token

// Kind tells where a device keeps its keys.
type Kind int

const (
	// KindUnknown is a device that does not tell. Software tokens with a PKCS#11
	// interface are among them.
	KindUnknown Kind = iota
	// KindSoftware keeps keys in files. It is unfit for signatures of agencies,
	// whose keys live in devices that they cannot leave.
	KindSoftware
	// KindHardware calls itself hardware. That is a claim of the module, not a
	// proof.
	KindHardware
)

// State is what a device tells about itself without a PIN.
type State struct {
	Label        string
	Serial       string
	Model        string
	Manufacturer string
	Kind         Kind
	Slot         Slot // zero for devices without slots

	Present     bool // the device is there
	Initialised bool
	LoggedIn    bool // as far as this program knows
	// Busy: a call outlived its deadline and is still inside the module. Nothing
	// else is asked of the device until it returns; the fields read from the
	// device are those of the last answer.
	Busy bool

	LoginNeeded bool // keys are used only after the PIN was given
	// OwnPINPad: the PIN is entered on the device; a nil PIN is right.
	OwnPINPad bool
	WriteLock bool

	PIN        PINState // of the user
	OfficerPIN PINState // of the security officer
}

// Slot is the place in which a device sits.
type Slot struct {
	ID           uint64 // may change with every insertion
	Description  string
	Manufacturer string
}

// PINState is what a device tells about one of its PINs.
type PINState struct {
	Set        bool
	Low        bool // at least one wrong attempt since the last right one
	LastTry    bool // a wrong attempt now locks it
	Locked     bool
	MustChange bool // refused for anything but a change until it is changed
}

// TriesLeft returns the number of attempts left, -1 where the device does not
// tell: PKCS#11 knows only the last one.
func (p PINState) TriesLeft() int {
	switch {
	case p.Locked:
		return 0
	case p.LastTry:
		return 1
	}
	return -1
}

// Locator returns the locator that finds the device again, in whichever slot it
// is.
func (s State) Locator() Locator {
	return Locator{Token: s.Label, Serial: s.Serial, Model: s.Model, Manufacturer: s.Manufacturer}
}
