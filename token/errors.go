package token

import (
	"errors"
	"strconv"
)

// What callers branch on, with errors.Is. Devices wrap them in errors that say
// which call failed.
var (
	// ErrWrongPIN reports that the PIN was presented and is not the right one;
	// errors.As finds the *PINError with the attempts left.
	ErrWrongPIN = errors.New("wrong PIN")
	// ErrLastTry reports, beside ErrWrongPIN, that the next wrong PIN locks.
	ErrLastTry = errors.New("last attempt before the PIN locks")
	// ErrPINLocked reports that the PIN is locked by wrong attempts.
	ErrPINLocked = errors.New("PIN is locked")
	// ErrPINExpired reports a PIN that must be changed before anything else.
	ErrPINExpired = errors.New("PIN has expired and must be changed")
	// ErrPINFormat reports a PIN of a length or with characters that the device
	// does not take. It was not compared.
	ErrPINFormat = errors.New("PIN has a length or characters that are not allowed")
	// ErrPINNotSet reports a device whose user has no PIN yet.
	ErrPINNotSet = errors.New("PIN is not set")
	// ErrPINNeeded reports an operation that needs a PIN where none was offered.
	ErrPINNeeded = errors.New("PIN is needed")
	// ErrPINWithheld reports that an earlier PIN was wrong and that none is
	// presented until Login succeeds, so that a batch does not lock the device.
	ErrPINWithheld = errors.New("PIN is withheld after a wrong one")
	// ErrNotLoggedIn reports that the device lost its login.
	ErrNotLoggedIn = errors.New("not logged in")
	// ErrOtherUser reports that somebody else is logged in, such as the security
	// officer.
	ErrOtherUser = errors.New("another user is logged in")

	// ErrNotFound reports that no device fits the locator.
	ErrNotFound = errors.New("no such device")
	// ErrRemoved reports that the device is gone, or was pulled out in the middle
	// of the operation. Whether a signature was made is then not known.
	ErrRemoved = errors.New("device was removed")
	// ErrBusy reports a device that cannot take the call now: others use all of
	// its sessions, or a call that outlived its deadline has not returned.
	ErrBusy = errors.New("device is busy")
	// ErrTimeout reports that the context, or the device's own time limit, ended
	// first.
	ErrTimeout = errors.New("device did not answer in time")
	// ErrCancelled reports that the person at the device refused.
	ErrCancelled = errors.New("cancelled at the device")
	// ErrClosed reports use after Close.
	ErrClosed = errors.New("device is closed")
	// ErrUninitialised reports a device that is not prepared for use, or not
	// recognised.
	ErrUninitialised = errors.New("device is not initialised")
	// ErrReadOnly reports a device, or an object on it, that cannot be written.
	ErrReadOnly = errors.New("device is read-only")
	// ErrFull reports a device without room.
	ErrFull = errors.New("device is full")
	// ErrDevice reports a failure that the device does not explain.
	ErrDevice = errors.New("device failed")
	// ErrModule reports a driver module that cannot be loaded or breaks its
	// standard.
	ErrModule = errors.New("driver module failed")
	// ErrUnsupported reports what the device, or this build, cannot do.
	ErrUnsupported = errors.New("not supported")

	// ErrNoKey reports that the device does not hold the key.
	ErrNoKey = errors.New("no such key on the device")
	// ErrDenied reports a key that may not be used so.
	ErrDenied = errors.New("use of the key is not permitted")
	// ErrMechanism reports a signature algorithm that the device does not offer
	// for the key.
	ErrMechanism = errors.New("device does not offer the algorithm")
	// ErrDigest reports a digest whose length is not that of its hash.
	ErrDigest = errors.New("digest has the wrong length")

	// ErrNoCertificate reports that Pick found nothing that fits.
	ErrNoCertificate = errors.New("no certificate fits")
	// ErrAmbiguous reports that more than one certificate or device fits.
	ErrAmbiguous = errors.New("more than one fits")
	// ErrNoIssuers reports a call of Pick without the set of issuers.
	ErrNoIssuers = errors.New("no issuers were chosen")

	// ErrLocator reports a text that is no usable pkcs11 URI; errors.As finds the
	// *LocatorError.
	ErrLocator = errors.New("not a usable pkcs11 URI")
	// ErrUntrustedModule reports a module that a locator names and the caller did
	// not allow.
	ErrUntrustedModule = errors.New("the locator's module is not allowed")

	// ErrMalformed reports bytes that are not what they should be.
	ErrMalformed = errors.New("malformed")
	// ErrLimit reports input beyond a bound of this package.
	ErrLimit = errors.New("limit exceeded")
	// ErrPlainKey reports a key file without encryption.
	ErrPlainKey = errors.New("key file is not encrypted")
)

// PINError reports a PIN that was refused. errors.Is finds ErrWrongPIN,
// ErrLastTry and ErrPINLocked in it as far as they apply.
type PINError struct {
	Officer   bool // the security officer's PIN, not the user's
	Wrong     bool // it was compared; a locked PIN no longer is
	LastTry   bool // the next wrong attempt locks
	Locked    bool // no attempt is left
	TriesLeft int  // -1 if the device does not tell
}

func (e *PINError) Error() string {
	who := "user's PIN"
	if e.Officer {
		who = "security officer's PIN"
	}
	switch {
	case e.Locked && e.Wrong:
		return who + " is wrong and now locked"
	case e.Locked:
		return who + " is locked"
	case e.LastTry:
		return who + " is wrong, the next wrong one locks it"
	case e.TriesLeft >= 0:
		return who + " is wrong, attempts left: " + strconv.Itoa(e.TriesLeft)
	}
	return who + " is wrong"
}

// Is reports the sentinels that apply.
func (e *PINError) Is(target error) bool {
	switch target {
	case ErrWrongPIN:
		return e.Wrong
	case ErrLastTry:
		return e.LastTry && !e.Locked
	case ErrPINLocked:
		return e.Locked
	}
	return false
}

// LocatorError says what is wrong with a pkcs11 URI. It never holds the value of
// an attribute, which may be a PIN.
type LocatorError struct {
	Attribute string // "" if none is to blame
	Reason    string
}

func (e *LocatorError) Error() string {
	if e.Attribute == "" {
		return "token: parse locator: " + e.Reason
	}
	return "token: parse locator: attribute " + e.Attribute + ": " + e.Reason
}

// Is makes every LocatorError an ErrLocator.
func (e *LocatorError) Is(target error) bool { return target == ErrLocator }

// PickError lists what Pick had before it. It is ErrAmbiguous if several
// certificates fit and ErrNoCertificate if none does.
type PickError struct {
	Candidates []*Certificate // that fit, for a person to choose from
	Rejected   []Rejection
}

func (e *PickError) Error() string {
	if len(e.Candidates) > 1 {
		return "token: pick certificate: " + strconv.Itoa(len(e.Candidates)) + " fit"
	}
	return "token: pick certificate: none of " + strconv.Itoa(len(e.Rejected)) + " fits"
}

// Is reports the sentinel that applies.
func (e *PickError) Is(target error) bool {
	return target == ErrAmbiguous && len(e.Candidates) > 1 || target == ErrNoCertificate && len(e.Candidates) == 0
}
