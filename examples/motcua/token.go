package main

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/pkcs11"
	"github.com/spf13/cobra"
)

func newToken(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: a.in(motcua.Text{VI: "Thiết bị lưu khóa bí mật và sổ chứng thư số", EN: "Devices with keys, and the register of certificates"}),
		Args:  a.noArguments,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newTokenList(a), newTokenTest(a), newTokenPIN(a), newTokenWatch(a), newTokenAudit(a), newTokenImport(a), newTokenHandOver(a))
	return cmd
}

func newTokenList(a *app) *cobra.Command {
	var module string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list --module FILE",
		Short: a.in(motcua.Text{VI: "Liệt kê thiết bị và chứng thư số", EN: "List the devices and their certificates"}),
		Args:  a.noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if module == "" {
				return usageError(motcua.Text{VI: "cần --module", EN: "--module is needed"})
			}
			return a.listTokens(cmd.Context(), module, asJSON)
		},
	}
	cmd.DisableFlagsInUseLine = true
	cmd.Flags().StringVar(&module, "module", "", a.in(motcua.Text{VI: "mô-đun PKCS #11 `FILE`", EN: "the PKCS #11 module `FILE`"}))
	cmd.Flags().BoolVar(&asJSON, "json", false, a.in(motcua.Text{VI: "mỗi thiết bị một dòng JSON", EN: "one line of JSON per device"}))
	return cmd
}

// The types below fix the names and the order of the members of token list --json.
type (
	jsonToken struct {
		Schema       string                 `json:"schema"`
		Label        string                 `json:"label"`
		Serial       string                 `json:"serial"`
		Model        string                 `json:"model"`
		Manufacturer string                 `json:"manufacturer"`
		URI          string                 `json:"uri"`
		Present      bool                   `json:"present"`
		Initialised  bool                   `json:"initialised"`
		PIN          jsonPIN                `json:"pin"`
		OfficerPIN   jsonPIN                `json:"officerPin"`
		Certificates []jsonTokenCertificate `json:"certificates"`
	}
	jsonPIN struct {
		Set     bool `json:"set"`
		Low     bool `json:"low"`
		LastTry bool `json:"lastTry"`
		Locked  bool `json:"locked"`
	}
	jsonTokenCertificate struct {
		Subject   string `json:"subject"`
		Issuer    string `json:"issuer"`
		Serial    string `json:"serial"`
		SHA256    string `json:"sha256"`
		NotBefore string `json:"notBefore"`
		NotAfter  string `json:"notAfter"`
	}
)

func (a *app) listTokens(ctx context.Context, module string, asJSON bool) error {
	states, err := pkcs11.List(ctx, module)
	if err != nil {
		return deviceFailure(err)
	}
	for _, s := range states {
		certs := certificatesOn(ctx, module, s)
		if asJSON {
			if err := writeJSONLine(a.stdout, newJSONToken(s, certs)); err != nil {
				return err
			}
			continue
		}
		a.tokenText(s, certs)
	}
	return nil
}

// certificatesOn reads what a token shows without a PIN; a token that is not set
// up shows nothing.
func certificatesOn(ctx context.Context, module string, s token.State) []*token.Certificate {
	if !s.Present || !s.Initialised {
		return nil
	}
	d, err := pkcs11.Open(ctx, s.Locator(), pkcs11.Options{Module: module})
	if err != nil {
		return nil
	}
	defer d.Close() // read only: nothing can be lost
	certs, err := d.Certificates(ctx)
	if err != nil {
		return nil
	}
	return certs
}

