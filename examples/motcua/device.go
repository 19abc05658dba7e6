package main

import (
	"context"
	"encoding/hex"
	"errors"
	"os"
	"strings"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/pkcs11"
	"github.com/spf13/pflag"
	"golang.org/x/text/unicode/norm"
)

// deviceFlags name a device and what is needed to use it.
type deviceFlags struct {
	module, uri, pkcs12, pem, pinEnv, certificate string
}

func (d *deviceFlags) add(a *app, f *pflag.FlagSet) {
	f.StringVar(&d.module, "module", "", a.in(motcua.Text{
		VI: "mô-đun PKCS #11 của thiết bị, `FILE`", EN: "the device's PKCS #11 module, `FILE`",
	}))
	f.StringVar(&d.uri, "token", "", a.in(motcua.Text{
		VI: "thiết bị trong mô-đun, `URI` dạng pkcs11: (RFC 7512)", EN: "the device in the module, a pkcs11: `URI` (RFC 7512)",
	}))
	f.StringVar(&d.pkcs12, "p12", "", a.in(motcua.Text{
		VI: "tệp khóa mềm `FILE` (không dùng cho chữ ký thật của cơ quan)", EN: "a key file `FILE` (not for an agency's real signatures)",
	}))
	f.StringVar(&d.pem, "pem", "", a.in(motcua.Text{
		VI: "thư mục `DIR` chứa khóa và chứng thư số PEM (không dùng cho chữ ký thật)", EN: "a folder `DIR` of PEM keys and certificates (not for real signatures)",
	}))
	f.StringVar(&d.pinEnv, "pin-env", "", a.in(motcua.Text{
		VI: "biến môi trường `NAME` chứa mã PIN hoặc mật khẩu", EN: "the environment variable `NAME` holds the PIN or password",
	}))
	f.StringVar(&d.pinEnv, "p12-password-env", "", a.in(motcua.Text{
		VI: "như --pin-env, cho --p12 và --pem", EN: "as --pin-env, for --p12 and --pem",
	}))
	f.StringVar(&d.certificate, "cert", "", a.in(motcua.Text{
		VI: "chọn chứng thư số theo SHA-256, số sê-ri (hexa) hoặc một phần tên, `FILTER`",
		EN: "choose the certificate by SHA-256, serial number (hexadecimal) or part of its name, `FILTER`",
	}))
}

// pin reads a PIN from the environment when it is asked for.
func pinFrom(name string) token.PIN {
	if name == "" {
		return nil
	}
	return func(context.Context) ([]byte, error) {
		value, ok := os.LookupEnv(name)
		if !ok {
			return nil, token.ErrPINFormat
		}
		return []byte(value), nil
	}
}

// open opens the one device that the flags name.
func (d *deviceFlags) open(ctx context.Context) (token.Device, error) {
	named := 0
	for _, s := range []string{d.module + d.uri, d.pkcs12, d.pem} {
		if s != "" {
			named++
		}
	}
	if named != 1 {
		return nil, usageError(motcua.Text{VI: "cần đúng một trong --token (hoặc --module), --p12, --pem", EN: "exactly one of --token (or --module), --p12, --pem is needed"})
	}
	if _, set := os.LookupEnv(d.pinEnv); d.pinEnv != "" && !set {
		return nil, usageError(motcua.Text{
			VI: "biến môi trường nêu ở --pin-env chưa được đặt", EN: "the environment variable named by --pin-env is not set",
		})
	}
	switch {
	case d.pkcs12 != "":
		s, err := token.OpenPKCS12(ctx, d.pkcs12, pinFrom(d.pinEnv))
		return asDevice(s, err)
	case d.pem != "":
		s, err := token.OpenPEM(ctx, d.pem, token.PEMOptions{Password: pinFrom(d.pinEnv)})
		return asDevice(s, err)
	}
	var locator token.Locator
	if d.uri != "" {
		var err error
		if locator, err = token.ParseLocator(d.uri); err != nil {
			return nil, deviceFailure(err)
		}
	}
	module := d.module
	if module == "" { // whoever types the URI may name the code to load
		module = locator.ModulePath
	}
	if module == "" {
		return nil, usageError(motcua.Text{VI: "cần --module, hoặc module-path trong --token", EN: "--module is needed, or module-path in --token"})
	}
	dev, err := pkcs11.Open(ctx, locator, pkcs11.Options{Module: module, PIN: pinFrom(d.pinEnv)})
	return asDevice(dev, err)
}

// asDevice keeps a nil pointer from becoming a device.
func asDevice(d token.Device, err error) (token.Device, error) {
	if err != nil {
		return nil, deviceFailure(err)
	}
	return d, nil
}

// pick chooses the certificate to sign with at a moment. Which issuers are
// trusted is for the check of the certificate to say.
func (d *deviceFlags) pick(ctx context.Context, dev token.Device, at time.Time) (*token.Certificate, []*token.Certificate, error) {
	certs, err := dev.Certificates(ctx)
	if err != nil {
		return nil, nil, deviceFailure(err)
	}
	o := token.PickOptions{AnyIssuerUnsafe: true}
	if d.certificate != "" {
		o.Want = d.wanted
	}
	c, err := token.Pick(certs, at, nil, o)
	if err != nil {
		return nil, nil, deviceFailure(err)
	}
	return c, certs, nil
}

// wanted reports whether a certificate fits --cert.
func (d *deviceFlags) wanted(c *token.Certificate) bool {
	fp := c.Fingerprint()
	return strings.EqualFold(hex.EncodeToString(fp[:]), d.certificate) || strings.EqualFold(c.Serial.Text(16), d.certificate) ||
		strings.Contains(strings.ToLower(norm.NFC.String(c.CommonName)), strings.ToLower(norm.NFC.String(d.certificate)))
}

// deviceFailure puts an error of a device into words.
func deviceFailure(err error) error {
	if f := (*failure)(nil); errors.As(err, &f) {
		return err
	}
	if text, ok := token.Explain(err); ok {
		return &failure{code: exitNotValid, text: text}
	}
	return &failure{code: exitNotValid, text: motcua.Text{VI: "thiết bị báo lỗi", EN: "the device failed"}}
}
