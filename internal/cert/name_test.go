package cert

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

func nameDER(attrs ...rawAttribute) []byte {
	var b cryptobyte.Builder
	addName(&b, attrs)
	return b.BytesOrPanic()
}

func TestNameString(t *testing.T) {
	tests := []struct {
		name  string
		attrs []rawAttribute
		want  string
	}{
		{"order, UID and e-mail", []rawAttribute{
			{oid(2, 5, 4, 6), printableTag, []byte("VN")},
			{attrO, utf8Tag, []byte("BỘ TÀI CHÍNH")},
			{oid(2, 5, 4, 11), utf8Tag, []byte("Tổng cục Thuế")},
			{oid(2, 5, 4, 11), utf8Tag, []byte("Cục Thuế")},
			{attrCN, utf8Tag, []byte("Nguyễn Văn A")},
			{attrUID, utf8Tag, []byte("MST:0123456789")},
			{attrEmail, ia5Tag, []byte("a@gov.vn")},
		}, "E=a@gov.vn, UID=MST:0123456789, CN=Nguyễn Văn A, OU=Cục Thuế, OU=Tổng cục Thuế, O=BỘ TÀI CHÍNH, C=VN"},
		{"escapes", cn(utf8Tag, ` a,b+c"d\e<f>g;h `), `CN=\ a\,b\+c\"d\\e\<f\>g\;h\ `},
		{"leading number sign", cn(utf8Tag, "#x"), `CN=\#x`},
		{"control and bidi characters", cn(utf8Tag, "a\x00b\u202ec"), `CN=a\00b\E2\80\AEc`},
		{"unknown type, not a string", []rawAttribute{{oid(1, 2, 3), 2, []byte{5}}}, "1.2.3=#020105"},
		{"empty value", cn(utf8Tag, ""), "CN="},
		{"empty name", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n, err := ParseName(nameDER(tt.attrs...))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, n.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNameMultiValued(t *testing.T) {
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1(asn1.SET, func(b *cryptobyte.Builder) { b.AddBytes(nameDER(cn(utf8Tag, "O")...)[4:]) })
		b.AddASN1(asn1.SET, func(b *cryptobyte.Builder) {
			b.AddBytes(nameDER(cn(utf8Tag, "A")...)[4:])
			b.AddBytes(nameDER(cn(utf8Tag, "B")...)[4:])
		})
	})
	n, err := ParseName(b.BytesOrPanic())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := n.String(), "CN=A+CN=B, CN=O"; got != want {
		t.Errorf("String = %q, want %q", got, want)
	}
	if diff := cmp.Diff([]string{"O", "A", "B"}, n.Values("CN")); diff != "" {
		t.Error(diff)
	}
	flat, err := ParseName(nameDER(append(append(cn(utf8Tag, "O"), cn(utf8Tag, "A")...), cn(utf8Tag, "B")...)...))
	if err != nil || n.Equal(flat) {
		t.Errorf("grouping is ignored by Equal (%v)", err)
	}
}

func TestNameEqual(t *testing.T) {
	parse := func(tag uint8, value string) Name {
		n, err := ParseName(nameDER(cn(tag, value)...))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	a := parse(utf8Tag, "Ánh")
	for _, tt := range []struct {
		name  string
		other Name
		want  bool
	}{
		{"other type", parse(t61Tag, "Ánh"), true},
		{"BMPString, decomposed", parse(30, "\x00A\x03\x01\x00n\x00h"), true},
		{"other text", parse(utf8Tag, "Anh"), false},
		{"longer", append(parse(utf8Tag, "Ánh"), a...), false},
	} {
		if a.Equal(tt.other) != tt.want {
			t.Errorf("%s: Equal = %v", tt.name, !tt.want)
		}
	}
}

func TestParseNameRefused(t *testing.T) {
	empty := append([]byte{0x30, 0x81, 2 * 65}, make([]byte, 2*65)...)
	for i := 3; i < len(empty); i += 2 {
		empty[i] = 0x31
	}
	for _, tt := range []struct {
		name string
		der  []byte
		want error
	}{
		{"not a sequence", []byte{5, 0}, ErrMalformed},
		{"not a set", []byte{0x30, 2, 5, 0}, ErrMalformed},
		{"attribute without value", []byte{0x30, 9, 0x31, 7, 0x30, 5, 6, 3, 0x55, 4, 3}, ErrMalformed},
		{"empty sets without end", empty, ErrTooLarge},
	} {
		if _, err := ParseName(tt.der); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

// BenchmarkNameString renders a name as long as those of state agencies.
func BenchmarkNameString(b *testing.B) {
	n, err := ParseName(nameDER(
		rawAttribute{oid(2, 5, 4, 6), printableTag, []byte("VN")},
		rawAttribute{oid(2, 5, 4, 7), utf8Tag, []byte("Hà Nội")},
		rawAttribute{attrO, utf8Tag, []byte("Ủy ban nhân dân thành phố Hà Nội")},
		rawAttribute{oid(2, 5, 4, 11), utf8Tag, []byte("Văn phòng Ủy ban nhân dân")},
		rawAttribute{attrCN, utf8Tag, []byte("Nguyễn Thị Ánh")},
		rawAttribute{attrUID, utf8Tag, []byte("CCCD:001122334455")},
	))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		_ = n.String()
	}
}
