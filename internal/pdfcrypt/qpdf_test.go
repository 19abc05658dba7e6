package pdfcrypt

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/internal/testtool"
)

var update = flag.Bool("update", false, "write the files of testdata anew with qpdf")

// What every test file holds.
const (
	plainTitle    = "A title (of a test)"
	plainContents = "0 0 m 1 1 l S % fifty bytes of page contents, say.\n"
	plainMetadata = "<metadata/>\n"
)

// variant is one way of encrypting the test file with qpdf.
type variant struct {
	name        string
	user, owner string
	qpdf        []string // after --encrypt user owner
	v, r        int
	stream      Method
	metadata    bool   // encrypted
	mode        string // of qpdf's reading of passwords; "": auto
}

// variants are those frozen in testdata, one of each kind.
var variants = []variant{
	{"rc4-40", "user", "owner", []string{"40"}, 1, 2, RC4, true, ""},
	{"rc4-128", "user", "owner", []string{"128", "--use-aes=n"}, 2, 3, RC4, true, ""},
	{"rc4-v4", "user", "owner", []string{"128", "--use-aes=n", "--force-V4"}, 4, 4, RC4, true, ""},
	{"rc4-v4-metadata", "user", "owner", []string{"128", "--use-aes=n", "--cleartext-metadata"}, 4, 4, RC4, false, ""},
	{"aes-128", "user", "owner", []string{"128", "--use-aes=y"}, 4, 4, AESV2, true, ""},
	{"aes-128-metadata", "user", "owner", []string{"128", "--use-aes=y", "--cleartext-metadata"}, 4, 4, AESV2, false, ""},
	{"aes-256-r5", "user", "owner", []string{"256", "--force-R5"}, 5, 5, AESV3, true, ""},
	{"aes-256", "user", "owner", []string{"256"}, 5, 6, AESV3, true, ""},
	{"aes-256-metadata", "user", "owner", []string{"256", "--cleartext-metadata"}, 5, 6, AESV3, false, ""},
}

// plainPDF writes the test file, with room for other entries in its objects
// and its trailer.
func plainPDF(title, contents, metadata, more, trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	bodies := []string{
		"<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(contents), contents),
		fmt.Sprintf("<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream", len(metadata), metadata),
		fmt.Sprintf("<< /Title <%x> >>", title),
	}
	if more != "" {
		bodies = append(bodies, more)
	}
	offsets := []int{}
	for i, body := range bodies {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(bodies)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(bodies)+1, trailer, xref)
	return b.Bytes()
}

// encrypt lets qpdf encrypt the test file.
func (v variant) encrypt(t *testing.T) []byte {
	t.Helper()
	qpdf := testtool.Path(t, "qpdf")
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, plainPDF(plainTitle, plainContents, plainMetadata, "", ""), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"--allow-weak-crypto", "--stream-data=preserve", "--object-streams=disable", "--password-mode=" + cmp.Or(v.mode, "auto"), "--encrypt", v.user, v.owner}
	args = append(append(args, v.qpdf...), "--", in, out)
	if msg, err := exec.Command(qpdf, args...).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v: %s", err, msg)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// contents are the parts of a test file that may be encrypted.
type contents struct{ Title, Contents, Metadata string }

// decrypt decrypts the parts as a reader would.
func (f encrypted) decrypt(h *Handler) (contents, error) {
	var c contents
	for _, o := range f.objects {
		d, _ := o.value.(dict)
		if title, ok := d["Title"].([]byte); ok {
			plain, err := h.DecryptString(o.id[0], o.id[1], title)
			if err != nil {
				return c, err
			}
			c.Title = string(plain)
		}
		if o.data == nil {
			continue
		}
		plain := o.data
		if d["Type"] != name("Metadata") || f.config.EncryptMetadata {
			r, err := h.StreamReader(o.id[0], o.id[1], bytes.NewReader(o.data), h.StreamMethod())
			if err != nil {
				return c, err
			}
			if plain, err = io.ReadAll(r); err != nil {
				return c, err
			}
		}
		if d["Type"] == name("Metadata") {
			c.Metadata = string(plain)
		} else {
			c.Contents = string(plain)
		}
	}
	return c, nil
}

