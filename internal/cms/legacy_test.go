package cms

import (
	"bytes"
	"crypto/rsa"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/internal/cert"
)

func TestVerifyEncapsulatedSHA1(t *testing.T) {
	id := rsaIdentity()
	sum := SHA1.sum(document)
	for _, r := range []recipe{
		{id: id, content: sum, encapsulate: true, digest: SHA1},
		{id: id, content: sum, encapsulate: true, digest: SHA256},
		{id: id, content: sum, encapsulate: true, digest: SHA1, noAttrs: true},
	} {
		sd, s := parseOne(t, r.make())
		res, err := sd.VerifyEncapsulatedSHA1(s, id.cert, sum)
		wantErrors(t, err)
		if !res.Has(NoteSHA1) || !res.DigestMatches {
			t.Errorf("got %+v", res)
		}
		for _, other := range [][]byte{SHA1.sum([]byte("other")), nil, sum[:19]} {
			res, err = sd.VerifyEncapsulatedSHA1(s, id.cert, other)
			wantErrors(t, err, ErrDigestMismatch)
			if res.DigestMatches {
				t.Error("DigestMatches")
			}
		}
	}
	detached := recipe{id: id, content: sum, digest: SHA1}
	sd, s := parseOne(t, detached.make())
	_, err := sd.VerifyEncapsulatedSHA1(s, id.cert, sum)
	wantErrors(t, err, ErrEncapsulatedContent, ErrDigestMismatch)
	empty := recipe{id: id, content: []byte{}, encapsulate: true, digest: SHA1}
	sd, s = parseOne(t, empty.make())
	_, err = sd.VerifyEncapsulatedSHA1(s, id.cert, nil)
	wantErrors(t, err, ErrDigestMismatch)
}

func TestVerifyPKCS1Contents(t *testing.T) {
	id := rsaIdentity()
	digest := func(d Digest) []byte { return d.sum(document) }
	for _, d := range []Digest{SHA1, SHA256, SHA512, SHA3_256, RIPEMD160} {
		contents := append(tlv(4, id.signWith(d, document)), 0, 0, 0)
		res, rest, err := VerifyPKCS1Contents(contents, id.cert, digest)
		if err != nil || len(rest) != 3 || res.Digest != d || !res.SignatureValid || !res.DigestMatches || res.Has(NoteSHA1) != (d == SHA1) || res.Has(NoteRIPEMD160) != (d == RIPEMD160) {
			t.Errorf("%s: %+v, %d left, %v", d, res, len(rest), err)
		}
		res, _, err = VerifyPKCS1Contents(contents, id.cert, func(d Digest) []byte { return d.sum([]byte("other")) })
		if !errors.Is(err, ErrDigestMismatch) || !res.SignatureValid || res.DigestMatches {
			t.Errorf("%s over another document: %+v, %v", d, res, err)
		}
		_, _, err = VerifyPKCS1Contents(contents, id.cert, func(Digest) []byte { return nil })
		var ua *UnsupportedAlgorithmError
		if !errors.As(err, &ua) || ua.OID != d.OID() || errors.Is(err, ErrDigestMismatch) {
			t.Errorf("%s without a digest: %v", d, err)
		}
	}
	sig := id.signWith(SHA1, document)
	sig[7] ^= 1
	_, _, err := VerifyPKCS1Contents(tlv(4, sig), id.cert, digest)
	wantErrors(t, err, ErrSignatureInvalid)
	_, _, err = VerifyPKCS1Contents(tlv(0x30), id.cert, digest)
	wantErrors(t, err, ErrMalformed)
	var ua *UnsupportedAlgorithmError
	if _, _, err = VerifyPKCS1Contents(tlv(4, sig), ecIdentity().cert, digest); !errors.As(err, &ua) {
		t.Errorf("EC key: %v", err)
	}
}

// TestPKCS1Padding forges encoded messages that a parser of the padding, as
// opposed to a comparison, might take.
func TestPKCS1Padding(t *testing.T) {
	id := rsaIdentity()
	key := id.key.(*rsa.PrivateKey)
	info := append(digestPrefix(SHA1), SHA1.sum(document)...)
	frame := func(head []byte, fill byte, tail []byte) []byte {
		mid := bytes.Repeat([]byte{fill}, 256-len(head)-len(tail))
		return append(append(append([]byte{}, head...), mid...), tail...)
	}
	good := frame([]byte{0, 1}, 0xff, append([]byte{0}, info...))
	for _, tt := range []struct {
		name string
		em   []byte
		ok   bool
	}{
		{"right", good, true},
		{"block type 2", frame([]byte{0, 2}, 0xff, append([]byte{0}, info...)), false},
		{"zeros for padding", frame([]byte{0, 1}, 0, append([]byte{0}, info...)), false},
		{"short padding and hidden octets", frame(append([]byte{0, 1}, bytes.Repeat([]byte{0xff}, 8)...), 0xaa, append([]byte{0}, info...)), false},
		{"no separator", frame([]byte{0, 1}, 0xff, info), false},
		{"garbage after the digest", append(good[1:256:256], 0x42), false},
	} {
		_, _, err := VerifyPKCS1Contents(tlv(4, rawRSA(key, tt.em)), id.cert, func(d Digest) []byte { return d.sum(document) })
		if tt.ok {
			wantErrors(t, err)
		} else {
			wantErrors(t, err, ErrSignatureInvalid)
		}
	}
}

// TestCorpusPKCS1 verifies the one real adbe.x509.rsa_sha1 file.
func TestCorpusPKCS1(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(corpusDir(t), "pdfcpu", "signatures__adbe.x509.rsa_sha1__sample01.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	sigs := scanPDF(b)
	if len(sigs) != 1 {
		t.Fatalf("%d signatures", len(sigs))
	}
	c, err := cert.Parse(literalString(b, []byte("/Cert(")))
	if err != nil {
		t.Fatal(err)
	}
	res, rest, err := VerifyPKCS1Contents(sigs[0].contents, c, func(d Digest) []byte { return d.sum(sigs[0].ranges) })
	if err != nil || len(bytes.Trim(rest, "\x00")) != 0 {
		t.Fatalf("%v, rest %x", err, rest)
	}
	if diff := cmp.Diff([]Note{NoteSHA1, NoteSmallKey, NoteNoSignedAttributes, NoteNoSigningCertificate}, res.Notes); diff != "" {
		t.Error(diff)
	}
}

// literalString decodes the PDF literal string that follows key.
func literalString(b, key []byte) []byte {
	at := bytes.LastIndex(b, key)
	var out []byte
	depth := 1
	for i := at + len(key); i < len(b); i++ {
		switch c := b[i]; c {
		case '\\':
			i++
			switch e := b[i]; e {
			case 'n':
				out = append(out, '\n')
			case 'r':
				out = append(out, '\r')
			case 't':
				out = append(out, '\t')
			case 'b':
				out = append(out, '\b')
			case 'f':
				out = append(out, '\f')
			case '0', '1', '2', '3', '4', '5', '6', '7':
				v := 0
				for n := 0; n < 3 && b[i] >= '0' && b[i] <= '7'; n++ {
					v = v*8 + int(b[i]-'0')
					i++
				}
				i--
				out = append(out, byte(v))
			default:
				out = append(out, e)
			}
			continue
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out
			}
		}
		out = append(out, b[i])
	}
	return nil
}