func newJSONToken(s token.State, certs []*token.Certificate) jsonToken {
	pin := func(p token.PINState) jsonPIN { return jsonPIN{p.Set, p.Low, p.LastTry, p.Locked} }
	out := jsonToken{
		Schema: "motcua/token;version=1", Label: s.Label, Serial: s.Serial, Model: s.Model, Manufacturer: s.Manufacturer,
		URI: s.Locator().String(), Present: s.Present, Initialised: s.Initialised,
		PIN: pin(s.PIN), OfficerPIN: pin(s.OfficerPIN), Certificates: []jsonTokenCertificate{},
	}
	for _, c := range certs {
		fp := c.Fingerprint()
		out.Certificates = append(out.Certificates, jsonTokenCertificate{
			Subject: c.Subject, Issuer: c.Issuer, Serial: c.Serial.Text(16), SHA256: hex.EncodeToString(fp[:]),
			NotBefore: motcua.VietnamTime(c.NotBefore).Format(time.RFC3339), NotAfter: motcua.VietnamTime(c.NotAfter).Format(time.RFC3339),
		})
	}
	return out
}

func (a *app) tokenText(s token.State, certs []*token.Certificate) {
	fmt.Fprintf(a.stdout, "%s  %s %s, %s\n  %s\n", printable(s.Label), printable(s.Manufacturer), printable(s.Model), printable(s.Serial), s.Locator())
	fmt.Fprintf(a.stdout, "  PIN: %s\n", a.in(pinWord(s)))
	for _, c := range certs {
		fp := c.Fingerprint()
		fmt.Fprintf(a.stdout, "  • %s\n    %s – %s\n    SHA-256 %x\n", printable(c.Subject), vietnamClock(c.NotBefore), vietnamClock(c.NotAfter), fp)
	}
}

func pinWord(s token.State) motcua.Text {
	switch p := s.PIN; {
	case !s.Initialised:
		return motcua.Text{VI: "thiết bị chưa khởi tạo", EN: "the device is not initialised"}
	case p.Locked:
		return motcua.Text{VI: "đã bị khóa", EN: "locked"}
	case p.LastTry:
		return motcua.Text{VI: "còn một lần thử cuối", EN: "one last try"}
	case p.Low:
		return motcua.Text{VI: "đã có lần nhập sai", EN: "wrong attempts were made"}
	case !p.Set:
		return motcua.Text{VI: "chưa đặt", EN: "not set"}
	}
	return motcua.Text{VI: "bình thường", EN: "fine"}
}

func newTokenTest(a *app) *cobra.Command {
	var flags deviceFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "sign-test",
		Short: a.in(motcua.Text{VI: "Ký thử và kiểm tra chữ ký", EN: "Make a test signature and verify it"}),
		Args:  a.noArguments,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.signTest(cmd.Context(), &flags, asJSON) },
	}
	flags.add(a, cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, a.in(motcua.Text{VI: "kết quả dạng JSON", EN: "the result as JSON"}))
	return cmd
}

// signTest signs random bytes with the picked key, and verifies the result with
// the certificate.
func (a *app) signTest(ctx context.Context, flags *deviceFlags, asJSON bool) error {
	d, err := flags.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close() // nothing is written to the device
	c, _, err := flags.pick(ctx, d, time.Now())
	if err != nil {
		return err
	}
	signer, err := d.Signer(ctx, c)
	if err != nil {
		return deviceFailure(err)
	}
	var message [32]byte
	if _, err := rand.Read(message[:]); err != nil {
		return err
	}
	digest := sha256.Sum256(message[:])
	started := time.Now()
	value, err := signer.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		return deviceFailure(err)
	}
	took := time.Since(started)
	if err := verifyTest(c.PublicKey, digest[:], value); err != nil {
		return &failure{code: exitNotValid, text: motcua.Text{VI: "chữ ký thử không khớp với chứng thư số", EN: "the test signature does not fit the certificate"}}
	}
	if asJSON {
		fp := c.Fingerprint()
		return writeJSONLine(a.stdout, struct {
			Schema       string `json:"schema"`
			SHA256       string `json:"certificateSha256"`
			Milliseconds int64  `json:"milliseconds"`
		}{"motcua/token-sign-test;version=1", hex.EncodeToString(fp[:]), took.Milliseconds()})
	}
	_, err = fmt.Fprintln(a.stdout, a.in(motcua.Textf("Ký thử thành công bằng %q (%d ms).", "Test signature made with %q (%d ms).", c.CommonName, took.Milliseconds())))
	return err
}

