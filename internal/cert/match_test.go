package cert

import (
	"math/big"
	"testing"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// multi encodes a name whose relative names hold the given attributes.
func multi(rdns ...[]rawAttribute) []byte {
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, rdn := range rdns {
			b.AddASN1(asn1.SET, func(b *cryptobyte.Builder) {
				for _, a := range rdn {
					b.AddBytes(nameDER(a)[4:])
				}
			})
		}
	})
	return b.BytesOrPanic()
}

// TestNameMatching compares values by what RFC 4518 makes of them. Key must say
// the same as Equal.
func TestNameMatching(t *testing.T) {
	tests := []struct {
		name string
		a, b []byte
		want bool
	}{
		{"case", nameDER(cn(utf8Tag, "Sở NỘI vụ")...), nameDER(cn(utf8Tag, "SỞ nội VỤ")...), true},
		{"form", nameDER(cn(utf8Tag, "Ở")...), nameDER(cn(utf8Tag, "O\u031b\u0309")...), true},
		{"compatibility", nameDER(cn(utf8Tag, "ﬁle")...), nameDER(cn(utf8Tag, "FILE")...), true},
		{"spaces", nameDER(cn(utf8Tag, "  a \t b ")...), nameDER(cn(printableTag, "A B")...), true},
		{"no-break space", nameDER(cn(utf8Tag, "a\u00a0b")...), nameDER(cn(utf8Tag, "a b")...), true},
		{"unseen", nameDER(cn(utf8Tag, "a\u200bb\u00ad")...), nameDER(cn(utf8Tag, "ab")...), true},
		{"only spaces", nameDER(cn(utf8Tag, "  ")...), nameDER(cn(utf8Tag, "")...), true},
		{"space or none", nameDER(cn(utf8Tag, "a b")...), nameDER(cn(utf8Tag, "ab")...), false},
		{"accent", nameDER(cn(utf8Tag, "Ánh")...), nameDER(cn(utf8Tag, "Anh")...), false},
		{"đ", nameDER(cn(utf8Tag, "Đỗ")...), nameDER(cn(utf8Tag, "đỗ")...), true},
		{"đ and d", nameDER(cn(utf8Tag, "Đỗ")...), nameDER(cn(utf8Tag, "Dỗ")...), false},
		{"beginning", nameDER(cn(utf8Tag, "ab")...), nameDER(cn(utf8Tag, "abc")...), false},
		{"attribute", nameDER(rawAttribute{attrO, utf8Tag, []byte("a")}), nameDER(cn(utf8Tag, "a")...), false},
		{"order in a set", multi([]rawAttribute{cn(utf8Tag, "a")[0], {attrO, utf8Tag, []byte("b")}}),
			multi([]rawAttribute{{attrO, utf8Tag, []byte("B")}, cn(utf8Tag, "a")[0]}), true},
		{"order of relative names", multi(cn(utf8Tag, "a"), cn(utf8Tag, "b")), multi(cn(utf8Tag, "b"), cn(utf8Tag, "a")), false},
		{"grouping", multi(append(cn(utf8Tag, "a"), cn(utf8Tag, "b")...)), multi(cn(utf8Tag, "a"), cn(utf8Tag, "b")), false},
		{"values that look like the separators", nameDER(cn(utf8Tag, "a+2.5.4.3:1:b")...), multi(append(cn(utf8Tag, "a"), cn(utf8Tag, "b")...)), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n, err := ParseName(tt.a)
			if err != nil {
				t.Fatal(err)
			}
			m, err := ParseName(tt.b)
			if err != nil {
				t.Fatal(err)
			}
			if n.Equal(m) != tt.want || m.Equal(n) != tt.want || SameName(tt.a, tt.b) != tt.want {
				t.Errorf("Equal is not %v", tt.want)
			}
			if (n.Key() == m.Key()) != tt.want {
				t.Errorf("keys %q and %q", n.Key(), m.Key())
			}
		})
	}
	if SameName([]byte{5}, nameDER()) || SameName(nameDER(), []byte{5}) {
		t.Error("broken names are the same")
	}
}

