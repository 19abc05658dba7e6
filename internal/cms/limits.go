package cms

import "fmt"

// Limits bounds what Parse accepts.
type Limits struct {
	MaxSize     int // octets of the ContentInfo; 0 means 1 MiB
	MaxDepth    int // nesting of constructed elements, at most 32; 0 means 32
	MaxElements int // elements in all; 0 means 100,000
}

const (
	defaultMaxSize     = 1 << 20
	defaultMaxDepth    = 32
	defaultMaxElements = 100_000
)

func (l Limits) withDefaults() Limits {
	if l.MaxSize <= 0 {
		l.MaxSize = defaultMaxSize
	}
	if l.MaxDepth <= 0 || l.MaxDepth > defaultMaxDepth {
		l.MaxDepth = defaultMaxDepth
	}
	if l.MaxElements <= 0 {
		l.MaxElements = defaultMaxElements
	}
	return l
}

func malformed(what string) error { return fmt.Errorf("%w: %s", ErrMalformed, what) }