var errTestSignature = errors.New("signature does not verify")

func verifyTest(public crypto.PublicKey, digest, value []byte) error {
	switch k := public.(type) {
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(k, crypto.SHA256, digest, value)
	case *ecdsa.PublicKey:
		if ecdsa.VerifyASN1(k, digest, value) {
			return nil
		}
	}
	return errTestSignature
}

func newTokenPIN(a *app) *cobra.Command {
	var flags deviceFlags
	var newEnv, officerEnv string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "pin",
		Short: a.in(motcua.Text{VI: "Kiểm tra, đổi hoặc mở khóa mã PIN", EN: "Verify, change or unlock the PIN"}),
		Long: a.in(motcua.Text{
			VI: `Chỉ với --pin-env: kiểm tra mã PIN, một lần. Thêm --new-pin-env: đổi mã PIN. Với
--officer-pin-env và --new-pin-env: mở khóa bằng mã của người quản trị thiết bị.
Mã PIN sai không bao giờ được tự thử lại.`,
			EN: `With --pin-env alone the PIN is verified, once. With --new-pin-env it is changed.
With --officer-pin-env and --new-pin-env it is unlocked by the security officer's.
A wrong PIN is never tried again by itself.`,
		}),
		Args: a.noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.tokenPIN(cmd.Context(), &flags, newEnv, officerEnv, asJSON)
		},
	}
	flags.add(a, cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, a.in(motcua.Text{VI: "kết quả dạng JSON", EN: "the result as JSON"}))
	cmd.Flags().StringVar(&newEnv, "new-pin-env", "", a.in(motcua.Text{VI: "biến môi trường `NAME` chứa mã PIN mới", EN: "the environment variable `NAME` holds the new PIN"}))
	cmd.Flags().StringVar(&officerEnv, "officer-pin-env", "", a.in(motcua.Text{
		VI: "biến môi trường `NAME` chứa mã của người quản trị thiết bị", EN: "the environment variable `NAME` holds the security officer's PIN",
	}))
	return cmd
}

func (a *app) tokenPIN(ctx context.Context, flags *deviceFlags, newEnv, officerEnv string, asJSON bool) error {
	if flags.pinEnv == "" && officerEnv == "" || officerEnv != "" && newEnv == "" {
		return usageError(motcua.Text{VI: "cần --pin-env, hoặc --officer-pin-env cùng --new-pin-env", EN: "--pin-env is needed, or --officer-pin-env with --new-pin-env"})
	}
	d, err := flags.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close() // what was written is on the device
	holder, ok := d.(token.PINHolder)
	if !ok {
		return usageError(motcua.Text{VI: "thiết bị này không có mã PIN riêng", EN: "this device has no PIN of its own"})
	}
	did, done := "verified", motcua.Text{VI: "Mã PIN đúng.", EN: "The PIN is right."}
	switch {
	case officerEnv != "":
		err = holder.UnlockPIN(ctx, pinFrom(officerEnv), pinFrom(newEnv))
		did, done = "unlocked", motcua.Text{VI: "Đã mở khóa và đặt mã PIN mới.", EN: "The PIN was unlocked and set anew."}
	case newEnv != "":
		err = holder.ChangePIN(ctx, pinFrom(flags.pinEnv), pinFrom(newEnv))
		did, done = "changed", motcua.Text{VI: "Đã đổi mã PIN.", EN: "The PIN was changed."}
	default:
		err = holder.Login(ctx, pinFrom(flags.pinEnv))
	}
	if err != nil {
		return deviceFailure(err)
	}
	if asJSON {
		return writeJSONLine(a.stdout, struct {
			Schema string `json:"schema"`
			PIN    string `json:"pin"`
		}{"motcua/token-pin;version=1", did})
	}
	_, err = fmt.Fprintln(a.stdout, a.in(done))
	return err
}
