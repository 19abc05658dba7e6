package pkcs11

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
)

// maxSlots bounds the slots of a module that are looked at.
const maxSlots = 256

// library is a loaded module. PKCS#11 knows one C_Initialize for each module and
// process, so libraries are shared by path and count their users.
type library struct {
	api  cryptoki
	gate gate          // calls that belong to no session
	one  chan struct{} // one such call at a time

	mu    sync.Mutex
	users int
	ours  bool // C_Initialize was called here, so C_Finalize is too
}

// registry holds the loaded modules of the process by their resolved path.
type registry struct {
	mu      sync.Mutex
	modules map[string]*library
}

var loaded registry

// use loads a module, or finds it loaded, and initialises it for the first user.
func (r *registry) use(ctx context.Context, path string, limit time.Duration) (*library, error) {
	if err := available(); err != nil {
		return nil, err
	}
	l, err := r.find(path)
	if err != nil {
		return nil, err
	}
	return l, l.join(ctx, limit)
}

func (r *registry) find(path string) (*library, error) {
	if !filepath.IsAbs(path) {
		return nil, fmt.Errorf("pkcs11: load module: the path is not absolute: %w", token.ErrModule)
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, fmt.Errorf("pkcs11: load module: %w: %w", token.ErrModule, err)
	}
	if info, err := os.Stat(real); err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("pkcs11: load module: not a file: %w", token.ErrModule)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if l := r.modules[real]; l != nil {
		return l, nil
	}
	api := load(real)
	if api == nil {
		return nil, fmt.Errorf("pkcs11: load module: not a PKCS#11 module for this system: %w", token.ErrModule)
	}
	if r.modules == nil {
		r.modules = map[string]*library{}
	}
	l := newLibrary(api)
	r.modules[real] = l
	return l, nil
}

func newLibrary(api cryptoki) *library { return &library{api: api, one: make(chan struct{}, 1)} }

// join adds a user. Each must call leave.
func (l *library) join(ctx context.Context, limit time.Duration) error {
	joined := false
	return l.call(ctx, limit, func() error {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.users == 0 {
			err := l.api.initialize()
			l.ours = err == nil
			// Somebody else in the process uses the module, and will finalise it.
			if err != nil && code(err) != pkcs11.CKR_CRYPTOKI_ALREADY_INITIALIZED {
				return err
			}
		}
		l.users++
		joined = true
		return nil
	}, func() { // too late: nobody is there to leave
		l.mu.Lock()
		defer l.mu.Unlock()
		if joined {
			l.users--
		}
	})
}

// leave removes a user, and finalises the module after the last.
func (l *library) leave(ctx context.Context, limit time.Duration) error {
	return l.call(ctx, limit, func() error {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.users--; l.users > 0 || !l.ours {
			return nil
		}
		return l.api.finalize()
	}, nil)
}

// call runs a call that belongs to no session, one at a time. See gate.run.
func (l *library) call(ctx context.Context, limit time.Duration, f func() error, after func()) error {
	select {
	case l.one <- struct{}{}:
	case <-ctx.Done():
		return timeout(ctx, "wait for the module")
	}
	defer func() { <-l.one }()
	_, err := l.gate.run(ctx, limit, f, after)
	return err
}

// states describes the tokens that are present, and the slots of those that
// cannot be read as tokens not at all.
func (l *library) states() ([]token.State, error) {
	slots, err := l.api.slots(true)
	if err != nil {
		return nil, err
	}
	var states []token.State
	for _, slot := range slots[:min(len(slots), maxSlots)] {
		if s, err := l.state(slot); err == nil {
			states = append(states, s)
		}
	}
	return states, nil
}

// state describes the token in a slot.
func (l *library) state(slot uint) (token.State, error) {
	si, err := l.api.slotInfo(slot)
	if err != nil {
		return token.State{}, err
	}
	ti, err := l.api.tokenInfo(slot)
	if err != nil {
		return token.State{}, err
	}
	s := token.State{
		Label: clean(ti.label), Serial: clean(ti.serial), Model: clean(ti.model), Manufacturer: clean(ti.manufacturer),
		Slot:    token.Slot{ID: uint64(slot), Description: clean(si.description), Manufacturer: clean(si.manufacturer)},
		Present: true, Initialised: ti.flags&pkcs11.CKF_TOKEN_INITIALIZED != 0,
		LoginNeeded: ti.flags&pkcs11.CKF_LOGIN_REQUIRED != 0,
		OwnPINPad:   ti.flags&pkcs11.CKF_PROTECTED_AUTHENTICATION_PATH != 0,
		WriteLock:   ti.flags&pkcs11.CKF_WRITE_PROTECTED != 0,
		PIN: token.PINState{
			Set: ti.flags&pkcs11.CKF_USER_PIN_INITIALIZED != 0, Low: ti.flags&pkcs11.CKF_USER_PIN_COUNT_LOW != 0,
			LastTry: ti.flags&pkcs11.CKF_USER_PIN_FINAL_TRY != 0, Locked: ti.flags&pkcs11.CKF_USER_PIN_LOCKED != 0,
			MustChange: ti.flags&pkcs11.CKF_USER_PIN_TO_BE_CHANGED != 0,
		},
		OfficerPIN: token.PINState{
			Set: ti.flags&pkcs11.CKF_TOKEN_INITIALIZED != 0, Low: ti.flags&pkcs11.CKF_SO_PIN_COUNT_LOW != 0,
			LastTry: ti.flags&pkcs11.CKF_SO_PIN_FINAL_TRY != 0, Locked: ti.flags&pkcs11.CKF_SO_PIN_LOCKED != 0,
			MustChange: ti.flags&pkcs11.CKF_SO_PIN_TO_BE_CHANGED != 0,
		},
	}
	if si.flags&pkcs11.CKF_HW_SLOT != 0 {
		s.Kind = token.KindHardware
	}
	return s, nil
}

// clean makes text of a padded field. Modules pad with blanks, as they should, or
// with NUL, and some cut a character in two.
func clean(field string) string {
	field, _, _ = strings.Cut(field, "\x00")
	return strings.TrimSpace(strings.ToValidUTF8(field, ""))
}
