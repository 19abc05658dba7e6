package cms

import (
	"bytes"
	"encoding/pem"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/motcua/motcua/internal/cert"

	"github.com/motcua/motcua/internal/testtool"
)

// openssl is an independent maker of signatures, in a folder of its own.
type openssl struct {
	t   testing.TB
	dir string
}

func newOpenSSL(t testing.TB) openssl {
	t.Helper()
	testtool.Path(t, "openssl")
	return openssl{t: t, dir: t.TempDir()}
}

func (o openssl) try(args ...string) error {
	cmd := exec.Command("openssl", args...)
	cmd.Dir = o.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		return errors.New(strings.Join(args, " ") + ": " + err.Error() + ": " + string(out))
	}
	return nil
}

func (o openssl) run(args ...string) {
	o.t.Helper()
	if err := o.try(args...); err != nil {
		o.t.Fatal(err)
	}
}

func (o openssl) read(name string) []byte {
	o.t.Helper()
	b, err := os.ReadFile(filepath.Join(o.dir, name))
	if err != nil {
		o.t.Fatal(err)
	}
	return b
}

func (o openssl) write(name string, b []byte) {
	o.t.Helper()
	if err := os.WriteFile(filepath.Join(o.dir, name), b, 0o600); err != nil {
		o.t.Fatal(err)
	}
}

// identity makes a key and a self-signed certificate called name.
func (o openssl) identity(name string, genpkey ...string) *cert.Certificate {
	o.t.Helper()
	o.run(slices.Concat([]string{"genpkey", "-out", name + ".key"}, genpkey)...)
	o.run("req", "-x509", "-new", "-key", name+".key", "-out", name+".pem", "-days", "3650", "-utf8",
		"-subj", "/C=VN/O=Cơ quan/CN="+name, "-sha256")
	block, _ := pem.Decode(o.read(name + ".pem"))
	if block == nil {
		o.t.Fatal("no PEM block")
	}
	c, err := cert.Parse(block.Bytes)
	if err != nil {
		o.t.Fatal(err)
	}
	return c
}

// sign makes a CMS over content with further arguments to "openssl cms".
func (o openssl) sign(name string, content []byte, args ...string) ([]byte, error) {
	o.t.Helper()
	o.write("content", content)
	err := o.try(slices.Concat([]string{"cms", "-sign", "-binary", "-in", "content", "-signer", name + ".pem",
		"-inkey", name + ".key", "-outform", "DER", "-out", "signed"}, args)...)
	if err != nil {
		return nil, err
	}
	return o.read("signed"), nil
}

