package hashlog

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const headFormat = "motcua-log-head/1"

// maxHead bounds the text of a head in bytes.
const maxHead = 1024

// String returns the head as one line of text, to be kept elsewhere: format,
// name of the log, number, hash, time.
func (h Head) String() string {
	return strings.Join([]string{
		headFormat, url.QueryEscape(h.Log), strconv.FormatUint(h.Seq, 10), h.Hash.String(), h.At.UTC().Format(time.RFC3339Nano),
	}, " ")
}

// Imprint is what a timestamp of the head covers: the SHA-256 of its text.
func (h Head) Imprint() Hash { return sum("motcua log head 1", []byte(h.String())) }

// ParseHead reads the form of String.
//
// Errors: [ErrFormat].
func ParseHead(s string) (Head, error) {
	bad := fmt.Errorf("hashlog: parse head: %w", ErrFormat)
	parts := strings.Fields(s)
	if len(s) > maxHead || len(parts) != 5 || parts[0] != headFormat {
		return Head{}, bad
	}
	log, err := url.QueryUnescape(parts[1])
	if err != nil {
		return Head{}, bad
	}
	seq, err := strconv.ParseUint(parts[2], 10, 64)
	if err != nil {
		return Head{}, bad
	}
	hash, err := ParseHash(parts[3])
	if err != nil {
		return Head{}, bad
	}
	at, err := time.Parse(time.RFC3339Nano, parts[4])
	if err != nil {
		return Head{}, bad
	}
	return Head{Log: log, Seq: seq, Hash: hash, At: at.UTC()}, nil
}
