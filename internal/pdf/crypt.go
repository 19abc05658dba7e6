package pdf

import (
	"errors"
	"fmt"
	"io"

	"github.com/motcua/motcua/internal/pdfcrypt"
)

// cryptState is what is known of a file's encryption.
type cryptState struct {
	encrypted bool
	handler   *pdfcrypt.Handler // nil while locked
	config    pdfcrypt.Config
	dict      Ref   // where the Encrypt dictionary stands, when indirect
	reason    error // why the content stays locked
}

// Encrypted reports whether the file is encrypted, and Locked why its strings
// and streams cannot be read: nil when they can.
func (f *File) Encrypted() bool { return f.crypt.encrypted }

// Locked returns the reason why encrypted content cannot be read, else nil.
// The error matches [ErrLocked].
func (f *File) Locked() error { return f.crypt.reason }

// Locked is [File.Locked] of the view's file.
func (v View) Locked() error { return v.f.crypt.reason }

// openCrypt sets up decryption. A file that stays locked is still a file: its
// plain structure can be judged.
func (f *File) openCrypt(password []byte) {
	v := f.View(len(f.revisions) - 1)
	entry := v.Trailer().Get("Encrypt")
	if entry == nil {
		return
	}
	f.crypt.encrypted = true
	f.crypt.reason = fmt.Errorf("pdf: open encrypted file: %w", ErrLocked)
	f.crypt.dict, _ = entry.(Ref)
	d, err := v.Dict(entry)
	if err != nil || d == nil {
		return
	}
	if d.Get("Filter") != Name("Standard") {
		f.crypt.reason = fmt.Errorf("pdf: open encrypted file: security handler is not the standard one: %w", ErrLocked)
		return
	}
	cfg, err := v.cryptConfig(d)
	if err != nil {
		return
	}
	h, err := pdfcrypt.Open(cfg, password)
	switch {
	case errors.Is(err, pdfcrypt.ErrPassword):
		f.crypt.reason = fmt.Errorf("pdf: open encrypted file: password needed: %w", ErrLocked)
	case err != nil:
		f.crypt.reason = fmt.Errorf("pdf: open encrypted file: %w (%w)", ErrLocked, err)
	default:
		f.crypt.handler, f.crypt.config, f.crypt.reason = h, cfg, nil
		f.cache, f.cacheStreams = cache{}, nil // parsed while locked
	}
}

// cryptConfig reads the entries of the Encrypt dictionary, 7.6.2 and 7.6.4.2.
func (v View) cryptConfig(d *Dict) (pdfcrypt.Config, error) {
	num := func(key Name) int {
		o, err := v.Resolve(d.Get(key))
		n, ok := o.(Integer)
		if err != nil || !ok {
			return 0
		}
		return int(n)
	}
	str := func(key Name) []byte {
		o, err := v.Resolve(d.Get(key))
		s, ok := o.(String)
		if err != nil || !ok {
			return nil
		}
		return []byte(s.Value)
	}
	c := pdfcrypt.Config{
		V: num("V"), R: num("R"), LengthBits: num("Length"), P: int32(num("P")),
		O: str("O"), U: str("U"), OE: str("OE"), UE: str("UE"), Perms: str("Perms"),
		EncryptMetadata: d.Get("EncryptMetadata") != false,
	}
	if id, err := v.Resolve(v.Trailer().Get("ID")); err == nil {
		if a, ok := id.(Array); ok && len(a) > 0 {
			if s, err := v.Resolve(a[0]); err == nil {
				if first, ok := s.(String); ok {
					c.ID0 = []byte(first.Value)
				}
			}
		}
	}
	return c, v.cryptFilters(d, &c)
}

// cryptFilters reads which method serves streams, strings and embedded files.
func (v View) cryptFilters(d *Dict, c *pdfcrypt.Config) error {
	if c.V < 4 {
		return nil
	}
	filters, err := v.Dict(d.Get("CF"))
	if err != nil {
		return err
	}
	method := func(key Name, unset pdfcrypt.Method) (pdfcrypt.Method, error) {
		name, ok := d.Get(key).(Name)
		if !ok {
			return unset, nil
		}
		return v.cryptMethod(filters, name, c)
	}
	if c.StreamMethod, err = method("StmF", pdfcrypt.Identity); err != nil {
		return err
	}
	if c.StringMethod, err = method("StrF", pdfcrypt.Identity); err != nil {
		return err
	}
	c.EmbeddedMethod, err = method("EFF", c.StreamMethod)
	return err
}