func TestOpenSSL(t *testing.T) {
	o := newOpenSSL(t)
	certs := map[string]*cert.Certificate{
		"rsa":     o.identity("rsa", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"),
		"rsa512":  o.identity("rsa512", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:512"),
		"rsa1025": o.identity("rsa1025", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1025"),
		"p256":    o.identity("p256", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"),
		"p384":    o.identity("p384", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"),
		"p521":    o.identity("p521", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"),
		"p224":    o.identity("p224", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-224"),
	}
	pss := []string{"-keyopt", "rsa_padding_mode:pss"}
	with := func(list []string, more ...string) []string { return slices.Concat(list, more) }
	long := append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("0123456789abcdef"), 12_000)...)
	for _, tt := range []struct {
		name, key string
		args      []string
		alg       string
		digest    Digest
		notes     []Note
		content   []byte // nil: document
		optional  bool   // older OpenSSL can't
	}{
		{name: "RSA SHA-1", key: "rsa", args: []string{"-md", "sha1"}, alg: "SHA1withRSA", digest: SHA1, notes: []Note{NoteSHA1}},
		{name: "RSA SHA-224", key: "rsa", args: []string{"-md", "sha224"}, alg: "SHA224withRSA", digest: SHA224},
		{name: "RSA SHA-256", key: "rsa", args: []string{"-md", "sha256"}, alg: "SHA256withRSA", digest: SHA256},
		{name: "RSA SHA-384", key: "rsa", args: []string{"-md", "sha384"}, alg: "SHA384withRSA", digest: SHA384},
		{name: "RSA SHA-512", key: "rsa", args: []string{"-md", "sha512"}, alg: "SHA512withRSA", digest: SHA512},
		{name: "RSA SHA3-256", key: "rsa", args: []string{"-md", "sha3-256"}, alg: "SHA3-256withRSA", digest: SHA3_256, optional: true},
		{name: "RSA SHA-512/256", key: "rsa", args: []string{"-md", "sha512-256"}, alg: "SHA512-256withRSA", digest: SHA512_256, optional: true},
		{name: "RSA RIPEMD-160", key: "rsa", args: []string{"-md", "rmd160"}, alg: "RIPEMD160withRSA", digest: RIPEMD160, notes: []Note{NoteRIPEMD160}, optional: true},
		{name: "RSA 512", key: "rsa512", args: []string{"-md", "sha256"}, alg: "SHA256withRSA", digest: SHA256, notes: []Note{NoteSmallKey}},
		{name: "RSA 1025", key: "rsa1025", args: []string{"-md", "sha256"}, alg: "SHA256withRSA", digest: SHA256, notes: []Note{NoteSmallKey}},
		{name: "PSS", key: "rsa", args: with(pss, "-md", "sha256"), alg: "SHA256withRSAandMGF1", digest: SHA256},
		{name: "PSS salt 32", key: "rsa", args: with(pss, "-md", "sha384", "-keyopt", "rsa_pss_saltlen:32"), alg: "SHA384withRSAandMGF1", digest: SHA384},
		{name: "PSS salt 0", key: "rsa", args: with(pss, "-md", "sha256", "-keyopt", "rsa_pss_saltlen:0"), alg: "SHA256withRSAandMGF1", digest: SHA256},
		{name: "PSS, mask by SHA-1", key: "rsa", args: with(pss, "-md", "sha256", "-keyopt", "rsa_mgf1_md:sha1"), alg: "SHA256withRSAandMGF1", digest: SHA256, notes: []Note{NoteSHA1}},
		{name: "PSS, mask by SHA-512", key: "rsa", args: with(pss, "-md", "sha256", "-keyopt", "rsa_mgf1_md:sha512"), alg: "SHA256withRSAandMGF1", digest: SHA256},
		{name: "PSS 1025", key: "rsa1025", args: with(pss, "-md", "sha256", "-keyopt", "rsa_mgf1_md:sha384"), alg: "SHA256withRSAandMGF1", digest: SHA256, notes: []Note{NoteSmallKey}},
		{name: "P-256", key: "p256", args: []string{"-md", "sha256"}, alg: "SHA256withECDSA", digest: SHA256},
		{name: "P-256 SHA-512", key: "p256", args: []string{"-md", "sha512"}, alg: "SHA512withECDSA", digest: SHA512},
		{name: "P-384", key: "p384", args: []string{"-md", "sha384"}, alg: "SHA384withECDSA", digest: SHA384},
		{name: "P-521", key: "p521", args: []string{"-md", "sha512"}, alg: "SHA512withECDSA", digest: SHA512},
		{name: "P-224", key: "p224", args: []string{"-md", "sha224"}, alg: "SHA224withECDSA", digest: SHA224, notes: []Note{NoteSmallKey}},
		{name: "key identifier", key: "rsa", args: []string{"-keyid"}, alg: "SHA256withRSA", digest: SHA256},
		{name: "no certificates", key: "rsa", args: []string{"-nocerts"}, alg: "SHA256withRSA", digest: SHA256},
		{name: "no attributes", key: "rsa", args: []string{"-noattr"}, alg: "SHA256withRSA", digest: SHA256, notes: []Note{NoteNoSignedAttributes}},
		{name: "no attributes, EC", key: "p256", args: []string{"-noattr"}, alg: "SHA256withECDSA", digest: SHA256, notes: []Note{NoteNoSignedAttributes}},
		{name: "CAdES", key: "rsa", args: []string{"-cades"}, alg: "SHA256withRSA", digest: SHA256},
		{name: "encapsulated", key: "rsa", args: []string{"-nodetach"}, alg: "SHA256withRSA", digest: SHA256},
		{name: "chunked", key: "rsa", args: []string{"-nodetach", "-stream"}, alg: "SHA256withRSA", digest: SHA256, content: long, notes: []Note{NoteBER}},
		{name: "chunked, EC, no attributes", key: "p384", args: []string{"-nodetach", "-stream", "-noattr", "-md", "sha384"},
			alg: "SHA384withECDSA", digest: SHA384, content: long, notes: []Note{NoteBER, NoteNoSignedAttributes}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := openssl{t: t, dir: o.dir}
			content := document
			if tt.content != nil {
				content = tt.content
			}
			signed, err := o.sign(tt.key, content, tt.args...)
			if err != nil && tt.optional {
				testtool.Missing(t, "an openssl that signs so")
			}
			if err != nil {
				t.Fatal(err)
			}
			notes := tt.notes
			if !slices.Contains(tt.args, "-cades") {
				notes = append(slices.Clone(notes), NoteNoSigningCertificate)
			}
			slices.Sort(notes)
			checkOpenSSL(t, signed, content, certs[tt.key], func(r Result) bool {
				return r.Name == tt.alg && r.Digest == tt.digest && slices.Equal(r.Notes, notes)
			})
		})
	}
}

// checkOpenSSL verifies a signature, then the same with the content, the
// signature value and the key changed.
func checkOpenSSL(t *testing.T, signed, content []byte, c *cert.Certificate, good func(Result) bool) {
	t.Helper()
	sd, s := parseOne(t, signed)
	found, err := sd.FindCertificate(s, [][]byte{c.Raw})
	if err != nil || !bytes.Equal(found.Raw, c.Raw) {
		t.Fatalf("FindCertificate: %v", err)
	}
	verify := func(c *cert.Certificate, content []byte) (Result, error) {
		d, err := s.Digest()
		if err != nil {
			t.Fatal(err)
		}
		return sd.Verify(s, c, d.sum(content), VerifyOptions{Encapsulated: sd.HasContent, ContentPrefix: content})
	}
	res, err := verify(c, content)
	if err != nil || !good(res) {
		t.Errorf("got %+v, %v", res, err)
	}
	if sd.HasContent {
		if !bytes.Equal(sd.Content, content) {
			t.Errorf("%d octets of content, want %d", len(sd.Content), len(content))
		}
		sd.Content = append(bytes.Clone(sd.Content), 'x')
	}
	want := ErrDigestMismatch
	if !s.HasSignedAttrs {
		want = ErrSignatureInvalid
	}
	if _, err := verify(c, append(bytes.Clone(content), 'x')); !errors.Is(err, want) {
		t.Errorf("changed content: %v", err)
	}
	if sd.HasContent {
		sd.Content = content
	}
	if _, err := verify(rsaIdentity().cert, content); !errors.Is(err, ErrSignatureInvalid) {
		t.Errorf("another key: %v", err)
	}
	s.Signature = bytes.Clone(s.Signature)
	s.Signature[len(s.Signature)-1] ^= 1
	if _, err := verify(c, content); !errors.Is(err, ErrSignatureInvalid) {
		t.Errorf("changed signature: %v", err)
	}
}

// TestOpenSSLDigests compares every digest with openssl's.
func TestOpenSSLDigests(t *testing.T) {
	o := newOpenSSL(t)
	o.write("content", document)
	names := []string{"", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-224", "sha512-256",
		"sha3-224", "sha3-256", "sha3-384", "sha3-512", "rmd160", "shake128", "shake256"}
	for d := SHA1; d <= lastDigest; d++ {
		args := []string{"dgst", "-" + names[d], "-binary", "-out", "sum"}
		if d.isXOF() {
			args = append(args, "-xoflen", strconv.Itoa(d.Size()))
		}
		if err := o.try(append(args, "content")...); err != nil {
			if d != RIPEMD160 { // some builds leave it out
				t.Error(err)
			}
			continue
		}
		if !bytes.Equal(o.read("sum"), d.sum(document)) {
			t.Errorf("%s differs", d)
		}
	}
}

// TestOpenSSLAgrees hands our own CMS to openssl, so that the recipes that the
// other tests build on are known to be sound.
func TestOpenSSLAgrees(t *testing.T) {
	o := newOpenSSL(t)
	id := rsaIdentity()
	o.write("content", document)
	o.write("ca.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: id.der}))
	for name, r := range map[string]recipe{
		"standard": {id: id, content: document},
		"keyid":    {id: id, content: document, keyID: true},
		"noattr":   {id: id, content: document, noAttrs: true},
	} {
		o.write("signed", r.make())
		if err := o.try("cms", "-verify", "-binary", "-inform", "DER", "-in", "signed", "-content", "content",
			"-CAfile", "ca.pem", "-purpose", "any", "-out", "out"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
