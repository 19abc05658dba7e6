package token

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func slotID(n uint64) *uint64 { return &n }

func TestParseLocator(t *testing.T) {
	tests := []struct {
		uri  string
		want Locator
	}{
		{"pkcs11:", Locator{}},
		// The examples of RFC 7512, 3.
		{"pkcs11:object=my-pubkey;type=public", Locator{Object: "my-pubkey", Type: "public"}},
		{"pkcs11:object=my-key;type=private?pin-source=file:/etc/token_pin",
			Locator{Object: "my-key", Type: "private", PINSource: "file:/etc/token_pin"}},
		{"pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0;object=my-certificate;type=cert;" +
			"id=%69%95%3E%5C%F4%BD%EC%91;serial=?pin-source=file:/etc/token_pin", Locator{}}, // below: empty serial
		{"pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0;object=my-certificate;type=cert;" +
			"id=%69%95%3E%5C%F4%BD%EC%91", Locator{
			Token: "The Software PKCS#11 Softtoken", Manufacturer: "Snake Oil, Inc.", Model: "1.0",
			Object: "my-certificate", Type: "cert", ID: []byte("\x69\x95\x3e\x5c\xf4\xbd\xec\x91"),
		}},
		{"pkcs11:object=my-sign-key;type=private?module-name=mypkcs11", Locator{Object: "my-sign-key", Type: "private", ModuleName: "mypkcs11"}},
		{"pkcs11:object=my-sign-key;type=private?module-path=/mnt/libmypkcs11.so.1",
			Locator{Object: "my-sign-key", Type: "private", ModulePath: "/mnt/libmypkcs11.so.1"}},
		{"pkcs11:slot-description=Sun%20Metaslot", Locator{SlotDescription: "Sun Metaslot"}},
		{"pkcs11:library-manufacturer=Snake%20Oil,%20Inc.;library-description=Soft%20Token%20Library;library-version=1.23",
			Locator{LibraryManufacturer: "Snake Oil, Inc.", LibraryDescription: "Soft Token Library", LibraryVersion: "1.23"}},
		{"pkcs11:token=Software%20PKCS%2311%20softtoken;manufacturer=Snake%20Oil,%20Inc.?pin-source=|/usr/lib/pinomatic",
			Locator{Token: "Software PKCS#11 softtoken", Manufacturer: "Snake Oil, Inc.", PINSource: "|/usr/lib/pinomatic"}},
		{"pkcs11:token=My%20token%25%20created%20by%20Joe;library-version=3;id=%01%02%03%Ba%dd%Ca%fe%04%05%06?pin-source=file:/etc/x", Locator{
			Token: "My token% created by Joe", LibraryVersion: "3", ID: []byte("\x01\x02\x03\xba\xdd\xca\xfe\x04\x05\x06"), PINSource: "file:/etc/x",
		}},
		{"pkcs11:token=A%20name%20with%20a%20substring%20%25%3B;object=my-certificate;type=cert",
			Locator{Token: "A name with a substring %;", Object: "my-certificate", Type: "cert"}},
		{"pkcs11:token=Name%20with%20a%20small%20A%20with%20acute:%20%C3%A1;object=my-certificate;type=cert",
			Locator{Token: "Name with a small A with acute: á", Object: "my-certificate", Type: "cert"}},
		// Names and types have no case, vendors' query attributes are skipped.
		{"PKCS11:TOKEN=a&b;Type=CERT;slot-id=18446744073709551615?vendor-x=1&vendor-x=2&module-name=y",
			Locator{Token: "a&b", Type: "cert", SlotID: slotID(1<<64 - 1), ModuleName: "y"}},
	}
	for _, tt := range tests {
		t.Run(tt.uri, func(t *testing.T) {
			got, err := ParseLocator(tt.uri)
			if strings.Contains(tt.uri, "serial=?") {
				if !errors.Is(err, ErrLocator) {
					t.Errorf("empty value: %v, want ErrLocator", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			again, err := ParseLocator(got.String())
			if err != nil || !cmp.Equal(again, got) {
				t.Errorf("%s is read back as %+v, %v", got, again, err)
			}
		})
	}
}

func TestParseLocatorRefusals(t *testing.T) {
	tests := []struct{ name, uri, attribute string }{
		{"another scheme", "https://example.com", ""},
		{"nothing", "", ""},
		{"too long", "pkcs11:token=" + strings.Repeat("a", maxLocator), ""},
		{"PIN", "pkcs11:token=a?pin-value=1234", "pin-value"},
		{"PIN in capitals", "pkcs11:token=a?PIN-VALUE=1234", "pin-value"},
		{"unknown path attribute", "pkcs11:token=a;vendor=b", "vendor"},
		{"query attribute in the path", "pkcs11:module-path=/a", "module-path"},
		{"twice", "pkcs11:token=a;token=b", "token"},
		{"twice in the query", "pkcs11:?module-name=a&module-name=b", "module-name"},
		{"no value", "pkcs11:token", ""},
		{"empty attribute", "pkcs11:token=a;;serial=b", ""},
		{"broken escape", "pkcs11:token=%4", "token"},
		{"no escape", "pkcs11:token=%zz", "token"},
		{"blank", "pkcs11:token=a b", "token"},
		{"slash in the path", "pkcs11:token=a/b", "token"},
		{"not UTF-8", "pkcs11:token=%FF", "token"},
		{"NUL", "pkcs11:token=%00", "token"},
		{"type", "pkcs11:type=key", "type"},
		{"slot", "pkcs11:slot-id=-1", "slot-id"},
		{"large slot", "pkcs11:slot-id=18446744073709551616", "slot-id"},
		{"version", "pkcs11:library-version=1.2.3", "library-version"},
		{"large version", "pkcs11:library-version=256", "library-version"},
		{"relative module", "pkcs11:?module-path=lib.so", "module-path"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseLocator(tt.uri)
			var located *LocatorError
			if !errors.As(err, &located) || !errors.Is(err, ErrLocator) || located.Attribute != tt.attribute {
				t.Errorf("%v, want a LocatorError of %q", err, tt.attribute)
			}
			if err != nil && strings.Contains(err.Error(), "1234") {
				t.Errorf("the error quotes the PIN: %v", err)
			}
		})
	}
}

func TestLocatorMatches(t *testing.T) {
	s := State{Label: "Văn thư", Serial: "0A", Model: "M", Manufacturer: "Hãng", Slot: Slot{ID: 3, Description: "D", Manufacturer: "S"}}
	tests := []struct {
		uri  string
		want bool
	}{
		{"pkcs11:", true},
		{s.Locator().String(), true},
		{"pkcs11:token=V%C4%83n%20th%C6%B0", true},
		{"pkcs11:token=Va%CC%86n%20thu%CC%9B", true}, // NFD
		{"pkcs11:token=Van%20thu", false},
		{"pkcs11:serial=0a", false},
		{"pkcs11:serial=0A;model=N", false},
		{"pkcs11:manufacturer=x", false},
		{"pkcs11:slot-id=3;slot-description=D;slot-manufacturer=S", true},
		{"pkcs11:slot-id=4", false},
		{"pkcs11:slot-description=E", false},
	}
	for _, tt := range tests {
		l, err := ParseLocator(tt.uri)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.MatchesDevice(s); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.uri, got, tt.want)
		}
	}
	c := &Certificate{Label: "ký", ID: []byte{1}}
	for l, want := range map[*Locator]bool{
		{}: true, {Object: "ký"}: true, {ID: []byte{1}}: true, {Object: "ký", ID: []byte{2}}: false, {Object: "khác"}: false,
	} {
		if l.MatchesCertificate(c) != want {
			t.Errorf("%s: not %v", l, want)
		}
	}
}

