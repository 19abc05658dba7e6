package cms

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestHostile feeds what has killed other readers. Each must fail at once.
func TestHostile(t *testing.T) {
	nested := bytes.Repeat([]byte{0x30, 0x80}, 2<<20)
	closed := append(bytes.Repeat([]byte{0x30, 0x80}, 20), make([]byte, 40)...)
	flat := append([]byte{0x30, 0x80}, bytes.Repeat([]byte{0x30, 0x80, 0, 0}, 1<<18)...)
	long := tlv(0x30, oidDER(OIDSignedData), tlv(0xa0, tlv(4, make([]byte, 2<<20))))
	definite := []byte{5, 0}
	for range 33 {
		definite = tlv(0x30, definite)
	}
	var limit *LimitError
	for _, tt := range []struct {
		name  string
		in    []byte
		limit string // "" means ErrMalformed
	}{
		{"empty", nil, ""},
		{"one octet", []byte{0x30}, ""},
		{"1f 80", []byte{0x1f, 0x80}, ""},
		{"30 81", []byte{0x30, 0x81}, ""},
		{"30 80", []byte{0x30, 0x80}, ""},
		{"zeros", make([]byte, 100), ""},
		{"high tag without end", bytes.Repeat([]byte{0xff}, 100), ""},
		{"high tag without end, long", bytes.Repeat([]byte{0xff}, 1000), ""},
		{"length of 126 octets", append([]byte{0x30, 0xfe}, bytes.Repeat([]byte{0xff}, 200)...), ""},
		{"length over the end", []byte{0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0}, "size"},
		{"length beyond 31 bits", []byte{0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0}, ""},
		{"primitive of indefinite length", []byte{0x04, 0x80, 0, 0}, ""},
		{"end of contents in a definite element", []byte{0x30, 0x02, 0, 0}, ""},
		{"child beyond its parent", []byte{0x30, 0x04, 0x30, 0x03, 0x05, 0x00, 0x05, 0x00}, ""},
		{"indefinite child over its parent's end", []byte{0x30, 0x02, 0x30, 0x80, 0, 0}, ""},
		{"definite in indefinite over an outer end", []byte{0x30, 0x06, 0x30, 0x80, 0x30, 0x04, 0x05, 0x00, 0x05, 0x00, 0, 0}, ""},
		{"nested without end, 4 MiB", nested, "depth"},
		{"nested and closed", closed, ""},
		{"flat indefinite elements", flat, "elements"},
		{"over the size", long, "size"},
		{"33 levels", definite, "depth"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			sd, _, err := Parse(tt.in, Limits{})
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("took %v", took)
			}
			if sd != nil || err == nil {
				t.Fatalf("accepted")
			}
			if tt.limit == "" || tt.limit == "size" && len(tt.in) <= defaultMaxSize {
				if !errors.Is(err, ErrMalformed) {
					t.Errorf("err = %v", err)
				}
				return
			}
			if !errors.As(err, &limit) || limit.Limit != tt.limit {
				t.Errorf("err = %v", err)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	b := recipe{id: rsaIdentity(), content: document}.make()
	var limit *LimitError
	for _, tt := range []struct {
		lim  Limits
		want string
	}{
		{Limits{MaxSize: len(b) - 1}, "size"},
		{Limits{MaxDepth: 5}, "depth"},
		{Limits{MaxElements: 10}, "elements"},
	} {
		if _, _, err := Parse(b, tt.lim); !errors.As(err, &limit) || limit.Limit != tt.want {
			t.Errorf("%+v: %v", tt.lim, err)
		}
	}
	padded := append(bytes.Clone(b), make([]byte, 4<<20)...)
	sd, rest, err := Parse(padded, Limits{MaxSize: len(b)})
	if err != nil || len(rest) != 4<<20 || !bytes.Equal(sd.Raw, b) || sd.Normalised {
		t.Errorf("padding counts towards the size: %v", err)
	}
}

func TestNormalise(t *testing.T) {
	for _, tt := range []struct {
		name     string
		in, want string // want "" if refused
	}{
		{"already DER", "\x30\x03\x02\x01\x05", "\x30\x03\x02\x01\x05"},
		{"indefinite", "\x30\x80\x02\x01\x05\x00\x00", "\x30\x03\x02\x01\x05"},
		{"nested indefinite", "\x30\x80\xa0\x80\x05\x00\x00\x00\x05\x00\x00\x00", "\x30\x06\xa0\x02\x05\x00\x05\x00"},
		{"padded length", "\x30\x81\x03\x02\x01\x05", "\x30\x03\x02\x01\x05"},
		{"padded length of a primitive", "\x30\x05\x02\x82\x00\x01\x05", "\x30\x03\x02\x01\x05"},
		{"chunked string", "\x24\x80\x04\x02ab\x04\x01c\x00\x00", "\x04\x03abc"},
		{"chunked string, definite", "\x30\x09\x24\x07\x04\x02ab\x04\x01c", "\x30\x05\x04\x03abc"},
		{"chunks in chunks", "\x24\x80\x24\x80\x04\x01a\x04\x01b\x00\x00\x04\x01c\x00\x00", "\x04\x03abc"},
		{"no chunks", "\x24\x80\x00\x00", "\x04\x00"},
		{"empty indefinite", "\x30\x80\x00\x00", "\x30\x00"},
		{"high tag", "\x30\x80\xbf\x81\x01\x03\x02\x01\x05\x00\x00", "\x30\x07\xbf\x81\x01\x03\x02\x01\x05"},
		{"chunk of another type", "\x24\x80\x0c\x01a\x00\x00", ""},
		{"chunked BIT STRING", "\x23\x80\x03\x02\x00a\x00\x00", ""},
		{"sequence in a chunked string", "\x24\x80\x30\x80\x04\x01a\x00\x00\x00\x00", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := normalise([]byte(tt.in), Limits{}.withDefaults())
			if tt.want == "" {
				if !errors.Is(err, ErrMalformed) {
					t.Errorf("got %x, %v", got, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]byte(tt.want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestNormaliseLong covers lengths of every size and that the cost is linear.
func TestNormaliseLong(t *testing.T) {
	for _, n := range []int{0, 127, 128, 255, 256, 65535, 65536, 900_000} {
		want := tlv(0x30, tlv(4, bytes.Repeat([]byte{7}, n)))
		var in []byte
		in = append(in, 0x30, 0x80, 0x24, 0x80)
		for left := n; left > 0; left -= 100 {
			in = append(in, tlv(4, bytes.Repeat([]byte{7}, min(left, 100)))...)
		}
		in = append(in, 0, 0, 0, 0)
		got, err := normalise(in, Limits{}.withDefaults())
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d: %d octets, %v", n, len(got), err)
		}
	}
}

// TestBERSignature wraps a good signature in indefinite lengths: it must stay
// good, and the attributes and the certificate must keep their bytes.
func TestBERSignature(t *testing.T) {
	id := rsaIdentity()
	der := recipe{id: id, content: document}.make()
	want, _ := parseOne(t, der)
	h, _ := readHeader(der)
	inner := der[h.size:]
	ber := append(append([]byte{0x30, 0x80}, inner...), 0, 0)
	sd, rest, err := Parse(append(bytes.Clone(ber), 0, 0, 0), Limits{})
	if err != nil || len(rest) != 3 || !sd.Normalised || !bytes.Equal(sd.Raw, want.Raw) {
		t.Fatalf("Parse: %v, %d left", err, len(rest))
	}
	res, err := verify(t, ber, id, document)
	wantErrors(t, err)
	if !res.Has(NoteBER) {
		t.Error("not noted")
	}
}
