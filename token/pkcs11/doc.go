// Package pkcs11 opens USB tokens, smart cards and HSMs through the PKCS#11
// module of their maker, as devices of package token.
//
// [List] shows what a module sees, [Open] opens one of them:
//
//	dev, err := pkcs11.Open(ctx, token.Locator{Serial: "…"}, pkcs11.Options{
//		Module: "/usr/lib/softhsm/libsofthsm2.so",
//		PIN:    askPIN,
//	})
//
// A [Device] keeps a small pool of sessions, one operation in each, because
// modules crash where goroutines share one. It logs in once, when a key is first
// used, and again after the device was pulled out and put back. A call that does
// not return keeps its session and its goroutine; the caller gets its error at
// the deadline, and nothing else is asked of the device before the call returns.
//
// A module is foreign code inside the process: a crash in it cannot be caught.
// Never load one whose path comes from a stranger. Modules stay loaded until the
// process ends; the last Close of a module calls C_Finalize.
//
// PINs are wiped on this side. The cgo binding copies them into C memory, which
// it frees without clearing.
//
// The package needs cgo. Built without, everything compiles and every function
// returns token.ErrUnsupported.
package pkcs11
