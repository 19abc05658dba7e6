package main

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/report"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// The parts of the demonstration of trust, below its folder.
const (
	demoTrust      = "trust"
	demoRevocation = "revocation"
	demoRegister   = "register.csv"
	demoSigned     = "decision-two-signatures.pdf"
	demoMoment     = "2025-03-20T08:00:00+07:00"
)

// demoWhole judges a document that a competent person and the agency signed,
// with roots, revocation lists and a register, as an agency would.
func (a *app) demoWhole(ctx context.Context, dir string) error {
	if err := writeDemoTrust(dir); err != nil {
		return usageError(cannotOpen(dir, err))
	}
	flags := trustFlags{
		trust:      []string{string(signature.PurposeState) + ":" + filepath.Join(dir, demoTrust)},
		revocation: []string{filepath.Join(dir, demoRevocation)},
		at:         demoMoment, register: filepath.Join(dir, demoRegister), direction: string(signature.Outgoing),
	}
	opts, err := a.options(ctx, &flags)
	if err != nil {
		return err
	}
	defer opts.close()
	path := filepath.Join(dir, demoSigned)
	j := &judge{verify: opts.VerifyOptions, text: report.TextOptions{Language: a.lang, Color: useColor(a.stdout), Brief: true}}
	o := j.target(ctx, target{name: path})
	if o.err != nil || o.refused != nil {
		return errors.Join(o.err, o.refused)
	}
	fmt.Fprintln(a.stdout, a.in(motcua.Textf("\nmotcua verify --trust state:%[1]s/trust --revocation %[1]s/revocation --register %[1]s/register.csv \\\n  --direction outgoing --at %[2]s --brief %[1]s/%[3]s\n",
		"\nmotcua verify --trust state:%[1]s/trust --revocation %[1]s/revocation --register %[1]s/register.csv \\\n  --direction outgoing --at %[2]s --brief %[1]s/%[3]s\n", dir, demoMoment, demoSigned)))
	if _, err := a.stdout.Write(o.report); err != nil {
		return err
	}
	if o.status != signature.StatusValid {
		return notValid()
	}
	return nil
}

// writeDemoTrust writes what an agency holds beside its documents.
func writeDemoTrust(dir string) error {
	for _, d := range []string{demoTrust, demoRevocation} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o777); err != nil {
			return err
		}
	}
	at, err := time.Parse(time.RFC3339, demoMoment)
	if err != nil {
		return err
	}
	files := map[string]func() ([]byte, error){
		filepath.Join(demoTrust, "root.pem"): certificatePEM(signaturetest.Root()),
		filepath.Join(demoTrust, "sub.pem"):  certificatePEM(signaturetest.SubCA()),
		demoSigned:                           demoDocument,
	}
	for name, authority := range map[string]*signaturetest.Identity{"root.crl": signaturetest.Root(), "sub.crl": signaturetest.SubCA()} {
		files[filepath.Join(demoRevocation, name)] = func() ([]byte, error) {
			return signaturetest.BuildCRL(signaturetest.CRLOptions{Authority: authority, ThisUpdate: at.Add(-time.Hour)})
		}
	}
	for name, build := range files {
		data, err := build()
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			return err
		}
	}
	return writeDemoRegister(filepath.Join(dir, demoRegister))
}

func certificatePEM(id *signaturetest.Identity) func() ([]byte, error) {
	return func() ([]byte, error) {
		return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: id.Cert.Raw}), nil
	}
}

// demoDocument is signed by the competent person first, by the agency second,
// each with a timestamp.
func demoDocument() ([]byte, error) {
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	signed := time.Date(2025, 3, 10, 2, 30, 0, 0, time.UTC)
	for i, id := range []*signaturetest.Identity{signaturetest.Person(), signaturetest.Agency()} {
		at := signed.Add(time.Duration(i) * 30 * time.Minute)
		o := signaturetest.SignOptions{Signer: id, SubFilter: signaturetest.SubFilterCAdES, Time: at}
		o.CMS.ESS = 2
		o.CMS.Timestamp = &signaturetest.TimestampOptions{Time: at.Add(5 * time.Second), Serial: int64(i) + 1}
		if i == 0 {
			o.Certify = 2
		}
		d.Sign(o)
	}
	return d.Bytes()
}

// writeDemoRegister says who holds the two certificates.
func writeDemoRegister(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	digest := func(id *signaturetest.Identity) string {
		sum := sha256.Sum256(id.Cert.Raw)
		return hex.EncodeToString(sum[:])
	}
	err = w.WriteAll([][]string{
		{"SHA-256", "Vai trò", "Họ tên", "Cơ quan", "Chức danh", "Thẩm quyền ký", "Đơn vị quản lý", "Từ ngày"},
		{digest(signaturetest.Person()), "cá nhân", "Nguyễn Thị Lấp Lánh Ánh", "Sở Nội vụ tỉnh Thử Nghiệm", "Giám đốc", "văn bản của Sở", "Văn phòng Sở", "02/01/2024"},
		{digest(signaturetest.Agency()), "cơ quan", "Sở Nội vụ tỉnh Thử Nghiệm", "Sở Nội vụ tỉnh Thử Nghiệm", "", "văn bản của Sở", "Văn phòng Sở", "02/01/2024"},
	})
	return errors.Join(err, f.Close())
}
