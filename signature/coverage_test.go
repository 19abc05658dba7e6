package signature

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/motcua/motcua/signature/signaturetest"
)

// TestDormantRevision: signed bytes that end in a startxref to the first
// revision sign that one, even if they also hold a section, properly closed,
// that only a later update wakes.
func TestDormantRevision(t *testing.T) {
	var b bytes.Buffer
	object := func(num int, body string) int {
		at := b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", num, body)
		return at
	}
	section := func(num, at, prev int) int {
		start := b.Len()
		fmt.Fprintf(&b, "xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size 9 /Root 1 0 R", num, at)
		if prev > 0 {
			fmt.Fprintf(&b, " /Prev %d", prev)
		}
		fmt.Fprintf(&b, " >>\nstartxref\n%d\n%%%%EOF\n", start)
		return start
	}
	b.WriteString("%PDF-1.7\n")
	first := section(1, object(1, "<< /Type /Catalog >>"), 0)
	awake := int64(b.Len())
	dormant := section(2, object(2, "(woken)"), first)
	closed := int64(b.Len())
	fmt.Fprintf(&b, "startxref\n%d\n%%%%EOF\n", first)
	signed := int64(b.Len())
	section(3, object(3, "(later)"), dormant)

	doc, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len()), OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for end, want := range map[int64]int{awake: 1, closed: 2, signed: 0, int64(b.Len()): 3} {
		if got := doc.signedRevision(geometry{end: end}); got != want {
			t.Errorf("signed up to %d: revision %d, want %d", end, got, want)
		}
	}
}

// TestPKCS1Padding: what stands behind a bare PKCS #1 signature must be zeros,
// as behind a CMS.
func TestPKCS1Padding(t *testing.T) {
	s, ok := signaturetest.Lookup("x509-rsa-sha1")
	if !ok {
		t.Fatal("no sample")
	}
	data := s.Data()
	at := bytes.LastIndex(data, []byte("0000>"))
	if at < 0 {
		t.Fatal("the sample has no padding")
	}
	data[at] = '1'
	doc, err := Open(bytes.NewReader(data), int64(len(data)), OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Verify(t.Context(), doc, VerifyOptions{})
	if err != nil || len(r.Signatures) != 1 {
		t.Fatal(err)
	}
	if got := r.Signatures[0].Integrity; got.Status != Broken || got.Reason != ReasonContentsTrailing {
		t.Errorf("got %+v", got)
	}
}
