package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/spf13/pflag"
)

// trustFlags say whom to trust, when, and what is known of the document.
type trustFlags struct {
	trust, revocation []string
	private           bool
	at, register      string
	kind, direction   string
	issued, received  string
}

// The values of --trust and --revocation that are no paths.
const (
	trustVGCAG1        = "vgca-g1"
	revocationEmbedded = "embedded"
	revocationOnline   = "online"
)

func (t *trustFlags) add(a *app, f *pflag.FlagSet) {
	t.addSources(a, f)
	t.addFacts(a, f)
}

// addSources adds what says whom to trust.
func (t *trustFlags) addSources(a *app, f *pflag.FlagSet) {
	f.StringArrayVar(&t.trust, "trust", nil, a.in(motcua.Text{
		VI: "tin cậy các chứng thư số gốc trong `FILE|DIR`, hoặc vgca-g1; thêm state: hoặc public: phía trước để nêu mục đích (được lặp lại)",
		EN: "trust the root certificates in `FILE|DIR`, or vgca-g1; state: or public: in front names their purpose (repeatable)",
	}))
	f.StringArrayVar(&t.revocation, "revocation", nil, a.in(motcua.Text{
		VI: "nguồn dữ liệu thu hồi ngoài dữ liệu trong tệp: thư mục `DIR`, online hoặc embedded (được lặp lại)",
		EN: "revocation data beside those in the file: the folder `DIR`, online, or embedded (repeatable)",
	}))
	f.BoolVar(&t.private, "online-private-unsafe", false, a.in(motcua.Text{
		VI: "cho phép online truy cập địa chỉ nội bộ (không an toàn với tệp lạ)",
		EN: "let online reach private addresses (unsafe with files from strangers)",
	}))
}

// addFacts adds the moment, and what is known of a document.
func (t *trustFlags) addFacts(a *app, f *pflag.FlagSet) {
	f.StringVar(&t.at, "at", "", a.in(motcua.Text{
		VI: "xét tại thời điểm `TIME` (RFC 3339); mặc định là bây giờ", EN: "judge at `TIME` (RFC 3339); default: now",
	}))
	f.StringVar(&t.register, "register", "", a.in(motcua.Text{
		VI: "danh bạ người ký: tệp CSV hoặc JSON `FILE`, hoặc URL cơ sở dữ liệu",
		EN: "register of signers: CSV or JSON `FILE`, or a database URL",
	}))
	f.StringVar(&t.kind, "kind", "", a.in(motcua.Text{
		VI: "loại văn bản `KIND`: original, copy hoặc scan", EN: "`KIND` of document: original, copy or scan",
	}))
	f.StringVar(&t.direction, "direction", "", a.in(motcua.Text{
		VI: "văn bản đi hay đến: outgoing hoặc incoming (`DIRECTION`)", EN: "outgoing or incoming (`DIRECTION`)",
	}))
	f.StringVar(&t.issued, "issued", "", a.in(motcua.Text{
		VI: "ngày ban hành ghi trên văn bản, `DATE` (YYYY-MM-DD)", EN: "day of issue that the document states, `DATE` (YYYY-MM-DD)",
	}))
	f.StringVar(&t.received, "received", "", a.in(motcua.Text{
		VI: "ngày tiếp nhận, `DATE` (YYYY-MM-DD)", EN: "day of receipt, `DATE` (YYYY-MM-DD)",
	}))
}

// trustOptions are the options that the flags ask for, and what they hold open.
type trustOptions struct {
	signature.VerifyOptions
	close func()
}

// options reads all flags.
func (a *app) options(ctx context.Context, t *trustFlags) (trustOptions, error) {
	register, err := a.register(ctx, t.register)
	if err != nil {
		return trustOptions{}, err
	}
	facts, err := t.facts()
	if err != nil {
		return trustOptions{}, err
	}
	at, err := t.moment()
	if err != nil {
		return trustOptions{}, err
	}
	pki, revocation, err := t.pki()
	if err != nil {
		return trustOptions{}, err
	}
	o := trustOptions{VerifyOptions: signature.VerifyOptions{At: at, PKI: pki, Register: register, Facts: facts}, close: func() {
		if pki != nil {
			pki.Close()
		}
		if revocation != nil {
			revocation.Close()
		}
	}}
	return o, nil
}