func TestNameWithin(t *testing.T) {
	parse := func(b []byte) Name {
		n, err := ParseName(b)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	a, b := cn(utf8Tag, "a"), cn(utf8Tag, "b")
	both := append(cn(utf8Tag, "a"), b...)
	for _, tt := range []struct {
		name       string
		name1, bas []byte
		want       bool
	}{
		{"itself", multi(a, b), multi(a, b), true},
		{"below", multi(a, b), multi(a), true},
		{"empty base", multi(a), multi(), true},
		{"above", multi(a), multi(a, b), false},
		{"beside", multi(b, a), multi(a), false},
		{"half of a relative name", multi(both), multi(a), false},
		{"whole of a relative name", multi(both, a), multi(both), true},
	} {
		if got := parse(tt.name1).Within(parse(tt.bas)); got != tt.want {
			t.Errorf("%s: Within = %v", tt.name, got)
		}
	}
}

func TestGeneralNames(t *testing.T) {
	directory := nameDER(cn(utf8Tag, "a")...)
	list := append([]byte("\x81\x02ab\x82\x01c\x86\x01d\x87\x04\x01\x02\x03\x04\x88\x01\x2a\xa0\x00"), 0xa4, byte(len(directory)))
	list = append(list, directory...)
	s := cryptobyte.String(append([]byte{0x30, byte(len(list))}, list...))
	names, ok := ReadGeneralNames(&s, asn1.SEQUENCE)
	if !ok || len(names) != 7 {
		t.Fatalf("%d names, %v", len(names), ok)
	}
	last := names[6]
	other := GeneralName{Form: FormDirectory, Value: nameDER(cn(printableTag, " A ")...)}
	if names[0].Text() != "ab" || names[0].Form != FormEmail || last.Form != FormDirectory || !last.Equal(other) {
		t.Errorf("got %v", names)
	}
	if names[0].Equal(GeneralName{Form: FormDNS, Value: []byte("ab")}) || names[0].Equal(GeneralName{Form: FormEmail, Value: []byte("Ab")}) {
		t.Error("different names are equal")
	}
	for _, bad := range []string{"\x30\x02\x82\x01", "\x30\x02\x0c\x00", "\x30\x02\x89\x00", "\x30\x02\xa1\x00", "\x30\x02\x84\x00", "\x30\x04\xa4\x02\x31\x00", ""} {
		s := cryptobyte.String(bad)
		if _, ok := ReadGeneralNames(&s, asn1.SEQUENCE); ok {
			t.Errorf("%x accepted", bad)
		}
	}
}

// TestInheritDSA gives a key the parameters of another.
func TestInheritDSA(t *testing.T) {
	integer := func(n int64) []byte {
		var b cryptobyte.Builder
		b.AddASN1BigInt(big.NewInt(n))
		return b.BytesOrPanic()
	}
	dsaOID := oid(1, 2, 840, 10040, 4, 1)
	key := func(params []byte, y int64) []byte {
		var b cryptobyte.Builder
		b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1ObjectIdentifier(dsaOID)
				b.AddBytes(params)
			})
			b.AddASN1BitString(integer(y))
		})
		return b.BytesOrPanic()
	}
	var params cryptobyte.Builder
	params.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, n := range []int64{23, 11, 4} {
			b.AddASN1BigInt(big.NewInt(n))
		}
	})
	issuer := mustParse(t, template{version: 2, spki: key(params.BytesOrPanic(), 8)}.build(t))
	lacking := mustParse(t, template{version: 2, spki: key(nil, 9)}.build(t))
	outside := mustParse(t, template{version: 2, spki: key(nil, 24)}.build(t))
	other := mustParse(t, template{version: 2}.build(t))
	if issuer.KeyError != nil || !lacking.LacksDSAParameters() || issuer.LacksDSAParameters() || other.LacksDSAParameters() {
		t.Fatalf("key errors %v, %v", issuer.KeyError, lacking.KeyError)
	}
	heir := lacking.InheritDSA(issuer)
	if heir == lacking || heir.KeyError != nil || heir.PublicKey == nil || heir.LacksDSAParameters() {
		t.Errorf("key %v, error %v", heir.PublicKey, heir.KeyError)
	}
	if lacking.PublicKey != nil || lacking.InheritDSA(other) != lacking || outside.InheritDSA(issuer) != outside || other.InheritDSA(issuer) != other {
		t.Error("a key was given where it must not be")
	}
}

// TestPathLengthInAnotherForm: what cannot be read is no permission.
func TestPathLengthInAnotherForm(t *testing.T) {
	c := mustParse(t, template{version: 2, extensions: []rawExtension{
		{oid(2, 5, 29, 19), true, []byte("\x30\x06\x01\x01\xff\x0a\x01\x00")},
	}}.build(t))
	if c.IsCA {
		t.Error("taken for a CA without limit")
	}
}
