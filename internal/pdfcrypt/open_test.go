package pdfcrypt

import (
	"bytes"
	"crypto/md5"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/internal/testtool"
)

// frozen returns the Config of a file of testdata.
func frozen(tb testing.TB, name string) encrypted {
	tb.Helper()
	data, err := os.ReadFile(testFile(name))
	if err != nil {
		tb.Fatal(err)
	}
	f, ok := readFile(tb, data)
	if !ok {
		tb.Fatalf("%s is not encrypted", name)
	}
	return f
}

func TestOpenRefuses(t *testing.T) {
	for _, c := range []struct {
		name, file string
		change     func(*Config)
		want       error
	}{
		{"V 0", "rc4-40", func(c *Config) { c.V = 0 }, ErrUnsupported},
		{"V 3", "rc4-128", func(c *Config) { c.V = 3 }, ErrUnsupported},
		{"V 6", "aes-256", func(c *Config) { c.V = 6 }, ErrUnsupported},
		{"negative V", "aes-256", func(c *Config) { c.V = -1 }, ErrUnsupported},
		{"R 1", "rc4-40", func(c *Config) { c.R = 1 }, ErrUnsupported},
		{"R 7", "aes-256", func(c *Config) { c.R = 7 }, ErrUnsupported},
		{"V 4 and R 3", "aes-128", func(c *Config) { c.R = 3 }, ErrUnsupported},
		{"V 5 and R 4", "aes-256", func(c *Config) { c.R = 4 }, ErrUnsupported},
		{"V 4 and R 6", "aes-128", func(c *Config) { c.R = 6 }, ErrUnsupported},
		{"AESV3 in V 4", "aes-128", func(c *Config) { c.StreamMethod = AESV3 }, ErrUnsupported},
		{"AESV2 in V 5", "aes-256", func(c *Config) { c.StringMethod = AESV2 }, ErrUnsupported},
		{"RC4 in V 5", "aes-256", func(c *Config) { c.EmbeddedMethod = RC4 }, ErrUnsupported},
		{"unknown method", "aes-128", func(c *Config) { c.StreamMethod = 4 }, ErrUnsupported},
		{"negative method", "aes-128", func(c *Config) { c.StreamMethod = -1 }, ErrUnsupported},
		{"Length 136", "rc4-128", func(c *Config) { c.LengthBits = 136 }, ErrCorrupt},
		{"Length 39", "rc4-128", func(c *Config) { c.LengthBits = 39 }, ErrCorrupt},
		{"Length 44", "rc4-128", func(c *Config) { c.LengthBits = 44 }, ErrCorrupt},
		{"Length 4", "rc4-128", func(c *Config) { c.LengthBits = 4 }, ErrCorrupt},
		{"Length -128", "rc4-128", func(c *Config) { c.LengthBits = -128 }, ErrCorrupt},
		{"no O", "rc4-40", func(c *Config) { c.O = nil }, ErrCorrupt},
		{"short O", "rc4-128", func(c *Config) { c.O = c.O[:31] }, ErrCorrupt},
		{"short U", "aes-128", func(c *Config) { c.U = c.U[:31] }, ErrCorrupt},
		{"short O of 256", "aes-256", func(c *Config) { c.O = c.O[:47] }, ErrCorrupt},
		{"short U of 256", "aes-256-r5", func(c *Config) { c.U = c.U[:47] }, ErrCorrupt},
		{"short OE", "aes-256", func(c *Config) { c.OE = c.OE[:31] }, ErrCorrupt},
		{"no UE", "aes-256", func(c *Config) { c.UE = nil }, ErrCorrupt},
		{"other O", "aes-128", func(c *Config) { c.O = flip(c.O, 3) }, ErrPassword},
		{"other P", "aes-128", func(c *Config) { c.P ^= 8 }, ErrPassword},
		{"other ID", "rc4-128", func(c *Config) { c.ID0 = nil }, ErrPassword},
		{"other EncryptMetadata", "aes-128", func(c *Config) { c.EncryptMetadata = false }, ErrPassword},
		{"other U", "aes-256", func(c *Config) { c.U = flip(c.U, 31) }, ErrPassword},
		{"other validation salt", "aes-256-r5", func(c *Config) { c.U = flip(c.U, 32) }, ErrPassword},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := frozen(t, c.file).config
			c.change(&config)
			h, err := Open(config, []byte("user"))
			if !errors.Is(err, c.want) || h != nil {
				t.Fatalf("error %v, want %v", err, c.want)
			}
		})
	}
}