// check opens a file with both passwords and with wrong ones.
func (v variant) check(t *testing.T, data []byte) {
	t.Helper()
	f, ok := readFile(t, data)
	if !ok || f.config.V != v.v || f.config.R != v.r || f.config.EncryptMetadata != v.metadata {
		t.Fatalf("not the expected kind of file: V %d, R %d", f.config.V, f.config.R)
	}
	for password, owner := range map[string]bool{v.user: false, v.owner: true} {
		h, err := Open(f.config, []byte(password))
		if err != nil {
			t.Fatalf("%q: %v", password, err)
		}
		if h.IsOwner() != (owner || v.user == v.owner) {
			t.Errorf("%q: owner %v", password, h.IsOwner())
		}
		if h.StreamMethod() != v.stream || h.EmbeddedMethod() != v.stream || !h.PermsMatch() {
			t.Errorf("methods %v and %v, permissions match %v", h.StreamMethod(), h.EmbeddedMethod(), h.PermsMatch())
		}
		got, err := f.decrypt(h)
		if err != nil {
			t.Fatalf("%q: %v", password, err)
		}
		if d := gocmp.Diff(contents{plainTitle, plainContents, plainMetadata}, got); d != "" {
			t.Errorf("%q: %s", password, d)
		}
	}
	fitting := []string{v.user, v.owner}
	for _, wrong := range []string{"", "wrong", "User", "user ", "owne", "\xff\xfe", "mật khẩu", padding} {
		if slices.Contains(fitting, wrong) || v.user == "" && wrong == padding && v.r < 5 {
			continue // 32 bytes of padding are the empty password
		}
		if _, err := Open(f.config, []byte(wrong)); !errors.Is(err, ErrPassword) {
			t.Errorf("wrong password %q: error %v", wrong, err)
		}
	}
}

func testFile(name string) string { return filepath.Join("testdata", name+".pdf") }

// TestVectors reads the frozen files.
func TestVectors(t *testing.T) {
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			if *update {
				if err := os.WriteFile(testFile(v.name), v.encrypt(t), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			data, err := os.ReadFile(testFile(v.name))
			if err != nil {
				t.Fatal(err)
			}
			v.check(t, data)
		})
	}
}

// TestQPDF reads files with fresh keys and other passwords.
func TestQPDF(t *testing.T) {
	long := string(bytes.Repeat([]byte("0123456789"), 20))
	for _, passwords := range []struct{ name, user, owner string }{
		{"both", "user", "owner"},
		{"no user password", "", "owner"},
		{"equal", "user", "user"},
		{"long", long, "owner" + long},
		{"Latin", "cafés Œuvre", "žluťoučký"[:2] + "€"},
	} {
		for _, v := range variants {
			v.user, v.owner = passwords.user, passwords.owner
			t.Run(passwords.name+"/"+v.name, func(t *testing.T) {
				t.Parallel()
				v.check(t, v.encrypt(t))
			})
		}
	}
	for _, v := range variants {
		if v.r < 5 {
			continue // qpdf refuses what PDFDocEncoding lacks
		}
		v.user, v.owner = "mật khẩu", "chủ sở hữu"
		t.Run("Vietnamese/"+v.name, func(t *testing.T) {
			t.Parallel()
			v.check(t, v.encrypt(t))
		})
	}
}

// TestPreparedPassword opens files whose passwords were, or were not, brought
// into the form of SASLprep.
func TestPreparedPassword(t *testing.T) {
	v := variants[7]
	for _, c := range []struct{ name, file, typed string }{
		{"decomposed", "m\u1eadt kh\u1ea9u", "ma\u0323\u0302t kha\u0302\u0309u"},
		{"soft hyphen", "IX", "I\u00adX"},
		{"compatibility", "IX", "\u2168"},
		{"no-break space", "a b", "a\u00a0b"},
		{"not prepared by the writer", "ma\u0323\u0302t", "ma\u0323\u0302t"},
		{"not UTF-8", "m\xe2t", "m\xe2t"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v.user = c.file
			v.mode = "bytes"
			f, _ := readFile(t, v.encrypt(t))
			if _, err := Open(f.config, []byte(c.typed)); err != nil {
				t.Error(err)
			}
		})
	}
}
