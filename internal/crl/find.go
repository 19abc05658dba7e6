package crl

import (
	"bytes"
	"fmt"
	"math/big"

	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
)

// Find looks up the certificate of an issuer by its serial number. It reads all
// entries in constant memory, since any of them may make the list unusable (RFC
// 5280, 5.3). Where a serial number occurs twice, the first entry counts.
//
// Errors: *UnknownCriticalError, ErrMalformed, ErrTooLarge (an entry over 32
// KiB), and those of the source.
func (l *List) Find(issuer cert.Name, serial *big.Int) (found Entry, ok bool, err error) {
	wanted := integerContent(serial)
	o := owner{wanted: issuer, own: issuer.Equal(l.Issuer)}
	sc := scanner{list: l, left: l.entries}
	for {
		content, more, err := sc.next()
		if err != nil || !more {
			return found, ok, err
		}
		e, good := readRaw(content)
		if !good {
			return Entry{}, false, malformed("entry")
		}
		if len(e.extensions) > 0 {
			critical, good := o.enter(e.extensions)
			if critical != nil {
				return Entry{}, false, fmt.Errorf("crl: use list: %w", critical)
			}
			if !good {
				return Entry{}, false, malformed("entry extension")
			}
		}
		if ok || !o.own || !bytes.Equal(e.serial, wanted) {
			continue
		}
		if found, ok = e.parse(); !ok {
			return Entry{}, false, malformed("entry")
		}
	}
}

// scanner reads the entries one by one through a window.
type scanner struct {
	list   *List
	left   region // what is not in the window yet
	buf    []byte
	unread []byte // of buf
}

// next returns the content of the next entry, which the call after it overwrites,
// or false at the end.
func (s *scanner) next() (content []byte, more bool, err error) {
	if len(s.unread) < maxHead {
		if err := s.fill(); err != nil || len(s.unread) == 0 {
			return nil, false, err
		}
	}
	tag, start, length, ok := parseHead(s.unread)
	if !ok || tag != asn1.SEQUENCE {
		return nil, false, malformed("entry")
	}
	if length > maxEntry {
		return nil, false, fmt.Errorf("%w: an entry of %d octets", ErrTooLarge, length)
	}
	end := start + int(length)
	if end > len(s.unread) {
		if err := s.fill(); err != nil {
			return nil, false, err
		}
	}
	if end > len(s.unread) {
		return nil, false, malformed("entry")
	}
	content, s.unread = s.unread[start:end], s.unread[end:]
	return content, true, nil
}

// fill moves what is unread to the front of the window and reads on.
func (s *scanner) fill() error {
	if s.left.size() == 0 {
		return nil
	}
	if s.buf == nil {
		s.buf = make([]byte, min(window, s.left.size()))
	}
	kept := copy(s.buf, s.unread)
	n := min(int64(len(s.buf)-kept), s.left.size())
	if err := s.list.readAt(s.buf[kept:kept+int(n)], s.left.from); err != nil {
		return err
	}
	s.left.from += n
	s.unread = s.buf[:kept+int(n)]
	return nil
}