func flip(b []byte, at int) []byte {
	b = bytes.Clone(b)
	b[at] ^= 1
	return b
}

// TestOpenTolerates checks what files in circulation get wrong without harm.
func TestOpenTolerates(t *testing.T) {
	pad := func(b []byte) []byte { return append(bytes.Clone(b), make([]byte, 79)...) }
	for _, c := range []struct {
		name, file string
		change     func(*Config)
	}{
		{"Length in bytes", "rc4-128", func(c *Config) { c.LengthBits = 16 }},
		{"Length of V 1", "rc4-40", func(c *Config) { c.LengthBits = 128 }},
		{"Length of V 4", "aes-128", func(c *Config) { c.LengthBits = 40 }},
		{"Length of V 5", "aes-256", func(c *Config) { c.LengthBits = 32 }},
		{"long strings of 40", "rc4-40", func(c *Config) { c.O, c.U = pad(c.O), pad(c.U) }},
		{"long strings of 256", "aes-256", func(c *Config) {
			c.O, c.U, c.OE, c.UE, c.Perms = pad(c.O), pad(c.U), pad(c.OE), pad(c.UE), pad(c.Perms)
		}},
		{"rest of U", "rc4-128", func(c *Config) { c.U = flip(c.U, 16) }},
		{"EncryptMetadata of V 2", "rc4-128", func(c *Config) { c.EncryptMetadata = false }},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := frozen(t, c.file)
			encryptMetadata := f.config.EncryptMetadata
			c.change(&f.config)
			for _, password := range []string{"user", "owner"} {
				h, err := Open(f.config, []byte(password))
				if err != nil {
					t.Fatalf("%s: %v", password, err)
				}
				f.config.EncryptMetadata = encryptMetadata
				got, err := f.decrypt(h)
				if err != nil {
					t.Fatalf("%s: %v", password, err)
				}
				if d := gocmp.Diff(contents{plainTitle, plainContents, plainMetadata}, got); d != "" {
					t.Error(d)
				}
			}
		})
	}
}

func TestPermsMatch(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Config)
		want   bool
	}{
		{"as written", func(*Config) {}, true},
		{"more rights", func(c *Config) { c.P |= 1 << 3; c.P ^= 1 << 4 }, false},
		{"metadata", func(c *Config) { c.EncryptMetadata = !c.EncryptMetadata }, false},
		{"other Perms", func(c *Config) { c.Perms = flip(c.Perms, 0) }, false},
		{"short Perms", func(c *Config) { c.Perms = c.Perms[:15] }, false},
		{"no Perms", func(c *Config) { c.Perms = nil }, false},
	} {
		for _, file := range []string{"aes-256-r5", "aes-256", "aes-256-metadata"} {
			config := frozen(t, file).config
			c.change(&config)
			h, err := Open(config, []byte("owner"))
			if err != nil {
				t.Fatalf("%s, %s: %v", c.name, file, err)
			}
			if h.PermsMatch() != c.want {
				t.Errorf("%s, %s: match %v", c.name, file, h.PermsMatch())
			}
		}
	}
}

// TestArgumentsStay checks that Open changes neither the password nor Config.
func TestArgumentsStay(t *testing.T) {
	for _, v := range variants {
		config, same := frozen(t, v.name).config, frozen(t, v.name).config
		for _, typed := range []string{"owner", "sai mật khẩu\u00ad"} {
			password := []byte(typed)
			_, err := Open(config, password)
			if typed == "owner" && err != nil || typed != "owner" && !errors.Is(err, ErrPassword) {
				t.Errorf("%s: %v", v.name, err)
			}
			if string(password) != typed || !gocmp.Equal(config, same) {
				t.Errorf("%s: arguments changed", v.name)
			}
		}
	}
}

