package der

import (
	"math/big"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
)

func TestOID(t *testing.T) {
	for _, tt := range []struct {
		name    string
		content []byte
		want    string // "" if refused
	}{
		{"signed data", []byte("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"), "1.2.840.113549.1.7.2"},
		{"zero arc", []byte{0}, "0.0"},
		{"2.999", []byte{0x88, 0x37}, "2.999"},
		{"2.47", []byte{127}, "2.47"},
		{"2.48", []byte{0x81, 0x00}, "2.48"},
		{"1.39", []byte{79}, "1.39"},
		{"arc of 63 bits", []byte("\x2a\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), "1.2.9223372036854775807"},
		{"arc of 128 bits", []byte("\x69\x83\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), "2.25.340282366920938463463374607431768211455"},
		{"first arc of 70 bits", []byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), "2.1180591620717411303343"},
		{"empty", nil, ""},
		{"cut short", []byte{0x2a, 0x86}, ""},
		{"padded arc", []byte{0x2a, 0x80, 0x01}, ""},
		{"too long", make([]byte, maxOID+1), ""},
	} {
		got, ok := OID(tt.content)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: OID = %q, %v", tt.name, got, ok)
		}
	}
}

// TestFrequent compares every shortcut with what rendering the octets gives.
// The identifiers are found by trying all the short ones under their arcs.
func TestFrequent(t *testing.T) {
	found := 0
	for _, prefix := range []string{
		"\x55\x04", "\x55\x1d", "\x2b\x06\x01\x05\x05\x07\x01", "\x2b\x0e\x03\x02", "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01",
		"\x2a\x86\x48\x86\xf7\x0d\x01\x01", "\x2a\x86\x48\x86\xf7\x0d\x01\x07", "\x2a\x86\x48\x86\xf7\x0d\x01\x09",
		"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01", "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02", "\x2a\x86\x48\xce\x3d\x02",
		"\x2a\x86\x48\xce\x3d\x04\x03", "\x60\x86\x48\x01\x65\x03\x04\x02", "\x2a\x86\x48\x86\xf7\x2f\x01\x01",
	} {
		for last := range byte(0x80) {
			content := append([]byte(prefix), last)
			got := frequent(content)
			if got == "" {
				continue
			}
			found++
			if want, ok := render(content); !ok || got != want {
				t.Errorf("%x: %s, not %s", content, got, want)
			}
			if allocs := testing.AllocsPerRun(10, func() { _, _ = OID(content) }); allocs != 0 {
				t.Errorf("%s: %v allocations", got, allocs)
			}
		}
	}
	if found != frequentCount {
		t.Errorf("%d of %d shortcuts tried", found, frequentCount)
	}
}

// frequentCount is the number of cases in frequent.
const frequentCount = 47

func TestReadTime(t *testing.T) {
	at := func(y int, m time.Month, d, h, mi, s, ns int) time.Time {
		return time.Date(y, m, d, h, mi, s, ns, time.UTC)
	}
	for _, tt := range []struct {
		tag  byte
		text string
		want time.Time // zero if refused
	}{
		{23, "210203040506Z", at(2021, 2, 3, 4, 5, 6, 0)},
		{23, "491231235959Z", at(2049, 12, 31, 23, 59, 59, 0)},
		{23, "500101000000Z", at(1950, 1, 1, 0, 0, 0, 0)},
		{23, "2102030405Z", at(2021, 2, 3, 4, 5, 0, 0)},
		{23, "210203040506+0700", at(2021, 2, 2, 21, 5, 6, 0)},
		{23, "210203040506-0030", at(2021, 2, 3, 4, 35, 6, 0)},
		{24, "20210203040506Z", at(2021, 2, 3, 4, 5, 6, 0)},
		{24, "20210203040506.123456Z", at(2021, 2, 3, 4, 5, 6, 123456000)},
		{24, "20210203040506.1234567891Z", at(2021, 2, 3, 4, 5, 6, 123456789)},
		{24, "20210203040506,5Z", at(2021, 2, 3, 4, 5, 6, 500000000)},
		{24, "20240229000000Z", at(2024, 2, 29, 0, 0, 0, 0)},
		{24, "20230229000000Z", time.Time{}},
		{24, "20211303040506Z", time.Time{}},
		{24, "20210203240506Z", time.Time{}},
		{24, "20210203046006Z", time.Time{}},
		{24, "20210203040560Z", time.Time{}},
		{24, "20210203040506.Z", time.Time{}},
		{24, "20210203040506", time.Time{}},
		{24, "20210203040506z", time.Time{}},
		{24, "20210203040506+1500", time.Time{}},
		{24, "2021020304050６Z", time.Time{}},
		{23, "", time.Time{}},
		{4, "210203040506Z", time.Time{}},
	} {
		in := cryptobyte.String(append([]byte{tt.tag, byte(len(tt.text))}, tt.text...))
		var got time.Time
		ok := ReadTime(&in, &got)
		if ok != !tt.want.IsZero() || ok && !got.Equal(tt.want) {
			t.Errorf("%q: %v, %v; want %v", tt.text, got, ok, tt.want)
		}
	}
}

func TestReadInteger(t *testing.T) {
	for _, tt := range []struct {
		content []byte
		want    int64
		ok      bool
	}{
		{[]byte{0}, 0, true},
		{[]byte{0x7f}, 127, true},
		{[]byte{0, 0x80}, 128, true},
		{[]byte{0, 0, 1}, 1, true},
		{[]byte{0xff}, -1, true},
		{[]byte{0xff, 0xff}, -1, true},
		{[]byte{0x80, 0}, -32768, true},
		{nil, 0, false},
	} {
		in := cryptobyte.String(append([]byte{2, byte(len(tt.content))}, tt.content...))
		got := new(big.Int)
		if ok := ReadInteger(&in, got); ok != tt.ok || got.Int64() != tt.want {
			t.Errorf("%x: %v, %v", tt.content, got, ok)
		}
	}
}

func TestAlgorithm(t *testing.T) {
	read := func(b string) (a Algorithm, ok bool) {
		in := cryptobyte.String(b)
		ok = ReadAlgorithm(&in, &a)
		return a, ok
	}
	absent, ok1 := read("\x30\x04\x06\x02\x2a\x03")
	null, ok2 := read("\x30\x06\x06\x02\x2a\x03\x05\x00")
	number, ok3 := read("\x30\x07\x06\x02\x2a\x03\x02\x01\x05")
	if !ok1 || !ok2 || !ok3 {
		t.Fatal("refused")
	}
	if absent.OID != "1.2.3" || absent.Params != nil || !null.NoParams() || number.NoParams() {
		t.Errorf("got %v, %v, %v", absent, null, number)
	}
	if !absent.Equal(null) || !null.Equal(absent) || absent.Equal(number) || !number.Equal(number) {
		t.Error("Equal is wrong")
	}
	for _, bad := range []string{"", "\x30\x00", "\x30\x08\x06\x02\x2a\x03\x05\x00\x05\x00", "\x31\x04\x06\x02\x2a\x03"} {
		if _, ok := read(bad); ok {
			t.Errorf("%x accepted", bad)
		}
	}
}

func FuzzTime(f *testing.F) {
	for _, s := range []string{"\x17\x0d210203040506Z", "\x18\x1620210203040506.123456Z", "\x17\x11210203040506+0700"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		in := cryptobyte.String(b)
		var got time.Time
		if ReadTime(&in, &got) && got.Location() != time.UTC {
			t.Fatal("not in UTC")
		}
	})
}
