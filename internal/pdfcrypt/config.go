package pdfcrypt

import "crypto/fips140"

// Method is how a crypt filter encrypts (ISO 32000-2 Table 25, CFM).
type Method int

// The methods of the standard.
const (
	Identity Method = iota // plain; the zero value
	RC4                    // CFM V2
	AESV2                  // AES-128-CBC, a key for each object
	AESV3                  // AES-256-CBC, one key for the file
)

// Config holds the values of an Encrypt dictionary whose Filter is Standard
// (ISO 32000-2 Tables 20 and 21), strings as raw bytes.
type Config struct {
	V, R int
	// LengthBits is Length; 0 stands for an absent entry. It counts with V 2
	// only: the other versions have keys of one length, whatever is stated.
	LengthBits int
	P          int32  // a number above 2³¹−1 in the file wraps around
	O, U       []byte // at least 32 bytes, 48 with R 5 and 6; more are ignored
	OE, UE     []byte // R 5 and 6: at least 32 bytes; more are ignored
	Perms      []byte // R 5 and 6
	// EncryptMetadata is true when the entry is absent. With R 4 it is part
	// of the key.
	EncryptMetadata bool
	ID0             []byte // first element of the trailer's ID; empty if absent
	// The methods that StmF, StrF and EFF name through CF. Their defaults
	// (EFF: as StmF; the others: Identity) are the caller's to apply. With V
	// below 4 these fields are not looked at: everything is RC4.
	StreamMethod, StringMethod, EmbeddedMethod Method
}

// Lengths in bytes.
const (
	shortString = 32 // O and U up to R 4; OE and UE
	longString  = 48 // O and U of R 5 and 6: hash, validation salt, key salt
	minKey      = 5
	maxKey      = 16 // up to R 4
	aesKey256   = 32
)

// check refuses what the standard does not define or what is too short, and
// returns the length of the file encryption key in bytes.
func (c Config) check() (int, error) {
	keyBytes, err := c.keyBytes()
	if err != nil {
		return 0, err
	}
	if !c.methodsDefined() {
		return 0, unsupported("open", "method that V does not define")
	}
	if c.R < 5 && fips140.Enforced() {
		// RC4 and MD5 would panic.
		return 0, unsupported("open", "RC4 and MD5 are forbidden in FIPS 140 mode")
	}
	need := shortString
	if c.R >= 5 {
		need = longString
		if len(c.OE) < shortString || len(c.UE) < shortString {
			return 0, corrupt("open", "OE or UE too short")
		}
	}
	if len(c.O) < need || len(c.U) < need {
		return 0, corrupt("open", "O or U too short")
	}
	return keyBytes, nil
}

// keyBytes returns the length of the file encryption key.
func (c Config) keyBytes() (int, error) {
	switch {
	case c.V == 1 && (c.R == 2 || c.R == 3), c.V == 2 && c.R == 2:
		return minKey, nil
	case c.V == 2 && c.R == 3:
		return c.statedKeyBytes()
	case c.V == 4 && c.R == 4:
		return maxKey, nil
	case c.V == 5 && (c.R == 5 || c.R == 6):
		return aesKey256, nil
	}
	return 0, unsupported("open", "combination of V and R")
}

// statedKeyBytes reads Length, which some writers count in bytes.
func (c Config) statedKeyBytes() (int, error) {
	n := c.LengthBits
	switch {
	case n == 0:
		return minKey, nil
	case n >= minKey && n <= maxKey:
		return n, nil
	case n >= 8*minKey && n <= 8*maxKey && n%8 == 0:
		return n / 8, nil
	}
	return 0, corrupt("open", "Length out of range")
}

// methodsDefined reports whether V allows the methods of the crypt filters.
func (c Config) methodsDefined() bool {
	return c.V < 4 ||
		defined(c.V, c.StreamMethod) && defined(c.V, c.StringMethod) && defined(c.V, c.EmbeddedMethod)
}

// defined reports whether the standard has method m in version v.
func defined(v int, m Method) bool {
	switch m {
	case Identity:
		return true
	case RC4:
		return v < 5
	case AESV2:
		return v == 4
	case AESV3:
		return v == 5
	}
	return false
}
