package token

import (
	"bytes"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxLocator bounds a pkcs11 URI.
const maxLocator = 8 << 10

// scheme begins every pkcs11 URI.
const scheme = "pkcs11:"

// Locator is a pkcs11 URI (RFC 7512): it names a device, and possibly one object
// on it, by what the device says of itself. An empty field matches anything.
//
// It never holds a PIN: a URI with pin-value is refused.
type Locator struct {
	Token        string // label of the device
	Manufacturer string
	Serial       string
	Model        string

	Object string // label of the key or certificate
	Type   string // cert, private, public, secret-key or data
	ID     []byte // CKA_ID

	SlotDescription  string
	SlotManufacturer string
	SlotID           *uint64 // changes with insertions; a last resort

	LibraryManufacturer string
	LibraryDescription  string
	LibraryVersion      string // "major" or "major.minor"

	// PINSource, ModuleName and ModulePath say what to read a PIN from and which
	// code to load. They come from whoever wrote the URI, so nothing here acts on
	// them unasked.
	PINSource  string
	ModuleName string
	ModulePath string // absolute
}

// MatchesDevice reports whether a device fits. Padding and Unicode
// normalisation make no difference.
func (l Locator) MatchesDevice(s State) bool {
	return fits(l.Token, s.Label) && fits(l.Manufacturer, s.Manufacturer) &&
		fits(l.Serial, s.Serial) && fits(l.Model, s.Model) &&
		fits(l.SlotDescription, s.Slot.Description) && fits(l.SlotManufacturer, s.Slot.Manufacturer) &&
		(l.SlotID == nil || *l.SlotID == s.Slot.ID)
}

// MatchesCertificate reports whether a certificate is the object named, or has
// its identifier.
func (l Locator) MatchesCertificate(c *Certificate) bool {
	return fits(l.Object, c.Label) && (len(l.ID) == 0 || bytes.Equal(l.ID, c.ID))
}

func fits(want, have string) bool {
	return want == "" || want == have || norm.NFC.String(want) == norm.NFC.String(have)
}

// PINFromSource returns the PIN that pin-source names, of which only files are
// supported ("file:/path" or an absolute path). It reads a file that the author
// of the URI chose: call it for URIs of your own configuration only.
//
// Errors: *LocatorError for a command or anything else.
func (l Locator) PINFromSource() (PIN, error) {
	path := l.PINSource
	if rest, ok := strings.CutPrefix(path, "file:"); ok {
		path = rest
		if local, ok := strings.CutPrefix(path, "//"); ok { // RFC 8089: only an empty host
			path = local
		}
	}
	if path == "" || !isAbs(path) {
		return nil, &LocatorError{"pin-source", "is not an absolute file path"}
	}
	return FilePIN(path), nil
}

// isAbs accepts what is absolute here and, as a URI may be written elsewhere,
// what begins with a slash.
func isAbs(path string) bool {
	return filepath.IsAbs(path) || runtime.GOOS != "windows" && strings.HasPrefix(path, "/")
}

// ParseLocator reads a pkcs11 URI.
//
// Stricter than RFC 7512, 2.3, where leniency would widen the match: attributes
// of vendors in the path are refused, as are empty values and text that is not
// UTF-8. Unknown attributes of the query are ignored. A URI may have 8 KiB.
//
// Errors: *LocatorError.
func ParseLocator(uri string) (Locator, error) {
	var l Locator
	if len(uri) > maxLocator {
		return l, &LocatorError{"", "longer than " + strconv.Itoa(maxLocator) + " bytes"}
	}
	if len(uri) < len(scheme) || !strings.EqualFold(uri[:len(scheme)], scheme) {
		return l, &LocatorError{"", "does not begin with pkcs11:"}
	}
	path, query, hasQuery := strings.Cut(uri[len(scheme):], "?")
	seen := map[string]bool{}
	if path != "" {
		for part := range strings.SplitSeq(path, ";") {
			if err := l.add(part, false, seen); err != nil {
				return Locator{}, err
			}
		}
	}
	if hasQuery && query != "" {
		for part := range strings.SplitSeq(query, "&") {
			if err := l.add(part, true, seen); err != nil {
				return Locator{}, err
			}
		}
	}
	return l, nil
}

// add reads one attribute.
func (l *Locator) add(part string, query bool, seen map[string]bool) error {
	name, raw, ok := strings.Cut(part, "=")
	name = strings.ToLower(name) // RFC 5234, 2.3: literals of a grammar have no case
	if !ok || !isAttributeName(name) {
		return &LocatorError{"", "an attribute is not name=value"}
	}
	if query && name == "pin-value" {
		return &LocatorError{name, "a PIN does not belong into a URI"}
	}
	field := l.field(name, query)
	if field == nil && !isOther(name, query) {
		if query {
			return nil
		}
		return &LocatorError{name, "is not known, and ignoring it would match more"}
	}
	if seen[name] {
		return &LocatorError{name, "appears twice"}
	}
	seen[name] = true
	value, reason := decode(raw, query)
	switch {
	case reason != "":
		return &LocatorError{name, reason}
	case value == "":
		return &LocatorError{name, "is empty"}
	case field == nil:
		return l.setOther(name, value)
	case !utf8.ValidString(value) || strings.ContainsRune(value, 0):
		return &LocatorError{name, "is not UTF-8 text"}
	}
	*field = value
	return l.check(name, value)
}

// field returns the text field of an attribute, nil if it is none.
func (l *Locator) field(name string, query bool) *string {
	for _, a := range l.texts() {
		if a.name == name && a.query == query {
			return a.value
		}
	}
	return nil
}

type locatorText struct {
	name  string
	query bool
	value *string
}

// texts lists the text attributes in the order in which they are written.
func (l *Locator) texts() []locatorText {
	return []locatorText{
		{"token", false, &l.Token},
		{"manufacturer", false, &l.Manufacturer},
		{"serial", false, &l.Serial},
		{"model", false, &l.Model},
		{"object", false, &l.Object},
		{"type", false, &l.Type},
		{"slot-description", false, &l.SlotDescription},
		{"slot-manufacturer", false, &l.SlotManufacturer},
		{"library-manufacturer", false, &l.LibraryManufacturer},
		{"library-description", false, &l.LibraryDescription},
		{"library-version", false, &l.LibraryVersion},
		{"pin-source", true, &l.PINSource},
		{"module-name", true, &l.ModuleName},
		{"module-path", true, &l.ModulePath},
	}
}

// isOther reports the attributes that are no text.
func isOther(name string, query bool) bool {
	return !query && (name == "id" || name == "slot-id")
}

func (l *Locator) setOther(name, value string) error {
	if name == "id" {
		l.ID = []byte(value)
		return nil
	}
	n, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return &LocatorError{name, "is not a decimal number"}
	}
	l.SlotID = &n
	return nil
}

// check holds an attribute to the values that RFC 7512 gives it.
func (l *Locator) check(name, value string) error {
	switch name {
	case "type":
		l.Type = strings.ToLower(value)
		switch l.Type {
		case "cert", "private", "public", "secret-key", "data":
			return nil
		}
		return &LocatorError{name, "is none of cert, private, public, secret-key, data"}
	case "library-version":
		if !isVersion(value) {
			return &LocatorError{name, "is not major or major.minor"}
		}
	case "module-path":
		if !isAbs(value) {
			return &LocatorError{name, "is not an absolute path"}
		}
	}
	return nil
}

// isVersion accepts one or two numbers of one byte each.
func isVersion(s string) bool {
	major, minor, two := strings.Cut(s, ".")
	_, err := strconv.ParseUint(major, 10, 8)
	if err == nil && two {
		_, err = strconv.ParseUint(minor, 10, 8)
	}
	return err == nil
}
