package crl

import (
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/cryptobyte/asn1"
)

// region is a part of the list, in octets.
type region struct{ from, to int64 }

func (r region) size() int64 { return r.to - r.from }

// element is one DER element of the list, of which only the head has been read.
type element struct {
	tag     asn1.Tag
	whole   region // tag and length included
	content region
}

// maxHead is the longest tag and length that are accepted.
const maxHead = 1 + 1 + 5

// elementAt reads the head of the element at the start of a region.
func (l *List) elementAt(in region) (element, error) {
	var buf [maxHead]byte
	head := buf[:min(maxHead, in.size())]
	if err := l.readAt(head, in.from); err != nil {
		return element{}, err
	}
	tag, start, length, ok := parseHead(head)
	if !ok || length > in.size()-int64(start) {
		return element{}, malformed("element")
	}
	from := in.from + int64(start)
	return element{tag: tag, whole: region{in.from, from + length}, content: region{from, from + length}}, nil
}

// parseHead reads a tag of one octet and a definite length.
func parseHead(b []byte) (tag asn1.Tag, start int, length int64, ok bool) {
	if len(b) < 2 || b[0]&0x1f == 0x1f {
		return 0, 0, 0, false
	}
	tag, start = asn1.Tag(b[0]), 2
	if b[1] < 0x80 {
		return tag, start, int64(b[1]), true
	}
	n := int(b[1] & 0x7f)
	if n == 0 || n > maxHead-2 || len(b) < 2+n {
		return 0, 0, 0, false
	}
	for _, c := range b[2 : 2+n] {
		length = length<<8 | int64(c)
	}
	return tag, start + n, length, true
}

// bytesOf reads a region into memory.
func (l *List) bytesOf(r region) ([]byte, error) {
	if r.size() > maxElement {
		return nil, fmt.Errorf("%w: an element of %d octets", ErrTooLarge, r.size())
	}
	b := make([]byte, r.size())
	return b, l.readAt(b, r.from)
}

// readAt fills b.
func (l *List) readAt(b []byte, from int64) error {
	n, err := l.source.ReadAt(b, from)
	if n == len(b) {
		return nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		return malformed("end of data")
	}
	return fmt.Errorf("crl: read list: %w", err)
}

func malformed(what string) error { return fmt.Errorf("%w: %s", ErrMalformed, what) }
