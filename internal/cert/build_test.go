package cert

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/corpus"
)

// rawAttribute is a name attribute whose string type and bytes are free.
type rawAttribute struct {
	oid   asn1.ObjectIdentifier
	tag   uint8
	value []byte
}

type rawExtension struct {
	oid      asn1.ObjectIdentifier
	critical bool
	value    []byte
}

// template builds certificates that crypto/x509 wouldn't make.
type template struct {
	version    int64 // as encoded; 2 is v3
	serial     []byte
	issuer     []rawAttribute
	subject    []rawAttribute
	spki       []byte // nil: the signing key's
	extensions []rawExtension
}

func oid(arcs ...int) asn1.ObjectIdentifier { return arcs }

var (
	attrCN    = oid(2, 5, 4, 3)
	attrO     = oid(2, 5, 4, 10)
	attrUID   = oid(0, 9, 2342, 19200300, 100, 1, 1)
	attrEmail = oid(1, 2, 840, 113549, 1, 9, 1)
)

const (
	utf8Tag      = 12
	printableTag = 19
	t61Tag       = 20
	ia5Tag       = 22
)

func addName(b *cryptobyte.Builder, attrs []rawAttribute) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, a := range attrs {
			b.AddASN1(cbasn1.SET, func(b *cryptobyte.Builder) {
				b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
					b.AddASN1ObjectIdentifier(a.oid)
					b.AddASN1(cbasn1.Tag(a.tag), func(b *cryptobyte.Builder) { b.AddBytes(a.value) })
				})
			})
		}
	})
}

func addECDSAWithSHA256(b *cryptobyte.Builder) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(oid(1, 2, 840, 10045, 4, 3, 2))
	})
}

// build returns the certificate, signed by a fresh P-256 key.
func (tp template) build(t testing.TB) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	spki := tp.spki
	if spki == nil {
		if spki, err = x509.MarshalPKIXPublicKey(key.Public()); err != nil {
			t.Fatal(err)
		}
	}
	tbs := tp.tbs(t, spki)
	digest := sha256.Sum256(tbs)
	sig, err := key.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddBytes(tbs)
		addECDSAWithSHA256(b)
		b.AddASN1BitString(sig)
	})
	return b.BytesOrPanic()
}

func (tp template) tbs(t testing.TB, spki []byte) []byte {
	t.Helper()
	if tp.serial == nil {
		tp.serial = []byte{1}
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		if tp.version > 0 {
			b.AddASN1(cbasn1.Tag(0).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) {
				b.AddASN1Int64(tp.version)
			})
		}
		b.AddASN1(cbasn1.INTEGER, func(b *cryptobyte.Builder) { b.AddBytes(tp.serial) })
		addECDSAWithSHA256(b)
		addName(b, tp.issuer)
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1UTCTime(time.Date(2021, 1, 2, 3, 4, 5, 0, time.UTC))
			b.AddASN1GeneralizedTime(time.Date(2051, 1, 2, 3, 4, 5, 0, time.UTC))
		})
		addName(b, tp.subject)
		b.AddBytes(spki)
		if tp.extensions != nil {
			b.AddASN1(cbasn1.Tag(3).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) {
				b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { addExtensions(b, tp.extensions) })
			})
		}
	})
	return b.BytesOrPanic()
}

func addExtensions(b *cryptobyte.Builder, list []rawExtension) {
	for _, e := range list {
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(e.oid)
			if e.critical {
				b.AddASN1Boolean(true)
			}
			b.AddASN1OctetString(e.value)
		})
	}
}

// cn is a name of one attribute.
func cn(tag uint8, value string) []rawAttribute {
	return []rawAttribute{{attrCN, tag, []byte(value)}}
}

// mustParse parses a built certificate.
func mustParse(t testing.TB, b []byte) *Certificate {
	t.Helper()
	c, err := Parse(b)
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	return c
}

// corpusCertificates returns the PKITS certificates, or nil without a corpus.
func corpusCertificates(t testing.TB) map[string][]byte {
	t.Helper()
	dir := corpus.Dir(t)
	if dir == "" {
		return nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "pkits", "certs", "*"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(f)] = b
	}
	if len(out) == 0 {
		t.Fatal("corpus has no PKITS certificates")
	}
	return out
}

func bigInt(n int64) *big.Int { return big.NewInt(n) }
