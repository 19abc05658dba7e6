package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/motcua/motcua/signature/signaturetest"
)

func TestIsPublic(t *testing.T) {
	for text, want := range map[string]bool{
		"8.8.8.8": true, "203.162.0.11": true, "100.63.255.255": true, "100.128.0.0": true, "172.32.0.1": true, "172.15.255.255": true,
		"2001:4860:4860::8888": true, "2a00:1450::1": true, "2001:200::1": true,
		"0.0.0.0": false, "0.1.2.3": false, "10.0.0.1": false, "127.0.0.1": false, "127.255.0.1": false, "169.254.169.254": false,
		"172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false, "100.64.0.1": false, "100.127.255.255": false,
		"192.0.0.1": false, "192.0.2.1": false, "198.18.0.1": false, "198.51.100.1": false, "203.0.113.1": false,
		"224.0.0.1": false, "239.1.1.1": false, "240.0.0.1": false, "255.255.255.255": false, "192.88.99.1": false,
		"::": false, "::1": false, "fe80::1": false, "fe80::1%eth0": false, "2a00:1450::1%eth0": false, "fc00::1": false, "fd12:3456::1": false,
		"ff02::1": false, "::ffff:8.8.8.8": false, "::ffff:127.0.0.1": false, "::8.8.8.8": false,
		"64:ff9b::8.8.8.8": false, "64:ff9b:1::1": false, "2001::1": false, "2001:db8::1": false, "2002:7f00:1::1": false,
		"3fff::1": false, "100::1": false, "fec0::1": false,
	} {
		if got := isPublic(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: public %v", text, got)
		}
	}
	if isPublic(netip.Addr{}) {
		t.Error("no address is public")
	}
}

func TestURLs(t *testing.T) {
	c := closing(t, New(Options{}))
	for _, address := range []string{"", "ftp://a.example/", "file:///etc/passwd", "ldap://a.example/cn=x?certificateRevocationList", "a.example/crl",
		"http:///crl", "http:a", "http://user@a.example/", "http://user:secret@a.example/", "http://a.example:x/", "http://a example/",
		"gopher://a.example", "http://a.example/" + strings.Repeat("x", maxURL), "http://[::1", "http://a.example/%zz"} {
		_, err := c.List(t.Context(), now(), address, nil)
		if !errors.Is(err, ErrURL) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// TestBlocked: no form of an address on this machine or network is dialled.
func TestBlocked(t *testing.T) {
	asked := atomic.Int32{}
	server := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	_, port, err := net.SplitHostPort(strings.TrimPrefix(server, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "10.0.0.1", "169.254.169.254",
		"[fd00::1]", "[64:ff9b::7f00:1]", "100.64.0.1"} {
		c := closing(t, New(Options{Timeout: 2 * time.Second}))
		if _, err := c.List(t.Context(), now(), "http://"+host+":"+port+"/", nil); !errors.Is(err, ErrBlocked) {
			t.Errorf("%s: %v", host, err)
		}
	}
	if asked.Load() != 0 {
		t.Errorf("%d requests came through", asked.Load())
	}
}

// TestRedirectToBlocked: a server that counts as public sends its caller to this
// machine. Only its own address gets around the check, so that there is one.
func TestRedirectToBlocked(t *testing.T) {
	inside := serve(t, text("secret"))
	outside := serve(t, http.RedirectHandler(inside+"/admin?key=1", http.StatusFound))
	c := closing(t, New(Options{}))
	checked := c.direct.DialContext
	c.direct.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == "public.example:80" {
			return new(net.Dialer).DialContext(ctx, network, strings.TrimPrefix(outside, "http://"))
		}
		return checked(ctx, network, address)
	}
	_, err := c.List(t.Context(), now(), "http://public.example/crl", nil)
	if !errors.Is(err, ErrBlocked) || strings.Contains(err.Error(), "key") {
		t.Errorf("%v", err)
	}
}

func TestRedirects(t *testing.T) {
	target := serve(t, text("here"))
	codes := []int{http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect}
	for _, code := range codes {
		from := serve(t, http.RedirectHandler(target+"/x", code))
		d, err := local(t, Options{}).List(t.Context(), now(), from, nil)
		if err != nil {
			t.Errorf("%d: %v", code, err)
			continue
		}
		if b, err := d.Bytes(); string(b) != "here" || err != nil {
			t.Errorf("%d: %q, %v", code, b, err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		if _, err := local(t, Options{NoRedirects: true}).List(t.Context(), now(), from, nil); !errors.Is(err, ErrRedirect) {
			t.Errorf("%d, redirects refused: %v", code, err)
		}
		_, err = local(t, Options{}).OCSP(t.Context(), now(), from, []byte("request"), nil)
		if want := code != http.StatusTemporaryRedirect && code != http.StatusPermanentRedirect; errors.Is(err, ErrRedirect) != want {
			t.Errorf("%d with a body: %v", code, err)
		}
	}
	for _, location := range []string{"", "ftp://a.example/", "http://user:secret@a.example/", "http://%zz/", strings.Repeat("x", maxURL+1)} {
		from := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", location)
			w.WriteHeader(http.StatusFound)
		}))
		_, err := local(t, Options{}).List(t.Context(), now(), from, nil)
		if !errors.Is(err, ErrRedirect) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%.40q: %v", location, err)
		}
	}
}

