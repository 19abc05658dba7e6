package hashlog

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"
)

var (
	// ErrFormat reports text that is no head or no hash.
	ErrFormat = errors.New("malformed")
	// ErrOrder reports an entry that would lie before the one that it follows.
	ErrOrder = errors.New("out of order")
)

// Hash is a SHA-256 value.
type Hash [sha256.Size]byte

// String returns the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// ParseHash reads the form of String.
//
// Errors: [ErrFormat].
func ParseHash(s string) (Hash, error) {
	var h Hash
	if b, err := hex.DecodeString(s); err != nil || copy(h[:], b) != len(h) || len(b) != len(h) {
		return Hash{}, fmt.Errorf("hashlog: parse hash: %w", ErrFormat)
	}
	return h, nil
}

// saltSize is the length of a salt in bytes. With 128 bits nobody finds an erased
// payload again by guessing.
const saltSize = 16

// Entry is one line of a log.
type Entry struct {
	Seq uint64 // from 1, without gap
	// At is when the entry was written, in whole microseconds; it never lies before
	// the entry it follows.
	At time.Time
	// Erases is the entry whose payload this one declares erased; zero: none.
	Erases uint64
	Prev   Hash // of the entry before, for the first one of the log's name
	Digest Hash // of salt and payload
	Hash   Hash // of all the above
	// Salt and Payload are nil once erased.
	Salt    []byte
	Payload []byte
}

// Erased reports whether the payload is gone.
func (e Entry) Erased() bool { return e.Salt == nil && e.Payload == nil }

// Head names the end of a log.
type Head struct {
	Log  string // name of the log
	Seq  uint64
	Hash Hash
	At   time.Time
}

// Start returns the head of an empty log. The name binds the chain to the log.
func Start(log string) Head {
	return Head{Log: log, Hash: sum("motcua log 1", []byte(log))}
}

// Head returns the head of the log after the entry.
func (e Entry) Head(log string) Head { return Head{Log: log, Seq: e.Seq, Hash: e.Hash, At: e.At} }

// sum hashes parts, each led by its length, under a label.
func sum(label string, parts ...[]byte) Hash {
	b := make([]byte, 0, 512) // mostly enough to stay off the heap
	b = binary.BigEndian.AppendUint64(b, uint64(len(label)))
	b = append(b, label...)
	for _, p := range parts {
		b = binary.BigEndian.AppendUint64(b, uint64(len(p)))
		b = append(b, p...)
	}
	return sha256.Sum256(b)
}

func digest(salt, payload []byte) Hash { return sum("motcua log payload 1", salt, payload) }

// hash computes the hash of an entry.
func (e Entry) hash() Hash {
	var numbers [24]byte
	binary.BigEndian.PutUint64(numbers[0:], e.Seq)
	binary.BigEndian.PutUint64(numbers[8:], uint64(e.At.UnixMicro()))
	binary.BigEndian.PutUint64(numbers[16:], e.Erases)
	return sum("motcua log entry 1", numbers[:], e.Prev[:], e.Digest[:])
}

// Next makes the entry that follows a head. Random gives the salt.
//
// Errors: [ErrOrder] for a moment before the head's, those of the random source.
func Next(head Head, at time.Time, payload []byte, erases uint64, random io.Reader) (Entry, error) {
	at = at.UTC().Truncate(time.Microsecond)
	if at.Before(head.At) {
		return Entry{}, fmt.Errorf("hashlog: next: %w", ErrOrder)
	}
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(random, salt); err != nil {
		return Entry{}, fmt.Errorf("hashlog: next: salt: %w", err)
	}
	e := Entry{
		Seq: head.Seq + 1, At: at, Erases: erases, Prev: head.Hash,
		Digest: digest(salt, payload), Salt: salt, Payload: payload,
	}
	e.Hash = e.hash()
	return e, nil
}
