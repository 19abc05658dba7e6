//go:build cgo

package pkcs11

import (
	"errors"
	"unsafe"

	"github.com/miekg/pkcs11"
)

// load opens the shared library of a module; nil if that fails.
func load(path string) cryptoki {
	if ctx := pkcs11.New(path); ctx != nil {
		return binding{ctx}
	}
	return nil
}

// available is nil where modules can be loaded.
func available() error { return nil }

// binding calls a module through cgo.
type binding struct{ ctx *pkcs11.Ctx }

// named makes an error of the package of an error of the binding.
func named(call string, err error) error {
	var code pkcs11.Error
	if errors.As(err, &code) {
		return newError(call, uint(code))
	}
	return err
}

// text hands secret bytes to the binding, which takes strings, without a copy
// that could not be wiped. The string must not outlive the call.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func (b binding) initialize() error { return named("C_Initialize", b.ctx.Initialize()) }
func (b binding) finalize() error   { return named("C_Finalize", b.ctx.Finalize()) }

func (b binding) info() (libraryInfo, error) {
	i, err := b.ctx.GetInfo()
	return libraryInfo{
		manufacturer: i.ManufacturerID, description: i.LibraryDescription,
		major: i.LibraryVersion.Major, minor: i.LibraryVersion.Minor,
	}, named("C_GetInfo", err)
}

func (b binding) slots(tokenPresent bool) ([]uint, error) {
	s, err := b.ctx.GetSlotList(tokenPresent)
	return s, named("C_GetSlotList", err)
}

func (b binding) slotInfo(slot uint) (slotInfo, error) {
	i, err := b.ctx.GetSlotInfo(slot)
	return slotInfo{i.SlotDescription, i.ManufacturerID, i.Flags}, named("C_GetSlotInfo", err)
}

func (b binding) tokenInfo(slot uint) (tokenInfo, error) {
	i, err := b.ctx.GetTokenInfo(slot)
	return tokenInfo{i.Label, i.ManufacturerID, i.Model, i.SerialNumber, i.Flags, i.MaxSessionCount}, named("C_GetTokenInfo", err)
}

func (b binding) mechanisms(slot uint) ([]uint, error) {
	list, err := b.ctx.GetMechanismList(slot)
	types := make([]uint, len(list))
	for i, m := range list {
		types[i] = m.Mechanism
	}
	return types, named("C_GetMechanismList", err)
}

func (b binding) openSession(slot uint, readWrite bool) (uint, error) {
	flags := uint(pkcs11.CKF_SERIAL_SESSION)
	if readWrite {
		flags |= pkcs11.CKF_RW_SESSION
	}
	h, err := b.ctx.OpenSession(slot, flags)
	return uint(h), named("C_OpenSession", err)
}

func (b binding) closeSession(session uint) error {
	return named("C_CloseSession", b.ctx.CloseSession(pkcs11.SessionHandle(session)))
}

func (b binding) login(session, user uint, pin []byte) error {
	return named("C_Login", b.ctx.Login(pkcs11.SessionHandle(session), user, text(pin)))
}

func (b binding) logout(session uint) error {
	return named("C_Logout", b.ctx.Logout(pkcs11.SessionHandle(session)))
}

func (b binding) isPublic(session uint) (bool, error) {
	i, err := b.ctx.GetSessionInfo(pkcs11.SessionHandle(session))
	return i.State == pkcs11.CKS_RO_PUBLIC_SESSION || i.State == pkcs11.CKS_RW_PUBLIC_SESSION, named("C_GetSessionInfo", err)
}

func (b binding) initToken(slot uint, officer []byte, label string) error {
	return named("C_InitToken", b.ctx.InitToken(slot, text(officer), label))
}

func (b binding) initPIN(session uint, pin []byte) error {
	return named("C_InitPIN", b.ctx.InitPIN(pkcs11.SessionHandle(session), text(pin)))
}

func (b binding) setPIN(session uint, current, next []byte) error {
	return named("C_SetPIN", b.ctx.SetPIN(pkcs11.SessionHandle(session), text(current), text(next)))
}

func (b binding) find(session uint, template []attribute, limit int) ([]uint, error) {
	h := pkcs11.SessionHandle(session)
	if err := b.ctx.FindObjectsInit(h, bind(template)); err != nil {
		return nil, named("C_FindObjectsInit", err)
	}
	var objects []uint
	for len(objects) < limit {
		batch, _, err := b.ctx.FindObjects(h, min(64, limit-len(objects)))
		if err != nil {
			_ = b.ctx.FindObjectsFinal(h) // the first error is the one to tell
			return nil, named("C_FindObjects", err)
		}
		if len(batch) == 0 {
			break
		}
		for _, o := range batch {
			objects = append(objects, uint(o))
		}
	}
	return objects, named("C_FindObjectsFinal", b.ctx.FindObjectsFinal(h))
}

func (b binding) attribute(session, object, typ uint) ([]byte, error) {
	a, err := b.ctx.GetAttributeValue(pkcs11.SessionHandle(session), pkcs11.ObjectHandle(object),
		[]*pkcs11.Attribute{pkcs11.NewAttribute(typ, nil)})
	if err != nil {
		return nil, named("C_GetAttributeValue", err)
	}
	return a[0].Value, nil
}

func (b binding) create(session uint, template []attribute) error {
	_, err := b.ctx.CreateObject(pkcs11.SessionHandle(session), bind(template))
	return named("C_CreateObject", err)
}

func (b binding) generate(session, mechanism uint, public, private []attribute) (uint, error) {
	_, key, err := b.ctx.GenerateKeyPair(pkcs11.SessionHandle(session),
		[]*pkcs11.Mechanism{pkcs11.NewMechanism(mechanism, nil)}, bind(public), bind(private))
	return uint(key), named("C_GenerateKeyPair", err)
}

func (b binding) signInit(session uint, m mechanism, key uint) error {
	var params any
	if m.pss != nil {
		params = pkcs11.NewPSSParams(m.pss.hash, m.pss.mgf, uint(m.pss.saltLength))
	}
	return named("C_SignInit", b.ctx.SignInit(pkcs11.SessionHandle(session),
		[]*pkcs11.Mechanism{pkcs11.NewMechanism(m.typ, params)}, pkcs11.ObjectHandle(key)))
}

func (b binding) sign(session uint, data []byte) ([]byte, error) {
	sig, err := b.ctx.Sign(pkcs11.SessionHandle(session), data)
	return sig, named("C_Sign", err)
}

func bind(template []attribute) []*pkcs11.Attribute {
	out := make([]*pkcs11.Attribute, len(template))
	for i, a := range template {
		out[i] = pkcs11.NewAttribute(a.typ, a.value)
	}
	return out
}
