package pkcs11

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/motcua/motcua/token"
)

const (
	defaultSessions = 8
	defaultTimeout  = 30 * time.Second
	// slowTimeout replaces a shorter Timeout where a device may work for minutes:
	// making keys and erasing.
	slowTimeout = 5 * time.Minute
	// pollInterval is the time between two looks for a device that is awaited.
	// C_WaitForSlotEvent would not do: many modules lack it, and in others it
	// cannot be ended but by C_Finalize.
	pollInterval = 200 * time.Millisecond
)

// Options say how to open a device.
type Options struct {
	// Module is the absolute path of the PKCS#11 module, which serves locators
	// without a module-path.
	Module string
	// AllowedModules are the paths that a locator's module-path may name.
	AllowedModules []string
	// AnyModuleUnsafe lets a locator load any code into the process.
	AnyModuleUnsafe bool

	// PIN supplies the user's PIN when a key is first used, and after the device
	// was removed and inserted. nil: keys can be used after Login only, or the
	// device has a PIN pad.
	PIN token.PIN

	// Sessions bounds the calls that run at the same time; 0 is 8. The device's
	// own limit counts, too.
	Sessions int
	// Timeout bounds each call into the module; 0 is 30 s. Making keys and erasing
	// have at least 5 minutes.
	Timeout time.Duration
	// Wait makes Open wait for the device until the context ends.
	Wait bool
}

func (o Options) timeout() time.Duration {
	if o.Timeout > 0 {
		return o.Timeout
	}
	return defaultTimeout
}

// List describes the tokens that a module sees. The module is initialised for
// the time of the call, unless it is in use.
func List(ctx context.Context, module string) (states []token.State, err error) {
	l, err := loaded.use(ctx, module, defaultTimeout)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, l.leave(ctx, defaultTimeout)) }()
	return listStates(ctx, l, defaultTimeout)
}

// listStates owns its result until the call has returned in time.
func listStates(ctx context.Context, l *library, limit time.Duration) ([]token.State, error) {
	var states []token.State
	err := l.call(ctx, limit, func() (err error) {
		states, err = l.states()
		return err
	}, nil)
	if err != nil {
		return nil, err
	}
	return states, nil
}

// Open opens the one device that fits the locator. Its object, type and id play
// no part; token.Locator.MatchesCertificate does.
//
// A locator may come from elsewhere, so what it wants done is not done unasked:
// its module-path must be Options.Module or allowed, and a pin-source without
// Options.PIN is refused (see token.Locator.PINFromSource).
//
// Errors: token.ErrNotFound, token.ErrAmbiguous, token.ErrUntrustedModule,
// token.ErrModule, *token.LocatorError; token.ErrUnsupported without cgo.
func Open(ctx context.Context, loc token.Locator, o Options) (*Device, error) {
	if loc.PINSource != "" && o.PIN == nil {
		return nil, &token.LocatorError{Attribute: "pin-source", Reason: "is not read unasked; give a PIN in the options"}
	}
	path, err := o.module(loc)
	if err != nil {
		return nil, err
	}
	l, err := loaded.use(ctx, path, o.timeout())
	if err != nil {
		return nil, err
	}
	d, err := openIn(ctx, l, loc, o)
	if err != nil {
		return nil, errors.Join(err, l.leave(context.WithoutCancel(ctx), o.timeout()))
	}
	return d, nil
}

// module returns the path of the module to load.
func (o Options) module(loc token.Locator) (string, error) {
	switch named := loc.ModulePath; {
	case named == "" && o.Module == "":
		return "", fmt.Errorf("pkcs11: open device: no module is named: %w", token.ErrModule)
	case named == "" || named == o.Module:
		return o.Module, nil
	case o.AnyModuleUnsafe || slices.Contains(o.AllowedModules, named):
		return named, nil
	}
	return "", fmt.Errorf("pkcs11: open device: %w", token.ErrUntrustedModule)
}

// openIn finds the device in a module.
func openIn(ctx context.Context, l *library, loc token.Locator, o Options) (*Device, error) {
	if err := matchLibrary(ctx, l, loc, o.timeout()); err != nil {
		return nil, err
	}
	for {
		s, err := locate(ctx, l, loc, o.timeout())
		if err == nil {
			return newDevice(l, s, o), nil
		}
		if !o.Wait || !errors.Is(err, token.ErrNotFound) {
			return nil, err
		}
		if err := pause(ctx); err != nil {
			return nil, err
		}
	}
}

// pause waits until the next look.
func pause(ctx context.Context) error {
	timer := time.NewTimer(pollInterval)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return timeout(ctx, "wait for a device")
	}
}

// locate finds the one token that fits.
func locate(ctx context.Context, l *library, loc token.Locator, limit time.Duration) (token.State, error) {
	states, err := listStates(ctx, l, limit)
	if err != nil {
		return token.State{}, err
	}
	states = slices.DeleteFunc(states, func(s token.State) bool { return !loc.MatchesDevice(s) })
	switch len(states) {
	case 0:
		return token.State{}, fmt.Errorf("pkcs11: find device: %w", token.ErrNotFound)
	case 1:
		return states[0], nil
	}
	return token.State{}, fmt.Errorf("pkcs11: find device: %w", token.ErrAmbiguous)
}

// matchLibrary holds the module to the locator's library attributes.
func matchLibrary(ctx context.Context, l *library, loc token.Locator, limit time.Duration) error {
	if loc.LibraryManufacturer == "" && loc.LibraryDescription == "" && loc.LibraryVersion == "" {
		return nil
	}
	var info libraryInfo
	err := l.call(ctx, limit, func() (err error) {
		info, err = l.api.info()
		return err
	}, nil)
	if err != nil {
		return err
	}
	fits := func(want, have string) bool { return want == "" || want == clean(have) }
	if !fits(loc.LibraryManufacturer, info.manufacturer) || !fits(loc.LibraryDescription, info.description) ||
		!fits(fullVersion(loc.LibraryVersion), fmt.Sprintf("%d.%d", info.major, info.minor)) {
		return fmt.Errorf("pkcs11: find device: the module is another one: %w", token.ErrNotFound)
	}
	return nil
}

// fullVersion adds the minor version that a locator may leave out for 0
// (RFC 7512, 2.3), and removes leading zeros.
func fullVersion(v string) string {
	if v == "" {
		return ""
	}
	major, minor, _ := strings.Cut(v, ".")
	ma, _ := strconv.Atoi(major) // ParseLocator has seen to it
	mi, _ := strconv.Atoi(minor)
	return fmt.Sprintf("%d.%d", ma, mi)
}