// sealLegacy sets O and U as a writer does, hashing width bytes again for the
// owner's key, and returns a Handler.
func sealLegacy(t *testing.T, c *Config, width int) *Handler {
	t.Helper()
	keyBytes := c.LengthBits / 8
	sum := md5.Sum(padPassword([]byte("owner")))
	rehash(sum[:], width)
	c.O = padPassword([]byte("user"))
	check := md5.Sum(append([]byte(padding), c.ID0...))
	for i := range 20 {
		if err := applyRC4(sum[:keyBytes], byte(i), c.O); err != nil {
			t.Fatal(err)
		}
	}
	key := c.legacyKey(padPassword([]byte("user")), keyBytes)
	for i := range 20 {
		if err := applyRC4(key, byte(i), check[:]); err != nil {
			t.Fatal(err)
		}
	}
	c.U = append(check[:], make([]byte, 16)...)
	h, err := Open(*c, []byte("user"))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestKeyLengths writes files with keys of the lengths between 40 and 128
// bits, which qpdf does not write but reads.
func TestKeyLengths(t *testing.T) {
	qpdf := testtool.Path(t, "qpdf")
	for _, bits := range []int{40, 48, 64, 120, 128} {
		// The standard's way of the owner's key and that of some writers.
		for _, width := range []int{16, bits / 8} {
			c := Config{V: 2, R: 3, LengthBits: bits, P: -4, ID0: []byte("0123456789abcdef"), EncryptMetadata: true}
			h := sealLegacy(t, &c, width)
			if o, err := Open(c, []byte("owner")); err != nil || !o.IsOwner() || !bytes.Equal(o.key, h.key) {
				t.Errorf("%d bits, width %d: owner's password: %v", bits, width, err)
			}
			if bits == 40 {
				c.LengthBits = 0 // the standard's default
				if _, err := Open(c, []byte("user")); err != nil {
					t.Errorf("no Length: %v", err)
				}
			}
			seal := func(num int, plain string) string {
				out, err := h.DecryptString(num, 0, []byte(plain)) // RC4 is its own inverse
				if err != nil {
					t.Fatal(err)
				}
				return string(out)
			}
			entry := fmt.Sprintf("<< /Filter /Standard /V 2 /R 3 /Length %d /P -4 /O <%x> /U <%x> >>", bits, c.O, c.U)
			pdf := plainPDF(seal(6, plainTitle), seal(4, plainContents), seal(5, plainMetadata), entry,
				fmt.Sprintf("/Encrypt 7 0 R /ID [<%x> <%x>]", c.ID0, c.ID0))
			file := filepath.Join(t.TempDir(), "in.pdf")
			if err := os.WriteFile(file, pdf, 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(qpdf, "--password=user", "--show-object=4", "--filtered-stream-data", file).Output()
			if err != nil || string(out) != plainContents {
				t.Errorf("%d bits: qpdf reads %q, error %v", bits, out, err)
			}
		}
	}
}

// TestFIPSMode runs the tests of this file once more in a process that
// enforces FIPS 140, where RC4 and MD5 panic.
func TestFIPSMode(t *testing.T) {
	const child = "PDFCRYPT_FIPS_CHILD"
	if os.Getenv(child) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestFIPSMode$", "-test.v")
		cmd.Env = append(os.Environ(), child+"=1", "GODEBUG=fips140=only")
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "--- PASS: TestFIPSMode") {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	for _, v := range variants {
		_, err := Open(frozen(t, v.name).config, []byte("user"))
		if v.r < 5 && !errors.Is(err, ErrUnsupported) || v.r >= 5 && err != nil {
			t.Errorf("%s: error %v", v.name, err)
		}
	}
}

func TestPrepare(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "",
		"I\u00adX":            "IX", // the examples of RFC 4013 §3
		"user":                "user",
		"USER":                "USER",
		"\u00aa":              "a",
		"\u2168":              "IX",
		"a\u00a0b\u3000c":     "a b c",
		"a\u200b\ufeffb":      "ab",
		"ma\u0323\u0302t":     "m\u1eadt",
		"\u0111\u01b0\u1ee3c": "\u0111\u01b0\u1ee3c",
		"\xff\u00ad":          "\xff\u00ad",
	} {
		if got := string(prepare([]byte(in))); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestPDFDocEncoding(t *testing.T) {
	// ISO 32000-2 Table D.2, a few of each part.
	for in, want := range map[string]string{
		"":      "",
		"Az ~":  "Az ~",
		"\t":    "\t",
		"˘˜":    "\x18\x1f",
		"•—‰™":  "\x80\x84\x8b\x92",
		"ﬁŁıłž": "\x93\x95\x9a\x9b\x9e",
		"€¡é÷ÿ": "\xa0\xa1\xe9\xf7\xff",
	} {
		if got, ok := encodePDFDoc([]byte(in)); !ok || string(got) != want {
			t.Errorf("%q: %q, %v, want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"ậ", "\u00a0", "\u00ad", "\u007f", "\u009f", "\xe9", "\u0018", "日"} {
		if got, ok := encodePDFDoc([]byte(in)); ok {
			t.Errorf("%q: %q", in, got)
		}
	}
}
