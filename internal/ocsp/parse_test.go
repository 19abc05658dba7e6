package ocsp

import (
	"bytes"
	"errors"
	"math/big"
	"slices"
	"testing"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/signature/signaturetest"
)

// rich is a response that uses every optional field.
func rich(tb testing.TB) []byte {
	tb.Helper()
	answer := about(signaturetest.Person().Cert)
	answer.ArchiveCutoff = produced().AddDate(-5, 0, 0)
	answer.Revoked = &signaturetest.Revocation{Reason: 1, InvalidityDate: produced().AddDate(0, -1, 0)}
	der, err := signaturetest.BuildOCSP([]signaturetest.OCSPAnswer{answer, about(signaturetest.Agency().Cert)},
		signaturetest.OCSPOptions{ByName: true, Nonce: []byte("0123456789abcdef")})
	if err != nil {
		tb.Fatal(err)
	}
	return der
}

func TestRefusals(t *testing.T) {
	for _, status := range []int{StatusMalformedRequest, StatusInternalError, StatusTryLater, StatusSigRequired, StatusUnauthorized, 9} {
		_, err := Parse(signaturetest.RefuseOCSP(status))
		var refused *StatusError
		if !errors.As(err, &refused) || refused.Status != status || refused.Error() == "" {
			t.Errorf("status %d: %v", status, err)
		}
	}
}

// TestCutShort: every beginning of a response, and whatever follows it, is
// refused.
func TestCutShort(t *testing.T) {
	der := rich(t)
	if _, err := Parse(der); err != nil {
		t.Fatal(err)
	}
	for n := range der {
		if _, err := Parse(der[:n]); !errors.Is(err, ErrMalformed) {
			t.Fatalf("%d of %d octets: %v", n, len(der), err)
		}
	}
	if _, err := Parse(append(bytes.Clone(der), 0)); !errors.Is(err, ErrMalformed) {
		t.Errorf("one octet more: %v", err)
	}
}

// element returns DER with the parts as content.
func element(tag asn1.Tag, parts ...[]byte) []byte {
	var b cryptobyte.Builder
	b.AddASN1(tag, func(b *cryptobyte.Builder) { b.AddBytes(slices.Concat(parts...)) })
	return b.BytesOrPanic()
}

// pieces are the parts of a response, each DER; a test replaces some.
type pieces struct {
	kind                                        []byte // OID of the response type
	version, responder, produced, answers, exts []byte
	signature, certificates                     []byte
}

func seq(parts ...[]byte) []byte { return element(asn1.SEQUENCE, parts...) }

var (
	sha1WithRSA = []byte("\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05\x05\x00")
	moment      = []byte("\x18\x0f20250310023100Z")
	earlier     = []byte("\x18\x0f20250310023059Z")
)

func usual() pieces {
	return pieces{
		kind:      []byte("\x06\x09\x2b\x06\x01\x05\x05\x07\x30\x01\x01"),
		responder: element(context(2), element(asn1.OCTET_STRING, make([]byte, 20))),
		produced:  moment,
		answers:   seq(oneAnswer([]byte{0x80, 0}, moment)),
		signature: slices.Concat(sha1WithRSA, element(asn1.BIT_STRING, []byte{0, 1})),
	}
}

func oneAnswer(status []byte, rest ...[]byte) []byte {
	sha1 := []byte("\x30\x07\x06\x05\x2b\x0e\x03\x02\x1a")
	id := seq(sha1, element(asn1.OCTET_STRING), element(asn1.OCTET_STRING), []byte{2, 1, 7})
	return seq(slices.Concat([][]byte{id, status}, rest)...)
}

func (p pieces) der() []byte {
	data := seq(p.version, p.responder, p.produced, p.answers, p.exts)
	basic := seq(data, p.signature, p.certificates)
	return seq([]byte{10, 1, 0}, element(context(0), seq(p.kind, element(asn1.OCTET_STRING, basic))))
}

// extensionsOf is [1] Extensions of parts.
func extensionsOf(parts ...[]byte) []byte { return element(context(1), seq(parts...)) }

