package token

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
)

// PIN supplies a PIN when it is needed, for instance by asking a person. The
// bytes become the caller's of the function, who wipes them after use, so each
// call returns a slice of its own. An error ends the operation that needed the
// PIN and is returned by it.
//
// A nil PIN means that the device has a PIN pad of its own.
type PIN func(ctx context.Context) ([]byte, error)

// maxPIN bounds a PIN or password; no device takes a longer one.
const maxPIN = 1024

// Use asks for the PIN, hands it to f and wipes it. f must not keep it. For a
// nil PIN f gets nil.
//
// Errors: the PIN's own, ErrPINFormat for one that is empty or longer than 1024
// bytes, f's.
func (p PIN) Use(ctx context.Context, f func(pin []byte) error) error {
	if p == nil {
		return f(nil)
	}
	pin, err := p(ctx)
	defer clear(pin)
	switch {
	case err != nil:
		return fmt.Errorf("token: ask for the PIN: %w", err)
	case len(pin) == 0 || len(pin) > maxPIN:
		return fmt.Errorf("token: ask for the PIN: %w", ErrPINFormat)
	}
	return f(pin)
}

// FilePIN reads a PIN from the first line of a file, at every call anew.
func FilePIN(path string) PIN {
	return func(context.Context) ([]byte, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		buf := make([]byte, maxPIN+2)
		n, err := io.ReadFull(f, buf)
		if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
			clear(buf)
			return nil, err
		}
		end := bytes.IndexAny(buf[:n], "\r\n")
		if end < 0 {
			end = n
		}
		clear(buf[end:])
		return buf[:end:end], nil
	}
}