func (v View) cryptMethod(filters *Dict, name Name, c *pdfcrypt.Config) (pdfcrypt.Method, error) {
	if name == "Identity" {
		return pdfcrypt.Identity, nil
	}
	cf, err := v.Dict(filters.Get(name))
	if err != nil {
		return pdfcrypt.Identity, err
	}
	switch cf.Get("CFM") {
	case Name("V2"):
		if n, ok := cf.Get("Length").(Integer); ok && c.LengthBits == 0 {
			c.LengthBits = int(n)
			if n <= 32 {
				c.LengthBits = int(n) * 8 // bytes, as many writers have it
			}
		}
		return pdfcrypt.RC4, nil
	case Name("AESV2"):
		return pdfcrypt.AESV2, nil
	case Name("AESV3"):
		return pdfcrypt.AESV3, nil
	case nil, Name("None"):
		return pdfcrypt.Identity, nil
	}
	return pdfcrypt.Identity, fmt.Errorf("pdf: open encrypted file: crypt filter: %w", ErrLocked)
}

// decrypted decrypts the strings of an object that stands in the file itself.
func (f *File) decrypted(o Object, ref Ref) (Object, error) {
	if f.crypt.handler == nil || ref == f.crypt.dict {
		return o, nil
	}
	if d := AsDict(o); d != nil && d.Get("Type") == Name("XRef") {
		return o, nil
	}
	return f.decryptStrings(o, ref)
}

func (f *File) decryptStrings(o Object, ref Ref) (Object, error) {
	switch v := o.(type) {
	case String:
		plain, err := f.crypt.handler.DecryptString(ref.Num, ref.Gen, []byte(v.Value))
		if err != nil {
			return nil, fmt.Errorf("pdf: decrypt string: %w", err)
		}
		v.Value = string(plain)
		return v, nil
	case Array:
		for i := range v {
			plain, err := f.decryptStrings(v[i], ref)
			if err != nil {
				return nil, err
			}
			v[i] = plain
		}
	case *Dict:
		return o, f.decryptDict(v, ref)
	case *Stream:
		return o, f.decryptDict(v.Dict, ref)
	}
	return o, nil
}

// decryptDict decrypts the strings of a dictionary, but never the Contents of
// a signature dictionary, which is not encrypted (7.6.2).
func (f *File) decryptDict(d *Dict, ref Ref) error {
	signature := d.find("ByteRange") >= 0
	for i := range d.entries {
		e := &d.entries[i]
		if signature && e.key == "Contents" {
			continue
		}
		plain, err := f.decryptStrings(e.value, ref)
		if err != nil {
			return err
		}
		e.value = plain
	}
	return nil
}

// decryptedStream returns the stream's data after decryption, before filters.
func (f *File) decryptedStream(raw io.Reader, s *Stream, filters *Dict) (io.Reader, error) {
	if !f.crypt.encrypted || s.Get("Type") == Name("XRef") {
		return raw, nil
	}
	if f.crypt.handler == nil {
		return nil, f.crypt.reason
	}
	method := f.crypt.handler.StreamMethod()
	switch {
	case s.Get("Type") == Name("Metadata") && !f.crypt.config.EncryptMetadata && f.crypt.config.V >= 4:
		return raw, nil
	case s.Get("Type") == Name("EmbeddedFile"):
		method = f.crypt.handler.EmbeddedMethod()
	}
	names, parms, err := filterChain(filters)
	if err != nil {
		return nil, err
	}
	for i, n := range names {
		if n != "Crypt" {
			continue
		}
		if name, ok := parms[i].Get("Name").(Name); ok && name != "Identity" {
			return nil, fmt.Errorf("pdf: read stream: named crypt filter: %w", ErrLocked)
		}
		return raw, nil
	}
	return f.crypt.handler.StreamReader(s.num, s.gen, raw, method)
}