func TestStructures(t *testing.T) {
	plain := seq([]byte("\x06\x02\x2a\x03"), []byte("\x04\x00"))
	numbered := func(n int) []byte { return seq([]byte{6, 2, 0x2a, byte(n)}, []byte("\x04\x00")) }
	var many [][]byte
	for n := range maxExtensions + 1 {
		many = append(many, numbered(n))
	}
	cutoff := func(value []byte) []byte {
		return seq([]byte("\x06\x09\x2b\x06\x01\x05\x05\x07\x30\x01\x06"), element(asn1.OCTET_STRING, value))
	}
	answer := oneAnswer([]byte{0x80, 0}, moment)
	tests := []struct {
		name   string
		change func(*pieces)
		want   error
	}{
		{"usual", func(*pieces) {}, nil},
		{"version written", func(p *pieces) { p.version = element(context(0), []byte{2, 1, 0}) }, nil},
		{"version 2", func(p *pieces) { p.version = element(context(0), []byte{2, 1, 1}) }, ErrUnsupported},
		{"version of two numbers", func(p *pieces) { p.version = element(context(0), []byte{2, 1, 0, 2, 1, 0}) }, ErrMalformed},
		{"another type", func(p *pieces) { p.kind = []byte("\x06\x02\x2a\x03") }, ErrUnsupported},
		{"no responder", func(p *pieces) { p.responder = nil }, ErrMalformed},
		{"key of 21 octets", func(p *pieces) { p.responder = element(context(2), element(asn1.OCTET_STRING, make([]byte, 21))) }, ErrMalformed},
		{"no name", func(p *pieces) { p.responder = element(context(1), []byte{5, 0}) }, ErrMalformed},
		{"no date", func(p *pieces) { p.produced = nil }, ErrMalformed},
		{"bad date", func(p *pieces) { p.produced = []byte("\x18\x0f20250230023100Z") }, ErrMalformed},
		{"no answers", func(p *pieces) { p.answers = seq() }, nil},
		{"most answers", func(p *pieces) { p.answers = seq(slices.Repeat([][]byte{answer}, maxSingles)...) }, nil},
		{"too many answers", func(p *pieces) { p.answers = seq(slices.Repeat([][]byte{answer}, maxSingles+1)...) }, ErrTooLarge},
		{"status 3", func(p *pieces) { p.answers = seq(oneAnswer([]byte{0x83, 0}, moment)) }, ErrMalformed},
		{"good with content", func(p *pieces) { p.answers = seq(oneAnswer([]byte{0x80, 1, 0}, moment)) }, ErrMalformed},
		{"unknown with content", func(p *pieces) { p.answers = seq(oneAnswer([]byte{0x82, 1, 0}, moment)) }, ErrMalformed},
		{"revoked without date", func(p *pieces) { p.answers = seq(oneAnswer([]byte{0xa1, 0}, moment)) }, ErrMalformed},
		{"revoked", func(p *pieces) { p.answers = seq(oneAnswer(element(context(1), moment), moment)) }, nil},
		{"reason no enumeration", func(p *pieces) {
			p.answers = seq(oneAnswer(element(context(1), moment, element(context(0), []byte{2, 1, 1})), moment))
		}, ErrMalformed},
		{"no update", func(p *pieces) { p.answers = seq(oneAnswer([]byte{0x80, 0})) }, ErrMalformed},
		{"next update the same", func(p *pieces) {
			p.answers = seq(oneAnswer([]byte{0x80, 0}, moment, element(context(0), moment)))
		}, nil},
		{"next update before", func(p *pieces) {
			p.answers = seq(oneAnswer([]byte{0x80, 0}, moment, element(context(0), earlier)))
		}, ErrMalformed},
		{"two next updates", func(p *pieces) {
			p.answers = seq(oneAnswer([]byte{0x80, 0}, moment, element(context(0), moment, moment)))
		}, ErrMalformed},
		{"archive cutoff", func(p *pieces) {
			p.answers = seq(oneAnswer([]byte{0x80, 0}, moment, extensionsOf(cutoff(moment))))
		}, nil},
		{"archive cutoff no date", func(p *pieces) {
			p.answers = seq(oneAnswer([]byte{0x80, 0}, moment, extensionsOf(cutoff([]byte{5, 0}))))
		}, ErrMalformed},
		{"extension twice", func(p *pieces) { p.exts = extensionsOf(plain, plain) }, ErrMalformed},
		{"most extensions", func(p *pieces) { p.exts = extensionsOf(many[1:]...) }, nil},
		{"too many extensions", func(p *pieces) { p.exts = extensionsOf(many...) }, ErrTooLarge},
		{"octets after data", func(p *pieces) { p.exts = []byte{5, 0} }, ErrMalformed},
		{"no signature", func(p *pieces) { p.signature = nil }, ErrMalformed},
		{"signature of 7 bits", func(p *pieces) { p.signature = slices.Concat(sha1WithRSA, []byte{3, 2, 1, 0}) }, ErrMalformed},
		{"certificates that are none", func(p *pieces) { p.certificates = element(context(0), seq(seq(), seq([]byte{5, 0}))) }, nil},
		{"certificates no sequence", func(p *pieces) { p.certificates = element(context(0), []byte{5, 0}) }, ErrMalformed},
		{"too many certificates", func(p *pieces) {
			p.certificates = element(context(0), seq(slices.Repeat([][]byte{seq()}, maxCertificates+1)...))
		}, ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := usual()
			tt.change(&p)
			if _, err := Parse(p.der()); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
	if _, err := Parse(make([]byte, maxSize+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too many octets: %v", err)
	}
}

// TestSerialNumbers: identifiers of any sign are kept.
func TestSerialNumbers(t *testing.T) {
	for _, serial := range []*big.Int{big.NewInt(0), big.NewInt(-5), new(big.Int).Lsh(big.NewInt(1), 200)} {
		r := build(t, signaturetest.OCSPOptions{}, signaturetest.OCSPAnswer{Serial: serial})
		if got := r.singles[0].id.serial; got.Cmp(serial) != 0 {
			t.Errorf("serial number %v, want %v", got, serial)
		}
	}
}