// TestNothingIsTold: requests carry nothing about the caller, and errors no query.
func TestNothingIsTold(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	seen := make(chan http.Header, 2)
	last := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen <- r.Header.Clone()
		w.WriteHeader(http.StatusNotFound)
	}))
	first := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen <- r.Header.Clone()
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
		http.Redirect(w, r, last+"/b?who=that", http.StatusTemporaryRedirect)
	}))
	_, err := local(t, Options{}).OCSP(t.Context(), now(), first+"/a?who=this#there", []byte("request"), nil)
	var failure *Error
	if !errors.As(err, &failure) || failure.Address != first+"/a" || strings.Contains(err.Error(), "who") {
		t.Errorf("%v", err)
	}
	allowed := []string{"User-Agent", "Accept", "Content-Type", "Content-Length"}
	for range 2 {
		h := <-seen
		for _, name := range allowed {
			h.Del(name)
		}
		if len(h) > 0 {
			t.Errorf("headers %v", h)
		}
	}
}

// TestProxy: only a proxy that is asked for is used, and what goes through it
// may still not name a private address.
func TestProxy(t *testing.T) {
	proxy := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(r.URL.String())) }))
	c := closing(t, New(Options{ProxyUnsafe: func(r *http.Request) (*url.URL, error) {
		if r.URL.Hostname() == "direct.example" {
			return nil, nil
		}
		return url.Parse(proxy)
	}}))
	d, err := c.List(t.Context(), now(), "http://a.invalid/crl", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if b, err := d.Bytes(); string(b) != "http://a.invalid/crl" || err != nil {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := c.List(t.Context(), now(), "http://10.0.0.1/crl", nil); !errors.Is(err, ErrBlocked) {
		t.Errorf("private address: %v", err)
	}
	checked := false
	c.direct.DialContext = func(context.Context, string, string) (net.Conn, error) {
		checked = true
		return nil, ErrBlocked
	}
	if _, err := c.List(t.Context(), now(), "http://direct.example/", nil); !errors.Is(err, ErrBlocked) || !checked {
		t.Errorf("not through the proxy: %v", err)
	}
}

func TestLocations(t *testing.T) {
	var many []string
	for n := range maxLocations + 1 {
		many = append(many, fmt.Sprintf("http://a.example/%d", n))
	}
	tests := []struct{ responders, issuers, wantResponders, wantIssuers []string }{
		{nil, nil, nil, nil},
		{[]string{"http://ocsp.example"}, []string{"http://a.example/ca.crt", "https://b.example/ca.p7b"},
			[]string{"http://ocsp.example"}, []string{"http://a.example/ca.crt", "https://b.example/ca.p7b"}},
		{[]string{"ldap://a.example/x", "http://u:p@a.example", "http://ocsp.example"}, []string{"ftp://a.example/ca"},
			[]string{"http://ocsp.example"}, nil},
		{many, many, many[:maxLocations], many[:maxLocations]},
	}
	key := signaturetest.P256().Key
	for _, tt := range tests {
		template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: now(), OCSPServer: tt.responders, IssuingCertificateURL: tt.issuers}
		raw, err := x509.CreateCertificate(nil, template, template, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		responders, issuers := Locations(certificate(t, &x509.Certificate{Raw: raw}))
		if !slices.Equal(responders, tt.wantResponders) || !slices.Equal(issuers, tt.wantIssuers) {
			t.Errorf("%v, %v; want %v, %v", responders, issuers, tt.wantResponders, tt.wantIssuers)
		}
	}
}