// facts reads what is known of the document.
func (t *trustFlags) facts() (signature.Facts, error) {
	facts := signature.Facts{Kind: signature.DocumentKind(t.kind), Direction: signature.Direction(t.direction)}
	switch facts.Kind {
	case "", signature.DocumentOriginal, signature.DocumentCopy, signature.DocumentScan:
	default:
		return facts, usageError(motcua.Text{VI: "--kind nhận original, copy hoặc scan", EN: "--kind takes original, copy or scan"})
	}
	switch facts.Direction {
	case "", signature.Outgoing, signature.Incoming:
	default:
		return facts, usageError(motcua.Text{VI: "--direction nhận outgoing hoặc incoming", EN: "--direction takes outgoing or incoming"})
	}
	for _, d := range []struct {
		flag, value string
		to          *motcua.Date
	}{{"--issued", t.issued, &facts.Issued}, {"--received", t.received, &facts.Received}} {
		if d.value == "" {
			continue
		}
		date, err := motcua.ParseDate(d.value)
		if err != nil {
			return facts, usageError(motcua.Textf("%s nhận một ngày dạng YYYY-MM-DD", "%s takes a date YYYY-MM-DD", d.flag))
		}
		*d.to = date
	}
	return facts, nil
}

// moment is the moment of judging: the one asked for, or now.
func (t *trustFlags) moment() (time.Time, error) {
	if t.at == "" {
		return time.Now(), nil
	}
	at, err := time.Parse(time.RFC3339, t.at)
	if err != nil {
		return at, usageError(motcua.Text{
			VI: "--at nhận một thời điểm dạng 2026-11-28T08:00:00+07:00", EN: "--at takes a time like 2026-11-28T08:00:00+07:00",
		})
	}
	return at, nil
}

// stores reads the trust stores.
func (t *trustFlags) stores() ([]signature.TrustStore, error) {
	var stores []signature.TrustStore
	for _, arg := range t.trust {
		if arg == trustVGCAG1 {
			stores = append(stores, signature.VGCAG1())
			continue
		}
		path, purpose := arg, signature.Purpose("")
		for _, p := range []signature.Purpose{signature.PurposeState, signature.PurposePublic} {
			if rest, ok := strings.CutPrefix(arg, string(p)+":"); ok {
				path, purpose = rest, p
			}
		}
		dir, name := splitPath(path)
		store, err := signature.ReadTrustStore(os.DirFS(dir), name, purpose)
		if err != nil {
			return nil, usageError(motcua.Textf("--trust %q: không đọc được chứng thư số gốc nào", "--trust %q: no root certificate can be read", path))
		}
		stores = append(stores, store)
	}
	return stores, nil
}

// pki prepares trust; nil where no store was chosen. The caller closes both.
func (t *trustFlags) pki() (*signature.PKI, *signature.RevocationData, error) {
	stores, err := t.stores()
	if err != nil || len(stores) == 0 {
		return nil, nil, err
	}
	var o signature.PKIOptions
	for _, arg := range t.revocation {
		switch arg {
		case revocationEmbedded: // always looked at
		case revocationOnline:
			o.Online = &signature.OnlineOptions{Now: time.Now, AllowPrivateUnsafe: t.private}
		default:
			if o.Revocation != nil {
				return nil, nil, usageError(motcua.Text{VI: "--revocation chỉ nhận một thư mục", EN: "--revocation takes one folder only"})
			}
			dir, name := splitPath(arg)
			if o.Revocation, err = signature.ReadRevocationData(os.DirFS(dir), name); err != nil {
				return nil, nil, usageError(motcua.Textf("--revocation %q: không đọc được dữ liệu thu hồi", "--revocation %q: revocation data cannot be read", arg))
			}
		}
	}
	p, err := signature.NewPKI(stores, o)
	if err != nil {
		return nil, nil, usageError(motcua.Text{VI: "--trust: có chứng thư số không đọc được", EN: "--trust: a certificate cannot be read"})
	}
	return p, o.Revocation, nil
}

// splitPath splits a path for os.DirFS, whose names are relative.
func splitPath(path string) (dir, name string) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return path, "."
	}
	return filepath.Dir(path), filepath.Base(path)
}