func TestPINFromSource(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pin")
	if err := os.WriteFile(file, []byte("123456\r\nsecond line"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{file, "file:" + file, "file://" + file} {
		pin, err := Locator{PINSource: source}.PINFromSource()
		if err != nil {
			t.Fatal(err)
		}
		if err := pin.Use(t.Context(), func(b []byte) error {
			if string(b) != "123456" {
				t.Errorf("%s: %q", source, b)
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	}
	for _, source := range []string{"", "|/bin/pin", "pin", "file:pin", "file://host/pin", "https://example.com/pin", "builtin-dialog"} {
		if _, err := (Locator{PINSource: source}).PINFromSource(); !errors.Is(err, ErrLocator) {
			t.Errorf("%q: %v, want ErrLocator", source, err)
		}
	}
}

func TestPINUse(t *testing.T) {
	var kept []byte
	supply := func(n int) PIN {
		return func(context.Context) ([]byte, error) {
			kept = []byte(strings.Repeat("7", n))
			return kept, nil
		}
	}
	failure := errors.New("failed")
	for n, want := range map[int]error{0: ErrPINFormat, 1: failure, maxPIN: failure, maxPIN + 1: ErrPINFormat} {
		if err := supply(n).Use(t.Context(), func([]byte) error { return failure }); !errors.Is(err, want) {
			t.Errorf("PIN of %d bytes: %v, want %v", n, err, want)
		}
		if strings.Trim(string(kept), "\x00") != "" {
			t.Errorf("a PIN of %d bytes was not wiped", n)
		}
	}
	if err := PIN(nil).Use(t.Context(), func(b []byte) error {
		if b != nil {
			t.Errorf("nil PIN gives %v", b)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

func FuzzParseLocator(f *testing.F) {
	for _, seed := range []string{
		"pkcs11:", "pkcs11:token=a%20b;serial=1;model=m;manufacturer=x;object=o;type=cert;id=%01%FF",
		"pkcs11:slot-id=7;slot-description=d;slot-manufacturer=s;library-manufacturer=l;library-description=d;library-version=1.2",
		"pkcs11:token=a?pin-source=file:/x&module-name=n&module-path=/m&vendor=1", "pkcs11:?pin-value=1", "pkcs11:token=%C4%83",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, uri string) {
		l, err := ParseLocator(uri)
		if err != nil {
			if !errors.Is(err, ErrLocator) {
				t.Errorf("%v is no ErrLocator", err)
			}
			return
		}
		again, err := ParseLocator(l.String())
		if len(l.String()) > maxLocator {
			return // escapes made it longer
		}
		if err != nil || !cmp.Equal(l, again) {
			t.Errorf("%q: written %q, read back %+v, %v", uri, l, again, err)
		}
	})
}
